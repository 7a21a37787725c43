"""Taps by a second person: on appeals, and on lessons that look poisoned."""

from aiogram import F
from aiogram.dispatcher.event.telegram import TelegramEventObserver
from aiogram.types import CallbackQuery

from bot.context import BotContext
from bot.features.moderation.appeal_cards import appeal_screen
from bot.features.moderation.lesson_cards import lesson_screen
from bot.tapping import Tap
from bot.texts import Texts
from community.core.actor import Actor
from moderation.incidents.appealing import decide_appeal
from moderation.incidents.cards import appealed_card, view_card
from moderation.incidents.errors import AlreadyDecided
from moderation.incidents.lists import lesson_line
from moderation.incidents.teaching import confirm, undo_lesson


async def answer_appeal(
    query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts
) -> None:
    tap = Tap.of(query, context, actor, texts)
    try:
        async with context.database.write() as session:
            await decide_appeal(session, actor, tap.id, granted=tap.verb == "grant")
        said = texts("Thank you. The author reads your answer in private.")
    except AlreadyDecided:
        said = texts("Somebody was a moment faster. Thank you!")
    await _show_appeal(tap, context)
    await tap.say(said)


async def show_appeal(
    query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts
) -> None:
    """From the list to the appeal; that the words were opened is logged."""
    tap = Tap.of(query, context, actor, texts)
    async with context.database.write() as session:
        card = await appealed_card(session, actor, tap.id)
        await view_card(session, actor, card.incident.id)
    await _show_appeal(tap, context)
    await tap.say()


async def _show_appeal(tap: Tap, context: BotContext) -> None:
    async with context.database.read() as session:
        card = await appealed_card(session, tap.reader, tap.id)
    await tap.show(appeal_screen(card, tap.card_texts, in_private=tap.in_private))


async def answer_lesson(
    query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts
) -> None:
    tap = Tap.of(query, context, actor, texts)
    try:
        async with context.database.write() as session:
            act = confirm if tap.verb == "confirm" else undo_lesson
            await act(session, actor, tap.id)
        said = texts("Thank you!")
    except AlreadyDecided:
        said = texts("Somebody was a moment faster. Thank you!")
    await _show_lesson(tap, context)
    await tap.say(said)


async def show_lesson(
    query: CallbackQuery, context: BotContext, actor: Actor, texts: Texts
) -> None:
    tap = Tap.of(query, context, actor, texts)
    async with context.database.read() as session:
        await lesson_line(session, actor, tap.id)
    await _show_lesson(tap, context)
    await tap.say()


async def _show_lesson(tap: Tap, context: BotContext) -> None:
    async with context.database.read() as session:
        line = await lesson_line(session, tap.reader, tap.id)
    await tap.show(lesson_screen(line, tap.card_texts, in_private=tap.in_private))


def register(taps: TelegramEventObserver) -> None:
    taps.register(answer_appeal, F.data.regexp(r"^apl:(\d+):(grant|refuse)$"))
    taps.register(show_appeal, F.data.regexp(r"^apl:(\d+):show$"))
    taps.register(answer_lesson, F.data.regexp(r"^les:(\d+):(confirm|undo)$"))
    taps.register(show_lesson, F.data.regexp(r"^les:(\d+):show$"))
