"""What whoever has a seat is told of a group meeting, as it stands at that moment."""

from contextlib import suppress

from bot.delivery.parcel import Parcel
from bot.features.consultations.groups import about_group
from bot.screen import Row, Screen, button
from community.consultations.booking import queries
from community.consultations.booking.kinds import GroupState
from community.consultations.booking.models import GroupConsultation
from community.core.clock import now
from community.core.errors import NotFound


async def seat(parcel: Parcel) -> Screen | None:
    group = await _mine(parcel)
    if group is None:
        return None
    head = parcel.texts("✅ The seat is yours.")
    return Screen(f"{head}\n\n{await _about(group, parcel)}", _rows(group, parcel))


async def reminder(parcel: Parcel) -> Screen | None:
    group = await _mine(parcel)
    if group is None:
        return None
    head = parcel.texts("⏰ I remind you:")
    return Screen(f"{head}\n\n{await _about(group, parcel)}", _rows(group, parcel))


async def cancelled(parcel: Parcel) -> Screen | None:
    async with parcel.context.database.read() as session:
        group = await queries.group(session, parcel.params["group"])
    if group.state is not GroupState.CANCELLED:
        return None
    texts = parcel.texts
    text = texts(
        "👥 «{topic}», {when}, does not take place, I am sorry. Others are in /consult",
        topic=group.topic,
        when=texts.when(group.starts_at),
    )
    return Screen(text)


async def _mine(parcel: Parcel) -> GroupConsultation | None:
    """None once it was called off, has begun, or the seat was given back."""
    assert parcel.person is not None
    with suppress(NotFound):
        async with parcel.context.database.read() as session:
            group = await queries.group(session, parcel.params["group"])
            seats = await queries.seated(session, group.id)
            is_ahead = group.state is GroupState.PLANNED and group.starts_at > now(session)
        if is_ahead and parcel.person.id in {one.person_id for one in seats}:
            return group
    return None


async def _about(group: GroupConsultation, parcel: Parcel) -> str:
    return await about_group(parcel.context, group, parcel.texts)


def _rows(group: GroupConsultation, parcel: Parcel) -> list[Row]:
    texts = parcel.texts
    return [
        [button(texts("📅 Into the calendar"), f"mygrp:{group.id}:ics")],
        [button(texts("✖️ Give my seat back"), f"mygrp:{group.id}:leave")],
    ]
