"""The author's own words with what gives somebody away covered: so it can be written instead."""

from collections.abc import Iterable, Mapping

from moderation.detect.message import Span
from moderation.detect.reasons import Reason
from moderation.detect.verdict import Finding, Question

# In the language of the chats, since it becomes part of a message there.
_COVERS: Mapping[Reason, str] = {
    Reason.SNILS: "номер СНИЛС",
    Reason.PASSPORT: "номер паспорта",
    Reason.BIRTH_CERTIFICATE: "номер свидетельства",
    Reason.OMS_POLICY: "номер полиса",
    Reason.INN: "ИНН",
    Reason.DOCUMENT: "номер документа",
    Reason.CARD: "номер карты",
    Reason.PHONE: "телефон",
    Reason.EMAIL: "почта",
    Reason.ADDRESS: "адрес",
    Reason.FULL_NAME_BIRTH: "имя и дата рождения",
    Reason.SCHOOL_CLASS: "школа и класс",
    Reason.DIAGNOSIS_NAME: "имя",
    Reason.ADOPTION_NAME: "имя",
    Reason.CHILD_NAME: "имя",
}
_OTHER = "личное"


def masked(text: str, findings: Iterable[Finding]) -> str:
    """«[имя и дата рождения], СНИЛС [номер СНИЛС]». Every place that was found is covered."""
    told = [one for one in findings if one.question is Question.PERSONAL_DATA]
    pieces, last = [], 0
    for (begin, end), cover in _places(told):
        pieces += [text[last:begin], f"[{cover}]"]
        last = end
    return "".join((*pieces, text[last:]))


def _places(findings: Iterable[Finding]) -> list[tuple[Span, str]]:
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
    return [(span, _COVERS.get(one.reason, _OTHER)) for span, one in places]
