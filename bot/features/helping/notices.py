"""What a specialist is told about requests, each time as things stand at that moment."""

from collections.abc import Mapping
from typing import Any

from bot.aliases import alias_in_words
from bot.commands import publish_own
from bot.context import BotContext
from bot.delivery.editing import edit_sent
from bot.delivery.parcel import Parcel
from bot.features.helping.cards import card_screen, schedule_row
from bot.features.helping.reading import held, reader
from bot.screen import Row, Screen, button
from bot.texts import Texts
from community.consultations.requests import deadlines, queries
from community.consultations.requests.kinds import OfferAnswer, RequestState
from community.consultations.specialists import queries as specialists
from community.consultations.specialists.kinds import SpecialistState
from community.core.errors import NotFound
from community.core.outbox.models import State
from community.core.outbox.service import sent_to
from community.core.outbox.worker import SKIPPED, Done, Outcome
from community.relay.models import Conversation


async def offered(parcel: Parcel) -> Screen | None:
    """The card, while the reader is asked."""
    if await held(parcel, RequestState.OFFERED) is None:
        return None
    return await _card(parcel)


async def not_reached(context: BotContext, params: Mapping[str, Any]) -> None:
    """Whoever has blocked the bot is not waited for."""
    async with context.database.write() as session:
        await deadlines.not_reached(session, params["request"], params["offer"])


async def update_card(parcel: Parcel) -> Outcome:
    """Every card of the request that arrived here shows how it stands now."""
    request_id = parcel.params["request"]
    async with parcel.context.database.read() as session:
        sent = await sent_to(session, parcel.recipient, "help.offered", request_id)
    screen = await _card(parcel) if sent else None
    if screen is None:
        return SKIPPED
    for message in sent:
        await edit_sent(parcel, message.sent_ref or "", screen)
    return Done(State.SENT)


async def talk_opened(parcel: Parcel) -> Screen | None:
    """The other side knows: a first word may be written, right here."""
    card = await held(parcel, RequestState.TAKEN)
    if card is None:
        return None
    texts = parcel.texts
    text = texts(
        "💬 <b>{name}</b> knows that you are there. Write the first word right here: it goes to"
        " them alone, under your first name.",
        name=alias_in_words(card.alias, texts),
    )
    return Screen(text, [to_card(card.request.id, texts)])


async def withdrawn(parcel: Parcel) -> Outcome | Screen:
    """Whoever was only asked sees it on the card; whoever had it reads a farewell."""
    outcome = await update_card(parcel)
    actor, request_id = await reader(parcel), parcel.params["request"]
    async with parcel.context.database.read() as session:
        try:
            had_it = await queries.own_answer(session, actor, request_id) is OfferAnswer.ACCEPTED
        except NotFound:
            return outcome
    card = await held(parcel, RequestState.CLOSED) if had_it else None
    if card is None:
        return outcome
    texts = parcel.texts
    return Screen(
        texts(
            "🏁 {name} needs no more help with this request. The conversation is over, and its"
            " words are erased later by themselves. Thank you for being there!",
            name=alias_in_words(card.alias, texts),
        ),
        [schedule_row(texts)],
    )


async def thanks(parcel: Parcel) -> Screen | None:
    card = await held(parcel, RequestState.CLOSED)
    if card is None:
        return None
    texts = parcel.texts
    name = alias_in_words(card.alias, texts)
    return Screen(texts("🌷 {name} says: it helped. Thank you!", name=name))


async def answer_owed(parcel: Parcel) -> Screen | None:
    """Who waits since when; or that nothing was heard for long, and how does it stand?"""
    card = await held(parcel, RequestState.TAKEN)
    if card is None:
        return None
    texts = parcel.texts
    name = alias_in_words(card.alias, texts)
    async with parcel.context.database.read() as session:
        talk = await session.get(Conversation, card.request.conversation_id or 0)
    if talk is not None and talk.waits_since is not None:
        text = texts(
            "⏳ {name} waits for your answer since {since}. A word is enough, even «I write"
            " tomorrow».",
            name=name,
            since=texts.moment(talk.waits_since),
        )
    elif talk is not None and talk.helper_spoke_at is None:
        text = texts("⏳ {name} waits for your first word. «I am here» is enough.", name=name)
    else:
        text = texts(
            "🕊 {name}: nothing was said for a while. How does it stand? If it is over, finish it"
            " on the card.",
            name=name,
        )
    return Screen(text, [to_card(card.request.id, texts)])


def to_card(request_id: int, texts: Texts) -> Row:
    return [button(texts("📋 The card"), f"srq:{request_id}:show")]


async def _card(parcel: Parcel) -> Screen | None:
    actor = await reader(parcel)
    async with parcel.context.database.read() as session:
        try:
            return await card_screen(session, actor, parcel.params["request"], parcel.texts)
        except NotFound:
            return None


async def opened(parcel: Parcel) -> Screen | None:
    """Active for the first time, or back from a pause."""
    assert parcel.person is not None
    async with parcel.context.database.read() as session:
        mine = await specialists.of_person(session, parcel.person.id)
    if mine is None or mine.state is not SpecialistState.ACTIVE:
        return None
    texts = parcel.texts
    if parcel.params["how"] == "activate":
        await publish_own(parcel.bot, int(parcel.address), await reader(parcel), texts)
        text = texts(
            "🌿 Welcome, {name}! You are a specialist of the club now: requests come to you here,"
            " and you may always say no. Please set your hours, so that parents can choose a time.",
            name=mine.alias,
        )
    else:
        text = texts("🌿 Good to have you back, {name}! Requests come again.", name=mine.alias)
    return Screen(text, [schedule_row(texts)])
