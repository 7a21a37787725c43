"""Rules and consents: published in versions, accepted with proof, asked again only when needed."""

from copy import deepcopy
from typing import Any

import pytest

from community.core.actor import Role
from community.core.audit import AuditEntry
from community.core.errors import Conflict, NotAllowed, NotFound
from community.membership.documents.errors import (
    ConsentMissing,
    DocumentTextInvalid,
    VersionOutdated,
)
from community.membership.documents.models import Acceptance, DocumentKind
from community.membership.documents.queries import (
    Shown,
    current_documents,
    document,
    proof,
    still_to_accept,
    versions,
)
from community.membership.documents.service import accept, publish_version, withdraw_optional
from community.membership.leaving.service import withdraw_consent
from tests.support.factories import Region, Someone
from tests.support.looking import race, recipients, rows

CONSENT, OPTIONAL = "consent_data", "consent_contact"


async def shown(region: Region, code: str = "rules", language: str = "ru") -> Shown:
    async with region.database.read() as session:
        return await document(session, code, language)


async def to_accept(region: Region, someone: Someone) -> list[str]:
    async with region.database.read() as session:
        return [row.code for row in await still_to_accept(session, someone.id)]


async def texts_of(region: Region, code: str, title: str) -> dict[str, Any]:
    async with region.database.read() as session:
        texts = deepcopy((await versions(session, code))[0].texts)
    texts["ru"]["title"] = title
    return texts


async def publish(
    region: Region, by: object, *, again: bool, code: str = "rules", based_on: int = 1
) -> int:
    texts = await texts_of(region, code, "Правила, исправленные")
    return await region.act(
        by,  # type: ignore[arg-type]
        publish_version,
        code,
        texts,
        asks_again=again,
        based_on=based_on,
    )


@pytest.fixture
async def leader(region: Region) -> Someone:
    someone = await region.newcomer()
    await region.grant(someone, Role.LEADER)
    return someone


async def test_every_consent_stands_alone_and_is_asked_for_in_order(region: Region) -> None:
    newcomer = await region.newcomer()

    asked = await to_accept(region, newcomer)

    async with region.database.read() as session:
        required = [d for d in await current_documents(session) if d.required]
    assert asked == [d.code for d in required if d.kind is not DocumentKind.NOTICE]
    assert CONSENT in asked
    assert OPTIONAL not in asked


async def test_what_is_accepted_is_asked_for_no_more_and_proof_is_kept(region: Region) -> None:
    newcomer = await region.newcomer()
    for code in await to_accept(region, newcomer):
        await region.act(newcomer, accept, (await shown(region, code)).version_id)

    assert await to_accept(region, newcomer) == []
    async with region.database.read() as session:
        accepted = await proof(session, newcomer.id)
    assert {(row.number, row.accepted_at) for row in accepted} == {(1, region.clock.now())}
    assert all(row.withdrawn_at is None for row in accepted)


async def test_nobody_applies_with_a_consent_missing(region: Region) -> None:
    newcomer = await region.newcomer()
    wanted = await to_accept(region, newcomer)
    for code in wanted:
        assert code == (await to_accept(region, newcomer))[0]
        with pytest.raises(ConsentMissing) as refused:
            await region.apply(newcomer)
        assert refused.value.fields == {"document": code}
        await region.act(newcomer, accept, (await shown(region, code)).version_id)

    await region.apply(newcomer)


async def test_a_second_tap_accepts_nothing_more(region: Region) -> None:
    newcomer, version = await region.newcomer(), (await shown(region)).version_id

    await region.act(newcomer, accept, version)
    _, errors = await race(*(region.act(newcomer, accept, version) for _ in range(5)))

    assert errors == []
    assert len(await rows(region.database, Acceptance)) == 1
    entries = [row.tag for row in await rows(region.database, AuditEntry)]
    assert entries.count("bot:document:accept") == 1


async def test_two_first_taps_at_once_accept_once(region: Region) -> None:
    newcomer, version = await region.newcomer(), (await shown(region)).version_id

    _, errors = await race(*(region.act(newcomer, accept, version) for _ in range(2)))

    assert errors == []
    assert len(await rows(region.database, Acceptance)) == 1


async def test_a_version_that_asks_again_is_told_to_every_member_once(
    region: Region, leader: Someone
) -> None:
    mothers = [await region.member() for _ in range(3)]
    await region.newcomer()

    assert await publish(region, leader, again=True) == 2

    assert await recipients(region.database, "documents.changed") == [m.id for m in mothers]
    for mother in mothers:
        assert await to_accept(region, mother) == ["rules"]
    async with region.database.read() as session:
        accepted = [row.code for row in await proof(session, mothers[0].id)]
    assert "rules" in accepted, "what was accepted before stays as proof"


async def test_a_small_correction_asks_nobody(region: Region, leader: Someone) -> None:
    mother = await region.member()

    await publish(region, leader, again=False)

    assert await recipients(region.database, "documents.changed") == []
    assert await to_accept(region, mother) == []
    assert (await shown(region)).title == "Правила, исправленные"
    newcomer = await region.newcomer()
    assert "rules" in await to_accept(region, newcomer)


async def test_a_correction_after_a_change_does_not_hide_the_change(
    region: Region, leader: Someone
) -> None:
    mother = await region.member()
    await publish(region, leader, again=True)
    await publish(region, leader, again=False, based_on=2)

    assert await to_accept(region, mother) == ["rules"]
    await region.act(mother, accept, (await shown(region)).version_id)
    assert await to_accept(region, mother) == []


async def test_what_was_replaced_while_being_read_is_not_accepted(
    region: Region, leader: Someone
) -> None:
    newcomer, read = await region.newcomer(), (await shown(region)).version_id
    await publish(region, leader, again=False)

    with pytest.raises(VersionOutdated):
        await region.act(newcomer, accept, read)
    with pytest.raises(NotFound):
        await region.act(newcomer, accept, 404)


async def test_of_two_editors_the_slower_one_is_told(region: Region, leader: Someone) -> None:
    _, errors = await race(*(publish(region, leader, again=True) for _ in range(3)))

    assert [type(error) for error in errors] == [Conflict, Conflict]
    async with region.database.read() as session:
        assert [version.number for version in await versions(session, "rules")] == [2, 1]
    with pytest.raises(Conflict):
        await publish(region, leader, again=True, based_on=1)


async def test_a_text_that_does_not_fit_is_not_published(region: Region, leader: Someone) -> None:
    texts = await texts_of(region, "rules", "о" * 81)
    with pytest.raises(DocumentTextInvalid):
        await region.act(leader, publish_version, "rules", texts, asks_again=False, based_on=1)
    with pytest.raises(NotFound):
        await region.act(
            leader,
            publish_version,
            "nonsense",
            await texts_of(region, "rules", "Правила"),
            asks_again=False,
            based_on=1,
        )


async def test_documents_belong_to_the_whole_region(region: Region) -> None:
    of_district = await region.holder(Role.LEADER, district=0)
    for somebody in (of_district, await region.holder(Role.ADMIN), await region.member()):
        with pytest.raises(NotAllowed):
            await publish(region, somebody, again=False)


async def test_an_optional_consent_comes_and_goes_and_each_time_is_on_record(
    region: Region,
) -> None:
    mother, version = await region.member(), (await shown(region, OPTIONAL)).version_id
    for _ in range(2):
        await region.act(mother, accept, version)
        await region.act(mother, withdraw_optional, OPTIONAL)

    async with region.database.read() as session:
        given = [row for row in await proof(session, mother.id) if row.code == OPTIONAL]
    assert len(given) == 2
    assert all(row.withdrawn_at == region.clock.now() for row in given)
    assert await to_accept(region, mother) == []


async def test_each_consent_has_its_own_way_out(region: Region) -> None:
    mother = await region.member()

    with pytest.raises(NotFound):
        await region.act(mother, withdraw_optional, CONSENT)
    for code in (OPTIONAL, "nonsense"):
        with pytest.raises(NotFound):
            await region.act(mother, withdraw_consent, code)
    assert (await region.actor(mother)).has_role(Role.PARENT)


async def test_documents_are_read_in_ones_own_language_or_else_in_russian(region: Region) -> None:
    russian, english = await shown(region), await shown(region, language="en")
    other = await shown(region, language="fr")

    assert russian.title != english.title
    assert other.title == russian.title
