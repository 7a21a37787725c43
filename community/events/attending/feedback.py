"""Three questions after an event (feature 28), each answered by itself and changed at will."""

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor
from community.core.clock import now
from community.core.errors import InvalidInput
from community.core.usecase import use_case
from community.events.attending.errors import NotAGuest
from community.events.attending.kinds import ComesAgain
from community.events.attending.models import EventFeedback
from community.events.signing import queries
from community.events.signing.models import EventParty

WORDS_LIMIT = 1000
BEST = 5


@use_case
async def rate(session: AsyncSession, actor: Actor, party_id: int, useful: int) -> EventFeedback:
    """1: for nothing; 5: very good. Raises NotFound, NotAGuest, InvalidInput."""
    if not 1 <= useful <= BEST:
        raise InvalidInput(field="useful", limit=f"1–{BEST}")
    given = await _given(session, actor, party_id)
    given.useful = useful
    return given


@use_case
async def say_again(
    session: AsyncSession, actor: Actor, party_id: int, again: ComesAgain
) -> EventFeedback:
    """Whether they would come another time. Raises NotFound, NotAGuest."""
    given = await _given(session, actor, party_id)
    given.again = again
    return given


@use_case
async def say_in_words(
    session: AsyncSession, actor: Actor, party_id: int, words: str
) -> EventFeedback:
    """Read by the organiser without whose they are. Raises NotFound, NotAGuest, InvalidInput."""
    words = words.strip()
    if not words or len(words) > WORDS_LIMIT:
        raise InvalidInput(field="words", limit=WORDS_LIMIT)
    given = await _given(session, actor, party_id)
    given.words = words
    return given


async def _given(session: AsyncSession, actor: Actor, party_id: int) -> EventFeedback:
    own = await queries.own(session, actor, party_id)
    if not own.party.came:
        raise NotAGuest
    locked = await session.get_one(EventParty, party_id, with_for_update={"key_share": True})
    given = await session.get(EventFeedback, party_id, populate_existing=True)
    if given is None:
        given = EventFeedback(party_id=locked.id, event_id=locked.event_id)
        session.add(given)
    given.said_at = now(session)
    return given
