"""Writing an article, with what the messenger will show beside the form, page by page."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from community.core.actor import Action
from community.core.errors import Conflict, DomainError, NotFound
from community.library.articles import service
from community.library.articles.desk import Edited, edited
from community.library.articles.models import Article
from community.library.articles.queries import manuscript_of, topics
from community.library.articles.rules import MOST_SOURCES, NOTE_LIMIT
from community.library.wanted import queries as wanted
from community.library.wanted.service import link
from community.membership.districts.queries import active_districts
from community.membership.people.queries import given_names
from web.auth.visit import SignedIn, Visit
from web.pages.library.article_form import Glimpse, read, written
from web.view.differences import differences
from web.view.forms import Filled, number_in, rows_of

router = APIRouter(prefix="/library")
_SAVE = "save"


@router.get("/new")
async def ask_for_article(visit: SignedIn, request: str = "") -> Response:
    """Empty, or for a question that one came from."""
    number = number_in(request)
    return await _show(visit, Filled({"request_id": str(number)} if number else {}))


@router.post("/new")
async def draft(visit: SignedIn) -> Response:
    visit.actor.require(Action.ARTICLE_WRITE)
    form = await visit.form()
    choices = await _choices(visit, None)
    if form.text("step") != _SAVE:
        return await _show(visit, form, choices=choices)
    try:
        text = read(form, choices["topics"], choices["places"])
        async with visit.write() as session:
            article = await service.draft(session, visit.actor, text)
    except DomainError as error:
        return await _show(visit, form, error=error, choices=choices)
    await _answer_request(visit, form, article)
    return visit.go(f"/library/{article.id}", "article_drafted")


async def _answer_request(visit: Visit, form: Filled, article: Article) -> None:
    """The question that it was written for; if somebody settled it meanwhile, the draft stays."""
    number = number_in(form.values.get("request_id", ""))
    if number is None:
        return
    try:
        async with visit.write() as session:
            await link(session, visit.actor, number, article.id)
    except DomainError:
        return


@router.get("/{article_id}/edit")
async def ask_for_change(visit: SignedIn, article_id: int) -> Response:
    found = await _edited(visit, article_id)
    text = manuscript_of(found.version, found.sources)
    return await _show(visit, written(text, found.article.latest), found)


@router.post("/{article_id}/edit")
async def change(visit: SignedIn, article_id: int) -> Response:
    form = await visit.form()
    found = await _edited(visit, article_id)
    choices = await _choices(visit, found)
    if form.text("step") != _SAVE:
        return await _show(visit, form, found, choices=choices)
    try:
        text = read(form, choices["topics"], choices["places"])
        note = form.text("note", NOTE_LIMIT)
        number = form.whole("based_on")
        async with visit.write() as session:
            await service.save(
                session, visit.actor, article_id, text, based_on=number, note=note or None
            )
    except NotFound:
        raise
    except Conflict:
        return await _show_both(visit, article_id, form, choices)
    except DomainError as error:
        return await _show(visit, form, found, error, choices=choices)
    return visit.go(f"/library/{article_id}", "article_saved")


async def _edited(visit: Visit, article_id: int) -> Edited:
    async with visit.read() as session:
        return await edited(session, visit.actor, article_id)


async def _show_both(
    visit: Visit, article_id: int, form: Filled, choices: dict[str, Any]
) -> Response:
    """What was typed stays in the form; what the other editor saved stands below it.

    Saved once more, it goes on from the other one's version: whoever saves has seen it.
    """
    found = await _edited(visit, article_id)
    theirs = found.version.body
    mine = form.values.get("body", "").replace("\r\n", "\n").strip()
    async with visit.read() as session:
        names = await given_names(session, {found.version.author_id})
    return await _show(
        visit,
        Filled({**form.values, "based_on": str(found.article.latest)}),
        found,
        choices=choices,
        other={
            "version": found.version,
            "name": names.get(found.version.author_id or 0),
            "changes": differences(theirs, mine),
        },
    )


async def _show(
    visit: Visit,
    form: Filled,
    found: Edited | None = None,
    error: DomainError | None = None,
    *,
    choices: dict[str, Any] | None = None,
    other: dict[str, Any] | None = None,
) -> Response:
    choices = choices or await _choices(visit, found)
    only_preview = "HX-Request" in visit.request.headers
    return visit.show(
        "library/preview.html" if only_preview else "library/edit.html",
        409 if other else 422 if error else 200,
        article=found.article if found else None,
        form=form,
        mistakes=visit.mistakes(error) if error else {},
        other=other,
        shown=Glimpse(form),
        source_rows=rows_of(form, "source_title_", MOST_SOURCES),
        asked=await _asked(visit, form),
        **choices,
    )


async def _asked(visit: Visit, form: Filled) -> str | None:
    """The words of the question that it is written for; nobody sees whose they are."""
    number = number_in(form.values.get("request_id", ""))
    if number is None:
        return None
    try:
        async with visit.read() as session:
            return (await wanted.request(session, visit.actor, number)).words
    except NotFound:
        return None


async def _choices(visit: Visit, found: Edited | None) -> dict[str, Any]:
    """Topics that are offered and districts within reach, with those that it has already."""
    reach = visit.actor.require(Action.ARTICLE_WRITE)
    async with visit.read() as session:
        known = await topics(session, all_of_them=True)
        places = await active_districts(session)
    own = found.version.topic_id if found else None
    return {
        "topics": {one.id: one for one in known if one.active or one.id == own},
        "places": {one.id: one for one in places if reach.covers(one.id)},
        "whole_region": reach.districts is None,
    }
