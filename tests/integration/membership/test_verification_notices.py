"""Whom an application concerns, and what each of them is told, once."""

from datetime import timedelta

import pytest

from community.core.actor import Role
from community.core.outbox.models import Priority
from community.membership.leaving.service import leave
from community.membership.verification.queries import undecided_of
from community.membership.verification.service import decide, vouch, withdraw_application
from tests.support.factories import SYSTEM, Region
from tests.support.looking import queued, recipients


async def test_the_districts_activists_get_a_card(region: Region) -> None:
    near = [await region.holder(Role.ACTIVIST, district=0) for _ in range(2)]
    await region.holder(Role.ACTIVIST, district=1)
    await region.holder(Role.LEADER)

    _, application = await region.applicant(district=0)

    cards = await queued(region.database, "application.card")
    mine = [row for row in cards if row.params == {"application": application.id}]
    assert [row.recipient_id for row in mine] == [activist.id for activist in near]
    assert {row.priority for row in mine} == {Priority.ANSWER}


async def test_where_there_is_no_activist_the_leaders_get_it(region: Region) -> None:
    of_region = await region.holder(Role.LEADER)
    of_here = await region.holder(Role.LEADER, district=0)
    await region.holder(Role.LEADER, district=1)

    _, application = await region.applicant(district=0)

    cards = await queued(region.database, "application.card")
    mine = [row.recipient_id for row in cards if row.params == {"application": application.id}]
    assert mine == [of_region.id, of_here.id]


async def test_an_applicant_with_a_role_is_not_asked_about_herself(region: Region) -> None:
    first_leader = await region.newcomer()
    await region.grant(first_leader, Role.LEADER)

    _, application = await region.applicant(someone=first_leader)
    await region.act(SYSTEM, decide, application.id, verified=True)

    assert await recipients(region.database, "application.card") == []
    assert await recipients(region.database, "application.overdue") == []
    assert await recipients(region.database, "application.verified") == [first_leader.id]


async def test_a_leader_is_reminded_of_what_waits_too_long(region: Region) -> None:
    leader = await region.newcomer()
    await region.grant(leader, Role.LEADER)

    mother, application = await region.applicant()

    (reminder,) = await queued(region.database, "application.overdue")
    assert reminder.recipient_id == leader.id
    assert reminder.due_at == application.created_at + timedelta(hours=24)
    async with region.database.read() as session:
        assert await undecided_of(session, mother.id) is not None, "the reminder would be true"

    await region.act(SYSTEM, decide, application.id, verified=True)
    async with region.database.read() as session:
        assert await undecided_of(session, mother.id) is None, "and is not true any more"


async def test_a_dispute_calls_the_leaders_and_refreshes_every_card(region: Region) -> None:
    one, other = [await region.holder(Role.ACTIVIST, district=0) for _ in range(2)]
    leader = await region.holder(Role.LEADER, district=0)
    _, application = await region.applicant()

    await region.act(one, vouch, application.id, in_favour=False)
    assert await recipients(region.database, "application.disputed") == []
    await region.act(other, vouch, application.id, in_favour=True)

    assert await recipients(region.database, "application.disputed") == [leader.id]
    updates = await queued(region.database, "application.card_update")
    mine = [row for row in updates if row.params == {"application": application.id}]
    assert [row.recipient_id for row in mine] == [one.id, other.id, leader.id] * 2
    assert len({row.unique_key for row in mine}) == 6, "doubted and disputed, each to three"


@pytest.mark.parametrize(("verified", "told"), [(True, "verified"), (False, "refused")])
async def test_the_applicant_hears_how_it_ended_once(
    region: Region, *, verified: bool, told: str
) -> None:
    mother, application = await region.applicant()

    await region.act(SYSTEM, decide, application.id, verified=verified)

    assert await recipients(region.database, f"application.{told}") == [mother.id]


async def test_a_withdrawn_application_is_taken_off_the_cards(region: Region) -> None:
    activist = await region.holder(Role.ACTIVIST, district=0)
    one, _ = await region.applicant()
    other, _ = await region.applicant()

    await region.act(one, withdraw_application)
    await region.act(other, leave)

    updates = await queued(region.database, "application.card_update")
    withdrawn = [row for row in updates if row.unique_key.split(":")[2] == "withdrawn"]
    assert [row.recipient_id for row in withdrawn] == [activist.id] * 2
