"""/duty: who is on duty, one's own duties, free halves to take, and who needs somebody now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.context import BotContext
from bot.features.duty.words import signal_label, turn_name
from bot.screen import Row, Screen, button, replace, show
from bot.tapping import Tap
from bot.texts import Texts
from community.core.actor import Action, Actor
from community.core.clock import local_now, now, zone_of
from community.duty import gaps, queries, roster
from community.duty.kinds import Half
from community.duty.models import Duty, Signal
from community.duty.queries import Slot
from community.duty.rules import bounds
from community.duty.serving import Turn

_OWN_SHOWN = 6
_FREE_SHOWN = 6
_SUBSTITUTES_SHOWN = 4
_FREE_DAYS = 7


@dataclass(frozen=True)
class _View:
    on_duty: Sequence[Slot]
    signals: Sequence[Signal]
    own: Sequence[Duty]
    free: Sequence[tuple[date, Half]]
    no_substitute: Sequence[tuple[date, Half]]


async def open_duty(message: Message, context: BotContext, actor: Actor, texts: Texts) -> None:
    if not actor.may_at_all(Action.DUTY_SERVE):
        await message.answer(texts("This is for activists of the club. Your menu is here: /menu"))
        return
    assert message.bot is not None
    await show(message.bot, message.chat.id, await duty_screen(context, actor, texts))


async def duty_screen(context: BotContext, actor: Actor, texts: Texts) -> Screen:
    view = await _view(context, actor)
    blocks = [texts("🗓 <b>Duty</b>"), _now(view, texts), *_own(view, actor, texts)]
    if view.free:
        blocks.append(texts("Free this week: ➕, and it is yours."))
    else:
        blocks.append(texts("The coming week is full. Thank you all!"))
    if view.no_substitute:
        blocks.append(texts("Nobody stands by yet: 🛟, and you are the substitute."))
    return Screen("\n\n".join(blocks), _rows(view, actor, texts))


async def _view(context: BotContext, actor: Actor) -> _View:
    person_id = actor.require_own(Action.DUTY_SERVE)
    async with context.database.read() as session:
        yesterday = local_now(session).date() - timedelta(days=1)  # its night may still last
        zone, moment = zone_of(session), now(session)
        own = [
            duty
            for duty in await queries.duties_of(session, person_id, yesterday)
            if bounds(duty.day, duty.half, zone)[1] > moment
        ]
        return _View(
            on_duty=await queries.on_duty(session, None),
            signals=await queries.open_signals(session, actor),
            own=own[:_OWN_SHOWN],
            free=(await gaps.gaps(session, _FREE_DAYS))[:_FREE_SHOWN],
            no_substitute=(await gaps.without_substitute(session, person_id, _FREE_DAYS))[
                :_SUBSTITUTES_SHOWN
            ],
        )


def _now(view: _View, texts: Texts) -> str:
    if not view.on_duty:
        return texts("Now: nobody. If somebody calls, the leaders are woken.")
    slot = view.on_duty[0]
    name = slot.name or texts("somebody of the club")
    if slot.substitute is None:
        return texts("Now: {name}.", name=name)
    return texts("Now: {name}, substitute: {substitute}.", name=name, substitute=slot.substitute)


def _own(view: _View, actor: Actor, texts: Texts) -> list[str]:
    if not view.own:
        return []
    lines = [texts("Yours:")]
    for duty in view.own:
        turn = turn_name(duty.day, duty.half, texts)
        if duty.substitute_id == actor.person_id:
            turn = texts("{turn} (substitute)", turn=turn)
        elif duty.offered_at is not None:
            turn = texts("{turn} (looking for a replacement)", turn=turn)
        lines.append(f"• {turn}")
    return ["\n".join(lines)]


def _rows(view: _View, actor: Actor, texts: Texts) -> list[Row]:
    signals = [
        [button(signal_label(one, actor, texts), f"sig:{one.id}:show")] for one in view.signals
    ]
    own = [[_change(duty, actor, texts)] for duty in view.own]
    free = [_sign_up("➕", *turn, texts) for turn in view.free]
    beside = [_sign_up("🛟", *turn, texts) for turn in view.no_substitute]
    return [*signals, *own, *free, *beside]


def _sign_up(sign: str, day: date, half: Half, texts: Texts) -> Row:
    return [button(f"{sign} {turn_name(day, half, texts)}", f"free:{day.isoformat()}:{half.value}")]


def _change(duty: Duty, actor: Actor, texts: Texts) -> InlineKeyboardButton:
    turn = turn_name(duty.day, duty.half, texts)
    if duty.substitute_id == actor.person_id:
        return button(texts("✖️ Not the substitute: {turn}", turn=turn), f"dut:{duty.id}:clear")
    if duty.offered_at is not None:
        return button(texts("↩️ I can after all: {turn}", turn=turn), f"dut:{duty.id}:keep")
    return button(texts("🔁 I cannot: {turn}", turn=turn), f"dut:{duty.id}:offer")


async def change(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    """One's own duty: looks for a replacement, is kept after all, or is left."""
    tap = Tap.of(query, context, actor, texts)
    async with context.database.write() as session:
        if tap.verb == "offer":
            await roster.offer(session, actor, tap.id)
            said = texts("I am asking the others. Until somebody takes it, it is yours.")
        elif tap.verb == "keep":
            await roster.keep(session, actor, tap.id)
            said = texts("Good. It stays yours.")
        else:
            await roster.clear(session, actor, tap.id)
            said = texts("Done.")
    await tap.show(await duty_screen(context, actor, texts))
    await tap.say(said)


async def take_free(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    _, day, half = (query.data or "").split(":")
    turn = Turn(date.fromisoformat(day), Half(half))
    async with context.database.write() as session:
        await roster.sign_up(session, actor, turn)
    await replace(query, await duty_screen(context, actor, texts))
    await query.answer(texts("Written down. Thank you!"))


def create_router() -> Router:
    """For the private chat alone."""
    router = Router(name="roster_of_duties")
    router.message.register(open_duty, Command("duty"))
    router.callback_query.register(change, F.data.regexp(r"^dut:(\d+):(offer|keep|clear)$"))
    free = F.data.regexp(r"^free:\d{4}-\d{2}-\d{2}:(day|night)$")
    router.callback_query.register(take_free, free)
    return router
