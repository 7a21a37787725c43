"""Bringing articles in and taking them out, each in a transaction of its own."""

from collections.abc import AsyncIterator
from dataclasses import replace
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.clock import local_now
from community.core.errors import DomainError
from community.core.usecase import use_case
from community.library.articles import queries
from community.library.articles import service as articles
from community.library.articles.models import Article, ArticleTopic, ArticleVersion
from community.library.articles.rules import Manuscript
from community.library.carrying.folder import Bundle
from community.library.carrying.problems import FileProblem
from community.library.carrying.text import Carried
from community.membership.districts.models import District


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"  # a new version, a draft until somebody has looked at it
    SAME = "same"


@use_case
async def bring_in(
    session: AsyncSession,
    actor: Actor,
    bundle: Bundle,
    *,
    trusted: bool = False,
) -> Outcome:
    """By its slug: a new article, a new version of it, or nothing where it says the same.

    `trusted`: what says of itself that it is published comes as published, where it is new; for
    the installation's own commands. Raises FileProblem, NotAllowed.
    """
    actor.require(Action.ARTICLE_WRITE)
    try:
        return await _bring_in(session, actor, bundle, trusted=trusted)
    except DomainError as error:
        field = error.fields.get("field", "")
        limit = error.fields.get("limit", "")
        what = " ".join(f"{error.code} {field} {limit}".split())
        raise FileProblem("%(what)s", what=what) from error


async def _bring_in(
    session: AsyncSession, actor: Actor, bundle: Bundle, *, trusted: bool
) -> Outcome:
    carried = bundle.article
    text = await _manuscript(session, carried)
    known = await session.scalar(select(Article).where(Article.slug == carried.slug))
    if known is None:
        article = await articles.draft(session, actor, text, slug=carried.slug)
        await _add_files(session, actor, article.id, bundle.files)
        if trusted and carried.published:
            checked_on = carried.checked or local_now(session).date()
            await articles.publish_as_checked(session, actor, article.id, checked_on)
        return Outcome.NEW
    before = known.latest
    article = await articles.save(session, actor, known.id, text, based_on=before)
    added = await _add_files(session, actor, article.id, bundle.files)
    return Outcome.CHANGED if added or article.latest != before else Outcome.SAME


async def _manuscript(session: AsyncSession, carried: Carried) -> Manuscript:
    topic_id = await session.scalar(
        select(ArticleTopic.id).where(ArticleTopic.code == carried.topic)
    )
    if topic_id is None:
        raise FileProblem("its topic is not known here" if carried.topic else "it has no topic")
    district_id = None
    if carried.district is not None:
        query = select(District.id).where(District.code == carried.district)
        district_id = await session.scalar(query)
        if district_id is None:
            raise FileProblem("its district is not known here")
    return Manuscript(
        title=carried.title,
        body=carried.body,
        topic_id=topic_id,
        summary=carried.summary,
        asked_as=carried.asked_as,
        ages=carried.ages,
        stages=carried.stages,
        district_id=district_id,
        sources=carried.sources,
    )


async def _add_files(
    session: AsyncSession, actor: Actor, article_id: int, files: dict[str, bytes]
) -> int:
    """Those it does not have yet by that name; returns how many."""
    known = {file.name for file in await queries.files_of(session, article_id)}
    fresh = {name: content for name, content in files.items() if name not in known}
    for name, content in fresh.items():
        await articles.attach(session, actor, article_id, name, content)
    return len(fresh)


async def take_out(session: AsyncSession, actor: Actor) -> AsyncIterator[Bundle]:
    """Every article as people read it, or its newest draft where they read none."""
    actor.require(Action.ARTICLE_PUBLISH)
    topics = {row.id: row.code for row in await queries.topics(session, all_of_them=True)}
    districts = {row.id: row.code for row in await session.scalars(select(District))}
    for article in (await session.scalars(select(Article).order_by(Article.slug))).all():
        number = article.published or article.latest
        version = await queries.version_of(session, article.id, number)
        carried = _carried(article, version, topics[version.topic_id])
        sources = queries.manuscript_of(
            version, await queries.sources_of(session, version.id)
        ).sources
        place = districts.get(version.district_id) if version.district_id else None
        files = {
            file.name: await queries.content_of(session, file.id)
            for file in await queries.files_of(session, article.id)
        }
        yield Bundle(replace(carried, sources=sources, district=place), files)


def _carried(article: Article, version: ArticleVersion, topic: str) -> Carried:
    text = queries.manuscript_of(version, ())
    return Carried(
        slug=article.slug,
        title=text.title,
        topic=topic,
        body=text.body,
        summary=text.summary,
        asked_as=text.asked_as,
        ages=text.ages,
        stages=text.stages,
        checked=article.checked_on,
        published=article.is_read,
    )
