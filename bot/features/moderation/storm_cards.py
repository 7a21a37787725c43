"""One card for a whole wave of messages."""

from aiogram.types import InlineKeyboardButton

from bot.screen import Row, Screen, button
from bot.texts import Texts
from moderation.incidents.storm_cards import StormCard


def storm_screen(card: StormCard, texts: Texts) -> Screen:
    """How many came, how many wait for a word, and what can be done about all at once."""
    storm = card.storm
    title = card.chat.title
    if storm.ended_at is None:
        first = texts(
            "🌊 A wave of messages in «{title}» since {moment}.",
            title=title,
            moment=texts.moment(storm.began_at),
        )
    else:
        first = texts(
            "🌊 The wave in «{title}» is over: {begin} – {end}.",
            title=title,
            begin=texts.moment(storm.began_at),
            end=texts.moment(storm.last_at),
        )
    lines = [
        first,
        texts.plural(
            "{count} message is out of the chat; I write nothing there.",
            "{count} messages are out of the chat; I write nothing there.",
            card.messages,
        ),
        texts("Decided: {done} of {all}.", done=card.incidents - card.waiting, all=card.incidents),
    ]
    return Screen("\n\n".join(lines), _buttons(card, texts))


def sure_screen(card: StormCard, texts: Texts) -> Screen:
    """Asked before everything goes back into a chat of parents at once."""
    text = texts.plural(
        "Put {count} message back into «{title}»? Those who were muted or banned for them will be"
        " free to write again.",
        "Put {count} messages back into «{title}»? Those who were muted or banned for them will be"
        " free to write again.",
        card.messages,
        title=card.chat.title,
    )
    return Screen(
        text,
        [
            [_tap(card, texts("↩️ Yes, put everything back"), "innocent")],
            [_tap(card, texts("⬅️ Back"), "show")],
        ],
    )


def _buttons(card: StormCard, texts: Texts) -> list[Row]:
    waiting: list[Row] = [
        [_tap(card, texts("✅ All of it is rubbish"), "right")],
        [_tap(card, texts("👀 One by one, in private"), "list")],
        [_tap(card, texts("↩️ Put everything back"), "sure")],
    ]
    decided: list[Row] = [[_tap(card, texts("↩️ Undo"), "undo")]]
    return [*(waiting if card.waiting else []), *(decided if card.by_people else [])]


def _tap(card: StormCard, label: str, verb: str) -> InlineKeyboardButton:
    return button(label, f"storm:{card.storm.id}:{verb}")
