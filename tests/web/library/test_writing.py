"""The editor: nothing typed is lost, and the preview shows what the messenger will."""

from datetime import date

import pytest

from community.core.markdown import length_of
from community.library.articles import service as articles
from community.library.articles.models import Article, ArticleSource, ArticleVersion
from community.library.articles.pages import SCREEN_LIMIT
from community.library.wanted import service as wanted
from community.library.wanted.models import ArticleRequest
from tests.support.bookshelf import Bookshelf
from tests.support.looking import only, rows
from tests.web.browser import Browser
from tests.web.conftest import Site

WICKED = """<script>alert(1)</script> <img src=x onerror=alert(2)>

[тут](javascript:alert(3)) [там](http://evil.example) <iframe src="https://evil.example"></iframe>

<a href="https://evil.example" onclick="alert(4)">сюда</a>"""


def form(shelf: Bookshelf, **changes: str) -> dict[str, str]:
    return {
        "title": "Ребёнок не ест",
        "summary": "Что можно сделать сегодня",
        "body": "## Сначала\n\n**Не заставляйте.**",
        "topic_id": str(shelf.topics["sleep"]),
        "asked_as": "не ест\r\nплюётся едой\r\n",
        "age_baby": "on",
        "stage_first_year": "on",
        "source_title_0": "Закон",
        "source_url_0": "https://pravo.gov.ru/1",
        "source_dated_0": "2024-01-31",
        "source_law_0": "on",
        "source_title_2": "Памятка",
        "step": "save",
        **changes,
    }


async def test_all_that_is_typed_is_kept_and_comes_back_into_the_form(
    shelf: Bookshelf, author: Browser
) -> None:
    database = shelf.region.database
    await author.open("/library/new")

    page = await author.send("/library/new", **form(shelf))

    article = await only(database, Article)
    version = await only(database, ArticleVersion)
    assert page.path == f"/library/{article.id}"
    assert "Черновик сохранён" in page.text
    assert (version.title, version.asked_as) == ("Ребёнок не ест", ["не ест", "плюётся едой"])
    assert (version.ages, version.stages) == (["baby"], ["first_year"])
    law, leaflet = await rows(database, ArticleSource)
    assert (law.title, law.dated, law.law) == ("Закон", date(2024, 1, 31), True)
    assert (leaflet.title, leaflet.url, leaflet.law) == ("Памятка", None, False)
    page = await author.open(f"/library/{article.id}/edit")
    for value in ("не ест\nплюётся едой", 'value="2024-01-31"', 'value="Памятка"'):
        assert value in page.source
    page = await author.send(page.path, **form(shelf), based_on="1")
    assert (await only(database, Article)).latest == 1  # the same text is no new version


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Напишите что-нибудь, до 120 знаков"),
        ({"body": "ж" * 40_001}, "до 40000 знаков"),
        ({"topic_id": "999"}, "Выберите тему из списка"),
        ({"district_id": "999"}, "Выберите район"),
        ({"source_url_0": "http://pravo.gov.ru"}, "начинается с https://"),
        ({"source_url_0": "javascript:alert(1)"}, "начинается с https://"),
        ({"source_dated_0": "вчера"}, "дату источника"),
        ({"source_title_0": ""}, "До 20 источников"),
        ({"asked_as": "не ест\n" * 41 + "ы"}, "До 40 строк"),
        ({"asked_as": "ы" * 9_000}, "До 40 строк"),
        ({"summary": "к" * 301}, "до 300 знаков"),
    ],
)
async def test_on_a_mistake_everything_typed_stays(
    shelf: Bookshelf, author: Browser, wrong: dict[str, str], sentence: str
) -> None:
    await author.open("/library/new")

    page = await author.send("/library/new", **form(shelf, **wrong))

    assert page.status == 422
    assert sentence.lower() in page.text.lower()
    kept = form(shelf, **wrong)
    for name in ("body", "summary"):
        assert f"{kept[name]}</textarea>" in page.source, name
    for name in ("title", "source_url_0", "source_title_2"):
        assert f'name="{name}" value="{kept[name]}"' in page.source, name
    assert 'id="age_baby" name="age_baby" checked' in page.source
    assert await rows(shelf.region.database, Article) == []


async def test_what_is_far_too_large_is_refused_in_words(shelf: Bookshelf, author: Browser) -> None:
    await author.open("/library/new")
    for size in (2, 9):  # a part of a form; a request that is not even taken apart
        page = await author.send("/library/new", **form(shelf, body="a" * size * 1024 * 1024))
        assert page.status == 413
        assert "текст — до 40 000 знаков" in page.text
    assert await rows(shelf.region.database, Article) == []


async def test_two_editors_at_once_lose_nothing(
    light_site: Site, shelf: Bookshelf, author: Browser
) -> None:
    article = await shelf.draft(body="Побудьте рядом.")
    await author.open(f"/library/{article.id}/edit")
    theirs = shelf.text(body="Побудьте рядом и молчите.")
    await shelf.region.act(shelf.leader, articles.save, article.id, theirs, based_on=1)

    mine = form(shelf, body="Побудьте тихо рядом.", based_on="1")
    page = await author.send(f"/library/{article.id}/edit", **mine)

    assert page.status == 409
    assert "статью сохранил другой автор" in page.text
    assert "Побудьте тихо рядом.</textarea>" in page.source
    assert "Побудьте рядом и молчите.</textarea>" in page.source
    assert "<ins>" in page.source
    assert 'name="based_on" value="2"' in page.source
    page = await author.send(f"/library/{article.id}/edit", **mine | {"based_on": "2"})
    assert "Сохранено новой версией" in page.text
    bodies = [one.title for one in await rows(shelf.region.database, ArticleVersion)]
    assert len(bodies) == 3


async def test_the_preview_is_page_by_page(shelf: Bookshelf, author: Browser) -> None:
    body = "\n\n".join(f"## Часть {number}\n\n{'слово ' * 500}" for number in range(3))
    await author.open("/library/new")

    page = await author.send("/library/new", **form(shelf, body=body, step="preview"))

    assert page.source.count('class="bubble screen"') == 3
    assert "Страница 2 из 3" in page.text
    assert "3 страницы в мессенджере" in page.text
    assert body.splitlines()[0] in page.source  # and the form as it was
    assert length_of(body) > SCREEN_LIMIT
    alone = await author.client.post(
        "/library/new",
        data=form(shelf, step="", body="привет") | {"csrf_token": author.token},
        headers={"HX-Request": "true"},
    )
    assert "<form" not in alone.text
    assert "привет" in alone.text


async def test_wicked_words_are_words(shelf: Bookshelf, author: Browser) -> None:
    article = await shelf.draft(body=WICKED, title="<script>x</script>")
    path = f"/library/{article.id}"
    await author.open("/library/new")
    previewed = await author.send(
        "/library/new", **form(shelf, body=WICKED, title="<script>", step="preview")
    )
    for page in (
        previewed,
        *[await author.open(path + end) for end in ("", "/print", "/versions/1", "/edit")],
    ):
        shown = page.source.replace('<script src="/static/', "")
        for wicked in (
            "<script",
            "<iframe",
            "<img",
            '<a href="https://evil',
            'href="javascript',
            'href="http:',
        ):
            assert wicked not in shown, (page.path, wicked)
        assert "onerror=alert(2)" in page.text  # it is read, as it was written


async def test_an_article_for_a_question_answers_it_when_published(
    shelf: Bookshelf, author: Browser
) -> None:
    region = shelf.region
    request = await region.act(await region.member(), wanted.ask, "Почему не ест?")
    page = await author.open(f"/library/new?request={request.id}")
    assert "Почему не ест?" in page.text

    await author.send("/library/new", **form(shelf), request_id=str(request.id))

    linked = await only(region.database, ArticleRequest)
    assert linked.article_id == (await only(region.database, Article)).id
