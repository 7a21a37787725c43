"""Files that browsers keep: named with the hash of their content, so that a new one is fetched."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

STATIC = Path(__file__).parent.parent / "static"
_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
_FOR_A_YEAR = "public, max-age=31536000, immutable"


@cache
def asset_url(name: str) -> str:
    """`/static/NAME?v=HASH`."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()
    return f"/static/{name}?v={digest[:12]}"


@cache
def icon(name: str) -> Markup:
    """A drawing inside the page; it repeats what the words beside it say."""
    drawing = (STATIC / "vendor" / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    # Inside a page the namespace goes without saying, and there are twenty drawings on each.
    bare = "".join(line.strip() for line in drawing.replace(_NAMESPACE, "", 1).splitlines())
    hidden = bare.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    return Markup(hidden)  # noqa: S704  a file of ours


class _LongKept(StaticFiles):
    """A file asked for by its hash never changes; without one it is asked for again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        hashed = b"v=" in scope["query_string"]
        response.headers["Cache-Control"] = _FOR_A_YEAR if hashed else "no-cache"
        return response


def static_files() -> ASGIApp:
    """Compressed here and only here: these files hold no secrets that sizes could betray."""
    options: dict[str, Any] = {"minimum_size": 1000, "compresslevel": 6}
    return GZipMiddleware(_LongKept(directory=STATIC), **options)
