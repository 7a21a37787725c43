"""Links to one specialist, words typed under a request, and the buttons under what was sent."""

from typing import Any

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, ShowMode
from aiogram_dialog.api.entities import Context

from bot.context import BotContext
from bot.dialogs import open_at
from bot.features.consultations.cards import (
    arrival_screen,
    follow_up_screen,
    rating_screen,
)
from bot.features.consultations.meeting import entry_of, send_calendar
from bot.features.consultations.request import add_words
from bot.screen import Screen, button
from bot.states import Consult
from bot.tapping import Tap
from bot.texts import Texts
from community.consultations.booking import calendar, groups
from community.consultations.booking import queries as bookings
from community.consultations.booking import service as booking
from community.consultations.booking.errors import TooLateToMove
from community.consultations.requests import queries, service
from community.consultations.requests.errors import AlreadyAsked
from community.consultations.requests.kinds import FollowUp, RequestState
from community.consultations.specialists import queries as specialists
from community.core.actor import Action, Actor
from community.core.errors import NotFound

_OPENS = {"open": Consult.request, "book": Consult.days, "words": Consult.more_words}
_ON_MEETING = {"open": Consult.meeting, "cancel": Consult.cancel}


async def start_with_link(
    message: Message,
    command: CommandObject,
    *,
    context: BotContext,
    actor: Actor,
    texts: Texts,
    dialog_manager: DialogManager,
) -> None:
    """`ask_CODE`: a specialist's own link, on a leaflet or from a friend."""
    code = (command.args or "").removeprefix("ask_")
    async with context.database.read() as session:
        wished = await specialists.by_ask_code(session, code)
        known = await specialists.askable_of(session, actor, wished.id) if wished else ()
    if wished is None or not known:
        await message.answer(
            texts("This link is out of date, but there is somebody for you. Here is who can help:")
        )
        await open_at(dialog_manager, Consult.main)
    elif not actor.may_for_oneself(Action.HELP_ASK):
        await open_at(dialog_manager, Consult.main)
    elif len(known) == 1:
        data = {"wished": wished.id, "speciality": known[0].id}
        await open_at(dialog_manager, Consult.whom, data)
    else:
        await open_at(dialog_manager, Consult.wished, {"wished": wished.id})


async def says_more(
    message: Message, context: BotContext, actor: Actor, aiogd_context: Context | None = None
) -> bool | dict[str, Any]:
    """Whether this is typed under a request that nobody has taken yet: then it belongs there."""
    is_words = message.text is not None and not message.text.startswith("/")
    if not is_words or message.reply_to_message is not None or aiogd_context is None:
        return False
    if aiogd_context.state is not Consult.request:
        return False
    request_id = int(str(aiogd_context.dialog_data.get("request") or 0))
    try:
        async with context.database.read() as session:
            own = await queries.own(session, actor, request_id)
    except NotFound:
        return False
    return own.request.state in (RequestState.WAITING, RequestState.OFFERED)


async def add_typed(message: Message, dialog_manager: DialogManager) -> None:
    await add_words(dialog_manager, message.text or "")
    await dialog_manager.show(ShowMode.SEND)


async def open_request(
    query: CallbackQuery,
    context: BotContext,
    actor: Actor,
    texts: Texts,
    dialog_manager: DialogManager,
) -> None:
    """From a message to the screen; what was sent stays above as it is."""
    tap = Tap.of(query, context, actor, texts)
    await _open_request(dialog_manager, context, actor, tap.id, _OPENS[tap.verb])
    await tap.say()


async def _open_request(
    manager: DialogManager, context: BotContext, actor: Actor, request_id: int, state: State
) -> None:
    """A request that is over has nothing to book: its screen says how it ended."""
    async with context.database.read() as session:
        own = await queries.own(session, actor, request_id)
    is_over = own.request.state is RequestState.CLOSED
    await open_at(manager, Consult.request if is_over else state, {"request": request_id})


async def open_meeting(
    query: CallbackQuery,
    context: BotContext,
    actor: Actor,
    texts: Texts,
    dialog_manager: DialogManager,
) -> None:
    tap = Tap.of(query, context, actor, texts)
    async with context.database.read() as session:
        one, _ = await bookings.consultation_of(session, actor, tap.id)
        await queries.own(session, actor, one.request_id)
    data = {"consultation": one.id, "request": one.request_id}
    await open_at(dialog_manager, _ON_MEETING[tap.verb], data)
    await tap.say()


async def send_meeting(
    query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts
) -> None:
    tap = Tap.of(query, context, actor, texts)
    entry = await entry_of(context, actor, texts, tap.id)
    assert query.bot is not None
    await send_calendar(query.bot, query.from_user.id, context, texts, entry)
    await tap.say()


async def rate(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    """One question; the answer may be changed as often as one likes."""
    tap = Tap.of(query, context, actor, texts)
    if tap.verb != "again":
        async with context.database.write() as session:
            await service.rate(session, actor, tap.id, int(tap.verb.removeprefix("rate")))
    async with context.database.read() as session:
        own = await queries.own(session, actor, tap.id)
    await tap.show(rating_screen(own, texts, is_asked=tap.verb == "again"))
    await tap.say()


async def follow_up(
    query: CallbackQuery,
    context: BotContext,
    actor: Actor,
    texts: Texts,
    dialog_manager: DialogManager,
) -> None:
    tap = Tap.of(query, context, actor, texts)
    answer, said, opened = FollowUp(tap.verb), "sent", tap.id
    try:
        async with context.database.write() as session:
            request = await service.answer_follow_up(session, actor, tap.id, answer)
            opened = request.id
    except AlreadyAsked as known:
        opened, said = int(str(known.fields["request"])), "known"
    async with context.database.read() as session:
        await tap.show(follow_up_screen(await queries.own(session, actor, tap.id), texts, answer))
    if answer is FollowUp.AGAIN:
        await open_at(dialog_manager, Consult.request, {"request": opened, "said": said})
    await tap.say()


async def arrived(
    query: CallbackQuery,
    context: BotContext,
    actor: Actor,
    texts: Texts,
    dialog_manager: DialogManager,
) -> None:
    """Whether the two have met. Nobody is blamed, and the answer may be put right."""
    tap = Tap.of(query, context, actor, texts)
    if tap.verb != "ask":
        try:
            async with context.database.write() as session:
                await booking.settle(session, actor, tap.id, held=tap.verb == "yes")
        except TooLateToMove:
            await tap.say(texts("That is long ago by now, so it stays as it is."), alert=True)
            return
    async with context.database.read() as session:
        one, _ = await bookings.consultation_of(session, actor, tap.id)
        own = await queries.own(session, actor, one.request_id)
    await tap.show(arrival_screen(one, own, texts, is_asked=tap.verb == "ask"))
    if tap.verb == "other":
        await _open_request(dialog_manager, context, actor, one.request_id, Consult.days)
    await tap.say()


async def on_group(
    query: CallbackQuery,
    context: BotContext,
    actor: Actor,
    texts: Texts,
    dialog_manager: DialogManager,
) -> None:
    tap = Tap.of(query, context, actor, texts)
    if tap.verb == "open":
        await open_at(dialog_manager, Consult.group, {"group": tap.id})
    elif tap.verb == "ics":
        async with context.database.read() as session:
            group = await bookings.group(session, tap.id)
        assert query.bot is not None
        entry = calendar.of_group(group, group.topic)
        await send_calendar(query.bot, query.from_user.id, context, texts, entry)
    else:
        async with context.database.write() as session:
            await groups.give_seat_back(session, actor, tap.id)
        back = [[button(texts("👥 Group meetings"), f"mygrp:{tap.id}:open")]]
        await tap.show(Screen(texts("Done: somebody else can come. Thank you for telling."), back))
    await tap.say()


def create_words_router() -> Router:
    """After whoever is in need has been heard, before conversations: see `says_more`."""
    router = Router(name="consultations_words")
    router.message.register(add_typed, says_more)
    return router


def create_router() -> Router:
    """For the private chat alone."""
    router = Router(name="consultations")
    link = CommandStart(deep_link=True, magic=F.args.startswith("ask_"))
    router.message.register(start_with_link, link)
    taps = router.callback_query
    taps.register(open_request, F.data.regexp(rf"^myreq:(\d+):({'|'.join(_OPENS)})$"))
    taps.register(rate, F.data.regexp(r"^myreq:(\d+):(rate[123]|again)$"))
    taps.register(follow_up, F.data.regexp(rf"^myfollow:(\d+):({'|'.join(FollowUp)})$"))
    taps.register(open_meeting, F.data.regexp(rf"^mymeet:(\d+):({'|'.join(_ON_MEETING)})$"))
    taps.register(send_meeting, F.data.regexp(r"^mymeet:(\d+):ics$"))
    taps.register(arrived, F.data.regexp(r"^mymeet:(\d+):(yes|no|other|ask)$"))
    taps.register(on_group, F.data.regexp(r"^mygrp:(\d+):(open|ics|leave)$"))
    return router
