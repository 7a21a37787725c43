"""Files of an article: forms to fill in, leaflets to print."""

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor
from community.core.clock import now
from community.core.errors import Conflict, InvalidInput, NotFound
from community.core.usecase import use_case
from community.library.articles.drafting import in_hand, note_act
from community.library.articles.models import ArticleFile
from community.library.articles.rules import MOST_FILES, checked_file


@use_case
async def attach(
    session: AsyncSession, actor: Actor, article_id: int, name: str, content: bytes
) -> ArticleFile:
    """Raises NotFound, InvalidInput; Conflict for a name that another file of it has."""
    name, mime = checked_file(name, content)
    article, _ = await in_hand(session, actor, article_id)
    count = select(func.count()).where(ArticleFile.article_id == article_id)
    if (await session.scalar(count) or 0) >= MOST_FILES:
        raise InvalidInput(field="files", limit=MOST_FILES)
    file = ArticleFile(
        article_id=article_id,
        name=name,
        mime=mime,
        size=len(content),
        content=content,
        added_by_id=actor.person_id,
        added_at=now(session),
    )
    try:
        async with session.begin_nested():
            session.add(file)
    except IntegrityError as error:
        raise Conflict from error
    note_act(session, actor, "attach", article)
    return file


@use_case
async def detach(session: AsyncSession, actor: Actor, file_id: int) -> None:
    """Raises NotFound."""
    file = await session.get(ArticleFile, file_id)
    if file is None:
        raise NotFound(kind="article_file")
    article, _ = await in_hand(session, actor, file.article_id)
    await session.delete(file)
    note_act(session, actor, "detach", article)


@use_case
async def note_sent(session: AsyncSession, file_id: int, sent_ref: str) -> None:
    """Where the messenger has it from now on."""
    file = await session.get_one(ArticleFile, file_id)
    file.sent_ref = sent_ref
