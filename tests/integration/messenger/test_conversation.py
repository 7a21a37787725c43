"""A bot of aiogram talks with people and cannot tell where it is."""

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Command, CommandStart
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    Message,
    ReactionTypeEmoji,
    ReplyParameters,
)

from deploy.messenger.client import MessengerControl
from tests.integration.messenger.conftest import Town

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000030000000208060000009d74661a0000000049454e44ae426082"
)


def keyboard(*rows: list[tuple[str, str]]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=text, callback_data=data) for text, data in row]
            for row in rows
        ]
    )


def club_dispatcher() -> Dispatcher:
    dispatcher = Dispatcher()

    @dispatcher.message(CommandStart(deep_link=True))
    async def invited(message: Message, command: CommandStart) -> None:
        await message.answer(f"Ваш код: {command.args}")

    @dispatcher.message(CommandStart())
    async def greet(message: Message) -> None:
        await message.answer(
            "<b>Здравствуйте</b>",
            parse_mode="HTML",
            reply_markup=keyboard([("Чаты", "chats"), ("События", "events")]),
        )

    @dispatcher.callback_query(F.data == "chats")
    async def show_chats(query: CallbackQuery) -> None:
        await query.answer()
        assert isinstance(query.message, Message)
        await query.message.edit_text("Ваши чаты", reply_markup=keyboard([("Назад", "menu")]))

    @dispatcher.callback_query(F.data == "events")
    async def show_events(query: CallbackQuery) -> None:
        await query.answer("Событий пока нет", show_alert=True)

    @dispatcher.message(Command("file"))
    async def send_file(message: Message) -> None:
        file = BufferedInputFile("Список".encode(), "Список.txt")
        await message.answer_document(file, caption="Держите")

    @dispatcher.message(F.document)
    async def measure_file(message: Message, bot: Bot) -> None:
        assert message.document
        buffer = await bot.download(message.document)
        assert isinstance(buffer, BytesIO)
        await message.reply(f"{message.document.file_name}: {len(buffer.getvalue())} байт")

    return dispatcher


@pytest.fixture
async def polling_bot(bot: Bot) -> AsyncIterator[Bot]:
    dispatcher = club_dispatcher()
    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
    yield bot
    await dispatcher.stop_polling()
    await polling


@pytest.fixture
async def parent(control: MessengerControl) -> int:
    return (await control.add_person("Анна", last_name="Соколова"))["id"]


async def test_a_screen_changes_in_place_under_the_finger(
    polling_bot: Bot, control: MessengerControl, parent: int
) -> None:
    await control.start(parent)
    screen = await control.wait(parent, "Здравствуйте")
    assert screen["html"] == "<b>Здравствуйте</b>"

    tapped = await control.tap(parent, "Чаты")
    changed = await control.wait(parent, "Ваши чаты", after_message_id=screen["id"])
    await control.idle()

    assert changed["id"] == screen["id"]
    assert changed["edited"]
    assert [[key["text"] for key in row] for row in changed["keyboard"]] == [["Назад"]]
    assert await control.callback(tapped["callback_id"]) == {
        "text": "",
        "show_alert": False,
        "url": "",
    }


async def test_an_alert_reaches_whoever_tapped(
    polling_bot: Bot, control: MessengerControl, parent: int
) -> None:
    await control.start(parent)
    await control.wait(parent, "Здравствуйте")
    tapped = await control.tap(parent, data="events")
    await control.idle()
    answer = await control.callback(tapped["callback_id"])
    assert answer is not None
    assert (answer["text"], answer["show_alert"]) == ("Событий пока нет", True)


async def test_a_link_button_to_the_bot_starts_it_with_its_payload(
    polling_bot: Bot, control: MessengerControl, parent: int
) -> None:
    await control.start(parent)
    await control.idle()
    button = InlineKeyboardButton(text="Войти", url="https://t.me/club_demo_bot?start=inv_7")
    await polling_bot.send_message(
        parent, "Приглашение", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]])
    )
    await control.tap(parent, "Войти")
    assert (await control.wait(parent, "inv_7"))["text"] == "Ваш код: inv_7"


async def test_files_travel_both_ways(
    polling_bot: Bot, control: MessengerControl, parent: int
) -> None:
    await control.say(parent, "/file")
    received = await control.wait(parent, "Держите")
    assert (received["media"]["name"], received["media"]["size"]) == ("Список.txt", 12)

    await control.say(
        parent, document={"name": "справка.pdf", "content_base64": "0J/RgNC40LLQtdGC"}
    )
    answer = await control.wait(parent, "справка.pdf")
    assert answer["text"] == "справка.pdf: 12 байт"
    assert answer["reply_to"]["name"] == "Анна Соколова"


async def test_photos_albums_and_new_media_in_an_old_message(
    bot: Bot, control: MessengerControl, parent: int
) -> None:
    await control.start(parent)
    photo = await bot.send_photo(parent, BufferedInputFile(PNG, "снимок.png"), caption="Снимок")
    assert photo.photo
    assert (photo.photo[-1].width, photo.photo[-1].height) == (3, 2)

    file_id = photo.photo[-1].file_id
    again = await bot.send_photo(parent, file_id, protect_content=True)
    assert again.has_protected_content
    album = await bot.send_media_group(
        parent,
        [InputMediaPhoto(media=file_id, caption="Раз"), InputMediaPhoto(media=file_id)],
    )
    assert len({message.media_group_id for message in album}) == 1

    document = InputMediaDocument(media=BufferedInputFile(b"text", "a.txt"), caption="Два")
    await bot.edit_message_media(document, chat_id=parent, message_id=photo.message_id)
    shown = (await control.inbox(parent))["messages"]
    assert [(one["text"], one["media"]["kind"]) for one in shown if one["media"]] == [
        ("Два", "document"),
        ("", "photo"),
        ("Раз", "photo"),
        ("", "photo"),
    ]


async def test_a_photo_that_is_no_picture_is_refused(
    bot: Bot, control: MessengerControl, parent: int
) -> None:
    await control.start(parent)
    with pytest.raises(TelegramBadRequest, match="IMAGE_PROCESS_FAILED"):
        await bot.send_photo(parent, BufferedInputFile(b"text", "x.png"))


async def test_forwarding_names_the_author_copying_does_not(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await control.start(town.leader)
    said = await control.say(town.parent, "Нужен совет", chat_id=town.chat)
    await bot.forward_message(town.leader, town.chat, said["message_id"])
    await bot.copy_message(town.leader, town.chat, said["message_id"])
    await bot.forward_messages(town.leader, town.chat, [said["message_id"], 999])
    inbox = (await control.inbox(town.leader))["messages"][1:]
    assert [one["text"] for one in inbox] == ["Нужен совет"] * 3
    assert [one["forwarded_from"] for one in inbox] == ["Анна", "", "Анна"]


async def test_pins_reactions_and_replies(bot: Bot, control: MessengerControl, town: Town) -> None:
    said = await control.say(town.parent, "Добрый день", chat_id=town.chat)
    reply = await bot.send_message(
        town.chat, "Здравствуйте", reply_parameters=ReplyParameters(message_id=said["message_id"])
    )
    await bot.pin_chat_message(town.chat, reply.message_id)
    await bot.set_message_reaction(
        town.chat, said["message_id"], reaction=[ReactionTypeEmoji(emoji="❤")]
    )
    await control.react(town.leader, said["message_id"], "❤", chat_id=town.chat)

    view = await control.chat(town.leader, town.chat)
    shown = {message["id"]: message for message in view["messages"]}
    assert view["pinned"]["text"] == "Здравствуйте"
    assert shown[reply.message_id]["reply_to"]["text"] == "Добрый день"
    assert shown[said["message_id"]]["reactions"] == [{"emoji": "❤", "count": 2, "mine": True}]

    await bot.unpin_all_chat_messages(town.chat)
    assert (await control.chat(town.leader, town.chat))["pinned"] is None
    assert (await bot.get_chat(town.chat)).pinned_message is None


async def test_deleted_messages_vanish(bot: Bot, control: MessengerControl, parent: int) -> None:
    await control.start(parent)
    sent = [await bot.send_message(parent, f"Письмо {number}") for number in range(3)]
    await bot.delete_message(parent, sent[0].message_id)
    await bot.delete_messages(parent, [message.message_id for message in sent[1:]] + [777])
    assert [one["text"] for one in (await control.inbox(parent))["messages"]] == ["/start"]


async def test_the_bot_introduces_itself(bot: Bot, control: MessengerControl, parent: int) -> None:
    me = await bot.get_me()
    assert (me.username, me.is_bot) == ("club_demo_bot", True)
    await bot.set_my_commands([BotCommand(command="menu", description="Меню")])
    assert [one.command for one in await bot.get_my_commands()] == ["menu"]
    await bot.set_my_name("Клуб семей")
    await bot.set_my_description("О клубе")
    assert (await bot.get_my_description()).description == "О клубе"
    overview = await control.call("GET", "overview", person=parent)
    assert overview["bot"]["name"] == "Клуб семей"
    assert overview["commands"] == [{"command": "menu", "description": "Меню"}]
    await bot.delete_my_commands()
    assert await bot.get_my_commands() == []
    assert (await bot.get_user_profile_photos(parent)).total_count == 0
