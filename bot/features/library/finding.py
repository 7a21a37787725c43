"""A question in one's own words, and the articles that may answer it."""

from collections.abc import Sequence
from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, Group, Start, SwitchTo
from markupsafe import Markup

from bot.context import BotContext
from bot.dialogs import Given, T, choices, context_of, to_menu
from bot.features.library.looks import open_article, own_districts
from bot.features.library.words import labels_of, list_of, said
from bot.group.watch.reading import read
from bot.paging import part_of, turning
from bot.states import Consult, Library, Sos
from bot.texts import Texts
from community.core.markdown import in_short
from community.library.search import queries as search
from moderation.detect import Question, Standing

SHOWN = 6
_QUESTION = 1_000  # characters kept of it; the search looks at fewer


async def take_question(
    message: Message, _input: Any, manager: DialogManager, question: str
) -> None:
    """Despair is not answered with articles alone: the way to a person stands above them."""
    verdict = context_of(manager).detector.judge(read(message, Standing.MEMBER))
    manager.dialog_data.update(
        question=question.strip()[:_QUESTION],
        page=0,
        despair=Question.DISTRESS in verdict.raised,
    )
    await manager.switch_to(Library.found)


async def found_window(
    context: BotContext, texts: Texts, dialog_manager: DialogManager, **_: Any
) -> dict[str, Any]:
    data = dialog_manager.dialog_data
    question = data.get("question", "")
    async with context.database.read() as session:
        districts = await own_districts(session, dialog_manager)
        hits = await search.find(session, question, districts=districts, limit=search.MOST_HITS)
        meant = await search.meant(session, question) if hits else None
    part = part_of(dialog_manager, hits, SHOWN)
    is_hard = bool(data.get("despair"))
    blocks = [
        said(data.pop("said", None), texts),
        texts("💛 If it is that hard right now, do not wait: a person comes, 🆘.")
        if is_hard
        else "",
        _asked(question, meant, texts),
        list_of([(hit.title, hit.passage) for hit in part.items]) or _nothing(texts),
    ]
    return {
        "text": "\n\n".join(filter(None, blocks)),
        "hits": labels_of([(hit.article_id, hit.title) for hit in part.items]),
        "sos": is_hard,
        "nothing": not hits,
        **part.buttons,
    }


def _asked(question: str, meant: str | None, texts: Texts) -> str:
    """The question as it was understood."""
    shown = in_short(meant or question, 100)
    if meant is None:
        return Markup("🔎 «{}»").format(shown)
    return texts("🔎 I looked for «{question}»: that is how I understood you.", question=shown)


def _nothing(texts: Texts) -> str:
    return texts(
        "I have found no article about this. Try other words, shorter ones. Or tap «🤷 Not found?»:"
        " the club writes one, and I tell you."
    )


async def open_hit(
    _query: CallbackQuery, _select: Any, manager: DialogManager, article_id: str
) -> None:
    await open_article(manager, int(article_id))


async def not_found(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    manager.dialog_data["wanted"] = manager.dialog_data.get("question", "")
    await manager.switch_to(Library.wanted)


def asking_here() -> TextInput[str]:
    """Words typed on this screen are a question."""
    return TextInput(id="question", on_success=take_question)


def windows() -> Sequence[Window]:
    return (
        Window(
            Given("text"),
            Start(T("🆘 I need help now"), id="sos", state=Sos.main, when="sos"),
            choices("hit", "hits", open_hit),
            turning(),
            Start(T("🤝 Ask a specialist"), id="consult", state=Consult.main, when="nothing"),
            Button(T("🤷 Not found?"), id="not_found", on_click=not_found),
            asking_here(),
            Group(SwitchTo(T("📚 Topics"), id="home", state=Library.home), to_menu(), width=2),
            state=Library.found,
            getter=found_window,
        ),
    )
