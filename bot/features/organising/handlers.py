"""The ways in from outside: the QR at the door, and the buttons under what organisers are sent."""

from aiogram import F, Router
from aiogram.filters import CommandStart
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, ShowMode, StartMode

from bot.context import BotContext
from bot.features.organising import door
from bot.screen import Screen, button
from bot.states import Organise
from bot.tapping import Tap
from bot.texts import Texts
from community.core.actor import Actor
from community.core.errors import Conflict
from community.events.planning import queries, service

_SCREENS = {"desk": Organise.desk, "marking": Organise.marking, "finish": Organise.finish}


async def open_screen(
    query: CallbackQuery,
    context: BotContext,
    actor: Actor,
    texts: Texts,
    dialog_manager: DialogManager,
) -> None:
    """From a message to the screen; what was sent stays above as it is."""
    tap = Tap.of(query, context, actor, texts)
    async with context.database.read() as session:
        event = await queries.managed(session, actor, tap.id)
    await dialog_manager.start(
        _SCREENS[tap.verb],
        data={"event": event.id},
        mode=StartMode.RESET_STACK,
        show_mode=ShowMode.SEND,
    )
    await tap.say()


async def take_over(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    tap = Tap.of(query, context, actor, texts)
    to_desk = [[button(texts("🗂 The event"), f"evo:{tap.id}:desk")]]
    try:
        async with context.database.write() as session:
            event = await service.take_over(session, actor, tap.id)
    except Conflict:
        words = texts("Somebody else has taken it already. Thank you for being there!")
        await tap.show(Screen(words, to_desk))
    else:
        words = texts("✓ «{title}» is yours now. Thank you!", title=event.title)
        await tap.show(Screen(words, to_desk))
    await tap.say()


def create_router() -> Router:
    """For the private chat alone, before the plain /start."""
    router = Router(name="organising")
    scanned = CommandStart(deep_link=True, magic=F.args.startswith("in_"))
    router.message.register(door.scan, scanned)
    taps = router.callback_query
    taps.register(door.tap, F.data.regexp(rf"^door:(\d+):({'|'.join(door.VERBS)})$"))
    taps.register(open_screen, F.data.regexp(rf"^evo:(\d+):({'|'.join(_SCREENS)})$"))
    taps.register(take_over, F.data.regexp(r"^evo:(\d+):take$"))
    return router
