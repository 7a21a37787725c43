"""Where a family lives. Never where people meet: a club, a school, an office."""

import re
from collections.abc import Iterator, Sequence

from moderation.detect.personal_data import address_patterns as patterns
from moderation.detect.personal_data.home_addresses import home_addresses
from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.names import PersonName
from moderation.detect.personal_data.places import any_near
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.sign import HARD, OPEN, Sign
from moderation.detect.reasons import Reason

_REACH = 60  # characters between «живём», «клуб» and the street
_BESIDE = 40  # and between a person's name and an address


def addresses(reading: Reading, names: Sequence[PersonName]) -> Iterator[Sign]:
    """Street and house with a flat, a person's name, or a word of living somewhere."""
    yield from home_addresses(reading)
    yield from _on_named_streets(reading, names)
    if patterns.MENTIONS_FLAT.search(reading.clean):
        yield from _with_a_flat(reading)
    if reading.all_roles & Role.LIVING:
        yield from _lived_at(reading)


def _on_named_streets(reading: Reading, names: Sequence[PersonName]) -> Iterator[Sign]:
    full = [name.span for name in names if name.full]
    for pattern in (patterns.STREET_NAMED, patterns.STREET_NAMED_AFTER):
        for match in reading.beside_digits(pattern):
            beside = any_near(match.span(), full, back=_BESIDE, forth=_BESIDE)
            if score := _score(reading, match, home=beside, dash=OPEN):
                yield Sign(Reason.ADDRESS, score, *match.span())


def _with_a_flat(reading: Reading) -> Iterator[Sign]:
    for match in patterns.HOUSE_AND_FLAT.finditer(reading.clean):
        yield Sign(Reason.ADDRESS, HARD, *match.span())
    for match in reading.beside_digits(patterns.ANY_WORD):
        if match["flat"] and _score(reading, match):
            yield Sign(Reason.ADDRESS, HARD, *match.span())


def _lived_at(reading: Reading) -> Iterator[Sign]:
    for match in reading.beside_digits(patterns.LIKE_A_STREET):
        if score := _score(reading, match):
            yield Sign(Reason.ADDRESS, score, *match.span())
    for match in patterns.AFTER_ADDRESS.finditer(reading.clean):
        if score := _score(reading, match, home=True):
            yield Sign(Reason.ADDRESS, score, *match.span("place"))


def _score(
    reading: Reading, match: re.Match[str], *, home: bool = False, dash: float = 0.0
) -> float:
    """`home`: something else says that a person lives there; `dash`: what «5-12» alone is worth."""
    if patterns.COUNTED.match(reading.clean, match.end()):
        return 0.0
    if match["flat"]:
        return HARD
    label = reading.nearest(match.start(), Role.LIVING | Role.VENUE, _REACH)
    if (label | reading.around(match.span(), 0, 25)) & Role.VENUE:
        return 0.0
    if label & Role.LIVING or home:
        return HARD
    return dash if match["dash"] else 0.0
