"""🤝 The first screen: what is open, what is coming, and whom one can ask."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Start, SwitchTo

from bot.context import BotContext
from bot.dialogs import Given, T, choices, to_menu
from bot.features.consultations.asking import choose_speciality
from bot.features.consultations.looks import about_request, with_whom
from bot.features.consultations.request import open_meeting
from bot.features.consultations.standing import state_in_short
from bot.features.consultations.words import about, speciality_name
from bot.states import Consult, Sos
from bot.texts import Texts
from community.consultations.booking import queries as bookings
from community.consultations.requests import queries
from community.consultations.requests.queries import Own
from community.consultations.specialists import queries as specialists
from community.core.actor import Action, Actor


async def main_window(context: BotContext, actor: Actor, texts: Texts, **_: Any) -> dict[str, Any]:
    """What is open, what is coming, and whom one can ask."""
    may_ask = actor.may_for_oneself(Action.HELP_ASK)
    async with context.database.read() as session:
        mine = await queries.mine(session, actor)
        coming = await bookings.mine(session, actor)
        groups = await bookings.coming_groups(session, actor)
        known = await specialists.askable(session, actor) if may_ask else []
        whom = {one.id: await with_whom(session, one, texts) for one in coming}
    requests = [(str(one.request.id), _request_label(one, texts)) for one in mine]
    return {
        "text": _main_text(texts, may_ask=may_ask, is_empty=not mine and not coming),
        "requests": requests,
        "meetings": [
            (str(one.id), f"📅 {texts.when(one.starts_at)}, {whom[one.id]}") for one in coming
        ],
        "specialities": [(str(one.id), speciality_name(one, texts)) for one in known],
        "has_groups": bool(groups) and may_ask,
        "may_not": not may_ask,
    }


def _request_label(own: Own, texts: Texts) -> str:
    """How it stands, in one line."""
    what = about(own.speciality, own.request.for_whom, texts)
    return f"🤝 {what}: {state_in_short(own, texts)}"


def _main_text(texts: Texts, *, may_ask: bool, is_empty: bool) -> str:
    title = texts("🤝 <b>A specialist's help</b>")
    if not may_ask:
        opens = texts(
            "It is free, and opens when your family has joined the club. If it is hard right now,"
            " a person comes at any hour: /sos"
        )
        return f"{title}\n\n{opens}"
    if not is_empty:
        whom = texts("Yours is below. If you need somebody else, choose whom.")
        return f"{title}\n\n{whom}"
    what = texts(
        "It is free, and for everybody in the family: for you, your husband or wife, a child, a"
        " grandchild. You write to each other right here, or meet."
    )
    who = texts(
        "Only the specialist whom I ask reads what you write; a leader of the club sees that there"
        " is a request, without a name. <b>Guardianship does not hear of it.</b>"
    )
    return "\n\n".join([title, what, who, texts("Whom do you need?")])


async def open_request(
    _query: CallbackQuery, _select: Any, manager: DialogManager, item_id: str
) -> None:
    about_request(manager, int(item_id))
    await manager.switch_to(Consult.request)


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            choices("request", "requests", open_request),
            choices("meeting", "meetings", open_meeting),
            choices("speciality", "specialities", choose_speciality, width=2),
            SwitchTo(T("👥 Group meetings"), id="groups", state=Consult.groups, when="has_groups"),
            Start(T("🆘 I need help now"), id="sos", state=Sos.main, when="may_not"),
            to_menu(),
            state=Consult.main,
            getter=main_window,
        ),
    )
