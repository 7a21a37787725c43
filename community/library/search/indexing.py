"""Keeping the index, in the same transaction as what it is of."""

import secrets
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.db import insert_into
from community.core.usecase import use_case
from community.library.articles.facts import ArticlePublished, ArticleWithdrawn
from community.library.articles.models import Article, ArticleVersion
from community.library.articles.pages import headings, paragraphs
from community.library.articles.queries import published_version
from community.library.search.models import ArticleWords, KnownWord, SearchState
from community.library.search.words import first_forms

_STATE = 1


async def on_published(session: AsyncSession, fact: ArticlePublished) -> None:
    version = await published_version(session, fact.article_id)
    await _replace(session, fact.article_id, words_of_article(version))


async def on_withdrawn(session: AsyncSession, fact: ArticleWithdrawn) -> None:
    await _replace(session, fact.article_id, None)


@use_case
async def reindex(session: AsyncSession) -> int:
    """All of it anew, as after a change of the rules; returns how many articles there are.

    One transaction: nobody searches in half an index.
    """
    for table in (ArticleWords, KnownWord, SearchState):
        await session.execute(delete(table))
    ids = (await session.scalars(select(Article.id).where(Article.published.is_not(None)))).all()
    for article_id in ids:
        version = await published_version(session, article_id)
        await _replace(session, article_id, words_of_article(version))
        session.expunge_all()
    return len(ids)


def words_of_article(version: ArticleVersion) -> ArticleWords:
    """What is looked for in it. Lines of `body` and `plain` stand beside each other."""
    plain = paragraphs(version.body)
    return ArticleWords(
        article_id=version.article_id,
        title=_forms([version.title]),
        asked=_forms(version.asked_as),
        headings=_forms(headings(version.body)),
        summary=_forms([version.summary]),
        body=_forms(plain),
        plain="\n".join(plain),
    )


def _forms(lines: Iterable[str]) -> str:
    return "\n".join(" ".join(first_forms(line)) for line in lines)


async def _replace(session: AsyncSession, article_id: int, new: ArticleWords | None) -> None:
    """What others count at the same moment waits: they would lock the same words crosswise."""
    state = await _locked_state(session)
    old = await session.get(ArticleWords, article_id)
    before, after = _distinct(old), _distinct(new)
    state.changed += 1
    state.articles += (new is not None) - (old is not None)
    if new is not None:
        await session.merge(new)
    elif old is not None:
        await session.delete(old)
    await _count(session, sorted(after - before), 1, state.changed)
    await _count(session, sorted(before - after), -1, state.changed)
    await session.flush()


async def _locked_state(session: AsyncSession) -> SearchState:
    first = {"id": _STATE, "epoch": secrets.token_hex(8), "changed": 0, "articles": 0}
    await session.execute(
        insert_into(session, SearchState).on_conflict_do_nothing(index_elements=["id"]), [first]
    )
    return await session.get_one(SearchState, _STATE, with_for_update=True, populate_existing=True)


def _distinct(words: ArticleWords | None) -> set[str]:
    if words is None:
        return set()
    fields = (words.title, words.asked, words.headings, words.summary, words.body)
    return {form for field in fields for form in field.split()}


async def _count(session: AsyncSession, words: Sequence[str], step: int, changed: int) -> None:
    insert = insert_into(session, KnownWord)
    counted = insert.on_conflict_do_update(
        index_elements=["word"],
        set_={
            "articles": KnownWord.articles + insert.excluded.articles,
            "changed": insert.excluded.changed,
        },
    )
    rows = [{"word": word, "articles": step, "changed": changed} for word in words]
    if rows:
        await session.execute(counted, rows)
