"""Writing: drafts, changes, old versions taken up again. Nothing is ever written over."""

import re
import secrets

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.db import TO_CHANGE
from community.core.errors import Conflict, NotFound
from community.core.usecase import use_case
from community.library.articles.errors import ArticleElsewhere
from community.library.articles.kinds import ArticleState
from community.library.articles.models import Article, ArticleSource, ArticleVersion
from community.library.articles.queries import (
    manuscript_of,
    sources_of,
    topic,
    version_of,
)
from community.library.articles.rules import (
    NOTE_LIMIT,
    SLUG_LIMIT,
    Manuscript,
    checked,
    checked_slug,
    checked_words,
)

_LETTERS = str.maketrans(
    dict(zip("абвгдеёзийклмнопрстуфхыэ", "abvgdeeziyklmnoprstufhye", strict=True))
    | {"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ю": "yu", "я": "ya"}
    | {"ъ": None, "ь": None}
)


@use_case
async def draft(
    session: AsyncSession, actor: Actor, text: Manuscript, *, slug: str | None = None
) -> Article:
    """A new article, read by nobody yet. Without a slug one is made of the title.

    Raises InvalidInput, NotFound (of the topic), ArticleElsewhere; Conflict for a known slug.
    """
    actor.require(Action.ARTICLE_WRITE)
    text = await _accepted(session, actor, text)
    article = Article(
        code=secrets.token_hex(5),
        slug=checked_slug(slug) if slug else await _free_slug(session, text.title),
        state=ArticleState.DRAFT,
        latest=1,
        author_id=actor.person_id,
        created_at=now(session),
        opened=0,
    )
    try:
        async with session.begin_nested():
            session.add(article)
    except IntegrityError as error:
        raise Conflict from error
    await _add_version(session, actor, article, text, note=None)
    note_act(session, actor, "draft", article)
    return article


@use_case
async def save(
    session: AsyncSession,
    actor: Actor,
    article_id: int,
    text: Manuscript,
    *,
    based_on: int,
    note: str | None = None,
) -> Article:
    """A new version; what is published stays as it is until this one is reviewed and published.

    `based_on` is the number of the version that was changed: where another one came meanwhile,
    Conflict is raised and the caller shows both. The same text again changes nothing.
    Raises NotFound, InvalidInput, ArticleElsewhere, Conflict.
    """
    article, last = await in_hand(session, actor, article_id)
    text = await _accepted(session, actor, text)
    if note is not None and note.strip():
        note = checked_words("note", note, NOTE_LIMIT)
    if text == manuscript_of(last, await sources_of(session, last.id)):
        return article
    if article.latest != based_on:
        raise Conflict
    article.latest += 1
    article.state = ArticleState.DRAFT
    await _add_version(session, actor, article, text, note or None)
    note_act(session, actor, "save", article)
    return article


@use_case
async def restore(
    session: AsyncSession, actor: Actor, article_id: int, number: int, *, based_on: int
) -> Article:
    """An old text as the newest version: a draft again, as every change. Raises as `save` does."""
    await in_hand(session, actor, article_id)
    version = await version_of(session, article_id, number)
    text = manuscript_of(version, await sources_of(session, version.id))
    return await save(session, actor, article_id, text, based_on=based_on, note=f"№ {number}")


async def _accepted(session: AsyncSession, actor: Actor, text: Manuscript) -> Manuscript:
    text = checked(text)
    await topic(session, text.topic_id)
    if not actor.may(Action.ARTICLE_WRITE, text.district_id):
        raise ArticleElsewhere
    return text


async def _add_version(
    session: AsyncSession, actor: Actor, article: Article, text: Manuscript, note: str | None
) -> None:
    version = ArticleVersion(
        article_id=article.id,
        number=article.latest,
        title=text.title,
        summary=text.summary,
        body=text.body,
        asked_as=list(text.asked_as),
        topic_id=text.topic_id,
        ages=sorted(text.ages),
        stages=sorted(text.stages),
        district_id=text.district_id,
        author_id=actor.person_id,
        note=note,
        made_at=now(session),
    )
    session.add(version)
    await session.flush()
    session.add_all(
        ArticleSource(
            version_id=version.id,
            position=position,
            title=source.title,
            url=source.url,
            dated=source.dated,
            law=source.law,
        )
        for position, source in enumerate(text.sources)
    )
    await session.flush()


async def in_hand(
    session: AsyncSession, actor: Actor, article_id: int
) -> tuple[Article, ArticleVersion]:
    """Locked, with its newest version, for whoever may write it. Raises NotFound."""
    if not actor.may_at_all(Action.ARTICLE_WRITE):
        raise NotFound(kind="article")
    article = await session.get(
        Article, article_id, with_for_update=TO_CHANGE, populate_existing=True
    )
    if article is None:
        raise NotFound(kind="article")
    version = await version_of(session, article_id, article.latest)
    if not actor.may(Action.ARTICLE_WRITE, version.district_id):
        raise NotFound(kind="article")
    return article, version


def note_act(session: AsyncSession, actor: Actor, action: str, article: Article) -> None:
    record(session, actor, action, Subject("article", article.id), version=article.latest)


async def _free_slug(session: AsyncSession, title: str) -> str:
    """The title in Latin letters, with a number where another article has it."""
    stem = slug_of(title)
    taken = select(func.count()).where(Article.slug == stem)
    return f"{stem}-{secrets.token_hex(3)}" if await session.scalar(taken) else stem


def slug_of(words: str) -> str:
    """In Latin letters, with room for a number."""
    letters = words.lower().translate(_LETTERS)
    return re.sub(r"[^a-z0-9]+", "-", letters)[: SLUG_LIMIT - 10].strip("-") or "article"
