"""What is told when nobody, or a silent one, leads a group: never to its members."""

from collections.abc import Iterable

from community.core.outbox.service import Letter, to_person
from community.selfhelp.care.models import LeadVacancy


def offered(vacancy: LeadVacancy, second: int) -> Letter:
    """Would you lead it?"""
    return _letter(second, "selfhelp.lead_offered", vacancy)


def are_you_there(vacancy: LeadVacancy, facilitator: int) -> Letter:
    return _letter(facilitator, "selfhelp.are_you_there", vacancy)


def vacant(vacancy: LeadVacancy, leaders: Iterable[int]) -> list[Letter]:
    return [_letter(leader, "selfhelp.vacant", vacancy) for leader in leaders]


def _letter(person_id: int, template: str, vacancy: LeadVacancy) -> Letter:
    params = {"group": vacancy.group_id, "vacancy": vacancy.id}
    return Letter(to_person(person_id), template, str(vacancy.id), params)
