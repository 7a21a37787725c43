"""Requests for help that are open in the demonstration, made through the club's own use cases."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.booking.queries import free_slots
from community.consultations.requests import service as requests
from community.consultations.requests.kinds import ForWhom, Naming, Urgency
from community.consultations.requests.service import Ask
from community.consultations.schedule.queries import Wish
from community.consultations.specialists import queries as specialists
from community.consultations.specialists.kinds import Format
from community.core.actor import Actor
from community.membership.people import queries as people
from deploy.demo.past import Known

PERSONA = "olga.nesteruk"  # the specialist whom one can play
_AHEAD = timedelta(hours=26)  # the meeting is still to come, and its reminder as well
MOTHER, GRANDMOTHER, FATHER = "anna.sedova", "raisa.medvedchikova", "viktor.shefer"


class Asking:
    """Three families ask; Anna has been answered and meets her psychologist soon."""

    def __init__(
        self, session: AsyncSession, people_met: Mapping[str, Known], present: datetime
    ) -> None:
        self._session = session
        self._present = present
        self._people = people_met
        self._mothers = 0

    def acts(self) -> list[tuple[datetime, Callable[[], Awaitable[object]]]]:
        ago, present = timedelta, self._present
        return [
            (present - ago(hours=50), self.mother_asks),
            (present - ago(hours=44), self.mother_is_answered),
            (present - ago(hours=43), self.mother_books),
            (present - ago(hours=20), self.grandmother_asks),
            (present - ago(hours=3), self.father_asks),
        ]

    async def mother_asks(self) -> None:
        helper = await self._helper()
        asked = Ask(
            await self._speciality("psychologist"),
            ForWhom.CHILD,
            words="Дочка второй месяц не засыпает без света и не говорит, чего боится.",
            wished_id=helper,
        )
        request = await requests.ask(self._session, await self._actor(MOTHER), asked)
        self._mothers = request.id

    async def mother_is_answered(self) -> None:
        await requests.accept(self._session, await self._actor(PERSONA), self._mothers)

    async def mother_books(self) -> None:
        specialist = await specialists.own(self._session, await self._actor(PERSONA))
        assert specialist is not None
        slots = await free_slots(self._session, [specialist], Wish(Format.ONLINE), limit=None)
        later = [slot.starts_at for slot in slots if slot.starts_at > self._present + _AHEAD]
        actor, begins = await self._actor(MOTHER), later[0]
        await requests.book_time(self._session, actor, self._mothers, begins, Format.ONLINE)

    async def grandmother_asks(self) -> None:
        """In person, in a district where no speech therapist is: it waits with a leader."""
        asked = Ask(
            await self._speciality("speech_therapist"),
            ForWhom.GRANDCHILD,
            naming=Naming.FIRST_NAME,
            format=Format.IN_PERSON,
            words="Внуку пять, говорит плохо. До города нам далеко, хорошо бы у нас в районе.",
        )
        await requests.ask(self._session, await self._actor(GRANDMOTHER), asked)

    async def father_asks(self) -> None:
        asked = Ask(
            await self._speciality("psychologist"),
            ForWhom.FAMILY,
            urgency=Urgency.WEEK,
            words="Старший стал грубить, жена плачет. Как нам говорить с ним?",
            wished_id=await self._helper(),
        )
        await requests.ask(self._session, await self._actor(FATHER), asked)

    async def _speciality(self, code: str) -> int:
        known = await specialists.specialities(self._session)
        return next(one.id for one in known if one.code == code)

    async def _helper(self) -> int:
        specialist = await specialists.of_person(self._session, self._people[PERSONA].id)
        assert specialist is not None
        return specialist.id

    async def _actor(self, key: str) -> Actor:
        return await people.actor_for(self._session, self._people[key].id, "bot")
