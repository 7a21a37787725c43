"""A diagnosis, the story of a placement, a crime: told of somebody named."""

import re
from collections.abc import Iterator, Sequence

from moderation.detect.message import Span
from moderation.detect.personal_data.circumstances import Circumstances
from moderation.detect.personal_data.given_names import is_affectionate
from moderation.detect.personal_data.lexicon import Role
from moderation.detect.personal_data.names import PersonName
from moderation.detect.personal_data.places import any_near
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.sign import HARD, OPEN, Sign
from moderation.detect.personal_data.whose import (
    cases_of,
    introduces_self,
    is_childs,
    is_spoken_to_first,
    may_be_childs,
)
from moderation.detect.reasons import Reason

_CLOSE = 40  # between a name and a diagnosis or a story, whatever stands between
_STORY = 90  # the same within one sentence
_SENTENCE_END = re.compile(r"[.!?\n] ")
_OF_FIRST_NAME = 50  # the same for a first name alone
_HIV = r"|(?<![а-я])вич(?:[ -]|$)|(?<![a-z])hiv"
_CODE = re.compile(  # МКБ-10, as clinics and parents write it: F70, «ф 94.1», B23
    r"(?<![а-яa-z\d])(?:[fф] ?(?:[0-9]\d)(?:[.,]\d)?|[gг] ?(?:40|80)(?:[.,]\d)?|q ?90|[bб] ?2[0-4])"
    r"(?![\d-])"
)
_ON_RECORD = re.compile(
    r"уч[её]т\w? (?:у|в) (?:психи|нарк|пнд|пдн|кдн|невро|инфек)"
    r"|в пнд(?![а-я])|психиатр(?:ия|ии|ию)|психиатричк|психбольниц|в дурк" + _HIV
)
_PLACEMENT = re.compile(
    r"детск\w{2,3} дом|дом\w? ребен|под опек|лишен\w{0,2} (?:родит\w{1,9} )?прав"
    r"|родител\w{1,2} лиш|тайн\w усынов|(?:взяли|забрали|приняли) из "
)
_THAT_ONE = re.compile(r"т(?:от|а|ого|ой|у) сам\w{2,3}|у нас\b|наш")
_BESIDE = re.compile(r"[ :–—-]{1,3}")
_TITLE = re.compile(r"[«\"“][^»\"”\n]{3,30}[»\"”]")


def stories(
    reading: Reading, names: Sequence[PersonName], circumstances: Circumstances
) -> Iterator[Sign]:
    """A first name alone needs more than a story: whose it is, or that a child is meant."""
    if not names:
        return
    diagnoses = [*_words(reading, Role.DIAGNOSIS), *_matches(_CODE, reading)]
    diagnoses.extend(_matches(_ON_RECORD, reading))
    placements = [*_words(reading, Role.ADOPTION), *_matches(_PLACEMENT, reading)]
    for name in names:
        if introduces_self(reading, name):
            continue
        if sign := _of_health(reading, name, diagnoses, circumstances):
            yield sign
        if score := _of_placement(reading, name, placements, circumstances):
            yield Sign(Reason.ADOPTION_NAME, score, *name.span)


def _of_health(
    reading: Reading, name: PersonName, told: Sequence[Span], circumstances: Circumstances
) -> Sign | None:
    """Of a first name too, when it is a child's, or when the disease is said right of it."""
    if name.full:
        certain = _is_told(reading, name, told)
        return Sign(Reason.DIAGNOSIS_NAME, HARD, *name.span) if certain else None
    if not any_near(name.span, told, back=_OF_FIRST_NAME, forth=_OF_FIRST_NAME):
        return None
    if is_spoken_to_first(reading, name):
        return None
    beside = any(_BESIDE.fullmatch(reading.clean[name.end : begin]) for begin, _ in told)
    if beside or _is_object(reading, name) or _is_a_child(reading, name, circumstances):
        return Sign(Reason.DIAGNOSIS_NAME, HARD, *name.span)
    return None


def _of_placement(
    reading: Reading, name: PersonName, told: Sequence[Span], circumstances: Circumstances
) -> float:
    foster = circumstances.told_near(name, circumstances.foster)
    heavy = circumstances.told_near(name, circumstances.heavy)
    if name.full:
        if foster or _is_told(reading, name, told):
            return HARD
        return _of_crime(reading, name, circumstances) if heavy else 0.0
    near = any_near(name.span, told, back=_OF_FIRST_NAME, forth=_OF_FIRST_NAME)
    if is_spoken_to_first(reading, name) or not (near or (heavy and foster)):
        return 0.0
    if heavy and foster and (circumstances.aged(name) or _TITLE.search(reading.clean)):
        return HARD
    told_of = _is_object(reading, name) or _is_a_child(reading, name, circumstances)
    return OPEN if told_of else 0.0


def _of_crime(reading: Reading, name: PersonName, circumstances: Circumstances) -> float:
    """«Тот самый Игнат Зимин, которого нашли в подвале»: surely only when a child is meant."""
    of_child = _is_a_child(reading, name, circumstances) or _THAT_ONE.search(reading.clean)
    return HARD if of_child or circumstances.roles(name) & Role.VENUE else OPEN


def _is_a_child(reading: Reading, name: PersonName, circumstances: Circumstances) -> bool:
    """By a possessive, a child's word or age in the sentence, or the form of the name."""
    if may_be_childs(reading, name) or is_childs(reading, name) or is_affectionate(name.given):
        return True
    children = Role.CHILD | Role.SIBLING | Role.CHILDISH
    if circumstances.roles(name) & children or circumstances.aged(name):
        return True
    return circumstances.told_near(name, circumstances.foster)


def _is_told(reading: Reading, name: PersonName, told: Sequence[Span]) -> bool:
    """Close by, or somewhere in the same sentence."""
    if any_near(name.span, told, back=_CLOSE, forth=_CLOSE):
        return True
    for begin, end in told:
        between = reading.clean[min(end, name.end) : max(begin, name.begin)]
        if len(between) <= _STORY and not _SENTENCE_END.search(between):
            return True
    return False


def _is_object(reading: Reading, name: PersonName) -> bool:
    """«У Димы …», «Алине поставили …»: told of, not telling."""
    if reading.word(name.first - 1) == "у":
        return True
    cases = cases_of(name)
    return bool(cases) and "nomn" not in cases


def _words(reading: Reading, role: int) -> Iterator[Span]:
    if reading.all_roles & role:
        for word, roles in zip(reading.words, reading.roles, strict=True):
            if roles & role:
                yield word.span()


def _matches(pattern: re.Pattern[str], reading: Reading) -> Iterator[Span]:
    return (match.span() for match in pattern.finditer(reading.clean))
