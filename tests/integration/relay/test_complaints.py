"""A complaint opens one conversation to two named people together, and never to one."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from community.core.actor import Actor, Role
from community.core.audit import AuditEntry, views_of
from community.core.errors import DomainError, InvalidInput, NotAllowed, NotFound
from community.membership.leaving.facts import PersonErased
from community.membership.people.queries import active_grants
from community.membership.people.service import revoke_role
from community.relay import complaints
from community.relay.errors import ComplaintEnded, NotOpenToBoth, WordsTooLong
from community.relay.facts import ComplaintDecided
from community.relay.kinds import ComplaintOutcome, ComplaintState
from community.relay.models import Complaint
from community.relay.rules import COMPLAINT_LIMIT
from community.relay.service import (
    complain,
    consent,
    decide,
    erase_due,
    look_at,
    name_readers,
    on_erased,
    read,
    take_consent_back,
)
from tests.integration.relay.talk import Talk, as_
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import only, queued, race, recipients, rows
from tests.support.raw import found_in_clear

WORDS = "Она смеялась надо мной"


@dataclass
class Desk:
    """A complaint of the asker's, a leader of the region and an activist of it."""

    region: Region
    talk: Talk
    leader: Someone
    second: Someone
    id: int

    async def does(self, by: Someone, act: object, *args: object) -> object:
        return await self.region.act(by, act, self.id, *args)  # type: ignore[arg-type]

    async def named(self) -> None:
        await self.does(self.leader, name_readers, self.second.id)

    async def opened(self) -> None:
        await self.named()
        for reader in (self.leader, self.second):
            await self.does(reader, consent)

    async def row(self) -> Complaint:
        return await only(self.region.database, Complaint, Complaint.id == self.id)


@pytest.fixture
async def desk(region: Region, talk: Talk) -> Desk:
    leader = await region.holder(Role.LEADER)
    second = await region.holder(Role.ACTIVIST)
    await talk.say(talk.asker, "Он не спит")
    await talk.say(talk.helper, "Сами виноваты")
    complaint = await region.act(as_(talk.asker), complain, talk.id, WORDS)
    return Desk(region, talk, leader, second, complaint.id)


async def test_leaders_of_the_region_hear_that_there_is_one(region: Region, desk: Desk) -> None:
    row = await desk.row()

    assert (row.by_id, row.about_id) == (desk.talk.asker.id, desk.talk.helper.id)
    assert (row.words, row.state) == (WORDS, ComplaintState.OPEN)
    assert await recipients(region.database, "relay.complained") == [desk.leader.id]
    assert await found_in_clear(region.database, [WORDS]) == []


async def test_whoever_has_no_part_complains_of_nothing(
    region: Region, talk: Talk, stranger: Someone
) -> None:
    with pytest.raises(NotFound):
        await region.act(as_(stranger), complain, talk.id, WORDS)
    with pytest.raises(InvalidInput):
        await region.act(as_(talk.helper), complain, talk.id, "  ")
    with pytest.raises(WordsTooLong):
        await region.act(as_(talk.helper), complain, talk.id, "я" * (COMPLAINT_LIMIT + 1))


async def test_more_words_are_added_while_nobody_has_decided(region: Region, desk: Desk) -> None:
    for words in (WORDS, "И грубила", "И грубила"):
        await region.act(as_(desk.talk.asker), complain, desk.talk.id, words)

    assert (await desk.row()).words == f"{WORDS}\n\nИ грубила"
    assert len(await queued(region.database, "relay.complained")) == 1


async def test_two_at_once_are_one_complaint(region: Region, talk: Talk) -> None:
    _, errors = await race(
        *(region.act(as_(talk.helper), complain, talk.id, WORDS) for _ in range(4))
    )

    assert errors == []
    assert (await only(region.database, Complaint)).words == WORDS


async def test_nobody_reads_alone(region: Region, desk: Desk) -> None:
    with pytest.raises(NotFound):  # nobody is named yet
        await desk.does(desk.leader, read)
    await desk.named()
    for reader in (desk.leader, desk.second):
        with pytest.raises(NotOpenToBoth):
            await desk.does(reader, read)
    await desk.does(desk.leader, consent)
    await desk.does(desk.leader, consent)  # not for the other one
    for reader in (desk.leader, desk.second):
        with pytest.raises(NotOpenToBoth):
            await desk.does(reader, read)
    await desk.does(desk.second, consent)

    for reader in (desk.leader, desk.second):
        opened = await region.act(reader, read, desk.id)
        assert [one.words for one in opened.messages] == ["Он не спит", "Сами виноваты"]


async def test_both_sides_see_that_it_was_read(region: Region, desk: Desk) -> None:
    await desk.opened()
    await desk.does(desk.second, read)

    for side in (desk.talk.asker, desk.talk.helper):
        async with region.database.read() as session:
            (view,) = await views_of(session, side.id)
        assert (view.tag, view.actor_role) == ("bot:conversation:view", "activist")


@pytest.mark.parametrize("hours", [72, 100])
async def test_after_three_days_it_is_closed_again(region: Region, desk: Desk, hours: int) -> None:
    await desk.opened()
    region.clock.advance(timedelta(hours=hours))

    with pytest.raises(NotOpenToBoth):
        await desk.does(desk.leader, read)
    await desk.does(desk.leader, consent)
    with pytest.raises(NotOpenToBoth):
        await desk.does(desk.leader, read)
    await desk.does(desk.second, consent)
    assert await desk.does(desk.leader, read)


async def test_a_consent_of_long_ago_opens_nothing(region: Region, desk: Desk) -> None:
    await desk.named()
    await desk.does(desk.leader, consent)
    region.clock.advance(timedelta(hours=73))
    await desk.does(desk.second, consent)

    with pytest.raises(NotOpenToBoth):
        await desk.does(desk.second, read)


async def test_one_who_takes_their_consent_back_closes_it_for_both(desk: Desk) -> None:
    await desk.opened()
    await desk.does(desk.second, take_consent_back)

    for reader in (desk.leader, desk.second):
        with pytest.raises(NotOpenToBoth):
            await desk.does(reader, read)


async def test_one_who_has_lost_the_right_closes_it_for_both(region: Region, desk: Desk) -> None:
    await desk.opened()
    async with region.database.read() as session:
        (grant,) = await active_grants(session, desk.second.id)
    await region.act(SYSTEM, revoke_role, grant.id)

    with pytest.raises(NotAllowed):
        await desk.does(desk.second, read)
    with pytest.raises(NotOpenToBoth):
        await desk.does(desk.leader, read)


async def test_another_second_person_is_asked_anew(region: Region, desk: Desk) -> None:
    await desk.opened()
    third = await region.holder(Role.LEADER)
    await desk.does(desk.leader, name_readers, third.id)

    with pytest.raises(NotFound):
        await desk.does(desk.second, read)
    for reader in (desk.leader, third):
        with pytest.raises(NotOpenToBoth):
            await desk.does(reader, read)


@pytest.mark.parametrize("role", [Role.METHODOLOGIST, Role.ADMIN, Role.SPECIALIST])
async def test_others_know_of_nothing(region: Region, desk: Desk, role: Role) -> None:
    somebody = await region.holder(role)
    await desk.opened()
    with pytest.raises(NotAllowed):
        await region.look(somebody, complaints.all_seen)
    for act in (read, consent, look_at):
        with pytest.raises(NotAllowed):
            await desk.does(somebody, act)
    with pytest.raises(InvalidInput):
        await desk.does(desk.leader, name_readers, somebody.id)


async def test_neither_a_district_leader_nor_a_district_activist(
    region: Region, desk: Desk
) -> None:
    for role in (Role.LEADER, Role.ACTIVIST):
        local = await region.holder(role, district=0)
        with pytest.raises(NotAllowed):
            await region.look(local, complaints.all_seen)
        with pytest.raises(InvalidInput):
            await desk.does(desk.leader, name_readers, local.id)


async def test_an_activist_sees_only_where_they_are_named(region: Region, desk: Desk) -> None:
    assert await region.look(desk.second, complaints.all_seen) == []
    await desk.named()
    assert [one.id for one in await region.look(desk.second, complaints.all_seen)] == [desk.id]


async def test_a_side_is_never_a_reader_even_if_they_lead(region: Region, desk: Desk) -> None:
    await region.grant(desk.talk.helper, Role.LEADER)
    accused = await region.actor(desk.talk.helper)
    assert await region.look(accused, complaints.all_seen) == []
    for act, args in ((name_readers, (desk.second.id,)), (consent, ()), (look_at, ())):
        with pytest.raises(NotFound):
            await region.act(accused, act, desk.id, *args)
    with pytest.raises(InvalidInput):
        await desk.does(desk.leader, name_readers, desk.talk.helper.id)


@pytest.mark.parametrize("second", ["leader", "asker", "helper"])
async def test_the_database_itself_refuses_such_readers(
    region: Region, desk: Desk, second: str
) -> None:
    people = {"leader": desk.leader, "asker": desk.talk.asker, "helper": desk.talk.helper}
    async with region.database.write() as session:
        row = await session.get_one(Complaint, desk.id)
        row.first_reader_id, row.second_reader_id = desk.leader.id, people[second].id
        with pytest.raises(IntegrityError):
            await session.flush()


async def test_the_database_itself_opens_nothing_by_one_consent(region: Region, desk: Desk) -> None:
    await desk.named()
    async with region.database.write() as session:
        row = await session.get_one(Complaint, desk.id)
        row.first_consent_at = row.open_until = region.clock.now()
        with pytest.raises(IntegrityError):
            await session.flush()


async def test_the_words_of_a_complaint_are_for_the_two_alone(region: Region, desk: Desk) -> None:
    card = await region.act(desk.leader, look_at, desk.id)
    assert (card.by, card.about, card.words) == ("Семья-217", "психолог Ирина", None)
    await desk.named()

    assert (await region.act(desk.leader, look_at, desk.id)).words == WORDS
    async with region.database.read() as session:
        (view,) = await views_of(session, desk.talk.asker.id)
    assert view.tag == "bot:complaint:view"


@pytest.mark.parametrize("outcome", ComplaintOutcome)
async def test_one_of_the_two_decides(
    region: Region, desk: Desk, outcome: ComplaintOutcome
) -> None:
    heard: list[ComplaintDecided] = []

    async def listen(_session: object, fact: ComplaintDecided) -> None:
        heard.append(fact)

    region.database.facts.subscribe(ComplaintDecided, listen)
    with pytest.raises(NotFound):
        await desk.does(desk.leader, decide, outcome)
    await desk.opened()
    await desk.does(desk.second, decide, outcome, "Поговорили")

    row = await desk.row()
    assert (row.state, row.outcome, row.note) == (ComplaintState.DECIDED, outcome, "Поговорили")
    assert heard == [ComplaintDecided(desk.id, desk.talk.id, desk.talk.helper.id, outcome)]
    assert ((await desk.talk.row()).closed_at is None) == (outcome is not ComplaintOutcome.ENDED)
    assert await recipients(region.database, "relay.complaint_decided") == [desk.talk.asker.id]
    for act, args in ((read, ()), (consent, ()), (decide, (outcome,))):
        with pytest.raises(ComplaintEnded):
            await desk.does(desk.leader, act, *args)


async def test_of_two_decisions_at_once_one_stands(region: Region, desk: Desk) -> None:
    await desk.opened()
    _, errors = await race(
        desk.does(desk.leader, decide, ComplaintOutcome.NO_GROUND),
        desk.does(desk.second, decide, ComplaintOutcome.ENDED),
    )

    assert [type(error) for error in errors] == [ComplaintEnded]
    entries = await rows(region.database, AuditEntry, AuditEntry.tag == "bot:complaint:decide")
    assert len(entries) == 1


async def test_an_open_complaint_holds_erasure_up_for_a_month(region: Region, desk: Desk) -> None:
    await desk.talk.close(desk.talk.asker)
    due = (await desk.talk.row()).erase_at
    assert due is not None
    region.clock.advance(due - region.clock.now())

    async def erased() -> int:
        async with region.database.write() as session:
            return await erase_due(session)

    assert await erased() == 0
    region.clock.advance(timedelta(days=30))
    assert await erased() == 1
    row = await desk.row()
    assert (row.state, row.words) == (ComplaintState.LAPSED, None)
    with pytest.raises(NotFound):
        await region.act(as_(desk.talk.asker), complain, desk.talk.id, WORDS)


async def test_a_decided_one_holds_nothing_up(region: Region, desk: Desk) -> None:
    await desk.opened()
    await desk.does(desk.leader, decide, ComplaintOutcome.ENDED, "тайная заметка")
    due = (await desk.talk.row()).erase_at
    assert due is not None
    region.clock.advance(due - region.clock.now())
    async with region.database.write() as session:
        assert await erase_due(session) == 1

    row = await desk.row()
    assert (row.state, row.words, row.note) == (ComplaintState.DECIDED, None, None)


async def test_whoever_is_forgotten_takes_their_words_along(region: Region, desk: Desk) -> None:
    await desk.opened()
    await desk.does(desk.leader, decide, ComplaintOutcome.NO_GROUND, "заметка")
    async with region.database.write() as session:
        await on_erased(session, PersonErased(desk.talk.asker.id, ()))
        await session.commit()

    row = await desk.row()
    assert (row.words, row.note) == (None, None)


async def test_ones_own_complaint_is_in_the_copy_of_ones_data(region: Region, desk: Desk) -> None:
    mine = await region.look(as_(desk.talk.asker), complaints.complained_by)
    assert [one.words for one in mine] == [WORDS]
    assert await region.look(as_(desk.talk.helper), complaints.complained_by) == []


async def test_the_club_itself_is_not_one_of_the_two(desk: Desk) -> None:
    with pytest.raises(DomainError):
        await desk.region.act(Actor(None, "job", system=True), read, desk.id)
