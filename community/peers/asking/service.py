"""What whoever asks does: ask, open the conversation or not, stop asking."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.clock import now
from community.core.errors import InvalidInput, NotFound
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.membership.people import queries as people
from community.membership.people.errors import NotYetMember
from community.membership.people.models import Standing
from community.peers.asking import letters
from community.peers.asking.answering import accept, decline, never_again
from community.peers.asking.closing import close, let_go
from community.peers.asking.deadlines import close_quiet, erase_due, not_reached, pass_on_due
from community.peers.asking.errors import (
    AlreadyAskingPeers,
    PeerRequestOver,
    PeersPaused,
    TooManyPeerRequests,
)
from community.peers.asking.holding import own, who_accepted
from community.peers.asking.kinds import PeerOutcome, PeerState
from community.peers.asking.models import AskedParent, PeerRequest
from community.peers.asking.mornings import awake
from community.peers.asking.rules import LIFETIME, MONTH, REQUESTS_A_MONTH, WORDS_LIMIT
from community.peers.asking.waves import go_on
from community.peers.sharing import queries as sharing
from community.peers.sharing.models import PeerPerson
from community.relay import service as relay
from community.relay.errors import GivesAway
from community.relay.rules import what_gives_away
from community.relay.service import Party

__all__ = [
    "Ask",
    "accept",
    "ask",
    "cancel",
    "close_quiet",
    "decline",
    "end_talk",
    "erase_due",
    "look_on",
    "never_again",
    "not_reached",
    "open_talk",
    "pass_on_due",
]


@dataclass(frozen=True)
class Ask:
    """`elsewhere`: nobody of my own districts is to be asked."""

    situation_id: int
    words: str | None = None
    elsewhere: bool = True


@use_case
async def ask(session: AsyncSession, actor: Actor, asked: Ask) -> PeerRequest:
    """«Кто это прошёл?» The first parents are asked at once, or in the morning.

    Where nobody could be asked it comes back closed, and says so. Raises NotAllowed, NotFound,
    NotYetMember, InvalidInput, GivesAway, PeersPaused, TooManyPeerRequests, AlreadyAskingPeers.
    """
    person_id = actor.require_for_oneself(Action.PEER_ASK)
    situation = await sharing.situation(session, asked.situation_id)
    words = _checked(asked.words)
    person = await people.locked_person(session, person_id)
    if person.standing in (Standing.LEFT, Standing.ERASED):
        raise NotYetMember
    await _require_may_ask(session, person_id)
    moment = now(session)
    request = PeerRequest(
        person_id=person_id,
        situation_id=situation.id,
        words=words,
        elsewhere=asked.elsewhere,
        state=PeerState.LOOKING,
        wave=0,
        asked=0,
        asked_at=moment,
        expires_at=moment + LIFETIME,
        due_at=moment,
    )
    await _add(session, request)
    await go_on(session, request, silently=True)
    return request


def _checked(words: str | None) -> str | None:
    """Nobody is to know who asks: what gives a person away in a conversation does so here."""
    text = (words or "").strip()
    if len(text) > WORDS_LIMIT:
        raise InvalidInput(field="words", limit=WORDS_LIMIT)
    if what := what_gives_away(text):
        raise GivesAway(what=what)
    return text or None


async def _require_may_ask(session: AsyncSession, person_id: int) -> None:
    """The person in hand. What reached nobody is not counted."""
    row = await session.get(PeerPerson, person_id, populate_existing=True)
    if row is not None and row.paused_until is not None and row.paused_until > now(session):
        raise PeersPaused
    recent = select(func.count()).where(
        PeerRequest.person_id == person_id,
        PeerRequest.asked > 0,
        PeerRequest.asked_at > now(session) - MONTH,
    )
    if (await session.scalar(recent) or 0) >= REQUESTS_A_MONTH:
        # One that is still open says more than that there were many.
        if open_one := await _open_one(session, person_id):
            raise AlreadyAskingPeers(request=open_one)
        raise TooManyPeerRequests(limit=REQUESTS_A_MONTH)


async def _add(session: AsyncSession, request: PeerRequest) -> None:
    try:
        async with session.begin_nested():
            session.add(request)
    except IntegrityError as error:
        known = await _open_one(session, request.person_id or 0)
        raise AlreadyAskingPeers(request=known) from error


async def _open_one(session: AsyncSession, person_id: int) -> int | None:
    query = select(PeerRequest.id).where(
        PeerRequest.person_id == person_id, PeerRequest.state != PeerState.CLOSED
    )
    known: int | None = await session.scalar(query)
    return known


@use_case
async def open_talk(session: AsyncSession, actor: Actor, request_id: int) -> PeerRequest:
    """Both have agreed now: they learn each other's first name, and a conversation opens.

    A second tap changes nothing. Raises NotFound, PeerRequestOver.
    """
    request = await own(session, actor, request_id)
    if request.outcome is PeerOutcome.OPENED:
        return request
    helper = await _whoever_accepted(session, request)
    asker, other = [await _party(session, one) for one in (request.person_id, helper.person_id)]
    conversation = await relay.open_conversation(session, asker, other)
    helper.ended_at = now(session)
    await session.flush()
    await close(session, request, PeerOutcome.OPENED)
    request.conversation_id = conversation.id
    await session.flush()
    # Whoever asked reads it on the screen.
    hears_at = await awake(session, other.person_id)
    told = [letters.talk_opened(request, other.person_id, hears_at), letters.card_changed(helper)]
    await enqueue_all(session, told)
    return request


async def _whoever_accepted(session: AsyncSession, request: PeerRequest) -> AskedParent:
    one = await who_accepted(session, request) if request.state is PeerState.FOUND else None
    if one is None:
        raise PeerRequestOver
    return one


async def _party(session: AsyncSession, person_id: int | None) -> Party:
    """By first name: that is what both have agreed to."""
    person = await people.person(session, person_id or 0)
    return Party(person.id, person.given_name or "")


@use_case
async def look_on(session: AsyncSession, actor: Actor, request_id: int) -> PeerRequest:
    """Not this one, please ask others. Raises NotFound, PeerRequestOver."""
    request = await own(session, actor, request_id)
    helper = await _whoever_accepted(session, request)
    await enqueue_all(session, await let_go(session, helper))
    request.state = PeerState.LOOKING
    await session.flush()
    await go_on(session, request, silently=True)
    return request


@use_case
async def cancel(session: AsyncSession, actor: Actor, request_id: int) -> PeerRequest:
    """Nobody needs to be asked any more. Twice changes nothing. Raises NotFound."""
    request = await own(session, actor, request_id)
    if request.state is not PeerState.CLOSED:
        await close(session, request, PeerOutcome.CANCELLED)
    return request


@use_case
async def end_talk(session: AsyncSession, actor: Actor, conversation_id: int) -> None:
    """Either of the two has said enough; the other one is told. Raises NotFound."""
    query = select(PeerRequest.id).where(PeerRequest.conversation_id == conversation_id)
    if await session.scalar(query) is None:
        raise NotFound(kind="conversation")
    await relay.close(session, actor, conversation_id)
