"""Which rung somebody stands on, and what the machine does of itself."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat
from community.core.clock import now
from moderation.detect.verdict import Action
from moderation.incidents.closed import earned_in
from moderation.incidents.defaults import ModerationSettings
from moderation.incidents.imposing import Wanted
from moderation.incidents.kinds import SanctionKind, Topic
from moderation.incidents.models import Incident, Sanction
from moderation.incidents.rules import Step, mute_term, mute_terms, next_step
from moderation.incidents.settings import load_settings


async def proposed_step(session: AsyncSession, person_id: int, chat_id: int) -> Step:
    """What a moderator of this chat might do next about somebody."""
    chat, settings = await _rules_of(session, chat_id)
    counting = await counting_against(session, [person_id], chat, settings)
    return next_step(counting.get(person_id, ()), settings)


async def usual_mute(session: AsyncSession, person_id: int, chat_id: int) -> timedelta:
    """How long a moderator's mute lasts who names no term."""
    chat, settings = await _rules_of(session, chat_id)
    counting = await counting_against(session, [person_id], chat, settings)
    return mute_term(counting.get(person_id, ()), settings)


async def counting_against(
    session: AsyncSession, person_ids: Collection[int], chat: Chat, settings: ModerationSettings
) -> Mapping[int, Sequence[SanctionKind]]:
    """Sanctions that still count: a mute as long after its end as a warning from its beginning."""
    moment = now(session)
    recently = moment - timedelta(days=settings.warning_days)
    query = (
        select(Sanction.person_id, Sanction.kind)
        .where(
            Sanction.person_id.in_(person_ids),
            Sanction.lifted_at.is_(None),
            earned_in(chat),
            or_(
                Sanction.kind == SanctionKind.BAN,
                and_(Sanction.kind == SanctionKind.WARNING, Sanction.until > moment),
                and_(Sanction.kind == SanctionKind.MUTE, Sanction.until > recently),
            ),
        )
        .order_by(Sanction.id)
    )
    found: dict[int, list[SanctionKind]] = {}
    for person_id, kind in await session.execute(query):
        found.setdefault(person_id, []).append(kind)
    return found


async def machine_sanctions(
    session: AsyncSession, authors: Iterable[tuple[Incident, int]]
) -> list[Wanted]:
    """What follows from the machine's own actions; `authors` are incidents with their people.

    Of removed abuse only where the chat lets the ladder be climbed without a person.
    """
    by_chat: dict[int, list[tuple[Incident, int]]] = {}
    for incident, person_id in authors:
        by_chat.setdefault(incident.chat_id, []).append((incident, person_id))
    wanted: list[Wanted] = []
    for chat_id, here in by_chat.items():
        chat, settings = await _rules_of(session, chat_id)
        climbers = [person_id for incident, person_id in here if _climbs(incident, settings)]
        counting = await counting_against(session, climbers, chat, settings) if climbers else {}
        for incident, person_id in here:
            if step := _step(incident, counting.get(person_id, ()), settings):
                wanted.append(Wanted(person_id, incident, step.kind, step.term))
    return wanted


async def _rules_of(session: AsyncSession, chat_id: int) -> tuple[Chat, ModerationSettings]:
    return await session.get_one(Chat, chat_id), await load_settings(session, chat_id)


def _climbs(incident: Incident, settings: ModerationSettings) -> bool:
    removed_abuse = incident.topic is Topic.ABUSE and incident.action is Action.REMOVE
    return removed_abuse and settings.auto_ladder


def _step(
    incident: Incident, counting: Sequence[SanctionKind], settings: ModerationSettings
) -> Step | None:
    if incident.action is Action.BAN:
        return Step(SanctionKind.BAN, None)
    if incident.action is Action.MUTE:
        return Step(SanctionKind.MUTE, mute_terms(settings)[0])
    if not _climbs(incident, settings):
        return None
    step = next_step(counting, settings)
    if step.kind is SanctionKind.BAN:  # only a person bans for abuse
        return Step(SanctionKind.MUTE, mute_terms(settings)[-1])
    return step
