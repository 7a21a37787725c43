"""What waits of self-help groups: proposals of parents, and groups that nobody leads."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.selfhelp.care.queries import vacant_groups
from community.selfhelp.groups.queries import proposals

_SHOWN = 5


async def waiting_groups(session: AsyncSession, actor: Actor) -> dict[str, Any]:
    """Nothing for whoever does not look after groups."""
    if not actor.may_at_all(Action.GROUP_MANAGE):
        return {}
    proposed = await proposals(session, actor)
    vacant = await vacant_groups(session, actor)
    return {
        "proposed_groups": proposed[:_SHOWN],
        "vacant_groups": vacant[:_SHOWN],
        "groups_waiting": len(proposed) + len(vacant),
    }
