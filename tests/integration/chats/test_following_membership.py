"""Chats follow the membership: whoever is admitted comes in, whoever leaves goes out of all."""

from datetime import timedelta

import pytest

from community.chats.models import Chat, ChatMember, Presence, Purpose, Raid
from community.core.actor import Role
from community.core.outbox.models import OutboxMessage, RecipientKind
from community.membership.leaving.service import come_back, leave
from community.membership.people.borders import add_border, drop_border
from community.membership.people.models import Person, RoleGrant
from community.membership.people.service import end_what_ran_out, merge_families, revoke_role
from community.membership.verification.kinds import ApplicantKind
from community.membership.verification.service import decide
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import only, queued, rows
from tests.support.rooms import Rooms


async def done_to(region: Region, someone: Someone) -> list[str]:
    stored = await rows(
        region.database,
        OutboxMessage,
        OutboxMessage.recipient_kind == RecipientKind.ACCOUNT,
        OutboxMessage.recipient_id == someone.account_id,
        OutboxMessage.template.startswith("chats."),
    )
    return [row.template for row in stored]


async def removed_from(region: Region, someone: Someone) -> list[int]:
    """Chats that the person is queued to be taken out of."""
    members = {row.id: row for row in await rows(region.database, ChatMember)}
    taken = [members[row.params["member"]] for row in await queued(region.database, "chats.remove")]
    return sorted(row.chat_id for row in taken if row.account_id == someone.account_id)


@pytest.fixture
async def places(rooms: Rooms) -> tuple[Chat, Chat, Chat]:
    """The region's chat, a district's, and its activists'."""
    return (
        await rooms.bound(Purpose.REGIONAL, None),
        await rooms.bound(district=0),
        await rooms.bound(Purpose.ACTIVISTS, 0),
    )


async def test_who_waited_at_the_door_is_let_in_the_moment_she_is_verified(
    region: Region, rooms: Rooms, places: tuple[Chat, Chat, Chat]
) -> None:
    mother = await region.newcomer()
    for place in places:
        await rooms.knock(mother, place)
    _, application = await region.applicant(someone=mother, district=0)

    await region.act(SYSTEM, decide, application.id, verified=True)

    assert await done_to(region, mother) == ["chats.admit", "chats.admit", "chats.decline"]


async def test_a_candidate_who_waited_among_parents_is_declined(
    region: Region, rooms: Rooms, places: tuple[Chat, Chat, Chat]
) -> None:
    someone = await region.newcomer()
    await rooms.knock(someone, places[1])
    _, application = await region.applicant(someone=someone, kind=ApplicantKind.CANDIDATE)

    await region.act(SYSTEM, decide, application.id, verified=True)

    assert await done_to(region, someone) == ["chats.decline"]


async def test_who_is_refused_waits_at_no_door(
    region: Region, rooms: Rooms, places: tuple[Chat, Chat, Chat]
) -> None:
    stranger = await region.newcomer()
    await rooms.knock(stranger, places[0])
    _, application = await region.applicant(someone=stranger)

    await region.act(SYSTEM, decide, application.id, verified=False)

    assert await done_to(region, stranger) == ["chats.decline"]


async def test_a_banned_person_is_not_let_in_by_being_verified(
    region: Region, rooms: Rooms, places: tuple[Chat, Chat, Chat]
) -> None:
    spammer = await region.newcomer()
    await rooms.note(spammer, places[0], Presence.BANNED)
    await rooms.knock(spammer, places[1])
    _, application = await region.applicant(someone=spammer)

    await region.act(SYSTEM, decide, application.id, verified=True)

    assert await done_to(region, spammer) == [], "a moderator was asked and has not answered"


async def test_who_leaves_the_club_leaves_every_chat_and_every_door(
    region: Region, rooms: Rooms, places: tuple[Chat, Chat, Chat]
) -> None:
    mother = await region.holder(Role.ACTIVIST, district=0)
    for place in places:
        await rooms.note(mother, place, Presence.MEMBER)
    other = await rooms.bound(district=1)
    await rooms.knock(mother, other)

    await region.act(mother, leave)

    assert await removed_from(region, mother) == [place.id for place in places]
    assert (await done_to(region, mother)).count("chats.remove") == 3, "each once"
    assert "chats.decline" in await done_to(region, mother)


async def test_a_spouse_who_stays_stays_in_the_chats(
    region: Region, rooms: Rooms, places: tuple[Chat, Chat, Chat]
) -> None:
    mother = await region.member(district=0)
    husband = await region.husband_of(mother)
    for someone in (mother, husband):
        await rooms.note(someone, places[1], Presence.MEMBER)

    await region.act(mother, leave)

    assert await removed_from(region, mother) == [places[1].id]
    assert await removed_from(region, husband) == []


async def test_a_new_role_opens_the_door_she_waited_at(
    region: Region, rooms: Rooms, places: tuple[Chat, Chat, Chat]
) -> None:
    mother = await region.member(district=0)
    await rooms.knock(mother, places[2])
    await region.grant(mother, Role.ACTIVIST, district=0)

    assert (await done_to(region, mother))[-1] == "chats.admit"


async def test_a_role_taken_back_closes_the_activists_chat_alone(
    region: Region, rooms: Rooms, places: tuple[Chat, Chat, Chat]
) -> None:
    activist = await region.holder(Role.ACTIVIST, district=0)
    for place in places:
        await rooms.note(activist, place, Presence.MEMBER)

    grant = await only(region.database, RoleGrant)
    await region.act(SYSTEM, revoke_role, grant.id)

    assert await removed_from(region, activist) == [places[2].id]


async def test_what_a_role_had_opened_closes_when_its_term_is_over(
    region: Region, rooms: Rooms, places: tuple[Chat, Chat, Chat]
) -> None:
    activist = await region.holder(Role.ACTIVIST, district=0)
    for place in places:
        await rooms.note(activist, place, Presence.MEMBER)
    async with region.database.write() as session:
        grant = await session.get_one(RoleGrant, 1)
        grant.expires_at = region.clock.now() + timedelta(days=1)
        await session.commit()
    region.clock.advance(timedelta(days=2))

    async with region.database.write() as session:
        await end_what_ran_out(session)

    assert await removed_from(region, activist) == [places[2].id]


async def test_one_role_of_two_keeps_the_activists_chat_open(
    region: Region, rooms: Rooms, places: tuple[Chat, Chat, Chat]
) -> None:
    activist = await region.holder(Role.ACTIVIST, district=0)
    await region.grant(activist, Role.LEADER)
    await rooms.note(activist, places[2], Presence.MEMBER)

    grant = await only(region.database, RoleGrant, RoleGrant.role == Role.ACTIVIST)
    await region.act(SYSTEM, revoke_role, grant.id)

    assert await removed_from(region, activist) == []


async def test_a_role_of_another_district_took_her_to_its_chat_and_out_again(
    region: Region, rooms: Rooms, places: tuple[Chat, Chat, Chat]
) -> None:
    activist = await region.member(district=0)
    await region.grant(activist, Role.ACTIVIST, district=1)
    there = await rooms.bound(district=1)
    for place in (*places[:2], there):
        await rooms.note(activist, place, Presence.MEMBER)

    grant = await only(region.database, RoleGrant)
    await region.act(SYSTEM, revoke_role, grant.id)

    assert await removed_from(region, activist) == [there.id], "a parent she stays"


async def test_who_is_no_parent_and_leads_no_more_goes_out_of_every_chat(
    region: Region, rooms: Rooms, places: tuple[Chat, Chat, Chat]
) -> None:
    leader = await region.newcomer()
    await region.grant(leader, Role.LEADER)
    for place in places:
        await rooms.note(leader, place, Presence.MEMBER)

    grant = await only(region.database, RoleGrant)
    await region.act(SYSTEM, revoke_role, grant.id)

    assert await removed_from(region, leader) == [place.id for place in places]


async def test_whom_a_moderator_let_in_stays_whatever_else_she_loses(
    region: Region, rooms: Rooms, places: tuple[Chat, Chat, Chat]
) -> None:
    guest = await region.member(district=2)
    await rooms.note(guest, places[1], Presence.MEMBER)
    await region.grant(guest, Role.ACTIVIST, district=1)

    grant = await only(region.database, RoleGrant)
    await region.act(SYSTEM, revoke_role, grant.id)

    assert await removed_from(region, guest) == []


async def test_a_neighbouring_district_opens_its_parents_chat_and_closes_it_again(
    region: Region, rooms: Rooms, places: tuple[Chat, Chat, Chat]
) -> None:
    mother = await region.member(district=12)
    father = await region.husband_of(mother)
    at_home = await rooms.bound(district=12)
    family = (await only(region.database, Person, Person.id == mother.id)).family_id
    border = family, region.districts[0].id
    await raid_in(region, places[1])
    for adult in (mother, father):
        await rooms.note(adult, at_home, Presence.MEMBER)
        await rooms.knock(adult, places[1])
    assert [await done_to(region, adult) for adult in (mother, father)] == [[], []]

    await region.act(mother, add_border, *border)

    for adult in (mother, father):
        assert await done_to(region, adult) == ["chats.admit"]
        for place in places[:2]:
            await rooms.note(adult, place, Presence.MEMBER)

    await region.act(father, drop_border, *border)

    for adult in (mother, father):
        assert await removed_from(region, adult) == [places[1].id], "not the region's, nor her own"


async def raid_in(region: Region, chat: Chat) -> None:
    """Whoever knocks now and is not known there waits."""
    async with region.database.write() as session:
        session.add(Raid(chat_id=chat.id, began_at=region.clock.now()))
        await session.commit()


async def test_an_activist_of_the_neighbours_keeps_their_chat_without_the_border(
    region: Region, rooms: Rooms, places: tuple[Chat, Chat, Chat]
) -> None:
    mother = await region.member(district=12)
    family = (await only(region.database, Person, Person.id == mother.id)).family_id
    border = family, region.districts[0].id
    await region.act(mother, add_border, *border)
    await region.grant(mother, Role.ACTIVIST, district=0)
    for place in places:
        await rooms.note(mother, place, Presence.MEMBER)

    await region.act(mother, drop_border, *border)
    assert await removed_from(region, mother) == []

    await region.act(mother, add_border, *border)
    grant = await only(region.database, RoleGrant)
    await region.act(SYSTEM, revoke_role, grant.id)
    assert await removed_from(region, mother) == [places[2].id], "the border keeps the parents'"


async def test_who_moves_with_the_family_it_became_leaves_the_former_districts_chat(
    region: Region, rooms: Rooms, places: tuple[Chat, Chat, Chat]
) -> None:
    wife, husband = await region.member(district=1), await region.member("Андрей", district=0)
    for place in places[:2]:
        await rooms.note(husband, place, Presence.MEMBER)
    families = [
        (await only(region.database, Person, Person.id == one.id)).family_id
        for one in (husband, wife)
    ]

    await region.act(SYSTEM, merge_families, *families, "супруги")

    assert await removed_from(region, husband) == [places[1].id]


async def test_who_comes_back_and_leaves_again_is_taken_out_again(
    region: Region, rooms: Rooms, places: tuple[Chat, Chat, Chat]
) -> None:
    mother = await region.member(district=0)
    for _ in range(2):
        await rooms.note(mother, places[1], Presence.MEMBER)
        await region.act(mother, leave)
        await rooms.note(mother, places[1], Presence.LEFT)
        region.clock.advance(timedelta(days=1))
        await region.act(mother, come_back)

    assert await removed_from(region, mother) == [places[1].id] * 2
