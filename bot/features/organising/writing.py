"""💬 A message to those who come or wait: to whom, what, a last look, and off it goes."""

from collections.abc import Mapping
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, SwitchTo
from markupsafe import Markup

from bot.answers import complain, problem_of
from bot.dialogs import Given, T, actor_of, choices, context_of, texts_of
from bot.features.organising.desk import event_id_of, to_desk
from bot.features.organising.desk_text import families
from bot.states import Organise
from bot.texts import Texts
from community.events.attending import service
from community.events.attending.kinds import Whom
from community.events.attending.queries import desk as look_at_desk
from community.events.attending.service import WORD_LIMIT


async def _counts(manager: DialogManager) -> Mapping[Whom, int]:
    """Families; raises NotFound."""
    async with context_of(manager).database.read() as session:
        desk = await look_at_desk(session, actor_of(manager), event_id_of(manager))
    waiting = desk.waiting_families + desk.offered_families
    return {
        Whom.GOING: desk.families,
        Whom.WAITING: waiting,
        Whom.EVERYONE: desk.families + waiting,
    }


def _names(texts: Texts) -> Mapping[Whom, str]:
    return {
        Whom.GOING: texts("Who comes"),
        Whom.WAITING: texts("Who waits"),
        Whom.EVERYONE: texts("Everybody"),
    }


async def whom_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    counts, names = await _counts(dialog_manager), _names(texts)
    shown = [whom for whom in Whom if counts[whom]]
    if counts[Whom.EVERYONE] in (counts[Whom.GOING], counts[Whom.WAITING]):
        shown = [whom for whom in shown if whom is not Whom.EVERYONE]
    return {
        "text": texts("💬 <b>To whom do you write?</b>")
        if shown
        else texts("Nobody has signed up yet, so there is nobody to write to."),
        "groups": [(one.value, f"{names[one]}: {families(counts[one], texts)}") for one in shown],
    }


async def choose_whom(
    _query: CallbackQuery, _select: Any, manager: DialogManager, whom: str
) -> None:
    manager.dialog_data["whom"] = Whom(whom).value
    await manager.switch_to(Organise.words)


async def words_window(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    typed = dialog_manager.dialog_data.get("words")
    return {"typed": bool(typed), **problem_of(dialog_manager)}


async def take_words(_message: Any, _input: Any, manager: DialogManager, text: str) -> None:
    texts = texts_of(manager)
    if len(text.strip()) > WORD_LIMIT:
        words = texts(
            "⚠️ That is {length} characters, and {limit} is the most. Please make it shorter, or"
            " send it in two messages.",
            length=len(text.strip()),
            limit=WORD_LIMIT,
        )
        complain(manager, words)
        return
    manager.dialog_data["words"] = text.strip()
    await manager.switch_to(Organise.sending)


async def sending_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    data = dialog_manager.dialog_data
    counts = await _counts(dialog_manager)
    count = counts[Whom(data["whom"])]
    head = texts.plural(
        "{count} family will get this, under your event's name:",
        "{count} families will get this, under your event's name:",
        count,
    )
    quoted = Markup("<blockquote>{}</blockquote>").format(data["words"])
    return {
        "text": f"{head}\n\n{quoted}",
        "count": count,
        "somebody": count > 0,
    }


async def send(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    data = manager.dialog_data
    async with context_of(manager).database.write() as session:
        _, count = await service.say(
            session, actor_of(manager), event_id_of(manager), Whom(data["whom"]), data["words"]
        )
    data.update(said="sent", count=count, words=None)
    await manager.switch_to(Organise.desk)


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            choices("whom", "groups", choose_whom),
            to_desk(),
            state=Organise.whom,
            getter=whom_window,
        ),
        Window(
            T(
                "✍️ Write what they should know, in one message. For example: «We meet at the second"
                " entrance, please take warm clothes along.»"
            ),
            Given("problem", when="problem"),
            TextInput(id="typed", on_success=take_words),
            SwitchTo(T("➡️ Leave it so"), id="keep", state=Organise.sending, when="typed"),
            SwitchTo(T("⬅️ Back"), id="back", state=Organise.whom),
            state=Organise.words,
            getter=words_window,
        ),
        Window(
            Given("text"),
            Button(T("📨 Send"), id="send", on_click=send, when="somebody"),
            SwitchTo(T("✏️ Write it anew"), id="anew", state=Organise.words),
            to_desk(),
            state=Organise.sending,
            getter=sending_window,
        ),
    )
