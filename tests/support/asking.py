"""A parent who asks for help through the bot, step by step."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from community.consultations.requests.models import HelpRequest
from community.core.actor import Role
from tests.support.club import Club
from tests.support.factories import Someone
from tests.support.looking import rows
from tests.support.practice import helper


@dataclass
class Practice:
    """A club with a leader, a psychologist and a parent who has opened the bot."""

    club: Club
    anna: int
    parent: Someone
    specialist: Someone
    specialist_id: int
    leader: Someone
    people: dict[int, Someone] = field(default_factory=dict)

    @classmethod
    async def of(cls, club: Club, **profile: Any) -> "Practice":
        leader = await club.region.holder(Role.LEADER)
        specialist, specialist_id = await helper(club.region, **profile)
        await club.in_messenger(specialist, "Ирина")
        await club.in_messenger(leader, "Лидия")
        parent = await club.region.member("Анна", "Седова")
        anna = await club.in_messenger(parent, "Анна")
        return cls(club, anna, parent, specialist, specialist_id, leader, {anna: parent})

    async def comes(self, name: str) -> int:
        """One more parent."""
        someone = await self.club.region.member(name, "Ким")
        user_id = await self.club.in_messenger(someone, name)
        self.people[user_id] = someone
        return user_id

    async def asks(self, user_id: int, whom: str = "Мне", what: str = "Психолог") -> None:
        """Three taps from the main menu."""
        await self.club.say(user_id, "/menu")
        await self.club.tap(user_id, "🤝 Помощь специалиста")
        await self.club.tap(user_id, what)
        await self.club.tap(user_id, whom)

    async def requests(self) -> list[HelpRequest]:
        return await rows(self.club.region.database, HelpRequest)

    async def request(self) -> HelpRequest:
        (one,) = await self.requests()
        return one

    async def labels(self, user_id: int | None = None) -> Collection[str]:
        return await self.club.buttons(user_id or self.anna)
