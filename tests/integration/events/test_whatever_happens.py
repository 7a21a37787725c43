"""Whatever people do, in whatever order: no seat twice, no family in parts, nobody forgotten."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.core.errors import DomainError
from community.core.options import Options
from community.events.planning import service as planning
from community.events.planning.kinds import EventState
from community.events.planning.models import Event
from community.events.planning.rules import offers_end
from community.events.signing import offering
from community.events.signing import service as signing
from community.events.signing.kinds import HOLDS_SEATS, IN_PLAY, PartyState
from community.events.signing.models import EventAnswer, EventParty
from community.events.signing.rules import Company
from tests.support.factories import Region, Someone
from tests.support.looking import rows
from tests.support.season import Season

CUTOFF = timedelta(hours=Options.event_cutoff_hours)


@dataclass(frozen=True)
class Act:
    """Small numbers, so that acts collide."""

    kind: str
    who: int
    seats: int
    hours: int


KINDS = (
    ["sign_up"] * 6
    + ["withdraw"] * 3
    + ["accept", "accept", "decline", "change", "change"]
    + ["capacity", "capacity", "move", "time", "time", "cancel"]
)
ACTS = st.builds(
    Act,
    kind=st.sampled_from(KINDS),
    who=st.integers(0, 5),
    seats=st.integers(1, 5),
    hours=st.integers(0, 20),
)


@dataclass
class Crowd:
    """Five households, one of them a couple, and one event."""

    season: Season
    people: list[Someone]
    event: Event

    async def attempt(self, act: Act) -> None:
        try:
            await getattr(self, act.kind)(act)
        except DomainError:
            return

    async def sign_up(self, act: Act) -> None:
        await self.season.sign_up(self.people[act.who], self.event, adults=act.seats)

    async def _with_a_party(self, act: Act) -> tuple[Someone, int]:
        """Somebody and some sign-up: mostly their own, now and then a stranger's."""
        parties = await rows(self.season.region.database, EventParty)
        if not parties:
            return self.people[act.who], 0
        party = parties[act.hours % len(parties)]
        owner = next(one for one in self.people if one.id == party.person_id)
        return (owner if act.seats > 1 else self.people[act.who]), party.id

    async def withdraw(self, act: Act) -> None:
        someone, party = await self._with_a_party(act)
        await self.season.region.act(someone, signing.withdraw, party)

    async def accept(self, act: Act) -> None:
        someone, party = await self._with_a_party(act)
        await self.season.region.act(someone, offering.accept, party)

    async def decline(self, act: Act) -> None:
        someone, party = await self._with_a_party(act)
        await self.season.region.act(someone, offering.decline, party)

    async def change(self, act: Act) -> None:
        someone, party = await self._with_a_party(act)
        await self.season.region.act(someone, signing.change_company, party, Company(act.seats))

    async def capacity(self, act: Act) -> None:
        fresh = await self.season.fresh(self.event)
        await self._replan(fresh, capacity=act.seats * 2 if act.hours else None)

    async def move(self, act: Act) -> None:
        fresh = await self.season.fresh(self.event)
        later = fresh.starts_at + timedelta(hours=act.hours - 5)
        await self._replan(fresh, capacity=fresh.capacity, starts_at=later)

    async def _replan(self, fresh: Event, **changes: object) -> None:
        starts_at = changes.pop("starts_at", fresh.starts_at)
        times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=3)}  # type: ignore[operator]
        await self.season.change(self.event, **times, **changes)

    async def cancel(self, act: Act) -> None:
        if act.hours == 0:
            region = self.season.region
            await region.act(self.season.organiser, planning.cancel, self.event.id, "Гроза")

    async def time(self, act: Act) -> None:
        region = self.season.region
        region.clock.advance(timedelta(hours=act.hours * act.seats))
        async with region.database.write() as session:
            await planning.hold_due(session)
            while await offering.expire_due(session):
                pass


@pytest.fixture
async def crowd(region: Region) -> Crowd:
    season = await Season.of(region)
    people = [await region.member(name) for name in ("Анна", "Ольга", "Нина", "Вера", "Рита")]
    people.append(await region.husband_of(people[0]))
    return Crowd(season, people, await season.event(capacity=6))


async def afresh(crowd: Crowd) -> None:
    """Another event for each example; the people stay."""
    async with crowd.season.region.database.write() as session:
        for table in (EventAnswer, EventParty):
            await session.execute(table.__table__.delete())
        await session.commit()
    crowd.event = await crowd.season.event(capacity=6)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(acts=st.lists(ACTS, min_size=15, max_size=40))
async def test_no_seat_twice_and_nobody_forgotten(crowd: Crowd, acts: list[Act]) -> None:
    await afresh(crowd)
    for act in acts:
        await crowd.attempt(act)

    event = await crowd.season.fresh(crowd.event)
    parties = await rows(crowd.season.region.database, EventParty)
    seats_are_those_of_who_comes(event, parties)
    no_household_twice(parties)
    nobody_waits_for_what_is_free(crowd, event, parties)
    offers_end_in_time(event, parties)


def seats_are_those_of_who_comes(event: Event, parties: list[EventParty]) -> None:
    held = sum(party.seats for party in parties if party.state in HOLDS_SEATS)
    assert event.taken == held
    if event.capacity is not None:
        assert event.ceiling == max(event.capacity, event.taken)


def no_household_twice(parties: list[EventParty]) -> None:
    households = [party.family_id for party in parties if party.state in IN_PLAY]
    assert len(set(households)) == len(households)


def nobody_waits_for_what_is_free(crowd: Crowd, event: Event, parties: list[EventParty]) -> None:
    moment = crowd.season.region.clock.now()
    is_time = moment < offers_end(event.starts_at, event.closes_at, CUTOFF)
    by_day = moment.astimezone(tz=None).hour >= 8  # at night the morning may be too late
    if event.state is not EventState.ANNOUNCED or not is_time or not by_day:
        return
    for party in parties:
        if party.state is PartyState.WAITING:
            assert event.left is not None
            assert party.seats > event.left


def offers_end_in_time(event: Event, parties: list[EventParty]) -> None:
    for party in parties:
        assert (party.state is PartyState.OFFERED) is (party.offer_until is not None)
        if party.offer_until is not None and event.state is EventState.ANNOUNCED:
            assert party.offer_until <= offers_end(event.starts_at, event.closes_at, CUTOFF)
