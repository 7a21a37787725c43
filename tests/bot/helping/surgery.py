"""A morning in the club: Irina helps, Lidia leads, parents ask; each has a phone."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Self

from community.consultations.requests import deadlines
from community.consultations.requests import service as requests
from community.consultations.requests.models import HelpRequest
from community.consultations.specialists.kinds import Format
from community.core.actor import Role
from tests.support.club import Club
from tests.support.factories import Someone
from tests.support.practice import asked, at, helper, seen


@dataclass
class Surgery:
    club: Club
    irina: int = 0
    lidia: int = 0
    specialists: dict[int, int] = field(default_factory=dict)
    people: dict[int, Someone] = field(default_factory=dict)

    @classmethod
    async def of(cls, club: Club) -> Self:
        surgery = cls(club)
        surgery.lidia = await surgery.comes("Лидия", Role.LEADER)
        surgery.irina = await surgery.helps("Ирина")
        return surgery

    async def comes(self, name: str, role: Role | None = None) -> int:
        region = self.club.region
        someone = await region.member(name, "Ким")
        if role is not None:
            await region.grant(someone, role)
        user_id = await self.club.in_messenger(someone, name)
        self.people[user_id] = someone
        return user_id

    async def helps(self, name: str, **profile: Any) -> int:
        """An active psychologist; every weekday from ten to two."""
        someone, specialist_id = await helper(self.club.region, alias=name, **profile)
        user_id = await self.club.in_messenger(someone, name)
        self.people[user_id], self.specialists[user_id] = someone, specialist_id
        return user_id

    async def asks(self, parent: int, **fields: Any) -> HelpRequest:
        request = await asked(self.club.region, self.people[parent], **fields)
        await self.club.settle()
        return request

    async def request(self, request: HelpRequest) -> HelpRequest:
        return await seen(self.club.region, request)

    async def books(self, parent: int, request: HelpRequest, hour: int = 10, days: int = 1) -> Any:
        """A time tomorrow, unless told otherwise."""
        moment = at(hour, days=days)
        act = self.club.region.act
        booked = await act(
            self.people[parent], requests.book_time, request.id, moment, Format.ONLINE
        )
        await self.club.settle()
        return booked[0]

    async def hours_pass(self, hours: float) -> None:
        """With what the minute's job does about deadlines that have passed."""
        self.club.region.clock.advance(timedelta(hours=hours))
        for turn in (deadlines.pass_on_due, deadlines.tell_leaders):
            async with self.club.region.database.write() as session:
                await turn(session)
        await self.club.settle()

    async def press(self, person: int, label: str) -> dict[str, Any]:
        """The newest button with this label, wherever its card stands among newer messages."""
        message_id, exact = [
            (message["id"], button["text"])
            for message in (await self.club.messenger.inbox(person))["messages"]
            for row in message.get("keyboard") or ()
            for button in row
            if button["text"].startswith(label)
        ][-1]
        tapped = await self.club.messenger.tap(person, exact, message_id=message_id)
        await self.club.settle()
        if "callback_id" not in tapped:
            return tapped
        return await self.club.messenger.callback(tapped["callback_id"]) or {}

    async def heard(self, person: int, words: str) -> bool:
        return words in await self.club.words(person)

    async def screen_of(self, person: int, words: str) -> str:
        """The newest message of the bot that holds these words."""
        inbox = (await self.club.messenger.inbox(person))["messages"]
        return next(
            str(one["text"])
            for one in reversed(inbox)
            if one["from"]["is_bot"] and words in one["text"]
        )
