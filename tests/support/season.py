"""Arranging events in few words: `await season.event(capacity=10)`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from community.core.actor import Actor, Role
from community.events.planning import service as planning
from community.events.planning.kinds import EventFormat, EventKind
from community.events.planning.materials import add_material
from community.events.planning.models import Event
from community.events.planning.rules import EventPlan
from community.events.signing import service as signing
from community.events.signing.models import EventParty
from community.events.signing.rules import Company
from community.events.signing.wishes import say_needs
from tests.support.announcing import PIXEL
from tests.support.factories import Region, Someone


async def event_in(region: Region, district: int, mother: Someone, words: str) -> dict[str, object]:
    """An event that begins soon, with a cover, a material and a guest who wrote what to know."""
    leader = await region.holder(Role.LEADER, district=district)
    season = Season(region, leader)
    places = frozenset({region.districts[district].id})
    soon = {"starts_at": season.at(hours=2), "ends_at": season.at(hours=4)}
    event = await season.event(title=words, about=words, districts=places, **soon)
    await region.act(leader, planning.set_picture, event.id, PIXEL)
    url = "https://a.example.org/1"
    material = await region.act(leader, add_material, event.id, words, url)
    party = await season.sign_up(mother, event)
    await region.act(mother, say_needs, party.id, words)
    return {"event_id": event.id, "material_id": material.id}


@dataclass
class Season:
    """A region with an organiser; what is not said of an event is as plain as can be."""

    region: Region
    organiser: Someone

    @classmethod
    async def of(cls, region: Region, *, district: int | None = None) -> "Season":
        return cls(region, await region.holder(Role.LEADER, district=district))

    def at(self, **ahead: float) -> datetime:
        return self.region.clock.now() + timedelta(**ahead)

    def plan(self, **changes: Any) -> EventPlan:
        usual: dict[str, Any] = {
            "kind": EventKind.LEISURE,
            "title": "Пикник у озера",
            "starts_at": self.at(days=7),
            "ends_at": self.at(days=7, hours=3),
            "format": EventFormat.IN_PERSON,
            "place": "Городской парк",
        }
        return EventPlan(**(usual | changes))

    async def draft(self, **changes: Any) -> Event:
        return await self.region.act(self.organiser, planning.draft, self.plan(**changes))

    async def event(self, **changes: Any) -> Event:
        """Announced."""
        event = await self.draft(**changes)
        return await self.region.act(self.organiser, planning.announce, event.id)

    async def change(self, event: Event, **changes: Any) -> Event:
        return await self.region.act(
            self.organiser, planning.change, event.id, self.plan(**changes)
        )

    async def sign_up(
        self, someone: Someone | Actor, event: Event, adults: int = 1, children: int = 0
    ) -> EventParty:
        company = Company(adults, children)
        return await self.region.act(someone, signing.sign_up, event.id, company)

    async def fresh(self, event: Event) -> Event:
        async with self.region.database.read() as session:
            return await session.get_one(Event, event.id)

    async def party(self, party: EventParty) -> EventParty:
        async with self.region.database.read() as session:
            return await session.get_one(EventParty, party.id)
