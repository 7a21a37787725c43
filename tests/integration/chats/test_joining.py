"""At the door of a chat: members are let in at once, strangers are led on, the rest hear why."""

from datetime import timedelta

import pytest

from community.chats.joining import (
    answer_request,
    ask_to_join,
    close_request,
    close_requests_of,
    take_up_again,
)
from community.chats.models import Chat, JoinRequest, Presence, Purpose, RequestState
from community.chats.queries import asking_to_join
from community.core.actor import Role
from community.core.audit import AuditEntry
from community.core.errors import Conflict, NotAllowed, NotFound
from community.core.outbox.models import OutboxMessage, RecipientKind
from community.membership.people.models import MessengerAccount, Standing
from community.membership.verification.kinds import ApplicantKind
from community.membership.verification.service import decide
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import only, queued, race, recipients, rows
from tests.support.rooms import Rooms


async def answers(region: Region, someone: Someone) -> list[str]:
    """What the one who knocked was queued to be told or done to, in order."""
    stored = await rows(
        region.database,
        OutboxMessage,
        OutboxMessage.recipient_kind == RecipientKind.ACCOUNT,
        OutboxMessage.recipient_id == someone.account_id,
    )
    return [row.template for row in stored]


async def candidate(region: Region) -> Someone:
    someone, application = await region.applicant(kind=ApplicantKind.CANDIDATE)
    await region.act(SYSTEM, decide, application.id, verified=True)
    return someone


async def test_a_member_is_let_in_at_once(region: Region, rooms: Rooms) -> None:
    mother = await region.member(district=0)
    for chat in (await rooms.bound(district=0), await rooms.bound(Purpose.REGIONAL, None)):
        await rooms.knock(mother, chat)

    assert await answers(region, mother) == ["chats.admit", "chats.admit"]


async def test_a_stranger_is_greeted_in_private_and_kept_waiting(
    region: Region, rooms: Rooms
) -> None:
    """Scenario 1: the chat itself hears nothing."""
    stranger = await region.newcomer(speaks=False)

    request = await rooms.knock(stranger, await rooms.bound())

    assert request.state is RequestState.WAITING
    assert await answers(region, stranger) == ["joining.greet"]
    sent = await rows(region.database, OutboxMessage)
    assert {row.recipient_kind for row in sent} == {RecipientKind.ACCOUNT}
    assert sent[0].params == {"request": request.id}


async def test_who_asked_to_join_the_club_hears_that_it_takes_its_time(
    region: Region, rooms: Rooms
) -> None:
    applicant, _ = await region.applicant()
    await rooms.knock(applicant, await rooms.bound())

    assert await answers(region, applicant) == ["joining.waiting"]


async def test_a_member_of_another_district_hears_which_chat_is_hers(
    region: Region, rooms: Rooms
) -> None:
    neighbour = await region.member(district=1)
    await rooms.knock(neighbour, await rooms.bound(district=0))

    assert await answers(region, neighbour) == ["joining.other_chat", "chats.decline"]


async def test_a_candidate_is_not_let_in_among_parents(region: Region, rooms: Rooms) -> None:
    """Scenario 3."""
    someone = await candidate(region)
    await rooms.knock(someone, await rooms.bound(district=0))

    assert await answers(region, someone) == ["joining.not_open", "chats.decline"]


async def test_activists_meet_among_themselves(region: Region, rooms: Rooms) -> None:
    chat = await rooms.bound(Purpose.ACTIVISTS, 0)
    activist, mother = await region.holder(Role.ACTIVIST, district=0), await region.member()
    for someone in (activist, mother):
        await rooms.knock(someone, chat)

    assert await answers(region, activist) == ["chats.admit"]
    assert await answers(region, mother) == ["joining.not_open", "chats.decline"]


async def test_a_refused_person_may_try_to_join_again(region: Region, rooms: Rooms) -> None:
    stranger, application = await region.applicant()
    await region.act(SYSTEM, decide, application.id, verified=False)
    await rooms.knock(stranger, await rooms.bound())

    assert await answers(region, stranger) == ["joining.greet"]


async def test_who_is_banned_in_one_chat_is_looked_at_before_another(
    region: Region, rooms: Rooms
) -> None:
    banned = await region.member(district=0)
    activist = await region.holder(Role.ACTIVIST, district=0)
    leader = await region.holder(Role.LEADER)
    await region.holder(Role.ACTIVIST, district=1)
    await rooms.note(banned, await rooms.bound(Purpose.REGIONAL, None), Presence.BANNED)
    ours = await rooms.bound(district=0)

    request = await rooms.knock(banned, ours)
    region.clock.advance(timedelta(minutes=1))
    await rooms.knock(banned, ours)

    assert await answers(region, banned) == ["joining.moderator_looks"] * 2
    assert await recipients(region.database, "chats.banned_asks") == [activist.id, leader.id]
    async with region.database.write() as session:
        await take_up_again(session, ours.id)
    await region.grant(banned, Role.ACTIVIST, district=0)
    assert "chats.admit" not in await answers(region, banned), "neither rights nor a role let in"
    await region.act(leader, answer_request, request.id, admit=True)
    assert (await answers(region, banned))[-1] == "chats.admit"


@pytest.mark.parametrize("purpose", [None, Purpose.GUARDIANSHIP])
async def test_the_bot_opens_no_door_of_a_body_or_of_an_unknown_chat(
    region: Region, rooms: Rooms, purpose: Purpose | None
) -> None:
    chat = await rooms.bound(purpose, 0) if purpose else await rooms.new()
    mother = await region.member(district=0)

    async with region.database.write() as session:
        account = await session.get_one(MessengerAccount, mother.account_id)
        assert await ask_to_join(session, chat.id, account) is None

    assert await rows(region.database, JoinRequest) == []
    assert await answers(region, mother) == []


async def test_a_repeated_update_is_answered_once(region: Region, rooms: Rooms) -> None:
    stranger, chat = await region.newcomer(), await rooms.bound()

    requests, errors = await race(*(rooms.knock(stranger, chat) for _ in range(5)))

    assert errors == []
    assert len({request.id for request in requests}) == 1
    assert await answers(region, stranger) == ["joining.greet"]


async def test_asking_again_later_is_answered_again(region: Region, rooms: Rooms) -> None:
    stranger, chat = await region.newcomer(), await rooms.bound()
    await rooms.knock(stranger, chat)
    region.clock.advance(timedelta(days=7))

    await rooms.knock(stranger, chat)

    assert await answers(region, stranger) == ["joining.greet"] * 2
    assert (await only(region.database, JoinRequest)).requested_at == region.clock.now()


async def test_a_request_that_ended_makes_room_for_another(region: Region, rooms: Rooms) -> None:
    stranger, chat = await region.newcomer(), await rooms.bound()
    first = await rooms.knock(stranger, chat)
    async with region.database.write() as session:
        await close_request(session, first.id, RequestState.DECLINED)

    second = await rooms.knock(stranger, chat)

    assert second.id != first.id
    states = [row.state for row in await rows(region.database, JoinRequest)]
    assert states == [RequestState.DECLINED, RequestState.WAITING]


async def test_what_the_messenger_says_ends_the_waiting(region: Region, rooms: Rooms) -> None:
    stranger, chat = await region.newcomer(), await rooms.bound()
    request = await rooms.knock(stranger, chat)
    for state in (RequestState.ADMITTED, RequestState.GONE):
        async with region.database.write() as session:
            await close_requests_of(session, chat.id, stranger.account_id, state)
            await close_request(session, request.id, state)

    stored = await only(region.database, JoinRequest)
    assert (stored.state, stored.decided_at) == (RequestState.ADMITTED, region.clock.now())


async def test_a_moderator_answers_by_hand_and_only_one_of_two(
    region: Region, rooms: Rooms
) -> None:
    one, other = [await region.holder(Role.ACTIVIST, district=0) for _ in range(2)]
    stranger = await region.newcomer()
    request = await rooms.knock(stranger, await rooms.bound(district=0))

    _, errors = await race(
        region.act(one, answer_request, request.id, admit=True),
        region.act(other, answer_request, request.id, admit=False),
    )

    assert [type(error) for error in errors] == [Conflict]
    told = await answers(region, stranger)
    assert len(told) == 2
    stored = await only(region.database, JoinRequest)
    by = one if told[1] == "chats.admit" else other
    assert stored.decided_by_id == by.id
    entry = (await rows(region.database, AuditEntry))[-1]
    assert entry.tag == f"bot:join_request:{told[1].removeprefix('chats.')}"


async def test_a_moderator_of_elsewhere_finds_no_request(region: Region, rooms: Rooms) -> None:
    elsewhere = await region.holder(Role.ACTIVIST, district=1)
    request = await rooms.knock(await region.newcomer(), await rooms.bound(district=0))

    with pytest.raises(NotFound):
        await region.act(elsewhere, answer_request, request.id, admit=True)
    with pytest.raises(NotAllowed):
        await region.act(await region.member(), answer_request, request.id, admit=True)
    with pytest.raises(NotFound):
        await region.act(SYSTEM, answer_request, 404, admit=True)


async def test_a_right_that_comes_back_opens_the_door_to_those_who_waited(
    region: Region, rooms: Rooms
) -> None:
    chat: Chat = await rooms.bound(district=0)
    mother, stranger = await region.member(district=0), await region.newcomer()
    for someone in (mother, stranger):
        await rooms.knock(someone, chat)
    region.clock.advance(timedelta(hours=1))

    async with region.database.write() as session:
        await take_up_again(session, chat.id)

    assert await answers(region, mother) == ["chats.admit"] * 2
    assert await answers(region, stranger) == ["joining.greet"]


async def test_a_moderator_sees_how_the_club_knows_who_waits(region: Region, rooms: Rooms) -> None:
    chat = await rooms.bound()
    applicant, _ = await region.applicant()
    for someone in (await region.newcomer(), applicant):
        await rooms.knock(someone, chat)

    async with region.database.read() as session:
        waiting = await asking_to_join(session, chat.id)

    assert [row.standing for row in waiting] == [Standing.NEWCOMER, Standing.APPLICANT]
    assert await queued(region.database, "chats.raid") == []
