"""What the screens of a parent are made of, read once for each of them."""

from dataclasses import dataclass
from typing import Any

from aiogram_dialog import DialogManager
from sqlalchemy.ext.asyncio import AsyncSession

from bot.aliases import alias_in_words
from bot.dialogs import actor_of, chosen, context_of
from bot.features.consultations.words import helper_name, place_name
from bot.texts import Texts
from community.consultations.booking.models import Consultation, GroupConsultation
from community.consultations.requests import queries
from community.consultations.requests.kinds import Naming, Urgency
from community.consultations.requests.queries import Own
from community.consultations.specialists.kinds import Format
from community.consultations.specialists.models import Specialist, Speciality
from community.membership.districts.models import District
from community.membership.people.models import Family, Person


@dataclass
class Draft:
    """What is chosen so far of a request that is not sent."""

    speciality: int | None = None
    wished: int | None = None
    urgency: str = Urgency.WEEK.value
    naming: str = Naming.ANONYMOUS.value
    format: str | None = None
    district: int | None = None
    words: str | None = None

    @property
    def meeting(self) -> Format | None:
        return Format(self.format) if self.format else None

    @classmethod
    def of(cls, manager: DialogManager) -> "Draft":
        return cls(**manager.dialog_data.get("draft", {}))

    def keep(self, manager: DialogManager) -> None:
        manager.dialog_data["draft"] = dict(vars(self))


def is_draft(manager: DialogManager) -> bool:
    """Whether what is being put together is not sent yet."""
    return manager.dialog_data.get("editing") == "draft"


def about_request(manager: DialogManager, request_id: int, **fields: Any) -> None:
    """The screens are about this request from now on; `said` stands over it once."""
    fields = {"said": None, "unsent": None, **fields}
    manager.dialog_data.update(request=request_id, editing="request", **fields)


async def own_request(manager: DialogManager) -> Own:
    """The request that the screen is about. Raises NotFound."""
    async with context_of(manager).database.read() as session:
        return await queries.own(session, actor_of(manager), int(chosen(manager, "request") or 0))


async def aliases_of(session: AsyncSession, person: Person, texts: Texts) -> dict[Naming, str]:
    """How somebody who asks would be called; by first name only where there is one."""
    family = await session.get(Family, person.family_id) if person.family_id else None
    number = f"#{family.number}" if family is not None and family.number else None
    unseen = alias_in_words(number, texts) if number else texts("a number instead of your name")
    names = {Naming.ANONYMOUS: unseen}
    if person.given_name:
        names[Naming.FIRST_NAME] = person.given_name
    return names


async def with_whom(
    session: AsyncSession, meeting: Consultation | GroupConsultation, texts: Texts
) -> str:
    """«психолог Ирина»: whom one meets there."""
    speciality = await session.get_one(Speciality, meeting.speciality_id)
    specialist = await session.get_one(Specialist, meeting.specialist_id)
    return helper_name(speciality, specialist.alias, texts)


async def place_of(
    session: AsyncSession, meeting: Consultation | GroupConsultation, texts: Texts
) -> str | None:
    """The district in which they meet in person; None: online, or nobody has said."""
    if meeting.format is Format.ONLINE:
        return None
    specialist = await session.get_one(Specialist, meeting.specialist_id)
    place_id = meeting.district_id or specialist.district_id
    place = await session.get(District, place_id) if place_id else None
    return place_name(place, texts) if place else None
