"""Whoever leads a group and writes in its chat is there: nobody need worry about their silence."""

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.clock import now
from community.core.facts import publish
from community.core.usecase import use_case
from community.membership.people.models import MessengerAccount
from community.selfhelp.groups.facts import LeadActed
from community.selfhelp.groups.models import GroupLead, SupportGroup

# Silence is counted in days: one word an hour says it well enough.
_SAID_AGAIN_AFTER = timedelta(hours=1)


@use_case
async def seen_in_chats(
    session: AsyncSession, messenger: str, seen: Collection[tuple[int, str]]
) -> None:
    """Who wrote where, by our id of the chat and theirs in the messenger.

    Of those who merely are in a group it says nothing. One statement, however many there are.
    """
    if not seen:
        return
    moment = now(session)
    leading = (
        select(GroupLead.id)
        .join(SupportGroup, SupportGroup.id == GroupLead.group_id)
        .join(MessengerAccount, MessengerAccount.person_id == GroupLead.person_id)
        .where(
            GroupLead.until.is_(None),
            GroupLead.active_at <= moment - _SAID_AGAIN_AFTER,
            MessengerAccount.messenger == messenger,
            tuple_(SupportGroup.chat_id, MessengerAccount.external_id).in_(sorted(seen)),
        )
        .with_for_update(of=GroupLead, skip_locked=True)  # who acts at this moment says it herself
    )
    noted = (
        update(GroupLead)
        .where(GroupLead.id.in_(leading))
        .values(active_at=moment)
        .returning(GroupLead.group_id, GroupLead.person_id)
        .execution_options(synchronize_session=False)
    )
    found = await session.execute(noted)
    for group_id, person_id in sorted((row.group_id, row.person_id) for row in found):
        await publish(session, LeadActed(group_id, person_id))
