"""The main menu: one message with buttons in a fixed order."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager, StartMode, Window
from aiogram_dialog.widgets.kbd import Button, Row, Start, SwitchTo

from bot.commands import offers
from bot.context import BotContext
from bot.dialogs import Given, T, choices, to_menu
from bot.features.moderation.queue import what_waits
from bot.states import (
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
from community.core.actor import Action, Actor, Role
from community.core.markdown import to_html
from community.membership.documents.errors import ConsentMissing
from community.membership.documents.queries import document
from community.membership.leaving.service import come_back
from community.membership.people import service as people_service
from community.membership.people.models import Person, Standing
from moderation.incidents.moderators import moderates

_LANGUAGES = [("ru", "Русский"), ("en", "English")]
_OUTSIDE = (Standing.NEWCOMER, Standing.REFUSED, Standing.LEFT)


async def main_window(
    context: BotContext, person: Person, actor: Actor, texts: Texts, **_: Any
) -> dict[str, Any]:
    async with context.database.read() as session:
        greeting = await document(session, "greeting", person.language)
        waiting = (await what_waits(session, actor)).total if moderates(actor) else 0
    outside = person.standing in _OUTSIDE and not actor.grants
    return {
        "text": to_html(greeting.body) if outside else _words(person, texts, waiting),
        "outside": outside,
        "inside": not outside,
        "can_join": person.standing in (*_OUTSIDE, Standing.CANDIDATE)
        and not actor.has_role(Role.OFFICER),
        "can_return": person.standing is Standing.LEFT and person.verified_at is not None,
        "waiting": waiting,
        "has_waiting": waiting > 0,
    }


def _words(person: Person, texts: Texts, waiting: int) -> str:
    name = person.given_name
    lines = [texts("Good to see you, {name}.", name=name) if name else texts("Good to see you.")]
    if person.standing is Standing.APPLICANT:
        lines.append(
            texts(
                "Your application is with the activists of your district."
                " Usually it takes less than a day; I will write at once."
            )
        )
    elif person.standing is Standing.CANDIDATE:
        lines.append(
            texts(
                "You are with us as a future parent. When a child has come, tap «🤗 Join the"
                " club»: the parents' chats will open."
            )
        )
    else:
        lines.append(texts("What do you need today?"))
    if waiting:
        lines.append(
            texts.plural(
                "{count} thing is waiting for your word: /moderation",
                "{count} things are waiting for your word: /moderation",
                waiting,
            )
        )
    return "\n\n".join(lines)


async def start_joining(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    await manager.start(Joining.documents, mode=StartMode.NORMAL)


async def return_to_club(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    context: BotContext = manager.middleware_data["context"]
    try:
        async with context.database.write() as session:
            person = await come_back(session, manager.middleware_data["actor"])
    except ConsentMissing:  # withdrawn, or changed meanwhile: it is asked for on the way back
        await manager.start(Joining.documents, data={"returning": True})
        return
    manager.middleware_data["person"] = person


async def help_window(actor: Actor, texts: Texts, **_: Any) -> dict[str, Any]:
    """The commands that a role adds stand under those of everybody."""
    more = [
        (Action.DUTY_SERVE, texts("/duty — the roster and who needs somebody now")),
        (Action.EVENT_MANAGE, texts("/events, then «🗂 Organised by me» — plan and lead events")),
        (Action.HELP_TAKE, texts("/schedule — your hours, requests and consultations")),
        (Action.INCIDENT_VIEW, texts("/moderation — who and what waits for your word")),
        (Action.SITE_SIGN_IN, texts("/admin — a link to the club's site")),
    ]
    own = [line for action, line in more if offers(actor, action)]
    return {"own": "\n".join(["", *own]), "has_own": bool(own)}


async def choose_language(
    _query: CallbackQuery, _select: Any, manager: DialogManager, language: str
) -> None:
    context: BotContext = manager.middleware_data["context"]
    async with context.database.write() as session:
        await people_service.choose_language(session, manager.middleware_data["actor"], language)
    person: Person = manager.middleware_data["person"]
    person.language = language
    manager.middleware_data["texts"] = Texts.of(person, context.zone)
    await manager.switch_to(Menu.main)


async def languages_window(**_: Any) -> dict[str, Any]:
    return {"languages": _LANGUAGES}


_WINDOWS = (
    Window(
        Given("text"),
        Button(T("↩️ Come back"), id="return", on_click=return_to_club, when="can_return"),
        Button(T("🤗 Join the club"), id="join", on_click=start_joining, when="can_join"),
        Start(T("💬 Chats"), id="chats", state=MyChats.list, when="inside"),
        Start(T("📅 Events"), id="events", state=Events.list, when="inside"),
        Start(T("🤝 A specialist's help"), id="consult", state=Consult.main, when="inside"),
        Start(T("🫂 Self-help groups"), id="groups", state=SelfHelp.list, when="inside"),
        Start(T("📚 Knowledge base"), id="library", state=Library.home),
        Start(T("👤 Profile"), id="profile", state=Profile.main, when="inside"),
        Start(T("🔎 Who sees what"), id="privacy", state=Privacy.main, when="outside"),
        SwitchTo(T("🌐 Language"), id="language", state=Menu.language, when="outside"),
        Start(T("🆘 I need help now"), id="sos", state=Sos.main),
        state=Menu.main,
        getter=main_window,
    ),
    Window(
        T(
            "<b>How this works</b>\n\n"
            "Everything is done with buttons under one message. If buttons are hard to press,"
            " type the button's number, counting from the top.\n\n"
            "/sos — help right now\n"
            "/menu — the main menu\n"
            "/chats — chats of the club\n"
            "/events — what is coming, and where you have signed up\n"
            "/consult — a specialist's help\n"
            "/groups — small closed circles that parents lead\n"
            "/library — articles that answer in plain words\n"
            "/profile — what I know of you\n"
            "/privacy — who sees what about you\n"
            "/language — Русский, English\n"
            "/cancel — stop what we are doing"
        ),
        Given("own", when="has_own"),
        T("\nWhatever you write to me here, nobody else sees it unless a screen says so."),
        to_menu(),
        state=Menu.help,
        getter=help_window,
    ),
    Window(
        T("Which language shall we speak?"),
        choices("lang", "languages", choose_language),
        Row(to_menu()),
        state=Menu.language,
        getter=languages_window,
    ),
)


def create_dialog() -> Dialog:
    return Dialog(*_WINDOWS)
