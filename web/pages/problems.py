"""Pages that say what went wrong and what to do now."""

from http import HTTPStatus

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from community.core.errors import DomainError, NotAllowed, NotFound
from web import errors
from web.auth.csrf import ForgedForm
from web.auth.limits import TooOften
from web.auth.visit import SecondFactorNeeded, SignInNeeded, Visit, note_refused
from web.middleware.sizes import TooLarge
from web.view.environment import LANGUAGES, texts
from web.view.pages import render
from web.view.words import N_


def problem(
    request: Request, status: int, title: str, advice: str, *, number: str = "", **fields: object
) -> Response:
    """`title` and `advice` are message ids; `number` finds the entry in the log."""
    said = texts(_language(request))
    return _show(request, status, said.gettext(title), said.gettext(advice) % fields, number)


def _language(request: Request) -> str:
    visit: Visit | None = getattr(request.state, "visit", None)
    return visit.language if visit else LANGUAGES[0]


def _show(request: Request, status: int, title: str, advice: str, number: str = "") -> Response:
    return render(
        request,
        "problems/problem.html",
        _language(request),
        status,
        visit=getattr(request.state, "visit", None),
        title=title,
        advice=advice,
        number=number,
    )


def broken(request: Request, status: int, number: str) -> Response:
    """Nobody foresaw it, or the database is away."""
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        title = N_("The club's database does not answer")
        advice = N_("Nothing is lost. Wait a minute and open the page again.")
    else:
        title = N_("Something broke on our side")
        advice = N_("If it happens again, tell the administrator this number.")
    return problem(request, status, title, advice, number=number)


def answer_problems(app: FastAPI) -> None:
    """Every expected refusal gets its page."""
    app.add_exception_handler(SignInNeeded, _sign_in_needed)
    app.add_exception_handler(SecondFactorNeeded, _second_factor_needed)
    app.add_exception_handler(ForgedForm, _forged_form)
    app.add_exception_handler(TooOften, _too_often)
    app.add_exception_handler(TooLarge, _too_large)
    app.add_exception_handler(DomainError, _domain_error)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _not_found)


async def _sign_in_needed(request: Request, _error: Exception) -> Response:
    response = problem(
        request,
        401,
        N_("Sign in by a link from the bot"),
        N_(
            "This site is for those who lead the club or help in it. Send /admin to the club's"
            " bot: it answers with a link that opens the site once."
        ),
    )
    if "HX-Request" in request.headers:
        response.headers["HX-Refresh"] = "true"
    return response


async def _second_factor_needed(_request: Request, _error: Exception) -> Response:
    return RedirectResponse("/second-factor", status_code=303)


async def _forged_form(request: Request, _error: Exception) -> Response:
    return problem(
        request,
        403,
        N_("This form is out of date"),
        N_("Nothing was changed. Go back, open the page anew and send the form again."),
    )


async def _too_often(request: Request, error: Exception) -> Response:
    assert isinstance(error, TooOften)
    response = problem(
        request,
        429,
        N_("Too many tries"),
        N_("For everyone's safety, wait %(seconds)s s and try again."),
        seconds=error.seconds,
    )
    response.headers["Retry-After"] = str(error.seconds)
    return response


async def _too_large(request: Request, _error: Exception) -> Response:
    return problem(
        request,
        413,
        N_("This is too much at once"),
        N_(
            "Nothing was changed. Go back and make it smaller: a text has up to 40,000 characters,"
            " a picture up to 2 MB, a file up to 5 MB, an archive of articles up to 30 MB."
        ),
    )


async def _domain_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, DomainError)
    visit: Visit | None = getattr(request.state, "visit", None)
    if isinstance(error, NotAllowed) and visit is not None:
        await note_refused(request, visit.actor)
    if isinstance(error, NotFound | NotAllowed):
        return await _not_found(request, error)
    said = texts(_language(request))
    return _show(request, 409, said.gettext("This did not work"), errors.sentence(error, said))


async def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        return problem(
            request,
            405,
            N_("This address is not opened like that"),
            N_("Start from the menu or from the first page."),
        )
    if error.status_code == HTTPStatus.BAD_REQUEST:
        return await _too_large(request, error)  # so a form with too large a part is refused
    return await _not_found(request, error)


async def _not_found(request: Request, _error: Exception) -> Response:
    return problem(
        request,
        404,
        N_("There is no such page"),
        N_("Perhaps the address is mistyped, or this is not yours to see."),
    )
