"""Coming into a group and leaving it quietly; its list is for those in it alone."""

import pytest

from community.core.actor import Role
from community.core.errors import Conflict, NotAllowed, NotFound
from community.membership.leaving import service as leaving
from community.selfhelp.groups import queries as groups_read
from community.selfhelp.groups import service as groups
from community.selfhelp.groups.errors import AgreementChanged, SizeBelowMembers
from community.selfhelp.groups.kinds import Door
from community.selfhelp.members import queries
from community.selfhelp.members import service as members
from community.selfhelp.members.errors import GroupPausing, InGroupAlready
from community.selfhelp.members.kinds import MemberState
from tests.support.circles import Circle, plan_of
from tests.support.factories import Region
from tests.support.looking import queued, race, recipients


async def test_by_the_link_a_parent_is_in_at_once(region: Region) -> None:
    circle = await Circle.of(region, door=Door.INVITED, district_id=region.districts[1].id)
    parent = await region.member()

    member = await circle.join(parent)

    assert member.state is MemberState.MEMBER
    assert (await circle.now()).taken == 1
    assert await recipients(region.database, "selfhelp.welcome") == [parent.id]
    assert await recipients(region.database, "selfhelp.came") == [circle.facilitator.id]


async def test_without_the_link_whoever_leads_it_is_asked(region: Region) -> None:
    circle, parent = await Circle.of(region), await region.member("Анна", "Седова")

    member = await circle.join(parent, by_link=False)
    [asking] = await region.look(circle.facilitator, queries.asking, circle.group.id)

    assert (asking.member.id, asking.given_name) == (member.id, "Анна")
    assert await recipients(region.database, "selfhelp.asks") == [circle.facilitator.id]
    await region.act(circle.facilitator, members.answer, member.id, welcome=True)
    assert (await circle.now()).taken == 1
    with pytest.raises(Conflict):
        await region.act(circle.facilitator, members.answer, member.id, welcome=False)


async def test_not_now_is_said_kindly_and_one_may_ask_again(region: Region) -> None:
    circle, parent = await Circle.of(region), await region.member()
    member = await circle.join(parent, by_link=False)

    await region.act(circle.facilitator, members.answer, member.id, welcome=False)

    assert await recipients(region.database, "selfhelp.not_now") == [parent.id]
    assert (await circle.join(parent, by_link=False)).state is MemberState.ASKED


@pytest.mark.parametrize("hidden", [{"door": Door.INVITED}, {"district_id": 1}])
async def test_a_group_out_of_sight_is_asked_by_nobody(
    region: Region, hidden: dict[str, object]
) -> None:
    if "district_id" in hidden:
        hidden = {"district_id": region.districts[1].id}
    circle, parent = await Circle.of(region, **hidden), await region.member()

    assert await region.look(parent, groups_read.in_sight) == []
    with pytest.raises(NotFound):
        await circle.join(parent, by_link=False)


async def test_who_is_no_parent_comes_into_no_group(region: Region) -> None:
    circle, stranger = await Circle.of(region), await region.newcomer()

    with pytest.raises(NotAllowed):
        await circle.join(stranger)


async def test_a_renewed_link_makes_the_former_one_worthless(region: Region) -> None:
    circle, parent = await Circle.of(region, door=Door.INVITED), await region.member()
    former = circle.group.code

    await region.act(circle.facilitator, groups.renew_link, circle.group.id)

    with pytest.raises(NotFound):
        await region.act(parent, members.join, circle.group.id, 1, former)
    assert (await circle.join(parent)).state is MemberState.MEMBER


async def test_who_comes_to_a_full_group_waits_and_comes_in_when_a_place_is_free(
    region: Region,
) -> None:
    circle = await Circle.of(region, capacity=3)
    inside = await circle.joined(3)
    early, late = await region.member(), await region.member()
    assert (await circle.join(early)).state is MemberState.WAITING
    assert (await circle.join(late)).state is MemberState.WAITING

    await region.act(inside[0], members.leave, circle.group.id)

    own = await region.look(early, queries.own, circle.group.id)
    assert own.is_inside
    assert not (await region.look(late, queries.own, circle.group.id)).is_inside
    assert (await circle.now()).taken == 3
    assert early.id in await recipients(region.database, "selfhelp.welcome")


async def test_of_two_for_the_last_place_one_waits(region: Region) -> None:
    circle = await Circle.of(region, capacity=3)
    await circle.joined(2)
    one, other = await region.member(), await region.member()

    came, errors = await race(circle.join(one), circle.join(other))

    assert not errors
    assert sorted(member.state for member in came) == [MemberState.MEMBER, MemberState.WAITING]
    assert (await circle.now()).taken == 3


async def test_a_tap_that_came_twice_is_one_wish(region: Region) -> None:
    circle, parent = await Circle.of(region), await region.member()

    came, errors = await race(circle.join(parent), circle.join(parent))

    assert len(came) == 1
    assert [type(error) for error in errors] == [InGroupAlready]


async def test_leaving_is_quiet(region: Region) -> None:
    circle = await Circle.of(region)
    [parent] = await circle.joined()
    before = len(await queued(region.database, "selfhelp.came"))

    await region.act(parent, members.leave, circle.group.id)

    assert (await circle.now()).taken == 0
    assert len(await queued(region.database, "selfhelp.came")) == before
    for told in ("selfhelp.removed", "selfhelp.asks"):
        assert await recipients(region.database, told) == []


async def test_whoever_leaves_the_club_leaves_the_group(region: Region) -> None:
    circle = await Circle.of(region)
    [parent] = await circle.joined()

    await region.act(parent, leaving.leave)

    assert (await circle.now()).taken == 0


async def test_more_places_let_in_who_waits_and_never_fewer_than_are_in(region: Region) -> None:
    circle = await Circle.of(region, capacity=4)
    await circle.joined(4)
    waiting = await region.member()
    await circle.join(waiting)
    fewer = plan_of(region, capacity=3)

    with pytest.raises(SizeBelowMembers):
        await region.act(circle.facilitator, groups.change, circle.group.id, fewer)
    await region.act(circle.facilitator, groups.change, circle.group.id, plan_of(region))

    assert (await circle.now()).taken == 5


async def test_the_words_are_agreed_to_as_they_are_and_anew_when_they_change(
    region: Region,
) -> None:
    circle = await Circle.of(region)
    [parent] = await circle.joined()
    late = await region.member()

    await region.act(circle.facilitator, groups.renew_agreement, circle.group.id, "Мы бережны.")
    await region.act(circle.facilitator, groups.renew_agreement, circle.group.id, "Мы бережны.")

    assert await recipients(region.database, "selfhelp.agreement_changed") == [parent.id]
    assert (await region.look(parent, queries.own, circle.group.id)).has_new_words
    with pytest.raises(AgreementChanged):
        await region.act(late, members.join, circle.group.id, 1, circle.group.code)
    with pytest.raises(AgreementChanged):
        await region.act(parent, members.agree, circle.group.id, 1)
    await region.act(parent, members.agree, circle.group.id, 2)
    assert not (await region.look(parent, queries.own, circle.group.id)).has_new_words


async def test_nobody_comes_into_a_group_that_makes_a_pause(region: Region) -> None:
    circle, parent = await Circle.of(region), await region.member()
    await region.act(circle.facilitator, groups.pause, circle.group.id)

    with pytest.raises(GroupPausing):
        await circle.join(parent)
    await region.act(circle.facilitator, groups.resume, circle.group.id)

    assert (await circle.join(parent)).state is MemberState.MEMBER


@pytest.mark.parametrize("role", [Role.LEADER, Role.ADMIN, Role.ACTIVIST, Role.SPECIALIST, None])
async def test_the_list_is_seen_from_inside_alone(region: Region, role: Role | None) -> None:
    """Scenario 21: no right opens it, only being in the group."""
    circle = await Circle.of(region)
    [member] = await circle.joined()
    outsider = await region.holder(role) if role else await region.member()

    for inside in (member, circle.facilitator):
        faces = await region.look(inside, queries.faces, circle.group.id)
        assert [face.given_name for face in faces] == ["Вера", "Мария"]
    with pytest.raises(NotFound):
        await region.look(outsider, queries.faces, circle.group.id)
    with pytest.raises(NotFound):
        await region.look(outsider, queries.asking, circle.group.id)


async def test_who_was_removed_is_told_and_sees_nothing_more(region: Region) -> None:
    circle, parent = await Circle.of(region), await region.member()
    member = await circle.join(parent)

    await region.act(circle.facilitator, members.remove, member.id)

    assert await recipients(region.database, "selfhelp.removed") == [parent.id]
    with pytest.raises(NotFound):
        await region.look(parent, queries.faces, circle.group.id)


async def test_who_does_not_lead_it_decides_nothing_in_it(region: Region) -> None:
    circle, parent = await Circle.of(region), await region.member()
    member = await circle.join(parent)
    [other] = await circle.joined()

    for act, args in (
        (members.remove, (member.id,)),
        (groups.pause, (circle.group.id,)),
        (groups.renew_link, (circle.group.id,)),
        (groups.close, (circle.group.id, "Пока.")),
    ):
        with pytest.raises(NotFound):
            await region.act(other, act, *args)
        with pytest.raises(NotFound):
            await region.act(circle.leader, act, *args)
