"""Self-help groups of the demonstration: one that meets, one that is silent, and an idea."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor
from community.core.clock import local_now, now
from community.membership.districts.models import District
from community.membership.people import queries as people
from community.selfhelp.groups import leading, service
from community.selfhelp.groups.kinds import Door, Topic
from community.selfhelp.groups.models import SupportGroup
from community.selfhelp.groups.rules import GroupPlan
from community.selfhelp.meetings import holding
from community.selfhelp.meetings import service as meetings
from community.selfhelp.meetings.kinds import MeetingState
from community.selfhelp.meetings.models import GroupMeeting
from community.selfhelp.meetings.rules import Rhythm
from community.selfhelp.members import service as members
from deploy.demo.past import Known

_FOUNDED = timedelta(days=36)  # before the present: one rhythm reaches from then to next week
_SILENT = timedelta(days=20)
_WEDNESDAY = 2
_MOODS = ("Тихо и по делу", "Много смеялись", "Тяжело, но не расходились")

Act = tuple[datetime, Callable[[], Awaitable[object]]]


@dataclass(frozen=True)
class _Circle:
    plan: GroupPlan
    facilitator: str
    second: str
    members: tuple[str, ...]


class Circles:
    """The leader whom one can play opened them; Anna, whom one plays, is in none and may come."""

    def __init__(
        self,
        session: AsyncSession,
        leader: Known,
        districts: Mapping[str, District],
        people_met: Mapping[str, Known],
        present: datetime,
    ) -> None:
        self._session = session
        self._leader = leader
        self._people = people_met
        self._present = present
        self._teenagers = _Circle(
            GroupPlan(
                "Когда дома подросток",
                Topic.TEENAGERS,
                "Хлопает дверью, молчит, уходит. Говорим о том, что не расскажешь на работе,"
                " и о том, что помогло.",
                Door.OPEN,
                online=False,
                district_id=districts["kedrovsky"].id,
                capacity=8,
            ),
            "evgeniya.lapshina",
            "tatyana.danilenko",
            ("olga.prosekova", "veronika.kalugina", "nina.izhenbina", "margarita.berg"),
        )
        self._grandmothers = _Circle(
            GroupPlan(
                "Бабушкин чай",
                Topic.KIN,
                "Для тех, кто растит внуков. Чай у каждого свой, разговор общий.",
                Door.OPEN,
                online=True,
                district_id=None,
                capacity=10,
            ),
            "raisa.medvedchikova",
            "galina.zadorozhnaya",
            ("lidiya.saygina", "tamara.kildisheva"),
        )

    def acts(self) -> list[Act]:
        founded = self._present - _FOUNDED
        weeks = [self._present - timedelta(days=7 * week, hours=1) for week in (3, 2, 1)]
        return [
            (founded, partial(self._begin, self._teenagers)),
            (founded + timedelta(hours=1), self._meet_weekly),
            *((at, partial(self._note_last, number)) for number, at in enumerate(weeks)),
            (self._present - _SILENT, partial(self._begin, self._grandmothers)),
            (self._present - timedelta(hours=7), self._propose),
        ]

    async def _begin(self, circle: _Circle) -> None:
        session = self._session
        founder = await people.actor_for(session, self._leader.id, "web")
        facilitator = await self._actor(circle.facilitator)
        assert facilitator.person_id is not None
        group = await service.found(session, founder, circle.plan, facilitator.person_id)
        for key in (circle.second, *circle.members):
            await members.join(session, await self._actor(key), group.id, 1, group.code)
        second = self._people[circle.second].id
        await leading.make_second(session, facilitator, group.id, second)

    async def _meet_weekly(self) -> None:
        today = local_now(self._session).date()
        days = (_WEDNESDAY - today.weekday()) % 7 or 7
        rhythm = Rhythm(today + timedelta(days), 1, time(19), 90, place="Школьная, 5, комната 12")
        group = await self._group(self._teenagers)
        facilitator = await self._actor(self._teenagers.facilitator)
        await meetings.set_rhythm(self._session, facilitator, group.id, rhythm)

    async def _note_last(self, number: int) -> None:
        """Who was at the last meeting that is over; the newest one waits for the facilitator."""
        group = await self._group(self._teenagers)
        query = (
            select(GroupMeeting)
            .where(
                GroupMeeting.group_id == group.id,
                GroupMeeting.ends_at <= now(self._session),
                GroupMeeting.state == MeetingState.PLANNED,
            )
            .order_by(GroupMeeting.starts_at)
            .limit(1)
        )
        meeting = await self._session.scalar(query)
        if meeting is None:
            return
        came = [self._people[key].id for key in self._teenagers.members[: 2 + number]]
        actor = await self._actor(self._teenagers.facilitator)
        await holding.note_attendance(self._session, actor, meeting.id, came)
        await holding.note_mood(self._session, actor, meeting.id, _MOODS[number])

    async def _propose(self) -> None:
        father = await people.person(self._session, self._people["ildar.gaysin"].id)
        plan = GroupPlan(
            "Папы по субботам",
            Topic.FATHERS,
            "Руки заняты мангалом или велосипедом, а поговорить получается само.",
            Door.OPEN,
            online=False,
            district_id=father.district_id,
            capacity=6,
        )
        await service.propose(self._session, await self._actor("ildar.gaysin"), plan)

    async def _group(self, circle: _Circle) -> SupportGroup:
        query = select(SupportGroup).where(SupportGroup.title == circle.plan.title)
        group: SupportGroup | None = await self._session.scalar(query)
        assert group is not None
        return group

    async def _actor(self, key: str) -> Actor:
        return await people.actor_for(self._session, self._people[key].id, "bot")
