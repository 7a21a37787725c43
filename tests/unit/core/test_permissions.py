"""The one table of rights: whole, read alike by everyone, never wider than what was given."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.core.actor import (
    PERMISSIONS,
    REVEALS,
    Action,
    Actor,
    Detail,
    Grant,
    Role,
    Scope,
    system_actor,
    who_sees,
)
from community.core.errors import NotAllowed

KEDROVY, SOSNOVY, LESNOY = 1, 2, 3
roles = st.sampled_from(Role)
grants = st.builds(Grant, role=roles, district_id=st.sampled_from([None, KEDROVY, SOSNOVY]))
actions = st.sampled_from(Action)


def somebody(*held: Grant) -> Actor:
    return Actor(person_id=7, source="bot", grants=held)


def test_every_action_has_its_line_and_nothing_stands_in_the_table_twice() -> None:
    assert set(PERMISSIONS) == set(Action)
    assert all(PERMISSIONS[action] for action in Action)


def test_everyone_may_see_take_along_and_withdraw_what_is_their_own() -> None:
    for action in (Action.OWN_VIEW, Action.OWN_EXPORT, Action.OWN_WITHDRAW):
        assert dict(PERMISSIONS[action]) == dict.fromkeys(Role, Scope.OWN)


@pytest.mark.parametrize(
    "stranger", [Role.OFFICER, Role.METHODOLOGIST, Role.PARENT, Role.CANDIDATE]
)
def test_outsiders_of_the_core_reach_nobody_but_themselves(stranger: Role) -> None:
    actor = somebody(Grant(stranger))
    assert not any(actor.may_at_all(action) for action in Action)


def test_a_specialist_reaches_requests_and_articles_and_no_names() -> None:
    actor = somebody(Grant(Role.SPECIALIST))
    reached = {action for action in Action if actor.may_at_all(action)}
    assert reached == {Action.HELP_TAKE, Action.ARTICLE_WRITE, Action.SITE_SIGN_IN}


def test_an_administrator_keeps_the_house_and_reads_no_names() -> None:
    administrator = somebody(Grant(Role.ADMIN))

    assert administrator.may(Action.ROLE_GRANT)
    for private in (Action.NAME_VIEW, Action.FAMILY_VIEW, Action.APPLICATION_VIEW):
        assert not administrator.may_at_all(private)


@pytest.mark.parametrize("detail", Detail)
def test_who_sees_what_is_computed_from_the_rights_themselves(detail: Detail) -> None:
    """What /privacy shows about a detail, found the long way round: by trying every role."""
    expected = {}
    for role in Role:
        region, district = somebody(Grant(role)), somebody(Grant(role, KEDROVY))
        revealing = [action for action in Action if detail in REVEALS.get(action, ())]
        if any(district.may(action, KEDROVY) for action in revealing):
            expected[role] = Scope.GRANTED
        elif any(region.may(action, KEDROVY) for action in revealing):
            expected[role] = Scope.REGIONAL

    assert who_sees(detail) == expected


def test_only_leaders_ever_see_a_name_outside_an_application() -> None:
    assert set(PERMISSIONS[Action.NAME_VIEW]) == {Role.LEADER}
    assert set(who_sees(Detail.NAME)) == {Role.LEADER, Role.ACTIVIST}


def test_a_leader_of_one_district_reaches_that_district_alone() -> None:
    leader = somebody(Grant(Role.LEADER, KEDROVY))

    assert leader.may(Action.FAMILY_VIEW, KEDROVY)
    assert not leader.may(Action.FAMILY_VIEW, SOSNOVY)
    assert not leader.may(Action.FAMILY_VIEW, None), "what is of no district is the region's"
    assert not leader.may_at_all(Action.DOCUMENT_EDIT), "documents belong to the whole region"


def test_a_leader_of_the_region_reaches_every_district() -> None:
    leader = somebody(Grant(Role.LEADER))
    assert all(leader.may(Action.FAMILY_VIEW, place) for place in (KEDROVY, SOSNOVY, None))


def test_two_districts_add_up() -> None:
    activist = somebody(Grant(Role.ACTIVIST, KEDROVY), Grant(Role.ACTIVIST, SOSNOVY))

    reach = activist.require(Action.APPLICATION_VOUCH)

    assert reach.districts == {KEDROVY, SOSNOVY}
    assert not reach.covers(LESNOY)


def test_what_is_ones_own_needs_a_person() -> None:
    assert somebody().require_own(Action.OWN_VIEW) == 7
    with pytest.raises(NotAllowed) as refused:
        system_actor().require_own(Action.OWN_VIEW)
    assert refused.value.fields == {"action": "own.view"}


def test_rights_that_are_missing_are_refused_by_name() -> None:
    with pytest.raises(NotAllowed) as refused:
        somebody(Grant(Role.PARENT, KEDROVY)).require(Action.AUDIT_VIEW)
    assert refused.value.fields == {"action": "audit.view"}


def test_the_club_itself_may_everything() -> None:
    assert all(system_actor().may(action, LESNOY) for action in Action)


@given(held=st.lists(grants, max_size=5), action=actions)
def test_reach_is_never_wider_than_the_grants(held: list[Grant], action: Action) -> None:
    reach = somebody(*held).reach(action)

    carrying = [g for g in held if PERMISSIONS[action].get(g.role) not in (None, Scope.OWN)]
    if reach is None:
        assert all(
            g.district_id is not None and PERMISSIONS[action][g.role] is Scope.REGIONAL
            for g in carrying
        )
    elif reach.districts is None:
        assert any(g.district_id is None for g in carrying)
    else:
        assert reach.districts <= {g.district_id for g in carrying}
        assert all(g.district_id is not None for g in carrying)


@given(held=st.lists(grants, max_size=4), more=grants, action=actions)
def test_another_role_never_takes_reach_away(
    held: list[Grant], more: Grant, action: Action
) -> None:
    before, after = somebody(*held), somebody(*held, more)

    for place in (None, KEDROVY, SOSNOVY, LESNOY):
        assert after.may(action, place) >= before.may(action, place)


def test_the_log_names_the_strongest_role() -> None:
    until = datetime(2027, 1, 1, tzinfo=UTC)
    mother = Grant(Role.PARENT, KEDROVY)

    assert somebody().leading_role is None
    assert somebody(mother).leading_role == "parent"
    assert somebody(mother, Grant(Role.ACTIVIST, KEDROVY, until)).leading_role == "activist"
    assert somebody(mother, Grant(Role.LEADER), Grant(Role.ADMIN)).leading_role == "admin"
