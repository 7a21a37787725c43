"""Held events as evidence: which of them count for which row of the source documents."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from community.core.actor import Action, Actor
from community.events.attending.figures import Attendance, attendance_of
from community.events.attending.rules import Held, Row, proves
from community.events.planning.kinds import EventState, SpeakerLevel
from community.events.planning.models import Event, EventAuthority, EventMaterial, EventSpeaker
from community.events.planning.queries import districts_of


async def evidence(
    session: AsyncSession, actor: Actor, psychologists: Collection[int]
) -> Mapping[Row, Sequence[Event]]:
    """Every row with the events that count for it, the first of them first.

    `psychologists` are the ids of the specialities that count as such (CL-T2.2). The region's
    rows: for whoever sees figures of the whole region. Raises NotAllowed.
    """
    actor.require(Action.EVENT_FIGURES)
    query = (
        select(Event).where(Event.state == EventState.CLOSED).order_by(Event.starts_at, Event.id)
    )
    events = (await session.scalars(query)).all()
    came = await attendance_of(session, events)
    facts = await _Facts.of(session, [event.id for event in events], psychologists)
    found: dict[Row, list[Event]] = {row: [] for row in Row}
    for event in events:
        for row in proves(facts.held(event, came[event.id])):
            found[row].append(event)
    return found


class _Facts:
    """How many of what each event has, counted once for all of them."""

    def __init__(self, places: Mapping[int, Collection[int]]) -> None:
        self._places = places
        self.authorities: Counter[int] = Counter()
        self.materials: Counter[int] = Counter()
        self.federal: Counter[int] = Counter()
        self.psychologists: Counter[int] = Counter()

    @classmethod
    async def of(
        cls, session: AsyncSession, event_ids: Sequence[int], psychologists: Collection[int]
    ) -> "_Facts":
        facts = cls(await districts_of(session, event_ids))
        federal = EventSpeaker.level == SpeakerLevel.FEDERAL
        by_psychologist = EventSpeaker.speciality_id.in_(psychologists)
        facts.authorities = await _counted(session, EventAuthority.event_id)
        facts.materials = await _counted(session, EventMaterial.event_id)
        facts.federal = await _counted(session, EventSpeaker.event_id, federal)
        facts.psychologists = await _counted(session, EventSpeaker.event_id, by_psychologist)
        return facts

    def held(self, event: Event, came: Attendance) -> Held:
        return Held(
            kind=event.kind,
            format=event.format,
            is_regional=not self._places[event.id],
            participants=came.participants,
            core=came.core,
            specialists=came.specialists,
            authorities=self.authorities[event.id],
            federal_speakers=self.federal[event.id],
            psychologists=self.psychologists[event.id],
            materials=self.materials[event.id],
        )


async def _counted(
    session: AsyncSession,
    event_id: InstrumentedAttribute[int],
    *conditions: ColumnElement[bool],
) -> Counter[int]:
    query = select(event_id, func.count()).where(*conditions).group_by(event_id)
    return Counter({key: count for key, count in await session.execute(query)})  # noqa: C416
