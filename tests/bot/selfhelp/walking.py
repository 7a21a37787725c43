"""A group and its people on their phones."""

from dataclasses import dataclass

from community.chats.models import Chat
from tests.support.circles import Circle
from tests.support.club import RIGHTS, Club
from tests.support.factories import Someone
from tests.support.looking import only


@dataclass
class Walk:
    """`facilitator` and `leader` are ids in the messenger."""

    club: Club
    circle: Circle
    facilitator: int
    leader: int

    @classmethod
    async def of(cls, club: Club, **plan: object) -> "Walk":
        circle = await Circle.of(club.region, **plan)
        facilitator = await club.in_messenger(circle.facilitator, "Вера")
        leader = await club.in_messenger(circle.leader, "Ольга")
        return cls(club, circle, facilitator, leader)

    async def comes(self, given: str = "Анна") -> tuple[Someone, int]:
        someone = await self.club.region.member(given, "Седова")
        return someone, await self.club.in_messenger(someone, given)

    async def follows_link(self, user_id: int) -> None:
        group = await self.circle.now()
        await self.club.start(user_id, f"grp_{group.code}")

    async def comes_in(self, given: str = "Анна") -> int:
        """By the link, through the agreement."""
        _, user_id = await self.comes(given)
        await self.follows_link(user_id)
        await self.club.tap(user_id, "🙋")
        await self.club.tap(user_id, "✅")
        return user_id

    async def desk(self) -> None:
        await self.club.say(self.facilitator, "/groups")
        await self.club.tap(self.facilitator, "1. 🧭")
        await self.club.tap(self.facilitator, "🧭")

    async def make_chat(self) -> int:
        """The facilitator makes a chat, adds the bot and says whose it is."""
        group = await self.club.messenger.add_group(
            "Наш круг", self.facilitator, join_by_request=True
        )
        address = int(group["id"])
        await self.club.messenger.add_bot(address, by=self.facilitator, as_admin=RIGHTS)
        await self.club.settle()
        await self.club.tap(self.facilitator, "🫂 Группа «Когда дома подросток»")
        return address

    async def chat(self) -> Chat:
        return await only(self.club.region.database, Chat)
