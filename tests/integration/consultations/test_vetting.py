"""From an invitation to an active specialist, and back after a farewell (feature 39)."""

import pytest

from community.consultations.specialists import service as specialists
from community.consultations.specialists.errors import (
    AlreadySpecialist,
    NotVetted,
    SpecialistCodeUnknown,
)
from community.consultations.specialists.kinds import SpecialistState
from community.consultations.specialists.models import Specialist
from community.core.actor import Role
from community.core.errors import DomainError, NotAllowed
from tests.support.factories import SYSTEM, Region
from tests.support.looking import only, rows
from tests.support.practice import helper, speciality


async def invited(region: Region) -> tuple[int, str]:
    chosen = await speciality(region)
    row, code = await region.act(SYSTEM, specialists.invite, "Ирина", [chosen])
    return row.id, code


async def test_nobody_is_active_whose_papers_and_words_nobody_knows(region: Region) -> None:
    leader, newcomer = await region.holder(Role.LEADER), await region.newcomer()
    number, code = await invited(region)
    await region.act(newcomer, specialists.claim, code)
    with pytest.raises(NotVetted) as caught:
        await region.act(leader, specialists.activate, number)
    assert caught.value.fields["missing"] == ["documents", "interview"]
    await region.act(leader, specialists.note_documents, number)
    await region.act(leader, specialists.note_interview, number)
    assert (await only(region.database, Specialist)).state is SpecialistState.VETTED
    await region.act(leader, specialists.activate, number)
    assert (await only(region.database, Specialist)).state is SpecialistState.ACTIVE


async def test_nobody_vets_themself(region: Region) -> None:
    leader = await region.holder(Role.LEADER)
    number, code = await invited(region)
    await region.act(leader, specialists.claim, code)
    for step in (specialists.note_documents, specialists.note_interview):
        with pytest.raises(DomainError):
            await region.act(leader, step, number)


async def test_a_leader_of_one_district_vets_nobody(region: Region) -> None:
    leader = await region.holder(Role.LEADER, district=0)
    number, code = await invited(region)
    await region.act(await region.newcomer(), specialists.claim, code)
    with pytest.raises(NotAllowed):
        await region.act(leader, specialists.note_documents, number)


async def test_an_invitation_opens_once_and_not_for_a_specialist(region: Region) -> None:
    known, _ = await helper(region)
    _, code = await invited(region)
    with pytest.raises(AlreadySpecialist):
        await region.act(known, specialists.claim, code)
    await region.act(await region.newcomer(), specialists.claim, code)
    with pytest.raises(SpecialistCodeUnknown):
        await region.act(await region.newcomer(), specialists.claim, code)


async def test_whoever_left_comes_back_and_is_vetted_anew(region: Region) -> None:
    someone, number = await helper(region)
    await region.act(someone, specialists.leave, number)
    _, code = await invited(region)
    again = await region.act(someone, specialists.claim, code)
    former, new = await rows(region.database, Specialist)
    assert (former.person_id, former.alias) == (None, "—")
    assert (new.id, new.person_id, new.state) == (again.id, someone.id, SpecialistState.CANDIDATE)
