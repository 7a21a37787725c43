"""Moved, called off, its people gone: whoever is concerned hears of it, and nobody else."""

from datetime import timedelta

import pytest

from community.core.actor import Role
from community.core.errors import NotFound
from community.core.outbox.models import OutboxMessage
from community.events.planning import repeating, service
from community.events.planning.errors import EventInThePast, EventOver, QuestionsAnswered
from community.events.planning.kinds import EventState, Guests
from community.events.planning.models import Event
from community.events.planning.queries import coming, questions_of
from community.events.planning.rules import QuestionPlan
from community.events.signing import following, wishes
from community.events.signing import service as signing
from community.events.signing.kinds import PartyState, Transport
from community.events.signing.models import EventAnswer, EventParty
from community.events.signing.rules import Company
from community.membership.leaving import service as leaving
from community.membership.people import borders
from community.membership.people.models import Person
from tests.support.factories import Region, Someone
from tests.support.looking import only, queued, recipients, rows
from tests.support.season import Season


async def test_a_moved_event_asks_everybody_who_comes(region: Region) -> None:
    season = await Season.of(region)
    event = await season.event(capacity=2)
    comes, waits = await region.member(), await region.member()
    party = await season.sign_up(comes, event, adults=2)
    await season.sign_up(waits, event, adults=1)

    await season.change(
        event, capacity=2, starts_at=season.at(days=9), ends_at=season.at(days=9, hours=3)
    )

    assert (await season.party(party)).asked_again_at is not None
    assert await recipients(region.database, "event.moved") == [comes.id, waits.id]
    await region.act(comes, signing.confirm, party.id)
    assert (await season.party(party)).asked_again_at is None


async def test_reminders_of_a_moved_event_are_those_of_the_new_day(region: Region) -> None:
    season = await Season.of(region)
    event = await season.event()
    await season.sign_up(await region.member(), event)

    await season.change(event, starts_at=season.at(days=9), ends_at=season.at(days=9, hours=3))

    fresh = await season.fresh(event)
    current = [
        row.due_at
        for row in await queued(region.database, "event.reminder")
        if row.params["version"] == fresh.version
    ]
    assert sorted(current) == [
        fresh.starts_at - timedelta(hours=24),
        fresh.starts_at - timedelta(hours=2),
    ]


async def test_a_new_place_is_told_to_those_alone_who_come(region: Region) -> None:
    season = await Season.of(region)
    event = await season.event(capacity=1)
    comes, waits = await region.member(), await region.member()
    await season.sign_up(comes, event)
    await season.sign_up(waits, event)

    await season.change(event, capacity=1, place="Дом культуры")

    assert await recipients(region.database, "event.changed") == [comes.id]
    assert await recipients(region.database, "event.moved") == []


async def test_another_description_tells_nobody(region: Region) -> None:
    season = await Season.of(region)
    event = await season.event()
    await season.sign_up(await region.member(), event)

    await season.change(event, about="Возьмите воды.")

    assert await recipients(region.database, "event.changed") == []


async def test_an_event_cannot_be_moved_into_the_past(region: Region) -> None:
    season = await Season.of(region)
    event = await season.event()
    with pytest.raises(EventInThePast):
        await season.change(event, starts_at=season.at(hours=-1), ends_at=season.at(hours=2))
    assert (await season.fresh(event)).starts_at == event.starts_at


async def test_called_off_everybody_is_told_once_however_often_it_is_tapped(
    region: Region,
) -> None:
    season = await Season.of(region)
    event = await season.event(capacity=1)
    guests = [await region.member() for _ in range(3)]
    for guest in guests:
        await season.sign_up(guest, event)

    for _ in range(2):
        await region.act(season.organiser, service.cancel, event.id, "Гроза")

    assert await recipients(region.database, "event.cancelled") == [one.id for one in guests]
    with pytest.raises(EventOver):
        await season.change(event, title="Пикник под крышей")


async def test_consent_withdrawn_frees_the_seats_and_the_line_moves(region: Region) -> None:
    season = await Season.of(region)
    event = await season.event(capacity=1)
    leaves, waits = await region.member(), await region.member()
    left = await season.sign_up(leaves, event)
    waiting = await season.sign_up(waits, event)

    await region.act(leaves, leaving.leave)

    assert (await season.party(left)).state is PartyState.CANCELLED
    assert (await season.party(waiting)).state is PartyState.OFFERED


async def test_a_place_passes_to_whoever_of_the_family_stays(region: Region) -> None:
    season = await Season.of(region)
    event = await season.event(capacity=4)
    wife = await region.member()
    husband = await region.husband_of(wife)
    party = await season.sign_up(wife, event, adults=2)

    await region.act(wife, leaving.leave)

    passed = await season.party(party)
    assert (passed.state, passed.person_id) == (PartyState.GOING, husband.id)
    assert await recipients(region.database, "event.passed_on") == [husband.id]


async def test_erased_needs_answers_and_ages_are_gone_and_the_count_stays(
    region: Region,
) -> None:
    season = await Season.of(region)
    event = await season.event(questions=(QuestionPlan("Что принесёте?"),))
    someone = await region.member()
    party = await region.act(someone, signing.sign_up, event.id, Company(1, 2, (4, 9)))
    (question,) = await _questions(region, event)
    await region.act(someone, wishes.answer, party.id, question, "Пирог")
    await region.act(someone, wishes.say_needs, party.id, "Аллергия на орехи")

    await region.act(someone, leaving.leave)
    region.clock.advance(timedelta(days=8))
    async with region.database.write() as session:
        await leaving.erase_due(session)

    kept = await season.party(party)
    assert (kept.needs, kept.ages, kept.children) == (None, [], 2)
    assert await rows(region.database, EventAnswer) == []


async def test_a_month_after_an_event_what_families_said_of_themselves_goes(
    region: Region,
) -> None:
    season = await Season.of(region)
    event = await season.event()
    someone = await region.member()
    party = await season.sign_up(someone, event, adults=1, children=1)
    await region.act(someone, wishes.say_needs, party.id, "Коляска")

    region.clock.advance(timedelta(days=38))
    async with region.database.write() as session:
        assert await following.erase_due(session) == 1
        assert await following.erase_due(session) == 0

    assert (await season.party(party)).needs is None


async def test_answered_questions_are_reworded_not_taken_away(region: Region) -> None:
    season = await Season.of(region)
    event = await season.event(questions=(QuestionPlan("Едите мясо?", ("да", "нет")),))
    with pytest.raises(QuestionsAnswered):
        await season.change(event, questions=())
    await season.change(event, questions=(QuestionPlan("Вы едите мясо?", ("да", "нет")),))
    assert len(await _questions(region, event)) == 1


async def test_a_series_keeps_its_hour_and_is_announced_with_the_first(region: Region) -> None:
    season = await Season.of(region)
    event = await season.event(capacity=10)

    copies = await region.act(season.organiser, repeating.repeat, event.id, 3)

    assert [copy.starts_at - event.starts_at for copy in copies] == [
        timedelta(weeks=1),
        timedelta(weeks=2),
    ]
    assert {copy.state for copy in copies} == {EventState.ANNOUNCED}
    assert {copy.series_id for copy in copies} == {event.id}
    assert len({copy.code for copy in (event, *copies)}) == 3


async def test_a_family_sees_what_is_for_its_districts_and_for_families(
    region: Region,
) -> None:
    season = await Season.of(region)
    here, there = region.districts[0].id, region.districts[1].id
    await season.event(title="Всем")
    await season.event(title="Нашим", districts=frozenset({here}))
    await season.event(title="Соседям", districts=frozenset({there}))
    await season.event(title="Активу", guests=frozenset({Guests.CORE}))
    await season.draft(title="Черновик")

    async def titles(someone: Someone) -> list[str]:
        events = await region.look(someone, coming)
        return [event.title for event in events]

    assert await titles(await region.member(district=0)) == ["Всем", "Нашим"]
    assert await titles(await region.holder(Role.ACTIVIST, district=1)) == [
        "Всем",
        "Соседям",
        "Активу",
    ]
    assert await titles(await region.newcomer()) == []


async def test_a_family_at_a_border_is_invited_by_both_districts(region: Region) -> None:
    season = await Season.of(region)
    neighbour = region.districts[12].id
    event = await season.event(districts=frozenset({neighbour}))
    someone = await region.member(district=0)
    async with region.database.read() as session:
        family_id = (await session.get_one(Person, someone.id)).family_id

    await region.act(someone, borders.add_border, family_id, neighbour)

    assert [one.id for one in await region.look(someone, coming)] == [event.id]
    assert (await season.sign_up(someone, event)).state is PartyState.GOING


async def test_nobody_signs_up_to_what_is_not_for_them(region: Region) -> None:
    season = await Season.of(region)
    event = await season.event(districts=frozenset({region.districts[1].id}))
    with pytest.raises(NotFound):
        await season.sign_up(await region.member(district=0), event)


async def test_a_lift_is_offered_by_district_and_forgotten_when_taken_back(
    region: Region,
) -> None:
    season = await Season.of(region)
    event = await season.event()
    someone = await region.member()
    party = await season.sign_up(someone, event)
    await region.act(someone, wishes.say_transport, party.id, Transport.OFFERED, 3)
    await region.act(someone, wishes.say_transport, party.id, Transport.NONE)
    kept = await only(region.database, EventParty)
    assert (kept.transport, kept.transport_seats) == (Transport.NONE, 0)


async def test_nothing_of_a_family_goes_into_the_outbox(region: Region) -> None:
    season = await Season.of(region)
    event = await season.event(capacity=1)
    for _ in range(2):
        await season.sign_up(await region.member("Анна", "Седова"), event)
    await region.act(season.organiser, service.cancel, event.id, "Гроза и ливень")
    for row in await rows(region.database, OutboxMessage):
        assert all(isinstance(value, int) for value in row.params.values()), row.template


async def _questions(region: Region, event: Event) -> list[int]:
    async with region.database.read() as session:
        return [question.id for question in await questions_of(session, event.id)]
