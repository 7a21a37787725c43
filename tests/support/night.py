"""A night in the club: somebody in need, and people who may come, each with a phone."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self

from community.core.actor import Role
from community.core.usecase import use_case
from community.duty import roster
from community.duty.calling import widen_due
from community.duty.models import Signal
from community.duty.rules import half_at
from community.duty.serving import Turn
from community.relay.service import Party, open_conversation
from tests.support.club import TOMSK, Club
from tests.support.factories import SYSTEM, Someone
from tests.support.looking import only


@dataclass
class Night:
    """Vera is on duty in the region, Oleg is her substitute, Lidia leads it."""

    club: Club
    vera: int
    oleg: int
    lidia: int
    people: dict[int, Someone]

    @classmethod
    async def of(cls, club: Club) -> Self:
        night = cls(club, 0, 0, 0, {})
        night.lidia = await night.comes("Лидия", Role.LEADER)
        night.vera = await night.comes("Вера", Role.ACTIVIST)
        night.oleg = await night.comes("Олег", Role.ACTIVIST)
        await night.on_duty(night.vera, night.oleg)
        return night

    async def comes(self, name: str, role: Role | None = None) -> int:
        """A member of the club with a phone, who has a role in the whole region."""
        region = self.club.region
        someone = await region.member(name, "Ким")
        if role is not None:
            await region.grant(someone, role)
        user_id = await self.club.in_messenger(someone, name)
        self.people[user_id] = someone
        return user_id

    async def on_duty(self, person: int, substitute: int | None = None) -> None:
        """The present half of the day is theirs."""
        database = self.club.region.database
        day, half = half_at(database.clock.now(), TOMSK)
        stands_by = None if substitute is None else self.people[substitute].id
        async with database.write() as session:
            await roster.plan(session, SYSTEM, Turn(day, half), self.people[person].id, stands_by)
        await self.club.settle()

    async def calls(self, person: int, label: str = "🟠") -> None:
        """🆘 and one of its three buttons."""
        await self.club.say(person, "/sos")
        await self.club.tap(person, label)

    async def minutes_pass(self, minutes: int = 15) -> None:
        self.club.region.clock.advance(timedelta(minutes=minutes))
        async with self.club.region.database.write() as session:
            await widen_due(session)
        await self.club.settle()

    async def signal(self) -> Signal:
        return await only(self.club.region.database, Signal)

    async def heard_by(self, person: int, words: str) -> bool:
        return words in await self.club.words(person)

    async def press_card(self, person: int, label: str) -> None:
        """A button of the signal's card, wherever it stands among newer messages."""
        cards = [
            (message["id"], button["text"])
            for message in await self.inbox(person)
            for row in message.get("keyboard") or ()
            for button in row
            if button["text"].startswith(label)
        ]
        message_id, exact = cards[-1]
        await self.club.messenger.tap(person, exact, message_id=message_id)
        await self.club.settle()

    async def talk(self, asker: int, alias: str, helper: int, other: str) -> int:
        """A guarded conversation between two, as with a specialist; returns its id."""
        parties = Party(self.people[asker].id, alias), Party(self.people[helper].id, other)
        async with self.club.region.database.write() as session:
            return (await use_case(open_conversation)(session, *parties)).id

    async def inbox(self, person: int) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = (await self.club.messenger.inbox(person))["messages"]
        return messages

    async def last_from_bot(self, person: int) -> dict[str, Any]:
        return [one for one in await self.inbox(person) if one["from"]["is_bot"]][-1]
