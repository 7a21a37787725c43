"""All that can be done with a specialist, and the open list of specialities."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.specialists import queries
from community.consultations.specialists.holding import in_hand, note
from community.consultations.specialists.models import Speciality
from community.consultations.specialists.profile import (
    Profile,
    add_training,
    describe,
    new_calendar_address,
)
from community.consultations.specialists.standing import (
    end,
    forget,
    leave,
    pause,
    resume,
    resume_due,
)
from community.consultations.specialists.vetting import (
    activate,
    claim,
    invite,
    note_documents,
    note_interview,
)
from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.errors import Conflict, InvalidInput
from community.core.usecase import use_case

__all__ = [
    "Profile",
    "activate",
    "add_speciality",
    "add_training",
    "claim",
    "describe",
    "end",
    "forget",
    "in_hand",
    "invite",
    "leave",
    "new_calendar_address",
    "note",
    "note_documents",
    "note_interview",
    "pause",
    "resume",
    "resume_due",
]


@use_case
async def add_speciality(
    session: AsyncSession,
    actor: Actor,
    code: str,
    *,
    name: str,
    name_of: str,
    name_en: str,
    for_facilitators: bool = False,
) -> Speciality:
    """Extend the open list. Raises InvalidInput for an empty name, Conflict for a known one."""
    actor.require(Action.SPECIALIST_MANAGE)
    fields = {"code": code, "name": name, "name_of": name_of, "name_en": name_en}
    fields = {field: text.strip() for field, text in fields.items()}
    for field, text in fields.items():
        if not 0 < len(text) <= 40:  # noqa: PLR2004  fits a button of a telephone
            raise InvalidInput(field=field, limit=40)
    position = len(await queries.specialities(session, all_of_them=True))
    speciality = Speciality(**fields, position=position, for_facilitators=for_facilitators)
    try:
        async with session.begin_nested():
            session.add(speciality)
    except IntegrityError as error:
        raise Conflict from error
    record(session, actor, "add", Subject("speciality", speciality.id))
    return speciality
