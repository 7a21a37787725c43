"""Cards in the moderators' chat, or with each moderator in private: sent once, kept in order."""

from contextlib import suppress

from bot.delivery.editing import edit_sent
from bot.delivery.parcel import Parcel
from bot.features.moderation.appeal_cards import appeal_screen
from bot.features.moderation.cards import card_screen
from bot.features.moderation.helplines import helplines
from bot.features.moderation.lesson_cards import lesson_screen
from bot.features.moderation.storm_cards import storm_screen
from bot.screen import Screen, button
from community.chats.models import Chat
from community.core.actor import Actor, system_actor
from community.core.errors import NotAllowed, NotFound
from community.core.outbox.models import State
from community.core.outbox.service import sent_to
from community.core.outbox.worker import SKIPPED, Done, Outcome
from community.membership.people import queries as people
from moderation.incidents.cards import incident_card, view_card
from moderation.incidents.kinds import AppealState, IncidentState, LessonState
from moderation.incidents.lists import lesson_line
from moderation.incidents.models import Appeal, Incident
from moderation.incidents.moderators import others_who_may_decide
from moderation.incidents.storm_cards import storm_card

_HIDDEN = (NotFound, NotAllowed)  # the role was taken back meanwhile


async def card(parcel: Parcel) -> Screen | None:
    """The card of an incident, unless a storm has folded it away; that it was shown is logged."""
    actor = await _reader(parcel)
    with suppress(*_HIDDEN):
        async with parcel.context.database.write() as session:
            shown = await view_card(session, actor, parcel.params["incident"])
        if shown.incident.storm_id is None:
            lines = await helplines(parcel.context, shown, parcel.texts)
            return card_screen(
                shown, parcel.texts, in_private=parcel.person is not None, helplines=lines
            )
    return None


async def update_card(parcel: Parcel) -> Outcome:
    """Every card of the incident that arrived here shows how it stands now."""
    incident_id, actor = parcel.params["incident"], await _reader(parcel)
    async with parcel.context.database.read() as session:
        cards = await sent_to(session, parcel.recipient, "moderation.card", incident_id)
        try:
            shown = await incident_card(session, actor, incident_id)
        except _HIDDEN:
            return SKIPPED
    if not cards:
        return SKIPPED
    lines = await helplines(parcel.context, shown, parcel.texts)
    in_private = parcel.person is not None
    screen = card_screen(shown, parcel.texts, in_private=in_private, helplines=lines)
    for sent in cards:
        await edit_sent(parcel, sent.sent_ref or "", screen)
    return Done(State.SENT)


async def storm(parcel: Parcel) -> Outcome | Screen:
    """One summary of a wave: sent when it begins, edited as it grows and ends."""
    storm_id, actor = parcel.params["storm"], await _reader(parcel)
    async with parcel.context.database.read() as session:
        sent = await sent_to(session, parcel.recipient, "moderation.storm", storm_id)
        try:
            screen = storm_screen(await storm_card(session, actor, storm_id), parcel.texts)
        except _HIDDEN:
            return SKIPPED
    if not sent:
        return screen
    await edit_sent(parcel, sent[0].sent_ref or "", screen)
    return Done(State.SENT)


async def appeal_card(parcel: Parcel) -> Screen | None:
    """An author disagrees; that the words were shown is logged as with any card."""
    actor = await _reader(parcel)
    with suppress(*_HIDDEN):
        async with parcel.context.database.write() as session:
            appeal = await session.get_one(Appeal, parcel.params["appeal"])
            if appeal.state is AppealState.OPEN:
                shown = await view_card(session, actor, appeal.incident_id)
                return appeal_screen(shown, parcel.texts, in_private=parcel.person is not None)
    return None


async def overdue(parcel: Parcel) -> Screen | None:
    """A leader hears of a message that nobody looked at, while its text can still be given back."""
    async with parcel.context.database.read() as session:
        incident = await session.get_one(Incident, parcel.params["incident"])
        chat = await session.get_one(Chat, incident.chat_id)
        others = await others_who_may_decide(session, chat, incident)
    if incident.state is IncidentState.DECIDED:
        return None
    texts = parcel.texts
    if not others:
        return Screen(
            texts(
                "Your message in «{title}» has been put aside since {since}, and there is nobody"
                " but you who may decide about it. Please make somebody an activist or a leader"
                " on the site: then they can.",
                title=chat.title,
                since=texts.moment(incident.opened_at),
            )
        )
    text = texts(
        "A message has been put aside since {since}, and nobody has looked at it. After a day its"
        " text is erased, and its author gets nothing back.",
        since=texts.moment(incident.opened_at),
    )
    return Screen(text, [[button(texts("👀 Show"), f"inc:{incident.id}:show")]])


async def lesson_doubt(parcel: Parcel) -> Screen | None:
    """A lesson that contradicts what the machine is sure of asks for a second person."""
    actor = await _reader(parcel)
    with suppress(*_HIDDEN):
        async with parcel.context.database.read() as session:
            line = await lesson_line(session, actor, parcel.params["lesson"])
        if line.lesson.state is LessonState.WAITING:
            return lesson_screen(line, parcel.texts, in_private=parcel.person is not None)
    return None


async def _reader(parcel: Parcel) -> Actor:
    """A chat of moderators reads what the club shows it; a person what their role reaches."""
    if parcel.person is None:
        return system_actor("bot")
    async with parcel.context.database.read() as session:
        return await people.actor_for(session, parcel.person.id, "bot")
