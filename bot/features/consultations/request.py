"""A request of one's own: how it stands, in human words, and what can be done about it."""

from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, Group, SwitchTo
from markupsafe import Markup

from bot.card_widgets import Card, with_cards
from bot.context import BotContext
from bot.dialogs import Given, T, actor_of, choices, context_of, note, texts_of, to_menu
from bot.features.consultations.looks import aliases_of, own_request
from bot.features.consultations.standing import (
    coming,
    details,
    said_over,
    state_line,
)
from bot.features.consultations.times import begin_booking
from bot.features.consultations.words import (
    about,
    meeting_line,
)
from bot.states import Consult
from bot.texts import Texts
from community.consultations.requests import queries, service
from community.consultations.requests.errors import RequestClosed
from community.consultations.requests.kinds import RequestState
from community.consultations.requests.rules import WORDS_LIMIT
from community.core.errors import InvalidInput
from community.membership.districts.models import District
from community.membership.people.models import Person


async def request_window(
    context: BotContext, person: Person, texts: Texts, dialog_manager: DialogManager, **_: Any
) -> dict[str, Any]:
    own = await own_request(dialog_manager)
    request = own.request
    async with context.database.read() as session:
        waiting = await queries.waiting(session, request.speciality_id, request.asked_at)
        alias = (await aliases_of(session, person, texts)).get(request.naming, "")
        district = await session.get(District, request.district_id) if request.district_id else None
    data = dialog_manager.dialog_data
    head = Markup("🤝 <b>{}</b>").format(about(own.speciality, request.for_whom, texts))
    blocks = [*said_over(data.get("said"), texts), head, state_line(own, waiting, texts)]
    if request.state is not RequestState.CLOSED:
        blocks.append(details(own, alias, district, texts))
    is_open = request.state is not RequestState.CLOSED
    is_taken = request.state is RequestState.TAKEN
    helped = request.first_answer_at is not None
    return {
        "text": "\n\n".join(blocks),
        "talk": f"talk:{request.conversation_id}:panel",
        "is_taken": is_taken,
        "is_open": is_open,
        "may_change": is_open and not is_taken,
        "unsent": bool(data.get("unsent")) and is_open,
        "done": texts("💚 It has helped, thank you") if helped else texts("✖️ Not needed any more"),
        "meetings": [(str(one.id), f"📅 {meeting_line(one, texts)}") for one in coming(own)],
    }


async def take_more_words(
    _message: Message, _input: Any, manager: DialogManager, words: str
) -> None:
    await add_words(manager, words)
    await manager.switch_to(Consult.request)


async def add_unsent(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """What was typed for a request that turned out to be asked already."""
    if unsent := manager.dialog_data.get("unsent"):
        await add_words(manager, unsent)
        manager.dialog_data["unsent"] = None


async def add_words(manager: DialogManager, words: str) -> None:
    """Too long a text is not lost: it stands in the chat."""
    own = await own_request(manager)
    said: str | None = "added"
    try:
        async with context_of(manager).database.write() as session:
            await service.add_words(session, actor_of(manager), own.request.id, words)
    except InvalidInput:
        said = "long"
    except RequestClosed:
        said = None
    manager.dialog_data["said"] = said


async def drop_window(texts: Texts, dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """What the end of it changes, before it is done."""
    own = await own_request(dialog_manager)
    lines: list[str] = [
        Markup("<b>{}</b>").format(about(own.speciality, own.request.for_whom, texts))
    ]
    if own.request.state is RequestState.TAKEN:
        lines.append(texts("• your conversation with {name} ends;", name=own.helper or ""))
    else:
        lines.append(texts("• I stop looking for somebody;"))
    if count := len(coming(own)):
        lines.append(
            texts.plural(
                "• {count} booked time becomes free for others;",
                "• {count} booked times become free for others;",
                count,
            )
        )
    lines.append(texts("• your words are erased later by themselves."))
    lines.append(texts("You may ask again at any moment. End it?"))
    helped = own.request.first_answer_at is not None
    label = texts("💚 Yes, it has helped") if helped else texts("✖️ Yes, not needed")
    return {"text": "\n".join(lines), "yes": label}


async def drop(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    own, texts = await own_request(manager), texts_of(manager)
    async with context_of(manager).database.write() as session:
        await service.take_back(session, actor_of(manager), own.request.id)
    manager.dialog_data["said"] = None
    await note(manager, texts("Done. Take care of yourself."))
    await manager.switch_to(Consult.main)


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            Card(T("💬 Write"), "talk", when="is_taken"),
            Button(T("✍️ Add what I had written"), id="unsent", on_click=add_unsent, when="unsent"),
            SwitchTo(
                T("📅 Book a time"),
                id="book",
                state=Consult.days,
                on_click=begin_booking,
                when="is_open",
            ),
            choices("meeting", "meetings", open_meeting),
            SwitchTo(T("✍️ Add words"), id="words", state=Consult.more_words, when="is_open"),
            SwitchTo(
                T("⚙️ When, how, under which name"),
                id="change",
                state=Consult.change,
                when="may_change",
            ),
            SwitchTo(Given("done"), id="drop", state=Consult.drop, when="is_open"),
            Group(SwitchTo(T("⬅️ Back"), id="to_main", state=Consult.main), to_menu(), width=2),
            state=Consult.request,
            getter=request_window,
            markup_factory=with_cards,
        ),
        Window(
            T(
                "Write in your own words, up to {limit} characters. Only the specialist reads it."
                " Without children's surnames, please."
            ),
            TextInput(id="more_words", on_success=take_more_words),
            SwitchTo(T("⬅️ Back"), id="to_request", state=Consult.request),
            state=Consult.more_words,
            getter=limit,
        ),
        Window(
            Given("text"),
            SwitchTo(T("⬅️ No, go on"), id="to_request", state=Consult.request),
            Button(Given("yes"), id="drop_now", on_click=drop),
            state=Consult.drop,
            getter=drop_window,
        ),
    )


async def limit(**_: Any) -> dict[str, Any]:
    return {"limit": WORDS_LIMIT}


async def open_meeting(
    _query: CallbackQuery, _select: Any, manager: DialogManager, item_id: str
) -> None:
    manager.dialog_data.update(consultation=int(item_id), said=None)
    await manager.switch_to(Consult.meeting)
