"""✅ At the door: a family is found on the list and marked by two taps; who came without a sign-up.

Whoever is not marked yet stands first. A slip is put right as often as one likes.
"""

from collections.abc import Sequence
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, Group, SwitchTo
from markupsafe import Markup

from bot.answers import complain, problem_of
from bot.dialogs import Given, T, actor_of, choices, context_of, note, texts_of
from bot.features.events.words import company_line
from bot.features.organising.desk import event_id_of, managed_event, to_desk
from bot.features.organising.guests import name_of, who
from bot.features.organising.reading import read_count
from bot.middlewares.typed_number import WORDS
from bot.paging import part_of, turning
from bot.states import Organise
from bot.texts import Texts
from community.events.attending import service
from community.events.attending.guests import Guest, look_at_guest, look_at_guests
from community.events.attending.service import MOST_WALK_INS
from community.events.signing.kinds import PartyState
from community.events.signing.models import EventParty


async def marking_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    async with context_of(dialog_manager).database.write() as session:
        guests = await look_at_guests(
            session, actor_of(dialog_manager), event_id_of(dialog_manager)
        )
    part = part_of(dialog_manager, sorted(guests, key=_unmarked_first))
    return {
        "text": _how_far(guests, texts),
        "families": [(str(one.party.id), _label(one, texts)) for one in part.items],
        **part.buttons,
    }


def _unmarked_first(guest: Guest) -> tuple[bool, bool]:
    """By name within each; whoever waits stands behind those who come."""
    return guest.party.came is not None, guest.party.state is not PartyState.GOING


def _how_far(guests: Sequence[Guest], texts: Texts) -> str:
    if not guests:
        return texts("Nobody has signed up. You can count those who came under «➕».")
    left = sum(one.party.came is None for one in guests)
    if not left:
        return texts("✅ <b>Everybody is marked.</b> A slip? Tap the family once more.")
    words = texts.plural(
        "✅ <b>Who is here?</b> Not marked yet: {count} family.",
        "✅ <b>Who is here?</b> Not marked yet: {count} families.",
        left,
    )
    how = texts("Tap a family; or scan the QR on their phone with your camera.")
    return f"{words}\n\n{how}"


def _label(guest: Guest, texts: Texts) -> str:
    party = guest.party
    sign = {None: "▫️", True: "✅", False: "➖"}[party.came]
    waits = "⏳ " if party.came is None and party.state is not PartyState.GOING else ""
    adults, children = counted(party)
    return f"{sign} {waits}{name_of(guest, texts)} · {adults}+{children}"


def counted(party: EventParty) -> tuple[int, int]:
    """As they were counted at the door, else as they signed up."""
    if not party.came:
        return party.adults, party.children
    return party.came_adults or 0, party.came_children or 0


async def choose_family(
    _query: CallbackQuery, _select: Any, manager: DialogManager, party_id: str
) -> None:
    await open_family(manager, int(party_id))


async def open_family(manager: DialogManager, party_id: int) -> None:
    async with context_of(manager).database.write() as session:
        guest = await look_at_guest(session, actor_of(manager), party_id)
    adults, children = counted(guest.party)
    manager.dialog_data.update(
        event=guest.party.event_id, party=party_id, adults=adults, children=children
    )
    await manager.switch_to(Organise.family)


async def family_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    data = dialog_manager.dialog_data
    async with context_of(dialog_manager).database.write() as session:
        guest = await look_at_guest(session, actor_of(dialog_manager), data["party"])
    party, adults, children = guest.party, data["adults"], data["children"]
    head = Markup("<b>{}</b>: {}").format(name_of(guest, texts), who(party, texts))
    lines: list[str] = [head]
    if party.state is not PartyState.GOING:
        lines.append(texts("They have no seats: it is for you to say whether they can come in."))
    if party.needs:
        lines.append(texts("💬 {needs}", needs=party.needs))
    lines.append(_mark_words(party, texts))
    return {
        "text": "\n".join(lines),
        "company": company_line(adults, children, texts) if adults + children else "",
        "somebody": adults + children > 0,
        "is_marked": party.came is not None,
        "was_not_absent": party.came is not False,
    }


def _mark_words(party: EventParty, texts: Texts) -> str:
    if party.came is None:
        return texts("Not marked yet.")
    if not party.came:
        return texts("➖ Marked: did not come.")
    company = company_line(party.came_adults or 0, party.came_children or 0, texts)
    return texts("✅ Marked: {company}.", company=company)


async def step(_query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """One more or one less of them has come than stands there."""
    which, _, way = str(button.widget_id).partition("_")
    data = manager.dialog_data
    data[which] = max(0, data[which] + (1 if way == "more" else -1))


async def came(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    data = manager.dialog_data
    async with context_of(manager).database.write() as session:
        await service.check_in(
            session, actor_of(manager), data["party"], data["adults"], data["children"]
        )
    await _marked(manager)


async def absent(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    async with context_of(manager).database.write() as session:
        await service.note_absent(session, actor_of(manager), manager.dialog_data["party"])
    await _marked(manager)


async def unmark(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    async with context_of(manager).database.write() as session:
        await service.unmark(session, actor_of(manager), manager.dialog_data["party"])
    await _marked(manager)


async def _marked(manager: DialogManager) -> None:
    texts = texts_of(manager)
    await note(manager, texts("Written down."))
    await manager.switch_to(Organise.marking)


async def walk_ins_window(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    event = await managed_event(dialog_manager)
    return {"count": event.walk_ins, "some": event.walk_ins > 0, **problem_of(dialog_manager)}


async def add(_query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """Several may count at the door at once."""
    more = {"one": 1, "five": 5, "less": -1}[str(button.widget_id)]
    async with context_of(manager).database.write() as session:
        await service.add_walk_ins(session, actor_of(manager), event_id_of(manager), more)


async def type_walk_ins(_message: Any, _input: Any, manager: DialogManager, text: str) -> None:
    texts = texts_of(manager)
    count = read_count(text)
    if count is None or count > MOST_WALK_INS:
        complain(manager, texts("⚠️ One number, please, for example: 12 people in all."))
        return
    async with context_of(manager).database.write() as session:
        await service.count_walk_ins(session, actor_of(manager), event_id_of(manager), count)


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            choices("family", "families", choose_family),
            turning(),
            SwitchTo(T("➕ Without a sign-up"), id="walk_ins", state=Organise.walk_ins),
            to_desk(),
            state=Organise.marking,
            getter=marking_window,
        ),
        Window(
            Given("text"),
            Button(T("✅ Came: {company}"), id="came", on_click=came, when="somebody"),
            Group(
                Button(T("➖ adult"), id="adults_less", on_click=step),
                Button(T("➕ adult"), id="adults_more", on_click=step),
                Button(T("➖ child"), id="children_less", on_click=step),
                Button(T("➕ child"), id="children_more", on_click=step),
                width=2,
            ),
            Button(T("🚫 Did not come"), id="absent", on_click=absent, when="was_not_absent"),
            Button(T("↩️ Take the mark away"), id="unmark", on_click=unmark, when="is_marked"),
            SwitchTo(T("⬅️ To the list"), id="to_marking", state=Organise.marking),
            state=Organise.family,
            getter=family_window,
        ),
        Window(
            T(
                "➕ <b>Came without a sign-up: {count}</b>\n\nGrown-ups and children together,"
                " without names. Tap, or type how many there are in all: 12 people."
            ),
            Given("problem", when="problem"),
            Group(
                Button(T("➕ 1"), id="one", on_click=add),
                Button(T("➕ 5"), id="five", on_click=add),
                Button(T("➖ 1"), id="less", on_click=add, when="some"),
                width=3,
            ),
            TextInput(id="typed", on_success=type_walk_ins),
            SwitchTo(T("✅ Mark who came"), id=f"{WORDS}mark", state=Organise.marking),
            to_desk(),
            state=Organise.walk_ins,
            getter=walk_ins_window,
        ),
    )
