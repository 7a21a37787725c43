"""The question as a whole: every kind looked for, overlaps settled, repeats not counted twice."""

import re
from collections.abc import Iterator, Sequence

from moderation.detect.message import ChatRules, Message
from moderation.detect.personal_data.addresses import addresses
from moderation.detect.personal_data.birth_dates import birth_dates
from moderation.detect.personal_data.certificates import certificates
from moderation.detect.personal_data.childhood import childhoods
from moderation.detect.personal_data.children import bare_names, births
from moderation.detect.personal_data.circumstances import Circumstances
from moderation.detect.personal_data.documents import documents
from moderation.detect.personal_data.emails import emails
from moderation.detect.personal_data.latin import latin_children
from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.names import PersonName, initialled, person_names
from moderation.detect.personal_data.papers import papers
from moderation.detect.personal_data.phones import phones
from moderation.detect.personal_data.photos import photographed
from moderation.detect.personal_data.pick_ups import pick_ups
from moderation.detect.personal_data.places import gap
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.schools import schools
from moderation.detect.personal_data.sign import CERTAIN_ENOUGH, Sign, without_overlaps
from moderation.detect.personal_data.stories import stories
from moderation.detect.personal_data.whose import is_never_told
from moderation.detect.text import Text
from moderation.detect.verdict import Finding, Question

_FIRST = (
    "дочькка Алина Петрова, 2015 г.р., moya doch Kseniya"  # touches every list and the dictionary
)
_LATIN = re.compile(r"[a-z]{3} [a-z]{3}")
_AND = re.compile(r" и |, ")
_MATTERS = (
    Role.CHILD
    | Role.SIBLING
    | Role.MINE
    | Role.NAMED
    | Role.DIAGNOSIS
    | Role.ADOPTION
    | Role.SCHOOL
    | Role.CHILDISH
    | Role.CHILDLIKE
    | Role.GIVEN
    | Role.MISSPELT_NAME
)  # without one of these, and without a number or an address, nothing comes of a name


class PersonalDataSigns:
    """Answers what gives a child or a family away. Keeps no message: single words only, in bounded
    caches that leave the process with it."""

    def __init__(self) -> None:
        """Reads word lists and the dictionary now, so that nobody's first message waits (0.1 s)."""
        self.find(Text(_FIRST), Message(_FIRST), ChatRules())

    def find(self, text: Text, message: Message, rules: ChatRules) -> Sequence[Finding]:
        reading = Reading(text)
        names = _names(reading, rules.known.people)
        if not (names or message.media or _tells_without_names(reading)):
            return ()
        signs = [
            *photographed(reading, message),
            *without_overlaps(_numbered(reading, names, rules)),
            *_about_somebody(reading, names),
        ]
        return _findings(text, signs) if signs else ()


def _tells_without_names(reading: Reading) -> bool:
    """Most messages hold neither a number nor an address, and speak of no school."""
    if reading.has_digits or reading.has_address or reading.all_roles & Role.SCHOOL:
        return True
    return _LATIN.search(reading.clean) is not None


def _names(reading: Reading, people: frozenset[str]) -> list[PersonName]:
    """Names that are not those of specialists, officials, writers, people who are spoken to."""
    if not (reading.has_digits or reading.has_address or reading.all_roles & _MATTERS):
        return []
    names = person_names(reading)
    if "." in reading.clean:
        names.extend(initialled(reading))
    names.sort(key=lambda name: name.begin)
    told: list[PersonName] = []
    passed_over = 0  # where the last name ended that may be said: «Анна Котова и Пётр Гущин»
    for name in names:
        in_a_row = _AND.fullmatch(reading.clean, passed_over, name.begin)
        if in_a_row or is_never_told(reading, name, people):
            if (
                told
                and _AND.fullmatch(reading.clean, told[-1].end, name.begin)
                and not told[-1].full
            ):
                told.pop()  # «Ольга и Сергей Петровы усыновили»
            passed_over = name.end
        else:
            told.append(name)
    return told


def _numbered(reading: Reading, names: Sequence[PersonName], rules: ChatRules) -> Iterator[Sign]:
    names = [name for name in names if name.sure]
    if reading.has_digits:
        yield from documents(reading)
        yield from certificates(reading)
        yield from phones(reading, names, rules.known)
        yield from addresses(reading, names)
    if reading.has_address:
        yield from emails(reading, names, rules.known)


def _about_somebody(reading: Reading, names: Sequence[PersonName]) -> Iterator[Sign]:
    """A child told of by name; a name taken up by something graver is not told again alone."""
    circumstances = Circumstances(reading)
    sure = [name for name in names if name.sure]
    graver = [
        *schools(reading, sure),
        *pick_ups(reading, sure),
        *stories(reading, sure, circumstances),
    ]
    if reading.has_digits:
        graver.extend(papers(reading, sure))
        if names:
            graver.extend(births(reading, sure, birth_dates(reading.clean)))
    yield from graver
    if _LATIN.search(reading.clean):
        yield from latin_children(reading)
    for sign in (*bare_names(reading, sure), *childhoods(reading, names, circumstances)):
        if all(gap((sign.begin, sign.end), (one.begin, one.end)) >= 0 for one in graver):
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
