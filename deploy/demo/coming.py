"""Events that are announced in the demonstration, made through the club's own use cases."""

import tomllib
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.specialists.queries import specialities
from community.core.actor import Actor
from community.core.clock import zone_of
from community.events.planning import service as planning
from community.events.planning.kinds import EventAim, EventFormat, EventKind, Guests, SpeakerLevel
from community.events.planning.rules import EventPlan, QuestionPlan, SpeakerPlan
from community.events.signing import wishes
from community.events.signing.entering import Arrival, let_in
from community.events.signing.kinds import PartyState, Transport
from community.events.signing.models import EventParty
from community.events.signing.rules import Company
from community.membership.districts.models import District
from community.membership.people import queries as people
from deploy.demo.cast import Cast, DemoPerson
from deploy.demo.past import Known

_DATA = Path(__file__).parent / "data" / "events.toml"
_ANNOUNCED = timedelta(days=14)  # before the present
_SIGNED_UP = timedelta(days=9)
# Who comes with a family: adults, and the ages of the children.
COMPANIES = ((2, (4, 9)), (1, (7,)), (2, (3, 5, 12)), (1, ()), (2, (15,)), (1, (6, 8)))
_NEEDS = ("Аллергия на орехи", "Приедем с коляской", "Сын громких звуков боится")
_LIFT_PLACE = 2  # of every five families
_LEFT_OUT = "anna.sedova"  # the mother whom one plays signs up by oneself

Act = tuple[datetime, Callable[[], Awaitable[object]]]


def events_data() -> dict[str, Any]:
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))


class ComingEvents:
    """Announced two weeks ago, signed up to since; one waits for its organiser to say who came."""

    def __init__(
        self,
        session: AsyncSession,
        cast: Cast,
        districts: Mapping[str, District],
        people_met: Mapping[str, Known],
        present: datetime,
    ) -> None:
        self._session, self._cast, self._districts = session, cast, districts
        self._people, self._present = people_met, present
        self._ids: dict[str, int] = {}

    def acts(self) -> list[Act]:
        data = events_data()
        announced = [*data["coming"], data["held"]]
        acts: list[Act] = []
        for place, row in enumerate(announced):
            planned = self._present - _ANNOUNCED + timedelta(hours=place)
            acts.append((planned, partial(self._announce, row)))
            acts.append((planned + _SIGNED_UP, partial(self._fill, row, place)))
        return [*acts, (self._present - timedelta(days=1), partial(self._draft, data["draft"]))]

    async def _draft(self, row: Mapping[str, Any]) -> None:
        plan, actor = await self._plan(row), await self._actor(row["organiser"])
        self._ids[row["title"]] = (await planning.draft(self._session, actor, plan)).id

    async def _announce(self, row: Mapping[str, Any]) -> None:
        await self._draft(row)
        actor = await self._actor(row["organiser"])
        await planning.announce(self._session, actor, self._ids[row["title"]])

    async def _plan(self, row: Mapping[str, Any]) -> EventPlan:
        known = {one.code: one.id for one in await specialities(self._session)}
        begins = self._moment(row["in_days"], row["at"])
        return EventPlan(
            kind=EventKind(row["kind"]),
            title=row["title"],
            starts_at=begins,
            ends_at=begins + timedelta(hours=row["hours"]),
            format=EventFormat.ONLINE if "link" in row else EventFormat.IN_PERSON,
            about=row["about"],
            programme=row.get("programme", ""),
            aims=frozenset(EventAim(aim) for aim in row["aims"]),
            guests=frozenset(Guests(one) for one in row.get("guests", ("families", "core"))),
            districts=frozenset(self._districts[code].id for code in row["districts"]),
            place=row.get("place"),
            link=row.get("link"),
            capacity=row.get("capacity"),
            speakers=tuple(_speaker(one, known) for one in row.get("speakers", ())),
            authorities=tuple(row.get("authorities", ())),
            questions=tuple(
                QuestionPlan(one["words"], tuple(one["choices"]))
                for one in row.get("questions", ())
            ),
        )

    def _moment(self, days: int, clock: str) -> datetime:
        zone = zone_of(self._session)
        day = self._present.astimezone(zone).date() + timedelta(days=days)
        return datetime.combine(day, time.fromisoformat(clock), zone).astimezone(UTC)

    async def _fill(self, row: Mapping[str, Any], place: int) -> None:
        """One of each family; more of them than there are seats where the picnic is full."""
        guests = islice(cycle(self._guests(row)[place:] or self._guests(row)), row["come"])
        arrivals = [
            Arrival(await self._actor(one.key), Company(adults, len(ages), ages))
            for one, (adults, ages) in zip(guests, cycle(COMPANIES), strict=False)
        ]
        outcomes = await let_in(self._session, self._ids[row["title"]], arrivals)
        for number, (arrival, party) in enumerate(zip(arrivals, outcomes, strict=True)):
            if isinstance(party, EventParty):
                await self._wish(arrival.actor, party, number)

    def _guests(self, row: Mapping[str, Any]) -> list[DemoPerson]:
        if row.get("guests") == ["core", "specialists"]:
            return [self._cast.people[one["person"]] for one in self._cast.roles("activists")]
        families = {one.more["family_key"]: one for one in reversed(self._cast.of("members"))}
        near = [
            one
            for one in reversed(families.values())
            if not row["districts"] or one.district in row["districts"]
        ]
        return [one for one in near if one.key != _LEFT_OUT]

    async def _wish(self, actor: Actor, party: EventParty, number: int) -> None:
        if party.state is PartyState.GOING and number % 4 == 1:
            needs = _NEEDS[number // 4 % len(_NEEDS)]
            await wishes.say_needs(self._session, actor, party.id, needs)
        if party.state is PartyState.GOING and number % 5 == _LIFT_PLACE:
            kind = Transport.OFFERED if number % 2 else Transport.NEEDED
            await wishes.say_transport(self._session, actor, party.id, kind, 2)

    async def _actor(self, key: str) -> Actor:
        return await people.actor_for(self._session, self._people[key].id, "bot")


def _speaker(row: Mapping[str, Any], known: Mapping[str, int]) -> SpeakerPlan:
    return SpeakerPlan(
        row["name"], SpeakerLevel(row["level"]), known.get(row.get("speciality", ""))
    )
