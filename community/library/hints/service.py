"""Suggested once, quietly; answered or put aside by whoever moderates the chat."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import and_, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat, Purpose
from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.db import TO_CHANGE
from community.core.errors import Conflict, NotFound
from community.core.outbox.models import Priority
from community.core.outbox.service import Recipient, enqueue, enqueue_many, queued_about, to_chat
from community.core.usecase import use_case
from community.library.articles.queries import read_by_id
from community.library.hints.kinds import HintState
from community.library.hints.models import ArticleHint
from community.library.hints.rules import AFTER_NO, KEPT_FOR, MOST_A_DAY, SAME_ARTICLE
from community.membership.leaving.facts import PersonErased

CARD = "article_hint.card"
# Of a self-help group's chat, those who lead it decide alone; officers and activists ask others.
SUGGESTED_IN = (Purpose.REGIONAL, Purpose.DISTRICT)


@use_case
async def suggest(
    session: AsyncSession,
    chat_id: int,
    message_id: int,
    article_id: int,
    moderators: Sequence[Recipient],
) -> ArticleHint | None:
    """None where it would be too much, or there is nobody to tell.

    The chat's row is locked: of several messages at one moment none passes the limits unseen.
    """
    chat = await session.get_one(Chat, chat_id, with_for_update=TO_CHANGE)
    if chat.purpose not in SUGGESTED_IN or not moderators:
        return None
    if await _is_enough(session, chat_id, message_id, article_id):
        return None
    await session.execute(
        delete(ArticleHint).where(
            ArticleHint.chat_id == chat_id, ArticleHint.suggested_at < now(session) - KEPT_FOR
        )
    )
    hint = ArticleHint(
        chat_id=chat_id,
        message_id=message_id,
        article_id=article_id,
        state=HintState.OPEN,
        suggested_at=now(session),
    )
    session.add(hint)
    await session.flush()
    await enqueue_many(
        session,
        moderators,
        CARD,
        key=f"{hint.id}",
        priority=Priority.REMINDER,
        hint=hint.id,
    )
    return hint


async def _is_enough(session: AsyncSession, chat_id: int, message_id: int, article_id: int) -> bool:
    """Lately said, lately refused, or enough for one day."""
    here, moment = ArticleHint.chat_id == chat_id, now(session)
    lately = or_(
        ArticleHint.suggested_at > moment - SAME_ARTICLE,
        and_(ArticleHint.state == HintState.DISMISSED, ArticleHint.decided_at > moment - AFTER_NO),
    )
    same = and_(ArticleHint.article_id == article_id, lately)
    known = select(ArticleHint.id).where(here, or_(ArticleHint.message_id == message_id, same))
    if await session.scalar(known.limit(1)) is not None:
        return True
    today = ArticleHint.suggested_at > moment - timedelta(days=1)
    count = await session.scalar(select(func.count()).select_from(ArticleHint).where(here, today))
    return (count or 0) >= MOST_A_DAY


@use_case
async def use(session: AsyncSession, actor: Actor, hint_id: int) -> ArticleHint:
    """The bot answers the question in the chat. Raises NotFound, ArticleGone, Conflict."""
    hint = await _in_hand(session, actor, hint_id)
    await read_by_id(session, hint.article_id)
    await _decide(session, actor, hint, HintState.USED)
    record(session, actor, "answer", Subject("article", hint.article_id))
    key = f"{hint.id}"
    await enqueue(session, to_chat(hint.chat_id), "article_hint.reply", key=key, hint=hint.id)
    return hint


@use_case
async def dismiss(session: AsyncSession, actor: Actor, hint_id: int) -> ArticleHint:
    """Of this article the chat's moderators hear no more for a while. Raises NotFound, Conflict."""
    hint = await _in_hand(session, actor, hint_id)
    await _decide(session, actor, hint, HintState.DISMISSED)
    record(session, actor, "decline", Subject("article", hint.article_id))
    return hint


async def _in_hand(session: AsyncSession, actor: Actor, hint_id: int) -> ArticleHint:
    hint = await session.get(
        ArticleHint, hint_id, with_for_update=TO_CHANGE, populate_existing=True
    )
    if hint is None:
        raise NotFound(kind="article_hint")
    chat = await session.get_one(Chat, hint.chat_id)
    if not actor.may(Action.INCIDENT_DECIDE, chat.district_id):
        raise NotFound(kind="article_hint")
    if hint.state is not HintState.OPEN:
        raise Conflict
    return hint


async def _decide(session: AsyncSession, actor: Actor, hint: ArticleHint, state: HintState) -> None:
    """Every card that was sent of it follows."""
    hint.state, hint.decided_at, hint.decided_by_id = state, now(session), actor.person_id
    sent = await queued_about(session, CARD, hint.id)
    cards = [Recipient(one.recipient_kind, one.recipient_id) for one in sent]
    key = f"{hint.id}"
    await enqueue_many(session, cards, "article_hint.card_update", key=key, hint=hint.id)


async def on_erased(session: AsyncSession, fact: PersonErased) -> None:
    """What was decided stays; by whom is nobody's any more."""
    await session.execute(
        update(ArticleHint)
        .where(ArticleHint.decided_by_id == fact.person_id)
        .values(decided_by_id=None)
        .execution_options(synchronize_session=False)
    )
