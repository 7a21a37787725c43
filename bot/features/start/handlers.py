"""Commands, deep links, and everything said in private that no screen was waiting for."""

import re

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, ShowMode, StartMode
from aiogram_dialog.api.entities import Context

from bot.context import BotContext
from bot.dialogs import open_at
from bot.features.start.site_link import site_link_screen
from bot.screen import show
from bot.states import (
    EXPECTS_WORDS,
    MID_WAY,
    Consult,
    Events,
    Joining,
    Library,
    Menu,
    MyChats,
    Privacy,
    Profile,
    SelfHelp,
    Sos,
)
from bot.texts import Texts
from community.core.actor import Action, Actor
from community.membership.people.models import Person, Standing
from community.membership.people.rules import is_code, read_code
from community.membership.verification import tries

# A Latin letter or a digit: a Russian word may consist of letters that look like Latin ones.
_WRITTEN_AS_CODE = re.compile(r"[A-Za-z0-9]")
_INSIDE = (Standing.MEMBER, Standing.APPLICANT)
_SCREENS = {
    "menu": Menu.main,
    "help": Menu.help,
    "language": Menu.language,
    "sos": Sos.main,
    "chats": MyChats.list,
    "events": Events.list,
    "consult": Consult.main,
    "groups": SelfHelp.list,
    "library": Library.home,
    "profile": Profile.main,
    "privacy": Privacy.main,
}


async def start_with_invitation(
    _message: Message,
    command: CommandObject,
    context: BotContext,
    person: Person,
    actor: Actor,
    dialog_manager: DialogManager,
) -> None:
    """A code from a printed sheet: joining begins with it. A code that fails says why."""
    if person.standing in _INSIDE:
        await open_at(dialog_manager, Menu.main)
        return
    await _join_by(command.args or "", context, actor, dialog_manager)


async def typed_invitation(
    message: Message, context: BotContext, actor: Actor, dialog_manager: DialogManager
) -> None:
    """The printed card says so: the code can be sent to the bot as it stands."""
    await _join_by(message.text or "", context, actor, dialog_manager)


async def _join_by(
    entered: str, context: BotContext, actor: Actor, dialog_manager: DialogManager
) -> None:
    code = read_code(entered.removeprefix("inv_"))
    async with context.database.write() as session:
        await tries.look_up_invitation(session, actor, code)
    await open_at(dialog_manager, Joining.documents, {"invitation_code": code})


async def start(_message: Message, dialog_manager: DialogManager) -> None:
    """Somebody who stopped half-way in joining goes on where they were."""
    state = _state(dialog_manager)
    if state in MID_WAY and state.group is Joining:
        await dialog_manager.show(ShowMode.SEND)
    else:
        await open_at(dialog_manager, Menu.main)


def _state(manager: DialogManager) -> State | None:
    return manager.current_context().state if manager.has_context() else None


async def open_screen(
    _message: Message, command: CommandObject, dialog_manager: DialogManager
) -> None:
    await open_at(dialog_manager, _SCREENS[command.command])


async def start_with_sos(_message: Message, dialog_manager: DialogManager) -> None:
    """From a chat of the club, by somebody who never spoke to the bot."""
    await open_at(dialog_manager, Sos.main)


async def cancel(message: Message, dialog_manager: DialogManager, texts: Texts) -> None:
    await message.answer(texts("Stopped. Nothing you have already sent is lost."))
    await open_at(dialog_manager, Menu.main)


async def admin(message: Message, context: BotContext, actor: Actor, texts: Texts) -> None:
    """A one-time link to the site, for those whose role opens it."""
    if not actor.may_at_all(Action.SITE_SIGN_IN):
        await message.answer(texts("The site is for club leaders. Your menu is here: /menu"))
        return
    screen = await site_link_screen(context, actor, texts)
    assert message.bot is not None
    await show(message.bot, message.chat.id, screen)


async def begin_joining(
    query: CallbackQuery, person: Person, dialog_manager: DialogManager
) -> None:
    """The button under the greeting that a join request brings."""
    target = Menu.main if person.standing in _INSIDE else Joining.documents
    await dialog_manager.start(target, mode=StartMode.RESET_STACK, show_mode=ShowMode.EDIT)
    await query.answer()


async def open_menu(query: CallbackQuery, dialog_manager: DialogManager) -> None:
    await open_at(dialog_manager, Menu.main)
    await query.answer()


def no_screen_waits(message: Message, aiogd_context: Context | None = None) -> bool:
    """Whether this answers nothing: no words, an unknown command, a screen of buttons only."""
    if message.text is None or message.text.startswith("/"):
        return True
    return aiogd_context is None or aiogd_context.state not in EXPECTS_WORDS


def is_a_code(message: Message, person: Person, aiogd_context: Context | None = None) -> bool:
    """Whether somebody who is not in the club sent what can only be a code."""
    text = message.text or ""
    return (
        person.standing not in _INSIDE
        and no_screen_waits(message, aiogd_context)
        and is_code(read_code(text))
        and _WRITTEN_AS_CODE.search(text) is not None
    )


async def not_understood(message: Message, dialog_manager: DialogManager, texts: Texts) -> None:
    """What no screen was waiting for: a kind answer and the way on, never silence."""
    state = _state(dialog_manager)
    stays = state in MID_WAY
    if message.text is None:
        stays = stays or state in EXPECTS_WORDS
        answer = texts(
            "I do not understand voice messages, photos and files, and nobody has seen or heard"
            " this one. Please write it in words. If you are in trouble: /sos"
        )
    elif message.text.startswith("/"):
        stays = False
        answer = texts("There is no such command here (yet). This is what I can do:")
    elif stays:
        answer = texts("Please answer with a button below, or type its number.")
    else:
        answer = texts(
            "I am a bot and do not understand free text yet. Nobody has read your message."
            " If you are in trouble: /sos. Otherwise, the menu:"
        )
    await message.answer(answer)
    if stays:
        await dialog_manager.show(ShowMode.SEND)
    else:
        await open_at(dialog_manager, Menu.main)


async def expired_button(query: CallbackQuery, dialog_manager: DialogManager, texts: Texts) -> None:
    await query.answer(texts("This button has served its time. Here is the menu."))
    await open_at(dialog_manager, Menu.main)


def create_router() -> Router:
    router = Router(name="start")
    invited = CommandStart(deep_link=True, magic=F.args.startswith("inv_"))
    router.message.register(start_with_invitation, invited)
    sos = CommandStart(deep_link=True, magic=F.args == "sos")
    router.message.register(start_with_sos, sos)
    router.message.register(start, CommandStart())
    router.message.register(open_screen, Command(*_SCREENS))
    router.message.register(cancel, Command("cancel"))
    router.message.register(admin, Command("admin"))
    router.callback_query.register(begin_joining, F.data == "join:start")
    router.callback_query.register(open_menu, F.data == "menu:open")
    return router


def create_last_resort_router() -> Router:
    router = Router(name="last_resort")
    router.message.register(typed_invitation, is_a_code)
    router.message.register(not_understood, no_screen_waits)
    return router


def create_expired_router() -> Router:
    """Stands last: buttons that nothing answers any more."""
    router = Router(name="expired")
    router.callback_query.register(expired_button)
    return router
