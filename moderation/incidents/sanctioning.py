"""Sanctions of a person, carried out and lifted in every chat at once (feature 7).

A measure says what one chat owes to a sanction. How the chat is to be left is always asked anew
(`what_is_due`), so that whatever was decided, undone and decided again meanwhile ends as it should.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat, ChatMember, Presence
from community.chats.service import note_presence
from community.core.actor import Actor
from community.core.clock import now
from community.core.errors import NotFound
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.membership.people.models import MessengerAccount
from moderation.incidents import notices, telling
from moderation.incidents.closed import is_closed
from moderation.incidents.errors import NothingToUndo
from moderation.incidents.imposing import (
    BY_HAND,
    Wanted,
    impose,
    lift_those,
    require_may_touch,
)
from moderation.incidents.kinds import MeasureState, SanctionKind
from moderation.incidents.models import Incident, Measure, Sanction
from moderation.incidents.moderators import answers_for, require_moderator
from moderation.incidents.places import (
    STANDING,
    Place,
    Restriction,
    is_in_force,
    restrictions_on,
)

_AT_ONCE = 500


async def sanction(
    session: AsyncSession,
    actor: Actor,
    person_id: int,
    incident: Incident,
    *,
    kind: SanctionKind,
    term: timedelta | None,
) -> Sanction:
    """A person's decision, carried out in the running transaction; raises ModeratorProtected."""
    chat = await session.get_one(Chat, incident.chat_id)
    await require_may_touch(session, actor, person_id, chat)
    (imposed,) = await impose(session, actor, [Wanted(person_id, incident, kind, term)])
    return imposed


@use_case
async def lift(session: AsyncSession, actor: Actor, sanction_id: int) -> Sanction:
    """Take a sanction back in every chat.

    Raises NotFound out of reach, NothingToUndo when it is over, ModeratorProtected.
    """
    lifted, incident = await _liftable(session, actor, sanction_id)
    await lift_those(session, actor, [lifted], now(session))
    await telling.tell_put_right(session, incident, is_back=False, lifted=[lifted])
    await notices.update_cards(session, incident)
    return lifted


@use_case
async def lift_with_others(session: AsyncSession, actor: Actor, sanction_id: int) -> None:
    """The same for every mute and ban of the same person, who hears of them once; raises alike."""
    held, _ = await _liftable(session, actor, sanction_id)
    await lift_all(session, actor, held.person_id)


@use_case
async def lift_all(session: AsyncSession, actor: Actor, person_id: int) -> int:
    """Set somebody free of every mute and ban within the actor's reach; returns how many.

    However many there were, they hear of it once. Raises ModeratorProtected.
    """
    require_moderator(actor)
    lifted: dict[Sanction, Incident] = {}
    for sanction_id, incident, chat in await _restricting(session, person_id):
        if not await answers_for(session, actor, incident, chat):
            continue
        await require_may_touch(session, actor, person_id, chat)
        held = await _sanction(session, sanction_id)
        if held is not None and await lift_those(session, actor, [held], now(session)):
            lifted[held] = incident
            await notices.update_cards(session, incident)
    told = next(filter(telling.hears, lifted.values()), None)
    if told is not None:
        await telling.tell_put_right(session, told, is_back=False, lifted=list(lifted))
    return len(lifted)


async def _liftable(
    session: AsyncSession, actor: Actor, sanction_id: int
) -> tuple[Sanction, Incident]:
    """A sanction in force within reach, with what it came of."""
    require_moderator(actor)
    held = await _sanction(session, sanction_id)
    if held is None:
        raise NotFound(kind="sanction")
    incident = await session.get_one(Incident, held.incident_id)
    chat = await session.get_one(Chat, incident.chat_id)
    if not await answers_for(session, actor, incident, chat):
        raise NotFound(kind="sanction")
    await require_may_touch(session, actor, held.person_id, chat)
    if not is_in_force(held, now(session)):
        raise NothingToUndo
    return held, incident


async def _sanction(session: AsyncSession, sanction_id: int) -> Sanction | None:
    """Locked: of two who lift it at once the second finds it lifted."""
    return await session.get(Sanction, sanction_id, with_for_update=True, populate_existing=True)


async def _restricting(
    session: AsyncSession, person_id: int, *kinds: SanctionKind
) -> Sequence[tuple[int, Incident, Chat]]:
    """Ids of the mutes and bans in force, with what each came of and the chat it was earned in."""
    query = (
        select(Sanction.id, Incident, Chat)
        .join(Incident, Incident.id == Sanction.incident_id)
        .join(Chat, Chat.id == Incident.chat_id)
        .where(
            Sanction.person_id == person_id,
            Sanction.kind.in_(kinds or (SanctionKind.MUTE, SanctionKind.BAN)),
            Sanction.lifted_at.is_(None),
            or_(Sanction.until.is_(None), Sanction.until > now(session)),
        )
        .order_by(Sanction.id)
    )
    return [(id_, incident, chat) for id_, incident, chat in await session.execute(query)]


@use_case
async def follow_into(session: AsyncSession, chat_id: int, account_id: int) -> None:
    """Somebody who is muted came into another chat: there they are silent as well.

    A ban does not follow: whoever is banned somewhere enters by a moderator's word alone. Nor does
    anything follow out of a group, or into one.
    """
    account = await session.get_one(MessengerAccount, account_id)
    chat = await session.get_one(Chat, chat_id)
    place = Place(chat.id, chat.purpose, account.id, Presence.MEMBER)
    if not place.is_reached_by(SanctionKind.MUTE):
        return
    known = set(
        await session.scalars(
            select(Measure.sanction_id).where(
                Measure.chat_id == chat_id, Measure.account_id == account_id
            )
        )
    )
    for sanction_id, _, earned in await _restricting(session, account.person_id, SanctionKind.MUTE):
        if sanction_id not in known and not is_closed(earned):
            measure = Measure(
                sanction_id=sanction_id,
                chat_id=chat_id,
                account_id=account_id,
                state=MeasureState.PENDING,
            )
            session.add(measure)
            await session.flush()
            await enqueue_all(session, [notices.apply(measure)])


@dataclass(frozen=True)
class Due:
    """How a chat is to be left for an account; without a restriction, free."""

    measure: Measure
    chat: Chat
    account: MessengerAccount
    restriction: Restriction | None


async def what_is_due(session: AsyncSession, measure_id: int) -> Due | None:
    """What a row `moderation.apply` or `moderation.lift` still has to do; None: nothing more.

    The heaviest of all that is in force there, which may come from another sanction.
    """
    measure = await session.get_one(Measure, measure_id)
    if measure.state not in (MeasureState.PENDING, MeasureState.LIFTING):
        return None
    return Due(
        measure,
        await session.get_one(Chat, measure.chat_id),
        await session.get_one(MessengerAccount, measure.account_id),
        await _restriction_at(session, measure),
    )


@use_case
async def measure_applied(session: AsyncSession, measure_id: int) -> None:
    """The messenger has done it. What was decided otherwise meanwhile comes after, by its row."""
    measure = await _locked(session, measure_id)
    if measure.state is MeasureState.PENDING:
        measure.state = MeasureState.APPLIED
        await _note_presence(session, measure)


@use_case
async def measure_lifted(session: AsyncSession, measure_id: int) -> None:
    measure = await _locked(session, measure_id)
    if measure.state is MeasureState.LIFTING:
        measure.state = MeasureState.LIFTED
        await _note_presence(session, measure)


@use_case
async def measure_refused(session: AsyncSession, measure_id: int, refusal: str) -> None:
    """The messenger does not let the bot; `refusal` is a code. The card says so, once for good."""
    measure = await _locked(session, measure_id)
    if measure.state in (MeasureState.PENDING, MeasureState.LIFTING):
        measure.state, measure.refusal = MeasureState.REFUSED, refusal[:40]
        held = await session.get_one(Sanction, measure.sanction_id)
        await notices.update_cards(session, await session.get_one(Incident, held.incident_id))


@use_case
async def changed_by_hand(
    session: AsyncSession, chat_id: int, account_id: int, presence: Presence
) -> None:
    """An administrator restricted, banned or freed somebody in the messenger itself.

    That is theirs from now on: our measures there neither stand nor are lifted any more.
    """
    query = (
        select(Measure)
        .where(
            Measure.chat_id == chat_id,
            Measure.account_id == account_id,
            Measure.state.in_((*STANDING, MeasureState.LIFTING)),
        )
        .with_for_update()
    )
    theirs = presence in (Presence.RESTRICTED, Presence.BANNED)
    for measure in (await session.scalars(query)).all():
        measure.state = MeasureState.REFUSED if theirs else MeasureState.LIFTED
        measure.refusal = BY_HAND


@use_case
async def end_expired(session: AsyncSession) -> int:
    """Note that terms ran out; returns how many measures, at most 500 at once.

    The messenger ends a mute by itself; a ban has to be lifted.
    """
    moment = now(session)
    query = (
        select(Measure, Sanction)
        .join(Sanction, Sanction.id == Measure.sanction_id)
        .where(Sanction.until <= moment, Measure.state.in_(STANDING))
        .order_by(Measure.id)
        .limit(_AT_ONCE)
        .with_for_update(of=Measure, skip_locked=True)
    )
    ended = [(measure, held) for measure, held in await session.execute(query)]
    for measure, held in ended:
        if held.kind is SanctionKind.BAN:
            measure.state = MeasureState.LIFTING
            await enqueue_all(session, [notices.lift(measure)])
        else:
            measure.state = MeasureState.LIFTED
            await _note_presence(session, measure)
    return len(ended)


async def _locked(session: AsyncSession, measure_id: int) -> Measure:
    return await session.get_one(Measure, measure_id, with_for_update=True, populate_existing=True)


async def _restriction_at(session: AsyncSession, measure: Measure) -> Restriction | None:
    found = await restrictions_on(session, [measure.account_id])
    here = found.get((measure.chat_id, measure.account_id), ())
    return here[0] if here else None


async def _note_presence(session: AsyncSession, measure: Measure) -> None:
    """The roster knows what the bot did itself; of the end of a mute nobody else tells it."""
    query = select(ChatMember.presence).where(
        ChatMember.chat_id == measure.chat_id, ChatMember.account_id == measure.account_id
    )
    before: Presence | None = await session.scalar(query)
    after = _presence_under(await _restriction_at(session, measure), before)
    if after is not None:
        await note_presence(session, measure.chat_id, measure.account_id, after)


def _presence_under(restriction: Restriction | None, before: Presence | None) -> Presence | None:
    """None: as it was. A mute does not bring anybody in, and who was banned is outside."""
    if restriction is not None and restriction.kind is SanctionKind.BAN:
        return Presence.BANNED
    if before is Presence.BANNED:
        return Presence.LEFT
    if restriction is not None:
        return Presence.RESTRICTED if before is not Presence.LEFT else None
    return Presence.MEMBER if before is Presence.RESTRICTED else None
