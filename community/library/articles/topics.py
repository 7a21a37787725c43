"""The open list of topics."""

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.errors import Conflict, InvalidInput
from community.core.usecase import use_case
from community.library.articles.models import ArticleTopic
from community.library.articles.queries import topic

_NAME_LIMIT, _EMOJI_LIMIT = 40, 8  # fit a button of a telephone


@use_case
async def add_topic(
    session: AsyncSession,
    actor: Actor,
    code: str,
    *,
    name: str,
    name_en: str,
    emoji: str,
    speciality_id: int | None = None,
    law: bool = False,
) -> ArticleTopic:
    """Raises InvalidInput, Conflict for a known code or name."""
    actor.require(Action.ARTICLE_PUBLISH)
    fields = _checked({"code": code, "name": name, "name_en": name_en, "emoji": emoji})
    last = await session.scalar(select(func.max(ArticleTopic.position)))
    row = ArticleTopic(
        **fields, speciality_id=speciality_id, law=law, position=(last or 0) + 1, active=True
    )
    try:
        async with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        raise Conflict from error
    record(session, actor, "add", Subject("topic", row.id))
    return row


@use_case
async def change_topic(
    session: AsyncSession,
    actor: Actor,
    topic_id: int,
    *,
    name: str,
    name_en: str,
    emoji: str,
    speciality_id: int | None,
    law: bool,
    position: int,
    active: bool,
) -> ArticleTopic:
    """All but its code: files know it by that.

    Raises NotFound, InvalidInput; Conflict for a known name.
    """
    actor.require(Action.ARTICLE_PUBLISH)
    fields = _checked({"name": name, "name_en": name_en, "emoji": emoji})
    row = await topic(session, topic_id)
    try:
        async with session.begin_nested():
            for field, text in fields.items():
                setattr(row, field, text)
            row.speciality_id, row.law = speciality_id, law
            row.position, row.active = position, active
    except IntegrityError as error:
        raise Conflict from error
    record(session, actor, "change", Subject("topic", topic_id))
    return row


def _checked(fields: Mapping[str, str]) -> dict[str, str]:
    """Raises InvalidInput."""
    texts = {field: text.strip() for field, text in fields.items()}
    for field, text in texts.items():
        limit = _EMOJI_LIMIT if field == "emoji" else _NAME_LIMIT
        if not 0 < len(text) <= limit:
            raise InvalidInput(field=field, limit=limit)
    return texts


@use_case
async def show_topic(
    session: AsyncSession, actor: Actor, topic_id: int, *, active: bool
) -> ArticleTopic:
    """Whether it is offered; its articles stay. Raises NotFound."""
    actor.require(Action.ARTICLE_PUBLISH)
    row = await topic(session, topic_id)
    row.active = active
    record(session, actor, "show" if active else "hide", Subject("topic", topic_id))
    return row
