"""Putting an announcement into the outbox, in bounded steps that a killed process goes on with."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.announcements import letters, queries, reaching
from community.announcements.kinds import AnnouncementState as State
from community.announcements.kinds import Delivery, Hearing
from community.announcements.models import Announcement, AnnouncementChat, AnnouncementRecipient
from community.announcements.mornings import Mornings
from community.announcements.rules import Audience
from community.core.clock import now
from community.core.db import insert_into
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case

_AT_ONCE = 500


@use_case
async def begin_due(session: AsyncSession) -> int:
    """Begin one whose time has come; returns how many."""
    query = (
        select(Announcement)
        .where(
            queries.is_open(),
            Announcement.state == State.SCHEDULED,
            Announcement.due_at <= now(session),
        )
        .order_by(Announcement.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    announcement = await session.scalar(query)
    if announcement is None:
        return 0
    announcement.state = State.SENDING
    await begin(session, announcement)
    return 1


@use_case
async def fill_due(session: AsyncSession) -> int:
    """Put the next people of one announcement into the outbox; 0 when all are in."""
    query = (
        select(Announcement)
        .where(
            queries.is_open(),
            Announcement.state == State.SENDING,
            Announcement.filled_at.is_(None),
        )
        .order_by(Announcement.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    announcement = await session.scalar(query)
    if announcement is None:
        return 0
    await fill(session, announcement)
    return 1


async def begin(session: AsyncSession, announcement: Announcement) -> None:
    """Chats first: they are few."""
    announcement.started_at = now(session)
    if not Audience.of(announcement.audience).to_people:
        announcement.filled_at = now(session)
    due_at = (await Mornings.of(session, urgent=announcement.urgent)).due_for(None)
    chats = [chat.id for chat in await reaching.chats_of(session, announcement)]
    session.add_all(
        AnnouncementChat(
            announcement_id=announcement.id, chat_id=chat_id, delivery=Delivery.WAITING
        )
        for chat_id in chats
    )
    posts = [letters.posts(announcement, chat_id, due_at) for chat_id in chats]
    await enqueue_all(session, [post for of_chat in posts for post in of_chat])


async def fill(session: AsyncSession, announcement: Announcement) -> None:
    """The next people become recipients, each with a letter or in the week's one."""
    if announcement.filled_at is not None:
        return
    people = await reaching.next_people(session, announcement, _AT_ONCE)
    rows = [_recipient(announcement, one) for one in people]
    if rows:
        insert = insert_into(session, AnnouncementRecipient)
        await session.execute(insert.on_conflict_do_nothing(), rows)
        announcement.reached_id = people[-1].person_id
    mornings = await Mornings.of(session, urgent=announcement.urgent)
    await enqueue_all(
        session,
        [
            letters.letter(
                announcement,
                one.person_id,
                mornings.due_for(one.zone),
                by_mail=not one.reachable,
            )
            for one, row in zip(people, rows, strict=True)
            if row["delivery"] is Delivery.WAITING
        ],
    )
    if len(people) < _AT_ONCE:
        announcement.filled_at = now(session)


def _recipient(announcement: Announcement, one: reaching.Reached) -> dict[str, Any]:
    """Whoever has blocked the bot is not tried once more: it goes by e-mail, if they wish."""
    is_weekly = one.hearing is Hearing.WEEKLY and not announcement.urgent
    return {
        "announcement_id": announcement.id,
        "person_id": one.person_id,
        "district_id": one.district_id,
        "delivery": (Delivery.WEEKLY if is_weekly else Delivery.WAITING)
        if one.reachable or one.has_mail
        else Delivery.BLOCKED,
        "week": None,
    }
