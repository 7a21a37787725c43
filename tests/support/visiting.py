"""Families that come to events through the bot, step by step."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from community.events.planning.models import Event
from community.events.signing import service as signing
from community.events.signing.models import EventParty
from tests.support.club import Club
from tests.support.factories import Someone
from tests.support.looking import rows
from tests.support.season import Season


@dataclass
class Visiting:
    """A club with an organiser, and a parent of the first district who has opened the bot."""

    club: Club
    season: Season
    anna: int
    parent: Someone
    people: dict[int, Someone] = field(default_factory=dict)

    @classmethod
    async def of(cls, club: Club) -> "Visiting":
        season = await Season.of(club.region)
        await club.in_messenger(season.organiser, "Вера")
        parent = await club.region.member("Анна", "Седова")
        anna = await club.in_messenger(parent, "Анна")
        return cls(club, season, anna, parent, {anna: parent})

    async def comes(self, name: str = "Мария", **where: Any) -> int:
        """One more parent who has opened the bot."""
        someone = await self.club.region.member(name, "Ким", **where)
        user_id = await self.club.in_messenger(someone, name)
        self.people[user_id] = someone
        return user_id

    async def opens(self, user_id: int, event: Event) -> None:
        await self.club.start(user_id, f"ev_{event.code}")

    async def signs_up(self, user_id: int, event: Event, label: str = "только я") -> EventParty:
        """Three taps from the menu."""
        await self.club.say(user_id, "/menu")
        await self.club.tap(user_id, "📅 События")
        await self.club.tap(user_id, event.title)
        await self.club.tap(user_id, label)
        return await self.party_of(user_id, event)

    async def gives_back(self, user_id: int, event: Event) -> None:
        party = await self.party_of(user_id, event)
        await self.club.region.act(self.people[user_id], signing.withdraw, party.id)

    async def parties(self, event: Event | None = None) -> Sequence[EventParty]:
        conditions = [] if event is None else [EventParty.event_id == event.id]
        return await rows(self.club.region.database, EventParty, *conditions)

    async def party_of(self, user_id: int, event: Event) -> EventParty:
        """The last one of this person."""
        person_id = self.people[user_id].id
        return [one for one in await self.parties(event) if one.person_id == person_id][-1]

    async def media(self, user_id: int) -> list[dict[str, Any]]:
        """Files and pictures that the bot has sent here, the newest last."""
        messages = (await self.club.messenger.inbox(user_id))["messages"]
        return [m["media"] for m in messages if m.get("media") and m["from"]["is_bot"]]
