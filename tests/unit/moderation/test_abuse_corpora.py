"""The corpora of the product itself: what is abuse is found, what only looks like it is not."""

from collections import Counter

import pytest

from moderation.detect.abuse.notation import classes, read_lines
from moderation.detect.abuse.phrases import parse
from moderation.detect.abuse.signs import HARMLESS, PHRASEBOOK
from tests.support.corpora import messages
from tests.unit.moderation.abuse import kinds, score

MARKED_FROM = 0.5


def test_nineteen_of_twenty_signals_are_found() -> None:
    signals = [line.partition("\t") for line in messages("abuse")]
    found = [message for _, _, message in signals if score(message) >= MARKED_FROM]
    assert len(signals) >= 1_800
    assert len(found) >= 0.95 * len(signals)


def test_every_kind_is_mostly_called_by_its_name() -> None:
    total: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for line in messages("abuse"):
        kind, _, message = line.partition("\t")
        total[kind] += 1
        named[kind] += kind in kinds(message)
    assert set(total) == {"obscenity", "insult", "threat", "harassment", "contempt"}
    assert all(named[kind] >= 0.9 * total[kind] for kind in total)


def test_no_trap_is_marked() -> None:
    traps = [*messages("traps/abuse"), *messages("traps/abuse_of_another_hand")]
    assert len(traps) >= 1_400
    assert [trap for trap in traps if score(trap) >= MARKED_FROM] == []


def test_of_innocent_messages_hardly_one_in_a_thousand_is_marked() -> None:
    innocent = messages("innocent")
    marked = [message for message in innocent if score(message) >= MARKED_FROM]
    assert len(marked) <= 0.001 * len(innocent)


@pytest.mark.parametrize("name", [*PHRASEBOOK, *HARMLESS])
def test_every_line_of_the_phrasebook_can_be_found(name: str) -> None:
    lines = list(read_lines(f"phrasebook/{name}.txt"))
    assert len(lines) == len(set(lines))
    for line in lines:
        phrase = parse(line, {**HARMLESS, **PHRASEBOOK}[name])
        assert 0 <= phrase.score <= 1
        assert not any("_" in form for part in phrase.leading.parts for form in part.place.forms)


@pytest.mark.parametrize("name", ["classes", "cues", "names", "hidden"])
def test_word_lists_are_in_lower_case_without_yo(name: str) -> None:
    for words in classes(name).values():
        assert all(word == word.lower() and "ё" not in word for word in words)
