"""Numbers for Prometheus: for this machine, or for whoever knows the token."""

import hmac
import ipaddress

from fastapi import APIRouter
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from starlette.requests import Request
from starlette.responses import Response

from community.core.db import UNREACHABLE, Database
from community.core.errors import NotFound
from community.core.heartbeat import pulses
from community.core.outbox.service import counts_by_state as messages_by_state
from community.membership.people.families import counts_by_state as families_by_state
from web.context import WebContext
from web.middleware.measures import Measures

router = APIRouter()


@router.get("/metrics")
async def show_metrics(request: Request) -> Response:
    context: WebContext = request.app.state.context
    if not (_is_local(request) or _knows_token(request, context.metrics_token)):
        raise NotFound(kind="page")
    measures: Measures = request.app.state.measures
    text = generate_latest(measures.registry) + generate_latest(await _state_of(context.database))
    return Response(text, headers={"Content-Type": CONTENT_TYPE_LATEST})


def _is_local(request: Request) -> bool:
    """Asked on this machine, and not through a proxy that stands on it."""
    if request.client is None or "X-Forwarded-For" in request.headers:
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def _knows_token(request: Request, token: str | None) -> bool:
    shown = request.headers.get("Authorization", "")
    return token is not None and hmac.compare_digest(shown.encode(), f"Bearer {token}".encode())


async def _state_of(database: Database) -> CollectorRegistry:
    registry = CollectorRegistry()
    up = Gauge("club_database_up", "Whether the database answers.", registry=registry)
    families = Gauge("club_families", "Families.", ["state"], registry=registry)
    outbox = Gauge("club_outbox_messages", "Messages to send.", ["state"], registry=registry)
    ages = Gauge("club_job_age_seconds", "Since a job ended.", ["job"], registry=registry)
    healthy = Gauge("club_job_healthy", "Whether a job is on time.", ["job"], registry=registry)
    try:
        async with database.read() as session:
            for state, count in (await families_by_state(session)).items():
                families.labels(state.value).set(count)
            for outcome, count in (await messages_by_state(session)).items():
                outbox.labels(outcome.value).set(count)
            for pulse in await pulses(session):
                age = database.clock.now() - pulse.finished_at
                ages.labels(pulse.name).set(age.total_seconds())
                healthy.labels(pulse.name).set(pulse.healthy)
    except UNREACHABLE:
        up.set(0)
    else:
        up.set(1)
    return registry
