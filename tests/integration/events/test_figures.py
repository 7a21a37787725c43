"""Figures count what is held and attended, recomputed here from raw rows."""

from datetime import timedelta

import pytest

from community.core.actor import Role
from community.core.errors import NotAllowed
from community.events.attending import service as attending
from community.events.attending.evidence import evidence
from community.events.attending.figures import figures
from community.events.attending.rules import Row
from community.events.attending.service import Rest
from community.events.planning.kinds import EventAim, EventKind, Guests
from community.events.planning.models import Event
from community.events.planning.rules import SpeakerPlan
from community.events.planning.service import hold_due
from community.membership.people.models import Person
from community.membership.people.service import merge_families
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import rows
from tests.support.practice import helper, speciality
from tests.support.season import Season

WEEK = timedelta(days=8)


async def held(season: Season, company: list[tuple[Someone, int, int]], **plan: object) -> Event:
    """Announced, signed up to, held; everybody came."""
    region = season.region
    event = await season.event(**plan)
    for someone, adults, children in company:
        await season.sign_up(someone, event, adults=adults, children=children)
    region.clock.advance(WEEK)
    return await region.act(season.organiser, attending.close, event.id, Rest.CAME)


async def test_people_and_companyare_counted_once_each(region: Region) -> None:
    season = await Season.of(region)
    began = region.clock.now()
    one, two = await region.member(), await region.member()
    await held(season, [(one, 2, 1), (two, 1, 0)], aims=frozenset({EventAim.BONDS}))
    await held(
        season,
        [(one, 1, 3)],
        kind=EventKind.THEMATIC,
        aims=frozenset({EventAim.BONDS, EventAim.RESOURCE}),
    )

    found = await region.look(season.organiser, figures, began, region.clock.now())

    assert (found.held, found.confirmed, found.participants) == (2, 2, 8)
    assert (found.children, found.families) == (4, 2)
    assert found.by_aim[EventAim.BONDS].participants == 8
    assert found.by_aim[EventAim.RESOURCE].families == 1
    assert found.by_kind[EventKind.LEISURE].events == 1


async def test_a_family_that_was_merged_counts_as_the_one_it_became(region: Region) -> None:
    season = await Season.of(region)
    began = region.clock.now()
    one, two = await region.member(), await region.member()
    await held(season, [(one, 1, 0), (two, 1, 0)])
    known = {person.id: person.family_id for person in await rows(region.database, Person)}
    await region.act(SYSTEM, merge_families, known[two.id], known[one.id], "одна семья")

    found = await region.look(season.organiser, figures, began, region.clock.now())

    assert (found.participants, found.families) == (2, 1)


async def test_what_nobody_confirmed_counts_as_held_and_nobody_came(region: Region) -> None:
    season = await Season.of(region)
    began = region.clock.now()
    event = await season.event()
    await season.sign_up(await region.member(), event)
    region.clock.advance(WEEK)
    async with region.database.write() as session:
        await hold_due(session)

    found = await region.look(season.organiser, figures, began, region.clock.now())

    assert (found.held, found.confirmed, found.participants) == (1, 0, 0)


async def test_a_session_and_a_seminar_are_evidence_with_whoever_came(region: Region) -> None:
    season = await Season.of(region)
    activist = await region.holder(Role.ACTIVIST)
    specialist, _ = await helper(region)
    both = frozenset({Guests.CORE, Guests.SPECIALISTS})
    session_of_core = await held(
        season, [(activist, 1, 0)], kind=EventKind.CORE_SESSION, guests=both
    )
    seminar = await held(
        season,
        [(activist, 1, 0), (specialist, 1, 0)],
        kind=EventKind.SEMINAR,
        guests=both,
        authorities=("Департамент",),
    )
    psychologist = await speciality(region)
    talk = await held(
        season,
        [(await region.member(), 1, 0)],
        kind=EventKind.EDUCATIONAL,
        speakers=(SpeakerPlan("Ирина", speciality_id=psychologist),),
    )

    found = await region.look(SYSTEM, evidence, [psychologist])

    named = {row: [one.id for one in events] for row, events in found.items() if events}
    assert named == {
        Row.CORE_SESSIONS: [session_of_core.id],
        Row.SEMINARS_FOR_BOTH: [seminar.id],
        Row.TRAINING_FOR_BOTH: [seminar.id],
        Row.SEMINAR_WITH_AUTHORITIES: [seminar.id],
        Row.WITH_AUTHORITIES: [seminar.id],
        Row.BY_PSYCHOLOGISTS: [talk.id],
    }


@pytest.mark.parametrize("role", [Role.ACTIVIST, Role.SPECIALIST, Role.ADMIN])
async def test_figures_are_for_leaders(region: Region, role: Role) -> None:
    someone = await region.holder(role)
    with pytest.raises(NotAllowed):
        await region.look(someone, figures, region.clock.now(), region.clock.now())
