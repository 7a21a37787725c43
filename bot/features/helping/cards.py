"""The card of a request: who asks and what for, and what the specialist can do about it.

What has gone to somebody else, or is over, says so and shows nothing of the parent any more.
"""

from collections.abc import Sequence

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.aliases import alias_in_words
from bot.features.helping.words import (
    district_name,
    for_whom_name,
    format_name,
    outcome_name,
    speciality_name,
    urgency_name,
)
from bot.screen import Row, Screen, button
from bot.texts import Texts
from community.consultations.booking.kinds import ConsultationState
from community.consultations.booking.models import Consultation
from community.consultations.requests import queries
from community.consultations.requests.closing import SAID_BY_SPECIALIST
from community.consultations.requests.kinds import OfferAnswer, RequestOutcome, RequestState
from community.consultations.requests.queries import Offered
from community.core.actor import Actor
from community.core.clock import now
from community.core.errors import NotFound


async def card_screen(session: AsyncSession, actor: Actor, request_id: int, texts: Texts) -> Screen:
    """As it stands for this specialist. Raises NotFound for whoever was never asked."""
    try:
        card = await queries.offered(session, actor, request_id)
    except NotFound:
        answer = await queries.own_answer(session, actor, request_id)
        return Screen(_gone(answer, texts), [schedule_row(texts)])
    if card.request.state is RequestState.CLOSED:
        return Screen(_ended(card, texts), [schedule_row(texts)])
    if card.request.state is RequestState.OFFERED:
        return Screen(_offer(card, texts), _answers(card, texts))
    blocks = [texts("✅ <b>This request is with you</b>"), *_what(card, texts)]
    rows = [*_times(_ahead(card, session), texts), *_steps(card, texts)]
    return Screen("\n\n".join([*blocks, _how_it_goes(card, texts)]), rows)


def schedule_row(texts: Texts) -> Row:
    return [button(texts("🗓 My schedule"), "sch:open")]


def _offer(card: Offered, texts: Texts) -> str:
    speciality = speciality_name(card.speciality, texts)
    assert card.request.due_at is not None
    until = texts.moment(card.request.due_at)
    return "\n\n".join(
        [
            texts("🤝 <b>Somebody asks for you: {speciality}</b>", speciality=speciality),
            *_what(card, texts),
            texts(
                "Please answer until {until}. If you cannot, that is all right: I ask a colleague,"
                " and nobody asks why.",
                until=until,
            ),
        ]
    )


def _what(card: Offered, texts: Texts) -> list[str]:
    request = card.request
    lines = [
        texts(
            "<b>{name}</b>, {for_whom}",
            name=alias_in_words(card.alias, texts),
            for_whom=for_whom_name(request.for_whom, texts),
        ),
        texts("When: {urgency}", urgency=urgency_name(request.urgency, texts)),
        texts("How to meet: {format}", format=format_name(request.format, texts)),
    ]
    if card.district is not None:
        lines.append(texts("District: {place}", place=district_name(card.district, texts)))
    if not request.words:
        return ["\n".join(lines), texts("Nothing in words yet.")]
    return ["\n".join(lines), Markup("<blockquote>{}</blockquote>").format(request.words)]


def _ahead(card: Offered, session: AsyncSession) -> list[Consultation]:
    return [
        one
        for one in card.consultations
        if one.state is ConsultationState.BOOKED
        and one.ends_at > now(session)
        and one.specialist_id == card.request.specialist_id
    ]


def _how_it_goes(card: Offered, texts: Texts) -> str:
    return texts(
        "Write to me right here: {name} reads it under your first name, and what they answer comes"
        " here. If you talk with several people, answer the message it is about.",
        name=alias_in_words(card.alias, texts),
    )


def _answers(card: Offered, texts: Texts) -> list[Row]:
    key = card.request.id
    return [
        [
            button(texts("🤝 I take it"), f"srq:{key}:take"),
            button(texts("I cannot"), f"srq:{key}:decline"),
        ]
    ]


def _times(ahead: Sequence[Consultation], texts: Texts) -> list[Row]:
    """When they meet; a tap lets the time be given back."""
    return [
        [
            button(
                texts(
                    "🗓 {moment}, {format}",
                    moment=texts.moment(one.starts_at),
                    format=format_name(one.format, texts),
                ),
                f"scon:{one.id}:show",
            )
        ]
        for one in ahead
    ]


def _steps(card: Offered, texts: Texts) -> list[Row]:
    key = card.request.id
    return [
        [button(texts("🏁 Finish"), f"srq:{key}:finish")],
        [button(texts("🗓 Suggest a meeting"), f"srq:{key}:suggest")],
        [button(texts("🔁 Hand on to a colleague"), f"srq:{key}:pass")],
        schedule_row(texts),
    ]


def finish_screen(card: Offered, texts: Texts) -> Screen:
    """How it ended; the way back is there for a slip of the thumb."""
    key = card.request.id
    labels = {
        RequestOutcome.HELPED: texts("✅ It helped"),
        RequestOutcome.HELPED_IN_PART: texts("🌤 It helped in part"),
        RequestOutcome.REFERRED: texts("➡️ Referred further"),
        RequestOutcome.NO_CONTACT: texts("🤫 Nothing is heard of them"),
    }
    text = texts(
        "How did it end with {name}? The conversation closes, and its words are erased later."
        " {name} hears «thank you» and one question, whether it helped.",
        name=alias_in_words(card.alias, texts),
    )
    rows = [[button(labels[one], f"srq:{key}:{one.value}")] for one in SAID_BY_SPECIALIST]
    return Screen(text, [*rows, _back_to(key, texts)])


def pass_screen(card: Offered, texts: Texts) -> Screen:
    """What handing on does, before it is done."""
    key = card.request.id
    text = texts(
        "Hand {name} on? Your conversation ends, meetings that are to come are cancelled, and I"
        " look for a colleague at once. What you were told, the colleague does not see.",
        name=alias_in_words(card.alias, texts),
    )
    yes = [button(texts("🔁 Yes, hand on"), f"srq:{key}:hand_on")]
    return Screen(text, [yes, _back_to(key, texts)])


def _back_to(key: int, texts: Texts) -> Row:
    return [button(texts("⬅️ Back"), f"srq:{key}:show")]


def _ended(card: Offered, texts: Texts) -> str:
    request = card.request
    assert request.outcome is not None
    assert request.closed_at is not None
    how, moment = outcome_name(request.outcome, texts), texts.moment(request.closed_at)
    return texts(
        "🏁 {name}: {how}. {moment}",
        name=alias_in_words(card.alias, texts),
        how=how,
        moment=moment,
    )


def _gone(answer: OfferAnswer | None, texts: Texts) -> str:
    if answer is OfferAnswer.DECLINED:
        return texts("You could not, and that is all right: I have asked others. Thank you!")
    if answer is OfferAnswer.EXPIRED:
        return texts("The time to answer is over, and others are asked. That is all right.")
    if answer is OfferAnswer.HANDED_ON:
        return texts("You have handed this request on. Thank you for what you did.")
    return texts("This request is with a colleague now. Thank you for being there!")
