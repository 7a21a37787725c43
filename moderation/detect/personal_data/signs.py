"""The question as a whole: every kind looked for, overlaps settled, repeats not counted twice."""

from collections.abc import Iterator, Sequence

from moderation.detect.message import ChatRules, Message
from moderation.detect.personal_data.addresses import addresses
from moderation.detect.personal_data.birth_dates import birth_dates
from moderation.detect.personal_data.certificates import certificates
from moderation.detect.personal_data.children import bare_names, births, stories
from moderation.detect.personal_data.documents import documents
from moderation.detect.personal_data.emails import emails
from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.names import PersonName, initialled, person_names
from moderation.detect.personal_data.papers import papers
from moderation.detect.personal_data.phones import phones
from moderation.detect.personal_data.photos import photographed
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.schools import schools
from moderation.detect.personal_data.sign import CERTAIN_ENOUGH, Sign, without_overlaps
from moderation.detect.personal_data.whose import is_childs, is_never_told, is_ours
from moderation.detect.text import Text
from moderation.detect.verdict import Finding, Question


class PersonalDataSigns:
    """Answers what gives a child or a family away; holds nothing of what it reads."""

    def find(self, text: Text, message: Message, rules: ChatRules) -> Sequence[Finding]:
        reading = Reading(text)
        signs = list(photographed(reading, message))
        if reading.has_digits or "@" in reading.clean:
            numbered = (
                *documents(reading),
                *certificates(reading),
                *phones(reading, rules.known),
                *emails(reading, rules.known),
                *addresses(reading),
            )
            signs.extend(without_overlaps(numbered))
        signs.extend(_about_somebody(reading, rules))
        return _findings(text, signs)


def _about_somebody(reading: Reading, rules: ChatRules) -> Iterator[Sign]:
    """What needs names; they are looked for only where something would come of them."""
    names: list[PersonName] = []
    if reading.all_roles & Role.GIVEN or "." in reading.clean:
        people = rules.known.people
        names = [
            name
            for name in (*person_names(reading), *initialled(reading))
            if not is_never_told(reading, name, people)
        ]
    told = [name for name in names if name.full or is_childs(reading, name) or is_ours(reading, name)]
    yield from schools(reading, told)
    yield from papers(reading, told)
    if not names:
        return
    dated = list(births(reading, names, birth_dates(reading.clean))) if reading.has_digits else []
    yield from dated
    told_of = list(stories(reading, names))
    yield from told_of
    taken = [*dated, *told_of]
    for sign in bare_names(reading, names):
        if all(sign.end <= one.begin or sign.begin >= one.end for one in taken):
            yield sign


def _findings(text: Text, signs: Sequence[Sign]) -> list[Finding]:
    """One open datum twice is no second datum: only the first of a kind counts below certainty."""
    findings: list[Finding] = []
    seen: set[str] = set()
    for sign in sorted(signs, key=lambda one: -one.score):
        repeated = sign.score < CERTAIN_ENOUGH and sign.reason in seen
        seen.add(sign.reason)
        begin, end = text.span(sign.begin, sign.end)
        score = 0.0 if repeated else sign.score
        findings.append(Finding(Question.PERSONAL_DATA, score, sign.reason, begin, end))
    return sorted(findings, key=lambda one: one.begin)
