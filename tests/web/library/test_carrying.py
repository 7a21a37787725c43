"""In and out: each file by itself, what is wrong in words, and out again the same."""

import ast
import io
import zipfile
from pathlib import Path

from community.library.articles.models import Article, ArticleFile, ArticleTopic
from community.library.carrying import archive
from tests.support.bookshelf import Bookshelf
from tests.support.looking import only, rows
from tests.support.words_documents import word_document
from tests.web.browser import Browser, Page
from web.pages.library import carrying as page_of_carrying
from web.view.library_words import PROBLEMS

NIGHT = "---\ntitle: Ночь\ntopic: sleep\n---\nНочник."


async def bring(browser: Browser, *files: tuple[str, bytes], **fields: str) -> Page:
    response = await browser.client.post(
        "/library/import",
        data={"csrf_token": browser.token, **fields},
        files=[("files", file) for file in files],
    )
    return browser._shown(response)


async def test_good_ones_come_in_and_broken_ones_are_named(
    shelf: Bookshelf, author: Browser
) -> None:
    await author.open("/library/import")
    leaflet = word_document("<w:p><w:r><w:t>Свет.</w:t></w:r></w:p>")

    page = await bring(
        author,
        ("night.md", NIGHT.encode()),
        ("../../Памятка.docx", leaflet),
        ("broken.docx", b"PK"),
        ("letters.md", b"\xff\xfe"),
        ("head.md", b"---\ntitel: x\n---\nx"),
        ("x.exe", b"MZ"),
        ("bad.zip", b"PK\x03\x04"),
        ("long.md", ("---\ntitle: " + "я" * 200 + "\ntopic: sleep\n---\nx").encode()),
        topic="sleep",
    )

    assert page.status == 200
    for sentence in (
        "Ночь новая статья, черновик",
        "Памятка новая статья, черновик",
        "broken.docx не взят: это не документ Word",
        "letters.md не взят: это не текст в кодировке UTF-8",
        "head.md не взят: неизвестное поле: titel",
        "x.exe не взят: это не текст (.md)",
        "bad.zip не взят: архив (.zip) не читается",
        "не взят: Напишите что-нибудь, до 120 знаков",
    ):
        assert sentence in page.text
    assert len(await rows(shelf.region.database, Article)) == 2
    page = await bring(author, ("night.md", NIGHT.encode()))
    assert "Ночь такая уже есть" in page.text
    page = await bring(author, ("night.md", NIGHT.replace("Ночник", "Свет").encode()))
    assert "новая версия, до проверки черновик" in page.text


async def test_nothing_chosen_and_too_much_are_said_in_words(
    shelf: Bookshelf, author: Browser
) -> None:
    await author.open("/library/import")
    assert "Сначала выберите файл" in (await bring(author, ("", b""))).text
    page = await bring(author, ("a.zip", b"0" * 33 * 1024 * 1024))
    assert page.status == 413
    assert "архив статей — до 30 МБ" in page.text


async def test_taken_out_it_comes_in_again_the_same(shelf: Bookshelf, leader: Browser) -> None:
    await leader.open("/library/import")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("база/night.md", NIGHT)
        made.writestr("база/night/form.pdf", b"%PDF-1.4")
    await bring(leader, ("all.zip", file.getvalue()))
    assert (await only(shelf.region.database, ArticleFile)).name == "form.pdf"

    taken = await leader.client.get("/library/export.zip")

    assert taken.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(taken.content)) as out:
        assert out.namelist() == ["night.md", "night/form.pdf"]
    await leader.open("/library/import")
    assert "такая уже есть" in (await bring(leader, ("all.zip", taken.content))).text


async def test_a_topic_is_added_and_changed(shelf: Bookshelf, leader: Browser) -> None:
    await leader.open("/library/topics")
    fields = {"topic_name": "Питание", "topic_name_en": "Food", "topic_emoji": "🍎"}
    page = await leader.send("/library/topics", **fields | {"topic_emoji": ""})
    assert page.status == 422
    assert 'value="Питание"' in page.source
    page = await leader.send("/library/topics", **fields)
    assert "🍎 Питание" in page.text
    page = await leader.send("/library/topics", **fields)
    assert "которого нет у другой темы" in page.text
    row = (await rows(shelf.region.database, ArticleTopic))[-1]
    await leader.open(f"/library/topics/{row.id}")
    await leader.send(f"/library/topics/{row.id}", **fields, law="on", topic_position="0")
    row = (await rows(shelf.region.database, ArticleTopic))[-1]
    assert (row.law, row.position, row.active) == (True, 0, False)
    page = await leader.send(f"/library/topics/{row.id}", **fields, topic_position="-1")
    assert page.status == 422


def test_every_problem_of_a_file_has_its_words() -> None:
    """What is raised is said by literal; the one that quotes a rule is said by that rule."""
    assert archive.__file__
    folder = Path(archive.__file__).parent
    sources = [*folder.glob("*.py"), Path(page_of_carrying.__file__)]
    raised = {
        call.args[0].value
        for source in sources
        for call in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") == "FileProblem"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }
    assert raised - {"%(what)s"} <= set(PROBLEMS)
    assert {page_of_carrying._NOTHING, page_of_carrying._NO_KIND} <= set(PROBLEMS)
