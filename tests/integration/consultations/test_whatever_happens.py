"""Whatever people do, in whatever order: no two at one time, no seat twice, nobody forgotten."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from community.consultations.booking import groups
from community.consultations.booking import service as booking
from community.consultations.booking.groups import GroupPlan
from community.consultations.booking.kinds import ConsultationState, GroupState
from community.consultations.booking.models import (
    Consultation,
    GroupConsultation,
    GroupSeat,
    TakenQuarter,
)
from community.consultations.requests import service as requests
from community.consultations.requests.deadlines import pass_on_due
from community.consultations.requests.kinds import ForWhom, RequestOutcome, RequestState
from community.consultations.requests.models import HelpRequest, Offer
from community.consultations.schedule import service as schedule
from community.consultations.schedule.rules import quarter_of
from community.consultations.schedule.service import Span
from community.consultations.specialists import service as specialists
from community.consultations.specialists.kinds import Format
from community.consultations.specialists.models import Specialist
from community.core.actor import Role
from community.core.errors import DomainError
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import rows
from tests.support.practice import WORKDAY, asked, free, helper, speciality

PARENTS, HELPERS = 3, 2


@dataclass(frozen=True)
class Act:
    """Small numbers, so that acts collide."""

    kind: str
    who: int
    which: int
    hour: int


KINDS = (
    ["ask"] * 3
    + ["book"] * 4
    + ["accept"] * 3
    + ["move", "cancel", "decline", "hand_on", "give", "close", "take_back", "hours", "off"]
    + ["group", "seat", "seat", "unseat", "pause", "resume", "time", "time", "settle"]
)
ACTS = st.builds(
    Act,
    kind=st.sampled_from(KINDS),
    who=st.integers(0, 5),
    which=st.integers(0, 7),
    hour=st.integers(0, 9),
)


@dataclass
class Practice:
    region: Region
    parents: list[Someone]
    helpers: list[tuple[Someone, int]]

    async def attempt(self, act: Act) -> None:
        try:
            await getattr(self, act.kind)(act)
        except DomainError:
            return

    def parent(self, act: Act) -> Someone:
        return self.parents[act.who % PARENTS]

    def helper(self, act: Act) -> tuple[Someone, int]:
        return self.helpers[act.who % HELPERS]

    async def one_of(self, table: type, act: Act) -> int:
        found = await rows(self.region.database, table)
        return found[act.which % len(found)].id if found else 0

    async def own_of(self, table: type, act: Act) -> tuple[Someone, int]:
        """One of them, mostly with whose it is, now and then with somebody else."""
        found = await rows(self.region.database, table)
        if not found:
            return self.parent(act), 0
        row = found[act.which % len(found)]
        owner = next(one for one in self.parents if one.id == row.person_id)
        return (owner if act.who else self.parents[act.hour % PARENTS]), row.id

    async def ask(self, act: Act) -> None:
        await asked(self.region, self.parent(act), for_whom=list(ForWhom)[act.which % 5])

    async def book(self, act: Act) -> None:
        slots = await free(self.region)
        moment = slots[act.hour % len(slots)].starts_at if slots else self.region.clock.now()
        parent, number = await self.own_of(HelpRequest, act)
        times = 1 + act.which % 2
        await self.region.act(
            parent, requests.book_time, number, moment, Format.ONLINE, times=times
        )

    async def move(self, act: Act) -> None:
        slots = await free(self.region)
        moment = slots[act.hour % len(slots)].starts_at if slots else self.region.clock.now()
        parent, number = await self.own_of(Consultation, act)
        await self.region.act(parent, booking.move, number, moment)

    async def cancel(self, act: Act) -> None:
        parent, number = await self.own_of(Consultation, act)
        await self.region.act(parent, booking.cancel, number)

    async def settle(self, act: Act) -> None:
        number = await self.one_of(Consultation, act)
        await self.region.act(self.helper(act)[0], booking.settle, number, held=act.hour > 3)

    async def _as_helper(self, step: Callable[..., Awaitable[object]], act: Act) -> None:
        await self.region.act(self.helper(act)[0], step, await self.one_of(HelpRequest, act))

    async def accept(self, act: Act) -> None:
        await self._as_helper(requests.accept, act)

    async def decline(self, act: Act) -> None:
        await self._as_helper(requests.decline, act)

    async def hand_on(self, act: Act) -> None:
        await self._as_helper(requests.hand_on, act)

    async def give(self, act: Act) -> None:
        number = await self.one_of(HelpRequest, act)
        await self.region.act(SYSTEM, requests.give, number, self.helper(act)[1])

    async def close(self, act: Act) -> None:
        number = await self.one_of(HelpRequest, act)
        await self.region.act(self.helper(act)[0], requests.close, number, RequestOutcome.HELPED)

    async def take_back(self, act: Act) -> None:
        parent, number = await self.own_of(HelpRequest, act)
        await self.region.act(parent, requests.take_back, number)

    async def hours(self, act: Act) -> None:
        someone, number = self.helper(act)
        begins = WORKDAY[0].begins.replace(hour=9 + act.hour % 3, minute=15 * (act.which % 4))
        spans = [Span(begins, WORKDAY[0].ends)] if act.hour else []
        await self.region.act(someone, schedule.set_weekday, number, act.which % 5, spans)

    async def off(self, act: Act) -> None:
        someone, number = self.helper(act)
        begins = self.region.clock.now() + timedelta(hours=act.hour)
        await self.region.act(
            someone, schedule.take_off, number, begins, begins + timedelta(hours=3)
        )

    async def pause(self, act: Act) -> None:
        await self.region.act(self.helper(act)[0], specialists.pause, self.helper(act)[1])

    async def resume(self, act: Act) -> None:
        await self.region.act(self.helper(act)[0], specialists.resume, self.helper(act)[1])

    async def group(self, act: Act) -> None:
        someone, number = self.helper(act)
        slots = await free(self.region)
        begins = slots[act.hour % len(slots)].starts_at if slots else self.region.clock.now()
        plan = GroupPlan(
            speciality_id=await speciality(self.region),
            topic="Сон",
            starts_at=begins,
            ends_at=begins + timedelta(minutes=90),
            seats=2,
            format=Format.ONLINE,
        )
        await self.region.act(someone, groups.plan_group, number, plan)

    async def seat(self, act: Act) -> None:
        number = await self.one_of(GroupConsultation, act)
        await self.region.act(self.parent(act), groups.take_seat, number)

    async def unseat(self, act: Act) -> None:
        number = await self.one_of(GroupConsultation, act)
        await self.region.act(self.parent(act), groups.give_seat_back, number)

    async def time(self, act: Act) -> None:
        self.region.clock.advance(timedelta(hours=1 + act.hour * 3))
        async with self.region.database.write() as session:
            await pass_on_due(session)
            await booking.settle_due(session)


@pytest.fixture
async def practice(region: Region) -> Practice:
    await region.holder(Role.LEADER)
    parents = [await region.member(name) for name in ("Анна", "Ольга", "Нина")]
    helpers = [await helper(region, alias=alias) for alias in ("Ирина", "Марта")]
    return Practice(region, parents, helpers)


async def fresh(practice: Practice) -> None:
    """What earlier examples left is over; the people stay, and work again."""
    database = practice.region.database
    async with database.write() as session:
        for table in (TakenQuarter, GroupSeat, Consultation, GroupConsultation, Offer):
            await session.execute(table.__table__.delete())
        await session.execute(HelpRequest.__table__.delete())
        await session.execute(update(Specialist).values(state="active", paused_until=None))
        await session.commit()


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(ACTS, min_size=15, max_size=40))
async def test_nobody_twice_and_nobody_forgotten(practice: Practice, acts: list[Act]) -> None:
    await fresh(practice)
    for act in acts:
        await practice.attempt(act)

    await times_do_not_overlap(practice)
    await quarters_are_those_of_what_stands(practice)
    await seats_are_not_oversold(practice)
    await every_request_has_somebody(practice)


async def times_do_not_overlap(practice: Practice) -> None:
    database = practice.region.database
    stand = await rows(database, Consultation, Consultation.state == ConsultationState.BOOKED)
    meet = await rows(database, GroupConsultation, GroupConsultation.state == GroupState.PLANNED)
    for _, number in practice.helpers:
        theirs = sorted(
            (one.starts_at, one.ends_at) for one in (*stand, *meet) if one.specialist_id == number
        )
        assert all(earlier[1] <= later[0] for earlier, later in pairwise(theirs))
    for parent in practice.parents:
        hers = sorted((one.starts_at, one.ends_at) for one in stand if one.person_id == parent.id)
        assert all(earlier[1] <= later[0] for earlier, later in pairwise(hers))


async def quarters_are_those_of_what_stands(practice: Practice) -> None:
    """What was cancelled or moved holds no time; what is booked holds all of its own."""
    database = practice.region.database
    taken = await rows(database, TakenQuarter)
    held = {(one.consultation_id, one.quarter) for one in taken if one.consultation_id}
    for one in await rows(database, Consultation):
        own = {quarter for number, quarter in held if number == one.id}
        if one.state in (ConsultationState.CANCELLED, ConsultationState.MOVED):
            assert not own
        else:
            assert own >= set(range(quarter_of(one.starts_at), quarter_of(one.ends_at)))


async def seats_are_not_oversold(practice: Practice) -> None:
    database = practice.region.database
    for group in await rows(database, GroupConsultation):
        seats = await rows(database, GroupSeat, GroupSeat.group_id == group.id)
        assert len(seats) <= group.seats
        assert len({seat.person_id for seat in seats}) == len(seats)


async def every_request_has_somebody(practice: Practice) -> None:
    database = practice.region.database
    person_of = {number: someone.id for someone, number in practice.helpers}
    for request in await rows(database, HelpRequest):
        is_open = request.state is not RequestState.CLOSED
        assert is_open is (request.responsible_id is not None)
        assert is_open is (request.due_at is not None)
        if request.state in (RequestState.OFFERED, RequestState.TAKEN):
            assert request.responsible_id == person_of[request.specialist_id or 0]
        pending = await rows(
            database, Offer, Offer.request_id == request.id, Offer.answered_at.is_(None)
        )
        assert len(pending) == (request.state is RequestState.OFFERED)
