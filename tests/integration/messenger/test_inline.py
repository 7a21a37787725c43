"""Inline mode: a person asks the bot from any chat, and one of its answers is sent there."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    ChatPermissions,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)

from deploy.messenger.client import ControlRefusedError, MessengerControl
from tests.integration.messenger.conftest import Town, updates

KINDS = ("message", "inline_query", "chosen_inline_result", "callback_query")


def article(
    id: str = "1",  # noqa: A002 -- the name in the Bot API
    title: str = "Пособие",
    text: str = "<b>Пособие</b> на ребёнка",
    **fields: object,
) -> InlineQueryResultArticle:
    content = InputTextMessageContent(
        message_text=text,
        parse_mode="HTML",
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    return InlineQueryResultArticle(id=id, title=title, input_message_content=content, **fields)


def one_button(data: str) -> InlineKeyboardMarkup:
    button = InlineKeyboardButton(text="Подробнее", callback_data=data)
    return InlineKeyboardMarkup(inline_keyboard=[[button]])


async def asked(bot: Bot, control: MessengerControl, person: int, chat: int | None = None) -> str:
    """A query that the bot has heard and can answer."""
    await updates(bot, *KINDS)
    return await control.inline(person, "пособие", chat)


@pytest.mark.parametrize(("place", "chat_type"), [("chat", "supergroup"), ("parent", "sender")])
async def test_the_bot_hears_what_is_asked_and_from_what_kind_of_chat(
    place: str, chat_type: str, bot: Bot, control: MessengerControl, town: Town
) -> None:
    await updates(bot, *KINDS)
    answering = asyncio.create_task(
        control.ask_inline(town.parent, "пособие", getattr(town, place))
    )
    [update] = await bot.get_updates(timeout=5)
    query = update.inline_query
    assert query is not None
    assert (query.from_user.id, query.query, query.offset) == (town.parent, "пособие", "")
    assert query.chat_type == chat_type

    button = InlineQueryResultsButton(text="Задать вопрос", start_parameter="ask")
    await bot.answer_inline_query(
        query.id, [article(description="Кому и сколько")], button=button, next_offset="1"
    )
    assert await answering == {
        "inline_query_id": query.id,
        "results": [{"id": "1", "title": "Пособие", "description": "Кому и сколько"}],
        "button": {"text": "Задать вопрос", "start_parameter": "ask"},
        "next_offset": "1",
    }


async def test_the_chosen_result_is_sent_by_the_person_through_the_bot(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    query = await asked(bot, control, town.parent, town.chat)
    await bot.answer_inline_query(query, [article(reply_markup=one_button("more"))])
    await updates(bot)
    await control.choose_inline(town.parent, query, "1")

    seen = (await control.chat(town.leader, town.chat))["messages"][-1]
    assert (seen["from"]["name"], seen["via_bot"]) == ("Анна", True)
    assert seen["html"] == "<b>Пособие</b> на ребёнка"
    sent, chosen = await updates(bot)
    assert sent.message.via_bot.id == bot.id
    told = chosen.chosen_inline_result
    assert (told.result_id, told.query, told.from_user.id) == ("1", "пособие", town.parent)

    await control.tap(town.leader, "Подробнее", chat_id=town.chat)
    [pressed] = [update.callback_query for update in await updates(bot)]
    assert pressed.message is None
    assert pressed.inline_message_id == told.inline_message_id
    assert await bot.edit_message_text("Уже раскрыто", inline_message_id=told.inline_message_id)
    assert (await control.chat(town.leader, town.chat))["messages"][-1]["text"] == "Уже раскрыто"


async def test_a_bot_that_is_not_there_serves_too_but_does_not_hear_the_message(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await updates(bot, "message", "inline_query")
    family = (await control.add_group("Наша семья", town.parent, type="group"))["id"]
    query = await control.inline(town.parent, "", family)
    [update] = await updates(bot)
    assert update.inline_query.chat_type == "group"
    await bot.answer_inline_query(query, [article()])
    await control.choose_inline(town.parent, query, "1")
    assert (await control.chat(town.parent, family))["messages"][-1]["via_bot"]
    assert await updates(bot) == []


async def test_privacy_mode_lets_through_what_was_sent_by_this_bot(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await control.demote(town.chat, bot=True)
    query = await asked(bot, control, town.parent, town.chat)
    await bot.answer_inline_query(query, [article()])
    await updates(bot)
    await control.say(town.parent, "Это не боту", chat_id=town.chat)
    await control.choose_inline(town.parent, query, "1")
    heard, _ = await updates(bot)
    assert heard.message.text == "Пособие на ребёнка"


Answer = Callable[[Bot, str], Awaitable[object]]
REFUSED: dict[str, Answer] = {
    "too many inline query results specified": lambda bot, query: bot.answer_inline_query(
        query, [article(str(number)) for number in range(51)]
    ),
    "RESULT_ID_DUPLICATE": lambda bot, query: bot.answer_inline_query(query, [article()] * 2),
    "RESULT_ID_EMPTY": lambda bot, query: bot.answer_inline_query(query, [article("")]),
    "RESULT_ID_INVALID": lambda bot, query: bot.answer_inline_query(query, [article("я" * 33)]),
    "ARTICLE_TITLE_EMPTY": lambda bot, query: bot.answer_inline_query(query, [article(title=" ")]),
    "message text is empty": lambda bot, query: bot.answer_inline_query(query, [article(text="")]),
    "MESSAGE_TOO_LONG": lambda bot, query: bot.answer_inline_query(
        query, [article(text="я" * 4097)]
    ),
    "can't parse entities": lambda bot, query: bot.answer_inline_query(query, [article(text="<b")]),
    "BUTTON_DATA_INVALID": lambda bot, query: bot.answer_inline_query(
        query, [article(reply_markup=one_button("я" * 33))]
    ),
    "NEXT_OFFSET_INVALID": lambda bot, query: bot.answer_inline_query(
        query, [], next_offset="я" * 33
    ),
    "unallowed characters in start_parameter": lambda bot, query: bot.answer_inline_query(
        query, [], button=InlineQueryResultsButton(text="Да", start_parameter="да")
    ),
}


@pytest.mark.parametrize("words", REFUSED)
async def test_a_wrong_answer_is_refused_and_may_be_mended(
    words: str, bot: Bot, control: MessengerControl, town: Town
) -> None:
    query = await asked(bot, control, town.parent)
    with pytest.raises(TelegramBadRequest, match=words):
        await REFUSED[words](bot, query)
    assert await bot.answer_inline_query(query, [])


async def test_an_answer_is_late_after_ten_seconds_and_results_vanish_after_five_minutes(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    late = await asked(bot, control, town.parent, town.chat)
    await control.advance(11)
    with pytest.raises(TelegramBadRequest, match="query is too old and response timeout expired"):
        await bot.answer_inline_query(late, [article()])

    query = await asked(bot, control, town.parent, town.chat)
    await bot.answer_inline_query(query, [article()], cache_time=0)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_inline_query(query, [article()])
    with pytest.raises(ControlRefusedError, match="no longer offered"):
        await control.choose_inline(town.leader, query, "1")
    await control.advance(301)
    with pytest.raises(ControlRefusedError, match="no longer offered"):
        await control.choose_inline(town.parent, query, "1")


@pytest.mark.parametrize(
    ("cache", "asked_again"),
    [
        ({"cache_time": 60}, []),
        ({"cache_time": 60, "is_personal": True}, ["leader"]),
        ({"cache_time": 0}, ["parent", "leader"]),
    ],
)
async def test_a_kept_answer_spares_the_bot_and_a_personal_one_is_not_shown_to_others(
    cache: dict, asked_again: list[str], bot: Bot, control: MessengerControl, town: Town
) -> None:
    query = await asked(bot, control, town.parent)
    await bot.answer_inline_query(query, [article()], **cache)
    await updates(bot)
    for who in ("parent", "leader"):
        await control.inline(getattr(town, who), "пособие", town.chat)
    heard = [update.inline_query.from_user.id for update in await updates(bot)]
    assert heard == [getattr(town, who) for who in asked_again]

    await control.advance(61)
    await control.inline(town.parent, "пособие", town.chat)
    assert len(await updates(bot)) == 1


async def test_who_may_not_send_such_messages_may_not_ask(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    only_words = ChatPermissions(can_send_messages=True)
    await bot.restrict_chat_member(
        town.chat, town.parent, only_words, use_independent_chat_permissions=True
    )
    with pytest.raises(ControlRefusedError, match="Not allowed here: messages through bots"):
        await control.inline(town.parent, "пособие", town.chat)


async def test_what_was_sent_through_a_bot_cannot_be_changed_by_hand(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    query = await asked(bot, control, town.parent, town.chat)
    await bot.answer_inline_query(query, [article()])
    sent = await control.choose_inline(town.parent, query, "1")
    with pytest.raises(ControlRefusedError, match="cannot be changed"):
        await control.edit(town.parent, sent["message_id"], "Другое", chat_id=town.chat)
