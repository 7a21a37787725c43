"""Articles brought in from files, each by itself, and taken out as one archive."""

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter
from starlette.background import BackgroundTask
from starlette.datastructures import UploadFile
from starlette.responses import FileResponse, Response

from community.core.actor import Action
from community.core.errors import DomainError, InvalidInput
from community.library.articles.queries import topics
from community.library.carrying.archive import ARCHIVE_LIMIT, pack, unpack
from community.library.carrying.folder import Bundle, bundles_in
from community.library.carrying.problems import FileProblem, Problem
from community.library.carrying.service import Outcome, bring_in, take_out
from web import errors
from web.auth.visit import SignedIn, Visit
from web.view.forms import Filled

router = APIRouter(prefix="/library")
_MOST_FILES = 100
_TEXTS = (".md", ".docx")
_NOTHING = "there is no article in it: texts (.md) and Word documents (.docx) are looked for"
_NO_KIND = "neither a text (.md) nor a Word document (.docx) nor an archive (.zip)"


@dataclass(frozen=True)
class Told:
    """What became of one file: an article, or a sentence that says what is wrong with it."""

    name: str
    outcome: Outcome | None = None
    mistake: str = ""


@router.get("/import")
async def ask_for_files(visit: SignedIn) -> Response:
    return await _show(visit, Filled())


@router.post("/import")
async def bring(visit: SignedIn) -> Response:
    visit.actor.require(Action.ARTICLE_WRITE)
    form = await visit.form()
    sent = [
        one
        for one in (await visit.request.form(max_files=_MOST_FILES)).getlist("files")
        if isinstance(one, UploadFile) and one.filename
    ]
    if not sent:
        return await _show(visit, form, error=InvalidInput(field="no_file"))
    with tempfile.TemporaryDirectory() as place:
        found = await _found(Path(place), sent, form.text("topic") or None)
    return await _show(visit, form, [await _brought(visit, one) for one in found])


async def _found(
    place: Path, sent: Sequence[UploadFile], topic: str | None
) -> list[Bundle | Problem]:
    """Each file in a folder of its own: one that is broken spoils no other."""
    found: list[Bundle | Problem] = []
    for number, one in enumerate(sent):
        folder = place / str(number)
        folder.mkdir()
        name, content = one.filename or "", await one.read(ARCHIVE_LIMIT + 1)
        found += await asyncio.to_thread(_articles_of, folder, name, content, topic)
    return found


def _articles_of(
    folder: Path, name: str, content: bytes, topic: str | None
) -> list[Bundle | Problem]:
    try:
        _put(folder, name, content)
    except FileProblem as problem:
        return [Problem(name, problem)]
    found = list(bundles_in(folder, topic))
    return found or [Problem(name, FileProblem(_NOTHING))]


def _put(folder: Path, name: str, content: bytes) -> None:
    """Raises FileProblem."""
    name = name.replace("\\", "/").rpartition("/")[2].replace("\0", "")[-100:]
    ending = Path(name).suffix.lower()
    if len(content) > ARCHIVE_LIMIT:
        raise FileProblem("larger than %(limit)s MB", limit=ARCHIVE_LIMIT // 1024 // 1024)
    if ending == ".zip":
        unpack(content, folder)
    elif ending in _TEXTS:
        (folder / name).write_bytes(content)
    else:
        raise FileProblem(_NO_KIND)


async def _brought(visit: Visit, found: Bundle | Problem) -> Told:
    if isinstance(found, Problem):
        return Told(found.file, mistake=sentence(found.why, visit))
    try:
        async with visit.write() as session:
            outcome = await bring_in(session, visit.actor, found)
    except FileProblem as problem:
        return Told(found.article.title, mistake=sentence(problem, visit))
    return Told(found.article.title, outcome)


def sentence(problem: FileProblem, visit: Visit) -> str:
    """In the reader's language; what a rule of the domain refused, in that rule's words."""
    if isinstance(problem.__cause__, DomainError):
        return errors.sentence(problem.__cause__, visit.texts)
    return visit.texts.gettext(problem.message) % problem.fields


@router.get("/export.zip")
async def take(visit: SignedIn) -> Response:
    """Everything, as people read it, so that it can be brought in again."""
    visit.actor.require(Action.ARTICLE_PUBLISH)
    place = tempfile.TemporaryDirectory()
    archive = Path(place.name) / "articles.zip"
    try:
        with archive.open("wb") as file:
            async with visit.read() as session:
                await pack(take_out(session, visit.actor), file)
    except FileProblem as problem:
        place.cleanup()
        return await _show(visit, Filled(), mistake=sentence(problem, visit))
    return FileResponse(
        archive,
        media_type="application/zip",
        filename=archive.name,
        background=BackgroundTask(place.cleanup),  # also gone by itself, where this never runs
    )


async def _show(
    visit: Visit,
    form: Filled,
    told: Sequence[Told] = (),
    *,
    error: DomainError | None = None,
    mistake: str = "",
) -> Response:
    visit.actor.require(Action.ARTICLE_WRITE)
    async with visit.read() as session:
        known = await topics(session)
    mistakes = visit.mistakes(error) if error else {}
    return visit.show(
        "library/carrying.html",
        422 if error or mistake else 200,
        topics=known,
        form=form,
        told=told,
        mistakes=mistakes | ({"": mistake} if mistake else {}),
    )
