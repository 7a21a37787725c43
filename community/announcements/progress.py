"""How far an announcement has come: counts by district, never who (scenario 20)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from community.announcements import letters
from community.announcements.kinds import Delivery
from community.announcements.models import Announcement, AnnouncementChat, AnnouncementRecipient
from community.announcements.settling import came_of_message
from community.chats.models import Chat
from community.core.outbox.models import OutboxMessage
from community.membership.districts.models import District

Counts = Mapping[Delivery, int]


@dataclass(frozen=True)
class Progress:
    """Of what was put on its way so far. A district of None is for those who live in none."""

    people: Counts
    chats: Sequence[tuple[Chat, Delivery]]
    districts: Sequence[tuple[District | None, Counts]]

    @property
    def total(self) -> int:
        """People who get it by itself, and chats; the letter of the week has its own hour."""
        weekly = self.people.get(Delivery.WEEKLY, 0)
        return sum(self.people.values()) - weekly + len(self.chats)

    @property
    def waiting(self) -> int:
        chats = sum(delivery is Delivery.WAITING for _, delivery in self.chats)
        return self.people.get(Delivery.WAITING, 0) + chats

    @property
    def done(self) -> int:
        return self.total - self.waiting


async def progress(session: AsyncSession, announcement: Announcement) -> Progress:
    """As the outbox knows it at this moment. For whoever may see the announcement itself."""
    by_place: dict[int | None, dict[Delivery, int]] = {}
    for district_id, delivery, count in await _people(session, announcement.id):
        by_place.setdefault(district_id, {})[delivery] = count
    people: dict[Delivery, int] = {}
    for counts in by_place.values():
        for delivery, count in counts.items():
            people[delivery] = people.get(delivery, 0) + count
    named = select(District).where(District.id.in_(by_place)).order_by(District.name)
    districts: list[tuple[District | None, Counts]] = [
        (place, by_place[place.id]) for place in await session.scalars(named)
    ]
    if None in by_place:
        districts.append((None, by_place[None]))
    return Progress(people, await _chats(session, announcement.id), districts)


async def _people(
    session: AsyncSession, announcement_id: int
) -> Sequence[tuple[int | None, Delivery, int]]:
    """What waits is looked up in the outbox: it is carried over a little later."""
    recipient = AnnouncementRecipient
    waits = recipient.delivery == Delivery.WAITING
    key = letters.key_of_letter(announcement_id)
    delivery = _by_now(recipient.delivery)
    query = (
        select(recipient.district_id, delivery, func.count())
        .outerjoin(OutboxMessage, and_(waits, OutboxMessage.unique_key == key))
        .where(recipient.announcement_id == announcement_id)
        .group_by(recipient.district_id, delivery)
    )
    return [(place, came, count) for place, came, count in await session.execute(query)]


async def _chats(session: AsyncSession, announcement_id: int) -> Sequence[tuple[Chat, Delivery]]:
    chat = AnnouncementChat
    waits = chat.delivery == Delivery.WAITING
    key = letters.key_of_post(announcement_id)
    query = (
        select(Chat, _by_now(chat.delivery))
        .join(chat, chat.chat_id == Chat.id)
        .outerjoin(OutboxMessage, and_(waits, OutboxMessage.unique_key == key))
        .where(chat.announcement_id == announcement_id)
        .order_by(Chat.title, Chat.id)
    )
    return [(room, came) for room, came in await session.execute(query)]


def _by_now(noted: InstrumentedAttribute[Delivery]) -> ColumnElement[Delivery]:
    return func.coalesce(came_of_message(), noted, type_=noted.type)
