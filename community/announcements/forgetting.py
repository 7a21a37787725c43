"""What goes again: who got what, and pictures that nothing shows."""

from datetime import timedelta

from sqlalchemy import case, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from community.announcements.hearing import forget_choice
from community.announcements.kinds import Delivery
from community.announcements.models import Announcement, AnnouncementRecipient
from community.core import pictures
from community.core.clock import now
from community.core.usecase import use_case
from community.events.planning.models import Event
from community.membership.leaving.facts import PersonErased

_STILL_AWAITED = (Delivery.WAITING, Delivery.WEEKLY)
_STILL_WRITTEN = timedelta(days=1)  # the form that a picture was chosen in may still be open


async def on_erased(session: AsyncSession, fact: PersonErased) -> None:
    """Whom it reached is forgotten, how many it reached is not."""
    recipient = AnnouncementRecipient
    kind = recipient.delivery.type
    called_off = case(
        (recipient.delivery.in_(_STILL_AWAITED), literal(Delivery.SKIPPED, kind)),
        else_=recipient.delivery,
    )
    await session.execute(
        update(recipient)
        .where(recipient.person_id == fact.person_id)
        .values(person_id=None, delivery=called_off)
        .execution_options(synchronize_session=False)
    )
    await forget_choice(session, fact.person_id)


@use_case
async def forget_recipients(session: AsyncSession, older_than: timedelta) -> int:
    """Of what ended long ago nobody needs to know who got it; returns how many were forgotten."""
    old = select(Announcement.id).where(Announcement.ended_at < now(session) - older_than)
    some = (
        select(AnnouncementRecipient.id)
        .where(
            AnnouncementRecipient.announcement_id.in_(old),
            AnnouncementRecipient.person_id.is_not(None),
            AnnouncementRecipient.delivery != Delivery.WEEKLY,
        )
        .limit(5_000)
    )
    ids = (await session.scalars(some)).all()
    await session.execute(
        update(AnnouncementRecipient)
        .where(AnnouncementRecipient.id.in_(ids))
        .values(person_id=None)
        .execution_options(synchronize_session=False)
    )
    return len(ids)


@use_case
async def forget_pictures(session: AsyncSession) -> int:
    """Drop those that neither an announcement nor an event shows; returns how many."""
    shown = [select(Announcement.picture_id), select(Event.picture_id)]
    return await pictures.forget_unshown(session, shown, _STILL_WRITTEN)
