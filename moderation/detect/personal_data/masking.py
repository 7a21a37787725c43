"""The author's own words with what gives somebody away covered: so it can be written instead."""

from collections.abc import Iterable, Mapping
from datetime import date

from moderation.detect.message import Span
from moderation.detect.personal_data.lexicon import Role, roles_of
from moderation.detect.personal_data.suggestions import as_age
from moderation.detect.reasons import Reason
from moderation.detect.verdict import Finding, Question

# In the language of the chats, since it becomes part of a message there: Russian, English.
_COVERS: Mapping[Reason, tuple[str, str]] = {
    Reason.SNILS: ("номер СНИЛС", "SNILS number"),
    Reason.PASSPORT: ("номер паспорта", "passport number"),
    Reason.BIRTH_CERTIFICATE: ("номер свидетельства", "certificate number"),
    Reason.OMS_POLICY: ("номер полиса", "policy number"),
    Reason.INN: ("ИНН", "taxpayer number"),
    Reason.DOCUMENT: ("номер документа", "document number"),
    Reason.CARD: ("номер карты", "card number"),
    Reason.PHONE: ("телефон", "phone"),
    Reason.EMAIL: ("почта", "e-mail"),
    Reason.ADDRESS: ("адрес", "address"),
    Reason.FULL_NAME_BIRTH: ("имя и дата рождения", "name and date of birth"),
    Reason.SCHOOL_CLASS: ("школа и класс", "school and class"),
    Reason.DIAGNOSIS_NAME: ("имя", "name"),
    Reason.ADOPTION_NAME: ("имя", "name"),
    Reason.CHILD_NAME: ("имя", "name"),
}
_OTHER = ("личное", "private")
_PUNCTUATION = " ,:—–-("


def masked(
    text: str, findings: Iterable[Finding], today: date | None = None, language: str = "ru"
) -> str:
    """«[имя и дата рождения], СНИЛС [номер СНИЛС]». Every place that was found is covered.

    With `today` a child's name and birth become what may be said: «дочка, 9 лет».
    """
    told = [one for one in findings if one.question is Question.PERSONAL_DATA]
    done, last = "", 0
    for (begin, end), reason in _places(told):
        done += text[last:begin]
        age = (
            today and reason is Reason.FULL_NAME_BIRTH and as_age(text[begin:end], today, language)
        )
        if age and _ends_with_child(done):
            done = f"{done.rstrip(_PUNCTUATION)}, {age.years}"
        elif age:
            done += f"{age.child}, {age.years}"
        else:
            done += f"[{_COVERS.get(reason, _OTHER)[language == 'en']}]"
        last = end
    return done + text[last:]


def _ends_with_child(before: str) -> bool:
    """«Моя дочка …»: then the age alone goes on."""
    words = before.lower().replace("ё", "е").split()
    return bool(words) and bool(roles_of(words[-1].strip(_PUNCTUATION)) & Role.CHILD)


def _places(findings: Iterable[Finding]) -> list[tuple[Span, Reason]]:
    """In order and apart; of findings that overlap the surest names the cover of both."""
    places: list[tuple[Span, Finding]] = []
    for one in sorted(findings, key=lambda finding: finding.begin):
        if one.begin >= one.end:
            continue
        if places and one.begin < places[-1][0][1]:
            (begin, end), other = places.pop()
            surest = max(other, one, key=lambda finding: finding.score)
            places.append(((begin, max(end, one.end)), surest))
        else:
            places.append(((one.begin, one.end), one))
    return [(span, one.reason) for span, one in places]
