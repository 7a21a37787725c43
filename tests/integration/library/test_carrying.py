"""Folders of articles: brought in once, taken out whole, the same again elsewhere."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from community.core.db import Database
from community.library.articles import queries
from community.library.articles import service as articles
from community.library.articles.kinds import ArticleState
from community.library.articles.models import Article, ArticleFile, ArticleVersion
from community.library.carrying.folder import Bundle, Problem, bundles_in, put_down
from community.library.carrying.problems import FileProblem
from community.library.carrying.service import Outcome, bring_in, take_out
from community.library.carrying.text import Carried
from community.library.search.queries import find
from deploy.cli import app
from deploy.defaults_loader import LIBRARY, load_starter_articles
from tests.support.bookshelf import CLUB, Bookshelf
from tests.support.databases import SECRET
from tests.support.factories import SYSTEM, Region
from tests.support.looking import only, rows
from tests.support.words_documents import word_document

NIGHT = "---\ntitle: Ночь\ntopic: sleep\nstate: published\nchecked: 2026-01-01\n---\nНочник."


async def bring(database: Database, found: Bundle | Problem, *, trusted: bool = False) -> Outcome:
    assert isinstance(found, Bundle)
    async with database.write() as session:
        return await bring_in(session, CLUB, found, trusted=trusted)


def put_all_down(folder: Path, bundles: list[Bundle]) -> dict[str, bytes]:
    """Returns every file by its place in the folder."""
    folder.mkdir()
    for bundle in bundles:
        put_down(folder, bundle)
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


async def test_taken_out_and_brought_in_elsewhere_it_is_the_same(
    region: Region, tmp_path: Path
) -> None:
    database = region.database
    async with database.write() as session:
        await load_starter_articles(session, SYSTEM)
    async with database.read() as session:
        page = await queries.shelf_of_topic(session, size=50)
        found = await queries.read_by_id(session, page.rows[0].article.id)
    async with database.write() as session:
        await articles.attach(session, CLUB, found.article.id, "Бланк.pdf", b"%PDF-1.7")

    async def carried_out(folder: Path) -> dict[str, bytes]:
        async with database.read() as session:
            return put_all_down(folder, [bundle async for bundle in take_out(session, CLUB)])

    first = await carried_out(tmp_path / "first")
    assert len(first) == len(list(LIBRARY.glob("*.md"))) + 1
    # Brought in where it came from, nothing changes.
    for bundle in bundles_in(tmp_path / "first"):
        assert await bring(database, bundle, trusted=True) is Outcome.SAME
    assert await carried_out(tmp_path / "second") == first


async def test_a_new_file_is_a_draft_and_a_changed_one_a_new_version(
    sqlite_region: Region, tmp_path: Path
) -> None:
    file, database = tmp_path / "night.md", sqlite_region.database
    file.write_text(NIGHT)

    async def again(*, trusted: bool = False) -> Outcome:
        (found,) = bundles_in(tmp_path)
        return await bring(database, found, trusted=trusted)

    assert await again() is Outcome.NEW
    assert (await only(database, Article)).state is ArticleState.DRAFT
    assert await again(trusted=True) is Outcome.SAME
    file.write_text(NIGHT + "\r\n\r\nИ сказка.")
    assert await again(trusted=True) is Outcome.CHANGED
    article = await only(database, Article)
    assert (article.state, article.latest) == (ArticleState.DRAFT, 2)
    assert [row.number for row in await rows(database, ArticleVersion)] == [1, 2]
    (tmp_path / "night").mkdir()
    (tmp_path / "night" / "Бланк.txt").write_text("Я, …")
    assert await again() is Outcome.CHANGED
    assert (await only(database, ArticleFile)).size == len("Я, …".encode())


async def test_what_comes_along_never_changes_what_editors_changed(sqlite_region: Region) -> None:
    database = sqlite_region.database
    shelf = await Bookshelf.of(sqlite_region)
    async with database.write() as session:
        assert await load_starter_articles(session, SYSTEM) == len(list(LIBRARY.glob("*.md")))
    (hit, *_) = await _found(database, "не спит ночью")
    text = shelf.text("Своими словами")
    await sqlite_region.act(shelf.author, articles.save, hit.article_id, text, based_on=1)

    async with database.write() as session:
        assert await load_starter_articles(session, SYSTEM) == 0

    assert (await _article(database, hit.article_id)).latest == 2


async def _found(database: Database, words: str):
    async with database.read() as session:
        return await find(session, words)


async def _article(database: Database, article_id: int) -> Article:
    return await only(database, Article, Article.id == article_id)


@pytest.mark.parametrize(
    ("article", "what"),
    [
        (Carried("a", "А", "weather", "Б"), "its topic is not known here"),
        (Carried("a", "А", "", "Б"), "it has no topic"),
        (Carried("a", "А", "sleep", "Б", district="mars"), "its district is not known here"),
        (Carried("a", "", "sleep", "Б"), "invalid_input title 120"),
        (Carried("a", "А", "payments", "Б", published=True), "source_missing"),
    ],
)
async def test_what_cannot_be_taken_is_named_and_leaves_nothing(
    sqlite_region: Region, article: Carried, what: str
) -> None:
    with pytest.raises(FileProblem, match=what):
        await bring(sqlite_region.database, Bundle(article, {}), trusted=True)
    assert await rows(sqlite_region.database, Article) == []


class TestCommands:
    @pytest.fixture(autouse=True)
    def installed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("CLUB_DATABASE_URL", f"sqlite:///{tmp_path}/club.db")
        monkeypatch.setenv("CLUB_SECRET_KEY", SECRET)
        assert club("db", "upgrade").exit_code == 0

    def test_files_that_are_broken_are_named_and_the_others_come_in(self, tmp_path: Path) -> None:
        folder = tmp_path / "in"
        folder.mkdir()
        (folder / "night.md").write_text(NIGHT)
        (folder / "broken.docx").write_bytes(b"PK")
        (folder / "letters.md").write_bytes(b"\xff\xfe")
        (folder / "long.md").write_text("я" * 200_000)
        (folder / "Памятка.docx").write_bytes(
            word_document("<w:p><w:r><w:t>Свет.</w:t></w:r></w:p>")
        )

        result = club("library", "import", str(folder), "--topic", "sleep", "--published")

        assert result.exit_code == 1
        assert "Articles: new 2, changed 0, same 0, not taken 3." in result.output
        for name in ("broken.docx: no Word", "letters.md: not a text", "long.md: longer than"):
            assert name in result.output

    def test_out_again_and_the_index_anew(self, tmp_path: Path) -> None:
        out = tmp_path / "out"
        count = len(list(LIBRARY.glob("*.md")))
        assert f"Articles: {count}." in club("library", "export", str(out)).output
        assert {path.name for path in out.glob("*.md")} == {
            path.name for path in LIBRARY.glob("*.md")
        }
        assert "not empty" in club("library", "export", str(out)).output
        assert "not a folder" in club("library", "import", str(tmp_path / "no")).output
        assert f"in the index: {count}." in club("library", "reindex").output


def club(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))
