"""What the screens of an event are made of, read once for each of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from aiogram_dialog import DialogManager
from sqlalchemy.ext.asyncio import AsyncSession

from bot.dialogs import actor_of, chosen, context_of
from community.consultations.specialists.models import Speciality
from community.consultations.specialists.queries import specialities
from community.core.actor import Actor
from community.core.clock import now
from community.core.pictures import Picture
from community.events.planning import queries as planning
from community.events.planning.kinds import EventState
from community.events.planning.models import Event
from community.events.planning.queries import Details
from community.events.planning.rules import registration_ends
from community.events.signing import queries as signing
from community.events.signing.kinds import IN_PLAY
from community.events.signing.models import EventParty
from community.events.signing.queries import Line, Own
from community.events.signing.rules import Company
from community.membership.districts.models import District
from community.membership.districts.queries import all_districts


@dataclass(frozen=True)
class Shown:
    """An event as one person sees it. `party` is their family's, while it is in play."""

    event: Event
    details: Details
    places: Sequence[District]
    specialities: Mapping[int, Speciality]
    line: Line
    party: EventParty | None
    offers_end: datetime
    moment: datetime
    poster: Picture | None

    @property
    def is_open(self) -> bool:
        """Whether one may sign up now."""
        opens_at = self.event.opens_at
        return self.is_running and not self.is_closed and (not opens_at or opens_at <= self.moment)

    @property
    def is_closed(self) -> bool:
        ends = registration_ends(self.event.starts_at, self.event.closes_at)
        return self.moment >= ends

    @property
    def is_running(self) -> bool:
        """Announced, and not over by the clock."""
        return self.event.state is EventState.ANNOUNCED and self.event.ends_at > self.moment


async def look(session: AsyncSession, actor: Actor, event_id: int) -> Shown:
    """Raises NotFound for what this person is neither invited nor signed up to."""
    party = await signing.own_party(session, actor, event_id)
    if party is None:
        event = await planning.seen(session, actor, event_id)
    else:
        event = await planning.event_by_id(session, event_id)
    details = await planning.details(session, event_id)
    known = await specialities(session, all_of_them=True) if details.speakers else []
    lines = await signing.lines_of(session, [event])
    return Shown(
        event=event,
        details=details,
        places=await places_of(session, details.districts),
        specialities={one.id: one for one in known},
        line=lines[event.id],
        party=party,
        offers_end=await signing.end_of_offers(session, event),
        moment=now(session),
        poster=await session.get(Picture, event.picture_id) if event.picture_id else None,
    )


async def places_of(session: AsyncSession, ids: Collection[int]) -> Sequence[District]:
    if not ids:
        return []
    return [place for place in await all_districts(session) if place.id in ids]


async def shown_event(manager: DialogManager) -> Shown:
    """The event that the screen is about. Raises NotFound."""
    async with context_of(manager).database.read() as session:
        return await look(session, actor_of(manager), int(chosen(manager, "event") or 0))


async def own_party(manager: DialogManager) -> Own:
    """The sign-up that the screen is about. Raises NotFound."""
    async with context_of(manager).database.read() as session:
        return await signing.own(session, actor_of(manager), int(chosen(manager, "party") or 0))


def in_play(own: Own) -> bool:
    return own.party.state in IN_PLAY and own.event.state is EventState.ANNOUNCED


def company_of(party: EventParty) -> Company:
    return Company(party.adults, party.children, tuple(party.ages))
