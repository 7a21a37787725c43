"""What readers keep, say and ask for; who they are stays theirs."""

from datetime import timedelta

import pytest

from community.core.actor import Role
from community.core.errors import InvalidInput, NotFound
from community.library.articles import service as articles
from community.library.articles.errors import ArticleGone
from community.library.own.queries import everything_about
from community.library.reading import queries as reading
from community.library.reading import service as shelves
from community.library.reading.kinds import Shelf
from community.library.reading.models import ArticleHelped, ShelvedArticle
from community.library.wanted import queries as asked
from community.library.wanted import service as wanted
from community.library.wanted.errors import ArticleRequestOver, TooManyArticleRequests
from community.library.wanted.kinds import RequestState
from community.library.wanted.models import ArticleAsker, ArticleRequest
from community.membership.leaving import service as leaving
from tests.support.bookshelf import Bookshelf
from tests.support.factories import Region, Someone
from tests.support.looking import only, queued, race, recipients, rows


async def erase(region: Region, someone: Someone) -> None:
    await region.act(someone, leaving.leave)
    region.clock.advance(timedelta(days=31))
    async with region.database.write() as session:
        while await leaving.erase_due(session):
            pass


async def test_a_shelf_holds_what_can_be_read_the_last_first(region: Region) -> None:
    shelf, anna = await Bookshelf.of(region), await region.member()
    first, second = await shelf.published("Ночь"), await shelf.published("День")
    for article in (first, second, first):
        await region.act(anna, shelves.put, article.id, Shelf.LATER)
        region.advance_minutes(1)

    async def kept(which: Shelf) -> list[int]:
        return [card.article.id for card in await region.look(anna, reading.shelf, which)]

    assert await kept(Shelf.LATER) == [second.id, first.id]
    assert await kept(Shelf.FAVOURITE) == []
    assert await region.look(anna, reading.shelves_of, first.id) == {Shelf.LATER}
    await region.act(shelf.leader, articles.withdraw, first.id, "Устарело.")
    assert await kept(Shelf.LATER) == [second.id]
    with pytest.raises(ArticleGone):
        await region.act(anna, shelves.put, first.id, Shelf.FAVOURITE)
    await region.act(anna, shelves.take_off, second.id, Shelf.LATER)
    assert await kept(Shelf.LATER) == []


async def test_it_helped_is_said_once_and_may_be_changed(region: Region) -> None:
    shelf, anna = await Bookshelf.of(region), await region.member()
    article = await shelf.published()
    for helped in (True, True, False):
        await region.act(anna, shelves.say_helped, article.id, helped=helped)

    counts = await region.look(shelf.author, reading.helped, [article.id])
    assert counts[article.id] == reading.Helped(yes=0, no=1)
    assert await region.look(anna, reading.own_answer, article.id, 1) is False


async def test_a_question_finds_its_article_and_everybody_hears_once(region: Region) -> None:
    shelf = await Bookshelf.of(region)
    anna, olga = await region.member(), await region.member("Ольга")
    first = await region.act(anna, wanted.ask, "Как лечь до полуночи?")
    await region.act(olga, wanted.join, first.id)
    await region.act(olga, wanted.join, first.id)
    second = await region.act(anna, wanted.ask, "Почему не спит?")
    assert await recipients(region.database, "article_request.asked") == [shelf.leader.id]

    await region.act(shelf.leader, wanted.merge, second.id, first.id)
    await region.act(shelf.leader, wanted.assign, first.id, shelf.author.id)
    listed = await region.look(shelf.author, asked.listed)
    assert [(row.id, row.asked, row.state) for row in listed.rows] == [
        (first.id, 2, RequestState.ASSIGNED)
    ]
    article = await shelf.reviewed()
    await region.act(shelf.author, wanted.link, first.id, article.id)
    assert await queued(region.database, "article_request.answered") == []
    await region.act(shelf.leader, articles.publish, article.id)

    told = await recipients(region.database, "article_request.answered")
    assert told == sorted([anna.id, olga.id])
    with pytest.raises(ArticleRequestOver):
        await region.act(shelf.leader, wanted.decline, first.id, "Поздно.")


async def test_named_and_published_at_once_it_is_answered_all_the_same(region: Region) -> None:
    shelf, anna = await Bookshelf.of(region), await region.member()
    request = await region.act(anna, wanted.ask, "Почему не спит?")
    article = await shelf.reviewed()

    _, errors = await race(
        region.act(shelf.author, wanted.link, request.id, article.id),
        region.act(shelf.leader, articles.publish, article.id),
    )

    assert errors == []
    assert await recipients(region.database, "article_request.answered") == [anna.id]


async def test_a_question_that_will_have_no_article_gets_a_sentence(sqlite_region: Region) -> None:
    shelf, anna = await Bookshelf.of(sqlite_region), await sqlite_region.member()
    request = await sqlite_region.act(anna, wanted.ask, "Погода?")
    with pytest.raises(InvalidInput):
        await sqlite_region.act(shelf.leader, wanted.decline, request.id, " ")

    await sqlite_region.act(shelf.leader, wanted.decline, request.id, "Не к нам.")

    assert await recipients(sqlite_region.database, "article_request.declined") == [anna.id]
    (mine,) = await sqlite_region.look(anna, asked.own)
    assert (mine.words, mine.declined_because) == ("Погода?", "Не к нам.")


async def test_questions_are_few_a_day_and_nobody_elses_to_read(sqlite_region: Region) -> None:
    anna = await sqlite_region.newcomer()  # whoever opens the bot may ask
    for number in range(wanted.MOST_A_DAY):
        await sqlite_region.act(anna, wanted.ask, f"Вопрос {number}")
    with pytest.raises(TooManyArticleRequests):
        await sqlite_region.act(anna, wanted.ask, "Ещё вопрос")

    local = await sqlite_region.holder(Role.LEADER, district=0)
    for someone in (anna, local):
        with pytest.raises(NotFound):
            await sqlite_region.look(someone, asked.listed)
        with pytest.raises(NotFound):
            await sqlite_region.act(someone, wanted.take, 1)


async def test_whoever_is_erased_takes_along_all_but_the_counts(region: Region) -> None:
    shelf, anna = await Bookshelf.of(region), await region.member()
    olga = await region.member("Ольга")
    article = await shelf.published()
    await region.act(anna, shelves.put, article.id, Shelf.FAVOURITE)
    await region.act(anna, shelves.say_helped, article.id, helped=True)
    own = await region.act(anna, wanted.ask, "О моём")
    shared = await region.act(anna, wanted.ask, "О нашем")
    await region.act(olga, wanted.join, shared.id)
    held = await region.look(anna, everything_about)
    assert [row["words"] for row in held["asked_for"]] == ["О моём", "О нашем"]
    assert (len(held["kept"]), len(held["helped"])) == (1, 1)

    await erase(region, anna)

    for table in (ShelvedArticle, ArticleHelped):
        assert await rows(region.database, table) == []
    assert (await only(region.database, ArticleAsker)).person_id == olga.id
    words = {row.id: (row.words, row.asked) for row in await rows(region.database, ArticleRequest)}
    assert words == {own.id: ("—", 1), shared.id: ("О нашем", 2)}


async def test_the_work_of_an_erased_author_is_free_again(sqlite_region: Region) -> None:
    shelf, anna = await Bookshelf.of(sqlite_region), await sqlite_region.member()
    request = await sqlite_region.act(anna, wanted.ask, "Почему не спит?")
    await sqlite_region.act(shelf.author, wanted.take, request.id)
    held = await sqlite_region.look(shelf.author, everything_about)
    assert held["written"] == []

    await erase(sqlite_region, shelf.author)

    row = await only(sqlite_region.database, ArticleRequest)
    assert (row.state, row.assignee_id) == (RequestState.OPEN, None)
