"""👨‍👩‍👧 Who comes: adults, children, their ages if one likes; for a new place or a kept one."""

from dataclasses import dataclass
from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, Group, SwitchTo

from bot.dialogs import Given, T, actor_of, chosen, context_of, texts_of, to_menu
from bot.features.events.looks import Shown, company_of, own_party, shown_event
from bot.features.events.reading import read_company
from bot.features.events.signing_up import sign_label, take_place
from bot.features.events.words import ages_line, company_line
from bot.middlewares.typed_number import WORDS
from bot.states import Events
from bot.texts import Texts
from community.events.signing import service
from community.events.signing.errors import NotEnoughSeats
from community.events.signing.kinds import HOLDS_SEATS
from community.events.signing.queries import last_company
from community.events.signing.rules import MOST_AT_ONCE, Company, fits

_USUAL = Company(adults=1, children=1)


@dataclass
class Draft:
    """Who is said to come, before it is saved."""

    adults: int
    children: int
    ages: list[int]

    @classmethod
    def of(cls, manager: DialogManager) -> "Draft":
        return cls(**manager.dialog_data["company"])

    @classmethod
    def from_company(cls, company: Company) -> "Draft":
        return cls(company.adults, company.children, list(company.ages))

    def keep(self, manager: DialogManager) -> None:
        """A child that does not come has no age."""
        self.ages = self.ages[: self.children]
        manager.dialog_data.update(company=dict(vars(self)), problem=None)

    @property
    def company(self) -> Company:
        return Company(self.adults, self.children, tuple(self.ages))

    @property
    def is_possible(self) -> bool:
        return min(self.adults, self.children) >= 0 and 1 <= self.company.seats <= MOST_AT_ONCE


async def begin(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """For a new place: as the last time, or the smallest family."""
    async with context_of(manager).database.read() as session:
        last = await last_company(session, actor_of(manager))
    known = last if last is not None and last.children else _USUAL
    Draft.from_company(known).keep(manager)
    manager.dialog_data["changes"] = None
    await manager.switch_to(Events.company)


async def begin_changing(manager: DialogManager) -> None:
    own = await own_party(manager)
    Draft.from_company(company_of(own.party)).keep(manager)
    manager.dialog_data.update(changes=own.party.id, event=own.event.id)
    await manager.switch_to(Events.company)


async def company_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    shown, draft = await shown_event(dialog_manager), Draft.of(dialog_manager)
    lines = [
        texts("👨‍👩‍👧 <b>Who comes?</b>"),
        texts("Now: {company}.", company=company_line(draft.adults, draft.children, texts)),
    ]
    if draft.ages:
        lines.append(texts("Children: {ages}.", ages=ages_line(draft.ages, texts)))
    lines.append(texts("Press the buttons, or write it: «2 adults and 3 children»."))
    lines += [_room(shown, draft, texts), dialog_manager.dialog_data.get("problem") or ""]
    return {
        "text": "\n\n".join(filter(None, lines)),
        "save": _save_label(shown, draft, dialog_manager, texts),
        "has_children": draft.children > 0,
    }


def _room(shown: Shown, draft: Draft, texts: Texts) -> str:
    left, party = shown.event.left, shown.party
    if party is not None and party.state in HOLDS_SEATS and left is not None:
        left += party.seats
    if fits(left, draft.company.seats):
        return ""
    if party is not None:
        return texts.plural(
            "There is room for {count} of you.", "There is room for {count} of you.", left or 0
        )
    return texts("There are not enough seats for all of you: you would wait as a whole family.")


def _save_label(shown: Shown, draft: Draft, manager: DialogManager, texts: Texts) -> str:
    who = company_line(draft.adults, draft.children, texts)
    if chosen(manager, "changes"):
        return texts("✅ Save: {who}", who=who)
    return sign_label(shown, draft.company, who, texts)


async def step(_query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """What cannot be, a company of nobody, stays as it was."""
    draft = Draft.of(manager)
    more = 1 if button.widget_id and button.widget_id.startswith("more") else -1
    if button.widget_id and button.widget_id.endswith("adults"):
        draft.adults += more
    else:
        draft.children += more
    if draft.is_possible:
        draft.keep(manager)


async def type_company(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    read, draft, texts = read_company(text), Draft.of(manager), texts_of(manager)
    if read is not None:
        adults, children = read
        draft.adults = draft.adults if adults is None else adults
        draft.children = draft.children if children is None else children
    if read is None or not draft.is_possible:
        problem = texts(
            "⚠️ I did not understand that. For example: «2 adults and 3 children», up to {most} of"
            " you in all.",
            most=MOST_AT_ONCE,
        )
        manager.dialog_data["problem"] = str(problem)
        return
    draft.keep(manager)


async def save(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    company = Draft.of(manager).company
    if not chosen(manager, "changes"):
        await take_place(manager, company)
        return
    context, texts = context_of(manager), texts_of(manager)
    try:
        async with context.database.write() as session:
            await service.change_company(
                session, actor_of(manager), chosen(manager, "changes"), company
            )
    except NotEnoughSeats as few:
        words = texts.plural(
            "⚠️ Only {count} more seat is free. Your place stays as it was.",
            "⚠️ Only {count} more seats are free. Your place stays as it was.",
            int(str(few.fields["left"] or 0)),
        )
        manager.dialog_data["problem"] = str(words)
        return
    manager.dialog_data.update(said="changed")
    await manager.switch_to(Events.party)


async def leave(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    await manager.switch_to(Events.party if chosen(manager, "changes") else Events.card)


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            Group(
                Button(T("➖ adult"), id="less_adults", on_click=step),
                Button(T("➕ adult"), id="more_adults", on_click=step),
                Button(T("➖ child"), id="less_children", on_click=step),
                Button(T("➕ child"), id="more_children", on_click=step),
                width=2,
            ),
            SwitchTo(T("🎂 Ages"), id="ages", state=Events.ages, when="has_children"),
            Button(Given("save"), id="save", on_click=save),
            TextInput(id="typed_company", on_success=type_company),
            Group(Button(T("⬅️ Back"), id=f"{WORDS}back", on_click=leave), to_menu(), width=2),
            state=Events.company,
            getter=company_window,
        ),
    )
