"""What happened in the demonstration besides joining, through the club's own use cases."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor, Role, system_actor
from community.membership.districts.models import District
from community.membership.leaving import service as leaving
from community.membership.people import queries as people
from community.membership.people import service as people_service
from community.membership.verification import service as verification
from community.membership.verification.models import ApplicantKind
from community.membership.verification.service import Form
from deploy.demo.cast import DemoPerson
from deploy.demo.past import Known


class Life:
    """Acts of the people, at whatever moment the session's clock shows."""

    def __init__(
        self,
        session: AsyncSession,
        districts: Mapping[str, District],
        people_met: Mapping[str, Known],
    ) -> None:
        self._session = session
        self._districts = districts
        self._people = people_met
        self._applications: dict[str, int] = {}

    async def ask(self, person: DemoPerson) -> None:
        """Apply, and wait for somebody's word."""
        form = Form(
            ApplicantKind.PARENT,
            person.given,
            person.family,
            self._district_id(person.district),
            person.more["about"],
        )
        actor = await self._actor(person.key)
        application = await verification.apply(self._session, actor, form)
        self._applications[person.key] = application.id

    async def vote(self, applicant: str, activist: str, reason: str, *, in_favour: bool) -> None:
        await verification.vouch(
            self._session,
            await self._actor(activist),
            self._applications[applicant],
            in_favour=in_favour,
            reason=reason,
        )

    async def take_role(self, key: str, role: Role, district: str | None = None) -> None:
        await people_service.grant_role(
            self._session,
            system_actor("cli"),
            self._people[key].id,
            role,
            district_id=self._district_id(district),
        )

    async def leave(self, person: DemoPerson) -> None:
        await leaving.leave(self._session, await self._actor(person.key))

    async def _actor(self, key: str) -> Actor:
        return await people.actor_for(self._session, self._people[key].id, "bot")

    def _district_id(self, code: str | None) -> int | None:
        return self._districts[code].id if code else None
