"""A parent asks in their own words, reads on the phone, keeps it, says whether it helped."""

from datetime import date

from bot.features.privacy.export import as_json, as_text, collect
from bot.texts import Texts
from community.library.articles import service as articles
from community.library.articles.models import Article
from community.library.articles.rules import Source
from community.library.reading import service as shelves
from community.library.reading.kinds import Shelf
from community.library.wanted import service as wanted
from community.library.wanted.models import ArticleRequest
from tests.support.bookshelf import Bookshelf
from tests.support.club import TOMSK, Club
from tests.support.factories import Region
from tests.support.judging import DESPAIR, HARD_DATA, plain_detector

LONG = "\n\n".join(f"# Шаг {n}\n\n" + f"Слова шага {n}. " * 120 for n in range(1, 5))
LIES = {
    "title": "Ребёнок врёт и берёт чужое",
    "summary": "Почему обман не про характер, и что сказать сегодня.",
    "asked_as": ("подросток врёт", "ребёнок ворует"),
}


async def open_library(club: Club, given: str = "Анна") -> int:
    user_id = await club.in_messenger(await club.region.member(given, "Седова"), given)
    await club.tap(user_id, "📚 База знаний")
    return user_id


async def test_a_question_with_a_slip_finds_the_article(club: Club) -> None:
    shelf = await Bookshelf.of(club.region)
    await shelf.published(**LIES)
    await shelf.published("Сон по часам")
    anna = await open_library(club)

    await club.say(anna, "подрасток врет")

    assert "Ищу «подросток врет»" in await club.screen(anna)
    assert "Почему обман не про характер" in await club.screen(anna)
    await club.say(anna, "1")
    assert "Ребёнок врёт и берёт чужое" in await club.screen(anna)
    assert "Побудьте рядом." in await club.screen(anna)
    await club.tap(anna, "📚 К списку")
    assert "Ищу «подросток врет»" in await club.screen(anna)


async def test_a_long_article_is_read_page_by_page_in_one_message(sqlite_club: Club) -> None:
    club = sqlite_club
    shelf = await Bookshelf.of(club.region)
    sources = (Source("Семейный кодекс", "https://pravo.example/sk", date(1995, 12, 29)),)
    article = await shelf.published(body=LONG, sources=sources)
    anna = await open_library(club)
    await club.start(anna, f"art_{article.code}")
    count = len((await club.messenger.inbox(anna))["messages"])
    first = await club.screen(anna)
    assert "проверено" in first
    assert "Страница 1 из" in first
    assert "👍 Помогло" not in await club.buttons(anna)

    while "Дальше ➡️" in await club.buttons(anna):
        assert len(await club.screen(anna)) <= 4096
        await club.tap(anna, "Дальше ➡️")

    last = await club.screen(anna)
    assert "Шаг 4" in last
    assert "Семейный кодекс, 29 декабря 1995 (pravo.example)" in last
    await club.tap(anna, "⬅️ Назад")
    assert len((await club.messenger.inbox(anna))["messages"]) == count


async def test_what_is_kept_stands_at_the_beginning_and_an_answer_may_change(
    sqlite_club: Club,
) -> None:
    club = sqlite_club
    shelf = await Bookshelf.of(club.region)
    article = await shelf.published()
    anna = await open_library(club)
    await club.start(anna, f"art_{article.code}")

    await club.tap(anna, "⭐ В избранное")
    await club.tap(anna, "👍 Помогло")
    assert {"⭐ В избранном ✓", "👍 Помогло ✓"} <= set(await club.buttons(anna))
    await club.tap(anna, "👎 Не помогло")

    assert {"👍 Помогло", "👎 Не помогло ✓", "🤷 Не нашли?"} <= set(await club.buttons(anna))
    await club.tap(anna, "📚 К списку")
    await club.tap(anna, "⭐ Избранное: 1")
    await club.tap(anna, "1. Когда ребёнок не спит")
    await club.tap(anna, "⭐ В избранном ✓")
    await club.tap(anna, "📚 К списку")
    assert "Сейчас здесь пусто" in await club.screen(anna)


async def test_topics_are_narrowed_to_an_age(sqlite_club: Club) -> None:
    club = sqlite_club
    shelf = await Bookshelf.of(club.region)
    await shelf.published("Сон малыша", ages=frozenset({"baby"}))
    await shelf.published("Сон подростка", ages=frozenset({"teen"}))
    anna = await open_library(club)

    await club.tap(anna, "Сон")
    await club.tap(anna, "👶")
    await club.tap(anna, "12–17 лет")

    assert "Сон подростка" in await club.screen(anna)
    assert "Сон малыша" not in await club.screen(anna)


async def test_a_file_says_its_size_and_travels_once(sqlite_club: Club) -> None:
    club = sqlite_club
    shelf = await Bookshelf.of(club.region)
    article = await shelf.published()
    content = b"%PDF-" + b"0" * 245_000
    file = await club.region.act(
        shelf.author, articles.attach, article.id, "Образец заявления.pdf", content
    )
    anna, boris = await open_library(club), await open_library(club, "Борис")
    for reader in (anna, boris):
        await club.start(reader, f"art_{article.code}")
        await club.tap(reader, "📎 Образец заявления · PDF, 239 КБ")

        sent = [m for m in (await club.messenger.inbox(reader))["messages"] if m.get("media")]
        assert [await club.download(one["media"]["file_id"]) for one in sent] == [content]
        assert "Когда ребёнок не спит" in await club.screen(reader)
    async with club.region.database.read() as session:
        kept = await session.get_one(type(file), file.id)
        assert (kept.sent_ref or "").startswith("telegram:")


async def test_withdrawn_while_it_is_read_it_says_why(sqlite_club: Club) -> None:
    club = sqlite_club
    shelf = await Bookshelf.of(club.region)
    article = await shelf.published(body=LONG)
    anna = await open_library(club)
    await club.start(anna, f"art_{article.code}")

    await club.region.act(shelf.leader, articles.withdraw, article.id, "Закон изменился.")
    await club.tap(anna, "Дальше ➡️")

    assert "Этой статьи здесь больше нет" in await club.screen(anna)
    assert "Закон изменился." in await club.screen(anna)
    await club.tap(anna, "📚 К списку")
    assert "База знаний" in await club.screen(anna)


async def test_renewed_while_it_is_read_it_begins_anew(sqlite_club: Club) -> None:
    club = sqlite_club
    shelf = await Bookshelf.of(club.region)
    article = await shelf.published(body=LONG)
    anna = await open_library(club)
    await club.start(anna, f"art_{article.code}")
    text = shelf.text(body="Совсем новый текст.")
    await club.region.act(shelf.author, articles.save, article.id, text, based_on=1)
    await club.region.act(shelf.author, articles.send_to_review, article.id)
    await club.region.act(shelf.reviewer, articles.approve, article.id)
    await club.region.act(shelf.leader, articles.publish, article.id)

    await club.tap(anna, "Дальше ➡️")

    assert "Статью только что обновили" in await club.screen(anna)
    assert "Совсем новый текст." in await club.screen(anna)


async def test_a_stranger_follows_a_link_and_reads(sqlite_club: Club) -> None:
    club = sqlite_club
    shelf = await Bookshelf.of(club.region)
    article = await shelf.published()
    stranger = await club.newcomer()
    await club.start(stranger)
    assert "📚 База знаний" in await club.buttons(stranger)

    await club.start(stranger, f"art_{article.code}")
    assert "Побудьте рядом." in await club.screen(stranger)
    await club.tap(stranger, "🔗 Поделиться")
    assert f"?start=art_{article.code}" in await club.screen(stranger)
    for odd in ("art_nosuch", "art_", "art_-_-"):
        await club.start(stranger, odd)
        assert "Ссылка больше не ведёт к статье" in await club.screen(stranger)


async def test_what_is_not_there_is_asked_for_and_answered(club: Club) -> None:
    shelf = await Bookshelf.of(club.region)
    await club.in_messenger(shelf.leader, "Ольга")
    anna = await open_library(club)
    await club.say(anna, "как выбрать хомяка")
    assert "Статьи об этом я не нашёл" in await club.screen(anna)

    await club.tap(anna, "🤷 Не нашли?")
    assert "как выбрать хомяка" in await club.screen(anna)
    assert "Никто не увидит, кто спросил" in await club.screen(anna)
    await club.say(anna, "какого хомяка взять ребёнку")
    await club.tap(anna, "✉️ Передать")

    assert "Передал" in await club.screen(anna)
    async with club.region.database.read() as session:
        request = await session.get_one(ArticleRequest, 1)
        assert request.words == "какого хомяка взять ребёнку"
    article = await shelf.published("Хомяк дома")
    await club.region.act(shelf.leader, wanted.link, request.id, article.id)
    await club.settle()
    assert "Хомяк дома" in await club.screen(anna)
    await club.tap(anna, "📖 Прочитать")
    assert "Побудьте рядом." in await club.screen(anna)


async def test_a_childs_data_are_covered_before_anybody_reads_them(
    sqlite_region: Region, messenger_url: str
) -> None:
    async with Club.open(sqlite_region, messenger_url, detector=plain_detector()) as club:
        anna = await open_library(club)
        await club.say(anna, f"что делать если снилс {HARD_DATA} потерян")
        await club.tap(anna, "🤷 Не нашли?")
        assert HARD_DATA not in await club.screen(anna)
        assert "я закрыл" in await club.screen(anna)
        await club.tap(anna, "✉️ Передать")

        async with club.region.database.read() as session:
            assert HARD_DATA not in (await session.get_one(ArticleRequest, 1)).words
        await club.say(anna, "/library")
        await club.say(anna, f"я {DESPAIR}")
        assert "🆘 Нужна помощь сейчас" in await club.buttons(anna)


async def test_odd_questions_get_a_kind_answer(sqlite_club: Club) -> None:
    club = sqlite_club
    shelf = await Bookshelf.of(club.region)
    await shelf.published(**LIES)
    anna = await open_library(club)

    for words in ("?", "' OR 1=1 --", '"*" NEAR(', "<b>жирно", "сон " * 900, "😀😀", "jgtrf"):
        await club.say(anna, words)
        assert "сломалось" not in (await club.words(anna)).lower()
        assert "🤷 Не нашли?" in await club.buttons(anna)
    async with club.region.database.read() as session:
        assert (await session.get_one(Article, 1)).opened == 0


async def test_ones_copy_holds_what_was_kept_and_asked_for(sqlite_club: Club) -> None:
    club = sqlite_club
    shelf = await Bookshelf.of(club.region)
    article = await shelf.published()
    anna = await club.region.member("Анна", "Седова")
    await club.region.act(anna, shelves.put, article.id, Shelf.LATER)
    await club.region.act(anna, shelves.say_helped, article.id, helped=True)
    await club.region.act(anna, wanted.ask, "какого хомяка взять")

    copy = await club.region.look(anna, collect, "ru")
    text = as_text(copy, Texts("ru", TOMSK)).decode()

    assert "Когда ребёнок не спит; где: прочитать позже" in text
    assert "помогла: да" in text
    assert "какого хомяка взять" in text
    assert b"put_at" not in as_json(copy)
