"""Questions that whoever leads a group answers by typing, at the desk and when proposing one."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram.fsm.state import State
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.input.text import OnSuccess
from aiogram_dialog.widgets.kbd import SwitchTo

from bot.answers import complain, problem_of
from bot.dialogs import Given, T, texts_of
from bot.features.organising.reading import read_count
from bot.middlewares.typed_number import WORDS
from community.selfhelp.groups.rules import LARGEST, SMALLEST

Getter = Callable[..., Awaitable[dict[str, Any]]]


async def problem_window(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    return problem_of(dialog_manager)


def back_to(state: State) -> SwitchTo:
    return SwitchTo(T("⬅️ Back"), id=f"{WORDS}back", state=state)


def words_window(
    state: State, question: T, take: OnSuccess[str], before: State, getter: Getter = problem_window
) -> Window:
    return Window(
        question,
        Given("problem", when="problem"),
        TextInput(id="typed", on_success=take),
        back_to(before),
        state=state,
        getter=getter,
    )


def about_window(
    state: State, take: OnSuccess[str], before: State, getter: Getter = problem_window
) -> Window:
    question = T("What is it about, and for whom? Two or three sentences are best.")
    return words_window(state, question, take, before, getter)


def size_window(
    state: State, take: OnSuccess[str], before: State, getter: Getter = problem_window
) -> Window:
    question = T("How many people may be in it? From six to ten is good for talking.")
    return words_window(state, question, take, before, getter)


def typed_size(manager: DialogManager, text: str) -> int | None:
    """None once it is said which sizes there are."""
    size = read_count(text)
    if size is not None and SMALLEST <= size <= LARGEST:
        return size
    texts = texts_of(manager)
    complain(
        manager, texts("⚠️ One number, please, from {low} to {high}.", low=SMALLEST, high=LARGEST)
    )
    return None
