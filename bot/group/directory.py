"""What the hot path must know of chats, kept in memory; read anew only after a change."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from aiogram.types import User
from sqlalchemy.ext.asyncio import AsyncSession

from bot.group.together import Together
from community.chats import queries, service
from community.chats.facts import ChatChanged
from community.chats.models import Purpose
from community.core.db import Database
from community.core.usecase import once_saved
from community.selfhelp.groups.presence import seen_in_chats


@dataclass(frozen=True, slots=True)
class KnownChat:
    """A chat by our id; `purpose` is None while nobody has said what it is for."""

    id: int
    purpose: Purpose | None

    @property
    def is_closed(self) -> bool:
        """The chat of a self-help group: what is said there is for those in it alone."""
        return self.purpose is Purpose.GROUP


class ChatDirectory:
    """The chats by their address in one messenger, and what was counted since the last flush.

    In the chats of groups also who wrote: whoever leads one is there (scenario 22).
    """

    def __init__(self, database: Database, messenger: str) -> None:
        self._database = database
        self._messenger = messenger
        self._chats: dict[int, KnownChat | None] = {}
        self._reading = Together(self._read)
        self._counts: Counter[tuple[int, date]] = Counter()
        self._seen: set[tuple[int, str]] = set()
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

    def count_message(self, chat: KnownChat, author: User | None) -> None:
        self._counts[chat.id, self._database.clock.now().date()] += 1
        if chat.is_closed and author is not None:
            self._seen.add((chat.id, str(author.id)))

    async def flush(self) -> None:
        """Write it down; what cannot be written now is kept for the next time."""
        await self._flush_counts()
        if self._seen:
            await self._flush_seen()

    async def _flush_counts(self) -> None:
        counts, self._counts = self._counts, Counter()
        try:
            async with self._database.write() as session:
                await service.add_activity(session, counts)
        except BaseException:
            self._counts.update(counts)
            raise

    async def _flush_seen(self) -> None:
        seen, self._seen = self._seen, set()
        try:
            async with self._database.write() as session:
                await seen_in_chats(session, self._messenger, seen)
        except BaseException:
            self._seen |= seen
            raise

    async def _forget(self, session: AsyncSession, fact: ChatChanged) -> None:
        def forget() -> None:
            self._chats = {
                address: known
                for address, known in self._chats.items()
                if known is not None and known.id != fact.chat_id
            }

        once_saved(session, forget)
