"""📅 What is coming for this person, the nearest first; and where their family has signed up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, StartMode, Window
from aiogram_dialog.widgets.kbd import Button, Group, Start, SwitchTo
from markupsafe import Markup

from bot.context import BotContext
from bot.dialogs import Given, T, choices, to_menu
from bot.features.events.standing import state_in_short
from bot.features.events.words import seats_line
from bot.states import Events, Organise
from bot.texts import Texts
from community.core.actor import Action, Actor
from community.events.planning import queries as planning
from community.events.planning.models import Event
from community.events.signing import queries as signing
from community.events.signing.queries import Line, Own
from community.membership.people.models import Person, Standing

_SHOWN = 6


@dataclass(frozen=True)
class _Page:
    """`number` counts from 0; `first` is the place of its first event in the whole list."""

    events: Sequence[Event]
    number: int
    last: int

    @property
    def first(self) -> int:
        return self.number * _SHOWN


def _page(events: Sequence[Event], wanted: int) -> _Page:
    last = max(0, (len(events) - 1) // _SHOWN)
    number = min(max(wanted, 0), last)
    return _Page(events[number * _SHOWN : (number + 1) * _SHOWN], number, last)


async def list_window(
    context: BotContext,
    actor: Actor,
    person: Person,
    texts: Texts,
    dialog_manager: DialogManager,
    **_: Any,
) -> dict[str, Any]:
    async with context.database.read() as session:
        coming = await planning.coming(session, actor)
        page = _page(coming, dialog_manager.dialog_data.get("page", 0))
        lines = await signing.lines_of(session, page.events)
        mine = await signing.mine(session, actor)
    signed = {own.event.id for own in mine}
    rows = [
        _line(number, event, lines[event.id], texts, is_mine=event.id in signed)
        for number, event in enumerate(page.events, 1)
    ]
    title, said = texts("📅 <b>Events</b>"), dialog_manager.dialog_data.pop("said", None)
    intro = _intro(person, actor, texts) if not coming else texts("Tap one to read of it.")
    return {
        "text": "\n\n".join(filter(None, [_said(said, texts), title, "\n".join(rows), intro])),
        "events": [
            (str(event.id), _label(number, event, is_mine=event.id in signed))
            for number, event in enumerate(page.events, 1)
        ],
        "mine": texts.plural("🎟 Mine: {count}", "🎟 Mine: {count}", len(mine)),
        "has_mine": bool(mine),
        "may_organise": actor.may_at_all(Action.EVENT_MANAGE),
        "has_more": page.number < page.last,
        "has_less": page.number > 0,
    }


def _said(said: str | None, texts: Texts) -> str:
    words = {
        "unknown": texts(
            "This link leads to no event of yours: it may be over, or for another district. Here"
            " is what is coming:"
        ),
        "left": texts("✓ Done: you do not come. Thank you for telling."),
    }
    return words.get(said or "", "")


def _line(number: int, event: Event, line: Line, texts: Texts, *, is_mine: bool) -> str:
    """«1. ✓ сб, 21 марта, 12:00 · Пикник у озера · 19/50»"""
    mark = "✓ " if is_mine else ""
    when, seats = texts.when(event.starts_at), seats_line(line, texts)
    return Markup("{}. {}{} · <b>{}</b> · {}").format(number, mark, when, event.title, seats)


def _label(number: int, event: Event, *, is_mine: bool) -> str:
    mark = "✓ " if is_mine else ""
    return f"{number}. {mark}{event.title}"


def _intro(person: Person, actor: Actor, texts: Texts) -> str:
    """Why the list is empty, and what to do."""
    if actor.may_for_oneself(Action.EVENT_VISIT):
        return texts(
            "Nothing is planned for you at the moment. As soon as something is, it is told in the"
            " chats and shown here. Have you an idea? Tell an activist of your district."
        )
    if person.standing is Standing.APPLICANT:
        return texts("Events open as soon as an activist has recognised you.")
    return texts("Events are for the families of the club. To come to them, join: /menu")


async def mine_window(context: BotContext, actor: Actor, texts: Texts, **_: Any) -> dict[str, Any]:
    async with context.database.read() as session:
        mine = await signing.mine(session, actor)
    rows = [_own_line(number, own, texts) for number, own in enumerate(mine, 1)]
    words = texts("Your family has not signed up to anything that is ahead.")
    return {
        "text": "\n\n".join([texts("🎟 <b>Where you have signed up</b>"), *(rows or [words])]),
        "parties": [
            (str(own.party.id), f"{number}. {own.event.title}")
            for number, own in enumerate(mine, 1)
        ],
    }


def _own_line(number: int, own: Own, texts: Texts) -> str:
    when, state = texts.when(own.event.starts_at), state_in_short(own.party, texts)
    return Markup("{}. {} · <b>{}</b>\n{}").format(number, when, own.event.title, state)


async def open_event(
    _query: CallbackQuery, _select: Any, manager: DialogManager, item_id: str
) -> None:
    manager.dialog_data.update(event=int(item_id), said=None)
    await manager.switch_to(Events.card)


async def open_party(
    _query: CallbackQuery, _select: Any, manager: DialogManager, item_id: str
) -> None:
    manager.dialog_data.update(party=int(item_id), said=None)
    await manager.switch_to(Events.party)


async def turn_page(_query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    step = 1 if button.widget_id == "later" else -1
    manager.dialog_data["page"] = manager.dialog_data.get("page", 0) + step


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            choices("event", "events", open_event),
            Group(
                Button(T("⬅️ Earlier"), id="earlier", on_click=turn_page, when="has_less"),
                Button(T("Later ➡️"), id="later", on_click=turn_page, when="has_more"),
                width=2,
            ),
            SwitchTo(Given("mine"), id="mine", state=Events.mine, when="has_mine"),
            Start(
                T("🗂 Organised by me"),
                id="organise",
                state=Organise.list,
                mode=StartMode.RESET_STACK,
                when="may_organise",
            ),
            to_menu(),
            state=Events.list,
            getter=list_window,
        ),
        Window(
            Given("text"),
            choices("party", "parties", open_party),
            Group(SwitchTo(T("⬅️ Back"), id="to_list", state=Events.list), to_menu(), width=2),
            state=Events.mine,
            getter=mine_window,
        ),
    )
