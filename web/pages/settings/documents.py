"""Documents: the list, a new version with its preview, earlier versions."""

import difflib
from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from community.core.actor import Action
from community.core.errors import Conflict, DomainError, NotFound
from community.membership.documents import queries, service
from community.membership.documents.errors import DocumentTextInvalid
from community.membership.documents.models import DocumentVersion
from community.membership.documents.rules import LANGUAGES
from web.auth.visit import SignedIn, Visit
from web.view.forms import Filled

router = APIRouter(prefix="/settings/documents")
_PARTS = ("title", "summary", "body", "withdraw_effect")


@router.get("")
async def list_documents(visit: SignedIn) -> Response:
    visit.actor.require(Action.DOCUMENT_EDIT)
    async with visit.read() as session:
        documents = await queries.current_documents(session, visit.language)
    return visit.show("settings/documents.html", documents=documents)


@router.get("/{code}")
async def show_document(visit: SignedIn, code: str) -> Response:
    visit.actor.require(Action.DOCUMENT_EDIT)
    async with visit.read() as session:
        newest = (await queries.versions(session, code))[0]
    values = {
        f"{part}_{language}": newest.texts.get(language, {}).get(part, "")
        for language in LANGUAGES
        for part in _PARTS
    }
    return await _show(visit, code, Filled(values | {"based_on": str(newest.number)}))


@router.post("/{code}")
async def publish_or_preview(visit: SignedIn, code: str) -> Response:
    visit.actor.require(Action.DOCUMENT_EDIT)
    form = await visit.form()
    if form.text("step") != "publish":
        return await _show(visit, code, form)
    try:
        async with visit.write() as session:
            number = await service.publish_version(
                session,
                visit.actor,
                code,
                _texts(form),
                asks_again=form.ticked("asks_again"),
                based_on=form.whole("based_on"),
            )
    except (DocumentTextInvalid, Conflict) as error:
        return await _show(visit, code, form, error)
    return visit.go(f"/settings/documents/{code}", "document_published", number)


@router.get("/{code}/versions/{number}")
async def show_version(visit: SignedIn, code: str, number: int) -> Response:
    """A version as it was, and what it changed."""
    visit.actor.require(Action.DOCUMENT_EDIT)
    async with visit.read() as session:
        versions = {v.number: v for v in await queries.versions(session, code)}
    if number not in versions:
        raise NotFound(kind="document")
    return visit.show(
        "settings/version.html",
        code=code,
        version=versions[number],
        languages=LANGUAGES,
        changes={
            language: list(_changes(versions.get(number - 1), versions[number], language))
            for language in LANGUAGES
        },
    )


def _changes(
    before: DocumentVersion | None, after: DocumentVersion, language: str
) -> Iterator[tuple[str, str]]:
    """Lines that went (`-`) and came (`+`); none for a first version."""
    if before is None:
        return
    old, new = (version.texts[language]["body"].splitlines() for version in (before, after))
    for line in difflib.ndiff(old, new):
        if line[0] in "+-" and line[2:].strip():
            yield line[0], line[2:]


def _texts(form: Filled) -> dict[str, Any]:
    return {
        language: {part: form.text(f"{part}_{language}") for part in _PARTS}
        for language in LANGUAGES
    }


async def _show(
    visit: Visit, code: str, form: Filled, error: DomainError | None = None
) -> Response:
    async with visit.read() as session:
        shown = await queries.document(session, code, visit.language)
        versions = await queries.versions(session, code)
    return visit.show(
        "settings/document.html",
        422 if error else 200,
        document=shown,
        versions=versions,
        languages=LANGUAGES,
        form=form,
        mistakes=visit.mistakes(error) if error else {},
    )
