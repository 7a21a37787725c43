"""Taps on the cards of incidents, in the moderators' chat and in private; rights are asked anew."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.context import BotContext
from bot.features.moderation import second_looks, storms
from bot.features.moderation.cards import card_screen, why_alert
from bot.features.moderation.helplines import helplines
from bot.features.moderation.words import decision_name
from bot.tapping import Tap
from bot.texts import Texts
from community.core.actor import Actor
from moderation.incidents import deciding
from moderation.incidents.cards import Card, incident_card, view_card
from moderation.incidents.errors import AlreadyDecided
from moderation.incidents.kinds import Decision, Topic

_DECISIONS = "|".join(decision for decision in Decision if decision is not Decision.LAPSED)


async def decide(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    """Of two who tap at one moment, the second reads who was faster and what was decided."""
    tap = Tap.of(query, context, actor, texts)
    try:
        async with context.database.write() as session:
            await deciding.decide(session, actor, tap.id, Decision(tap.verb))
    except AlreadyDecided:
        card = await _refresh(tap, context)
        await tap.say(_faster(card, texts), alert=True)
        return
    await _refresh(tap, context)
    await tap.say(texts("Done. «Undo» under the card takes it back."))


async def undo(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    tap = Tap.of(query, context, actor, texts)
    async with context.database.write() as session:
        await deciding.undo(session, actor, tap.id)
    await _refresh(tap, context)
    await tap.say(texts("Taken back: it is as it was before."))


async def take(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    tap = Tap.of(query, context, actor, texts)
    try:
        async with context.database.write() as session:
            await deciding.take(session, actor, tap.id)
    except AlreadyDecided:
        await tap.say(_faster(await _refresh(tap, context), texts), alert=True)
        return
    card = await _refresh(tap, context)
    if card.incident.topic is Topic.DISTRESS:
        await tap.say(texts("Thank you. I have written to you in private: there you can talk."))
    else:
        await tap.say(texts("The others see that you are looking into it."))


async def why(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    tap = Tap.of(query, context, actor, texts)
    async with context.database.read() as session:
        card = await incident_card(session, actor, tap.id)
    await tap.say(why_alert(card, texts), alert=True)


async def show_card(query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts) -> None:
    """From a list or a reminder to the card itself; that it was opened is logged."""
    tap = Tap.of(query, context, actor, texts)
    async with context.database.write() as session:
        await view_card(session, actor, tap.id)
    await _refresh(tap, context)
    await tap.say()


async def _refresh(tap: Tap, context: BotContext) -> Card:
    """The tapped card shows how things stand now; other copies follow through the outbox."""
    async with context.database.read() as session:
        card = await incident_card(session, tap.reader, tap.id)
    lines = await helplines(context, card, tap.card_texts)
    screen = card_screen(card, tap.card_texts, in_private=tap.in_private, helplines=lines)
    await tap.show(screen)
    return card


def _faster(card: Card, texts: Texts) -> str:
    if card.decided_by is None or card.incident.decision is None:
        return texts("This has been decided already. Thank you!")
    decision = decision_name(card.incident.decision, texts)
    return texts("{name} was faster: {decision}.", name=card.decided_by, decision=decision)


def create_router() -> Router:
    router = Router(name="moderation")
    taps = router.callback_query
    taps.register(decide, F.data.regexp(rf"^inc:(\d+):({_DECISIONS})$"))
    taps.register(undo, F.data.regexp(r"^inc:(\d+):undo$"))
    taps.register(take, F.data.regexp(r"^inc:(\d+):take$"))
    taps.register(why, F.data.regexp(r"^inc:(\d+):why$"))
    taps.register(show_card, F.data.regexp(r"^inc:(\d+):show$"))
    second_looks.register(taps)
    storms.register(taps)
    return router
