"""Conversations that must not be kept: abandoned ones, and those of people who were erased.

Apart from the storage, so that whoever erases people need not load the bot.
"""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.state.models import DialogueState
from community.core.clock import now
from community.core.usecase import use_case
from community.membership.leaving.facts import PersonErased

FORGET_AFTER = timedelta(days=30)


@use_case
async def forget_stale(session: AsyncSession) -> None:
    """Drop conversations that nobody has touched for a month."""
    stale = DialogueState.changed_at < now(session) - FORGET_AFTER
    await session.execute(delete(DialogueState).where(stale))


async def on_erased(session: AsyncSession, fact: PersonErased) -> None:
    """Drop what an erased person had typed; the account's id is one part of a key."""
    for _messenger, external_id in fact.accounts:
        of_account = DialogueState.key.contains(f":{external_id}:", autoescape=True)
        await session.execute(delete(DialogueState).where(of_account))
