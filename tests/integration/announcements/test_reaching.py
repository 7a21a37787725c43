"""Whom an announcement reaches: by role, district, border and event, each person once."""

import pytest
from sqlalchemy import select

from community.announcements import reaching, sending
from community.announcements.errors import NobodyToTell
from community.announcements.hearing import choose
from community.announcements.kinds import AudienceRole, Delivery, EventCircle, Hearing
from community.announcements.models import Announcement, AnnouncementRecipient
from community.announcements.reaching import Numbers
from community.chats.kinds import ChatState, Purpose
from community.chats.models import Chat
from community.core.actor import Role
from community.core.errors import InvalidInput, NotFound
from community.events.signing.kinds import PartyState
from community.membership.people.models import FamilyBorder, MessengerAccount, Person, Standing
from tests.support.announcing import (
    audience,
    counts_of,
    event_in,
    guest,
    leader_of,
    progress_of,
    sent,
    written,
)
from tests.support.factories import Region, Someone
from tests.support.looking import queued, recipients, rows
from tests.support.mailing import confirmed_address

PARENTS, CANDIDATES = AudienceRole.PARENTS, AudienceRole.CANDIDATES


async def numbers_of(region: Region, announcement: Announcement) -> Numbers:
    async with region.database.read() as session:
        return await reaching.numbers(session, announcement)


async def border(region: Region, someone: Someone, district: int) -> None:
    async with region.database.write() as session:
        person = await session.get_one(Person, someone.id)
        assert person.family_id is not None
        place = region.districts[district].id
        session.add(FamilyBorder(family_id=person.family_id, district_id=place))
        await session.commit()


async def candidate(region: Region, district: int = 0) -> Someone:
    someone = await region.newcomer()
    async with region.database.write() as session:
        person = await session.get_one(Person, someone.id)
        person.standing, person.district_id = Standing.CANDIDATE, region.districts[district].id
        await session.commit()
    return someone


async def block(region: Region, someone: Someone) -> None:
    async with region.database.write() as session:
        account = await session.get_one(MessengerAccount, someone.account_id)
        account.reachable, account.unreachable_since = False, region.clock.now()
        await session.commit()


async def told(region: Region, leader: Someone, **changes: object) -> list[int]:
    """Who gets a letter of it."""
    before = await recipients(region.database, "announcement.letter")
    await sent(region, leader, **changes)
    after = await recipients(region.database, "announcement.letter")
    for one in before:
        after.remove(one)
    return after


async def test_each_role_is_somebody_else(region: Region) -> None:
    leader = await leader_of(region)
    parent, future = await region.member(), await candidate(region)
    activist = await region.newcomer()
    await region.grant(activist, Role.ACTIVIST, district=0)
    helper = await region.newcomer()
    await region.grant(helper, Role.SPECIALIST)
    await region.newcomer()  # knows the club by sight alone
    expected = {
        PARENTS: parent,
        CANDIDATES: future,
        AudienceRole.ACTIVISTS: activist,
        AudienceRole.SPECIALISTS: helper,
        AudienceRole.LEADERS: leader,
    }
    for role, someone in expected.items():
        assert await told(region, leader, audience=audience(role)) == [someone.id]


async def test_a_district_is_where_one_lives_or_has_a_role(region: Region) -> None:
    leader = await leader_of(region)
    here, _there = await region.member(district=0), await region.member(district=1)
    activist = await region.newcomer()
    await region.grant(activist, Role.ACTIVIST, district=0)
    everybody = audience(PARENTS, AudienceRole.ACTIVISTS, districts=[region.districts[0].id])
    assert await told(region, leader, audience=everybody) == [here.id, activist.id]


async def test_a_family_at_a_border_belongs_to_both_districts_and_hears_once(
    region: Region,
) -> None:
    leader, mother = await leader_of(region), await region.member(district=0)
    await border(region, mother, 1)
    first, second, third = (place.id for place in region.districts[:3])
    for places in ([first], [second], [first, second]):
        chosen = audience(PARENTS, districts=places)
        assert await told(region, leader, audience=chosen) == [mother.id]
    assert await told(region, leader, audience=audience(PARENTS)) == [mother.id]
    with pytest.raises(NobodyToTell):
        await sent(region, leader, audience=audience(PARENTS, districts=[third]))


async def test_a_family_is_counted_in_the_district_through_which_it_was_reached(
    region: Region,
) -> None:
    leader, mother = await leader_of(region, 1), await region.member(district=0)
    await border(region, mother, 1)
    announcement = await sent(region, leader)
    (place, counts), *others = (await progress_of(region, announcement)).districts
    assert place is not None
    assert (place.id, counts, others) == (region.districts[1].id, {Delivery.WAITING: 1}, [])


async def test_a_leader_of_a_district_reaches_their_district_alone(region: Region) -> None:
    leader, neighbour = await leader_of(region, 0), await region.member(district=1)
    mother = await region.member(district=0)
    foreign = audience(PARENTS, districts=[region.districts[1].id])
    assert await told(region, leader, audience=foreign) == [mother.id]
    assert neighbour.id not in await recipients(region.database, "announcement.letter")
    with pytest.raises(InvalidInput):
        await written(region, leader, audience=audience(purposes=[Purpose.REGIONAL]))


async def test_what_a_leader_of_the_region_wrote_is_not_there_for_a_district(
    region: Region,
) -> None:
    announcement = await written(region, await leader_of(region))
    with pytest.raises(NotFound):
        await region.act(await leader_of(region, 0), sending.send, announcement.id)


async def test_guests_of_an_event_by_what_they_are_there(region: Region) -> None:
    leader = await leader_of(region)
    event = await event_in(region, leader)
    states = {
        EventCircle.GOING: PartyState.GOING,
        EventCircle.WAITING: PartyState.OFFERED,
        EventCircle.CAME: PartyState.LAPSED,
    }
    for circle, state in states.items():
        mother = await region.member()
        party = await guest(region, event, mother, state)
        if circle is EventCircle.CAME:
            async with region.database.write() as session:
                party = await session.merge(party)
                party.came_adults, party.came_children = 1, 2
                await session.commit()
        chosen = audience(circles=[circle])
        assert await told(region, leader, audience=chosen, event_id=event.id) == [mother.id]


async def test_numbers_say_how_everybody_will_hear_of_it(region: Region) -> None:
    leader = await leader_of(region)
    mothers = [await region.member() for _ in range(5)]
    await region.act(mothers[0], choose, Hearing.WEEKLY)
    await region.act(mothers[1], choose, Hearing.NEVER)
    await block(region, mothers[2])
    async with region.database.write() as session:
        person = await session.get_one(Person, mothers[3].id)
        person.zone = "Europe/Kaliningrad"  # five in the morning there
        await session.commit()
    calm, urgent = await written(region, leader), await written(region, leader, urgent=True)
    assert await numbers_of(region, calm) == Numbers(
        at_once=2, asleep=1, weekly=1, never=1, unreachable=1
    )
    assert await numbers_of(region, urgent) == Numbers(at_once=3, never=1, unreachable=1)

    for announcement in (calm, urgent):
        await region.act(leader, sending.send, announcement.id)
    expected = {Delivery.WAITING: 2, Delivery.WEEKLY: 1, Delivery.BLOCKED: 1}
    assert await counts_of(region, calm) == expected
    assert await counts_of(region, urgent) == {Delivery.WAITING: 3, Delivery.BLOCKED: 1}
    rows_of_never = await rows(
        region.database,
        AnnouncementRecipient,
        AnnouncementRecipient.person_id == mothers[1].id,
    )
    assert not rows_of_never


async def test_whoever_left_an_address_hears_of_it_by_mail(region: Region) -> None:
    """In the week's letter, if they wish that; without an address they are known to be lost."""
    leader = await leader_of(region)
    mothers = [await region.member() for _ in range(4)]
    for number, mother in enumerate(mothers[:3]):
        await confirmed_address(region, mother, f"mother{number}@example.org")
    await region.act(mothers[1], choose, Hearing.WEEKLY)
    for silent in (mothers[0], mothers[1], mothers[3]):
        await block(region, silent)
    announcement = await written(region, leader)
    assert await numbers_of(region, announcement) == Numbers(
        at_once=1, by_mail=1, weekly=1, unreachable=1
    )
    await region.act(leader, sending.send, announcement.id)
    letters = await queued(region.database, "announcement.letter")
    assert {row.recipient_id: row.by_mail for row in letters} == {
        mothers[0].id: True,
        mothers[2].id: False,
    }
    expected = {Delivery.WAITING: 2, Delivery.WEEKLY: 1, Delivery.BLOCKED: 1}
    assert await counts_of(region, announcement) == expected


async def test_whoever_left_or_was_refused_is_in_no_audience(region: Region) -> None:
    leader = await leader_of(region)
    for standing in (Standing.REFUSED, Standing.LEFT, Standing.ERASED):
        someone = await region.newcomer()
        await region.grant(someone, Role.ACTIVIST)
        async with region.database.write() as session:
            (await session.get_one(Person, someone.id)).standing = standing
            await session.commit()
    with pytest.raises(NobodyToTell):
        await sent(region, leader, audience=audience(AudienceRole.ACTIVISTS))


async def chat(
    region: Region, purpose: Purpose | None, district: int | None, state: ChatState
) -> int:
    async with region.database.write() as session:
        known = len((await session.scalars(select(Chat.id))).all())
        row = Chat(
            messenger="telegram",
            external_id=str(-100 - known),
            title=f"{purpose}",
            purpose=purpose,
            district_id=None if district is None else region.districts[district].id,
            state=state,
            created_at=region.clock.now(),
        )
        session.add(row)
        await session.commit()
        return row.id


async def test_chats_by_purpose_and_district_and_never_a_guardianship_body(
    region: Region,
) -> None:
    everywhere = await chat(region, Purpose.REGIONAL, None, ChatState.ACTIVE)
    here = await chat(region, Purpose.DISTRICT, 0, ChatState.ACTIVE)
    there = await chat(region, Purpose.DISTRICT, 1, ChatState.ACTIVE)
    await chat(region, Purpose.DISTRICT, 0, ChatState.LOST)
    await chat(region, Purpose.GUARDIANSHIP, 0, ChatState.ACTIVE)
    await chat(region, None, None, ChatState.NEW)
    leader, local = await leader_of(region), await leader_of(region, 1)
    purposes = [Purpose.REGIONAL, Purpose.DISTRICT, Purpose.GUARDIANSHIP]

    async def posted(by: Someone, **more: object) -> list[int]:
        before = await recipients(region.database, "announcement.post")
        await sent(region, by, audience=audience(purposes=purposes, **more))
        after = await recipients(region.database, "announcement.post")
        for one in before:
            after.remove(one)
        return after

    assert await posted(leader) == [everywhere, here, there]
    assert await posted(leader, districts=[region.districts[0].id]) == [everywhere, here]
    assert await posted(local) == [there]
