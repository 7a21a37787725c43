"""A request always has somebody: offered, declined, passed on, told of (scenario 11)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from community.consultations.requests import service as requests
from community.consultations.requests.deadlines import pass_on_due, tell_leaders
from community.consultations.requests.errors import (
    AlreadyAsked,
    LoadReached,
    NobodyAnswers,
    RequestTaken,
    WrongSpeciality,
)
from community.consultations.requests.kinds import (
    ForWhom,
    OfferAnswer,
    RequestOutcome,
    RequestState,
    Urgency,
)
from community.consultations.requests.models import HelpRequest, Offer
from community.consultations.specialists import service as specialists
from community.consultations.specialists.kinds import Format
from community.core.actor import Role
from community.core.errors import NotAllowed, NotFound
from community.membership.leaving import service as leaving
from tests.support.factories import SYSTEM, Region
from tests.support.looking import queued, race, recipients, rows
from tests.support.practice import asked, helper, seen


async def due(region: Region, **after: float) -> None:
    """Time passes, and the job looks."""
    region.clock.advance(timedelta(**after))
    async with region.database.write() as session:
        while await pass_on_due(session):
            pass
        await tell_leaders(session)


async def filled(region: Region, count: int, code: str = "psychologist") -> list[HelpRequest]:
    return [await asked(region, await region.member(), code) for _ in range(count)]


async def test_the_sixth_is_not_offered_to_whoever_bears_five(region: Region) -> None:
    busy, busy_id = await helper(region, load_limit=5)
    mine = await filled(region, 5)
    for request in mine:
        await region.act(busy, requests.accept, request.id)
    _, other_id = await helper(region, alias="Марта")
    sixth = await asked(region, await region.member())
    assert sixth.specialist_id == other_id
    assert busy_id not in {
        offer.specialist_id
        for offer in await rows(region.database, Offer, Offer.request_id == sixth.id)
    }


async def test_silent_it_goes_to_the_next_and_after_a_day_a_leader_is_told(
    region: Region,
) -> None:
    leader = await region.holder(Role.LEADER)
    first, first_id = await helper(region)
    second, second_id = await helper(region, alias="Марта")
    request = await asked(region, await region.member())
    assert request.specialist_id == first_id
    assert request.responsible_id == first.id
    await due(region, hours=12, minutes=1)
    assert (await seen(region, request)).specialist_id == second_id
    assert await recipients(region.database, "help.nobody_yet") == []
    await due(region, hours=12, minutes=1)
    after = await seen(region, request)
    assert after.state is RequestState.WAITING
    assert after.responsible_id == leader.id
    assert await recipients(region.database, "help.nobody_yet") == [leader.id]
    assert await recipients(region.database, "help.offered") == sorted([first.id, second.id])


async def test_still_offered_after_a_day_the_leader_is_told_once(region: Region) -> None:
    leader = await region.holder(Role.LEADER)
    helpers = [await helper(region, alias=alias) for alias in ("Ирина", "Марта", "Ольга")]
    request = await asked(region, await region.member())
    for _ in range(2):
        await due(region, hours=12, minutes=1)
    assert (await seen(region, request)).specialist_id == helpers[2][1]
    assert await recipients(region.database, "help.nobody_yet") == [leader.id]
    await due(region, hours=1)
    assert await recipients(region.database, "help.nobody_yet") == [leader.id]


async def test_what_waits_is_offered_as_soon_as_somebody_is_free(region: Region) -> None:
    await region.holder(Role.LEADER)
    psychologist, number = await helper(region, load_limit=1)
    first, second, third = await filled(region, 3)
    await region.act(psychologist, requests.accept, first.id)
    assert (await seen(region, second)).state is RequestState.WAITING
    await region.act(psychologist, requests.close, first.id, RequestOutcome.HELPED)
    assert (await seen(region, second)).specialist_id == number
    assert (await seen(region, third)).state is RequestState.WAITING


async def test_a_new_specialist_gets_what_waited_the_oldest_first(region: Region) -> None:
    await region.holder(Role.LEADER)
    first, second = await filled(region, 2)
    assert first.state is RequestState.WAITING
    _, number = await helper(region, load_limit=1)
    assert (await seen(region, first)).specialist_id == number
    assert (await seen(region, second)).state is RequestState.WAITING


async def test_declined_it_goes_on_at_once_and_never_comes_back(region: Region) -> None:
    await region.holder(Role.LEADER)
    psychologist, _ = await helper(region)
    request = await asked(region, await region.member())
    await region.act(psychologist, requests.decline, request.id)
    assert (await seen(region, request)).state is RequestState.WAITING
    await due(region, hours=25)
    await due(region, hours=25)
    assert len(await recipients(region.database, "help.offered")) == 1


async def test_silence_is_no_refusal_for_ever(region: Region) -> None:
    await region.holder(Role.LEADER)
    _, number = await helper(region)
    request = await asked(region, await region.member())
    await due(region, hours=13)
    assert (await seen(region, request)).state is RequestState.WAITING
    await due(region, hours=25)
    assert (await seen(region, request)).specialist_id == number


async def test_wanted_today_each_has_two_hours(region: Region) -> None:
    await helper(region)
    _, second = await helper(region, alias="Марта")
    request = await asked(region, await region.member(), urgency=Urgency.TODAY)
    await due(region, hours=2, minutes=1)
    assert (await seen(region, request)).specialist_id == second


async def test_without_specialist_and_leader_nobody_is_promised(region: Region) -> None:
    mother = await region.member()
    with pytest.raises(NobodyAnswers):
        await asked(region, mother)
    assert await rows(region.database, HelpRequest) == []


async def test_the_same_is_asked_once(region: Region) -> None:
    await helper(region)
    mother = await region.member()
    known = await asked(region, mother)
    with pytest.raises(AlreadyAsked) as caught:
        await asked(region, mother)
    assert caught.value.fields["request"] == known.id
    assert (await asked(region, mother, for_whom=ForWhom.GRANDCHILD)).id != known.id


async def test_two_who_take_at_once_are_one(region: Region) -> None:
    psychologist, _ = await helper(region)
    request = await asked(region, await region.member())
    done, errors = await race(
        *(region.act(psychologist, requests.accept, request.id) for _ in range(4))
    )
    assert len(done) == 4
    assert not errors
    assert len(await queued(region.database, "help.taken")) == 1


async def test_taking_the_last_two_places_at_once_does_not_make_three(region: Region) -> None:
    psychologist, number = await helper(region, load_limit=2)
    await region.holder(Role.LEADER)
    mine = await filled(region, 2)
    await region.act(SYSTEM, requests.give, (await asked(region, await region.member())).id, number)
    third = (await rows(region.database, HelpRequest))[-1]
    _, errors = await race(
        *(region.act(psychologist, requests.accept, one.id) for one in (*mine, third))
    )
    assert all(isinstance(error, LoadReached) for error in errors)
    assert len(errors) >= 1


async def test_whoever_has_it_not_in_hand_does_nothing_with_it(region: Region) -> None:
    await helper(region)
    stranger, _ = await helper(region, "lawyer", alias="Дмитрий")
    mother, neighbour = await region.member(), await region.member("Ольга")
    request = await asked(region, mother)
    for step in (requests.accept, requests.decline, requests.hand_on):
        with pytest.raises(RequestTaken):
            await region.act(stranger, step, request.id)
        with pytest.raises(NotFound):
            await region.act(neighbour, step, request.id)
    with pytest.raises(NotFound):
        await region.act(neighbour, requests.take_back, request.id)


async def test_a_leader_of_another_district_does_not_route(region: Region) -> None:
    _, number = await helper(region)
    near = await region.holder(Role.LEADER, district=0)
    far = await region.holder(Role.LEADER, district=1)
    request = await asked(region, await region.member(district=0))
    with pytest.raises(NotFound):
        await region.act(far, requests.give, request.id, number)
    await region.act(near, requests.give, request.id, number)
    with pytest.raises(NotAllowed):
        await region.act(await region.member("Ольга"), requests.give, request.id, number)


async def test_a_lawyer_is_not_given_what_is_for_a_psychologist(region: Region) -> None:
    leader = await region.holder(Role.LEADER)
    _, lawyer = await helper(region, "lawyer", alias="Дмитрий")
    request = await asked(region, await region.member())
    with pytest.raises(WrongSpeciality):
        await region.act(leader, requests.give, request.id, lawyer)


async def test_a_psychologist_who_is_a_mother_does_not_help_herself(region: Region) -> None:
    await region.holder(Role.LEADER)
    mother = await region.member()
    await helper(region, someone=mother)
    assert (await asked(region, mother)).state is RequestState.WAITING


async def test_who_leaves_hands_on_everything_she_had(region: Region) -> None:
    leader = await region.holder(Role.LEADER)
    psychologist, number = await helper(region)
    taken, offered = await filled(region, 2)
    await region.act(psychologist, requests.accept, taken.id)
    await region.act(psychologist, specialists.leave, number)
    for request in (taken, offered):
        after = await seen(region, request)
        assert (after.state, after.responsible_id) == (RequestState.WAITING, leader.id)
    assert await recipients(region.database, "help.looking_on") == [taken.person_id]


async def test_on_holiday_she_keeps_what_she_has_and_gets_nothing_new(region: Region) -> None:
    await region.holder(Role.LEADER)
    psychologist, number = await helper(region)
    taken = await asked(region, await region.member())
    await region.act(psychologist, requests.accept, taken.id)
    await region.act(psychologist, specialists.pause, number)
    assert (await seen(region, taken)).state is RequestState.TAKEN
    assert (await asked(region, await region.member())).state is RequestState.WAITING
    await region.act(psychologist, specialists.resume, number)
    assert not await rows(region.database, HelpRequest, HelpRequest.state == RequestState.WAITING)


async def test_consent_withdrawn_the_request_is_over_and_the_specialist_told(
    region: Region,
) -> None:
    psychologist, _ = await helper(region)
    mother = await region.member()
    request = await asked(region, mother)
    await region.act(psychologist, requests.accept, request.id)
    await region.act(mother, leaving.leave)
    after = await seen(region, request)
    assert (after.state, after.outcome) == (RequestState.CLOSED, RequestOutcome.LAPSED)
    assert await recipients(region.database, "help.withdrawn") == [psychologist.id]


async def test_whoever_leads_no_more_answers_no_more(region: Region) -> None:
    first = await region.holder(Role.LEADER)
    request = await asked(region, await region.member())
    assert request.responsible_id == first.id
    second = await region.holder(Role.LEADER)
    await region.act(first, leaving.leave)
    assert (await seen(region, request)).responsible_id == second.id


async def test_in_person_far_away_only_whoever_travels_there(region: Region) -> None:
    home = region.districts[3].id
    await helper(region, "speech_therapist", alias="Вера", district_id=region.districts[0].id)
    _, traveller = await helper(region, "speech_therapist", alias="Эльза", travels_to=[home])
    grandmother = await region.member(district=3)
    request = await asked(
        region,
        grandmother,
        "speech_therapist",
        for_whom=ForWhom.GRANDCHILD,
        format=Format.IN_PERSON,
    )
    assert request.specialist_id == traveller
    assert request.district_id == home


async def test_every_offer_says_what_came_of_it(region: Region) -> None:
    first, _ = await helper(region)
    await helper(region, alias="Марта")
    await helper(region, alias="Ольга")
    request = await asked(region, await region.member())
    await region.act(first, requests.decline, request.id)
    await due(region, hours=13)
    async with region.database.read() as session:
        answers = list(
            await session.scalars(
                select(Offer.answer).where(Offer.request_id == request.id).order_by(Offer.id)
            )
        )
    assert answers == [OfferAnswer.DECLINED, OfferAnswer.EXPIRED, None]


def test_there_is_no_price_anywhere() -> None:
    """Feature 41: not a field, so nobody can fill it in."""
    names = {
        column.name for table in HelpRequest.metadata.sorted_tables for column in table.columns
    }
    assert not {name for name in names if "price" in name or "cost" in name or "payment" in name}
