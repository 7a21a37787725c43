"""An answer is owed, reminded of, timed; in the end it is said what came of it."""

from datetime import timedelta

import pytest

from community.consultations.booking import service as booking
from community.consultations.booking.kinds import ConsultationState
from community.consultations.booking.models import Consultation
from community.consultations.requests import service as requests
from community.consultations.requests.figures import figures
from community.consultations.requests.kinds import FollowUp, RequestOutcome, RequestState
from community.consultations.requests.models import HelpRequest
from community.consultations.requests.queries import waiting
from community.consultations.specialists.kinds import Format, SpecialistState
from community.consultations.specialists.models import Specialist
from community.core.actor import Role
from community.core.errors import InvalidInput, NotFound
from community.core.outbox.models import OutboxMessage
from community.relay import service as relay
from community.relay.kinds import ComplaintOutcome, Medium
from community.relay.service import Said, say
from tests.integration.consultations.test_triage import due
from tests.support.factories import Region, Someone
from tests.support.looking import only, queued, recipients, rows
from tests.support.practice import asked, at, helper, seen


class Pair:
    """A mother and the psychologist who took her request."""

    def __init__(self, region: Region, mother: Someone, helper: Someone, id_: int) -> None:
        self.region, self.mother, self.helper, self.id = region, mother, helper, id_

    async def now(self) -> HelpRequest:
        return await seen(self.region, await only(self.region.database, HelpRequest))

    async def says(self, who: Someone, once: str) -> None:
        request = await self.now()
        said = Said(Medium.TEXT, "Слово", None)
        await self.region.act(who, say, request.conversation_id, said, once=once)


@pytest.fixture
async def pair(region: Region) -> Pair:
    psychologist, _ = await helper(region)
    mother = await region.member()
    request = await asked(region, mother)
    await region.act(psychologist, requests.accept, request.id)
    return Pair(region, mother, psychologist, request.id)


async def test_the_first_answer_is_timed(pair: Pair) -> None:
    pair.region.advance_minutes(30)
    await pair.says(pair.helper, "a")
    assert (await pair.now()).first_answer_at == pair.region.clock.now()
    pair.region.advance_minutes(30)
    await pair.says(pair.helper, "b")
    assert (await pair.now()).first_answer_at != pair.region.clock.now()


async def test_a_question_is_an_answer_owed(pair: Pair) -> None:
    await pair.says(pair.helper, "a")
    assert (await pair.now()).due_at == pair.region.clock.now() + timedelta(days=14)
    await pair.says(pair.mother, "b")
    assert (await pair.now()).due_at == pair.region.clock.now() + timedelta(hours=24)


async def test_silent_he_is_reminded_and_after_two_reminders_a_leader_hears(pair: Pair) -> None:
    leader = await pair.region.holder(Role.LEADER)
    for _ in range(2):
        await due(pair.region, hours=25)
    assert await recipients(pair.region.database, "help.answer_owed") == [pair.helper.id] * 2
    assert await recipients(pair.region.database, "help.not_answered") == []
    await due(pair.region, hours=25)
    assert await recipients(pair.region.database, "help.not_answered") == [leader.id]
    after = await pair.now()
    assert (after.state, after.responsible_id) == (RequestState.TAKEN, pair.helper.id)


async def test_while_a_meeting_is_ahead_nothing_else_is_owed(pair: Pair) -> None:
    await pair.region.act(pair.mother, requests.book_time, pair.id, at(10, days=8), Format.ONLINE)
    assert (await pair.now()).due_at == at(10, 45, days=9)
    await due(pair.region, days=3)
    assert await recipients(pair.region.database, "help.answer_owed") == []


async def test_missed_without_blame_and_booked_anew(pair: Pair) -> None:
    booked = await pair.region.act(
        pair.mother, requests.book_time, pair.id, at(10, days=1), Format.ONLINE
    )
    pair.region.clock.advance(timedelta(days=1, hours=2))
    await pair.region.act(pair.helper, booking.settle, booked[0].id, held=False)
    row = await only(pair.region.database, Consultation)
    assert row.state is ConsultationState.MISSED
    again = await pair.region.act(
        pair.mother, requests.book_time, pair.id, at(10, days=2), Format.ONLINE
    )
    assert again[0].state is ConsultationState.BOOKED
    # Said by mistake: either may correct it.
    await pair.region.act(pair.mother, booking.settle, booked[0].id, held=True)
    assert (await rows(pair.region.database, Consultation))[0].state is ConsultationState.HELD


async def test_of_what_nobody_says_anything_it_is_taken_as_held(pair: Pair) -> None:
    await pair.region.act(pair.mother, requests.book_time, pair.id, at(10, days=1), Format.ONLINE)
    pair.region.clock.advance(timedelta(days=5))
    async with pair.region.database.write() as session:
        assert await booking.settle_due(session) == 1
        assert await booking.settle_due(session) == 0
    assert (await only(pair.region.database, Consultation)).state is ConsultationState.HELD


async def test_reminders_go_to_the_two_who_meet_and_are_due_in_time(pair: Pair) -> None:
    await pair.region.act(pair.mother, requests.book_time, pair.id, at(10, days=2), Format.ONLINE)
    due_at = [row.due_at for row in await queued(pair.region.database, "consultation.reminder")]
    assert due_at == [at(10, days=1), at(8, days=2)]
    told = await rows(
        pair.region.database, OutboxMessage, OutboxMessage.template.startswith("consultation.")
    )
    assert {row.recipient_id for row in told} == {pair.mother.id, pair.helper.id}


async def test_helped_she_is_asked_once_and_once_more_after_two_weeks(pair: Pair) -> None:
    await pair.says(pair.helper, "a")
    await pair.region.act(pair.helper, requests.close, pair.id, RequestOutcome.HELPED)
    await pair.region.act(pair.mother, requests.rate, pair.id, 3)
    await pair.region.act(pair.mother, requests.rate, pair.id, 2)
    assert (await pair.now()).rating == 2
    assert await recipients(pair.region.database, "help.thanks") == [pair.helper.id]
    letter = (await queued(pair.region.database, "help.follow_up"))[0]
    assert letter.due_at == pair.region.clock.now() + timedelta(days=14)


async def test_once_more_asks_the_same_specialist(pair: Pair) -> None:
    await pair.says(pair.helper, "a")
    await pair.region.act(pair.helper, requests.close, pair.id, RequestOutcome.HELPED)
    new = await pair.region.act(pair.mother, requests.answer_follow_up, pair.id, FollowUp.AGAIN)
    assert new.id != pair.id
    assert new.responsible_id == pair.helper.id


async def test_only_whoever_asked_rates(pair: Pair) -> None:
    await pair.region.act(pair.helper, requests.close, pair.id, RequestOutcome.HELPED)
    for rating in (0, 4):
        with pytest.raises(InvalidInput):
            await pair.region.act(pair.mother, requests.rate, pair.id, rating)
    with pytest.raises(NotFound):
        await pair.region.act(pair.helper, requests.rate, pair.id, 3)


async def test_closing_gives_coming_times_back_and_tells_her(pair: Pair) -> None:
    await pair.region.act(pair.mother, requests.book_time, pair.id, at(10, days=3), Format.ONLINE)
    await pair.region.act(pair.helper, requests.close, pair.id, RequestOutcome.REFERRED)
    row = await only(pair.region.database, Consultation)
    assert row.state is ConsultationState.CANCELLED
    assert pair.mother.id in await recipients(pair.region.database, "consultation.cancelled")


async def test_handed_on_she_hears_it_and_keeps_no_time_of_his(pair: Pair) -> None:
    other, number = await helper(pair.region, alias="Марта")
    await pair.region.act(pair.mother, requests.book_time, pair.id, at(10, days=3), Format.ONLINE)
    await pair.region.act(pair.helper, requests.hand_on, pair.id)
    after = await pair.now()
    assert (after.state, after.specialist_id) == (RequestState.OFFERED, number)
    assert after.responsible_id == other.id
    assert (await only(pair.region.database, Consultation)).state is ConsultationState.CANCELLED


async def test_waiting_is_told_honestly_or_not_at_all(pair: Pair) -> None:
    async with pair.region.database.read() as session:
        request = await session.get_one(HelpRequest, pair.id)
        told = await waiting(session, request.speciality_id)
    assert told.usual is None  # one case says nothing
    assert told.ahead == 0


async def test_the_share_of_the_club_leaves_out_what_was_never_needed(pair: Pair) -> None:
    leader = await pair.region.holder(Role.LEADER)
    await pair.says(pair.helper, "a")
    await pair.region.act(pair.helper, requests.close, pair.id, RequestOutcome.HELPED)
    for outcome in (RequestOutcome.REFERRED, None):
        request = await asked(pair.region, await pair.region.member())
        if outcome is None:
            owner = Someone(request.person_id, 0, "")
            await pair.region.act(owner, requests.take_back, request.id)
        else:
            await pair.region.act(pair.helper, requests.accept, request.id)
            await pair.region.act(pair.helper, requests.close, request.id, outcome)
    told = await pair.region.look(leader, figures, 30)
    assert (told.total.asked, told.total.closed, told.total.in_club) == (3, 2, 1)
    assert told.total.share == 0.5


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (ComplaintOutcome.PAUSED, SpecialistState.PAUSED),
        (ComplaintOutcome.TALKED_TO, SpecialistState.ACTIVE),
    ],
)
async def test_two_who_have_read_may_pause_a_specialist(
    pair: Pair, outcome: ComplaintOutcome, state: SpecialistState
) -> None:
    leader, second = await pair.region.holder(Role.LEADER), await pair.region.holder(Role.ACTIVIST)
    await pair.says(pair.helper, "a")
    talk = (await pair.now()).conversation_id
    complaint = await pair.region.act(pair.mother, relay.complain, talk, "Так нельзя")
    await pair.region.act(leader, relay.name_readers, complaint.id, second.id)
    for reader in (leader, second):
        await pair.region.act(reader, relay.consent, complaint.id)
    await pair.region.act(leader, relay.decide, complaint.id, outcome)
    assert (await only(pair.region.database, Specialist)).state is state
