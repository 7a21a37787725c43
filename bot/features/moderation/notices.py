"""What authors and reporters are told in private; the outbox's side of `explaining`."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.delivery.parcel import Parcel
from bot.features.moderation import explaining
from bot.screen import Screen, show
from community.chats.models import Chat
from community.core.outbox.worker import SKIPPED, Outcome
from moderation.incidents.kinds import AppealState, Decision, Topic
from moderation.incidents.models import Appeal, Incident, IncidentMessage, Report, Sanction
from moderation.incidents.seeing import explained


async def explain(parcel: Parcel) -> Outcome | Screen:
    """Why a message is gone, and the text back; personal data were given back from memory."""
    async with parcel.context.database.read() as session:
        incident, chat = await _incident(session, parcel.params["incident"])
        words = await _words(session, parcel)
    about_data = incident.topic is Topic.PERSONAL_DATA
    if incident.decision is Decision.INNOCENT or (about_data and incident.explained_at):
        return SKIPPED
    if about_data:
        screen = explaining.personal_data_screen(parcel.texts, incident.reasons, None, incident.id)
    else:
        for long in explaining.separately(words):
            await show(parcel.bot, parcel.address, long)
        screen = explaining.taken_away_screen(parcel.texts, incident, chat.title, words)
    async with parcel.context.database.write() as session:
        await explained(session, incident.id)
    return screen


async def hint(parcel: Parcel) -> Screen | None:
    async with parcel.context.database.read() as session:
        incident, chat = await _incident(session, parcel.params["incident"])
    if incident.decision is Decision.INNOCENT:
        return None
    return explaining.hint_screen(parcel.texts, incident, chat.title)


async def sanctioned(parcel: Parcel) -> Screen | None:
    """A warning, a mute or a ban, while it is in force."""
    async with parcel.context.database.read() as session:
        sanction = await session.get_one(Sanction, parcel.params["sanction"])
        incident, chat = await _incident(session, sanction.incident_id)
    if sanction.lifted_at is not None:
        return None
    return explaining.sanction_screen(parcel.texts, sanction, incident, chat.title)


async def lifted(parcel: Parcel) -> Screen | None:
    async with parcel.context.database.read() as session:
        sanction = await session.get_one(Sanction, parcel.params["sanction"])
    if sanction.lifted_at is None:
        return None
    return explaining.lifted_screen(parcel.texts, sanction.kind)


async def lapsed(parcel: Parcel) -> Screen | None:
    """Nobody looked in time: that is our fault, and is said so."""
    async with parcel.context.database.read() as session:
        incident, chat = await _incident(session, parcel.params["incident"])
    if incident.decision is not Decision.LAPSED:
        return None
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


async def appeal_answer(parcel: Parcel) -> Screen | None:
    async with parcel.context.database.read() as session:
        appeal = await session.get_one(Appeal, parcel.params["appeal"])
        incident, chat = await _incident(session, appeal.incident_id)
    texts, title = parcel.texts, chat.title
    if appeal.state is AppealState.GRANTED and incident.topic is Topic.PERSONAL_DATA:
        return Screen(
            texts(
                "🙋 Another moderator has looked at what happened to your message in «{title}» and"
                " agrees with you. We are sorry. I have not kept the text, so I cannot put it"
                " back.",
                title=title,
            )
        )
    if appeal.state is AppealState.GRANTED:
        return Screen(
            texts(
                "🙋 Another moderator has looked at your message in «{title}» and agrees with you."
                " Everything is put back. We are sorry.",
                title=title,
            )
        )
    if appeal.state is AppealState.REFUSED:
        return Screen(
            texts(
                "🙋 Another moderator has looked at your message in «{title}» with care. The"
                " decision stays as it was. You are welcome in the club as before.",
                title=title,
            )
        )
    return None


async def _incident(session: AsyncSession, incident_id: int) -> tuple[Incident, Chat]:
    incident = await session.get_one(Incident, incident_id)
    return incident, await session.get_one(Chat, incident.chat_id)


async def _words(session: AsyncSession, parcel: Parcel) -> Sequence[str]:
    """Those of this word's own messages: of earlier ones the author has read before."""
    query = (
        select(IncidentMessage.text)
        .where(
            IncidentMessage.incident_id == parcel.params["incident"],
            IncidentMessage.id >= parcel.params["message"],
            IncidentMessage.text.is_not(None),
        )
        .order_by(IncidentMessage.id)
    )
    return [text for text in await session.scalars(query) if text]
