"""What authors and reporters are told in private; the outbox's side of `explaining`."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.delivery.parcel import Parcel
from bot.features.moderation import explaining
from bot.features.moderation.sanction_words import imposed_lines
from bot.screen import Screen, show
from community.chats.models import Chat
from community.core.outbox.models import State
from community.core.outbox.worker import SKIPPED, Done, Outcome
from moderation.incidents.kinds import Decision, MessageState
from moderation.incidents.models import Incident, IncidentMessage, Report, Sanction
from moderation.incidents.moderators import others_who_may_decide
from moderation.incidents.rules import holds_personal_data
from moderation.incidents.seeing import explained

_GONE = (MessageState.REMOVING, MessageState.REMOVED)


async def explain(parcel: Parcel) -> Outcome | Screen:
    """Why a message is gone, with the text back, and what follows from it, in one screen.

    Personal data were given back from memory: this goes out where that did not arrive. Only once it
    is out does it count as told, so that a try that failed is made again.
    """
    async with parcel.context.database.read() as session:
        incident, chat = await _incident(session, parcel.params["incident"])
        gone = await _gone(session, parcel)
        sanctions = await _in_force(session, parcel.params["imposed"])
    texts, about_data = parcel.texts, holds_personal_data(incident.topic, incident.reasons)
    if not gone or incident.decision is Decision.INNOCENT or (about_data and incident.explained_at):
        if not sanctions:
            return SKIPPED
        return explaining.sanction_screen(texts, sanctions, incident, chat)
    imposed = imposed_lines(texts, sanctions, chat)
    if about_data:
        screen = explaining.personal_data_screen(
            texts,
            incident.reasons,
            None,
            incident.id,
            imposed,
            had_media=any(message.media for message in gone),
        )
        await show(parcel.bot, parcel.address, screen)
        await _note_explained(parcel)
        return Done(State.SENT)
    words = [message.text for message in gone if message.text]
    for long in explaining.separately(words):
        await show(parcel.bot, parcel.address, long)
    await _note_explained(parcel)
    return explaining.taken_away_screen(texts, incident, chat.title, words, imposed)


async def hint(parcel: Parcel) -> Screen | None:
    async with parcel.context.database.read() as session:
        incident, chat = await _incident(session, parcel.params["incident"])
    if incident.decision is Decision.INNOCENT:
        return None
    return explaining.hint_screen(parcel.texts, incident, chat.title)


async def lapsed(parcel: Parcel) -> Screen | None:
    """Nobody looked in time, or there was nobody who could: our fault either way, and said so."""
    async with parcel.context.database.read() as session:
        incident, chat = await _incident(session, parcel.params["incident"])
        others = await others_who_may_decide(session, chat, incident)
    if incident.decision is not Decision.LAPSED:
        return None
    if not others:
        return Screen(
            parcel.texts(
                "There was nobody to look at your message in «{title}»: the chat has no moderator"
                " yet who may. After a day its text was erased. We are sorry; you can write it"
                " again.",
                title=chat.title,
            )
        )
    return Screen(
        parcel.texts(
            "Nobody found the time to look at your message in «{title}», and after a day its text"
            " was erased. That is our fault, we are sorry. You can write it again.",
            title=chat.title,
        )
    )


async def report_answer(parcel: Parcel) -> Screen | None:
    """What became of a report, without a word about the other person."""
    async with parcel.context.database.read() as session:
        report = await session.get_one(Report, parcel.params["report"])
        incident, chat = await _incident(session, report.incident_id)
    if incident.decision in (None, Decision.LAPSED):
        return None
    texts, title = parcel.texts, chat.title
    if incident.decision is Decision.MET:
        answer = texts(
            "💛 You worried about somebody in «{title}». A person of ours is with them.",
            title=title,
        )
    elif incident.decision is Decision.FALSE_ALARM:
        answer = texts(
            "💛 You worried about somebody in «{title}». All is well with them.", title=title
        )
    elif report.upheld:
        answer = texts(
            "A moderator has looked at the message in «{title}» that you reported, and took care"
            " of it.",
            title=title,
        )
    else:
        answer = texts(
            "A moderator has looked at the message in «{title}» that you reported. It may stay:"
            " it does not break the rules.",
            title=title,
        )
    thanks = texts("Thank you for not passing by. Nobody learns that it was you.")
    return Screen(f"{answer}\n\n{thanks}")


async def _incident(session: AsyncSession, incident_id: int) -> tuple[Incident, Chat]:
    incident = await session.get_one(Incident, incident_id)
    return incident, await session.get_one(Chat, incident.chat_id)


async def _note_explained(parcel: Parcel) -> None:
    async with parcel.context.database.write() as session:
        await explained(session, parcel.params["incident"])


async def _gone(session: AsyncSession, parcel: Parcel) -> Sequence[IncidentMessage]:
    """This word's own messages, if still out of the chat: of earlier ones the author has read."""
    first = parcel.params["message"]
    if first is None:
        return []
    query = (
        select(IncidentMessage)
        .where(
            IncidentMessage.incident_id == parcel.params["incident"],
            IncidentMessage.id >= first,
            IncidentMessage.state.in_(_GONE),
        )
        .order_by(IncidentMessage.id)
    )
    return (await session.scalars(query)).all()


async def _in_force(session: AsyncSession, ids: Sequence[int]) -> Sequence[Sanction]:
    query = select(Sanction).where(Sanction.id.in_(ids), Sanction.lifted_at.is_(None))
    return (await session.scalars(query.order_by(Sanction.id))).all()
