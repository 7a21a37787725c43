"""Rendering a template in a language."""

from starlette.requests import Request
from starlette.responses import HTMLResponse


def render(
    request: Request, template: str, language: str, status: int = 200, **values: object
) -> HTMLResponse:
    """`visit` and `notice` are None on pages that nobody is signed in to."""
    known = {"visit": None, "notice": None, "path": request.url.path, **values}
    environment = request.app.state.environments[language]
    return HTMLResponse(environment.get_template(template).render(known), status_code=status)
