"""The whole way of both sides, and what neither of them ever learns too early."""

import ast
import json
from typing import Any

from bot.delivery.registry import PERFORMERS, RENDERERS
from community.peers.asking.models import PeerRequest
from community.relay.models import Conversation
from deploy.judging import assemble_judging
from tests.architecture.source import python_files, tree
from tests.bot.peers.conftest import ASKER, HELPER, Pair
from tests.support.club import Club
from tests.support.factories import Region
from tests.support.looking import only, rows


async def test_from_a_tick_to_a_conversation_and_its_end(pair: Pair) -> None:
    club, asks, helps = pair.club, pair.asks, pair.helps
    await club.tap(helps, "👤")
    await club.tap(helps, "🧩")
    assert "Кто это видит: никто" in await club.screen(helps)
    assert not any("Поведение" in label for label in await club.buttons(helps))
    await club.tap(helps, "✅ Да, меня можно спрашивать")
    await club.tap(helps, "Поведение и школа")
    await club.tap(helps, "▫️ Подросток убегал из дома")
    assert "✅ Подросток убегал из дома" in await club.buttons(helps)
    await club.tap(helps, "⬅️")
    assert "Поведение и школа · 1" in await club.buttons(helps)

    await pair.to_question()
    assert "имена увидите оба, и только если согласитесь оба" in await club.screen(asks)
    assert "Прочтут: те, кого спрошу" in await club.screen(asks)
    await club.say(asks, "Вторую ночь не знаем, где он.")
    await club.tap(asks, "📨")
    assert "Вопрос ушёл 1 родителю" in await club.screen(asks)
    assert "Вторую ночь не знаем, где он." in await club.screen(helps)

    await club.tap(helps, "🤝")
    assert "Открыть разговор?" in await club.screen(asks)
    await _neither_knows_the_other(pair)

    await club.tap(asks, "✅ Открыть разговор")
    assert "С вами говорит Фёкла" in await club.screen(asks)
    assert "С вами говорит Аглая" in await club.screen(helps)
    for words in (await pair.all_that_came(asks), await pair.all_that_came(helps)):
        assert "Неверова" not in words.replace(f"{ASKER[0]} {ASKER[1]}", "")
        assert "Тихомирова" not in words

    await club.say(helps, "Здравствуйте, я рядом.")
    assert "Фёкла\nЗдравствуйте, я рядом." in await club.screen(asks)
    await club.say(asks, "Спасибо, что вы есть!")
    assert "Аглая\nСпасибо, что вы есть!" in await club.screen(helps)
    await club.say(asks, "Мой телефон 8 913 123-45-67")
    assert "8 913" not in await pair.all_that_came(helps)

    await club.tap(asks, "💬 Об этом разговоре")
    await club.tap(asks, "🏁 Закончить разговор")
    await club.tap(asks, "🏁 Да, закончить")
    assert "Фёкла" not in await club.screen(asks)
    assert "Аглая" in await club.screen(helps)
    assert (await only(club.region.database, Conversation)).closed_at is not None


async def _neither_knows_the_other(pair: Pair) -> None:
    """Names, the account's name and number, the family's number, the district: none of it."""
    for theirs, other, someone in (
        (await pair.all_that_came(pair.asks), HELPER, pair.helper),
        (await pair.all_that_came(pair.helps), ASKER, pair.asker),
    ):
        district = pair.club.region.districts[3 if someone is pair.helper else 0]
        stems = (other[0][:4], other[1][:6], someone.external_id, district.name[:7])
        messenger_names = ("Глаша" if someone is pair.asker else "Феня", "Семья-")
        for sign in (*stems, *messenger_names):
            assert sign not in theirs, sign


async def test_what_gives_a_child_away_is_not_kept_and_comes_back_covered(
    sqlite_region: Region, messenger_url: str
) -> None:
    """By the club's own detector."""
    detector = assemble_judging(sqlite_region.database).detector
    async with Club.open(sqlite_region, messenger_url, detector=detector) as club:
        pair = await Pair.of(club)
        await pair.ready()
        await pair.to_question()

        await club.say(pair.asks, "Сын Петров Иван Сергеевич 12.03.2013 не пришёл домой")

        shown = await club.screen(pair.asks)
        assert "Такое я не сохраняю" in shown
        assert "Петров" not in shown
        assert "📨 Спросить" not in await club.buttons(pair.asks)
        await club.tap(pair.asks, "✅ Взять так")
        await club.tap(pair.asks, "📨")
        request = await only(club.region.database, PeerRequest)
        assert "не пришёл домой" in str(request.words)
        assert "Петров" not in await pair.all_that_came(pair.helps)


async def test_a_number_of_ones_own_is_not_kept_either(pair: Pair) -> None:
    club, asks = pair.club, pair.asks
    await pair.ready()
    await pair.to_question()

    await club.say(asks, "Пишите мне @aglaya_n")
    assert "По этому вас могут узнать" in await club.screen(asks)
    await club.say(asks, "ж" * 301)
    assert "до 300 знаков" in await club.screen(asks)
    await club.tap(asks, "📨")

    assert (await only(club.region.database, PeerRequest)).words is None


async def test_nobody_is_there_and_the_screen_says_what_else_there_is(pair: Pair) -> None:
    club, asks = pair.club, pair.asks
    neighbour = await club.region.member("Вера", "Ким", district=0)
    await club.in_messenger(neighbour, "Вера")
    await pair.peers.ready(someone=neighbour)
    await pair.to_question()

    await club.tap(asks, "📨")

    shown = await club.screen(asks)
    assert "из родителей других районов" in shown
    for way in ("/groups", "/consult", "/sos"):
        assert way in shown
    await club.tap(asks, "🏘 Спросить и в моём районе")
    assert "Вопрос ушёл 1 родителю" in await club.screen(asks)


async def test_at_night_the_screen_says_when_the_first_are_asked(pair: Pair) -> None:
    club, asks = pair.club, pair.asks
    await pair.ready()
    await pair.hours_pass(17)
    await club.say(asks, "/menu")
    await pair.to_question()
    assert "никого не бужу: спрошу в 08:00" in await club.screen(asks)

    await club.tap(asks, "📨")
    assert "Первых двух родителей спрошу вт, 17 марта, 08:00" in await club.screen(asks)
    assert "Кто-то из родителей" not in await club.words(pair.helps)
    await pair.hours_pass(5)
    assert "Кто-то из родителей" in await club.screen(pair.helps)


async def test_the_one_who_was_slower_reads_that_somebody_is_found(pair: Pair) -> None:
    club = pair.club
    slower = await club.region.member("Вера", "Ким", district=3)
    slow = await club.in_messenger(slower, "Вера")
    await pair.peers.ready(someone=slower)
    await pair.question()
    card = (await club.messenger.inbox(slow))["messages"][-1]
    await club.tap(pair.helps, "🤝")

    assert "Уже нашлось, с кем поговорить" in await club.screen(slow)
    late = card["keyboard"][0][0]["callback_data"]
    await club.tap_gone(slow, card["id"], late)

    assert "Уже нашлось" in await club.screen(slow)
    assert "Аглая" not in await pair.all_that_came(slow)


async def test_not_now_and_never_again(pair: Pair) -> None:
    club = pair.club
    await pair.question()

    answer = await club.tap(pair.helps, "🔕")

    assert "Больше не спрошу об этом: «подросток убегал из дома»" in answer["text"]
    assert "Не сейчас, и это нормально" in await club.screen(pair.helps)
    await pair.hours_pass(0)
    assert "В этот раз никто не смог откликнуться" in await club.screen(pair.asks)


async def test_not_this_one_is_told_kindly(pair: Pair) -> None:
    club = pair.club
    await pair.question()
    await club.tap(pair.helps, "🤝")

    await club.tap(pair.asks, "➡️ Спросить других")

    assert "Дело не в вас" in await club.screen(pair.helps)
    await _neither_knows_the_other(pair)
    assert await rows(club.region.database, Conversation) == []


async def test_the_way_back_leads_to_the_open_question(pair: Pair) -> None:
    """From whatever card or screen: there is one question at a time."""
    club, asks = pair.club, pair.asks
    await pair.question()
    await club.say(asks, "/menu")
    await club.tap(asks, "👤")
    await club.tap(asks, "🙋")
    assert "Вопрос ушёл 1 родителю" in await club.screen(asks)
    await club.tap(asks, "✖️")
    assert "Больше никого не спрашиваю" in await club.screen(asks)
    assert "больше не нужно" in await club.screen(pair.helps)
    await club.tap(asks, "🙋 Спросить о другом")
    assert "О чём ваш вопрос?" in await club.screen(asks)

    situation = await pair.peers.situation("night_fears")
    await club.tap_gone(asks, 1, f"peers:{situation}:choose")
    assert "Ночные страхи" in await club.screen(asks)


async def test_a_stranger_is_told_when_it_opens(pair: Pair) -> None:
    club = pair.club
    stranger = await club.newcomer()
    await club.start(stranger)

    await club.tap_gone(stranger, 1, "peers:0:choose")
    assert "Откроется, когда ваша семья вступит в клуб" in await club.screen(stranger)
    await club.tap_gone(stranger, 1, "peers:1:choose")
    assert "Это делаете не вы" in await club.words(stranger)


async def test_nobody_elses_buttons_work(pair: Pair) -> None:
    club = pair.club
    await pair.question()
    await club.tap(pair.helps, "🤝")
    other = await club.in_messenger(await club.region.member("Вера", "Ким"), "Вера")

    for data in (
        *(f"peer:1:{verb}" for verb in ("yes", "no", "never")),
        *(f"mypeer:1:{verb}" for verb in ("open", "others", "cancel", "show", "near")),
        "peertalk:1:end",
        "peertalk:1:end_now",
    ):
        await club.tap_gone(other, 1, data)
        assert "Этого здесь больше нет" in await club.screen(other), data

    assert "убегал" not in await club.words(other)


async def test_my_copy_holds_what_i_ticked_asked_and_was_asked(pair: Pair) -> None:
    club = pair.club
    await pair.question()
    await club.tap(pair.helps, "🤝")

    mine, theirs = [await _copy(pair, user_id) for user_id in (pair.asks, pair.helps)]

    assert [one["title"] for one in theirs["situations"]] == ["подросток убегал из дома"]
    assert [one["answer"] for one in theirs["was_asked"]] == ["accepted"]
    assert [one["state"] for one in mine["asked_parents"]] == ["found"]
    assert ASKER[1] not in str(theirs)
    assert HELPER[1] not in str(mine)
    await club.say(pair.helps, "/privacy")
    assert "только вы: " in await club.screen(pair.helps)
    assert "через что вы прошли" in await club.screen(pair.helps)


async def _copy(pair: Pair, user_id: int) -> dict[str, Any]:
    await pair.club.say(user_id, "/privacy")
    await pair.club.tap(user_id, "💾")
    messages = (await pair.club.messenger.inbox(user_id))["messages"]
    files = [m["media"] for m in messages if m.get("media")]
    collected: dict[str, Any] = json.loads(await pair.club.download(files[-1]["file_id"]))
    return collected


def test_every_letter_of_peers_is_known_to_the_bot() -> None:
    named = {
        node.value
        for path in python_files("community")
        if path.endswith("peers/asking/letters.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith("peers.")
    }
    assert named == {code for code in {*RENDERERS, *PERFORMERS} if code.startswith("peers.")}
