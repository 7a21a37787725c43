"""A watched chat, and the moderators who look after it from a chat of their own."""

from dataclasses import dataclass
from typing import Any, Self

from community.core.actor import Role
from moderation.incidents.models import Incident
from tests.support.club import OWNER, Club
from tests.support.street import Street


@dataclass
class Desk(Street):
    """Moderators sit in their chat and tap the buttons under its cards."""

    @classmethod
    async def without_a_chat(cls, club: Club) -> Self:
        """Moderators who have no chat of their own get the cards in private."""
        return cls(club, await club.chat(title="Наш чат"), 0)

    async def moderator(self, first_name: str = "Вера") -> int:
        """An activist of the district who sits in the moderators' chat."""
        return await self.seated(Role.ACTIVIST, first_name)

    async def seated(
        self, role: Role | None, first_name: str = "Вера", *, district: int | None = 0
    ) -> int:
        """Somebody of this role whom an administrator let into the moderators' chat."""
        region = self.club.region
        someone = await region.member(first_name, "Ким")
        if role is not None:
            await region.grant(someone, role, district=district)
        user_id = await self._inside(someone, first_name)
        if self.moderators:
            await self.club.messenger.add_member(self.moderators, user_id, by=OWNER)
            await self.club.settle()
        return user_id

    async def cards(self) -> list[str]:
        """What stands in the moderators' chat, the oldest first."""
        return [str(message["text"]) for message in await self.moderators_see()]

    async def card(self) -> str:
        """The one card there is."""
        (card,) = await self.cards()
        return card

    async def buttons(self) -> list[str]:
        """Under the newest card."""
        keyboard = (await self.moderators_see())[-1].get("keyboard") or []
        return [button["text"] for row in keyboard for button in row]

    async def tap(self, user_id: int, label: str) -> str:
        """Press a button in the moderators' chat; returns the word that appears over the screen."""
        return await self._press(user_id, label=label)

    async def _press(self, user_id: int, **button: Any) -> str:
        messenger = self.club.messenger
        tapped = await messenger.tap(user_id, chat_id=self.moderators, **button)
        await self.club.settle()
        answer = await messenger.callback(tapped["callback_id"]) or {}
        return str(answer.get("text") or "")

    async def command(self, user_id: int, text: str, to: int | None = None) -> None:
        """Write a command into the parents' chat, in answer to a message."""
        await self.say(user_id, text, reply_to=to)

    async def incident(self) -> Incident:
        (incident,) = await self.incidents()
        return incident
