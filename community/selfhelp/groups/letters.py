"""What leaders and those who lead groups are told of them: ids alone."""

from collections.abc import Iterable
from uuid import uuid4

from community.core.outbox.models import Priority
from community.core.outbox.service import Letter, to_person
from community.selfhelp.groups.models import SupportGroup


def proposed(group: SupportGroup, leaders: Iterable[int]) -> list[Letter]:
    """A parent wants to lead a group: yes or no?"""
    return [_letter(leader, "selfhelp.proposed", group) for leader in leaders]


def opened(group: SupportGroup, person_id: int) -> list[Letter]:
    """The group is open, and you lead it: what to do first."""
    return [_letter(person_id, "selfhelp.opened", group)]


def declined(group: SupportGroup) -> list[Letter]:
    if group.proposed_by_id is None:
        return []
    return [_letter(group.proposed_by_id, "selfhelp.declined", group)]


def made_second(group: SupportGroup, person_id: int) -> list[Letter]:
    return [_letter(person_id, "selfhelp.made_second", group)]


def taken_over(group: SupportGroup, former: Iterable[int]) -> list[Letter]:
    """To whoever led it before: kindly."""
    return [_letter(person_id, "selfhelp.taken_over", group) for person_id in former]


def relieved(group: SupportGroup, former: Iterable[int]) -> list[Letter]:
    """To whoever led it until a leader found somebody else."""
    return [_letter(person_id, "selfhelp.relieved", group) for person_id in former]


def chat_lost(group: SupportGroup, leads: Iterable[int]) -> list[Letter]:
    return [_letter(person_id, "selfhelp.chat_lost", group) for person_id in leads]


def _letter(person_id: int, template: str, group: SupportGroup) -> Letter:
    key, params = f"{group.id}:{uuid4().hex}", {"group": group.id}
    return Letter(to_person(person_id), template, key, params, Priority.NORMAL)
