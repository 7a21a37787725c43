"""A year of events that were held in the demonstration, and who came to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from community.events.attending.kinds import ComesAgain
from community.events.attending.models import EventFeedback
from community.events.planning.kinds import EventFormat, EventState, Guests
from community.events.planning.models import Event, EventDistrict
from community.events.signing.kinds import PartyState, Reminders, Transport
from community.events.signing.models import EventParty
from deploy.demo.coming import COMPANIES, events_data
from deploy.demo.ledger import Ledger
from deploy.demo.timeline import Timeline

_EVERY_DAYS = 13
_HOW_MANY = 28
_ANNOUNCED = timedelta(days=20)
_WORDS = ("Было тепло. Спасибо!", "Дети спрашивают, когда снова.", "Хотелось бы подольше.", None)


@dataclass(frozen=True)
class Household:
    """Somebody of a family, and what they are besides."""

    person_id: int
    family_id: int | None
    district_id: int
    since: datetime
    is_core: bool = False
    is_specialist: bool = False


@dataclass
class HeldEvents:
    ledger: Ledger
    households: Sequence[Household]
    organiser_id: int
    timeline: Timeline

    def write(self) -> None:
        rows = events_data()["past"]
        for number in range(_HOW_MANY):
            self._event(number, rows[number % len(rows)])

    def _event(self, number: int, row: Mapping[str, Any]) -> None:
        begins = self.timeline.saturday(_EVERY_DAYS * (number + 1), row["at"])
        district = self.households[number * 3 % len(self.households)].district_id
        ends = begins + timedelta(hours=row["hours"])
        event = self.ledger.add(
            Event,
            code=f"demo{number:06}",
            kind=row["kind"],
            aims=row["aims"],
            guests=_guests(row),
            title=row["title"],
            about="",
            programme="",
            format=EventFormat.ONLINE if "online" in row else EventFormat.IN_PERSON,
            place=None if "online" in row else "Дом дружбы",
            starts_at=begins,
            ends_at=ends,
            taken=0,
            state=EventState.CLOSED,
            organiser_id=self.organiser_id,
            version=0,
            walk_ins=number % 4,
            created_at=begins - _ANNOUNCED,
            announced_at=begins - _ANNOUNCED,
            ended_at=ends + timedelta(hours=20),
            erased_at=None,
        )
        if "district" in row:
            self.ledger.add_plain(EventDistrict, event_id=event, district_id=district)
        guests = self._who(number, row, district, begins)
        taken = sum(self._party(event, begins, *one) for one in guests)
        self.ledger.change(Event, event, taken=taken)

    def _who(
        self, number: int, row: Mapping[str, Any], district: int, begins: datetime
    ) -> list[tuple[int, Household]]:
        near = [
            one
            for one in self.households
            if one.since < begins
            and ("district" not in row or one.district_id == district)
            and ("core" not in row or one.is_core or ("specialists" in row and one.is_specialist))
        ]
        near = list({one.family_id or -one.person_id: one for one in near}.values())
        start = number * 5 % max(1, len(near))
        found = [*near[start:], *near[:start]][: 6 + number % 9]
        return list(enumerate(found))

    def _party(self, event: int, begins: datetime, place: int, one: Household) -> int:
        """How many seats they had; one family in nine did not come."""
        adults, ages = COMPANIES[(event + place) % len(COMPANIES)]
        came = (event + place) % 9 != 0
        signed = begins - _ANNOUNCED / 2 + timedelta(hours=place)
        party = self.ledger.add(
            EventParty,
            event_id=event,
            person_id=one.person_id,
            family_id=one.family_id,
            district_id=one.district_id,
            state=PartyState.GOING,
            adults=adults,
            children=len(ages),
            seats=adults + len(ages),
            ages=[],
            transport=Transport.NONE,
            transport_seats=0,
            reminders=Reminders.BOTH,
            code=f"demo{event:03}{place:03}",
            is_core=one.is_core,
            is_specialist=one.is_specialist,
            signed_at=signed,
            queued_at=signed,
            came_adults=adults * came,
            came_children=len(ages) * came,
            came_at=begins,
            noted_by_id=self.organiser_id,
        )
        if came and place % 2 == 0:
            self._feedback(event, party, begins + timedelta(days=1))
        return adults + len(ages)

    def _feedback(self, event: int, party: int, said_at: datetime) -> None:
        self.ledger.add_plain(
            EventFeedback,
            party_id=party,
            event_id=event,
            useful=5 - party % 3,
            again=ComesAgain.YES if party % 4 else ComesAgain.PERHAPS,
            words=_WORDS[party % len(_WORDS)],
            said_at=said_at,
        )


def _guests(row: Mapping[str, Any]) -> list[str]:
    if "core" not in row:
        return [Guests.CORE, Guests.FAMILIES]
    return [Guests.CORE, Guests.SPECIALISTS] if "specialists" in row else [Guests.CORE]
