"""The screens of what may be added: the organiser's questions, needs, reminders."""

from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button
from markupsafe import Markup

from bot.dialogs import Given, T, actor_of, choices, chosen, context_of, texts_of
from bot.features.events import steps
from bot.features.events.looks import own_party
from bot.features.events.reading import is_skip
from bot.features.events.words import upper_first
from bot.middlewares.typed_number import WORDS
from bot.states import Events
from bot.texts import Texts
from community.core.errors import InvalidInput, NotFound
from community.events.planning import queries as planning
from community.events.planning.models import EventQuestion
from community.events.signing import queries as signing
from community.events.signing import wishes
from community.events.signing.kinds import Reminders
from community.events.signing.rules import ANSWER_LIMIT, NEEDS_LIMIT


async def question_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    question, said = await _question(dialog_manager)
    lines: list[str] = [Markup("❓ <b>{}</b>").format(question.words)]
    if said:
        lines.append(texts("Now: <i>{words}</i>", words=said))
    if not question.choices:
        lines.append(texts("Write it here, or leave it out."))
    lines += [_problem(dialog_manager), texts("<i>Seen by: the organiser.</i>")]
    return {
        "text": "\n\n".join(filter(None, lines)),
        "choices": [(str(place), words) for place, words in enumerate(question.choices)],
    }


async def _question(manager: DialogManager) -> tuple[EventQuestion, str | None]:
    own = await own_party(manager)
    async with context_of(manager).database.read() as session:
        questions = await planning.questions_of(session, own.event.id)
        answers = await signing.answers_of(session, [own.party.id])
    wanted = steps.current_question(manager)
    found = next((one for one in questions if one.id == wanted), None)
    if found is None:
        raise NotFound(kind="question")
    said = next((one.words for one in answers if one.question_id == found.id), None)
    return found, said


def _problem(manager: DialogManager) -> str:
    return str(manager.dialog_data.get("problem") or "")


async def choose_answer(
    _query: CallbackQuery, _select: Any, manager: DialogManager, place: str
) -> None:
    question, _ = await _question(manager)
    if int(place) < len(question.choices):
        await _answer(manager, question.choices[int(place)])


async def type_answer(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    if is_skip(text):
        await steps.go_on(manager)
        return
    await _answer(manager, text)


async def _answer(manager: DialogManager, words: str) -> None:
    texts, party = texts_of(manager), int(chosen(manager, "party"))
    question = steps.current_question(manager)
    try:
        async with context_of(manager).database.write() as session:
            await wishes.answer(session, actor_of(manager), party, question, words)
    except InvalidInput as odd:
        problem = texts("⚠️ Please choose one of the buttons.")
        if "limit" in odd.fields:
            problem = texts(
                "⚠️ That is a little long: up to {limit} characters.", limit=ANSWER_LIMIT
            )
        manager.dialog_data["problem"] = str(problem)
        return
    await steps.keep(manager)


async def needs_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    own = await own_party(dialog_manager)
    lines = [
        texts("💬 <b>Is there anything the organiser should know?</b>"),
        texts(
            "For example: a pram, a quiet corner, no nuts. No names and no diagnoses, please. Write"
            " it here, or leave it out."
        ),
    ]
    if own.party.needs:
        lines.append(texts("Now: <i>{words}</i>", words=own.party.needs))
    lines += [_problem(dialog_manager), texts("<i>Seen by: the organiser.</i>")]
    return {"text": "\n\n".join(filter(None, lines)), "has_needs": bool(own.party.needs)}


async def type_needs(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    if is_skip(text):
        await steps.go_on(manager)
        return
    try:
        await _say_needs(manager, text)
    except InvalidInput:
        texts = texts_of(manager)
        problem = texts("⚠️ That is a little long: up to {limit} characters.", limit=NEEDS_LIMIT)
        manager.dialog_data["problem"] = str(problem)
        return
    await steps.keep(manager)


async def forget_needs(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    await _say_needs(manager, None)
    await steps.keep(manager)


async def _say_needs(manager: DialogManager, words: str | None) -> None:
    party = int(chosen(manager, "party"))
    async with context_of(manager).database.write() as session:
        await wishes.say_needs(session, actor_of(manager), party, words)


async def reminders_window(texts: Texts, **_: Any) -> dict[str, Any]:
    return {
        "reminders": [
            (one.value, upper_first(name)) for one, name in steps.reminder_names(texts).items()
        ]
    }


async def choose_reminders(
    _query: CallbackQuery, _select: Any, manager: DialogManager, reminders: str
) -> None:
    party = int(chosen(manager, "party"))
    async with context_of(manager).database.write() as session:
        await wishes.choose_reminders(session, actor_of(manager), party, Reminders(reminders))
    await steps.keep(manager)


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            choices("answer", "choices", choose_answer),
            TextInput(id="typed_answer", on_success=type_answer),
            steps.leave_out(f"{WORDS}skip"),
            state=Events.question,
            getter=question_window,
        ),
        Window(
            Given("text"),
            Button(T("🗑 Erase my words"), id="erase", on_click=forget_needs, when="has_needs"),
            TextInput(id="typed_needs", on_success=type_needs),
            steps.leave_out(f"{WORDS}skip"),
            state=Events.needs,
            getter=needs_window,
        ),
        Window(
            T("⏰ <b>When shall I remind you?</b>"),
            choices("reminders", "reminders", choose_reminders),
            steps.leave_out(),
            state=Events.reminders,
            getter=reminders_window,
        ),
    )
