"""Supervision is for those who lead groups, asked for like any help (feature 31)."""

import pytest

from community.consultations.requests import service as requests
from community.consultations.requests.kinds import ForWhom, RequestState
from community.consultations.requests.service import Ask
from community.consultations.specialists import queries as specialists
from community.core.errors import NotFound
from tests.support.circles import Circle
from tests.support.factories import Region


async def test_who_leads_a_group_may_ask_for_supervision_and_nobody_else(region: Region) -> None:
    circle, parent = await Circle.of(region), await region.member()
    async with region.database.read() as session:
        known = await specialists.specialities(session)
    supervision = next(one for one in known if one.for_facilitators)
    offered = await region.look(parent, specialists.askable)
    assert supervision.id not in [one.id for one in offered]
    asked = Ask(supervision.id, ForWhom.ME)

    with pytest.raises(NotFound):
        await region.act(parent, requests.ask, asked)
    request = await region.act(circle.facilitator, requests.ask, asked)

    assert request.state is RequestState.WAITING
