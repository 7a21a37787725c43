"""Booking a time, moving it, giving it back, and saying whether one has met (decision 013).

That nobody is booked twice is the key of `taken_quarter`; every check here is a courtesy.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.booking import letters, queries
from community.consultations.booking.errors import (
    BusyThen,
    NotYetBegun,
    SlotTaken,
    TooLateToMove,
)
from community.consultations.booking.facts import ConsultationEnded
from community.consultations.booking.kinds import ConsultationState, Party
from community.consultations.booking.models import Consultation, TakenQuarter
from community.consultations.booking.rules import LONGEST_SERIES, SETTLE_AFTER, repeats
from community.consultations.schedule.queries import Slot, Wish
from community.consultations.schedule.rules import Pace, quarter_of
from community.consultations.specialists.holding import in_hand as specialist_in_hand
from community.consultations.specialists.kinds import Format
from community.consultations.specialists.models import Specialist
from community.core.actor import Actor, system_actor
from community.core.audit import Subject, record
from community.core.clock import now, zone_of
from community.core.db import TO_CHANGE
from community.core.errors import InvalidInput, NotFound
from community.core.facts import publish
from community.core.outbox.service import Letter, enqueue_all
from community.core.usecase import use_case


@dataclass(frozen=True)
class Wanted:
    """Who meets whom about what; within somebody's use case."""

    person_id: int
    request_id: int
    speciality_id: int
    wish: Wish
    format: Format  # how they will meet, of the two the slot allows


async def book(
    session: AsyncSession, specialists: Sequence[Specialist], starts_at: datetime, wanted: Wanted
) -> Consultation:
    """The first of these specialists who is free then; of twenty taps at once one has the time.

    Raises SlotTaken, BusyThen.
    """
    by_id = {one.id: one for one in specialists}
    free = await queries.free_at(session, specialists, wanted.wish, starts_at)
    slots = [slot for slot in free if slot.format in (None, wanted.format)]
    for slot in sorted(slots, key=lambda slot: list(by_id).index(slot.specialist_id)):
        if await queries.is_busy(session, wanted.person_id, slot.starts_at, slot.ends_at):
            raise BusyThen
        specialist = by_id[slot.specialist_id]
        if consultation := await _try(session, specialist, slot, wanted):
            await _tell_booked(session, consultation, specialist)
            return consultation
    raise SlotTaken


async def continue_series(
    session: AsyncSession,
    specialist: Specialist,
    first: Consultation,
    times: int,
    wanted: Wanted,
) -> list[Consultation]:
    """The same hour in the weeks after the first; weeks in which it is taken are left out.

    Raises InvalidInput for too many.
    """
    if times not in range(2, LONGEST_SERIES + 1):
        raise InvalidInput(field="times", limit=LONGEST_SERIES)
    series = []
    for moment in repeats(first.starts_at, times, zone_of(session))[1:]:
        try:
            following = await book(session, [specialist], moment, wanted)
        except (SlotTaken, BusyThen):
            continue
        following.series_id = first.id
        series.append(following)
    return series


async def _try(
    session: AsyncSession, specialist: Specialist, slot: Slot, wanted: Wanted
) -> Consultation | None:
    """None where the key has refused: somebody else had it in the same moment."""
    consultation = Consultation(
        specialist_id=specialist.id,
        speciality_id=wanted.speciality_id,
        person_id=wanted.person_id,
        request_id=wanted.request_id,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        format=wanted.format,
        district_id=slot.district_id,
        state=ConsultationState.BOOKED,
        booked_at=now(session),
    )
    try:
        async with session.begin_nested():
            session.add(consultation)
            await session.flush()
            take_quarters(
                session, specialist, slot.starts_at, slot.ends_at, consultation_id=consultation.id
            )
    except IntegrityError:
        return None
    return consultation


def take_quarters(
    session: AsyncSession,
    specialist: Specialist,
    starts_at: datetime,
    ends_at: datetime,
    *,
    consultation_id: int | None = None,
    group_id: int | None = None,
) -> None:
    """With the pause after it; the flush raises IntegrityError where one is taken already."""
    pause = Pace.of(specialist.minutes, specialist.buffer_minutes).pause
    first, last = quarter_of(starts_at), quarter_of(ends_at) + pause
    session.add_all(
        TakenQuarter(
            specialist_id=specialist.id,
            quarter=quarter,
            length=last - first if quarter == first else None,
            consultation_id=consultation_id,
            group_id=group_id,
        )
        for quarter in range(first, last)
    )


async def _tell_booked(
    session: AsyncSession, consultation: Consultation, specialist: Specialist
) -> None:
    told = letters.booked(consultation, specialist.person_id, now(session))
    await enqueue_all(session, told)


@use_case
async def move(
    session: AsyncSession, actor: Actor, consultation_id: int, starts_at: datetime
) -> Consultation:
    """To another time of the same specialist, by either of the two; the old time is free again.

    Raises NotFound, TooLateToMove, SlotTaken (then the old time stays), BusyThen.
    """
    old, specialist = await in_hand(session, actor, consultation_id)
    require_ahead(session, old)
    who = _party(actor, old)
    wish = Wish(old.format, old.district_id)
    wanted = Wanted(old.person_id, old.request_id, old.speciality_id, wish, old.format)
    _end(session, old, ConsultationState.CANCELLED, who)
    await _give_back(session, old)
    new = await book(session, [specialist], starts_at, wanted)
    old.state, old.moved_to_id = ConsultationState.MOVED, new.id
    new.series_id = old.series_id
    _note(session, actor, "move", old, to=new.id)
    others = _others(who, old, specialist)
    await enqueue_all(session, letters.moved(new, others))
    return new


@use_case
async def cancel(session: AsyncSession, actor: Actor, consultation_id: int) -> Consultation:
    """Give the time back, by either of the two, without a reason. Twice changes nothing.

    Raises NotFound, TooLateToMove.
    """
    consultation, specialist = await in_hand(session, actor, consultation_id)
    if consultation.state is ConsultationState.CANCELLED:
        return consultation
    require_ahead(session, consultation)
    await call_off(session, actor, consultation, specialist, _party(actor, consultation))
    return consultation


async def call_off(
    session: AsyncSession,
    actor: Actor,
    consultation: Consultation,
    specialist: Specialist,
    who: Party,
) -> None:
    """The same within somebody's use case; whoever did not do it is told."""
    _end(session, consultation, ConsultationState.CANCELLED, who)
    await _give_back(session, consultation)
    _note(session, actor, "cancel", consultation, by=who.value)
    told: list[Letter] = letters.cancelled(consultation, _others(who, consultation, specialist))
    await enqueue_all(session, told)
    await publish(session, ConsultationEnded(consultation.id, consultation.request_id))


@use_case
async def settle(
    session: AsyncSession, actor: Actor, consultation_id: int, *, held: bool
) -> Consultation:
    """Whether the two have met; either may say so, and correct it within three days.

    That somebody did not come is noted without a word of blame (scenario 13). Raises NotFound,
    NotYetBegun, TooLateToMove.
    """
    consultation, _ = await in_hand(session, actor, consultation_id)
    if consultation.starts_at > now(session):
        raise NotYetBegun
    if consultation.state in (ConsultationState.CANCELLED, ConsultationState.MOVED):
        raise NotFound(kind="consultation")
    if consultation.ended_at is not None and consultation.ends_at + SETTLE_AFTER < now(session):
        raise TooLateToMove
    state = ConsultationState.HELD if held else ConsultationState.MISSED
    if consultation.state is not state:
        _end(session, consultation, state, _party(actor, consultation))
        _note(session, actor, "settle", consultation, state=state.value)
        await publish(session, ConsultationEnded(consultation.id, consultation.request_id))
    return consultation


@use_case
async def settle_due(session: AsyncSession) -> int:
    """Of what nobody said anything within three days is taken as held; returns how many."""
    due = await queries.unsettled(session, now(session) - SETTLE_AFTER)
    for consultation in due:
        _end(session, consultation, ConsultationState.HELD, Party.CLUB)
        _note(session, system_actor(), "settle", consultation, state="held")
        await publish(session, ConsultationEnded(consultation.id, consultation.request_id))
    return len(due)


async def in_hand(
    session: AsyncSession, actor: Actor, consultation_id: int
) -> tuple[Consultation, Specialist]:
    """Locked, with its specialist, for one of the two who meet. Raises NotFound."""
    await queries.consultation_of(session, actor, consultation_id)
    consultation = await session.get_one(
        Consultation, consultation_id, with_for_update=TO_CHANGE, populate_existing=True
    )
    return consultation, await session.get_one(Specialist, consultation.specialist_id)


def require_ahead(session: AsyncSession, consultation: Consultation) -> None:
    is_open = consultation.state is ConsultationState.BOOKED
    if not is_open or consultation.starts_at <= now(session):
        raise TooLateToMove


def _party(actor: Actor, consultation: Consultation) -> Party:
    if actor.system:
        return Party.CLUB
    return Party.ASKER if actor.person_id == consultation.person_id else Party.SPECIALIST


def _others(who: Party, consultation: Consultation, specialist: Specialist) -> list[int]:
    asker, helper = [consultation.person_id], [specialist.person_id] if specialist.person_id else []
    return {
        Party.ASKER: helper,
        Party.SPECIALIST: asker,
        Party.CLUB: asker + helper,
    }[who]


def _end(
    session: AsyncSession, consultation: Consultation, state: ConsultationState, who: Party
) -> None:
    consultation.state, consultation.ended_by = state, who
    consultation.ended_at = now(session)


async def _give_back(session: AsyncSession, consultation: Consultation) -> None:
    await session.flush()
    await session.execute(
        delete(TakenQuarter).where(TakenQuarter.consultation_id == consultation.id)
    )


def _note(
    session: AsyncSession, actor: Actor, action: str, consultation: Consultation, **facts: Any
) -> None:
    subject = Subject("consultation", consultation.id, person_id=consultation.person_id)
    record(session, actor, action, subject, **facts)


@use_case
async def tell_of_clashes(session: AsyncSession, actor: Actor, specialist_id: int) -> int:
    """A leader has changed somebody's hours: what is booked stays, and the specialist decides.

    Whoever changes their own sees it on the screen. Returns how many lie outside the hours.
    """
    specialist = await specialist_in_hand(session, actor, specialist_id)
    outside = await queries.clashes(session, specialist)
    person = specialist.person_id
    if person is not None and person != actor.person_id:
        await enqueue_all(session, [letters.clash(one, person) for one in outside])
    return len(outside)
