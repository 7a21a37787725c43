"""Three questions after an event, one at a time, in the place of the thanks (feature 28)."""

from collections.abc import Mapping
from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, ShowMode, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, SwitchTo

from bot.dialogs import Given, T, actor_of, chosen, context_of, texts_of, to_menu
from bot.features.events.looks import own_party
from bot.features.events.reading import is_skip
from bot.middlewares.typed_number import WORDS
from bot.screen import Row, Screen, button, replace
from bot.states import Events
from bot.texts import Texts
from community.core.errors import InvalidInput
from community.events.attending.feedback import BEST, WORDS_LIMIT, say_in_words
from community.events.attending.kinds import ComesAgain
from community.events.planning.models import Event


def again_names(texts: Texts) -> Mapping[ComesAgain, str]:
    return {
        ComesAgain.YES: texts("😊 Yes"),
        ComesAgain.PERHAPS: texts("🤔 Perhaps"),
        ComesAgain.NO: texts("🙅 No"),
    }


def thanks_screen(event: Event, party_id: int, texts: Texts) -> Screen:
    """The first question: how useful it was."""
    text = texts(
        "🙏 <b>«{title}»: thank you for coming!</b>\n\nThree short questions. The organiser reads"
        " the answers without names.\n\n<b>1 of 3. Was it good for you?</b> 1: not at all, {best}:"
        " very.",
        title=event.title,
        best=BEST,
    )
    marks: Row = [button(str(mark), f"evfb:{party_id}:u{mark}") for mark in range(1, BEST + 1)]
    return Screen(text, [marks])


def again_screen(event: Event, party_id: int, texts: Texts) -> Screen:
    text = texts(
        "🙏 <b>«{title}»</b>\n\n<b>2 of 3. Would you come another time?</b>", title=event.title
    )
    rows = [
        [button(name, f"evfb:{party_id}:{code.value}")] for code, name in again_names(texts).items()
    ]
    return Screen(text, rows)


async def words_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    own = await own_party(dialog_manager)
    lines = [
        texts("🙏 <b>«{title}»</b>", title=own.event.title),
        texts(
            "<b>3 of 3. Is there anything you would like to say in words?</b> What was good, what"
            " could be better. Write it here, or finish."
        ),
        dialog_manager.dialog_data.get("problem") or "",
        texts("<i>The organiser reads it without your name.</i>"),
    ]
    return {"text": "\n\n".join(filter(None, lines))}


async def type_words(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    if is_skip(text):
        await manager.switch_to(Events.thanked)
        return
    party, data = int(chosen(manager, "party")), manager.dialog_data
    try:
        async with context_of(manager).database.write() as session:
            await say_in_words(session, actor_of(manager), party, text)
    except InvalidInput:
        texts = texts_of(manager)
        problem = texts("⚠️ That is a little long: up to {limit} characters.", limit=WORDS_LIMIT)
        data["problem"] = str(problem)
        return
    data["problem"] = None
    await manager.switch_to(Events.thanked)


async def begin_again(query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Every answer may be changed: back to the first question, in the same place."""
    own, texts = await own_party(manager), texts_of(manager)
    await manager.done(show_mode=ShowMode.NO_UPDATE)
    await replace(query, thanks_screen(own.event, own.party.id, texts))


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            TextInput(id="typed_words", on_success=type_words),
            SwitchTo(T("✓ Finish"), id=f"{WORDS}finish", state=Events.thanked),
            state=Events.words,
            getter=words_window,
        ),
        Window(
            T("💚 Thank you, written down. It helps to make the next one better."),
            Button(T("↩️ Answer otherwise"), id="again", on_click=begin_again),
            SwitchTo(T("📅 What else is coming"), id="to_list", state=Events.list),
            to_menu(),
            state=Events.thanked,
        ),
    )
