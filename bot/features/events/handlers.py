"""`ev_CODE` from posters and chats, and the buttons under what was sent."""

from contextlib import suppress

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, ShowMode, StartMode

from bot.context import BotContext
from bot.dialogs import open_at
from bot.features.events.cards import place_screen, sure_screen
from bot.features.events.feedback import again_screen
from bot.features.events.files import send_calendar
from bot.features.events.looks import in_play, look
from bot.features.joining.way_in import way_in
from bot.screen import Screen, show
from bot.states import Events
from bot.tapping import Tap
from bot.texts import Texts
from community.core.actor import Action, Actor
from community.core.errors import NotFound
from community.events.attending import feedback
from community.events.attending.kinds import ComesAgain
from community.events.planning import queries as planning
from community.events.signing import offering, service
from community.events.signing import queries as signing
from community.events.signing.errors import OfferRanOut
from community.membership.people.models import Person


async def start_with_link(
    message: Message,
    command: CommandObject,
    *,
    context: BotContext,
    actor: Actor,
    person: Person,
    texts: Texts,
    dialog_manager: DialogManager,
) -> None:
    """Whoever is not in the club is shown the way in, whatever the code is."""
    if not actor.may_for_oneself(Action.EVENT_VISIT):
        assert message.bot is not None
        await show(message.bot, message.chat.id, _way_in(person, texts))
        return
    code = (command.args or "").removeprefix("ev_")
    try:
        async with context.database.read() as session:
            event = await planning.seen_by_code(session, actor, code)
    except NotFound:
        await open_at(dialog_manager, Events.list, {"said": "unknown"})
        return
    await open_at(dialog_manager, Events.card, {"event": event.id})


def _way_in(person: Person, texts: Texts) -> Screen:
    return way_in(
        person,
        texts,
        applicant=texts(
            "📅 You were called to an event of the club, how good! An activist of your district is"
            " about to recognise you. After that open this link once more: it will work."
        ),
        stranger=texts(
            "📅 You were called to an event of the club, how good! Events are for families of the"
            " club and for those who are about to take a child. Joining is free and takes a few"
            " minutes; then open this link once more: it will work."
        ),
    )


async def start_from_a_chat(_message: Message, dialog_manager: DialogManager) -> None:
    """The button under /events in a chat."""
    await open_at(dialog_manager, Events.list)


async def open_event(
    query: CallbackQuery,
    context: BotContext,
    actor: Actor,
    texts: Texts,
    dialog_manager: DialogManager,
) -> None:
    tap = Tap.of(query, context, actor, texts)
    async with context.database.read() as session:
        await look(session, actor, tap.id)
    await open_at(dialog_manager, Events.card, {"event": tap.id})
    await tap.say()


async def open_list(query: CallbackQuery, dialog_manager: DialogManager) -> None:
    await open_at(dialog_manager, Events.list)
    await query.answer()


async def open_place(
    query: CallbackQuery,
    context: BotContext,
    actor: Actor,
    texts: Texts,
    dialog_manager: DialogManager,
) -> None:
    """From a message to the screen; what was sent stays above as it is."""
    tap = Tap.of(query, context, actor, texts)
    async with context.database.read() as session:
        await signing.own(session, actor, tap.id)
    await open_at(dialog_manager, Events.party, {"party": tap.id})
    await tap.say()


async def send_entry(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    tap = Tap.of(query, context, actor, texts)
    async with context.database.read() as session:
        own = await signing.own(session, actor, tap.id)
    assert query.bot is not None
    await send_calendar(query.bot, query.from_user.id, context, texts, own)
    await tap.say()


async def answer_offer(
    query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts
) -> None:
    """Whoever is too late reads what became of it, and how to stand in line again."""
    tap = Tap.of(query, context, actor, texts)
    decide = offering.accept if tap.verb == "accept" else offering.decline
    with suppress(OfferRanOut):
        async with context.database.write() as session:
            await decide(session, actor, tap.id)
    await _show_place(tap, context)


async def answer_moved(
    query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts
) -> None:
    """Yes at once; no after one more question, since the place is gone then."""
    tap = Tap.of(query, context, actor, texts)
    if tap.verb == "stay":
        async with context.database.write() as session:
            await service.confirm(session, actor, tap.id)
    elif tap.verb == "gone":
        async with context.database.write() as session:
            await service.withdraw(session, actor, tap.id)
    if tap.verb in ("leave", "back"):
        async with context.database.read() as session:
            own = await signing.own(session, actor, tap.id)
        is_asked = tap.verb == "leave" and in_play(own)
        await tap.show((sure_screen if is_asked else place_screen)(own, texts))
        await tap.say()
        return
    await _show_place(tap, context)


async def _show_place(tap: Tap, context: BotContext) -> None:
    async with context.database.read() as session:
        own = await signing.own(session, tap.actor, tap.id)
    await tap.show(place_screen(own, tap.texts))
    await tap.say()


async def rate(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    tap = Tap.of(query, context, actor, texts)
    async with context.database.write() as session:
        await feedback.rate(session, actor, tap.id, int(tap.verb.removeprefix("u")))
    async with context.database.read() as session:
        own = await signing.own(session, actor, tap.id)
    await tap.show(again_screen(own.event, tap.id, texts))
    await tap.say()


async def say_again(
    query: CallbackQuery,
    context: BotContext,
    actor: Actor,
    texts: Texts,
    dialog_manager: DialogManager,
) -> None:
    """The last question takes words, so it is a screen: in the place of the message."""
    tap = Tap.of(query, context, actor, texts)
    async with context.database.write() as session:
        await feedback.say_again(session, actor, tap.id, ComesAgain(tap.verb))
    await dialog_manager.start(
        Events.words,
        data={"party": tap.id},
        mode=StartMode.RESET_STACK,
        show_mode=ShowMode.EDIT,
    )
    await tap.say()


def create_router() -> Router:
    """For the private chat alone."""
    router = Router(name="events")
    link = CommandStart(deep_link=True, magic=F.args.startswith("ev_"))
    router.message.register(start_with_link, link)
    from_a_chat = CommandStart(deep_link=True, magic=F.args == "events")
    router.message.register(start_from_a_chat, from_a_chat)
    taps = router.callback_query
    taps.register(open_list, F.data == "ev:list")
    taps.register(open_event, F.data.regexp(r"^ev:(\d+):open$"))
    taps.register(open_place, F.data.regexp(r"^evp:(\d+):open$"))
    taps.register(send_entry, F.data.regexp(r"^evp:(\d+):ics$"))
    taps.register(answer_offer, F.data.regexp(r"^evp:(\d+):(accept|decline)$"))
    taps.register(answer_moved, F.data.regexp(r"^evp:(\d+):(stay|leave|gone|back)$"))
    taps.register(rate, F.data.regexp(rf"^evfb:(\d+):u[1-{feedback.BEST}]$"))
    taps.register(say_again, F.data.regexp(rf"^evfb:(\d+):({'|'.join(ComesAgain)})$"))
    return router
