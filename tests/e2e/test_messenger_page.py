"""The chat page in Chromium: two people side by side, a bot between them."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart
from aiogram.types import (
    CallbackQuery,
    ChatPermissions,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Message,
)
from playwright.async_api import Browser, Locator, Page, expect

from deploy.messenger.client import MessengerControl
from deploy.messenger.config import MessengerConfig
from deploy.messenger.server import running_messenger

pytestmark = pytest.mark.browser


def buttons(*texts: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=text, callback_data=text)] for text in texts]
    )


def greeter() -> Dispatcher:
    dispatcher = Dispatcher()

    @dispatcher.message(CommandStart())
    async def greet(message: Message) -> None:
        await message.answer(
            "<b>Здравствуйте!</b> Вы &lt;свои&gt;.",
            parse_mode="HTML",
            reply_markup=buttons("Чаты", "Сейчас", "Важное"),
        )

    @dispatcher.callback_query(F.data == "Чаты")
    async def show(query: CallbackQuery) -> None:
        await query.answer()
        assert isinstance(query.message, Message)
        await query.message.edit_text("Ваш чат: Томский район", reply_markup=buttons("Назад"))

    @dispatcher.callback_query()
    async def tell(query: CallbackQuery) -> None:
        await query.answer(f"Ответ: {query.data}", show_alert=query.data == "Важное")

    dispatcher.inline_query.register(find)
    return dispatcher


ARTICLES = {"Отпуск опекуну": "На работе, по заявлению", "Отпуск с ребёнком": "Какие бумаги взять"}


async def find(query: InlineQuery) -> None:
    found = [
        InlineQueryResultArticle(
            id=title,
            title=title,
            description=about,
            input_message_content=InputTextMessageContent(message_text=f"Статья: {title}"),
        )
        for title, about in ARTICLES.items()
        if query.query.lower() in title.lower()
    ]
    button = InlineQueryResultsButton(text="Спросить специалиста", start_parameter="ask")
    await query.answer(found, button=button)


@dataclass(frozen=True)
class Stage:
    """Anna is a parent in the chat that Maria keeps; Pyotr is a stranger."""

    url: str
    control: MessengerControl
    bot: Bot
    anna: int
    maria: int
    pyotr: int
    chat: int
    invite_link: str


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with (
        running_messenger(MessengerConfig(limits=False)) as running,
        MessengerControl(running.url) as control,
        Bot(
            "1000001:LOCAL-DEMO-TOKEN",
            session=AiohttpSession(api=TelegramAPIServer.from_base(running.url)),
        ) as bot,
    ):
        dispatcher = greeter()
        polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
        names = ("Анна", "Мария", "Пётр")
        anna, maria, pyotr = [(await control.add_person(name))["id"] for name in names]
        chat = await control.add_group("Томский район", maria, join_by_request=True, members=[anna])
        await control.add_bot(chat["id"], as_admin=True)
        yield Stage(running.url, control, bot, anna, maria, pyotr, chat["id"], chat["invite_link"])
        await dispatcher.stop_polling()
        await polling


@pytest.fixture
async def page(chromium: Browser) -> AsyncIterator[Page]:
    """A page on which an error of the script fails the test."""
    context = await chromium.new_context(locale="ru-RU", viewport={"width": 1280, "height": 800})
    page = await context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    await context.close()
    assert errors == []


def of(page: Page, person: int) -> Locator:
    return page.locator(f"[data-person='{person}']")


async def open_chat(column: Locator, chat: int) -> None:
    await column.locator(f"button[data-chat='{chat}']").click()


def message(column: Locator, text: str) -> Locator:
    """By its own words, not those it answers."""
    return column.locator("article").filter(has=column.page.locator(".text", has_text=text))


async def write(column: Locator, text: str) -> None:
    field = column.get_by_role("textbox")
    await field.fill(text)
    await field.press("Enter")


async def test_one_chooses_whom_to_be_alone_or_side_by_side(page: Page, stage: Stage) -> None:
    await page.goto(stage.url)
    await expect(page.get_by_role("heading", name="Начать с:")).to_be_visible()
    await expect(page.get_by_role("link", name="Анна")).to_have_attribute(
        "href", f"/?as={stage.anna}"
    )
    await page.get_by_label("Анна: открыть рядом").check()
    await page.get_by_label("Мария: открыть рядом").check()
    await page.get_by_role("link", name="Открыть: 2 человека").click()
    await expect(page.get_by_role("heading", name="Анна")).to_be_visible()
    await expect(page.get_by_role("heading", name="Мария")).to_be_visible()


async def test_a_new_person_is_made_on_the_spot(page: Page, stage: Stage) -> None:
    await page.goto(stage.url)
    await page.get_by_role("button", name="Новый человек").click()
    await page.get_by_label("Имя и фамилия").fill("Вера Котова")
    await page.get_by_role("button", name="Создать").click()
    await expect(page.get_by_role("heading", name="Вера Котова")).to_be_visible()


async def test_a_printed_link_asks_who_follows_it(page: Page, stage: Stage) -> None:
    await page.goto(f"{stage.url}/club_demo_bot?start=inv_CODE")
    await expect(page.get_by_text("Выберите, кто по ней переходит")).to_be_visible()
    await page.get_by_role("link", name="Пётр").click()
    await expect(message(of(page, stage.pyotr), "/start inv_CODE")).to_be_visible()
    await page.reload()
    inbox = await stage.control.inbox(stage.pyotr)
    assert [one["text"] for one in inbox["messages"] if one["mine"]] == ["/start inv_CODE"]

    missing = await page.request.get(f"{stage.url}/somebody_else")
    assert missing.status == 404


async def test_two_people_talk_live(page: Page, stage: Stage) -> None:
    await page.goto(f"{stage.url}/?as={stage.anna},{stage.maria}")
    anna, maria = of(page, stage.anna), of(page, stage.maria)
    await open_chat(anna, stage.chat)
    await open_chat(maria, stage.chat)
    await write(anna, "Кто едет в субботу?")
    heard = message(maria, "Кто едет в субботу?")
    await expect(heard).to_be_visible()

    await heard.hover()
    await heard.get_by_label("Действия с сообщением").click()
    await page.get_by_role("menuitem", name="Ответить").click()
    await write(maria, "Мы едем")
    answer = message(anna, "Мы едем")
    await expect(answer.get_by_label("Ответ на сообщение: Анна")).to_be_visible()

    await heard.hover()
    await heard.get_by_label("Действия с сообщением").click()
    await page.get_by_role("button", name="Реакция 👍").click()
    await expect(anna.get_by_label("Реакция 👍, 1")).to_be_visible()

    own = message(anna, "Кто едет в субботу?")
    await own.hover()
    await own.get_by_label("Действия с сообщением").click()
    await page.get_by_role("menuitem", name="Удалить").click()
    await expect(message(maria, "Кто едет в субботу?")).to_have_count(0)


async def test_the_bots_screen_changes_under_the_finger(page: Page, stage: Stage) -> None:
    await page.goto(f"{stage.url}/?as={stage.anna}")
    anna = of(page, stage.anna)
    await open_chat(anna, stage.anna)
    await anna.get_by_role("button", name="Начать").click()
    await expect(anna.locator("article b")).to_have_text("Здравствуйте!")
    await expect(anna.get_by_role("log").get_by_text("Вы <свои>.")).to_be_visible()

    await anna.get_by_role("button", name="Сейчас").click()
    await expect(anna.get_by_text("Ответ: Сейчас")).to_be_visible()
    await anna.get_by_role("button", name="Важное").click()
    alert = page.get_by_role("dialog")
    await expect(alert).to_contain_text("Ответ: Важное")
    await alert.get_by_role("button", name="Хорошо").click()

    await anna.get_by_role("button", name="Чаты").click()
    screen = message(anna, "Ваш чат: Томский район")
    await expect(screen).to_contain_text("изменено")
    await expect(screen.get_by_role("button", name="Назад")).to_be_visible()
    await expect(message(anna, "Здравствуйте")).to_have_count(0)


async def test_a_stranger_asks_to_join_and_is_let_in(page: Page, stage: Stage) -> None:
    await page.goto(f"{stage.url}/?as={stage.pyotr},{stage.maria}")
    pyotr, maria = of(page, stage.pyotr), of(page, stage.maria)
    await pyotr.get_by_label("Меню").click()
    await page.get_by_role("menuitem", name="Вступить по ссылке").click()
    await page.get_by_label("Ссылка-приглашение").fill(stage.invite_link)
    await page.get_by_role("button", name="Вступить", exact=True).click()
    await expect(pyotr.get_by_text("заявка ждёт ответа")).to_be_visible()

    await open_chat(maria, stage.chat)
    request = maria.get_by_role("group", name="Заявка: Пётр")
    await request.get_by_role("button", name="Принять").click()
    await expect(request).to_have_count(0)
    await open_chat(pyotr, stage.chat)
    await expect(pyotr.get_by_role("log").get_by_text("Теперь в чате: Пётр")).to_be_visible()


async def test_a_muted_person_reads_why_instead_of_a_field(page: Page, stage: Stage) -> None:
    await page.goto(f"{stage.url}/?as={stage.anna}")
    anna = of(page, stage.anna)
    await open_chat(anna, stage.chat)
    await expect(anna.get_by_role("textbox")).to_be_visible()
    await stage.bot.restrict_chat_member(stage.chat, stage.anna, ChatPermissions())
    await expect(anna.get_by_role("note")).to_have_text(
        "Администратор запретил вам писать в этот чат."
    )
    await expect(anna.get_by_role("textbox")).to_be_hidden()


async def test_the_bot_is_asked_from_the_chat_and_its_answer_is_sent_there(
    page: Page, stage: Stage
) -> None:
    await page.goto(f"{stage.url}/?as={stage.anna},{stage.maria}")
    anna, maria = of(page, stage.anna), of(page, stage.maria)
    await open_chat(anna, stage.chat)
    await open_chat(maria, stage.chat)
    field, answers = anna.get_by_role("textbox"), anna.get_by_role("listbox")
    await field.fill("@club_demo_bot чего нет")
    await expect(anna.get_by_text("Ничего не найдено.")).to_be_visible()

    await field.fill("@club_demo_bot отпуск")
    await expect(answers.get_by_role("option")).to_have_count(2)
    await field.press("ArrowDown")
    await field.press("ArrowDown")
    second = answers.get_by_role("option", selected=True)
    await expect(second).to_contain_text("Какие бумаги взять")
    await expect(field).to_have_attribute(
        "aria-activedescendant", await second.get_attribute("id") or ""
    )
    await field.press("Enter")
    sent = message(maria, "Статья: Отпуск с ребёнком")
    await expect(sent).to_contain_text("через @club_demo_bot")
    await expect(field).to_have_value("")
    await expect(answers).to_be_hidden()

    await field.fill("@club")
    await answers.get_by_role("option", name="@club_demo_bot").click()
    await anna.get_by_role("button", name="Спросить специалиста").click()
    await expect(message(anna, "/start ask")).to_be_visible()


async def test_whoever_makes_a_group_brings_the_bot_protects_it_and_ends_it(
    page: Page, stage: Stage
) -> None:
    await page.goto(f"{stage.url}/?as={stage.pyotr}")
    pyotr = of(page, stage.pyotr)
    await pyotr.get_by_label("Меню").click()
    await page.get_by_role("menuitem", name="Новая группа").click()
    await page.get_by_label("Название").fill("Группа поддержки")
    await page.get_by_role("button", name="Создать").click()
    await write(pyotr, "Наше правило: всё остаётся здесь")

    await pyotr.get_by_label("О чате").click()
    await page.get_by_role("button", name="Добавить без прав").click()
    await expect(pyotr.get_by_role("log").get_by_text("Теперь в чате: Клуб")).to_be_visible()
    await pyotr.get_by_label("О чате").click()
    await page.get_by_role("button", name="Сделать бота администратором").click()
    await pyotr.get_by_label("О чате").click()
    await expect(page.get_by_text("Бот здесь администратор.")).to_be_visible()
    await page.get_by_role("switch", name="Запретить копирование").check()
    await page.get_by_label("Закрыть").click()
    [group] = [one for one in await stage.control.chats() if one["owner"] == stage.pyotr]
    assert (await stage.bot.get_chat(group["id"])).has_protected_content

    rule = message(pyotr, "Наше правило")
    await expect(rule.get_by_label("Нельзя переслать и скопировать")).to_be_visible()
    await rule.hover()
    await rule.get_by_label("Действия с сообщением").click()
    await expect(page.get_by_text("В этом чате запрещено пересылать")).to_be_visible()
    await expect(page.get_by_role("menuitem", name="Переслать")).to_have_count(0)
    await page.keyboard.press("Escape")

    await pyotr.get_by_label("О чате").click()
    await page.get_by_role("button", name="Удалить чат").click()
    await page.get_by_role("button", name="Удалить", exact=True).click()
    await expect(pyotr.locator(f"button[data-chat='{group['id']}']")).to_have_count(0)


async def test_a_document_goes_up_and_comes_down(page: Page, stage: Stage) -> None:
    await page.goto(f"{stage.url}/?as={stage.anna},{stage.maria}")
    anna, maria = of(page, stage.anna), of(page, stage.maria)
    await open_chat(anna, stage.chat)
    await open_chat(maria, stage.chat)
    await anna.locator("input[type=file]").set_input_files(
        {"name": "Справка.txt", "mimeType": "text/plain", "buffer": "Всё хорошо".encode()}
    )
    async with page.expect_download() as download:
        await maria.get_by_label("Скачать файл Справка.txt").click()
    path = await (await download.value).path()
    assert path.read_text(encoding="utf-8") == "Всё хорошо"


async def test_everything_fits_a_phone(chromium: Browser, stage: Stage) -> None:
    context = await chromium.new_context(viewport={"width": 390, "height": 800}, has_touch=True)
    page = await context.new_page()
    await page.goto(f"{stage.url}/?as={stage.anna}")
    anna = of(page, stage.anna)
    await open_chat(anna, stage.chat)
    await write(anna, "Пишу с телефона")
    await expect(message(anna, "Пишу с телефона")).to_be_visible()
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width == 390
    await anna.get_by_label("К списку чатов").click()
    await expect(anna.locator(f"button[data-chat='{stage.chat}']")).to_contain_text("Вы: Пишу")
    await context.close()
