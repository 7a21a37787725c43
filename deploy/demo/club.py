"""Filling an empty club with the demonstration region, in one transaction: all of it or nothing."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from operator import itemgetter

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.specialists.queries import specialities
from community.core.actor import Role, system_actor
from community.core.clock import ManualClock
from community.core.db import Database
from community.core.outbox.models import OutboxMessage
from community.core.usecase import use_case
from community.events.planning.service import hold_due
from community.membership.districts.models import District
from community.membership.districts.queries import active_districts
from community.membership.documents import queries as documents
from community.membership.leaving.service import erase_due
from community.membership.people.models import Person
from deploy.archive import continue_numbering
from deploy.defaults_loader import (
    load_default_documents,
    load_region,
    load_situations,
    load_specialities,
)
from deploy.demo.asking import Asking
from deploy.demo.cast import Cast, DemoPerson
from deploy.demo.circles import Circles
from deploy.demo.coming import ComingEvents
from deploy.demo.duties import Duties
from deploy.demo.held import HeldEvents, Household
from deploy.demo.incidents import Incidents
from deploy.demo.ledger import Ledger
from deploy.demo.life import Life
from deploy.demo.past import Past
from deploy.demo.peers import PeerMatch
from deploy.demo.practice import Practice
from deploy.demo.rooms import count_messages, fill_rosters, open_chats
from deploy.demo.telling import Telling
from deploy.demo.timeline import SETTLED, SIGNING_UP, Timeline

_NEWS = timedelta(days=2)  # what is older has been sent and read
_THINKING = timedelta(hours=1)  # of an activist, before casting a vote
_CALLS_FROM_EVERY = 11  # some families here and there
_ASKS_EVERY = 7
_SYSTEM = system_actor("cli")

Act = tuple[datetime, Callable[[], Awaitable[object]]]


async def is_empty(database: Database) -> bool:
    async with database.read() as session:
        return not await session.scalar(select(func.count()).select_from(Person))


async def fill(database: Database, cast: Cast, timeline: Timeline) -> None:
    """`database` must tell time by a ManualClock that stands at the timeline's beginning."""
    async with database.write() as session:
        await _fill(session, cast, timeline)


@use_case
async def _fill(session: AsyncSession, cast: Cast, timeline: Timeline) -> None:
    clock = session.info["clock"]
    assert isinstance(clock, ManualClock)
    await load_region(session, _SYSTEM)
    await load_default_documents(session, _SYSTEM)
    await load_specialities(session, _SYSTEM)
    await load_situations(session, _SYSTEM)
    districts = {district.code: district for district in await active_districts(session)}
    rooms = await open_chats(session, cast, districts)
    required = [shown for shown in await documents.current_documents(session) if shown.required]
    arrivals = _arrivals(cast, timeline)
    past = Past(Ledger(), cast, districts, required)
    past.write(sorted(arrivals.items(), key=itemgetter(1)))
    fill_rosters(past.ledger, cast, timeline, past.people, rooms)
    Incidents(past.ledger, past.people, rooms, timeline.present).write()
    _duties(past, cast, districts, timeline).write()
    (await _practice(session, past, cast, districts, timeline)).write()
    _held(past, cast, districts, timeline).write()
    await past.ledger.write(session)
    await (await session.connection()).run_sync(continue_numbering)
    life = Life(session, districts, past.people)
    asking = Asking(session, past.people, timeline.present).acts()
    events = ComingEvents(session, cast, districts, past.people, timeline.present).acts()
    peers = PeerMatch(session, past.people, timeline.present).acts()
    leader = past.people[cast.persona("leader").key]
    told = Telling(session, leader, timeline.present).acts()
    circles = Circles(session, leader, districts, past.people, timeline.present).acts()
    acts = [*_acts(life, cast, timeline, arrivals), *asking, *events, *peers, *told, *circles]
    for moment, act in sorted(acts, key=itemgetter(0)):
        clock.advance(moment - clock.now())
        await act()
    clock.advance(timeline.present - clock.now())
    await erase_due(session)
    await hold_due(session)
    await count_messages(session, cast, timeline, rooms)
    old = OutboxMessage.created_at < timeline.present - _NEWS
    await session.execute(delete(OutboxMessage).where(old))


async def _practice(
    session: AsyncSession,
    past: Past,
    cast: Cast,
    districts: dict[str, District],
    timeline: Timeline,
) -> Practice:
    leader = next(row["person"] for row in cast.roles("leaders") if "district" not in row)
    families = cast.of("members")[::_ASKS_EVERY]
    return Practice(
        past.ledger,
        [(one, past.people[one.key].id) for one in cast.of("specialists")],
        [(past.people[one.key].id, districts[one.district].id) for one in families if one.district],
        {one.code: one.id for one in await specialities(session)},
        {code: one.id for code, one in districts.items()},
        past.people[leader].id,
        timeline.present,
    )


def _held(past: Past, cast: Cast, districts: dict[str, District], timeline: Timeline) -> HeldEvents:
    core = {row["person"] for group in ("activists", "leaders") for row in cast.roles(group)}
    return HeldEvents(
        past.ledger,
        [
            Household(
                past.people[one.key].id,
                past.families.get(one.more.get("family_key", "")),
                districts[one.district].id,
                past.people[one.key].since,
                is_core=one.key in core,
                is_specialist=one.group == "specialists",
            )
            for one in [*cast.of("members"), *cast.of("specialists")]
            if one.district
        ],
        past.people[cast.persona("leader").key].id,
        timeline,
    )


def _duties(past: Past, cast: Cast, districts: dict[str, District], timeline: Timeline) -> Duties:
    serving = [row["person"] for group in ("activists", "leaders") for row in cast.roles(group)]
    callers = cast.of("members")[::_CALLS_FROM_EVERY]
    return Duties(
        past.ledger,
        [past.people[one].id for one in dict.fromkeys(serving)],
        [(past.people[one.key].id, districts[one.district].id) for one in callers if one.district],
        timeline.present,
    )


def _arrivals(cast: Cast, timeline: Timeline) -> dict[DemoPerson, datetime]:
    """When each person first wrote to the bot; whoever is no parent came with the first of them."""
    families = sorted(
        [*cast.of("members"), *cast.of("left")], key=lambda one: one.more["family_key"]
    )
    moments = timeline.joins(families) | timeline.joins(cast.of("candidates"))
    moments |= {person: timeline.asked(person) for person in cast.of("applicants")}
    helpers = [*cast.of("specialists"), *cast.of("staff")]
    return moments | dict.fromkeys(helpers, min(moments.values()) + SETTLED)


def _acts(
    life: Life, cast: Cast, timeline: Timeline, arrivals: dict[DemoPerson, datetime]
) -> list[Act]:
    """What happened after the arrivals, in no order."""
    leaving = [(timeline.left(one), partial(life.leave, one)) for one in cast.of("left")]
    asking = [(arrivals[one] + SIGNING_UP, partial(life.ask, one)) for one in cast.of("applicants")]
    helping = [
        (arrivals[one], partial(life.take_role, one.key, Role.SPECIALIST))
        for one in cast.of("specialists")
    ]
    serving = [
        (arrivals[one], partial(life.take_role, one.key, Role(one.more["role"]), one.district))
        for one in cast.of("staff")
    ]
    others = [*_roles(life, cast, arrivals), *_votes(life, cast, arrivals)]
    return [*leaving, *asking, *helping, *serving, *others]


def _roles(life: Life, cast: Cast, arrivals: dict[DemoPerson, datetime]) -> list[Act]:
    return [
        (
            arrivals[cast.people[row["person"]]] + SETTLED,
            partial(life.take_role, row["person"], role, row.get("district")),
        )
        for role, group in ((Role.LEADER, "leaders"), (Role.ACTIVIST, "activists"))
        for row in cast.roles(group)
    ]


def _votes(life: Life, cast: Cast, arrivals: dict[DemoPerson, datetime]) -> list[Act]:
    # The objection first: an undisputed word in favour would have let the applicant in.
    words = sorted(cast.votes, key=itemgetter("in_favour"))
    return [
        (
            arrivals[cast.people[word["applicant"]]] + hours * _THINKING,
            partial(
                life.vote,
                word["applicant"],
                word["activist"],
                word["reason"],
                in_favour=word["in_favour"],
            ),
        )
        for hours, word in enumerate(words, start=1)
    ]
