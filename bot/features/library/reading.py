"""Reading an article: page by page in one message, kept, and said whether it helped."""

from collections.abc import Sequence
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Button, Group, Start, SwitchTo
from markupsafe import Markup

from bot.context import BotContext
from bot.dialogs import Given, T, actor_of, choices, chosen, context_of, note, texts_of, to_menu
from bot.features.library.files import file_label, send_file
from bot.features.library.looks import back_to_list, opened
from bot.features.library.pages import pages_of
from bot.paging import leafing, part_of
from bot.states import Consult, Library
from bot.texts import Texts
from community.core.actor import Actor
from community.core.errors import NotFound
from community.library.articles.errors import ArticleGone
from community.library.articles.queries import farewell
from community.library.reading import queries, service
from community.library.reading.kinds import Shelf

_NOTHING_LEFT = {
    "files": (),
    **dict.fromkeys(("is_there", "is_last", "helped_not", "has_less", "has_more"), False),
}


async def article_window(
    context: BotContext, actor: Actor, texts: Texts, dialog_manager: DialogManager, **_: Any
) -> dict[str, Any]:
    """It may be withdrawn, or published anew, between two taps."""
    try:
        shown = await opened(dialog_manager)
    except (NotFound, ArticleGone):
        return {"text": await _gone(dialog_manager, texts), **_NOTHING_LEFT}
    article, number = shown.reading.article, shown.reading.version.number
    changed = _is_another(dialog_manager, number)
    async with context.database.read() as session:
        shelves = await queries.shelves_of(session, actor, article.id)
        helped = await queries.own_answer(session, actor, article.id, number)
    pages = pages_of(shown.reading, shown.author, texts)
    part = part_of(dialog_manager, pages, 1)
    is_last = not part.buttons["has_more"]
    return {
        "text": _around(part.items[0], part.first + 1, len(pages), texts, changed=changed),
        "files": [(str(one.id), file_label(one, texts)) for one in shown.reading.files]
        if is_last
        else [],
        "favourite": texts("⭐ Kept ✓") if Shelf.FAVOURITE in shelves else texts("⭐ Keep"),
        "later": texts("🕰 For later ✓") if Shelf.LATER in shelves else texts("🕰 For later"),
        "yes": texts("👍 It helped ✓") if helped else texts("👍 It helped"),
        "no": texts("👎 It did not ✓") if helped is False else texts("👎 It did not"),
        "helped_not": helped is False and is_last,
        "is_there": True,
        "is_last": is_last,
        **part.buttons,
    }


def _is_another(manager: DialogManager, number: int) -> bool:
    """Whether the text was published anew since the last page; it is read from its beginning."""
    before = manager.dialog_data.get("version")
    manager.dialog_data["version"] = number
    if before in (None, number):
        return False
    manager.dialog_data["page"] = 0
    return True


def _around(page: Markup, number: int, count: int, texts: Texts, *, changed: bool) -> str:
    blocks: list[str] = [page]
    if changed:
        blocks.insert(0, texts("✏️ The text has just been renewed: here it is from the beginning."))
    if count > 1:
        blocks.append(texts("<i>Page {number} of {count}</i>", number=number, count=count))
    return Markup("\n\n").join(blocks)


async def _gone(manager: DialogManager, texts: Texts) -> str:
    async with context_of(manager).database.read() as session:
        why = await farewell(session, chosen(manager, "article") or "")
    head = texts("📚 This article is not here any more.")
    foot = texts("If it cannot wait, a specialist answers: /consult")
    return Markup("\n\n").join(part for part in (head, why, foot) if part)


async def turn_shelf(_query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    """Onto it, or off again."""
    which, actor = Shelf(button.widget_id or ""), actor_of(manager)
    article_id = (await opened(manager)).reading.article.id
    async with context_of(manager).database.write() as session:
        is_kept = which in await queries.shelves_of(session, actor, article_id)
        turn = service.take_off if is_kept else service.put
        await turn(session, actor, article_id, which)


async def say_helped(_query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    texts, article_id = texts_of(manager), (await opened(manager)).reading.article.id
    async with context_of(manager).database.write() as session:
        await service.say_helped(
            session, actor_of(manager), article_id, helped=button.widget_id == "yes"
        )
    await note(manager, texts("Thank you! Nobody sees that it was you."))


async def back(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    await back_to_list(manager)


async def ask_for_more(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    manager.dialog_data["wanted"] = manager.dialog_data.get("question", "")
    await manager.switch_to(Library.wanted)


async def share_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    me = await dialog_manager.middleware_data["bot"].me()
    code = chosen(dialog_manager, "article")
    return {
        "text": texts(
            "🔗 <b>Pass it on</b>\n\nhttps://t.me/{bot}?start=art_{code}\n\nWhoever opens it reads"
            " the article at once, also outside the club. Nobody sees that it came from you.",
            bot=me.username or "",
            code=code,
        )
    }


def windows() -> Sequence[Window]:
    return (
        Window(
            Given("text"),
            leafing(),
            choices("file", "files", send_file),
            Group(
                Button(Given("yes"), id="yes", on_click=say_helped, when="is_last"),
                Button(Given("no"), id="no", on_click=say_helped, when="is_last"),
                width=2,
            ),
            Start(T("🤝 Ask a specialist"), id="consult", state=Consult.main, when="helped_not"),
            Button(T("🤷 Not found?"), id="not_found", on_click=ask_for_more, when="helped_not"),
            Group(
                Button(
                    Given("favourite"),
                    id=Shelf.FAVOURITE.value,
                    on_click=turn_shelf,
                    when="is_there",
                ),
                Button(Given("later"), id=Shelf.LATER.value, on_click=turn_shelf, when="is_there"),
                width=2,
            ),
            SwitchTo(T("🔗 Pass it on"), id="share", state=Library.share, when="is_there"),
            Group(Button(T("📚 To the list"), id="back", on_click=back), to_menu(), width=2),
            state=Library.article,
            getter=article_window,
        ),
        Window(
            Given("text"),
            SwitchTo(T("⬅️ To the article"), id="to_article", state=Library.article),
            state=Library.share,
            getter=share_window,
        ),
    )
