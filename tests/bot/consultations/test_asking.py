"""Asking for help: three taps from the main menu, and nothing typed is lost."""

import pytest

from community.chats.models import Purpose
from community.consultations.requests import service
from community.consultations.requests.kinds import ForWhom, Naming, RequestState, Urgency
from community.consultations.specialists.kinds import Format
from community.consultations.specialists.models import Specialist
from community.core.actor import Role
from tests.support.asking import Practice
from tests.support.club import Club
from tests.support.practice import helper


@pytest.mark.both_databases
async def test_three_taps_from_the_menu_to_somebody_who_is_asked(club: Club) -> None:
    """Principle 3."""
    practice = await Practice.of(club)
    anna = practice.anna
    await club.say(anna, "/menu")

    await club.tap(anna, "🤝")
    await club.tap(anna, "Психолог")
    await club.tap(anna, "Ребёнку")

    request = await practice.request()
    assert (request.state, request.specialist_id) == (
        RequestState.OFFERED,
        practice.specialist_id,
    )
    assert (request.for_whom, request.urgency, request.naming, request.format) == (
        ForWhom.CHILD,
        Urgency.WEEK,
        Naming.ANONYMOUS,
        None,
    )
    screen = await club.screen(anna)
    assert "Запрос отправлен" in screen
    assert "Подпись: Семья-2" in screen


async def test_the_menu_keeps_its_order(club: Club) -> None:
    practice = await Practice.of(club)

    labels = list(await practice.labels())

    assert [label[0] for label in labels] == ["💬", "📅", "🤝", "🫂", "📚", "👤", "🆘"]


async def test_the_first_screen_says_what_it_is_and_who_sees_what(club: Club) -> None:
    practice = await Practice.of(club)

    await club.say(practice.anna, "/consult")

    screen = await club.screen(practice.anna)
    assert "Это бесплатно" in screen
    assert "Опека о нём не узнает" in screen
    assert list(await practice.labels())[:4] == [
        "Психолог",
        "Юрист",
        "Дефектолог",
        "Логопед",
    ]


async def test_price_is_never_asked(club: Club) -> None:
    practice = await Practice.of(club)

    await practice.asks(practice.anna)
    await club.tap(practice.anna, "⚙️")

    words = (await club.words(practice.anna)).lower()
    for price in ("цена", "стоимост", "рубл", "₽", "оплат"):
        assert price not in words


async def test_words_and_wishes_may_stand_before_the_last_tap(club: Club) -> None:
    practice = await Practice.of(club, online=True)
    anna = practice.anna
    await club.say(anna, "/consult")
    await club.tap(anna, "Психолог")

    await club.say(anna, "Сын не спит <ночами>")
    assert "Сын не спит <ночами>" in await club.screen(anna)
    await club.say(anna, "И не ест")
    await club.tap(anna, "🙈 Анонимно: Семья-2")
    await club.tap(anna, "⏰ Срок")
    await club.tap(anna, "Сегодня")
    await club.tap(anna, "📍 Встреча")
    await club.tap(anna, "Онлайн")
    assert "🙂 По имени: Анна" in await practice.labels()
    await club.tap(anna, "Мне")

    request = await practice.request()
    assert request.words == "Сын не спит <ночами>\nИ не ест"
    assert (request.urgency, request.naming, request.format) == (
        Urgency.TODAY,
        Naming.FIRST_NAME,
        Format.ONLINE,
    )


async def test_words_may_be_typed_right_under_the_request(club: Club) -> None:
    practice = await Practice.of(club)
    await practice.asks(practice.anna)

    await club.say(practice.anna, "Забыла сказать: он левша")

    assert (await practice.request()).words == "Забыла сказать: он левша"
    assert "Добавлено" in await club.screen(practice.anna)


async def test_too_many_words_leave_those_before_as_they_are(club: Club) -> None:
    practice = await Practice.of(club)
    anna = practice.anna
    await club.say(anna, "/consult")
    await club.tap(anna, "Психолог")
    await club.say(anna, "Коротко")

    await club.say(anna, "а" * 1000)

    assert "1000 знаков" in await club.screen(anna)
    await club.tap(anna, "Мне")
    assert (await practice.request()).words == "Коротко"
    await club.tap(anna, "✍️ Добавить слова")
    await club.say(anna, "б" * 1000)
    assert "больше 1000 знаков" in await club.screen(anna)
    assert (await practice.request()).words == "Коротко"


async def test_asked_twice_it_shows_the_first_and_keeps_the_new_words(club: Club) -> None:
    practice = await Practice.of(club)
    anna = practice.anna
    await practice.asks(anna)
    await club.tap(anna, "⬅️ Назад")
    await club.say(anna, "2")  # the button under that of the request
    await club.say(anna, "Стало хуже")

    await club.tap(anna, "Мне")

    assert "уже есть" in await club.screen(anna)
    await club.tap(anna, "✍️ Добавить уже написанное")
    assert (await practice.request()).words == "Стало хуже"


async def test_where_nobody_is_there_it_says_so_and_keeps_the_words(club: Club) -> None:
    """A club without specialists and without a leader."""
    parent = await club.region.member("Анна", "Седова")
    anna = await club.in_messenger(parent, "Анна")
    await club.say(anna, "/consult")
    await club.tap(anna, "Психолог")
    await club.say(anna, "Очень тяжело")

    await club.tap(anna, "Мне")

    screen = await club.screen(anna)
    assert "нет ни такого специалиста" in screen
    assert "8-800-2000-122" in screen
    assert "Очень тяжело" in screen
    assert "🆘 Нужна помощь сейчас" in await club.buttons(anna)
    await club.region.holder(Role.LEADER)
    await club.tap(anna, "Мне")
    assert "Сейчас все заняты" in await club.screen(anna)


async def test_waiting_is_told_honestly(club: Club) -> None:
    practice = await Practice.of(club, load_limit=1)
    boris = await practice.comes("Борис")
    vera = await practice.comes("Вера")

    for user_id in (practice.anna, boris, vera):
        club.region.advance_minutes(1)
        await practice.asks(user_id)

    assert "Вы следующие в очереди" in await club.screen(boris)
    screen = await club.screen(vera)
    assert "Перед вами ждёт 1 человек" in screen
    assert "Пока мало запросов, чтобы обещать срок" in screen


async def test_it_is_put_otherwise_until_somebody_has_taken_it(club: Club) -> None:
    practice = await Practice.of(club)
    anna = practice.anna
    await practice.asks(anna)

    await club.tap(anna, "⚙️")
    await club.tap(anna, "🙈 Анонимно: Семья-2")
    assert "Изменено" in await club.screen(anna)
    assert "Подпись: Анна" in await club.screen(anna)
    await club.tap(anna, "⚙️")
    await club.tap(anna, "⏰ Срок")
    await club.region.act(practice.specialist, service.accept, (await practice.request()).id)
    await club.tap(anna, "Не срочно")

    assert "Психолог Ирина с вами" in await club.screen(anna)
    assert (await practice.request()).urgency is Urgency.WEEK


async def test_taken_it_says_who_and_that_one_just_writes(club: Club) -> None:
    practice = await Practice.of(club)
    anna = practice.anna
    await practice.asks(anna)

    await club.region.act(practice.specialist, service.accept, (await practice.request()).id)
    await club.settle()
    assert "Психолог Ирина с вами" in await club.screen(anna)
    await club.say(anna, "/consult")
    await club.tap(anna, "🤝 Психолог, для меня: Ирина с вами")

    labels = await practice.labels()
    assert "💬 Написать" in labels
    assert "⚙️ Срок, встреча, подпись" not in labels
    await club.tap(anna, "💬 Написать")
    assert "⚠️ Пожаловаться" in await practice.labels()  # what can be done in a conversation


async def test_not_needed_any_more_shows_its_effects_first(club: Club) -> None:
    practice = await Practice.of(club)
    anna = practice.anna
    await practice.asks(anna)

    await club.tap(anna, "✖️ Больше не нужно")
    assert "перестану искать" in await club.screen(anna)
    await club.tap(anna, "✖️ Да, не нужно")

    assert (await practice.request()).state is RequestState.CLOSED
    assert "Кто вам нужен?" in await club.screen(anna)


async def test_whoever_is_not_in_the_club_reads_what_opens_it(club: Club) -> None:
    stranger = await club.newcomer()
    await club.start(stranger)

    await club.say(stranger, "/consult")

    assert "когда ваша семья вступит в клуб" in await club.screen(stranger)
    labels = await club.buttons(stranger)
    assert not any(label == "Психолог" for label in labels)
    assert "🆘 Нужна помощь сейчас" in labels


async def test_numbers_choose_as_buttons_do(club: Club) -> None:
    practice = await Practice.of(club)

    for number in ("3", "1", "3"):
        await club.say(practice.anna, number)

    assert (await practice.request()).for_whom is ForWhom.CHILD


@pytest.mark.both_databases
async def test_a_restart_in_the_middle_loses_nothing(club: Club) -> None:
    practice = await Practice.of(club)
    anna = practice.anna
    await club.say(anna, "/consult")
    await club.tap(anna, "Психолог")
    await club.say(anna, "Мы не справляемся")

    await club.restart()
    await club.tap(anna, "Всей семье")

    request = await practice.request()
    assert (request.words, request.for_whom) == ("Мы не справляемся", ForWhom.FAMILY)


@pytest.mark.both_databases
async def test_two_taps_at_once_ask_once(club: Club) -> None:
    practice = await Practice.of(club)
    anna = practice.anna
    await club.say(anna, "/consult")
    await club.tap(anna, "Психолог")

    await club.messenger.tap(anna, "Мне")
    await club.messenger.tap(anna, "Мне")
    await club.settle()

    assert len(await practice.requests()) == 1
    assert "Психолог, для меня" in await club.screen(anna)


@pytest.mark.parametrize("code", ["", "nobody", "\u00e9"])
async def test_a_link_to_nobody_still_leads_to_help(club: Club, code: str) -> None:
    practice = await Practice.of(club)

    await club.start(practice.anna, f"ask_{code}")

    assert "ссылка устарела" in await club.words(practice.anna)
    assert "Кто вам нужен?" in await club.screen(practice.anna)


async def test_a_link_to_one_specialist_is_a_wish(club: Club) -> None:
    practice = await Practice.of(club)
    someone, other = await helper(club.region, alias="Вера")
    await club.in_messenger(someone, "Вера")
    async with club.region.database.read() as session:
        code = (await session.get_one(Specialist, other)).ask_code

    await club.start(practice.anna, f"ask_{code}")
    assert "Сначала спрошу того, кого вы хотели: Вера" in await club.screen(practice.anna)
    await club.tap(practice.anna, "Мне")

    assert (await practice.request()).specialist_id == other


async def test_a_button_of_an_old_screen_answers_kindly(club: Club) -> None:
    practice = await Practice.of(club)
    anna = practice.anna
    await club.say(anna, "/consult")
    await club.tap(anna, "Психолог")
    messages = (await club.messenger.inbox(anna))["messages"]
    old = next(m for m in reversed(messages) if m.get("keyboard"))
    await club.say(anna, "/menu")

    await club.tap_gone(anna, old["id"], old["keyboard"][0][0]["callback_data"])

    assert not await practice.requests()
    assert "устарел" in await club.words(anna)
    assert "🏠 Меню" in await practice.labels()


async def test_guardianship_and_chats_hear_nothing(club: Club) -> None:
    practice = await Practice.of(club)
    work_chat = await club.chat(Purpose.GUARDIANSHIP)
    district_chat = await club.chat(title="Район")
    before = len(await club.messenger.calls())

    await practice.asks(practice.anna)
    await club.say(practice.anna, "Сын не спит")

    told = [
        one
        for one in (await club.messenger.calls())[before:]
        if one["chat_id"] in (work_chat, district_chat)
    ]
    assert told == []
