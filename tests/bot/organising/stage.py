"""An organiser with a phone, families that come, and what is seen on both sides."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from community.core.actor import Role
from community.events.planning import service as planning
from community.events.planning.models import Event
from community.events.signing.models import EventParty
from community.membership.people import service as people
from community.membership.people.models import RoleGrant
from tests.support.club import Club
from tests.support.factories import SYSTEM, Someone
from tests.support.looking import only, rows
from tests.support.season import Season


@dataclass
class Stage:
    """`vera` is the organiser's account in the messenger; a leader of the region unless said."""

    club: Club
    season: Season
    vera: int
    people: dict[int, Someone] = field(default_factory=dict)

    @classmethod
    async def of(
        cls, club: Club, role: Role = Role.LEADER, *, district: int | None = None
    ) -> "Stage":
        organiser = await club.region.holder(role, district=district)
        vera = await club.in_messenger(organiser, "Вера")
        return cls(club, Season(club.region, organiser), vera, {vera: organiser})

    async def comes(
        self,
        given: str = "Анна",
        family: str = "Седова",
        *,
        role: Role | None = None,
        district: int = 0,
    ) -> int:
        someone = await self.club.region.member(given, family, district=district)
        if role is not None:
            await self.club.region.grant(someone, role)
        user_id = await self.club.in_messenger(someone, given)
        self.people[user_id] = someone
        return user_id

    async def signs_up(
        self, user_id: int, event: Event, adults: int = 1, children: int = 0
    ) -> EventParty:
        party = await self.season.sign_up(self.people[user_id], event, adults, children)
        await self.club.settle()
        return party

    async def taps(self, *labels: str, by: int | None = None) -> dict[str, Any]:
        answer: dict[str, Any] = {}
        for label in labels:
            answer = await self.club.tap(by or self.vera, label)
        return answer

    async def says(self, *texts: str) -> None:
        for text in texts:
            await self.club.say(self.vera, text)

    async def opens_list(self) -> None:
        await self.says("/events")
        await self.taps("🗂 Я организую")

    async def opens(self, event: Event) -> None:
        await self.opens_list()
        await self.taps(next(b for b in await self.buttons() if event.title in b))

    async def begins(self) -> None:
        await self.opens_list()
        await self.taps("➕ Новое событие")

    async def fills_in(self, when: str = "21.03 12-15") -> None:
        """Up to the last look, for whoever may choose districts."""
        await self.comes_to_seats(when)
        await self.says("30 мест", "Возьмите тёплые вещи.")

    async def comes_to_seats(self, when: str = "21.03 12-15") -> None:
        await self.begins()
        await self.says("Пикник у озера")
        await self.taps("Досуг")
        await self.says(when)
        await self.taps("🏠 Очно")
        await self.says("Городской парк")
        await self.taps("➡️ Дальше", "➡️ Дальше")

    async def screen(self, user_id: int | None = None) -> str:
        return await self.club.screen(user_id or self.vera)

    async def buttons(self, user_id: int | None = None) -> list[str]:
        return await self.club.buttons(user_id or self.vera)

    async def event(self) -> Event:
        return await only(self.club.region.database, Event)

    async def events(self) -> Sequence[Event]:
        return await rows(self.club.region.database, Event)

    async def hours_pass(self, hours: float) -> None:
        """With what the minute's job does about events that are over."""
        self.club.region.clock.advance(timedelta(hours=hours))
        async with self.club.region.database.write() as session:
            await planning.hold_due(session)
        await self.club.settle()

    async def press(self, user_id: int, label: str) -> dict[str, Any]:
        """The newest button with this label, wherever its message stands among newer ones."""
        message_id, exact = [
            (message["id"], button["text"])
            for message in (await self.club.messenger.inbox(user_id))["messages"]
            for row in message.get("keyboard") or ()
            for button in row
            if label in button["text"]
        ][-1]
        tapped = await self.club.messenger.tap(user_id, exact, message_id=message_id)
        await self.club.settle()
        if "callback_id" not in tapped:
            return tapped
        return await self.club.messenger.callback(tapped["callback_id"]) or {}

    async def loses_role(self, user_id: int | None = None) -> None:
        someone = self.people[user_id or self.vera]
        database = self.club.region.database
        for grant in await rows(database, RoleGrant, RoleGrant.person_id == someone.id):
            await self.club.region.act(SYSTEM, people.revoke_role, grant.id)
        await self.club.settle()
