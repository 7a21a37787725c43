"""Self-help groups for tests: founded, filled and met in few words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from community.chats.models import Chat
from community.chats.service import meet_chat
from community.core.actor import Role
from community.core.clock import DEFAULT_ZONE
from community.selfhelp.groups import leading
from community.selfhelp.groups import service as groups
from community.selfhelp.groups.kinds import Door, Topic
from community.selfhelp.groups.models import SupportGroup
from community.selfhelp.groups.rules import GroupPlan
from community.selfhelp.meetings import service as meetings
from community.selfhelp.meetings.models import GroupMeeting
from community.selfhelp.meetings.rules import Rhythm
from community.selfhelp.members import room
from community.selfhelp.members import service as members
from community.selfhelp.members.models import GroupMember
from tests.support.factories import MESSENGER, Region, Someone
from tests.support.looking import rows


@dataclass
class Circle:
    """A group with whoever leads it; `leader` looks after groups of the region."""

    region: Region
    leader: Someone
    facilitator: Someone
    group: SupportGroup

    @classmethod
    async def of(cls, region: Region, **plan: Any) -> "Circle":
        leader = await region.holder(Role.LEADER)
        facilitator = await region.member("Вера", "Лесная")
        group = await region.act(leader, groups.found, plan_of(region, **plan), facilitator.id)
        return cls(region, leader, facilitator, group)

    async def now(self) -> SupportGroup:
        """The group as it stands."""
        async with self.region.database.read() as session:
            return await session.get_one(SupportGroup, self.group.id)

    async def join(self, someone: Someone, *, by_link: bool = True) -> GroupMember:
        group = await self.now()
        code = group.code if by_link else None
        return await self.region.act(someone, members.join, group.id, group.agreement, code)

    async def joined(self, count: int = 1) -> list[Someone]:
        """So many parents, in by the link."""
        people = [await self.region.member("Мария", "Полева") for _ in range(count)]
        for someone in people:
            await self.join(someone)
        return people

    async def second(self) -> Someone:
        """Somebody beside the facilitator."""
        [someone] = await self.joined()
        await self.region.act(self.facilitator, leading.make_second, self.group.id, someone.id)
        return someone

    async def chat(self, address: str = "-100777") -> Chat:
        """Its own, made and bound by whoever leads it."""
        async with self.region.database.write() as session:
            chat = await meet_chat(
                session, MESSENGER, address, "Круг", added_by_id=self.facilitator.id
            )
        await self.region.act(self.facilitator, room.bind_chat, self.group.id, chat.id)
        async with self.region.database.read() as session:
            return await session.get_one(Chat, chat.id)

    async def meets(self, begins_on: date | None = None, **rhythm: Any) -> Sequence[GroupMeeting]:
        """Weekly at seven in the evening, from the day after tomorrow."""
        plan = rhythm_of(self.region, begins_on, **rhythm)
        await self.region.act(self.facilitator, meetings.set_rhythm, self.group.id, plan)
        return await self.meetings()

    async def meetings(self) -> Sequence[GroupMeeting]:
        found = await rows(self.region.database, GroupMeeting)
        return sorted(found, key=lambda one: one.starts_at)

    def until(self, moment: datetime) -> None:
        """Let the time pass."""
        self.region.clock.advance(moment - self.region.clock.now())


def plan_of(region: Region, **changes: Any) -> GroupPlan:
    said: dict[str, Any] = {
        "title": "Когда дома подросток",
        "topic": Topic.TEENAGERS,
        "about": "Говорим о том, что не расскажешь на работе.",
        "door": Door.OPEN,
        "online": False,
        "district_id": region.districts[0].id,
        "capacity": 8,
    }
    return GroupPlan(**(said | changes))


def rhythm_of(region: Region, begins_on: date | None = None, **changes: Any) -> Rhythm:
    today = region.clock.now().astimezone(DEFAULT_ZONE).date()
    said: dict[str, Any] = {
        "begins_on": begins_on or today + timedelta(days=2),
        "every_weeks": 1,
        "at": time(19),
        "minutes": 90,
        "place": "Школьная, 5",
    }
    return Rhythm(**(said | changes))


def local(day: date, hour: int) -> datetime:
    """By the region's clocks."""
    return datetime.combine(day, time(hour), DEFAULT_ZONE).astimezone(UTC)
