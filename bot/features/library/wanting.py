"""«🤷 Не нашли?»: the words are shown before they are passed on, and nobody sees whose they are."""

from collections.abc import Sequence
from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, Group, Start, SwitchTo
from markupsafe import Markup

from bot.answers import problem_of, too_long
from bot.context import BotContext
from bot.dialogs import Given, T, actor_of, context_of, to_menu
from bot.states import Consult, Library
from bot.texts import Texts
from community.library.wanted import service
from community.library.wanted.service import WORDS_LIMIT
from moderation.detect import Message as Said
from moderation.detect import Standing
from moderation.detect.personal_data import masked


def covered(words: str, context: BotContext, texts: Texts) -> str:
    """The question without the child: names, numbers and addresses are nobody's to read."""
    verdict = context.detector.judge(Said(words, Standing.MEMBER))
    today = context.database.clock.now().astimezone(context.zone).date()
    return masked(words, verdict.findings, today, texts.language)[:WORDS_LIMIT]


async def wanted_window(
    context: BotContext, texts: Texts, dialog_manager: DialogManager, **_: Any
) -> dict[str, Any]:
    words = dialog_manager.dialog_data.get("wanted", "")[:WORDS_LIMIT]
    shown = covered(words, context, texts)
    blocks = [texts("🤷 <b>No article about this?</b> The club writes one, and I tell you.")]
    if shown:
        blocks.append(Markup("✍️ <i>{}</i>").format(shown))
        blocks.append(
            texts(
                "Nobody sees who asked; those who write articles read the words. To say it"
                " otherwise, just write it here."
            )
        )
    else:
        blocks.append(texts("Write here what you would like to read about."))
    if shown != words:
        blocks.append(texts("🔒 What would tell who the child is, I have covered."))
    return {
        "text": "\n\n".join(blocks),
        "has_words": bool(shown),
        **problem_of(dialog_manager),
    }


async def take_words(_message: Message, _input: Any, manager: DialogManager, words: str) -> None:
    if len(words.strip()) > WORDS_LIMIT:
        too_long(manager, WORDS_LIMIT)
    else:
        manager.dialog_data["wanted"] = words.strip()


async def pass_on(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """What is passed on is what was shown."""
    context, texts = context_of(manager), manager.middleware_data["texts"]
    words = covered(manager.dialog_data.get("wanted", "")[:WORDS_LIMIT], context, texts)
    async with context.database.write() as session:
        await service.ask(session, actor_of(manager), words)
    manager.dialog_data["wanted"] = ""
    await manager.switch_to(Library.asked)


def windows() -> Sequence[Window]:
    return (
        Window(
            Given("text"),
            Given("problem", when="problem"),
            Button(T("✉️ Pass it on"), id="pass_on", on_click=pass_on, when="has_words"),
            Start(T("🤝 Ask a specialist"), id="consult", state=Consult.main),
            TextInput(id="wanted", on_success=take_words),
            Group(SwitchTo(T("📚 Topics"), id="home", state=Library.home), to_menu(), width=2),
            state=Library.wanted,
            getter=wanted_window,
        ),
        Window(
            T(
                "✓ I have passed it on. As soon as there is an article, I write to you.\n\n"
                "If it cannot wait, a specialist answers in the meantime."
            ),
            Start(T("🤝 Ask a specialist"), id="consult", state=Consult.main),
            Group(SwitchTo(T("📚 Topics"), id="home", state=Library.home), to_menu(), width=2),
            state=Library.asked,
        ),
    )
