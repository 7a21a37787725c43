"""The order of the steps, given what is known already. Pure."""

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.state import State

from bot.states import Joining
from community.membership.verification.models import ApplicantKind
from community.membership.verification.service import Form

Draft = Mapping[str, Any]


def steps(draft: Draft) -> list[State]:
    """The windows this person goes through, in order.

    An invitation or a family code says who one is: district and story need not be asked.
    """
    by_code = bool(draft.get("invitation_code"))
    in_family = draft.get("kind") == ApplicantKind.FAMILY_MEMBER
    order = [Joining.documents]
    if not by_code:
        order.append(Joining.kind)
    if in_family:
        order.append(Joining.code)
    order += [Joining.given, Joining.family]
    if not by_code and not in_family:
        order += [Joining.district, Joining.about]
    return [*order, Joining.check]


def after(state: State, draft: Draft) -> State:
    order = steps(draft)
    return order[order.index(state) + 1]


def before(state: State, draft: Draft) -> State | None:
    """The step to go back to; None at the beginning. Documents once accepted stay accepted."""
    order = [step for step in steps(draft) if step is not Joining.documents]
    position = order.index(state) if state in order else 0
    return order[position - 1] if position else None


def form(draft: Draft) -> Form:
    return Form(
        kind=ApplicantKind(draft.get("kind", ApplicantKind.PARENT)),
        given_name=draft.get("given", ""),
        family_name=draft.get("family", ""),
        district_id=draft.get("district_id"),
        about=draft.get("about", ""),
        invitation_code=draft.get("invitation_code"),
        family_code=draft.get("family_code"),
    )
