"""The topics of articles: what they are called, who reviews them, in which order they stand."""

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from community.consultations.specialists.queries import specialities
from community.core.actor import Action
from community.core.errors import Conflict, DomainError, InvalidInput
from community.library.articles import service
from community.library.articles.drafting import slug_of
from community.library.articles.models import ArticleTopic
from community.library.articles.queries import count_by_topic, topic, topics
from web.auth.visit import SignedIn, Visit
from web.view.forms import Filled, number_in

router = APIRouter(prefix="/library/topics")
_LAST, _CODE_LIMIT, _NAME_LIMIT = 1_000, 40, 40
_NAMES = ("name", "name_en", "emoji")


@router.get("")
async def list_topics(visit: SignedIn) -> Response:
    return await _show_all(visit, Filled())


@router.post("")
async def add(visit: SignedIn) -> Response:
    visit.actor.require(Action.ARTICLE_PUBLISH)
    form = await visit.form()
    try:
        fields = await _fields(visit, form)
        async with visit.write() as session:
            code = slug_of(fields["name_en"])[:_CODE_LIMIT]
            await service.add_topic(session, visit.actor, code, **fields)
    except (InvalidInput, Conflict) as error:
        return await _show_all(visit, form, _by_field(error))
    return visit.go("/library/topics", "topic_added")


@router.get("/{topic_id}")
async def ask_for_change(visit: SignedIn, topic_id: int) -> Response:
    visit.actor.require(Action.ARTICLE_PUBLISH)
    async with visit.read() as session:
        row = await topic(session, topic_id)
    return await _show(visit, row, _written(row))


@router.post("/{topic_id}")
async def change(visit: SignedIn, topic_id: int) -> Response:
    visit.actor.require(Action.ARTICLE_PUBLISH)
    form = await visit.form()
    async with visit.read() as session:
        row = await topic(session, topic_id)
    try:
        fields = await _fields(visit, form)
        position = _position(form)
        async with visit.write() as session:
            await service.change_topic(
                session,
                visit.actor,
                topic_id,
                position=position,
                active=form.ticked("active"),
                **fields,
            )
    except (InvalidInput, Conflict) as error:
        return await _show(visit, row, form, _by_field(error))
    return visit.go("/library/topics", "topic_saved")


def _position(form: Filled) -> int:
    number = form.whole("topic_position")
    if not 0 <= number <= _LAST:
        raise InvalidInput(field="position")
    return number


async def _fields(visit: Visit, form: Filled) -> dict[str, Any]:
    """Raises InvalidInput, also for a speciality that is none."""
    chosen = number_in(form.values.get("topic_speciality_id", ""))
    async with visit.read() as session:
        known = {one.id for one in await specialities(session, all_of_them=True)}
    if chosen is not None and chosen not in known:
        raise InvalidInput(field="speciality_id")
    return {
        **{name: form.text(f"topic_{name}") for name in _NAMES},
        "speciality_id": chosen,
        "law": form.ticked("law"),
    }


def _written(row: ArticleTopic) -> Filled:
    values = {f"topic_{name}": str(getattr(row, name)) for name in (*_NAMES, "position")}
    values["topic_speciality_id"] = str(row.speciality_id or "")
    ticked = [name for name in ("law", "active") if getattr(row, name)]
    return Filled(values | dict.fromkeys(ticked, "on"))


def _by_field(error: DomainError) -> DomainError:
    """Districts have names as well, with other sentences; a taken name is a wrong one."""
    field = str(error.fields.get("field", "name")).removeprefix("topic_")
    limit = error.fields.get("limit") or (f"0–{_LAST}" if field == "position" else _NAME_LIMIT)
    return InvalidInput(field=f"topic_{field}", limit=limit)


async def _show_all(visit: Visit, form: Filled, error: DomainError | None = None) -> Response:
    visit.actor.require(Action.ARTICLE_PUBLISH)
    async with visit.read() as session:
        known = await topics(session, all_of_them=True)
        counts = await count_by_topic(session)
        skills = await specialities(session, all_of_them=True)
    return visit.show(
        "library/topics.html",
        422 if error else 200,
        topics=known,
        counts=counts,
        skills={one.id: one for one in skills},
        form=form,
        mistakes=visit.mistakes(error) if error else {},
    )


async def _show(
    visit: Visit, row: ArticleTopic, form: Filled, error: DomainError | None = None
) -> Response:
    async with visit.read() as session:
        skills = await specialities(session, all_of_them=True)
    return visit.show(
        "library/topic.html",
        422 if error else 200,
        topic=row,
        skills={one.id: one for one in skills},
        form=form,
        mistakes=visit.mistakes(error) if error else {},
    )
