"""What the hot path must know of chats, kept in memory; read anew only after a change."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from bot.group.together import Together
from community.chats import queries, service
from community.chats.facts import ChatChanged
from community.chats.models import Purpose
from community.core.db import Database
from community.core.usecase import once_saved


@dataclass(frozen=True, slots=True)
class KnownChat:
    """A chat by our id; `purpose` is None while nobody has said what it is for."""

    id: int
    purpose: Purpose | None


class ChatDirectory:
    """The chats by their address in one messenger, and what was counted since the last flush."""

    def __init__(self, database: Database, messenger: str) -> None:
        self._database = database
        self._messenger = messenger
        self._chats: dict[int, KnownChat | None] = {}
        self._reading = Together(self._read)
        self._counts: Counter[tuple[int, date]] = Counter()
        database.facts.subscribe(ChatChanged, self._forget)

    async def chat(self, address: int) -> KnownChat | None:
        """None for a chat that the bot was never told of."""
        if address in self._chats:
            return self._chats[address]
        return await self._reading.read(address)

    async def _read(self, address: int) -> KnownChat | None:
        async with self._database.read() as session:
            chat = await queries.chat_by_address(session, self._messenger, str(address))
        self._chats[address] = KnownChat(chat.id, chat.purpose) if chat else None
        return self._chats[address]

    def count_message(self, chat_id: int) -> None:
        self._counts[chat_id, self._database.clock.now().date()] += 1

    async def flush(self) -> None:
        """Write the counts down; what cannot be written now is kept for the next time."""
        counts, self._counts = self._counts, Counter()
        try:
            async with self._database.write() as session:
                await service.add_activity(session, counts)
        except BaseException:
            self._counts.update(counts)
            raise

    async def _forget(self, session: AsyncSession, fact: ChatChanged) -> None:
        def forget() -> None:
            self._chats = {
                address: known
                for address, known in self._chats.items()
                if known is not None and known.id != fact.chat_id
            }

        once_saved(session, forget)
