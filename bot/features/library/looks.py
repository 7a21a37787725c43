"""What the screens of the library share: whose districts count, and what is being read."""

from dataclasses import dataclass

from aiogram_dialog import DialogManager
from sqlalchemy.ext.asyncio import AsyncSession

from bot.dialogs import chosen, context_of, person_of
from bot.states import Library
from community.core.errors import NotFound
from community.library.articles import queries as articles
from community.library.articles import service
from community.library.articles.errors import ArticleGone
from community.library.articles.queries import Reading
from community.membership.people import queries as people
from community.membership.people.borders import districts_of


async def own_districts(session: AsyncSession, manager: DialogManager) -> frozenset[int] | None:
    """The reader's own, which come first; of somebody in no district, none is preferred."""
    return await districts_of(session, person_of(manager).id) or None


@dataclass(frozen=True)
class Open:
    """The article on the screen. `author`: a first name; none where the club brought it along."""

    reading: Reading
    author: str | None


async def opened(manager: DialogManager) -> Open:
    """As it is published now. Raises NotFound, ArticleGone."""
    async with context_of(manager).database.read() as session:
        reading = await articles.read(session, chosen(manager, "article") or "")
        author_id = reading.article.author_id
        names = await people.given_names(session, [author_id] if author_id else [])
    return Open(reading, names.get(author_id) if author_id else None)


async def open_article(manager: DialogManager, article_id: int) -> None:
    """From a list, which one comes back to as it was; counted once for each opening."""
    data, state = manager.dialog_data, manager.current_context().state
    try:
        async with context_of(manager).database.write() as session:
            reading = await articles.read_by_id(session, article_id)
            await service.note_opened(session, article_id)
    except (NotFound, ArticleGone):
        data["said"] = "gone"
        return
    data.update(article=reading.article.code, came_from=state.state, came_page=data.get("page", 0))
    data.update(page=0, version=None)
    await manager.switch_to(Library.article)


async def back_to_list(manager: DialogManager) -> None:
    """To where the article was found; who came by a link, to the beginning."""
    data = manager.dialog_data
    known = {state.state: state for state in (Library.topic, Library.found, Library.shelf)}
    data["page"] = data.pop("came_page", 0)
    await manager.switch_to(known.get(data.get("came_from"), Library.home))
