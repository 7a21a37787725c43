"""A plan as families will see it, and what those who have signed up will be told of a change."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.features.events.looks import Shown, look, places_of
from bot.texts import Texts
from community.core.actor import Actor
from community.core.clock import now
from community.events.attending.queries import Desk
from community.events.planning.kinds import Concern, EventState
from community.events.planning.models import Event
from community.events.planning.queries import Details
from community.events.planning.rules import EventPlan, concern_of
from community.events.planning.service import sketch
from community.events.signing.queries import Line


async def of_new(session: AsyncSession, plan: EventPlan) -> Shown:
    event = sketch(plan)
    return Shown(
        event=event,
        details=Details(plan.districts, (), (), (), ()),
        places=await places_of(session, plan.districts),
        specialities={},
        line=Line(0, plan.capacity, 0),
        party=None,
        offers_end=event.starts_at,
        moment=now(session),
        poster=None,
    )


async def of_change(session: AsyncSession, actor: Actor, event_id: int, plan: EventPlan) -> Shown:
    """The card as it is, with what is about to be changed. Raises NotFound."""
    shown = await look(session, actor, event_id)
    return replace(
        shown,
        event=sketch(plan),
        details=replace(shown.details, districts=plan.districts),
        places=await places_of(session, plan.districts),
        line=replace(shown.line, capacity=plan.capacity),
        party=None,
    )


def consequences(desk: Desk, former: EventPlan, plan: EventPlan, texts: Texts) -> list[str]:
    """Said before it is saved; of a draft nobody knows yet."""
    if desk.event.state is not EventState.ANNOUNCED:
        return []
    concern = concern_of(former, plan)
    lines = [_what_is_told(desk, concern, texts), *_seats(desk, plan, texts)]
    is_for_others = (plan.guests, plan.districts) != (former.guests, former.districts)
    if is_for_others and desk.families + desk.offered_families + desk.waiting_families:
        lines.append(texts("Whoever has signed up already stays."))
    return lines


def _what_is_told(desk: Desk, concern: Concern, texts: Texts) -> str:
    coming = desk.families + desk.offered_families
    if concern is Concern.MOVED and coming:
        return texts.plural(
            "🔔 {count} family that comes is asked whether the new time suits it. The seats stay"
            " theirs until they say no. Whoever waits is told as well.",
            "🔔 {count} families that come are asked whether the new time suits them. The seats"
            " stay theirs until they say no. Whoever waits is told as well.",
            coming,
        )
    if concern is Concern.CHANGED and coming:
        return texts.plural(
            "🔔 {count} family that comes hears of it at once.",
            "🔔 {count} families that come hear of it at once.",
            coming,
        )
    return texts("🔕 Nobody gets a message about this.")


def _seats(desk: Desk, plan: EventPlan, texts: Texts) -> list[str]:
    event = desk.event
    if plan.capacity == event.capacity:
        return []
    if plan.capacity is not None and plan.capacity < event.taken:
        return [
            texts(
                "⚠️ {taken} seats are taken already, which is more than {capacity}. Nobody is sent"
                " away; I let nobody else in until there are fewer.",
                taken=event.taken,
                capacity=plan.capacity,
            )
        ]
    if desk.waiting_families and _is_more(event, plan):
        return [texts("🎉 Whoever waits is offered the new seats, in the order of the line.")]
    return []


def _is_more(event: Event, plan: EventPlan) -> bool:
    return plan.capacity is None or plan.capacity > max(event.capacity or 0, event.taken)
