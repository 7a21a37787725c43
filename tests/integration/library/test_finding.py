"""Found by what is meant: other forms, slips of the pen, other words, whole sentences."""

from collections.abc import Sequence

import pytest

from community.core.db import Database
from community.library.articles import service as articles
from community.library.articles.rules import Manuscript
from community.library.search.indexing import reindex
from community.library.search.queries import Hit, answer, find, get_ready, meant
from tests.support.bookshelf import CLUB, put_on_shelf, topic_ids
from tests.support.factories import Region

LIES = "Если подросток обманывает"
GUARDIANS = "Права опекунов в школе"
NIGHT = "Ребёнок боится темноты"
PAY = "Пособие на питание"


@pytest.fixture
async def shelf(region: Region) -> Database:
    topics = await topic_ids(region.database)

    async def put(title: str, body: str, *asked: str, summary: str = "", topic: str = "sleep"):
        text = Manuscript(title, body, topics[topic], summary=summary, asked_as=asked)
        await put_on_shelf(region.database, text)

    await get_ready()
    await put(LIES, "Ложь — защита. Не ловите его на слове.", "сын всё время врёт")
    await put(GUARDIANS, "Опека и школа: кто подписывает бумаги.", summary="Кто подписывает.")
    await put(NIGHT, "Свет в коридоре.\n\n## Ночник\n\nДети спят спокойнее, когда видно дверь.")
    await put(PAY, "Заявление подают в школе до сентября. Нужна справка.")
    return region.database


async def look_for(database: Database, words: str, **wishes: object) -> Sequence[Hit]:
    async with database.read() as session:
        return await find(session, words, **wishes)  # type: ignore[arg-type]


async def suggested(database: Database, words: str) -> str | None:
    async with database.read() as session:
        hit = await answer(session, words)
        return hit.title if hit else None


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("детей", NIGHT),  # «ребёнок» is in the title
        ("ребенок", NIGHT),
        ("РЕБЁНКУ", NIGHT),
        ("опекой", GUARDIANS),
        ("врёт", LIES),
        ("врет", LIES),
        ("лгать", LIES),  # another word
        ("падросток", LIES),  # slips
        ("темната", NIGHT),
        ("пасобие", PAY),
        ("ghfdf jgtreyjd", GUARDIANS),  # the other keyboard layout
        ("здравствуйте, подскажите, что делать, если подросток всё время обманывает", LIES),
        ("выплаты на еду", PAY),
    ],
)
async def test_what_is_meant_comes_first(shelf: Database, words: str, title: str) -> None:
    assert [hit.title for hit in await look_for(shelf, words)][:1] == [title]


@pytest.mark.parametrize(
    "words", ["", "?!", "что делать", "и", "квантовая хромодинамика", "🙂", '"']
)
async def test_where_nothing_is_asked_nothing_is_found(shelf: Database, words: str) -> None:
    assert await look_for(shelf, words) == []


@pytest.mark.parametrize(
    "words",
    ["сон OR ночь", '") --', "NEAR(сон", "title:*", "а" * 5000, "опека & !школа | '", "\x00"],
)
async def test_signs_of_the_engines_are_words_like_others(shelf: Database, words: str) -> None:
    await look_for(shelf, words)


async def test_the_passage_says_more_than_the_summary_where_it_can(shelf: Database) -> None:
    (hit, *_) = await look_for(shelf, "кто подписывает")
    assert hit.passage == "Кто подписывает."

    (hit, *_) = await look_for(shelf, "дверь")
    assert hit.passage == "Дети спят спокойнее, когда видно дверь."


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Подскажите, у нас сын всё время врёт?", LIES),
        ("сын всё время врёт", None),  # said, not asked
        ("Кто завтра идёт на встречу с сыном?", None),
        ("А вы были в школе?", None),
        ("Как дела?", None),
        ("Как дела? " * 200, None),
    ],
)
async def test_a_suggestion_is_made_only_where_there_is_no_doubt(
    shelf: Database, words: str, title: str | None
) -> None:
    assert await suggested(shelf, words) == title


async def test_ones_own_district_comes_first_and_another_last(region: Region) -> None:
    topics, (home, away, *_) = await topic_ids(region.database), region.districts
    for summary, place in (("Там", away.id), ("Везде", None), ("Тут", home.id)):
        text = Manuscript("Опека", "Часы.", topics["regional"], summary, district_id=place)
        await put_on_shelf(region.database, text)

    found = await look_for(region.database, "опека", districts=[home.id])

    assert [hit.passage for hit in found] == ["Тут", "Везде", "Там"]


async def test_what_is_changed_or_withdrawn_is_found_so_at_once(shelf: Database) -> None:
    (hit, *_) = await look_for(shelf, "темнота")
    async with shelf.write() as session:
        await articles.withdraw(session, CLUB, hit.article_id, "Устарело.")
    assert await look_for(shelf, "темнота") == []

    (pay, *_) = await look_for(shelf, "питание")
    async with shelf.write() as session:
        topics = await topic_ids(shelf)
        text = Manuscript("Питание в садике", "Каша.", topics["sleep"])
        await articles.save(session, CLUB, pay.article_id, text, based_on=1)
    assert await look_for(shelf, "каша") == []  # a draft is nobody's to find


async def test_indexed_anew_it_is_the_same(shelf: Database) -> None:
    before = await look_for(shelf, "школа опека ребенок")
    async with shelf.write() as session:
        assert await reindex(session) == 4

    assert await look_for(shelf, "школа опека ребенок") == before
    assert [hit.title for hit in await look_for(shelf, "пасобие")] == [PAY]


@pytest.mark.parametrize(
    ("words", "understood"),
    [
        ("Падросток врёт!", "подросток врёт!"),
        ("jgtrf", "опека"),
        ("подросток врёт", None),
        ("бегемот", None),  # a word all right, though no article has it
        ("", None),
    ],
)
async def test_slips_are_named_as_they_were_understood(
    shelf: Database, words: str, understood: str | None
) -> None:
    async with shelf.read() as session:
        assert await meant(session, words) == understood
