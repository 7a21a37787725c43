"""A request comes to a specialist, who takes it, or says no; what is shown, and what never is."""

import pytest

from community.consultations.requests import service as requests
from community.consultations.requests.kinds import ForWhom, Naming, RequestState, Urgency
from community.consultations.specialists.kinds import Format
from tests.bot.helping.surgery import Surgery

WORDS = "Сын не спит третью неделю, и мы тоже"


@pytest.mark.both_databases
async def test_the_card_says_what_is_asked_and_no_name(surgery: Surgery) -> None:
    anna = await surgery.comes("Анна")

    await surgery.asks(anna, words=WORDS, for_whom=ForWhom.CHILD, urgency=Urgency.TODAY)

    card = await surgery.club.screen(surgery.irina)
    assert "К вам запрос: психолог" in card
    assert "Семья-" in card
    assert "для ребёнка" in card
    assert "сегодня" in card
    assert WORDS in card
    assert "Ответьте, пожалуйста, до 16 марта, 12:00" in card
    assert "Анна" not in card
    assert "Район" not in card
    assert await surgery.club.buttons(surgery.irina) == ["🤝 Беру", "Не могу"]


async def test_without_words_and_by_first_name_with_the_district(surgery: Surgery) -> None:
    anna = await surgery.comes("Анна")

    await surgery.asks(anna, naming=Naming.FIRST_NAME)

    card = await surgery.club.screen(surgery.irina)
    assert "Анна, для себя" in card
    assert "Словами пока ничего" in card
    assert f"Район: {surgery.club.region.districts[0].name}" in card


async def test_whoever_takes_it_talks_with_them(surgery: Surgery) -> None:
    anna = await surgery.comes("Анна")
    request = await surgery.asks(anna, words=WORDS)

    answer = await surgery.club.tap(surgery.irina, "🤝 Беру")
    assert "Спасибо" in answer["text"]
    assert "Этот запрос у вас" in await surgery.club.words(surgery.irina)
    assert "уже знает, что вы рядом" in await surgery.club.screen(surgery.irina)
    await surgery.club.say(surgery.irina, "Здравствуйте, я здесь")

    assert (await surgery.request(request)).state is RequestState.TAKEN
    assert (await surgery.club.screen(anna)).endswith("Здравствуйте, я здесь")
    assert "психолог Ирина" in await surgery.club.screen(anna)


async def test_whoever_cannot_is_asked_no_reason_and_the_next_one_is_asked(
    surgery: Surgery,
) -> None:
    marta = await surgery.helps("Марта")
    anna = await surgery.comes("Анна")
    await surgery.asks(anna, words=WORDS)

    await surgery.club.tap(surgery.irina, "Не могу")

    assert "Не смогли — ничего страшного" in await surgery.club.screen(surgery.irina)
    assert WORDS not in await surgery.club.words(surgery.irina)
    assert WORDS in await surgery.club.screen(marta)


async def test_an_offer_that_has_run_out_shows_nothing_any_more(surgery: Surgery) -> None:
    marta = await surgery.helps("Марта")
    anna = await surgery.comes("Анна")
    await surgery.asks(anna, words=WORDS)

    await surgery.hours_pass(13)

    assert "Время на ответ вышло" in await surgery.club.screen(surgery.irina)
    assert WORDS not in await surgery.club.words(surgery.irina)
    assert WORDS in await surgery.club.screen(marta)


async def test_a_card_that_has_gone_stale_says_so(surgery: Surgery) -> None:
    """The tap left the phone while the request went on to somebody else."""
    marta = await surgery.helps("Марта")
    anna = await surgery.comes("Анна")
    request = await surgery.asks(anna, words=WORDS)
    await surgery.club.tap(surgery.irina, "Не могу")
    await surgery.club.tap(marta, "🤝 Беру")

    await surgery.club.tap_gone(surgery.irina, 1, f"srq:{request.id}:take")

    assert "Не смогли — ничего страшного" in await surgery.club.screen(surgery.irina)
    assert (await surgery.request(request)).specialist_id == surgery.specialists[marta]


async def test_taken_back_before_the_answer_the_card_alone_changes(surgery: Surgery) -> None:
    anna = await surgery.comes("Анна")
    request = await surgery.asks(anna, words=WORDS)
    before = len((await surgery.club.messenger.inbox(surgery.irina))["messages"])

    await surgery.club.region.act(surgery.people[anna], requests.take_back, request.id)
    await surgery.club.settle()

    assert "уже не нужно" in await surgery.club.screen(surgery.irina)
    assert len((await surgery.club.messenger.inbox(surgery.irina))["messages"]) == before


async def test_taken_back_later_whoever_had_it_reads_a_farewell(surgery: Surgery) -> None:
    anna = await surgery.comes("Анна")
    request = await surgery.asks(anna, words=WORDS)
    await surgery.club.tap(surgery.irina, "🤝 Беру")

    await surgery.club.region.act(surgery.people[anna], requests.take_back, request.id)
    await surgery.club.settle()

    assert "больше не нужна" in await surgery.club.screen(surgery.irina)
    assert WORDS not in await surgery.club.words(surgery.irina)


@pytest.mark.parametrize(
    ("label", "outcome"),
    [
        ("✅ Помогло", "helped"),
        ("🌤 Помогло отчасти", "helped_in_part"),
        ("➡️ Направлен", "referred"),
        ("🤫 Не отвечает", "no_contact"),
    ],
)
async def test_finishing_says_how_it_ended(
    sqlite_surgery: Surgery, label: str, outcome: str
) -> None:
    surgery = sqlite_surgery
    anna = await surgery.comes("Анна")
    request = await surgery.asks(anna, words=WORDS)
    await surgery.club.tap(surgery.irina, "🤝 Беру")

    await surgery.press(surgery.irina, "🏁 Закончить")
    await surgery.press(surgery.irina, label)

    assert (await surgery.request(request)).outcome == outcome
    assert await surgery.heard(surgery.irina, "🏁 Семья-")
    assert WORDS not in await surgery.club.words(surgery.irina)


async def test_a_slip_of_the_thumb_finishes_nothing(sqlite_surgery: Surgery) -> None:
    surgery = sqlite_surgery
    anna = await surgery.comes("Анна")
    request = await surgery.asks(anna)
    await surgery.club.tap(surgery.irina, "🤝 Беру")

    await surgery.press(surgery.irina, "🏁 Закончить")
    await surgery.press(surgery.irina, "⬅️ Назад")

    assert (await surgery.request(request)).state is RequestState.TAKEN
    assert await surgery.heard(surgery.irina, "Этот запрос у вас")


async def test_handed_on_the_next_one_is_asked_without_what_was_told(surgery: Surgery) -> None:
    anna = await surgery.comes("Анна")
    request = await surgery.asks(anna, words=WORDS)
    await surgery.club.tap(surgery.irina, "🤝 Беру")
    await surgery.club.say(surgery.irina, "Слушаю вас")
    marta = await surgery.helps("Марта")

    await surgery.press(surgery.irina, "🔁 Передать коллеге")
    await surgery.press(surgery.irina, "🔁 Да, передать")

    assert await surgery.heard(surgery.irina, "Вы передали этот запрос")
    assert (await surgery.request(request)).specialist_id == surgery.specialists[marta]
    assert not await surgery.heard(marta, "Слушаю вас")


async def test_a_meeting_is_suggested_in_the_conversation(surgery: Surgery) -> None:
    anna = await surgery.comes("Анна")
    await surgery.asks(anna)
    await surgery.club.tap(surgery.irina, "🤝 Беру")

    await surgery.press(surgery.irina, "🗓 Предложить встречу")
    await surgery.press(surgery.irina, "🗓 Предложить встречу")

    assert "Давайте встретимся?" in await surgery.club.screen(anna)
    assert (await surgery.club.words(anna)).count("Давайте встретимся?") == 1


async def test_thanks_come_and_worse_answers_do_not(sqlite_surgery: Surgery) -> None:
    surgery = sqlite_surgery
    for rating, heard in ((3, True), (1, False)):
        parent = await surgery.comes("Анна")
        request = await surgery.asks(parent)
        await surgery.club.tap(surgery.irina, "🤝 Беру")
        await surgery.press(surgery.irina, "🏁 Закончить")
        await surgery.press(surgery.irina, "✅ Помогло")
        before = (await surgery.club.words(surgery.irina)).count("Спасибо вам!")

        await surgery.club.region.act(surgery.people[parent], requests.rate, request.id, rating)
        await surgery.club.settle()

        now = (await surgery.club.words(surgery.irina)).count("Спасибо вам!")
        assert (now > before) is heard


async def test_an_answer_that_is_owed_says_who_waits_since_when(surgery: Surgery) -> None:
    anna = await surgery.comes("Анна")
    await surgery.asks(anna)
    await surgery.club.tap(surgery.irina, "🤝 Беру")
    await surgery.club.say(anna, "Можно спросить?")

    await surgery.hours_pass(25)

    owed = await surgery.screen_of(surgery.irina, "ждёт вашего ответа")
    assert "с 16 марта, 10:00" in owed


async def test_words_added_later_stand_on_the_card(surgery: Surgery) -> None:
    anna = await surgery.comes("Анна")
    request = await surgery.asks(anna)

    await surgery.club.region.act(surgery.people[anna], requests.add_words, request.id, WORDS)
    await surgery.club.settle()

    assert WORDS in await surgery.club.screen(surgery.irina)


async def test_the_district_stands_where_they_would_meet(sqlite_surgery: Surgery) -> None:
    surgery = sqlite_surgery
    home = surgery.club.region.districts[0]
    boris = await surgery.helps("Борис", district_id=home.id)
    anna = await surgery.comes("Анна")

    await surgery.asks(anna, format=Format.IN_PERSON)

    assert f"Район: {home.name}" in await surgery.club.screen(boris)
