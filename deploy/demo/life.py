"""What the people of the demonstration did over its fourteen months, through the use cases."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor, Role, system_actor
from community.core.clock import now
from community.membership.districts.models import District
from community.membership.invitations import queries as invitations
from community.membership.invitations import service as invitation_service
from community.membership.leaving import service as leaving
from community.membership.people import queries as people
from community.membership.people import service as people_service
from community.membership.people.models import MessengerAccount
from community.membership.verification import service as verification
from community.membership.verification.models import ApplicantKind, Application
from community.membership.verification.service import Form
from deploy.demo.cast import DemoPerson

_CODES_IN_A_BATCH = 12
_DAYS_OF_A_BATCH = 365


class Life:
    """Acts of the people, at whatever moment the session's clock shows."""

    def __init__(
        self,
        session: AsyncSession,
        districts: Mapping[str, District],
        accounts: Mapping[str, MessengerAccount],
    ) -> None:
        self._session = session
        self._districts = districts
        self._accounts = accounts
        self._families: dict[str, str] = {}  # family key: its first adult
        self._activists: dict[str | None, str] = {}  # district code: the first to vouch there
        self._leader: str | None = None
        self._applications: dict[str, int] = {}
        self._codes: dict[str, tuple[datetime, Iterator[str]]] = {}

    async def join(self, person: DemoPerson) -> None:
        """A parent comes by an invitation, a family's code, or somebody's word."""
        first = self._families.setdefault(person.more["family_key"], person.key)
        via = person.more.get("via", "leader" if first == person.key else "family_code")
        if via == "family_code":
            code, _ = await people_service.new_family_code(self._session, await self._actor(first))
            await self._apply(person, ApplicantKind.FAMILY_MEMBER, family_code=code)
        elif via == "invitation":
            code = await self._invitation(person.district or "")
            await self._apply(person, ApplicantKind.PARENT, invitation_code=code)
        else:
            application = await self._apply(person, ApplicantKind.PARENT)
            await self._verify(application, person, by_leader=via == "leader")

    async def prepare(self, person: DemoPerson) -> None:
        """A candidate comes, and a leader lets them in."""
        application = await self._apply(person, ApplicantKind.CANDIDATE)
        await self._verify(application, person, by_leader=True)

    async def ask(self, person: DemoPerson) -> None:
        """An applicant who still waits."""
        about = person.more["about"]
        application = await self._apply(person, ApplicantKind.PARENT, about=about)
        self._applications[person.key] = application.id

    async def vote(self, applicant: str, activist: str, reason: str, *, in_favour: bool) -> None:
        await verification.vouch(
            self._session,
            await self._actor(activist),
            self._applications[applicant],
            in_favour=in_favour,
            reason=reason,
        )

    async def serve(self, person: DemoPerson, role: Role, district: str | None = None) -> None:
        """A specialist, an officer, an administrator: no parent, and no application."""
        actor = await self._actor(person.key)
        await people_service.rename(self._session, actor, person.given, person.family)
        await self.take_role(person.key, role, district)

    async def take_role(self, key: str, role: Role, district: str | None = None) -> None:
        person_id = self._accounts[key].person_id
        await people_service.grant_role(
            self._session,
            system_actor("cli"),
            person_id,
            role,
            district_id=self._district_id(district),
        )
        if role is Role.ACTIVIST:
            self._activists.setdefault(district, key)
        elif role is Role.LEADER and district is None:
            self._leader = key

    async def leave(self, person: DemoPerson) -> None:
        await leaving.leave(self._session, await self._actor(person.key))

    async def _actor(self, key: str) -> Actor:
        return await people.actor_for(self._session, self._accounts[key].person_id, "bot")

    async def _regional_leader(self) -> Actor:
        """Whoever leads the region; before there was one, the installation itself."""
        return await self._actor(self._leader) if self._leader else system_actor("cli")

    def _district_id(self, code: str | None) -> int | None:
        return self._districts[code].id if code else None

    async def _apply(self, person: DemoPerson, kind: ApplicantKind, **more: str) -> Application:
        district_id = self._district_id(person.district)
        form = Form(kind, person.given, person.family, district_id, **more)
        return await verification.apply(self._session, await self._actor(person.key), form)

    async def _verify(
        self, application: Application, person: DemoPerson, *, by_leader: bool
    ) -> None:
        voucher = self._activists.get(person.district) or self._leader
        if by_leader or voucher is None:
            leader = await self._regional_leader()
            await verification.decide(self._session, leader, application.id, verified=True)
        else:
            actor = await self._actor(voucher)
            await verification.vouch(self._session, actor, application.id, in_favour=True)

    async def _invitation(self, district: str) -> str:
        """An unused code of the district's guardianship body."""
        expires_at, codes = self._codes.get(district, (None, iter(())))
        code = next(codes, None) if expires_at and expires_at > now(self._session) else None
        if code is None:
            self._codes[district] = await self._new_batch(district)
            code = next(self._codes[district][1])
        return code

    async def _new_batch(self, district: str) -> tuple[datetime, Iterator[str]]:
        leader = await self._regional_leader()
        batch = await invitation_service.create_batch(
            self._session,
            leader,
            district_id=self._districts[district].id,
            handed_to=f"Опека {self._districts[district].name_of}",
            count=_CODES_IN_A_BATCH,
            days=_DAYS_OF_A_BATCH,
        )
        rows = await invitations.codes_to_print(self._session, leader, batch.id)
        return batch.expires_at, iter([row.code for row in rows])
