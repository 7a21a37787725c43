"""Scenario 11, and everything else that keeps a request from ever lying forgotten."""

import pytest

from community.consultations.requests import service as requests
from community.consultations.requests.kinds import ForWhom, RequestState
from community.consultations.specialists import service as specialists
from community.core.actor import Role
from community.membership.leaving import service as leaving
from tests.bot.helping.surgery import Surgery

WORDS = "Сын не спит третью неделю"


async def full(surgery: Surgery) -> None:
    """Irina has five requests in hand, as many as she wanted."""
    for for_whom in ForWhom:
        parent = await surgery.comes("Анна")
        await surgery.asks(parent, for_whom=for_whom)
        await surgery.press(surgery.irina, "🤝 Беру")


@pytest.mark.both_databases
async def test_the_sixth_goes_to_the_next_one(surgery: Surgery) -> None:
    await full(surgery)
    marta = await surgery.helps("Марта")
    boris = await surgery.comes("Борис")

    await surgery.asks(boris, words=WORDS)

    assert await surgery.heard(marta, WORDS)
    assert not await surgery.heard(surgery.irina, WORDS)


async def test_nobody_is_free_a_leader_hears_and_words_stay_hidden(surgery: Surgery) -> None:
    await full(surgery)
    boris = await surgery.comes("Борис")

    request = await surgery.asks(boris, words=WORDS)

    told = await surgery.club.screen(surgery.lidia)
    assert "Запрос: психолог" in told
    assert f"Район: {surgery.club.region.districts[0].name}" in told
    assert "Ждёт с 16 марта, 10:00" in told
    assert "Свободных сейчас нет" in told
    assert WORDS not in told
    assert "Борис" not in told
    assert "Семья-" not in told
    assert (await surgery.request(request)).responsible_id == surgery.people[surgery.lidia].id


async def test_a_day_without_an_answer_and_the_leader_hears(surgery: Surgery) -> None:
    for name in ("Марта", "Ольга"):
        await surgery.helps(name)
    anna = await surgery.comes("Анна")
    request = await surgery.asks(anna)

    for _ in range(2):
        await surgery.hours_pass(12.1)

    assert "Никто ещё не взял" in await surgery.club.words(surgery.lidia)
    assert (await surgery.request(request)).state is RequestState.OFFERED


async def test_a_freed_place_brings_what_waits(surgery: Surgery) -> None:
    await full(surgery)
    boris = await surgery.comes("Борис")
    await surgery.asks(boris, words=WORDS)

    await surgery.press(surgery.irina, "🏁 Закончить")
    await surgery.press(surgery.irina, "✅ Помогло")

    assert await surgery.heard(surgery.irina, WORDS)


@pytest.mark.both_databases
async def test_too_many_at_once_is_said_kindly_and_the_card_stays(surgery: Surgery) -> None:
    """A leader has asked her beyond her limit; she lowers it and taps all the same."""
    await full(surgery)
    boris = await surgery.comes("Борис")
    request = await surgery.asks(boris)
    lidia, specialist = surgery.people[surgery.lidia], surgery.specialists[surgery.irina]
    await surgery.club.region.act(lidia, requests.give, request.id, specialist)
    await surgery.club.settle()

    answer = await surgery.press(surgery.irina, "🤝 Беру")

    assert "Запросов у вас уже 5" in answer["text"]
    assert await surgery.heard(surgery.irina, "К вам запрос")


async def test_a_leader_looks_again_and_then_chooses(surgery: Surgery) -> None:
    await full(surgery)
    boris = await surgery.comes("Борис")
    request = await surgery.asks(boris)

    answer = await surgery.press(surgery.lidia, "🔎 Искать снова")
    assert "Пока никто не свободен" in answer["text"]
    await surgery.press(surgery.lidia, "👥 Выбрать")
    assert await surgery.club.buttons(surgery.lidia) == ["Ирина (5/5)", "⬅️ Назад"]
    await surgery.press(surgery.lidia, "Ирина (5/5)")

    asked = await surgery.request(request)
    assert (asked.state, asked.specialist_id) == (
        RequestState.OFFERED,
        surgery.specialists[surgery.irina],
    )
    assert "Никто ещё не взял" in await surgery.club.screen(surgery.lidia)


async def test_whoever_has_blocked_the_bot_is_not_waited_for(surgery: Surgery) -> None:
    marta = await surgery.helps("Марта")
    await surgery.club.messenger.block_bot(surgery.irina)
    await surgery.club.settle()
    anna = await surgery.comes("Анна")

    await surgery.asks(anna, words=WORDS)

    assert await surgery.heard(marta, WORDS)


async def test_all_have_blocked_the_bot_and_a_leader_hears(sqlite_surgery: Surgery) -> None:
    surgery = sqlite_surgery
    await surgery.club.messenger.block_bot(surgery.irina)
    await surgery.club.settle()
    anna = await surgery.comes("Анна")

    request = await surgery.asks(anna)

    assert (await surgery.request(request)).state is RequestState.WAITING
    assert "Запрос: психолог" in await surgery.club.screen(surgery.lidia)


async def test_whoever_leaves_hands_everything_on(surgery: Surgery) -> None:
    anna, boris = await surgery.comes("Анна"), await surgery.comes("Борис")
    taken = await surgery.asks(anna)
    await surgery.club.tap(surgery.irina, "🤝 Беру")
    await surgery.books(anna, taken)
    offered = await surgery.asks(boris)
    marta = await surgery.helps("Марта")

    await surgery.club.region.act(
        surgery.people[surgery.irina], specialists.leave, surgery.specialists[surgery.irina]
    )
    await surgery.club.settle()

    for request in (taken, offered):
        assert (await surgery.request(request)).specialist_id == surgery.specialists[marta]
    await surgery.club.say(surgery.irina, "/schedule")
    assert "Это для специалистов клуба" in await surgery.club.screen(surgery.irina)


async def test_silence_of_whoever_took_it_reaches_a_leader(surgery: Surgery) -> None:
    marta = await surgery.helps("Марта")
    anna = await surgery.comes("Анна")
    request = await surgery.asks(anna)
    await surgery.club.tap(surgery.irina, "🤝 Беру")

    for _ in range(3):
        await surgery.hours_pass(25)

    assert "ждёт вашего первого слова" in await surgery.club.words(surgery.irina)
    assert "взял запрос и не отвечает" in await surgery.club.screen(surgery.lidia)
    await surgery.press(surgery.lidia, "👥 Выбрать")
    await surgery.press(surgery.lidia, "Марта (0/5)")
    assert (await surgery.request(request)).specialist_id == surgery.specialists[marta]
    assert await surgery.heard(surgery.irina, "теперь у коллеги")


async def test_a_parent_who_leaves_takes_the_words_along(sqlite_surgery: Surgery) -> None:
    surgery = sqlite_surgery
    anna = await surgery.comes("Анна")
    await surgery.asks(anna, words=WORDS)
    await surgery.club.tap(surgery.irina, "🤝 Беру")

    await surgery.club.region.act(surgery.people[anna], leaving.leave)
    await surgery.club.settle()

    assert WORDS not in await surgery.club.words(surgery.irina)
    assert await surgery.heard(surgery.irina, "родитель вышел из клуба")


async def test_a_leader_of_another_district_learns_nothing(sqlite_surgery: Surgery) -> None:
    surgery = sqlite_surgery
    await full(surgery)
    other = await surgery.club.in_messenger(
        await surgery.club.region.holder(Role.LEADER, district=5), "Ольга"
    )
    boris = await surgery.comes("Борис")
    request = await surgery.asks(boris)

    for verb in ("show", "again", "whom", str(surgery.specialists[surgery.irina])):
        await surgery.club.tap_gone(other, 1, f"lrq:{request.id}:{verb}")

    assert "Запрос: психолог" not in await surgery.club.words(other)
    assert (await surgery.request(request)).state is RequestState.WAITING
