"""The first word with the bot: one account is one person, however many updates come at once."""

import pytest

from community.core.audit import AuditEntry
from community.core.errors import InvalidInput, NotAllowed
from community.membership.people.models import MessengerAccount, NameToken, Person, Standing
from community.membership.people.rules import ZONES
from community.membership.people.service import (
    choose_language,
    choose_zone,
    mark_unreachable,
    meet,
    rename,
)
from tests.support.factories import MESSENGER, SYSTEM, Region
from tests.support.looking import only, race, rows


async def hello(region: Region, external_id: str = "77", **how: object) -> int:
    async with region.database.write() as session:
        account = await meet(session, MESSENGER, external_id, **how)  # type: ignore[arg-type]
        return account.person_id


async def test_twenty_first_words_at_once_make_one_person(region: Region) -> None:
    met, errors = await race(*(hello(region) for _ in range(20)))

    assert errors == []
    person = await only(region.database, Person)
    assert set(met) == {person.id}
    assert person.standing is Standing.NEWCOMER
    assert (await only(region.database, MessengerAccount)).external_id == "77"


async def test_accounts_in_two_messengers_are_told_apart(region: Region) -> None:
    async with region.database.write() as session:
        here = await meet(session, "telegram", "77")
        there = await meet(session, "max", "77")

    assert here.person_id != there.person_id


async def test_seen_in_a_group_is_not_yet_spoken_with(region: Region) -> None:
    await hello(region, speaks=False)
    assert not (await only(region.database, MessengerAccount)).reachable

    await hello(region)
    assert (await only(region.database, MessengerAccount)).reachable


async def test_who_blocked_the_bot_is_reached_again_after_speaking_to_it(region: Region) -> None:
    someone = await region.newcomer()
    async with region.database.write() as session:
        await mark_unreachable(session, someone.account_id)
    blocked = await only(region.database, MessengerAccount)
    assert not blocked.reachable
    assert blocked.unreachable_since == region.clock.now()

    await hello(region, someone.external_id)

    again = await only(region.database, MessengerAccount)
    assert (again.reachable, again.unreachable_since) == (True, None)


async def test_being_seen_in_a_group_does_not_unblock(region: Region) -> None:
    someone = await region.newcomer()
    async with region.database.write() as session:
        await mark_unreachable(session, someone.account_id)

    await hello(region, someone.external_id, speaks=False)

    assert not (await only(region.database, MessengerAccount)).reachable


@pytest.mark.parametrize(("of_the_phone", "spoken"), [("ru", "ru"), ("en", "en"), ("fr", "ru")])
async def test_a_language_the_club_does_not_speak_becomes_russian(
    region: Region, of_the_phone: str, spoken: str
) -> None:
    await hello(region, language=of_the_phone)

    assert (await only(region.database, Person)).language == spoken


async def test_a_person_chooses_among_the_languages_there_are(region: Region) -> None:
    someone = await region.newcomer()

    await region.act(someone, choose_language, "en")
    with pytest.raises(InvalidInput):
        await region.act(someone, choose_language, "fr")

    assert (await only(region.database, Person)).language == "en"


async def test_a_corrected_name_is_searched_by_its_new_words_alone(region: Region) -> None:
    mother = await region.member("Анна", "Седова")
    old = {row.token for row in await rows(region.database, NameToken)}

    await region.act(mother, rename, "Анна-Мария", " О’Нил ")

    person = await only(region.database, Person)
    assert (person.given_name, person.family_name) == ("Анна-Мария", "О’Нил")
    new = {row.token for row in await rows(region.database, NameToken)}
    assert (len(old), len(new), len(old & new)) == (2, 4, 1), "анна, мария, о, нил; анна stayed"
    entry = (await rows(region.database, AuditEntry))[-1]
    assert (entry.tag, entry.facts) == ("bot:name:change", {})


async def test_what_is_no_name_changes_nothing(region: Region) -> None:
    mother = await region.member("Анна", "Седова")

    with pytest.raises(InvalidInput) as refused:
        await region.act(mother, rename, "Анна", "С3дова")

    assert refused.value.fields == {"field": "family_name"}
    assert (await only(region.database, Person)).family_name == "Седова"


async def test_nobody_leaves_a_name_before_they_agreed_to_its_being_kept(region: Region) -> None:
    stranger = await region.newcomer()

    with pytest.raises(NotAllowed):
        await region.act(stranger, rename, "Анна", "Седова")

    assert (await only(region.database, Person)).given_name is None


@pytest.mark.parametrize("zone", [*ZONES, None])
async def test_a_person_chooses_the_clock(region: Region, zone: str | None) -> None:
    someone = await region.newcomer()
    await region.act(someone, choose_zone, "Europe/Moscow")

    await region.act(someone, choose_zone, zone)

    assert (await only(region.database, Person)).zone == zone


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "Europe/Paris"])
async def test_a_clock_that_russia_has_not_is_refused(region: Region, zone: str) -> None:
    someone = await region.newcomer()

    with pytest.raises(InvalidInput):
        await region.act(someone, choose_zone, zone)

    assert (await only(region.database, Person)).zone is None


async def test_nobody_has_no_clock_to_choose(region: Region) -> None:
    with pytest.raises(NotAllowed):
        await region.act(SYSTEM, choose_zone, "Europe/Moscow")
