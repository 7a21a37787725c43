"""How a request stands, in human words."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.features.consultations.words import (
    format_name,
    helper_name,
    outcome_line,
    place_in_line,
    place_name,
    urgency_names,
    usual_line,
)
from bot.texts import Texts
from community.consultations.booking.kinds import ConsultationState
from community.consultations.booking.models import Consultation
from community.consultations.requests.kinds import RequestState
from community.consultations.requests.queries import Own, Waiting
from community.consultations.requests.rules import WORDS_LIMIT
from community.consultations.specialists.kinds import Format
from community.membership.districts.models import District


def state_in_short(own: Own, texts: Texts) -> str:
    """For a button."""
    return {
        RequestState.WAITING: texts("looking for somebody"),
        RequestState.OFFERED: texts("asked, no answer yet"),
        RequestState.TAKEN: texts("{name} is with you", name=own.helper or ""),
        RequestState.CLOSED: texts("over"),
    }[own.request.state]


def coming(own: Own) -> Sequence[Consultation]:
    return [one for one in own.consultations if one.state is ConsultationState.BOOKED]


def said_over(said: str | None, texts: Texts) -> list[str]:
    """What has just been done, over the rest."""
    words = {
        "sent": texts("✅ Your request is on its way."),
        "known": texts("You have asked for this already: here is how it stands."),
        "added": texts("✓ Added."),
        "changed": texts("✓ Changed."),
        "long": texts(
            "⚠️ Together that is more than {limit} characters, so I have not added it.",
            limit=WORDS_LIMIT,
        ),
    }
    return [words[said]] if said in words else []


def state_line(own: Own, waiting: Waiting, texts: Texts) -> str:
    request = own.request
    if request.state is RequestState.CLOSED:
        assert request.outcome is not None
        return outcome_line(request.outcome, texts)
    if request.state is RequestState.TAKEN:
        name = helper_name(own.speciality, own.helper or "", texts)
        return texts(
            "<b>{name}</b> is with you. Just write right here, in words or with your voice: nobody"
            " else reads it.",
            name=name[:1].upper() + name[1:],
        )
    if request.state is RequestState.OFFERED:
        assert request.due_at is not None
        return texts(
            "I have asked one specialist. If there is no answer by {until}, I ask the next one. I"
            " will write to you at once.",
            until=texts.when(request.due_at),
        )
    return texts(
        "At the moment nobody is free. {place} {usual} A leader of the club is looking for"
        " somebody, too, and I ask whoever becomes free. I will write to you at once.",
        place=place_in_line(waiting, texts),
        usual=usual_line(waiting, texts),
    )


def details(own: Own, alias: str, district: District | None, texts: Texts) -> str:
    request = own.request
    lines = [
        texts(
            "When: {when}. How: {how}.",
            when=urgency_names(texts)[request.urgency],
            how=format_name(request.format, texts),
        )
    ]
    if request.format is Format.IN_PERSON and district is not None:
        lines.append(texts("Where: {place}.", place=place_name(district, texts)))
    if alias:
        lines.append(texts("Signed: {alias}.", alias=alias))
    if request.words:
        lines.append(Markup("✍️ <i>{}</i>").format(request.words))
    return "\n".join(lines)
