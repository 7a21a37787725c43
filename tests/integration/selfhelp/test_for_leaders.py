"""What leaders see and do: whom they may put in charge, how groups are, never who is in them."""

from datetime import timedelta

import pytest

from community.core.actor import Role
from community.core.errors import Conflict, InvalidInput, NotFound
from community.membership.people.errors import FacilitatorIsParent, NeverFacilitatorAndSpecialist
from community.selfhelp.care import queries as care
from community.selfhelp.care import vacancies
from community.selfhelp.care.models import VacancyReason
from community.selfhelp.care.queries import Trouble
from community.selfhelp.groups import leading
from community.selfhelp.groups import service as groups
from community.selfhelp.groups.candidates import candidates_to_lead, require_candidate
from community.selfhelp.groups.kinds import GroupState
from community.selfhelp.meetings import holding
from community.selfhelp.meetings.queries import Held, held_of
from tests.support.circles import Circle
from tests.support.factories import Region


async def activist(region: Region, given: str, *, district: int = 0) -> int:
    someone = await region.member(given, "Седова", district=district)
    await region.grant(someone, Role.ACTIVIST, district=district)
    return someone.id


async def test_activists_and_those_who_lead_already_may_be_put_in_charge(region: Region) -> None:
    circle = await Circle.of(region)
    near = await activist(region, "Анна")
    await activist(region, "Белла", district=1)
    specialist = await region.member("Галина", "Ким")
    await region.grant(specialist, Role.ACTIVIST, district=0)
    await region.grant(specialist, Role.SPECIALIST)
    await circle.joined(2)
    local = await region.holder(Role.LEADER, district=0)

    found = await region.look(local, candidates_to_lead)

    assert [(one.person_id, one.given_name) for one in found] == [
        (near, "Анна"),
        (circle.facilitator.id, "Вера"),
    ]
    assert [list(one.districts) for one in found] == [[region.districts[0].id], []]
    assert [list(one.leads) for one in found] == [[], ["Когда дома подросток"]]
    assert len(await region.look(circle.leader, candidates_to_lead)) == 3


async def test_anybody_else_is_refused_and_it_is_said_why(region: Region) -> None:
    leader, local = await region.holder(Role.LEADER), await region.holder(Role.LEADER, district=0)
    far = await activist(region, "Белла", district=1)
    specialist, parent = await region.member(), await region.member()
    await region.grant(specialist, Role.SPECIALIST)
    stranger = await region.newcomer()

    await region.look(leader, require_candidate, far)
    for by, person_id, refusal in (
        (local, far, InvalidInput),
        (leader, parent.id, InvalidInput),
        (leader, specialist.id, NeverFacilitatorAndSpecialist),
        (leader, stranger.id, FacilitatorIsParent),
        (leader, 999, NotFound),
    ):
        with pytest.raises(refusal):
            await region.look(by, require_candidate, person_id)


async def test_meetings_are_days_and_counts(region: Region) -> None:
    circle = await Circle.of(region)
    members = await circle.joined(2)
    first, second, *_ = await circle.meets()
    circle.until(second.ends_at)
    for meeting, came in ((first, members), (second, members[:1])):
        ids = [one.id for one in came]
        await region.act(circle.facilitator, holding.note_attendance, meeting.id, ids)

    found = await region.look(circle.leader, held_of, circle.group.id)

    assert found == [Held(second.starts_at, 1), Held(first.starts_at, 2)]
    with pytest.raises(NotFound):
        await region.look(await region.holder(Role.LEADER, district=1), held_of, circle.group.id)


async def test_a_leader_closes_only_what_nobody_leads(region: Region) -> None:
    circle = await Circle.of(region)
    with pytest.raises(Conflict):
        await region.act(circle.leader, groups.close_by_leader, circle.group.id, "Спасибо")

    await region.act(circle.facilitator, leading.step_down, circle.group.id)
    await region.act(circle.leader, groups.close_by_leader, circle.group.id, "Спасибо")

    assert (await circle.now()).state is GroupState.CLOSED


async def test_who_was_silent_and_is_gone_is_told_as_gone_and_comes_first(region: Region) -> None:
    circle = await Circle.of(region, title="Яблоня")
    region.clock.advance(timedelta(days=14))
    other = await Circle.of(region, title="Берёза")
    async with region.database.write() as session:
        await vacancies.notice_silent(session)
    await region.act(circle.facilitator, leading.step_down, circle.group.id)

    [(vacancy, group)] = await region.look(circle.leader, care.vacant_groups)
    rows = await region.look(circle.leader, care.overview)

    assert (vacancy.reason, group.id) == (VacancyReason.GONE, circle.group.id)
    assert [row.group.id for row in rows] == [circle.group.id, other.group.id]
    assert Trouble.SILENT not in rows[0].troubles
