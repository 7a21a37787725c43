"""Consultations as the specialist is told of them, and what can be done about one."""

from dataclasses import dataclass

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.aliases import alias_in_words
from bot.context import BotContext
from bot.delivery.parcel import Parcel
from bot.features.helping.cards import schedule_row
from bot.features.helping.notices import to_card
from bot.features.helping.words import format_name
from bot.screen import Row, Screen, button
from bot.tapping import Tap
from bot.texts import Texts
from community.consultations.booking import queries, service
from community.consultations.booking.kinds import ConsultationState
from community.consultations.booking.models import Consultation
from community.consultations.requests import queries as requests
from community.consultations.requests.aliases import asker_alias
from community.consultations.specialists.models import Specialist
from community.core.actor import Actor
from community.core.clock import now
from community.core.errors import NotFound


@dataclass(frozen=True)
class Meeting:
    """`name`: how the specialist knows the parent; `is_ahead`: it can still be given back."""

    consultation: Consultation
    name: str
    is_ahead: bool

    @classmethod
    async def of(
        cls, context: BotContext, actor: Actor, consultation_id: int, texts: Texts
    ) -> "Meeting":
        """Raises NotFound for whoever is not its specialist."""
        async with context.database.read() as session:
            found, specialist = await queries.consultation_of(session, actor, consultation_id)
            if specialist.person_id != actor.person_id:
                raise NotFound(kind="consultation")
            request = await requests.request(session, found.request_id)
            alias = await asker_alias(session, request)
            is_ahead = found.starts_at > now(session)
        is_booked = found.state is ConsultationState.BOOKED
        return cls(found, alias_in_words(alias, texts), is_ahead and is_booked)

    def line(self, texts: Texts) -> str:
        return texts(
            "{moment}, {format}: {name}",
            moment=texts.moment(self.consultation.starts_at),
            format=format_name(self.consultation.format, texts),
            name=self.name,
        )


async def is_specialists(parcel: Parcel) -> bool:
    """Whether the letter about a consultation goes to its specialist, not to the parent."""
    assert parcel.person is not None
    async with parcel.context.database.read() as session:
        found = await queries.consultation(session, parcel.params["consultation"])
        specialist = await session.get_one(Specialist, found.specialist_id)
    return specialist.person_id == parcel.person.id


async def booked(parcel: Parcel) -> Screen | None:
    return await _while_ahead(parcel, parcel.texts("🗓 A time is booked with you:\n{line}"))


async def soon(parcel: Parcel) -> Screen | None:
    return await _while_ahead(parcel, parcel.texts("⏰ Soon you meet:\n{line}"))


async def clash(parcel: Parcel) -> Screen | None:
    """Hours were changed, and this stands outside them now."""
    meeting = await _meeting(parcel)
    if not meeting.is_ahead:
        return None
    texts = parcel.texts
    text = texts("⚠️ This lies outside your hours now:\n{line}", line=meeting.line(texts))
    return Screen(text, clash_rows(meeting, texts))


def clash_rows(meeting: Meeting, texts: Texts) -> list[Row]:
    key = meeting.consultation.id
    return [
        [button(texts("🔁 Ask to choose another time"), f"scon:{key}:ask_move")],
        [button(texts("👌 Keep it"), f"scon:{key}:keep")],
    ]


async def _while_ahead(parcel: Parcel, text: str) -> Screen | None:
    meeting = await _meeting(parcel)
    if not meeting.is_ahead:
        return None
    texts = parcel.texts
    return Screen(text.format(line=meeting.line(texts)), meeting_rows(meeting, texts))


def meeting_rows(meeting: Meeting, texts: Texts) -> list[Row]:
    key = meeting.consultation.id
    move = [[button(texts("🔁 Ask to choose another time"), f"scon:{key}:ask_move")]]
    rows = move if meeting.is_ahead else []
    return [*rows, to_card(meeting.consultation.request_id, texts), schedule_row(texts)]


async def held_question(parcel: Parcel) -> Screen | None:
    """Nobody is blamed, and nobody has to explain."""
    meeting = await _meeting(parcel)
    if meeting.consultation.state is not ConsultationState.BOOKED:
        return None
    texts, key = parcel.texts, meeting.consultation.id
    text = texts(
        "Did you meet?\n{line}\n\nIf not, that happens: nobody is blamed.", line=meeting.line(texts)
    )
    return Screen(
        text,
        [
            [button(texts("✅ We met"), f"scon:{key}:held")],
            [button(texts("🌧 It did not come about"), f"scon:{key}:missed")],
        ],
    )


async def specialists_words(parcel: Parcel) -> Screen | None:
    """A cancelled or moved consultation, as its specialist reads of it."""
    meeting, texts = await _meeting(parcel), parcel.texts
    if meeting.is_ahead:
        text = texts("🔁 Moved to another time:\n{line}", line=meeting.line(texts))
        return Screen(text, meeting_rows(meeting, texts))
    if meeting.consultation.state is not ConsultationState.CANCELLED:
        return None
    text = texts(
        "🗓 Cancelled, and the time is yours again:\n<s>{line}</s>", line=meeting.line(texts)
    )
    return Screen(text, [schedule_row(texts)])


async def _meeting(parcel: Parcel) -> Meeting:
    assert parcel.person is not None
    actor = Actor(parcel.person.id, "bot")
    consultation_id = parcel.params["consultation"]
    return await Meeting.of(parcel.context, actor, consultation_id, parcel.texts)


async def show_meeting(
    query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts
) -> None:
    tap = Tap.of(query, context, actor, texts)
    await _show(tap, await Meeting.of(context, actor, tap.id, texts))
    await tap.say()


async def _show(tap: Tap, meeting: Meeting) -> None:
    line = meeting.line(tap.texts)
    await tap.show(Screen(f"🗓 {line}", meeting_rows(meeting, tap.texts)))


async def ask_move(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    """What it does to the parent's plans, before it is done."""
    tap = Tap.of(query, context, actor, texts)
    meeting = await Meeting.of(context, actor, tap.id, texts)
    if not meeting.is_ahead:
        await _show(tap, meeting)
        await tap.say()
        return
    text = texts(
        "I cancel this time, tell {name} at once and let them choose another of your times:\n"
        "{line}",
        name=meeting.name,
        line=meeting.line(texts),
    )
    rows = [
        [button(texts("🔁 Yes, cancel this time"), f"scon:{tap.id}:cancel")],
        [button(texts("⬅️ Keep it"), f"scon:{tap.id}:show")],
    ]
    await tap.show(Screen(text, rows))
    await tap.say()


async def cancel(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    tap = Tap.of(query, context, actor, texts)
    meeting = await Meeting.of(context, actor, tap.id, texts)
    async with context.database.write() as session:
        await service.cancel(session, actor, tap.id)
    text = texts("Cancelled; {name} chooses another time.", name=meeting.name)
    rows = [to_card(meeting.consultation.request_id, texts), schedule_row(texts)]
    await tap.show(Screen(text, rows))
    await tap.say()


async def keep(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    tap = Tap.of(query, context, actor, texts)
    meeting = await Meeting.of(context, actor, tap.id, texts)
    text = texts("👌 It stays:\n{line}", line=meeting.line(texts))
    await tap.show(Screen(text, [schedule_row(texts)]))
    await tap.say()


async def settle(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    """Whichever it was, it can be corrected for three days."""
    tap = Tap.of(query, context, actor, texts)
    meeting, held = await Meeting.of(context, actor, tap.id, texts), tap.verb == "held"
    async with context.database.write() as session:
        await service.settle(session, actor, tap.id, held=held)
    if held:
        text = texts("✅ You met: {line}", line=meeting.line(texts))
        slip = button(texts("🌧 It did not come about"), f"scon:{tap.id}:missed")
    else:
        text = texts(
            "🌧 It did not come about: {line}\nYou may suggest another meeting, on the card.",
            line=meeting.line(texts),
        )
        slip = button(texts("✅ We met"), f"scon:{tap.id}:held")
    await tap.show(Screen(text, [[slip], to_card(meeting.consultation.request_id, texts)]))
    await tap.say(texts("Written down."))


def create_router() -> Router:
    router = Router(name="meetings")
    taps = router.callback_query
    taps.register(show_meeting, F.data.regexp(r"^scon:(\d+):show$"))
    taps.register(ask_move, F.data.regexp(r"^scon:(\d+):ask_move$"))
    taps.register(cancel, F.data.regexp(r"^scon:(\d+):cancel$"))
    taps.register(keep, F.data.regexp(r"^scon:(\d+):keep$"))
    taps.register(settle, F.data.regexp(r"^scon:(\d+):(held|missed)$"))
    return router
