"""A request with somebody behind it: who, with which rights, in which language."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from gettext import NullTranslations
from typing import Annotated

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from community.core.actor import Action, Actor
from community.core.audit import note_refusal
from community.core.errors import DomainError, NotFound
from community.membership.people import queries as people
from community.membership.sign_in import service as sign_in
from community.membership.sign_in.models import WebSession
from web import errors, notices
from web.auth import cookies, csrf
from web.auth.limits import TooOften, TryLimit
from web.context import WebContext
from web.view.environment import LANGUAGES, texts
from web.view.forms import Filled, number_in
from web.view.pages import render


class SignInNeeded(Exception):  # noqa: N818  named for what is asked of the visitor
    """Nobody is signed in, or their role no longer opens the site."""


class SecondFactorNeeded(Exception):  # noqa: N818  named for what is asked of the visitor
    """Signed in by link; six digits are still to be shown."""


@dataclass(frozen=True)
class Visit:
    """What every page of somebody signed in works with."""

    request: Request
    context: WebContext
    actor: Actor
    session_id: int
    language: str
    csrf_token: str
    second_factor_due: bool

    @property
    def texts(self) -> NullTranslations:
        return texts(self.language)

    def read(self) -> AbstractAsyncContextManager[AsyncSession]:
        return self.context.database.read()

    def write(self) -> AbstractAsyncContextManager[AsyncSession]:
        return self.context.database.write()

    def may(self, action: Action) -> bool:
        return self.actor.may_at_all(action)

    async def form(self) -> Filled:
        sent = await self.request.form()
        return Filled({name: value for name, value in sent.items() if isinstance(value, str)})

    def mistakes(self, error: DomainError) -> dict[str, str]:
        """The sentence for a form, by the field it stands beside."""
        return {errors.field_of(error): errors.sentence(error, self.texts)}

    def show(self, template: str, status: int = 200, **values: object) -> Response:
        """A page, with whatever a former one left to be said."""
        notice = notices.waiting(self.request, self.texts)
        response = render(
            self.request, template, self.language, status, visit=self, notice=notice, **values
        )
        if notice is not None:
            notices.forget(response)
        return response

    def go(self, path: str, notice: str | None = None, number: int = 0) -> Response:
        """On to another page after something was done."""
        response = RedirectResponse(path, status_code=303)
        if notice is not None:
            notices.leave(response, notice, number)
        return response


async def half_signed_in(request: Request) -> AsyncIterator[Visit]:
    """Somebody who came by a link, whether or not the second factor was shown."""
    try:
        yield await _half_signed_in(request)
    finally:
        await request.close()  # with the files of its form


async def _half_signed_in(request: Request) -> Visit:
    context: WebContext = request.app.state.context
    if _counts_too_far(request):
        raise NotFound(kind="page")
    secret = cookies.session_secret(request, context)
    if secret is None:
        raise SignInNeeded
    visit = await _visit(request, context, secret)
    if visit is None:
        raise SignInNeeded
    request.state.visit = visit
    if request.method not in ("GET", "HEAD"):
        await csrf.check(request, secret)
    return visit


def _counts_too_far(request: Request) -> bool:
    """Whether the address names a row by a number that no database can hold."""
    parts: list[str] = list(request.path_params.values())
    return any(part.isdecimal() and number_in(part) is None for part in parts)


async def signed_in(visit: Annotated[Visit, Depends(half_signed_in)]) -> Visit:
    """Somebody who may go on to the pages."""
    if visit.second_factor_due:
        raise SecondFactorNeeded
    return visit


async def _visit(request: Request, context: WebContext, secret: str) -> Visit | None:
    async with context.database.read() as session:
        web_session = await sign_in.find_session(session, secret)
        if web_session is None:
            return None
        actor = await people.actor_for(session, web_session.person_id, "web")
        if not actor.may_at_all(Action.SITE_SIGN_IN):
            await note_refused(request, actor)
            return None
        person = await people.person(session, web_session.person_id)
        due = await sign_in.second_factor_due(session, web_session)
    await _note_seen(context, web_session)
    return Visit(
        request=request,
        context=context,
        actor=actor,
        session_id=web_session.id,
        language=person.language if person.language in LANGUAGES else LANGUAGES[0],
        csrf_token=csrf.token_of(secret),
        second_factor_due=due,
    )


async def note_refused(request: Request, actor: Actor) -> None:
    """Who tried a page that is not theirs stands in the log; who goes on trying, not each time."""
    limit: TryLimit = request.app.state.refusal_limit
    route: str = getattr(request.scope.get("route"), "path", "?")
    try:
        limit.note(f"{actor.person_id} {route}")
    except TooOften:
        return
    context: WebContext = request.app.state.context
    async with context.database.write() as session:
        await note_refusal(session, actor, route)


async def _note_seen(context: WebContext, web_session: WebSession) -> None:
    # Asked here too, so that most requests write nothing.
    if context.database.clock.now() - web_session.seen_at > sign_in.SEEN_EVERY:
        async with context.database.write() as session:
            await sign_in.note_seen(session, web_session.id)


SignedIn = Annotated[Visit, Depends(signed_in)]
HalfSignedIn = Annotated[Visit, Depends(half_signed_in)]
