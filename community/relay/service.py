"""Opening a conversation, and all that can be done in it, for those who stand above."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import system_actor
from community.core.audit import record
from community.core.clock import now
from community.core.errors import InvalidInput
from community.relay.complaining import complain
from community.relay.deciding import (
    consent,
    decide,
    look_at,
    name_readers,
    read,
    take_consent_back,
)
from community.relay.ending import agree_to_reveal, close, erase_due, on_erased, on_left
from community.relay.hand import subject_of
from community.relay.models import Conversation
from community.relay.placing import not_delivered, placed
from community.relay.saying import Place, Said, edit, say, withdraw, withdraw_last

__all__ = [
    "Party",
    "Place",
    "Said",
    "agree_to_reveal",
    "close",
    "complain",
    "consent",
    "decide",
    "edit",
    "erase_due",
    "look_at",
    "name_readers",
    "not_delivered",
    "on_erased",
    "on_left",
    "open_conversation",
    "placed",
    "read",
    "say",
    "take_consent_back",
    "withdraw",
    "withdraw_last",
]


@dataclass(frozen=True)
class Party:
    """One side, and the name by which alone the other side knows it."""

    person_id: int
    alias: str


async def open_conversation(
    session: AsyncSession, asker: Party, helper: Party, *, guarded: bool = True
) -> Conversation:
    """A new conversation, within somebody's use case. Raises InvalidInput with oneself.

    Where it is not `guarded`, names, numbers and places pass from the beginning: somebody in
    danger must be able to say where they are.
    """
    if asker.person_id == helper.person_id:
        raise InvalidInput(field="helper")
    conversation = Conversation(
        asker_id=asker.person_id,
        helper_id=helper.person_id,
        asker_alias=asker.alias,
        helper_alias=helper.alias,
        guarded=guarded,
        opened_at=now(session),
        asker_reveals=not guarded,
        helper_reveals=not guarded,
        revealed_at=None if guarded else now(session),
    )
    session.add(conversation)
    await session.flush()
    record(session, system_actor(), "open", subject_of(conversation), helper=helper.person_id)
    return conversation
