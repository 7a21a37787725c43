"""Removed personal data go back to their author at once, from memory: they are stored nowhere."""

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError

from bot.context import BotContext
from bot.features.moderation.explaining import personal_data_screen, separately
from bot.group.watch.utterance import Utterance
from bot.screen import show
from bot.texts import Texts
from moderation.detect.personal_data import masked
from moderation.detect.verdict import Verdict
from moderation.incidents import seeing

log = structlog.get_logger()


async def give_back(
    context: BotContext, bot: Bot, heard: Utterance, verdict: Verdict, incident_id: int
) -> None:
    """The text with its data covered, and why. Who cannot be written to is told without the text.

    That word is a row of the outbox already, due half a minute later: it goes out unless this one
    arrived, so nothing is lost if this process dies here, except the text.
    """
    language = heard.author.language
    texts = Texts(language, context.zone)
    today = context.database.clock.now().astimezone(context.zone).date()
    reasons = [reason.value for reason in verdict.reasons]
    covered = masked(heard.message.text, verdict.findings, today, language)
    had_media = heard.message.media is not None
    screen = personal_data_screen(texts, reasons, covered, incident_id, had_media=had_media)
    try:
        for part in (*separately([covered]), screen):
            await show(bot, heard.author.user_id, part)
    except TelegramAPIError as error:
        log.info("text_not_given_back", incident_id=incident_id, error=type(error).__name__)
        return
    async with context.database.write() as session:
        await seeing.explained(session, incident_id)
