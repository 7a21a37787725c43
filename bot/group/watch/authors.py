"""Who writes in the chats, kept in memory, so that an innocent message asks no database."""

import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.group.directory import KnownChat
from bot.group.together import Together
from community.chats.queries import administered_by
from community.core.actor import Role
from community.core.db import Database
from community.core.usecase import once_saved, use_case
from community.membership.leaving.facts import PersonErased
from community.membership.people import queries as people
from community.membership.people import service as people_service
from community.membership.people.facts import PersonAdmitted, PersonLeft, RolesChanged
from community.selfhelp.groups.facts import LeadChanged
from community.selfhelp.groups.queries import leads_in
from moderation.detect.message import Standing
from moderation.incidents import probation
from moderation.incidents.facts import ProbationOver, ProbationResumed

FRESH_SECONDS = 60.0
"""Another process may have changed something: what is remembered longer is read anew."""
_REMEMBERED = 20_000
_CORE = frozenset({Role.ACTIVIST, Role.LEADER, Role.SPECIALIST, Role.ADMIN})


@dataclass(slots=True)
class Author:
    """`account_id` is None for somebody whom the club has never met."""

    user_id: int
    account_id: int | None = None
    person_id: int | None = None
    language: str = "ru"
    is_core: bool = False
    looks_after: frozenset[int] = frozenset()  # chats, by our ids: as administrator, or as lead
    on_probation: bool = True
    messages_left: int = 1
    probation_ends_at: datetime | None = None
    read_at: float = 0.0  # of the monotonic clock

    def standing(self, chat: KnownChat, moment: datetime) -> Standing:
        """In the chat of a group roles of the club count for nothing."""
        if chat.id in self.looks_after or (self.is_core and not chat.is_closed):
            return Standing.ACTIVIST
        ends_at = self.probation_ends_at
        over = not self.on_probation or self.messages_left <= 0
        if over or (ends_at is not None and moment >= ends_at):
            return Standing.MEMBER
        return Standing.NEWCOMER


class AuthorBook:
    """The authors by their ids in one messenger, and what newcomers wrote since the last flush."""

    def __init__(self, database: Database, messenger: str) -> None:
        self._database = database
        self._messenger = messenger
        self._authors: OrderedDict[int, Author] = OrderedDict()
        self._reading = Together(self._remember)
        self._counts: Counter[int] = Counter()
        subscribe = database.facts.subscribe
        for fact in (RolesChanged, PersonAdmitted, PersonLeft, PersonErased, LeadChanged):
            subscribe(fact, self._person_changed)
        for change in (ProbationOver, ProbationResumed):
            subscribe(change, self._probation_changed)

    async def of(self, user_id: int) -> Author:
        known = self._authors.get(user_id)
        if known is not None and time.monotonic() - known.read_at < FRESH_SECONDS:
            return known
        return await self._reading.read(user_id)

    async def _remember(self, user_id: int) -> Author:
        author = await self._read(user_id)
        author.messages_left -= self._counts[user_id]
        self._authors[user_id] = author
        self._authors.move_to_end(user_id)
        if len(self._authors) > _REMEMBERED:
            self._authors.popitem(last=False)
        return author

    def count(self, author: Author) -> None:
        """An innocent message of a newcomer brings the end of probation nearer."""
        author.messages_left -= 1
        self._counts[author.user_id] += 1

    def forget(self, user_id: int) -> None:
        self._authors.pop(user_id, None)

    def was_met(self, stranger: Author) -> None:
        """By being noticed. Of a flood of theirs only the first message makes it read anew."""
        if self._authors.get(stranger.user_id) is stranger:
            self.forget(stranger.user_id)

    async def flush(self) -> None:
        """Write the counts down; what cannot be written now is kept for the next time."""
        if not self._counts:
            return
        counts, self._counts = self._counts, Counter()
        try:
            async with self._database.write() as session:
                await _save(session, self._messenger, counts)
        except BaseException:
            self._counts.update(counts)
            raise
        for user_id in counts:
            author = self._authors.get(user_id)
            if author is not None and author.probation_ends_at is None:
                self.forget(user_id)  # with the first message the days began to count

    async def _read(self, user_id: int) -> Author:
        author = Author(user_id, read_at=time.monotonic())
        async with self._database.read() as session:
            account = await people.account(session, self._messenger, str(user_id))
            if account is None:
                progress = await probation.probation_of(session, 0, self._database.clock.now())
            else:
                author.account_id, author.person_id = account.id, account.person_id
                author.language = account.person.language
                grants = await people.active_grants(session, account.person_id)
                author.is_core = any(grant.role in _CORE for grant in grants)
                author.looks_after = await administered_by(session, account.id)
                if any(grant.role is Role.FACILITATOR for grant in grants):
                    author.looks_after |= await leads_in(session, account.person_id)
                progress = await probation.probation_of(
                    session, account.id, self._database.clock.now()
                )
        author.on_probation = not progress.over
        author.messages_left = progress.messages_left
        author.probation_ends_at = progress.ends_at
        return author

    async def _person_changed(
        self,
        session: AsyncSession,
        fact: RolesChanged | PersonAdmitted | PersonLeft | PersonErased | LeadChanged,
    ) -> None:
        self._forget_once_saved(session, lambda author: author.person_id == fact.person_id)

    async def _probation_changed(
        self, session: AsyncSession, fact: ProbationOver | ProbationResumed
    ) -> None:
        self._forget_once_saved(session, lambda author: author.account_id == fact.account_id)

    def _forget_once_saved(
        self, session: AsyncSession, concerned: Callable[[Author], bool]
    ) -> None:
        def forget() -> None:
            for user_id in [one.user_id for one in self._authors.values() if concerned(one)]:
                self.forget(user_id)

        once_saved(session, forget)


@use_case
async def _save(session: AsyncSession, messenger: str, counts: Counter[int]) -> None:
    messages: Counter[int] = Counter()
    for user_id, count in counts.items():
        account = await people_service.meet(session, messenger, str(user_id), speaks=False)
        messages[account.id] += count
    await probation.count(session, messages)
