"""🧩 What I have been through: agreeing to be asked, saying about what, taking it all back."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, StartMode, Window
from aiogram_dialog.widgets.kbd import Button, Group, Start, SwitchTo

from bot.context import BotContext
from bot.dialogs import Given, T, actor_of, choices, context_of, note, texts_of, to_menu
from bot.features.peers.words import heading_names, situation_label
from bot.states import Peers, Profile
from bot.texts import Texts
from community.core.actor import Action, Actor
from community.peers.sharing import queries, service
from community.peers.sharing.kinds import Heading
from community.peers.sharing.queries import Experience


async def experience_window(
    context: BotContext, actor: Actor, texts: Texts, **_: Any
) -> dict[str, Any]:
    may = actor.may_for_oneself(Action.PEER_ASK)
    async with context.database.read() as session:
        own = await queries.own_experience(session, actor)
        known = await queries.situations(session)
    headings = {one.id: one.heading for one in known}
    ticked = [headings[one] for one in own.shared if one in headings]
    return {
        "text": "\n\n".join([texts("🧩 <b>My experience</b>"), *_said(own, texts, may=may)]),
        "headings": [
            (code.value, f"{name} · {ticked.count(code)}" if code in ticked else name)
            for code, name in heading_names(texts).items()
            if own.agreed_at is not None
        ],
        "agreed": own.agreed_at is not None,
        "may_agree": may and own.agreed_at is None,
    }


def _said(own: Experience, texts: Texts, *, may: bool) -> list[str]:
    if not may:
        return [texts("This opens when your family has joined the club.")]
    who_sees = texts(
        "<b>Who sees it: nobody.</b> Neither parents nor leaders nor guardianship. I alone look"
        " here, to ask you whether you would talk. Your first name I say only if you and whoever"
        " asks both agree. A tick can be taken away at any moment."
    )
    if own.agreed_at is None:
        what = texts(
            "Somebody is now in what your family has been through. Tick what that was, and I can"
            " ask you whether you would talk to them: without names, twice a month at most, and you"
            " may always say no."
        )
        return [what, who_sees]
    if not own.shared:
        what = texts("Thank you! Now tick what you have been through: choose a heading.")
    else:
        what = texts.plural(
            "You may be asked about {count} situation, twice a month at most. Thank you!",
            "You may be asked about {count} situations, twice a month at most. Thank you!",
            len(own.shared),
        )
    return [what, who_sees]


async def agree(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    async with context_of(manager).database.write() as session:
        await service.agree(session, actor_of(manager))


async def stop(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    async with context_of(manager).database.write() as session:
        await service.stop(session, actor_of(manager))
    texts = texts_of(manager)
    await note(manager, texts("Forgotten. Nobody is sent to you any more."))


async def choose_heading(
    _query: CallbackQuery, _select: Any, manager: DialogManager, code: str
) -> None:
    manager.dialog_data["ticking"] = code
    await manager.switch_to(Peers.ticks)


async def ticks_window(
    context: BotContext, actor: Actor, texts: Texts, dialog_manager: DialogManager, **_: Any
) -> dict[str, Any]:
    heading = Heading(dialog_manager.dialog_data["ticking"])
    async with context.database.read() as session:
        own = await queries.own_experience(session, actor)
        known = await queries.situations(session)
    return {
        "title": heading_names(texts)[heading],
        "situations": [
            (
                f"{'drop' if one.id in own.shared else 'add'}_{one.id}",
                f"{'✅' if one.id in own.shared else '▫️'} {situation_label(one, texts)}",
            )
            for one in known
            if one.heading is heading
        ],
    }


async def turn(_query: CallbackQuery, _select: Any, manager: DialogManager, key: str) -> None:
    """The key says what was meant, so that a double tap does it once."""
    meant, _, situation_id = key.partition("_")
    change = service.share if meant == "add" else service.unshare
    async with context_of(manager).database.write() as session:
        await change(session, actor_of(manager), int(situation_id))


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            Button(T("✅ Yes, I may be asked"), id="agree", on_click=agree, when="may_agree"),
            choices("ticking", "headings", choose_heading),
            Button(T("🚫 Ask me no more, forget it"), id="stop", on_click=stop, when="agreed"),
            Group(
                Start(T("⬅️ Back"), id="profile", state=Profile.main, mode=StartMode.RESET_STACK),
                to_menu(),
                width=2,
            ),
            state=Peers.experience,
            getter=experience_window,
        ),
        Window(
            T(
                "🧩 <b>{title}</b>\n\nA tap sets a tick or takes it away. Each is your word that I"
                " may ask you about it; nobody sees it."
            ),
            choices("situation", "situations", turn),
            Group(SwitchTo(T("⬅️ Back"), id="to_own", state=Peers.experience), to_menu(), width=2),
            state=Peers.ticks,
            getter=ticks_window,
        ),
    )
