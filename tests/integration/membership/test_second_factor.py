"""Six digits from a phone: good once, locked after wrong tries, forgiving to a drifting clock."""

from datetime import timedelta

import pyotp
import pytest

from community.core.actor import Role
from community.core.audit import AuditEntry
from community.core.errors import NotFound
from community.core.options import Options, save_options
from community.membership.sign_in.errors import CodeNotValid, TooManyTries
from community.membership.sign_in.models import SecondFactor, WebSession
from community.membership.sign_in.service import (
    begin_second_factor,
    check_second_factor,
    create_link,
    open_session,
    remove_second_factor,
    second_factor,
    second_factor_due,
)
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import only, race, rows

STEP = timedelta(seconds=30)
WRONG = "000000"


@pytest.fixture(autouse=True)
def the_same_secret_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that no run meets the one in a million where a wrong code is right."""
    monkeypatch.setattr(pyotp, "random_base32", lambda: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")


@pytest.fixture
async def leader(region: Region) -> Someone:
    return await region.holder(Role.LEADER)


async def enter(region: Region, someone: Someone) -> WebSession:
    token = await region.act(someone, create_link, someone.id)
    async with region.database.write() as session:
        await open_session(session, token, "Firefox")
    return (await rows(region.database, WebSession))[-1]


async def digits(region: Region, drift: timedelta = timedelta()) -> str:
    """What the phone shows now, its clock wrong by `drift`."""
    secret = (await only(region.database, SecondFactor)).secret
    return pyotp.TOTP(secret).at(region.clock.now() + drift)


async def show(region: Region, who: Someone, session: WebSession, code: str) -> None:
    await region.act(who, check_second_factor, session.id, code)


async def due(region: Region, session: WebSession) -> bool:
    stored = await only(region.database, WebSession, WebSession.id == session.id)
    async with region.database.read() as reading:
        return await second_factor_due(reading, stored)


@pytest.fixture
async def confirmed(region: Region, leader: Someone) -> WebSession:
    """A browser of a leader whose second factor is in force."""
    session = await enter(region, leader)
    await region.act(leader, begin_second_factor)
    await show(region, leader, session, await digits(region))
    region.clock.advance(2 * STEP)
    return session


async def test_scanning_alone_puts_nothing_into_force(region: Region, leader: Someone) -> None:
    session = await enter(region, leader)
    secret = await region.act(leader, begin_second_factor)

    assert await region.act(leader, begin_second_factor) == secret, "the same code to scan again"
    assert not await due(region, session)

    await show(
        region, leader, session, f" {(await digits(region))[:3]} {(await digits(region))[3:]}"
    )

    async with region.database.read() as reading:
        assert await second_factor(reading, leader.id) is not None
    assert (await rows(region.database, AuditEntry))[-1].tag == "bot:second_factor:confirm"
    with pytest.raises(CodeNotValid):
        await region.act(leader, begin_second_factor)


async def test_a_new_browser_must_show_digits(
    region: Region, leader: Someone, confirmed: WebSession
) -> None:
    fresh = await enter(region, leader)
    assert await due(region, fresh)
    assert not await due(region, confirmed)

    await show(region, leader, fresh, await digits(region))

    assert not await due(region, fresh)


async def test_a_region_may_require_it_of_everybody(region: Region, leader: Someone) -> None:
    session = await enter(region, leader)
    assert not await due(region, session)

    await region.act(SYSTEM, save_options, Options(second_factor_required=True))

    assert await due(region, session)


async def test_digits_are_good_once(region: Region, leader: Someone, confirmed: WebSession) -> None:
    code = await digits(region)

    _, errors = await race(*(show(region, leader, confirmed, code) for _ in range(4)))

    assert [type(error) for error in errors] == [CodeNotValid] * 3


async def test_digits_older_than_the_last_ones_are_refused(
    region: Region, leader: Someone, confirmed: WebSession
) -> None:
    earlier = await digits(region, -STEP)
    await show(region, leader, confirmed, await digits(region))

    with pytest.raises(CodeNotValid):
        await show(region, leader, confirmed, earlier)


@pytest.mark.parametrize("steps", [-1, 1])
async def test_a_phone_may_be_half_a_minute_wrong(
    region: Region, leader: Someone, confirmed: WebSession, steps: int
) -> None:
    await show(region, leader, confirmed, await digits(region, steps * STEP))


@pytest.mark.parametrize("steps", [-3, 3])
async def test_a_phone_that_is_minutes_wrong_is_refused(
    region: Region, leader: Someone, confirmed: WebSession, steps: int
) -> None:
    with pytest.raises(CodeNotValid):
        await show(region, leader, confirmed, await digits(region, steps * STEP))


async def test_five_wrong_tries_lock_even_the_right_digits_out(
    region: Region, leader: Someone, confirmed: WebSession
) -> None:
    for wrong in (WRONG, "12345", "", "шестьсот", "1234567"):
        with pytest.raises(CodeNotValid):
            await show(region, leader, confirmed, wrong)

    with pytest.raises(TooManyTries) as locked:
        await show(region, leader, confirmed, await digits(region))
    assert locked.value.fields == {"minutes": 15}

    region.clock.advance(timedelta(minutes=14, seconds=30))
    with pytest.raises(TooManyTries) as locked:
        await show(region, leader, confirmed, await digits(region))
    assert locked.value.fields == {"minutes": 1}

    region.clock.advance(STEP)
    await show(region, leader, confirmed, await digits(region))


async def test_wrong_tries_at_once_are_all_counted(
    region: Region, leader: Someone, confirmed: WebSession
) -> None:
    _, errors = await race(*(show(region, leader, confirmed, WRONG) for _ in range(8)))

    kinds = sorted(type(error).__name__ for error in errors)
    assert kinds == ["CodeNotValid"] * 5 + ["TooManyTries"] * 3


async def test_a_success_forgives_earlier_tries(
    region: Region, leader: Someone, confirmed: WebSession
) -> None:
    for _ in range(2):
        for _ in range(4):
            with pytest.raises(CodeNotValid):
                await show(region, leader, confirmed, WRONG)
        await show(region, leader, confirmed, await digits(region))
        region.clock.advance(2 * STEP)


async def test_ones_own_digits_do_not_open_anothers_browser(
    region: Region, leader: Someone, confirmed: WebSession
) -> None:
    other = await region.holder(Role.LEADER)
    theirs = await enter(region, other)

    with pytest.raises(NotFound):
        await show(region, leader, theirs, await digits(region))

    stored = await only(region.database, WebSession, WebSession.id == theirs.id)
    assert stored.second_factor_at is None


async def test_a_lost_phone_is_forgotten_by_the_installation_only(
    region: Region, leader: Someone, confirmed: WebSession
) -> None:
    for somebody in (leader, await region.holder(Role.ADMIN)):
        with pytest.raises(NotFound):
            await region.act(somebody, remove_second_factor, leader.id)

    await region.act(SYSTEM, remove_second_factor, leader.id)

    assert await rows(region.database, SecondFactor) == []
    with pytest.raises(NotFound):
        await show(region, leader, confirmed, WRONG)
