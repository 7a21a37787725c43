"""Consultations as lines of a calendar: a speciality, a first name or an alias, nothing else.

No e-mail, no number, no link (scenario 13).
"""

from community.consultations.booking.kinds import ConsultationState, GroupState
from community.consultations.booking.models import Consultation, GroupConsultation
from community.core.calendar import Meeting


def of_consultation(consultation: Consultation, title: str, place: str | None = None) -> Meeting:
    is_off = consultation.state in (ConsultationState.CANCELLED, ConsultationState.MOVED)
    return Meeting(
        uid=f"consultation-{consultation.id}",
        starts_at=consultation.starts_at,
        ends_at=consultation.ends_at,
        title=title,
        place=place,
        version=int(is_off),
        is_off=is_off,
    )


def of_group(group: GroupConsultation, title: str, place: str | None = None) -> Meeting:
    is_off = group.state is GroupState.CANCELLED
    return Meeting(
        uid=f"group-{group.id}",
        starts_at=group.starts_at,
        ends_at=group.ends_at,
        title=title,
        place=place,
        version=int(is_off),
        is_off=is_off,
    )
