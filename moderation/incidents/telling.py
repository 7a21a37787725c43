"""What the author of a message is told in private: one letter for all that one act changed.

Its parameters are ids; the renderers look at how things stand when it is sent.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.outbox.models import Priority
from community.core.outbox.service import Letter, Recipient, enqueue_all, to_account
from community.membership.people.models import MessengerAccount
from moderation.incidents.models import Incident, IncidentMessage, Sanction
from moderation.incidents.notices import anew, slot
from moderation.incidents.rules import (
    FALLBACK_AFTER,
    GROWTH_WORD_EVERY,
    end_of_slot,
    holds_personal_data,
)


def hears(incident: Incident) -> bool:
    """A channel has no ears, and those who made a storm are not written to one by one."""
    return incident.author_account_id is not None and incident.storm_id is None


async def tell_what_follows(
    session: AsyncSession,
    incident: Incident,
    at: datetime,
    *,
    gone: IncidentMessage | None,
    imposed: Sequence[Sanction] = (),
) -> None:
    """What was taken away, and what follows from it; nothing where neither is new.

    `gone` is the first of the messages that are no longer to be read. Who has had personal data
    given back knows already that they are.
    """
    if not hears(incident) or not (gone or imposed):
        return
    if gone is not None and not holds_personal_data(incident.topic, incident.reasons):
        incident.explained_at = None
    first = gone.id if gone else None
    await _send(session, explain(incident, at, first_new=first, is_new=True, imposed=imposed))


async def tell_put_right(
    session: AsyncSession, incident: Incident, *, is_back: bool, lifted: Sequence[Sanction]
) -> None:
    """That a message is in its chat again, and what was lifted; nothing where neither is so."""
    if not hears(incident) or not (is_back or lifted):
        return
    params = {"incident": incident.id, "is_back": is_back, "lifted": ids(lifted)}
    key = anew(incident.id)
    letter = Letter(_author(incident), "moderation.put_right", key, params, Priority.ANSWER)
    await _send(session, letter)


async def tell_lapsed(session: AsyncSession, incident: Incident) -> None:
    if hears(incident):
        key, params = str(incident.id), {"incident": incident.id}
        await _send(session, Letter(_author(incident), "moderation.lapsed", key, params))


def explain(
    incident: Incident,
    at: datetime,
    *,
    first_new: int | None,
    is_new: bool,
    imposed: Sequence[Sanction] = (),
    is_fallback: bool = False,
) -> Letter:
    """Why, and the text back; of further messages one word for all that come close together.

    `first_new` is the IncidentMessage from which on the author was told nothing yet. Personal data
    are given back from memory by whoever saw them: `is_fallback` is for when that process died.
    """
    due = at if is_new else end_of_slot(at, GROWTH_WORD_EVERY)
    key = anew(incident.id) if is_new else slot(incident.id, due)
    if is_fallback:
        due += FALLBACK_AFTER
    params = {"incident": incident.id, "message": first_new, "imposed": ids(imposed)}
    return Letter(_author(incident), "moderation.explain", key, params, Priority.ANSWER, due)


def hint(incident: Incident) -> Letter:
    key, params = str(incident.id), {"incident": incident.id}
    return Letter(_author(incident), "moderation.hint", key, params, Priority.ANSWER)


def ids(sanctions: Iterable[Sanction]) -> list[int]:
    return [sanction.id for sanction in sanctions]


def _author(incident: Incident) -> Recipient:
    assert incident.author_account_id is not None
    return to_account(incident.author_account_id)


async def _send(session: AsyncSession, letter: Letter) -> None:
    """A stranger whom the bot may not write to is spared the attempt."""
    query = select(MessengerAccount.reachable).where(MessengerAccount.id == letter.recipient.id)
    if await session.scalar(query):
        await enqueue_all(session, [letter])
