"""Chats for tests of the domain: bound at once, and people who knock at their doors."""

from dataclasses import dataclass
from itertools import count

from community.chats.joining import ask_to_join
from community.chats.models import Chat, JoinRequest, Presence, Purpose
from community.chats.service import bind_chat, meet_chat, note_presence
from community.membership.people.models import MessengerAccount
from tests.support.factories import MESSENGER, SYSTEM, Region, Someone

_numbers = count(1)


@dataclass
class Rooms:
    """The chats of a region."""

    region: Region

    async def new(self, external_id: str | None = None) -> Chat:
        """A group the bot was added to; nobody has said what for."""
        async with self.region.database.write() as session:
            address = external_id or f"-100{next(_numbers)}"
            return await meet_chat(session, MESSENGER, address, "Тёплый чат")

    async def bound(self, purpose: Purpose = Purpose.DISTRICT, district: int | None = 0) -> Chat:
        chat = await self.new()
        district_id = None if district is None else self.region.districts[district].id
        return await self.region.act(SYSTEM, bind_chat, chat.id, purpose, district_id)

    async def knock(self, someone: Someone, chat: Chat) -> JoinRequest:
        async with self.region.database.write() as session:
            account = await session.get_one(MessengerAccount, someone.account_id)
            request = await ask_to_join(session, chat.id, account)
        assert request is not None
        return request

    async def note(self, someone: Someone, chat: Chat, presence: Presence) -> None:
        async with self.region.database.write() as session:
            await note_presence(session, chat.id, someone.account_id, presence)
