"""Is the club alive: for machines as JSON, for people as a page. No log-in, no personal data."""

import asyncio
from dataclasses import asdict, dataclass, field
from datetime import datetime
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter
from fastapi.encoders import jsonable_encoder
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from community.chats import queries as chats
from community.chats.models import ChatState
from community.core.actor import system_actor
from community.core.db import UNREACHABLE, Database
from community.core.heartbeat import Pulse, pulses
from community.core.outbox.service import unsent_count
from web.context import WebContext
from web.view.environment import LANGUAGES
from web.view.pages import render

router = APIRouter()
_PATIENCE_SECONDS = 5


@dataclass(frozen=True)
class Health:
    """`status`: ok, degraded (something needs a person), down (the database does not answer)."""

    status: str
    version: str
    at: datetime
    database: bool
    jobs: list[Pulse] = field(default_factory=list)
    outbox_waiting: int | None = None
    chats: dict[str, int] = field(default_factory=dict)


@router.get("/healthz")
async def show_health(request: Request) -> Response:
    context: WebContext = request.app.state.context
    health = await look(context.database)
    status = 200 if health.database else 503
    if "text/html" in request.headers.get("Accept", ""):
        return render(request, "health/health.html", LANGUAGES[0], status, health=health)
    return JSONResponse(jsonable_encoder(asdict(health)), status_code=status)


async def look(database: Database) -> Health:
    always: dict[str, Any] = {"version": version("foster-club"), "at": database.clock.now()}
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS), database.read() as session:
            jobs = list(await pulses(session))
            waiting = await unsent_count(session)
            overview = await chats.chats_overview(session, system_actor("web"))
    except UNREACHABLE:
        return Health("down", database=False, **always)
    # A chat that nobody has bound yet is nobody's trouble: anyone may add a bot to a group.
    rows = [row for row in overview if row.chat.state is not ChatState.NEW]
    healthy = sum(row.healthy for row in rows)
    fine = all(job.healthy for job in jobs) and healthy == len(rows)
    return Health(
        "ok" if fine else "degraded",
        database=True,
        jobs=jobs,
        outbox_waiting=waiting,
        chats={"healthy": healthy, "unhealthy": len(rows) - healthy},
        **always,
    )
