"""What may still be put otherwise, and what that does to whoever was asked."""

from datetime import timedelta

import pytest

from community.consultations.requests import service
from community.consultations.requests.errors import RequestClosed, RequestTaken
from community.consultations.requests.kinds import Naming, OfferAnswer, RequestState, Urgency
from community.consultations.requests.models import Offer
from community.consultations.specialists.kinds import Format
from community.core.actor import Role
from community.core.errors import NotFound
from tests.support.factories import Region, Someone
from tests.support.looking import rows
from tests.support.practice import asked, helper, seen


@pytest.fixture
async def parent(region: Region) -> Someone:
    await region.holder(Role.LEADER)
    return await region.member("Анна", "Седова")


async def test_how_soon_and_under_which_name(region: Region, parent: Someone) -> None:
    await helper(region)
    request = await asked(region, parent)

    await region.act(
        parent, service.change, request.id, urgency=Urgency.TODAY, naming=Naming.FIRST_NAME
    )

    now = await seen(region, request)
    assert (now.urgency, now.naming) == (Urgency.TODAY, Naming.FIRST_NAME)
    assert now.state is RequestState.OFFERED
    assert now.due_at == region.clock.now() + timedelta(hours=2)


async def test_whoever_cannot_meet_so_is_let_go_and_the_next_one_asked(
    region: Region, parent: Someone
) -> None:
    _, far = await helper(region, in_person=False)
    home = region.districts[0].id
    _, near = await helper(region, alias="Вера", district_id=home)
    request = await asked(region, parent)
    assert (await seen(region, request)).specialist_id == far

    await region.act(parent, service.change_format, request.id, Format.IN_PERSON)

    now = await seen(region, request)
    assert (now.state, now.specialist_id) == (RequestState.OFFERED, near)
    answers = {one.specialist_id: one.answer for one in await rows(region.database, Offer)}
    assert answers == {far: OfferAnswer.TAKEN_BACK, near: None}


async def test_what_waited_is_looked_at_again(region: Region, parent: Someone) -> None:
    """Nobody comes to her district; in another one somebody is there."""
    other = region.districts[3].id
    _, there = await helper(region, online=False, district_id=other)
    request = await asked(region, parent, format=Format.IN_PERSON)
    assert (await seen(region, request)).state is RequestState.WAITING

    await region.act(parent, service.change, request.id, district_id=other)

    assert (await seen(region, request)).specialist_id == there


async def test_where_nobody_can_it_waits_with_a_leader(region: Region, parent: Someone) -> None:
    await helper(region, in_person=False)
    request = await asked(region, parent)

    await region.act(parent, service.change_format, request.id, Format.IN_PERSON)

    now = await seen(region, request)
    assert now.state is RequestState.WAITING
    assert now.responsible_id is not None


async def test_what_is_taken_is_told_to_the_specialist_instead(
    region: Region, parent: Someone
) -> None:
    specialist, _ = await helper(region)
    request = await asked(region, parent)
    await region.act(specialist, service.accept, request.id)

    with pytest.raises(RequestTaken):
        await region.act(parent, service.change, request.id, urgency=Urgency.CALM)

    await region.act(parent, service.take_back, request.id)
    with pytest.raises(RequestClosed):
        await region.act(parent, service.change_format, request.id, None)


async def test_it_is_nobody_elses_to_change(region: Region, parent: Someone) -> None:
    specialist, _ = await helper(region)
    request = await asked(region, parent)

    for other in (specialist, await region.member("Олег", "Ким")):
        with pytest.raises(NotFound):
            await region.act(other, service.change, request.id, urgency=Urgency.CALM)


async def test_a_district_that_is_not_there(region: Region, parent: Someone) -> None:
    await helper(region)
    request = await asked(region, parent)

    with pytest.raises(NotFound):
        await region.act(parent, service.change, request.id, district_id=999)
