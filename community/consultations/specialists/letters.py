"""What is told about specialists: letters for the outbox, with ids alone."""

from collections.abc import Iterable
from uuid import uuid4

from community.consultations.specialists.models import Specialist
from community.core.outbox.service import Letter, to_person


def applied(specialist: Specialist, leaders: Iterable[int]) -> list[Letter]:
    """A candidate has opened the invitation: documents and interview are next."""
    params, key = {"specialist": specialist.id}, str(specialist.id)
    return [Letter(to_person(one), "specialist.applied", key, params) for one in leaders]


def opened(specialist: Specialist, how: str) -> list[Letter]:
    """To the specialist: `how` is activate or resume."""
    if specialist.person_id is None:
        return []
    params, key = {"specialist": specialist.id, "how": how}, f"{specialist.id}:{uuid4().hex}"
    return [Letter(to_person(specialist.person_id), "specialist.opened", key, params)]
