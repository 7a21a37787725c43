"""One incident with all that a moderator needs to decide, its short-lived words included."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat
from community.core.actor import Actor
from community.core.audit import Subject, record
from community.core.errors import NotFound
from community.core.usecase import use_case
from community.membership.people.models import MessengerAccount, Person, Standing
from moderation.incidents.closed import counts_in, earned_in, in_log, in_sight
from moderation.incidents.consequences import is_channel_banned
from moderation.incidents.kinds import Decision, ReportReason, SanctionKind, Topic
from moderation.incidents.models import (
    Appeal,
    Incident,
    IncidentMessage,
    Measure,
    Report,
    Sanction,
)
from moderation.incidents.places import STANDING
from moderation.incidents.visibility import visible_to


@dataclass(frozen=True)
class Author:
    """Who wrote: as others see them in the chat, and what came of their messages before."""

    person_id: int
    account_id: int
    messenger: str
    external_id: str | None
    given_name: str | None
    standing: Standing
    sanctions: Mapping[SanctionKind, int]  # how often, those that were lifted left out
    incidents: int  # others that people found to be right


@dataclass(frozen=True)
class Card:
    """`sanctions` and `measures` are what followed from this incident, chat by chat.

    `lifted_by` names, by sanction, who took it back; None for the system and who is erased.
    """

    incident: Incident
    chat: Chat
    messages: Sequence[IncidentMessage]
    author: Author | None
    reports: Mapping[ReportReason, int]
    appeal: Appeal | None
    sanctions: Sequence[Sanction]
    measures: Sequence[Measure]
    lifted_by: Mapping[int, str | None]
    taken_by: str | None
    decided_by: str | None

    @property
    def is_ban_idle(self) -> bool:
        """Whether a ban would change nothing. Behind the chat's own name there is nobody to ban."""
        if self.author is None:
            return self.incident.channel is None or is_channel_banned(self.incident)
        bans = {
            one.id for one in self.sanctions if one.kind is SanctionKind.BAN and not one.lifted_at
        }
        return any(one.sanction_id in bans and one.state in STANDING for one in self.measures)


@use_case
async def view_card(session: AsyncSession, actor: Actor, incident_id: int) -> Card:
    """Show a card on the site; its author can read in /privacy who looked."""
    card = await incident_card(session, actor, incident_id)
    subject = Subject(
        in_log("incident", card.chat),
        card.incident.id,
        person_id=card.author.person_id if card.author else None,
        district_id=card.chat.district_id,
    )
    record(session, actor, "view", subject)
    return card


async def incident_card(session: AsyncSession, actor: Actor, incident_id: int) -> Card:
    """The card; raises NotFound where the actor's rights do not reach."""
    incident, chat = await visible_incident(session, actor, incident_id)
    sanctions = await _sanctions_of(session, incident)
    return Card(
        incident=incident,
        chat=chat,
        messages=await _messages_of(session, incident),
        author=await _author_of(session, incident, chat),
        reports=await _reports_on(session, incident),
        appeal=await session.scalar(select(Appeal).where(Appeal.incident_id == incident.id)),
        sanctions=sanctions,
        measures=await _measures_of(session, sanctions),
        lifted_by={
            sanction.id: await _given_name(session, sanction.lifted_by_id)
            for sanction in sanctions
            if sanction.lifted_at is not None
        },
        taken_by=await _given_name(session, incident.taken_by_id),
        decided_by=await _given_name(session, incident.decided_by_id),
    )


async def appealed_card(session: AsyncSession, actor: Actor, appeal_id: int) -> Card:
    """The card of the incident that an appeal is about; raises NotFound out of reach."""
    appeal = await session.get(Appeal, appeal_id)
    if appeal is None:
        raise NotFound(kind="appeal")
    return await incident_card(session, actor, appeal.incident_id)


async def visible_incident(
    session: AsyncSession, actor: Actor, incident_id: int
) -> tuple[Incident, Chat]:
    """One incident and its chat; raises NotFound where the actor's rights do not reach."""
    query = (
        select(Incident, Chat)
        .join(Chat, Chat.id == Incident.chat_id)
        .where(Incident.id == incident_id, visible_to(actor))
        .execution_options(populate_existing=True)  # a list may have left the words out
    )
    found = (await session.execute(query)).one_or_none()
    if found is None:
        raise NotFound(kind="incident")
    incident, chat = found
    return incident, chat


async def _messages_of(session: AsyncSession, incident: Incident) -> Sequence[IncidentMessage]:
    query = select(IncidentMessage).where(IncidentMessage.incident_id == incident.id)
    return (await session.scalars(query.order_by(IncidentMessage.id))).all()


async def _author_of(session: AsyncSession, incident: Incident, chat: Chat) -> Author | None:
    """None for a channel."""
    if incident.author_account_id is None:
        return None
    account = await session.get_one(MessengerAccount, incident.author_account_id)
    query = select(Person.given_name, Person.standing).where(Person.id == account.person_id)
    given_name, standing = (await session.execute(query)).one()
    return Author(
        person_id=account.person_id,
        account_id=account.id,
        messenger=account.messenger,
        external_id=account.external_id,
        given_name=given_name,
        standing=standing,
        sanctions=await _sanctioned_before(session, incident, chat, account.person_id),
        incidents=await _other_incidents(session, incident, chat, account.person_id),
    )


async def _sanctioned_before(
    session: AsyncSession, incident: Incident, chat: Chat, person_id: int
) -> dict[SanctionKind, int]:
    query = (
        select(Sanction.kind, func.count())
        .where(
            Sanction.person_id == person_id,
            Sanction.incident_id != incident.id,
            Sanction.lifted_at.is_(None),
            earned_in(chat),
        )
        .group_by(Sanction.kind)
    )
    return {kind: count for kind, count in await session.execute(query)}  # noqa: C416  typed rows


async def _other_incidents(
    session: AsyncSession, incident: Incident, chat: Chat, person_id: int
) -> int:
    accounts = select(MessengerAccount.id).where(MessengerAccount.person_id == person_id)
    query = select(func.count()).where(
        Incident.author_account_id.in_(accounts),
        Incident.id != incident.id,
        counts_in(chat),
        Incident.topic != Topic.DISTRESS,
        Incident.decision.in_([Decision.RIGHT, Decision.WARN, Decision.MUTE, Decision.BAN]),
    )
    return await session.scalar(query) or 0


async def _reports_on(session: AsyncSession, incident: Incident) -> dict[ReportReason, int]:
    query = (
        select(Report.reason, func.count())
        .where(Report.incident_id == incident.id)
        .group_by(Report.reason)
    )
    return {reason: count for reason, count in await session.execute(query)}  # noqa: C416  typed


async def _sanctions_of(session: AsyncSession, incident: Incident) -> Sequence[Sanction]:
    query = select(Sanction).where(Sanction.incident_id == incident.id).order_by(Sanction.id)
    return (await session.scalars(query)).all()


async def _measures_of(session: AsyncSession, sanctions: Sequence[Sanction]) -> Sequence[Measure]:
    ids = [sanction.id for sanction in sanctions]
    query = select(Measure).where(Measure.sanction_id.in_(ids), in_sight())
    return (await session.scalars(query.order_by(Measure.id))).all()


async def _given_name(session: AsyncSession, person_id: int | None) -> str | None:
    query = select(Person.given_name).where(Person.id == person_id)
    given_name: str | None = await session.scalar(query)
    return given_name
