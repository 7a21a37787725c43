"""Who belongs in which chat, and when a wave of requests is a raid."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from community.chats.kinds import Presence, Purpose
from community.core.actor import Actor, Grant, Role

NEEDS_DISTRICT = frozenset({Purpose.DISTRICT, Purpose.GUARDIANSHIP})

# What the bot must be able to do, by the names the messenger gives to rights.
_KEEPER = ("can_invite_users", "can_restrict_members", "can_delete_messages", "can_pin_messages")
NEEDED_RIGHTS: Mapping[Purpose, tuple[str, ...]] = {
    Purpose.REGIONAL: _KEEPER,
    Purpose.DISTRICT: _KEEPER,
    Purpose.GROUP: _KEEPER,
    Purpose.ACTIVISTS: ("can_invite_users", "can_restrict_members"),
    Purpose.GUARDIANSHIP: (),
}
PRESENT = frozenset({Presence.MEMBER, Presence.ADMIN, Presence.RESTRICTED})
_CORE = frozenset({Role.ACTIVIST, Role.LEADER})


def may_enter(actor: Actor, purpose: Purpose | None, district_id: int | None) -> bool:
    """Whether the actor is let into a chat without anyone's further word.

    A candidate is not let into parents' chats (scenario 3); officers enter their work chat
    themselves, the bot opens no door there.
    """
    if purpose is Purpose.REGIONAL:
        return actor.has_role(Role.PARENT) or _holds(actor, _CORE, None)
    if purpose is Purpose.DISTRICT:
        return _holds(actor, _CORE | {Role.PARENT}, district_id)
    if purpose is Purpose.ACTIVISTS:
        return _holds(actor, _CORE, district_id)
    return False


def _holds(actor: Actor, roles: frozenset[Role], district_id: int | None) -> bool:
    return any(grant.role in roles and _covers(grant, district_id) for grant in actor.grants)


def _covers(grant: Grant, district_id: int | None) -> bool:
    """A chat of no district welcomes every holder; a regional grant opens every district."""
    everywhere = grant.district_id is None and grant.role is not Role.PARENT
    return district_id is None or everywhere or grant.district_id == district_id


def missing_rights(purpose: Purpose | None, rights: Mapping[str, bool]) -> list[str]:
    """The rights the bot lacks in a chat of this purpose."""
    if purpose is None:
        return []
    return [right for right in NEEDED_RIGHTS[purpose] if not rights.get(right)]


def is_raid(requests_in_window: int, threshold: int) -> bool:
    return requests_in_window >= threshold


def is_over(last_request_at: datetime, at: datetime, calm: timedelta) -> bool:
    return at - last_request_at >= calm
