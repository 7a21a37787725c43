"""Words that nobody asked for, written to the bot itself: by whoever waits, or is in despair.

To «I cannot go on» a bot must answer neither that it does not understand free text, nor whether
that is meant for the psychologist of last week (scenario 14). What is said in a conversation that
goes on stays there.
"""

from typing import Any

from aiogram import Router
from aiogram.types import Message
from aiogram_dialog.api.entities import Context

from bot.context import BotContext
from bot.features.sos.words import too_long, written
from bot.features.start.handlers import no_screen_waits
from bot.features.talking.handlers import goes_on
from bot.group.watch.reading import read
from bot.sentences import sentence
from bot.texts import Texts
from community.core.actor import Actor
from community.duty import service
from community.duty.errors import CardFull
from community.duty.kinds import SignalState
from community.duty.queries import own_signal
from community.duty.rules import WORDS_LIMIT
from community.membership.people.models import MessengerAccount
from community.relay import queries as relay
from moderation.detect import Question, Standing
from moderation.incidents.alarms import colour_of


async def while_waiting(
    message: Message,
    context: BotContext,
    actor: Actor,
    account: MessengerAccount,
    aiogd_context: Context | None = None,
) -> bool:
    """Whether somebody is being called to this person, who writes meanwhile."""
    if not _is_unasked(message, aiogd_context):
        return False
    async with context.database.read() as session:
        signal = await own_signal(session, account.person_id)
    if signal is None or signal.state is not SignalState.RAISED:
        return False
    return not await _is_said_to_somebody(message, context, actor, account)


async def write_down(message: Message, context: BotContext, actor: Actor, texts: Texts) -> None:
    """For the card, wherever in the bot it was written."""
    if message.text is None:
        answer = texts(
            "I cannot pass on voice and pictures before somebody is here. Whoever comes will hear"
            " you; until then, a few words are enough."
        )
    elif len(message.text) > WORDS_LIMIT:
        answer = too_long(texts)
    else:
        answer = await _add(message.text, context, actor, texts)
    await message.answer(answer)


async def _add(words: str, context: BotContext, actor: Actor, texts: Texts) -> str:
    try:
        async with context.database.write() as session:
            await service.add_words(session, actor, words)
    except CardFull as full:
        return sentence(full, texts)
    return written(texts)


async def in_despair(
    message: Message,
    context: BotContext,
    actor: Actor,
    account: MessengerAccount,
    aiogd_context: Context | None = None,
) -> bool | dict[str, Any]:
    """Whether the detector hears somebody in need, as it would in a chat."""
    if message.text is None or not _is_unasked(message, aiogd_context):
        return False
    verdict = context.detector.judge(read(message, Standing.MEMBER))
    if Question.DISTRESS not in verdict.raised:
        return False
    if await _is_said_to_somebody(message, context, actor, account):
        return False
    return {"reasons": verdict.reasons}


async def come(message: Message, context: BotContext, actor: Actor, reasons: list[str]) -> None:
    """A person comes. Kind words, the numbers and who it is are on their way already."""
    async with context.database.write() as session:
        await service.hear(session, actor, colour_of(reasons), message.text or "")


async def _is_said_to_somebody(
    message: Message, context: BotContext, actor: Actor, account: MessengerAccount
) -> bool:
    """In a conversation that goes on, or as an answer in one that did."""
    async with context.database.read() as session:
        talks = await relay.mine(session, actor)
        answered = message.reply_to_message
        if answered and await relay.message_at(session, account.id, str(answered.message_id)):
            return True
    return any(goes_on(talk, context) for talk in talks)


def _is_unasked(message: Message, aiogd_context: Context | None) -> bool:
    is_command = message.text is not None and message.text.startswith("/")
    return not is_command and no_screen_waits(message, aiogd_context)


def create_router() -> Router:
    """For the private chat alone."""
    router = Router(name="listening")
    router.message.register(write_down, while_waiting)
    router.message.register(come, in_despair)
    return router
