"""Planning duties, offering them and taking them over (feature 19)."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor, system_actor
from community.core.audit import Subject, record
from community.core.clock import now, zone_of
from community.core.db import TO_CHANGE
from community.core.errors import InvalidInput, NotFound
from community.core.outbox.service import Letter, enqueue_all
from community.core.usecase import use_case
from community.duty import letters
from community.duty.errors import DutyTaken
from community.duty.models import Duty
from community.duty.rules import bounds, half_at
from community.duty.serving import (
    Turn,
    require_not_over,
    require_rested,
    require_serve,
    servers,
)

_REMIND_BEFORE = timedelta(hours=2)


@use_case
async def plan(
    session: AsyncSession,
    actor: Actor,
    turn: Turn,
    person_id: int,
    substitute_id: int | None = None,
) -> Duty:
    """A leader writes somebody into the roster; whoever stood there is told.

    Raises NotAllowed, CannotServe, DutyOver, TooManyNights, InvalidInput for twice the same person.
    """
    _require(actor, Action.DUTY_PLAN, turn)
    if person_id == substitute_id:
        raise InvalidInput(field="substitute")
    both = [one for one in (person_id, substitute_id) if one is not None]
    await require_serve(session, turn, *both)
    return await _put(session, actor, turn, person_id, substitute_id)


@use_case
async def sign_up(session: AsyncSession, actor: Actor, turn: Turn) -> Duty:
    """Somebody takes a free half themself, or stands by where somebody else has it already.

    Raises CannotServe, DutyOver, DutyTaken where both places are taken, TooManyNights.
    """
    person_id = actor.require_own(Action.DUTY_SERVE)
    await require_serve(session, turn, person_id)
    duty = await _standing(session, turn)
    if duty is None:
        return await _put(session, actor, turn, person_id, None)
    if person_id in (duty.person_id, duty.substitute_id):
        return duty
    if duty.substitute_id is not None:
        raise DutyTaken
    await require_not_over(session, turn)
    duty.substitute_id = person_id
    _record(session, actor, "stand_by", duty)
    await enqueue_all(session, _reminders(session, duty, [person_id]))
    return duty


@use_case
async def clear(session: AsyncSession, actor: Actor, duty_id: int) -> None:
    """Take a duty out of the roster. A leader any that is not over, others their own place in it.

    Where a substitute stands by, the duty becomes theirs. Raises NotFound, DutyOver.
    """
    duty = await _duty(session, duty_id)
    turn = Turn(duty.day, duty.half, duty.district_id)
    if actor.person_id == duty.substitute_id:
        duty.substitute_id = None
        _record(session, actor, "step_back", duty)
        return
    if actor.person_id != duty.person_id:
        _require(actor, Action.DUTY_PLAN, turn)
        await require_not_over(session, turn)
        await enqueue_all(session, [letters.unplanned(duty, duty.person_id)])
    _record(session, actor, "clear", duty)
    await _leave(session, duty)


@use_case
async def offer(session: AsyncSession, actor: Actor, duty_id: int) -> Duty:
    """I cannot: everybody who may serve there is asked, and the first tap takes it over."""
    duty = await _duty(session, duty_id)
    if duty.person_id != actor.require_own(Action.DUTY_SERVE):
        raise NotFound(kind="duty")
    turn = Turn(duty.day, duty.half, duty.district_id)
    await require_not_over(session, turn)
    if duty.offered_at is None:
        duty.offered_at = now(session)
        _record(session, actor, "offer", duty)
        others = [one for one in await servers(session, turn) if one != duty.person_id]
        await enqueue_all(session, letters.offered(duty, others))
    return duty


@use_case
async def keep(session: AsyncSession, actor: Actor, duty_id: int) -> Duty:
    """I can after all. Raises DutyTaken, where somebody was faster."""
    duty = await _duty(session, duty_id)
    if duty.person_id != actor.person_id:
        raise DutyTaken
    duty.offered_at = None
    _record(session, actor, "keep", duty)
    return duty


@use_case
async def take_over(session: AsyncSession, actor: Actor, duty_id: int) -> Duty:
    """The one tap of whoever helps out. Raises DutyTaken, DutyOver, CannotServe, TooManyNights."""
    person_id = actor.require_own(Action.DUTY_SERVE)
    known = await session.get(Duty, duty_id)
    if known is None:
        raise NotFound(kind="duty")
    turn = Turn(known.day, known.half, known.district_id)
    await require_serve(session, turn, person_id)
    duty = await _duty(session, duty_id)
    if duty.person_id == person_id:
        return duty
    if duty.offered_at is None:
        raise DutyTaken
    await require_not_over(session, turn)
    await require_rested(session, person_id, turn)
    former, duty.person_id, duty.offered_at = duty.person_id, person_id, None
    if duty.substitute_id == person_id:
        duty.substitute_id = None
    _record(session, actor, "take_over", duty)
    told = [letters.taken_over(duty, former), *_reminders(session, duty, [person_id])]
    await enqueue_all(session, told)
    return duty


async def free(
    session: AsyncSession, person_id: int, *, only_where_they_may_not: bool = False
) -> None:
    """Whoever left, or may no longer serve (there), is in no coming duty (there) any more."""
    day, _ = half_at(now(session), zone_of(session))
    theirs = or_(Duty.person_id == person_id, Duty.substitute_id == person_id)
    query = (
        select(Duty)
        .where(Duty.day >= day, theirs)
        .order_by(Duty.id)  # two who stand by for each other take their locks in one order
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    for duty in (await session.scalars(query)).all():
        turn = Turn(duty.day, duty.half, duty.district_id)
        if only_where_they_may_not and person_id in await servers(session, turn):
            continue
        if duty.substitute_id == person_id:
            duty.substitute_id = None
            continue
        _record(session, system_actor(), "clear", duty)
        await _leave(session, duty)


async def _put(
    session: AsyncSession,
    actor: Actor,
    turn: Turn,
    person_id: int,
    substitute_id: int | None,
) -> Duty:
    await require_not_over(session, turn)
    duty = await _standing(session, turn)
    if duty is None or duty.person_id != person_id:
        await require_rested(session, person_id, turn)
    before = {duty.person_id, duty.substitute_id} if duty else set()
    if duty is None:
        duty = await _add(session, turn, person_id, substitute_id)
    else:
        duty.person_id, duty.substitute_id, duty.offered_at = person_id, substitute_id, None
    _record(session, actor, "plan", duty)
    now_in = {person_id, substitute_id} - {None}
    new = [one for one in (person_id, substitute_id) if one is not None and one not in before]
    gone = [one for one in before - now_in if one is not None and one != actor.person_id]
    told = [letters.planned(duty, one) for one in new if one != actor.person_id]
    told += [letters.unplanned(duty, one) for one in gone]
    await enqueue_all(session, [*told, *_reminders(session, duty, new)])
    return duty


async def _add(
    session: AsyncSession, turn: Turn, person_id: int, substitute_id: int | None
) -> Duty:
    duty = Duty(
        day=turn.day,
        half=turn.half,
        district_id=turn.district_id,
        person_id=person_id,
        substitute_id=substitute_id,
        planned_at=now(session),
    )
    try:
        async with session.begin_nested():
            session.add(duty)
    except IntegrityError as error:
        raise DutyTaken from error
    return duty


async def _leave(session: AsyncSession, duty: Duty) -> None:
    """The substitute moves up; without one the half is free again."""
    if duty.substitute_id is None:
        await session.delete(duty)
        await session.flush()
        return
    duty.person_id, duty.substitute_id, duty.offered_at = duty.substitute_id, None, None
    await enqueue_all(session, [letters.planned(duty, duty.person_id)])


def _reminders(session: AsyncSession, duty: Duty, person_ids: Sequence[int]) -> list[Letter]:
    """Two hours before; whoever is written in later than that has just read it."""
    begins, _ = bounds(duty.day, duty.half, zone_of(session))
    due = begins - _REMIND_BEFORE
    if due <= now(session):
        return []
    return [letters.begins(duty, one, due) for one in person_ids]


async def _standing(session: AsyncSession, turn: Turn) -> Duty | None:
    district = Duty.district_id
    query = (
        select(Duty)
        .where(
            Duty.day == turn.day,
            Duty.half == turn.half,
            district.is_(None) if turn.district_id is None else district == turn.district_id,
        )
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    found: Duty | None = await session.scalar(query)
    return found


async def _duty(session: AsyncSession, duty_id: int) -> Duty:
    duty = await session.get(Duty, duty_id, with_for_update=TO_CHANGE, populate_existing=True)
    if duty is None:
        raise NotFound(kind="duty")
    return duty


def _require(actor: Actor, action: Action, turn: Turn) -> None:
    if not actor.require(action).covers(turn.district_id):
        raise NotFound(kind="duty")


def _record(session: AsyncSession, actor: Actor, action: str, duty: Duty) -> None:
    subject = Subject("duty", duty.id, duty.person_id, duty.district_id)
    facts = {"day": duty.day.isoformat(), "half": duty.half.value}
    record(session, actor, action, subject, **facts)
