"""Arranging a small region in few words: `await region.member("Анна", "Седова")`."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor, Role, system_actor
from community.core.clock import ManualClock
from community.core.db import Database
from community.core.usecase import use_case
from community.membership.districts.models import District
from community.membership.districts.queries import active_districts
from community.membership.documents import queries as documents
from community.membership.documents import service as document_service
from community.membership.people import queries as people
from community.membership.people import service as people_service
from community.membership.people.models import MessengerAccount
from community.membership.verification import service as verification
from community.membership.verification.models import ApplicantKind, Application
from community.membership.verification.service import Form
from deploy.defaults_loader import (
    load_default_documents,
    load_region,
    load_situations,
    load_specialities,
    load_topics,
)

T = TypeVar("T")
SYSTEM = system_actor("cli")
MESSENGER = "telegram"


@dataclass
class Someone:
    """A person of a test with everything needed to act as them."""

    id: int
    account_id: int
    external_id: str


@dataclass
class Region:
    database: Database
    districts: list[District] = field(default_factory=list)
    _external_ids: Iterator[int] = field(default_factory=lambda: count(5001))

    @property
    def clock(self) -> ManualClock:
        clock = self.database.clock
        assert isinstance(clock, ManualClock)
        return clock

    def advance_minutes(self, minutes: int) -> None:
        self.clock.advance(timedelta(minutes=minutes))

    @classmethod
    async def create(cls, database: Database) -> "Region":
        async with database.write() as session:
            await load_region(session, SYSTEM)
            await load_default_documents(session, SYSTEM)
            await load_specialities(session, SYSTEM)
            await load_situations(session, SYSTEM)
            await load_topics(session, SYSTEM)
        return await cls.found(database)

    @classmethod
    async def found(cls, database: Database) -> "Region":
        """A region that is in the database already."""
        async with database.read() as session:
            return cls(database, list(await active_districts(session)))

    async def newcomer(self, external_id: str | None = None, *, speaks: bool = True) -> Someone:
        external_id = external_id or str(next(self._external_ids))
        async with self.database.write() as session:
            account: MessengerAccount = await people_service.meet(
                session, MESSENGER, external_id, speaks=speaks
            )
            return Someone(account.person_id, account.id, external_id)

    async def actor(self, someone: Someone, source: str = "bot") -> Actor:
        async with self.database.read() as session:
            return await people.actor_for(session, someone.id, source)  # type: ignore[arg-type]

    async def act(
        self, by: Someone | Actor, use_case: Callable[..., Awaitable[T]], *args: Any, **kwargs: Any
    ) -> T:
        """Let somebody do something, in a transaction of its own."""
        actor = by if isinstance(by, Actor) else await self.actor(by)
        async with self.database.write() as session:
            return await use_case(session, actor, *args, **kwargs)

    async def look(
        self, by: Someone | Actor, query: Callable[..., Awaitable[T]], *args: Any, **kwargs: Any
    ) -> T:
        """Let somebody read something."""
        actor = by if isinstance(by, Actor) else await self.actor(by)
        async with self.database.read() as session:
            return await query(session, actor, *args, **kwargs)

    async def accept_all(self, someone: Someone) -> None:
        actor = await self.actor(someone)
        async with self.database.write() as session:
            for shown in await documents.still_to_accept(session, someone.id):
                await document_service.accept(session, actor, shown.version_id)

    async def applicant(
        self,
        given: str = "Анна",
        family: str = "Седова",
        *,
        district: int = 0,
        kind: ApplicantKind = ApplicantKind.PARENT,
        someone: Someone | None = None,
        **form: str,
    ) -> tuple[Someone, Application]:
        someone = someone or await self.newcomer()
        await self.accept_all(someone)
        wanted = Form(kind, given, family, self.districts[district].id, **form)
        return someone, await self.act(someone, verification.apply, wanted)

    async def apply(self, someone: Someone) -> Application:
        """Ask to join with whatever consents have been given so far."""
        form = Form(ApplicantKind.PARENT, "Анна", "Седова", self.districts[0].id)
        return await self.act(someone, verification.apply, form)

    async def apply_with_code(self, code: str) -> Application:
        """Ask to join by an invitation, which alone knows the district."""
        someone = await self.newcomer()
        await self.accept_all(someone)
        form = Form(ApplicantKind.PARENT, "Анна", "Седова", invitation_code=code)
        return await self.act(someone, verification.apply, form)

    async def member(
        self, given: str = "Анна", family: str = "Седова", *, district: int = 0
    ) -> Someone:
        external_id = str(next(self._external_ids))
        form = Form(ApplicantKind.PARENT, given, family, self.districts[district].id)
        async with self.database.write() as session:
            return await _join(session, external_id, form)

    async def husband_of(self, wife: Someone, given: str = "Андрей") -> Someone:
        """Joins the wife's family with its code."""
        code, _ = await self.act(wife, people_service.new_family_code)
        husband, _ = await self.applicant(
            given, "Седов", kind=ApplicantKind.FAMILY_MEMBER, family_code=code
        )
        return husband

    async def holder(self, role: Role, *, district: int | None = None) -> Someone:
        """A member of the club with a role, for one district or the whole region."""
        someone = await self.member("Вера", "Ким", district=district or 0)
        await self.grant(someone, role, district=district)
        return someone

    async def grant(self, someone: Someone, role: Role, *, district: int | None = None) -> None:
        district_id = None if district is None else self.districts[district].id
        async with self.database.write() as session:
            await people_service.grant_role(
                session, SYSTEM, someone.id, role, district_id=district_id
            )


@use_case
async def _join(session: AsyncSession, external_id: str, form: Form) -> Someone:
    """Whatever becoming a member takes, in one transaction: most tests begin with it."""
    account = await people_service.meet(session, MESSENGER, external_id, speaks=True)
    actor = await people.actor_for(session, account.person_id, "bot")
    for shown in await documents.still_to_accept(session, account.person_id):
        await document_service.accept(session, actor, shown.version_id)
    application = await verification.apply(session, actor, form)
    await verification.decide(session, SYSTEM, application.id, verified=True)
    return Someone(account.person_id, account.id, external_id)
