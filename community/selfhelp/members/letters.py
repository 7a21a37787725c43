"""What members and those who lead hear of each other: ids alone."""

from collections.abc import Iterable
from uuid import uuid4

from community.core.outbox.models import Priority
from community.core.outbox.service import Letter, to_person
from community.selfhelp.groups.models import SupportGroup
from community.selfhelp.members.models import GroupMember


def asks(member: GroupMember, leads: Iterable[int]) -> list[Letter]:
    """Somebody wants to come: yes or no?"""
    return [_of(lead, "selfhelp.asks", member) for lead in leads]


def came(member: GroupMember, leads: Iterable[int]) -> list[Letter]:
    """Somebody came in by the link."""
    return [_of(lead, "selfhelp.came", member) for lead in leads]


def welcome(member: GroupMember) -> list[Letter]:
    return [_of(member.person_id, "selfhelp.welcome", member)]


def waiting(member: GroupMember) -> list[Letter]:
    """You are welcome, and there is no place just now."""
    return [_of(member.person_id, "selfhelp.waiting", member)]


def not_now(member: GroupMember) -> list[Letter]:
    return [_of(member.person_id, "selfhelp.not_now", member)]


def removed(member: GroupMember) -> list[Letter]:
    return [_of(member.person_id, "selfhelp.removed", member)]


def agreement_changed(group: SupportGroup, members: Iterable[GroupMember]) -> list[Letter]:
    """Once for each version of the words."""
    return [
        Letter(
            to_person(member.person_id),
            "selfhelp.agreement_changed",
            f"{group.id}:{group.agreement}",
            {"group": group.id, "number": group.agreement},
        )
        for member in members
    ]


def paused(group: SupportGroup, people: Iterable[int]) -> list[Letter]:
    return [_to(person_id, "selfhelp.paused", group) for person_id in people]


def resumed(group: SupportGroup, people: Iterable[int]) -> list[Letter]:
    return [_to(person_id, "selfhelp.resumed", group) for person_id in people]


def farewell(group: SupportGroup, people: Iterable[int]) -> list[Letter]:
    return [_to(person_id, "selfhelp.farewell", group) for person_id in people]


def _to(person_id: int, template: str, group: SupportGroup) -> Letter:
    key = f"{group.id}:{uuid4().hex}"
    return Letter(to_person(person_id), template, key, {"group": group.id})


def _of(person_id: int, template: str, member: GroupMember) -> Letter:
    key, params = f"{member.id}:{uuid4().hex}", {"member": member.id}
    return Letter(to_person(person_id), template, key, params, Priority.ANSWER)
