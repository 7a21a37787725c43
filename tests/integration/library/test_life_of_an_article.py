"""Written, reviewed by whoever knows the field, published, changed, withdrawn, looked at again."""

from datetime import date, timedelta
from typing import Any

import pytest

from community.core.actor import Role
from community.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from community.library.articles import desk, queries
from community.library.articles import service as articles
from community.library.articles.errors import (
    ArticleElsewhere,
    ArticleGone,
    NotReviewed,
    OwnArticle,
    SourceMissing,
)
from community.library.articles.kinds import Age, ArticleState
from community.library.articles.models import Article, ArticleVersion
from community.library.articles.reviewing import waiting_for
from community.library.articles.rules import BODY_LIMIT, Source
from community.membership.leaving import service as leaving
from tests.support.bookshelf import Bookshelf
from tests.support.factories import Region
from tests.support.looking import only, race, recipients, rows
from tests.support.practice import helper


async def read(region: Region, code: str) -> queries.Reading:
    async with region.database.read() as session:
        return await queries.read(session, code)


async def test_from_the_first_draft_to_readers(region: Region) -> None:
    shelf = await Bookshelf.of(region)
    article = await shelf.draft(asked_as=("не спит",), ages=frozenset({Age.TEEN}))
    with pytest.raises(NotFound):
        await read(region, article.code)
    with pytest.raises(NotReviewed):
        await region.act(shelf.leader, articles.publish, article.id)

    await region.act(shelf.author, articles.send_to_review, article.id)
    assert await recipients(region.database, "article.to_review") == [shelf.reviewer.id]
    assert [card.article.id for card in await region.look(shelf.reviewer, waiting_for)] == [
        article.id
    ]
    await region.act(shelf.reviewer, articles.approve, article.id)
    assert await recipients(region.database, "article.to_publish") == [shelf.leader.id]
    await region.act(shelf.leader, articles.publish, article.id)

    found = await read(region, article.code)
    assert (found.version.title, found.article.checked_on) == (
        "Когда ребёнок не спит",
        date(2026, 3, 16),
    )
    assert found.article.due_on == date(2027, 3, 16)
    assert not found.is_due
    assert await recipients(region.database, "article.published") == [shelf.author.id]


async def test_a_change_is_read_only_after_it_was_reviewed_too(sqlite_region: Region) -> None:
    shelf = await Bookshelf.of(sqlite_region)
    article = await shelf.published()

    text = shelf.text(body="Новое.")
    await sqlite_region.act(shelf.author, articles.save, article.id, text, based_on=1, note="Яснее")

    assert (await read(sqlite_region, article.code)).version.body == "Побудьте рядом."
    await sqlite_region.act(shelf.author, articles.send_to_review, article.id)
    with pytest.raises(InvalidInput):
        await sqlite_region.act(shelf.reviewer, articles.give_back, article.id, " ")
    await sqlite_region.act(shelf.reviewer, articles.give_back, article.id, "Откуда это?")
    assert await recipients(sqlite_region.database, "article.returned") == [shelf.author.id]
    await sqlite_region.act(shelf.author, articles.send_to_review, article.id)
    await sqlite_region.act(shelf.reviewer, articles.approve, article.id)
    await sqlite_region.act(shelf.leader, articles.publish, article.id)
    assert (await read(sqlite_region, article.code)).version.body == "Новое."

    # Nothing is written over: the first text may come back, as a draft again.
    await sqlite_region.act(shelf.author, articles.restore, article.id, 1, based_on=2)
    edited = await sqlite_region.look(shelf.author, desk.edited, article.id)
    assert (edited.version.number, edited.version.body) == (3, "Побудьте рядом.")
    assert edited.article.state is ArticleState.DRAFT
    assert [version.note for version in edited.versions] == ["№ 1", "Яснее", None]


async def test_of_two_who_change_it_at_once_one_is_told(region: Region) -> None:
    shelf = await Bookshelf.of(region)
    article = await shelf.draft()

    def save(body: str) -> Any:
        text = shelf.text(body=body)
        return region.act(shelf.author, articles.save, article.id, text, based_on=1)

    _, errors = await race(save("Так."), save("Иначе."))

    assert [type(error) for error in errors] == [Conflict]
    assert len(await rows(region.database, ArticleVersion)) == 2


async def test_the_same_text_again_is_no_version_and_no_conflict(sqlite_region: Region) -> None:
    shelf = await Bookshelf.of(sqlite_region)
    article = await shelf.draft()
    await sqlite_region.act(
        shelf.author, articles.save, article.id, shelf.text(body="Иначе."), based_on=1
    )

    await sqlite_region.act(
        shelf.author, articles.save, article.id, shelf.text(body=" Иначе.\r\n"), based_on=1
    )

    assert (await only(sqlite_region.database, Article)).latest == 2


async def test_nobody_reviews_what_they_wrote_or_do_not_know(sqlite_region: Region) -> None:
    shelf = await Bookshelf.of(sqlite_region)
    lawyer, _ = await helper(sqlite_region, "lawyer")
    own = await sqlite_region.act(shelf.reviewer, articles.draft, shelf.text())
    await sqlite_region.act(shelf.reviewer, articles.send_to_review, own.id)

    with pytest.raises(OwnArticle):
        await sqlite_region.act(shelf.reviewer, articles.approve, own.id)
    with pytest.raises(NotAllowed):
        await sqlite_region.act(lawyer, articles.approve, own.id)
    assert await sqlite_region.look(shelf.reviewer, waiting_for) == []
    # There is no other psychologist: the leader hears of it.
    assert await recipients(sqlite_region.database, "article.to_review") == [shelf.leader.id]


async def test_parents_and_other_districts_write_nothing_here(sqlite_region: Region) -> None:
    shelf = await Bookshelf.of(sqlite_region)
    article = await shelf.draft()
    parent = await sqlite_region.member()
    local = await sqlite_region.holder(Role.LEADER, district=1)

    with pytest.raises(NotAllowed):
        await sqlite_region.act(parent, articles.draft, shelf.text())
    with pytest.raises(NotFound):
        await sqlite_region.look(parent, desk.edited, article.id)
    with pytest.raises(NotFound):
        await sqlite_region.act(local, articles.save, article.id, shelf.text(), based_on=1)
    with pytest.raises(ArticleElsewhere):
        await sqlite_region.act(local, articles.draft, shelf.text())
    own = shelf.text(topic="regional", district_id=sqlite_region.districts[1].id)
    assert (await sqlite_region.act(local, articles.draft, own)).latest == 1
    with pytest.raises(NotAllowed):
        await sqlite_region.act(local, articles.publish, article.id)


@pytest.mark.parametrize(
    ("sources", "published"),
    [
        ((), False),
        ((Source("Закон № 81-ФЗ", law=True),), False),
        ((Source("Памятка"),), False),
        ((Source("Закон № 81-ФЗ", dated=date(1995, 5, 19), law=True),), True),
    ],
)
async def test_what_binds_people_has_a_source_with_a_date(
    sqlite_region: Region, sources: tuple[Source, ...], published: bool
) -> None:
    shelf = await Bookshelf.of(sqlite_region)
    lawyer, _ = await helper(sqlite_region, "lawyer")
    article = await shelf.draft(topic="payments", sources=sources)
    await sqlite_region.act(shelf.author, articles.send_to_review, article.id)
    await sqlite_region.act(lawyer, articles.approve, article.id)

    if not published:
        with pytest.raises(SourceMissing):
            await sqlite_region.act(shelf.leader, articles.publish, article.id)
        return
    done = await sqlite_region.act(shelf.leader, articles.publish, article.id)
    assert done.due_on == date(2026, 9, 14)  # laws are looked at again sooner


async def test_withdrawn_while_it_is_read(sqlite_region: Region) -> None:
    shelf = await Bookshelf.of(sqlite_region)
    article = await shelf.published()
    await read(sqlite_region, article.code)

    await sqlite_region.act(shelf.leader, articles.withdraw, article.id, "Закон изменился.")

    with pytest.raises(ArticleGone):
        await read(sqlite_region, article.code)
    async with sqlite_region.database.read() as session:
        assert await queries.farewell(session, article.code) == "Закон изменился."
        assert (await queries.shelf_of_topic(session)).total == 0


async def test_what_is_due_is_told_once_and_stays_readable(region: Region) -> None:
    shelf = await Bookshelf.of(region)
    article = await shelf.published()
    region.clock.advance(timedelta(days=366))

    for _ in range(2):
        async with region.database.write() as session:
            await articles.tell_of_due(session)

    assert (await read(region, article.code)).is_due
    expected = sorted({shelf.reviewer.id, shelf.leader.id})
    assert await recipients(region.database, "article.due") == expected
    await region.act(shelf.reviewer, articles.confirm, article.id)
    found = await read(region, article.code)
    assert (found.is_due, found.article.checked_on) == (False, date(2027, 3, 17))


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("body", {"body": "я" * 5_000_000}),
        ("body", {"body": " \n "}),
        ("title", {"title": "я" * 121}),
        ("asked_as", {"asked_as": ("как",) * 0 + ("я" * 201,)}),
        ("url", {"sources": (Source("Сайт", "http://a.ru"),)}),
        ("url", {"sources": (Source("Сайт", "https://a.ru@b.ru/"),)}),
        ("sources", {"sources": (Source(" "),)}),
    ],
)
async def test_what_does_not_fit_is_named(
    sqlite_region: Region, field: str, change: dict[str, Any]
) -> None:
    shelf = await Bookshelf.of(sqlite_region)
    with pytest.raises(InvalidInput) as caught:
        await sqlite_region.act(shelf.author, articles.draft, shelf.text(**change))
    assert caught.value.fields["field"] == field
    if field == "body":
        assert caught.value.fields["limit"] == BODY_LIMIT


async def test_files_are_what_their_names_say(sqlite_region: Region) -> None:
    shelf = await Bookshelf.of(sqlite_region)
    article = await shelf.published()

    async def attach(name: str, content: bytes) -> Any:
        return await sqlite_region.act(shelf.author, articles.attach, article.id, name, content)

    for name, content in (("a.exe", b"MZ"), ("a.pdf", b"MZ"), (".pdf", b"%PDF-"), ("a.pdf", b"")):
        with pytest.raises(InvalidInput):
            await attach(name, content)
    with pytest.raises(InvalidInput):
        await attach("a.pdf", b"%PDF-" + b"0" * 5 * 1024 * 1024)
    file = await attach("../Заявление.pdf", b"%PDF-1.7")
    assert (file.name, file.size) == (".. Заявление.pdf", 8)
    with pytest.raises(Conflict):
        await attach("../Заявление.pdf", b"%PDF-1.7")
    async with sqlite_region.database.read() as session:
        assert (await queries.file_to_read(session, file.id))[1] == b"%PDF-1.7"
    await sqlite_region.act(shelf.leader, articles.withdraw, article.id, "Устарело.")
    async with sqlite_region.database.read() as session:
        with pytest.raises(NotFound):
            await queries.file_to_read(session, file.id)


async def test_an_erased_author_leaves_the_article_and_no_name(region: Region) -> None:
    shelf = await Bookshelf.of(region)
    article = await shelf.published()

    for someone in (shelf.author, shelf.reviewer):
        await region.act(someone, leaving.leave)
    region.clock.advance(timedelta(days=31))
    async with region.database.write() as session:
        while await leaving.erase_due(session):
            pass

    found = await read(region, article.code)
    assert (found.article.author_id, found.version.author_id) == (None, None)
    assert found.article.checked_on == date(2026, 3, 16)
