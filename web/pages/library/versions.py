"""An old version as it was: what it changed, how it can be taken up again; and on paper."""

from fastapi import APIRouter
from starlette.responses import Response

from community.core.errors import Conflict
from community.library.articles import service
from community.library.articles.desk import edited, older
from community.library.articles.pages import shown
from community.library.articles.queries import manuscript_of, topic
from community.library.articles.rules import Manuscript, Source
from community.membership.people.queries import given_names
from web.auth.visit import SignedIn
from web.pages.library.card import article_link, show
from web.view.differences import Line, differences
from web.view.words import N_

router = APIRouter(prefix="/library/{article_id}")
_TITLE, _SUMMARY, _BODY = N_("Title"), N_("In short"), N_("Text")
_ASKED, _SOURCES = N_("How parents ask"), N_("Sources")


@router.get("/versions/{number}")
async def show_version(visit: SignedIn, article_id: int, number: int) -> Response:
    async with visit.read() as session:
        found = await edited(session, visit.actor, article_id)
        version, sources = await older(session, visit.actor, article_id, number)
        before = None
        if number > 1:
            before = manuscript_of(*await older(session, visit.actor, article_id, number - 1))
        names = await given_names(session, {version.author_id})
    return visit.show(
        "library/version.html",
        article=found.article,
        newest=found.version,
        version=version,
        sources=sources,
        text=shown(version.body),
        changes=_changes(before, manuscript_of(version, sources)) if before else None,
        names=names,
    )


def _changes(before: Manuscript, after: Manuscript) -> dict[str, list[Line]]:
    """By the part that changed."""
    old, new = _parts(before), _parts(after)
    found = {name: differences(old[name], new[name]) for name in old}
    return {name: lines for name, lines in found.items() if lines}


def _parts(text: Manuscript) -> dict[str, str]:
    return {
        _TITLE: text.title,
        _SUMMARY: text.summary,
        _BODY: text.body,
        _ASKED: "\n".join(text.asked_as),
        _SOURCES: "\n".join(_cited(source) for source in text.sources),
    }


def _cited(source: Source) -> str:
    dated = f"{source.dated:%d.%m.%Y}" if source.dated else ""
    return " · ".join(filter(None, (source.title, source.url, dated)))


@router.post("/versions/{number}/restore")
async def restore(visit: SignedIn, article_id: int, number: int) -> Response:
    async with visit.read() as session:
        await older(session, visit.actor, article_id, number)  # whose it is comes first
    form = await visit.form()
    try:
        async with visit.write() as session:
            await service.restore(
                session, visit.actor, article_id, number, based_on=form.whole("based_on")
            )
    except Conflict as error:
        return await show(visit, article_id, error)
    return visit.go(f"/library/{article_id}", "article_restored", number)


@router.get("/print")
async def show_on_paper(visit: SignedIn, article_id: int) -> Response:
    """What people read; a draft where they read none yet."""
    async with visit.read() as session:
        article = (await edited(session, visit.actor, article_id)).article
        number = article.published or article.latest
        version, sources = await older(session, visit.actor, article_id, number)
        field = await topic(session, version.topic_id)
    return visit.show(
        "library/print.html",
        article=article,
        version=version,
        sources=sources,
        topic=field,
        text=shown(version.body),
        link=article_link(visit.context, article),
        is_draft=article.published is None,
    )
