"""The door of the site: a link opens once, a session ends when told, and roles are the key."""

from datetime import timedelta

import pytest

from community.core.actor import Role
from community.core.audit import AuditEntry
from community.core.errors import NotFound
from community.membership.people.models import RoleGrant
from community.membership.people.service import revoke_role
from community.membership.sign_in.errors import LinkNotValid, SignInNotAllowed
from community.membership.sign_in.models import LoginLink, WebSession
from community.membership.sign_in.service import (
    LINK_LIFE,
    SEEN_EVERY,
    SESSION_LIFE,
    close_session,
    create_link,
    find_session,
    live_sessions,
    note_seen,
    open_session,
)
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import only, race, rows

SECOND = timedelta(seconds=1)


@pytest.fixture
async def leader(region: Region) -> Someone:
    return await region.holder(Role.LEADER)


async def link_for(region: Region, someone: Someone) -> str:
    return await region.act(someone, create_link, someone.id)


async def enter(region: Region, token: str, device: str = "Firefox, Android") -> str:
    async with region.database.write() as session:
        return await open_session(session, token, device)


async def found(region: Region, cookie: str) -> WebSession | None:
    async with region.database.read() as session:
        return await find_session(session, cookie)


async def test_a_link_opens_the_site_and_the_log_says_so(region: Region, leader: Someone) -> None:
    cookie = await enter(region, await link_for(region, leader))

    session = await found(region, cookie)
    assert session is not None
    assert (session.person_id, session.device) == (leader.id, "Firefox, Android")
    tags = [entry.tag for entry in await rows(region.database, AuditEntry)]
    assert tags[-2:] == ["bot:login_link:create", "web:web_session:open"]


async def test_a_link_raced_by_ten_opens_one_session(region: Region, leader: Someone) -> None:
    token = await link_for(region, leader)

    opened, errors = await race(*(enter(region, token) for _ in range(10)))

    assert len(opened) == 1
    assert [type(error) for error in errors] == [LinkNotValid] * 9
    assert len(await rows(region.database, WebSession)) == 1


async def test_a_link_ends_with_its_time(region: Region, leader: Someone) -> None:
    early, late = await link_for(region, leader), await link_for(region, leader)

    region.clock.advance(LINK_LIFE - SECOND)
    await enter(region, early)
    region.clock.advance(SECOND)
    with pytest.raises(LinkNotValid):
        await enter(region, late)


@pytest.mark.parametrize("token", ["", "nonsense", "' OR 1=1 --"])
async def test_what_is_no_link_is_not_explained(region: Region, token: str) -> None:
    with pytest.raises(LinkNotValid) as refused:
        await enter(region, token)
    assert refused.value.fields == {}


@pytest.mark.parametrize("role", [Role.ACTIVIST, Role.FACILITATOR, Role.OFFICER, None])
async def test_who_has_nothing_to_do_there_gets_no_link(region: Region, role: Role | None) -> None:
    """An activist of the whole region reads complaints there, one of a district has no need to."""
    somebody = await region.holder(role, district=0) if role else await region.member()
    with pytest.raises(SignInNotAllowed):
        await link_for(region, somebody)
    assert await rows(region.database, LoginLink) == []


async def test_a_link_is_made_for_oneself_or_by_the_installation(
    region: Region, leader: Someone
) -> None:
    administrator = await region.holder(Role.ADMIN)

    with pytest.raises(NotFound):
        await region.act(administrator, create_link, leader.id)

    assert await enter(region, await region.act(SYSTEM, create_link, leader.id))


async def test_a_role_taken_back_makes_the_link_worthless(region: Region, leader: Someone) -> None:
    token = await link_for(region, leader)
    await region.act(SYSTEM, revoke_role, (await only(region.database, RoleGrant)).id)

    with pytest.raises(LinkNotValid):
        await enter(region, token)
    assert (await only(region.database, LoginLink)).used_at is None, "and nothing was written"


async def test_a_session_ends_with_its_time_or_when_closed(region: Region, leader: Someone) -> None:
    phone = await enter(region, await link_for(region, leader), "phone")
    region.clock.advance(timedelta(minutes=1))
    desk = await enter(region, await link_for(region, leader), "desk")
    shown = await region.look(leader, live_sessions)
    assert [session.device for session in shown] == ["desk", "phone"]

    await region.act(leader, close_session, shown[1].id)
    assert await found(region, phone) is None
    with pytest.raises(NotFound):
        await region.act(leader, close_session, shown[1].id)

    region.clock.advance(SESSION_LIFE - SECOND)
    assert await found(region, desk) is not None
    region.clock.advance(SECOND)
    assert await found(region, desk) is None
    assert await region.look(leader, live_sessions) == []


async def test_nobody_closes_anothers_session(region: Region, leader: Someone) -> None:
    other = await region.holder(Role.LEADER)
    cookie = await enter(region, await link_for(region, leader))
    session = await only(region.database, WebSession)

    with pytest.raises(NotFound):
        await region.act(other, close_session, session.id)
    assert await found(region, cookie) is not None


async def test_being_seen_is_noted_now_and_then_only(region: Region, leader: Someone) -> None:
    await enter(region, await link_for(region, leader))
    began = region.clock.now()
    seen = []
    for step in (SEEN_EVERY, SECOND):
        region.clock.advance(step)
        async with region.database.write() as session:
            await note_seen(session, (await only(region.database, WebSession)).id)
        seen.append((await only(region.database, WebSession)).seen_at)

    assert seen == [began, began + SEEN_EVERY + SECOND]


async def test_a_long_name_of_a_browser_is_cut(region: Region, leader: Someone) -> None:
    await enter(region, await link_for(region, leader), "Б" * 500)
    assert (await only(region.database, WebSession)).device == "Б" * 80
