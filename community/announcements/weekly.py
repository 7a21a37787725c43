"""The letter of the week, for whoever prefers one to many."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from community.announcements import letters, queries
from community.announcements.kinds import AnnouncementState
from community.announcements.models import Announcement, AnnouncementRecipient
from community.announcements.mornings import Mornings
from community.announcements.rules import letter_day
from community.core.clock import local_now
from community.core.options import load_options
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.membership.people.models import Person

_AT_ONCE = 500
_TOLD = (AnnouncementState.SENDING, AnnouncementState.SENT)


@use_case
async def write_letters(session: AsyncSession) -> int:
    """Queue letters of the week that is over, also when its hour has long passed.

    Everybody gets one a week, about what had begun by its hour; returns how many were queued.
    """
    options = await load_options(session)
    day, moment = letter_day(local_now(session), options.digest_weekday, options.digest_hour)
    people = (await session.execute(_who_gets_one(day, moment))).all()
    if not people:
        return 0
    await session.execute(
        update(AnnouncementRecipient)
        .where(
            queries.goes_weekly(),
            AnnouncementRecipient.week.is_(None),
            AnnouncementRecipient.person_id.in_([person_id for person_id, _ in people]),
            AnnouncementRecipient.announcement_id.in_(_told_by(moment)),
        )
        .values(week=day)
        .execution_options(synchronize_session=False)
    )
    mornings = await Mornings.of(session, urgent=False)
    await enqueue_all(
        session,
        [letters.week(person_id, day, mornings.due_for(zone)) for person_id, zone in people],
    )
    return len(people)


def _who_gets_one(day: date, moment: datetime) -> Select[int, str | None]:
    return (
        select(Person.id, Person.zone)
        .join(AnnouncementRecipient, AnnouncementRecipient.person_id == Person.id)
        .where(
            queries.goes_weekly(),
            AnnouncementRecipient.week.is_(None),
            AnnouncementRecipient.announcement_id.in_(_told_by(moment)),
            ~_has_one(day),
        )
        .distinct()
        .order_by(Person.id)
        .limit(_AT_ONCE)
    )


def _told_by(moment: datetime) -> Select[int]:
    return select(Announcement.id).where(
        Announcement.started_at <= moment, Announcement.state.in_(_TOLD)
    )


def _has_one(day: date) -> ColumnElement[bool]:
    other = aliased(AnnouncementRecipient)
    return exists().where(other.person_id == Person.id, other.week == day)


async def told_in(session: AsyncSession, person_id: int, day: date) -> Sequence[Announcement]:
    """What the letter of this day tells this person of; nothing that was called off since."""
    query = (
        select(Announcement)
        .join(AnnouncementRecipient, AnnouncementRecipient.announcement_id == Announcement.id)
        .where(
            AnnouncementRecipient.person_id == person_id,
            AnnouncementRecipient.week == day,
            Announcement.state != AnnouncementState.CANCELLED,
        )
        .order_by(Announcement.started_at, Announcement.id)
    )
    return (await session.scalars(query)).all()
