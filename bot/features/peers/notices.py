"""What both sides are told, each time as things stand at that moment.

Until both have agreed, nothing that is sent here holds a name, a district or a number of a family.
"""

from collections.abc import Mapping
from typing import Any

from bot.context import BotContext
from bot.delivery.editing import edit_sent
from bot.delivery.parcel import Parcel
from bot.features.peers.cards import asked_screen
from bot.features.peers.standing import found_rows, own_screen, title
from bot.features.peers.words import situation_name, talk_words
from bot.features.talking.words import name_of, to_panel
from bot.screen import Screen
from community.core.actor import Actor
from community.core.errors import NotFound
from community.core.outbox.models import State
from community.core.outbox.service import sent_to
from community.core.outbox.worker import SKIPPED, Done, Outcome
from community.membership.people import queries as people
from community.peers.asking import queries, service
from community.peers.asking.kinds import PeerAnswer, PeerOutcome, PeerState
from community.peers.asking.queries import Asked, Own
from community.relay.models import Conversation


async def asked(parcel: Parcel) -> Screen | None:
    """The card, while an answer is waited for."""
    card = await _asked(parcel)
    if card is None or not card.is_open or card.answer is not None:
        return None
    return asked_screen(card, parcel.texts)


async def not_reached(context: BotContext, params: Mapping[str, Any]) -> None:
    """Whoever has blocked the bot is not waited for."""
    async with context.database.write() as session:
        await service.not_reached(session, params["asked"])


async def update_card(parcel: Parcel) -> Outcome:
    """The card that arrived here shows how it stands now."""
    card = await _asked(parcel)
    async with parcel.context.database.read() as session:
        sent = await sent_to(session, parcel.recipient, "peers.asked", parcel.params["asked"])
    if card is None or not sent:
        return SKIPPED
    for message in sent:
        await edit_sent(parcel, message.sent_ref or "", asked_screen(card, parcel.texts))
    return Done(State.SENT)


async def not_chosen(parcel: Parcel) -> Screen | None:
    card = await _asked(parcel)
    if card is None or card.answer is not PeerAnswer.NOT_CHOSEN:
        return None
    return Screen(
        parcel.texts(
            "🌷 You had said that you would talk about: {situation}. This time the conversation was"
            " not opened. That has nothing to do with you: nobody knew that it was you. That there"
            " was somebody, has already helped. Thank you!",
            situation=situation_name(card.situation, parcel.texts),
        )
    )


async def found(parcel: Parcel) -> Screen | None:
    """While it is this very answer that waits."""
    own = await _own(parcel)
    return await _as_it_stands(parcel) if own is not None and _waits(own, parcel) else None


async def decide_soon(parcel: Parcel) -> Screen | None:
    own = await _own(parcel)
    if own is None or not _waits(own, parcel):
        return None
    assert own.request.due_at is not None
    text = parcel.texts(
        "⏳ A parent who has been through it waits for your word until {until}. To say no is all"
        " right, too.",
        until=parcel.texts.when(own.request.due_at),
    )
    return Screen(f"{title(own, parcel.texts)}\n\n{text}", found_rows(own, parcel.texts))


def _waits(own: Own, parcel: Parcel) -> bool:
    is_found = own.request.state is PeerState.FOUND
    return is_found and own.accepted_id == parcel.params["asked"]


async def gone(parcel: Parcel) -> Screen | None:
    own = await _own(parcel)
    if own is None or own.request.state is not PeerState.LOOKING:
        return None
    text = parcel.texts(
        "Whoever had answered cannot talk after all. I am sorry. I go on asking, and write to you."
    )
    return Screen(f"{title(own, parcel.texts)}\n\n{text}", (await _as_it_stands(parcel)).rows)


async def nobody(parcel: Parcel) -> Screen | None:
    return await _ended(parcel, PeerOutcome.NOBODY)


async def lapsed(parcel: Parcel) -> Screen | None:
    return await _ended(parcel, PeerOutcome.LAPSED)


async def _ended(parcel: Parcel, how: PeerOutcome) -> Screen | None:
    own = await _own(parcel)
    if own is None or own.request.outcome is not how:
        return None
    return await _as_it_stands(parcel)


async def _as_it_stands(parcel: Parcel) -> Screen:
    actor = await _reader(parcel)
    async with parcel.context.database.read() as session:
        return await own_screen(session, actor, parcel.params["request"], parcel.texts)


async def opened(parcel: Parcel) -> Screen | None:
    """From here on they know each other's first name."""
    talk, name = await _talk(parcel)
    if talk.closed_at is not None:
        return None
    return Screen(talk_words(name, parcel.texts), [[to_panel(talk, parcel.texts)]])


async def faded(parcel: Parcel) -> Screen | None:
    _, name = await _talk(parcel)
    return Screen(
        parcel.texts(
            "🕊 {name} and you have not written to each other for a month, so I have closed the"
            " conversation. What was said is erased later by itself. You may ask again at any time:"
            " /menu",
            name=name,
        )
    )


async def _talk(parcel: Parcel) -> tuple[Conversation, str]:
    assert parcel.person is not None
    async with parcel.context.database.read() as session:
        talk = await session.get_one(Conversation, parcel.params["conversation"])
    side = talk.side_of(parcel.person.id)
    assert side is not None
    return talk, name_of(talk, side.other, parcel.texts)


async def _reader(parcel: Parcel) -> Actor:
    assert parcel.person is not None
    async with parcel.context.database.read() as session:
        return await people.actor_for(session, parcel.person.id, "bot")


async def _asked(parcel: Parcel) -> Asked | None:
    actor = await _reader(parcel)
    async with parcel.context.database.read() as session:
        try:
            return await queries.asked_of(session, actor, parcel.params["asked"])
        except NotFound:
            return None


async def _own(parcel: Parcel) -> Own | None:
    actor = await _reader(parcel)
    async with parcel.context.database.read() as session:
        try:
            return await queries.own(session, actor, parcel.params["request"])
        except NotFound:
            return None
