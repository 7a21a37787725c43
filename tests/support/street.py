"""A watched district chat with its moderators: who lives there, what they say, what is left."""

from dataclasses import dataclass
from typing import Any, Self

from community.chats.models import Chat, Purpose
from community.chats.queries import chat_by_address
from community.core.actor import Role
from community.core.usecase import use_case
from moderation.incidents import deciding, erasing, probation
from moderation.incidents.kinds import Decision
from moderation.incidents.models import Incident, IncidentMessage
from moderation.incidents.settings import save_settings
from tests.support.club import OWNER, Club
from tests.support.factories import MESSENGER, SYSTEM, Someone
from tests.support.looking import rows

_ONE_WHITE_DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
)
PICTURE = {"name": "ёлка.png", "content_base64": _ONE_WHITE_DOT}


@dataclass
class Street:
    """`chat` is the talk of a district, `moderators` where its activists sit; ids out there."""

    club: Club
    chat: int
    moderators: int

    @classmethod
    async def of(cls, club: Club) -> Self:
        chat = await club.chat(title="Наш чат")
        moderators = await club.chat(Purpose.ACTIVISTS, title="Актив")
        return cls(club, chat, moderators)

    async def newcomer(self, first_name: str = "Анна") -> int:
        """A member of the club who has just come into the chat."""
        return await self._inside(await self.club.region.member(), first_name)

    async def neighbour(self, first_name: str = "Мария") -> int:
        """A member of the club whom the chat has known for long."""
        someone = await self.club.region.member()
        await self.trust(someone)
        return await self._inside(someone, first_name)

    async def activist(self, first_name: str = "Вера") -> int:
        someone = await self.club.region.holder(Role.ACTIVIST, district=0)
        return await self._inside(someone, first_name)

    async def _inside(self, someone: Someone, first_name: str) -> int:
        user_id = await self.club.in_messenger(someone, first_name)
        await self.club.knock(user_id, self.chat)
        return user_id

    async def trust(self, someone: Someone) -> None:
        async with self.club.region.database.write() as session:
            await _release(session, someone.account_id, self.club.region.clock.now())

    async def rule(self, **changes: Any) -> None:
        """Set rules of this chat."""
        chat = await self.row()
        await self.club.region.act(SYSTEM, save_settings, chat.id, changes)

    async def row(self) -> Chat:
        async with self.club.region.database.read() as session:
            chat = await chat_by_address(session, MESSENGER, str(self.chat))
        assert chat is not None
        return chat

    async def say(self, user_id: int, text: str = "", **fields: Any) -> int:
        """Write into the chat; returns the message's id when everything has happened."""
        message = await self.club.messenger.say(user_id, text, chat_id=self.chat, **fields)
        await self.club.settle()
        return int(message["message_id"])

    async def lines(self) -> list[str]:
        """What people read in the chat, service messages left out."""
        messages = (await self.club.messenger.chat(OWNER, self.chat))["messages"]
        return [m["text"] for m in messages if not m["service"]]

    async def moderators_see(self) -> list[dict[str, Any]]:
        messages = (await self.club.messenger.chat(OWNER, self.moderators))["messages"]
        return [m for m in messages if not m["service"]]

    async def incidents(self) -> list[Incident]:
        return list(await rows(self.club.region.database, Incident))

    async def messages(self) -> list[IncidentMessage]:
        return list(await rows(self.club.region.database, IncidentMessage))

    async def status(self, user_id: int, chat: int | None = None) -> str:
        """How the messenger lists this person in the chat."""
        member = await self.club.app.bot.get_chat_member(chat or self.chat, user_id)
        return str(member.status)

    async def erase(self) -> None:
        """The hourly job: words whose time has come are emptied."""
        async with self.club.region.database.write() as session:
            await erasing.erase_due(session)
        await self.club.settle()

    async def decide(self, incident: Incident, decision: Decision) -> None:
        """A moderator decides, and all of it happens."""
        moderator = await self.club.region.holder(Role.ACTIVIST, district=0)
        await self.club.region.act(moderator, deciding.decide, incident.id, decision)
        await self.club.settle()

    async def undo(self, incident: Incident) -> None:
        moderator = await self.club.region.holder(Role.ACTIVIST, district=0)
        await self.club.region.act(moderator, deciding.undo, incident.id)
        await self.club.settle()


_release = use_case(probation.release)
