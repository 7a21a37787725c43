"""From a draft to readers and back: who may do what on the card, and how often pages ask."""

import pytest

from community.library.articles import service as articles
from community.library.articles.kinds import ArticleState
from community.library.articles.models import Article, ArticleFile, ArticleVersion
from community.library.articles.rules import Source
from community.library.wanted import service as wanted
from community.library.wanted.kinds import RequestState
from community.library.wanted.models import ArticleRequest
from tests.support.bookshelf import Bookshelf
from tests.support.looking import only, rows
from tests.support.practice import helper
from tests.support.statements import counted
from tests.web.browser import Browser, Page
from tests.web.conftest import Site

PDF = b"%PDF-1.4 form"


async def state(shelf: Bookshelf) -> ArticleState:
    return (await only(shelf.region.database, Article)).state


async def put_file(browser: Browser, path: str, name: str, content: bytes) -> Page:
    response = await browser.client.post(
        path, data={"csrf_token": browser.token}, files={"file": (name, content)}
    )
    return browser._shown(response)


async def test_written_reviewed_published_withdrawn(
    shelf: Bookshelf, author: Browser, reviewer: Browser, leader: Browser
) -> None:
    article = await shelf.draft()
    path = f"/library/{article.id}"
    await author.open(path)
    page = await author.send(f"{path}/to-review")
    assert "ждёт проверки" in page.text
    assert f'formaction="{path}/give-back"' not in page.source  # never one's own text

    assert "ждёт вашей проверки" in (await reviewer.open("/")).text
    await reviewer.open(path)
    page = await reviewer.send(f"{path}/give-back", words="")
    assert page.status == 409
    assert "Напишите что-нибудь" in page.text
    page = await reviewer.send(f"{path}/give-back", words="Добавьте про разлуку")
    assert "Добавьте про разлуку" in page.text
    assert await state(shelf) is ArticleState.DRAFT

    await author.send(f"{path}/to-review")
    page = await reviewer.send(f"{path}/approve", words="")
    assert "проверена, ждёт публикации" in page.text
    assert f'action="{path}/publish"' not in page.source

    assert "Когда ребёнок не спит проверена, ждёт публикации" in (await leader.open("/")).text
    await leader.open(path)
    page = await leader.send(f"{path}/publish")
    assert "Опубликовано" in page.text
    assert f"?start=art_{article.code}" in page.text
    page = await leader.send(f"{path}/withdraw", reason="")
    assert page.status == 409
    page = await leader.send(f"{path}/withdraw", reason="Закон изменился")
    assert "Закон изменился" in page.text
    assert await state(shelf) is ArticleState.WITHDRAWN


async def test_only_who_knows_the_field_reviews_and_nobody_their_own(
    light_site: Site, shelf: Bookshelf, leader: Browser
) -> None:
    lawyer, _ = await helper(shelf.region, "lawyer")
    article = await shelf.draft()
    own = await shelf.region.act(shelf.reviewer, articles.draft, shelf.text("Своё"))
    for one in (article, own):
        await shelf.region.act(shelf.author, articles.send_to_review, one.id)
    for browser in (leader, await light_site.signed_in(lawyer)):
        await browser.open("/library")
        page = await browser.send(f"/library/{article.id}/approve")
        assert page.status == 404
    browser = await light_site.signed_in(shelf.reviewer)
    assert "formaction" not in (await browser.open(f"/library/{own.id}")).source
    page = await browser.send(f"/library/{own.id}/approve", words="Хорошо написано")
    assert page.status == 409
    assert "Это ваш текст: проверит его кто-то другой" in page.text
    found = [one.state for one in await rows(shelf.region.database, Article)]
    assert found == [ArticleState.IN_REVIEW] * 2


async def test_nobody_agrees_to_a_text_they_have_not_read(
    shelf: Bookshelf, reviewer: Browser, leader: Browser
) -> None:
    """It was written anew and sent again while the page stood open."""
    article = await shelf.draft()
    path = f"/library/{article.id}"
    await shelf.region.act(shelf.author, articles.send_to_review, article.id)
    page = await reviewer.open(path)
    assert 'name="seen" value="1"' in page.source
    other = shelf.text(body="Дайте снотворное.")
    await shelf.region.act(shelf.author, articles.save, article.id, other, based_on=1)
    await shelf.region.act(shelf.author, articles.send_to_review, article.id)

    page = await reviewer.send(f"{path}/approve", words="Хорошо", seen="1")

    assert page.status == 409
    assert "Дайте снотворное." in page.text
    assert "Хорошо</textarea>" in page.source
    await shelf.region.act(shelf.reviewer, articles.approve, article.id, seen=2)
    await leader.open(path)
    assert (await leader.send(f"{path}/publish", seen="1")).status == 409
    assert await state(shelf) is ArticleState.REVIEWED


async def test_about_law_nothing_is_published_without_a_dated_source(
    shelf: Bookshelf, leader: Browser
) -> None:
    undated = (Source("Закон", "https://pravo.gov.ru/1", law=True),)
    article = await shelf.reviewed(sources=undated)
    await leader.open(f"/library/{article.id}")

    page = await leader.send(f"/library/{article.id}/publish")

    assert page.status == 409
    assert "источник" in page.text
    assert await state(shelf) is ArticleState.REVIEWED


async def test_an_old_version_shows_what_changed_and_comes_back(
    shelf: Bookshelf, author: Browser
) -> None:
    article = await shelf.draft(body="Побудьте рядом до утра.")
    other = shelf.text(body="Побудьте рядом до сна.")
    await shelf.region.act(shelf.author, articles.save, article.id, other, based_on=1)
    page = await author.open(f"/library/{article.id}/versions/2")
    assert "добавлено: сна" in page.text
    assert "убрано: утра" in page.text
    await author.open(f"/library/{article.id}/versions/1")

    page = await author.send(f"/library/{article.id}/versions/1/restore", based_on="1")
    assert page.status == 409  # another version came meanwhile
    page = await author.send(f"/library/{article.id}/versions/1/restore", based_on="2")

    assert "Версия 1 снова последняя" in page.text
    assert len(await rows(shelf.region.database, ArticleVersion)) == 3


async def test_files_are_added_taken_and_dropped(shelf: Bookshelf, author: Browser) -> None:
    article = await shelf.draft()
    path = f"/library/{article.id}"
    await author.open(path)
    for name, content, sentence in (
        ("a.exe", b"MZ", "Файл одного из этих видов"),
        ("a.pdf", b"<html>", "Файл одного из этих видов"),
        ("a.pdf", b"%PDF-" + b"0" * 5 * 1024 * 1024, "до 5 МБ"),
    ):
        page = await put_file(author, f"{path}/files", name, content)
        assert page.status == 409
        assert sentence.lower() in page.text.lower()
    page = await put_file(author, f"{path}/files", "Бланк <b>.pdf", PDF)
    assert "Бланк <b>.pdf 1 КБ" in page.text
    page = await put_file(author, f"{path}/files", "Бланк <b>.pdf", PDF)
    assert "с таким именем уже есть" in page.text
    file = await only(shelf.region.database, ArticleFile)
    taken = await author.client.get(f"/library/files/{file.id}")
    assert taken.content == PDF
    assert taken.headers["Content-Disposition"].startswith("attachment;")
    await author.send(f"/library/files/{file.id}/drop")
    assert await rows(shelf.region.database, ArticleFile) == []


async def test_on_paper_addresses_stand_in_full(shelf: Bookshelf, author: Browser) -> None:
    source = Source("Памятка", "https://sfr.gov.ru/long/address?a=1")
    article = await shelf.published(sources=(source,), body="## Ночь\n\nСвет.")

    page = await author.open(f"/library/{article.id}/print")

    assert "Памятка https://sfr.gov.ru/long/address?a=1" in page.text
    assert "Проверено специалистом 16 марта 2026." in page.text
    assert f"art_{article.code}" in page.text


class TestRequests:
    async def test_taken_joined_answered_declined_without_a_person(
        self, shelf: Bookshelf, author: Browser
    ) -> None:
        region = shelf.region
        asker = await region.member("Аграфена", "Тайная")
        words = ("Почему не ест?", "Отчего не ест?", "Что со сном?", "Сколько стоит?")
        first, second, third, fourth = [await region.act(asker, wanted.ask, one) for one in words]
        page = await author.open("/library/requests")
        assert "Почему не ест? спросил 1 человек" in page.text
        assert "Аграфена" not in page.source
        base = "/library/requests"
        page = await author.send(f"{base}/{first.id}/take")
        assert "статья пишется" in page.text
        page = await author.send(f"{base}/{second.id}/merge", into_id=str(first.id))
        assert "объединён с другим" in page.text
        article = await shelf.published()
        page = await author.send(f"{base}/{third.id}/link", article_id=str(article.id))
        assert "есть ответ" in page.text
        page = await author.send(f"{base}/{fourth.id}/decline", reason="")
        assert page.status == 409
        page = await author.send(f"{base}/{fourth.id}/decline", reason="Спросите в опеке")
        assert "Спросите в опеке" in page.text
        page = await author.send(f"{base}/{fourth.id}/take")
        assert page.status == 409
        found = [one.state for one in await rows(region.database, ArticleRequest)]
        assert found == [
            RequestState.ASSIGNED,
            RequestState.MERGED,
            RequestState.ANSWERED,
            RequestState.DECLINED,
        ]


class TestList:
    async def test_an_empty_one_says_what_to_do(self, shelf: Bookshelf, author: Browser) -> None:
        assert "Статей пока нет. Напишите первую" in (await author.open("/library")).text
        assert "не ждёт проверки" in (await author.open("/library?show=review")).text
        assert "Перепроверять пока нечего" in (await author.open("/library?show=due")).text

    async def test_filters_and_words(self, shelf: Bookshelf, author: Browser) -> None:
        await shelf.published("Ночь без сна", body="Поставьте ночник.", asked_as=("не спит",))
        await shelf.draft("Ссоры", topic="burnout")
        for query, found in (
            ("search=ночника", "Ночь без сна"),  # by what it says, in another form
            ("search=ссор", "Ссоры"),  # a draft, by its title
            ("state=draft", "Ссоры"),
            (f"topic={shelf.topics['sleep']}", "Ночь без сна"),
        ):
            page = await author.open(f"/library?{query}")
            assert "1 статья нашлась" in page.text, query
            assert found in page.text
        assert "Ничего не нашлось" in (await author.open("/library?search=трактор")).text
        for odd in ("page=99", "page=0", "page=x&topic=y&state=z", "search=%00%25"):
            assert (await author.open(f"/library?{odd}")).status == 200

    @pytest.mark.parametrize("path", ["/library", "/library/requests", "/"])
    async def test_as_many_questions_for_many_as_for_one(
        self, shelf: Bookshelf, leader: Browser, path: str
    ) -> None:
        region = shelf.region

        async def asked() -> int:
            with counted(region.database) as statements:
                await leader.open(path)
            return len(statements)

        await leader.open(path)
        await self._one_more(shelf)
        once = await asked()
        for _ in range(3):
            await self._one_more(shelf)
        assert await asked() == once

    async def _one_more(self, shelf: Bookshelf) -> None:
        await shelf.published()
        await shelf.reviewed()
        member = await shelf.region.member()
        await shelf.region.act(member, wanted.ask, "Почему?")
