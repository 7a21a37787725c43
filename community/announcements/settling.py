"""What came of it, carried from the outbox to recipients in bulk, and the end (decision 015)."""

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, null, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from community.announcements import letters, queries
from community.announcements.kinds import AnnouncementState, Delivery
from community.announcements.models import (
    Announcement,
    AnnouncementChat,
    AnnouncementRecipient,
)
from community.core.clock import now
from community.core.outbox.models import OutboxMessage
from community.core.outbox.models import State as Sent
from community.core.outbox.service import enqueue_all, unsent
from community.core.usecase import use_case

_CAME: dict[Sent, Delivery] = {
    Sent.UNREACHABLE: Delivery.BLOCKED,
    Sent.SKIPPED: Delivery.SKIPPED,
    Sent.FAILED: Delivery.FAILED,
}


@use_case
async def settle_open(session: AsyncSession) -> None:
    """Note what came of those under way; what nothing is awaited of any more has ended."""
    query = (
        select(Announcement)
        .where(queries.is_open(), Announcement.started_at.is_not(None))
        .order_by(Announcement.id)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    for announcement in (await session.scalars(query)).all():
        await note_what_came(session, announcement)


async def note_what_came(session: AsyncSession, announcement: Announcement) -> None:
    """Within somebody's use case, which holds the announcement."""
    await session.flush()
    recipient, chat = AnnouncementRecipient, AnnouncementChat
    letter, post = letters.key_of_letter(announcement.id), letters.key_of_post(announcement.id)
    await session.execute(
        update(recipient)
        .where(
            recipient.announcement_id == announcement.id,
            recipient.delivery == Delivery.WAITING,
            ~_on_its_way(letter),
        )
        .values(delivery=_came_of(letter))
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        update(chat)
        .where(
            chat.announcement_id == announcement.id,
            chat.delivery == Delivery.WAITING,
            ~_on_its_way(post),
        )
        .values(delivery=_came_of(post))
        .execution_options(synchronize_session=False)
    )
    if not await _awaits_anything(session, announcement):
        await _end(session, announcement)


async def _awaits_anything(session: AsyncSession, announcement: Announcement) -> bool:
    if announcement.state is AnnouncementState.PAUSED:
        return True
    if announcement.state is AnnouncementState.SENDING and announcement.filled_at is None:
        return True
    people = exists().where(
        AnnouncementRecipient.announcement_id == announcement.id,
        AnnouncementRecipient.delivery == Delivery.WAITING,
    )
    chats = exists().where(
        AnnouncementChat.announcement_id == announcement.id,
        AnnouncementChat.delivery == Delivery.WAITING,
    )
    return bool(await session.scalar(select(people | chats)))


async def _end(session: AsyncSession, announcement: Announcement) -> None:
    announcement.ended_at = now(session)
    if announcement.state is not AnnouncementState.SENDING:
        return  # it was called off, and whoever did so knows
    announcement.state = AnnouncementState.SENT
    if announcement.author_id is not None:
        await enqueue_all(session, [letters.finished(announcement, announcement.author_id)])


@use_case
async def settle_weeks(session: AsyncSession) -> None:
    """The same of the letters of the week that are on their way."""
    recipient = AnnouncementRecipient
    pending = select(recipient.week).where(queries.goes_weekly(), recipient.week.is_not(None))
    for day in (await session.scalars(pending.distinct())).all():
        assert day is not None
        letter = letters.key_of_week(day)
        await session.execute(
            update(recipient)
            .where(queries.goes_weekly(), recipient.week == day, ~_on_its_way(letter))
            .values(delivery=_came_of(letter))
            .execution_options(synchronize_session=False)
        )


def came_of_message() -> ColumnElement[Delivery | None]:
    """What came of the outbox's row of a query; NULL where there is none, or it is on its way."""
    kind, state = AnnouncementRecipient.delivery.type, OutboxMessage.state
    sent = state == Sent.SENT
    return case(
        (and_(sent, OutboxMessage.by_mail), literal(Delivery.MAILED, kind)),
        (sent, literal(Delivery.DELIVERED, kind)),
        *((state == ended, literal(came, kind)) for ended, came in _CAME.items()),
        else_=null(),
    )


def _came_of(key: ColumnElement[str]) -> ColumnElement[Delivery]:
    """A message that is no longer kept has failed, for all that is known."""
    kind = AnnouncementRecipient.delivery.type
    found = select(came_of_message()).where(OutboxMessage.unique_key == key).scalar_subquery()
    return func.coalesce(found, literal(Delivery.FAILED, kind), type_=kind)


def _on_its_way(key: ColumnElement[str]) -> ColumnElement[bool]:
    return exists().where(OutboxMessage.unique_key == key, unsent(OutboxMessage))
