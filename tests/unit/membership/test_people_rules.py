"""Names as people write them, codes as people dictate them, roles as they may be given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.core.actor import Actor, Grant, Role, system_actor
from community.membership.people.rules import (
    CODE_ALPHABET,
    CODE_LENGTH,
    GRANTABLE,
    REGION_ONLY,
    clean_name,
    lies_beside,
    may_grant,
    name_tokens,
    new_code,
    read_code,
)

KEDROVY, SOSNOVY = 1, 2


def holder(role: Role, district_id: int | None = None) -> Actor:
    return Actor(person_id=7, source="bot", grants=(Grant(role, district_id),))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Анна", "Анна"),
        ("Анна-Мария", "Анна-Мария"),
        ("О’Нил", "О’Нил"),
        ("О'Нил", "О'Нил"),
        ("Салтыков-Щедрин", "Салтыков-Щедрин"),
        ("  Мария   Петровна ", "Мария Петровна"),
        ("Ильин А.", "Ильин А."),
        ("Ли", "Ли"),
        ("Йоханнес", "Йоханнес"),
        ("Kim", "Kim"),
    ],
)
def test_names_are_kept_as_they_are_written(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["", " ", "Анна2", "89131234567", "@anna", "Анна!", "-Анна", "Анна-", "😀", "А" * 61, "a_b"],
)
def test_what_is_not_a_name_is_refused(typed: str) -> None:
    assert clean_name(typed) is None


def test_a_name_is_found_by_any_of_its_words_with_or_without_yo() -> None:
    assert name_tokens("Алёна", "Салтыкова-Щедрина") == {"алена", "салтыкова", "щедрина"}
    assert name_tokens("АЛЕНА") == name_tokens("алёна")
    assert name_tokens(None, "") == set()


@given(st.text(max_size=80))
def test_cleaning_twice_changes_nothing(typed: str) -> None:
    name = clean_name(typed)
    assert name is None or clean_name(name) == name


@given(st.text(alphabet=CODE_ALPHABET, min_size=CODE_LENGTH, max_size=CODE_LENGTH))
def test_a_code_survives_being_dictated(code: str) -> None:
    spaced = f" {code[:2].lower()} {code[2:4]}-{code[4:6]}–{code[6:]}. "

    assert read_code(spaced) == code


def test_cyrillic_letters_that_look_latin_are_read_as_they_look() -> None:
    assert read_code("авсенкмр тхуз") == "ABCEHKMPTXY3"


def test_codes_have_no_letters_that_are_mistaken_for_each_other() -> None:
    assert not set("ILO01") & set(CODE_ALPHABET)
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET) for code in codes)


def test_a_leader_of_a_district_gives_roles_only_there() -> None:
    leader = holder(Role.LEADER, KEDROVY)

    assert may_grant(leader, Role.ACTIVIST, KEDROVY)
    assert not may_grant(leader, Role.ACTIVIST, SOSNOVY)
    assert not may_grant(leader, Role.ACTIVIST, None), "the whole region is not hers to give"
    assert not may_grant(leader, Role.LEADER, None)


def test_nobody_but_the_installation_makes_the_first_administrator() -> None:
    assert may_grant(system_actor("cli"), Role.ADMIN, None)
    assert may_grant(holder(Role.ADMIN), Role.ADMIN, None)
    assert not any(may_grant(holder(role), Role.ADMIN, None) for role in set(Role) - {Role.ADMIN})


@pytest.mark.parametrize("role", sorted(REGION_ONLY))
def test_roles_of_the_region_are_never_bound_to_a_district(role: Role) -> None:
    assert not may_grant(system_actor("cli"), role, KEDROVY)


@pytest.mark.parametrize(
    ("code", "neighbours", "beside"),
    [
        ("sosnovy", ["sosnovy", "lesnoy"], True),
        ("dalny", ["sosnovy", "lesnoy"], False),
        ("dalny", [], True),  # the region's file says nothing of neighbours
        ("kedrovy", ["kedrovy"], False),
        ("kedrovy", [], False),
    ],
)
def test_a_family_lives_at_the_border_of_what_lies_beside(
    code: str, neighbours: list[str], beside: bool
) -> None:
    assert lies_beside(code, "kedrovy", neighbours) is beside


@pytest.mark.parametrize("giver", sorted(set(Role) - set(GRANTABLE)))
def test_whoever_is_neither_leader_nor_administrator_gives_nothing(giver: Role) -> None:
    assert not any(may_grant(holder(giver), role, None) for role in Role)


@given(
    giver=st.sampled_from(Role),
    giver_place=st.sampled_from([None, KEDROVY]),
    role=st.sampled_from(Role),
    place=st.sampled_from([None, KEDROVY, SOSNOVY]),
)
def test_no_role_is_given_beyond_the_givers_own_place(
    giver: Role, giver_place: int | None, role: Role, place: int | None
) -> None:
    if may_grant(holder(giver, giver_place), role, place):
        assert role in GRANTABLE[giver]
        assert giver_place is None or giver_place == place
