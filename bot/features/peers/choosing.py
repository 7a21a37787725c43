"""«Кто это прошёл?»: which situation is it about; an open question comes first."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Group, Start, SwitchTo

from bot.card_widgets import CardRows, with_cards
from bot.context import BotContext
from bot.dialogs import Given, T, actor_of, choices, context_of, start_data, to_menu
from bot.features.peers.standing import own_screen
from bot.features.peers.words import heading_names, situation_label
from bot.states import Peers, Sos
from bot.texts import Texts
from community.core.actor import Action, Actor
from community.peers.asking import queries
from community.peers.sharing import queries as sharing
from community.peers.sharing.kinds import Heading

_ASKING = (Peers.choose, Peers.heading, Peers.ask)


async def begin(_start_with: Any, manager: DialogManager) -> None:
    """Whoever has asked already sees how that stands: it is one question at a time."""
    manager.dialog_data.update(start_data(manager))
    if manager.current_context().state not in _ASKING:
        return
    async with context_of(manager).database.read() as session:
        own = await queries.own_open(session, actor_of(manager))
    if own is not None:
        manager.dialog_data["request"] = own.request.id
        await manager.switch_to(Peers.mine)


async def choose_window(actor: Actor, texts: Texts, **_: Any) -> dict[str, Any]:
    may_ask = actor.may_for_oneself(Action.PEER_ASK)
    blocks = [texts("🙋 <b>Who has been through this?</b>")]
    if may_ask:
        blocks += [
            texts(
                "Choose what it is about. I ask up to five parents who have been through it, a few"
                " at a time, without your name. If one of them would talk and you agree, you write"
                " to each other here."
            ),
            texts("<b>What is it about?</b>"),
        ]
    else:
        blocks.append(
            texts(
                "Here parents ask parents. It opens when your family has joined the club. If it is"
                " hard right now, a person comes at any hour: /sos"
            )
        )
    names = heading_names(texts) if may_ask else {}
    return {
        "text": "\n\n".join(blocks),
        "headings": [(code.value, name) for code, name in names.items()],
        "may_ask": may_ask,
        "may_not": not may_ask,
    }


async def choose_heading(
    _query: CallbackQuery, _select: Any, manager: DialogManager, code: str
) -> None:
    manager.dialog_data["heading"] = code
    await manager.switch_to(Peers.heading)


async def heading_window(
    context: BotContext, texts: Texts, dialog_manager: DialogManager, **_: Any
) -> dict[str, Any]:
    heading = Heading(dialog_manager.dialog_data["heading"])
    async with context.database.read() as session:
        known = await sharing.situations(session)
    return {
        "title": heading_names(texts)[heading],
        "situations": [
            (str(one.id), situation_label(one, texts)) for one in known if one.heading is heading
        ],
    }


async def choose_situation(
    _query: CallbackQuery, _select: Any, manager: DialogManager, item_id: str
) -> None:
    manager.dialog_data.update(situation=int(item_id), problem=None)
    await manager.switch_to(Peers.ask)


async def mine_window(
    context: BotContext, actor: Actor, texts: Texts, dialog_manager: DialogManager, **_: Any
) -> dict[str, Any]:
    request_id = int(dialog_manager.dialog_data["request"])
    async with context.database.read() as session:
        screen = await own_screen(session, actor, request_id, texts)
    return {"text": screen.text, "rows": screen.rows}


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            choices("heading", "headings", choose_heading),
            SwitchTo(T("🧩 My experience"), id="own", state=Peers.experience, when="may_ask"),
            Start(T("🆘 I need help now"), id="sos", state=Sos.main, when="may_not"),
            to_menu(),
            state=Peers.choose,
            getter=choose_window,
        ),
        Window(
            T("🙋 <b>{title}</b>\n\nWhat is closest?"),
            choices("situation", "situations", choose_situation),
            Group(SwitchTo(T("⬅️ Back"), id="to_choose", state=Peers.choose), to_menu(), width=2),
            state=Peers.heading,
            getter=heading_window,
        ),
        Window(
            Given("text"),
            CardRows("rows"),
            state=Peers.mine,
            getter=mine_window,
            markup_factory=with_cards,
        ),
    )
