"""Counting requests and how long they take, by route and never by address."""

import time

from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)


class Measures:
    """The numbers of one running site, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self.requests = Counter("club_web_requests", "Requests.", labels, registry=self.registry)
        self.seconds = Histogram(
            "club_web_request_seconds",
            "How long a page took.",
            ("route",),
            registry=self.registry,
            buckets=_BUCKETS,
        )


class Measured:
    def __init__(self, app: ASGIApp, measures: Measures) -> None:
        self._app = app
        self._measures = measures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()

        async def send_and_count(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = _route(scope)
                status = str(message["status"])
                self._measures.requests.labels(scope["method"], route, status).inc()
                self._measures.seconds.labels(route).observe(time.perf_counter() - began)
            await send(message)

        await self._app(scope, receive, send_and_count)


def _route(scope: Scope) -> str:
    """`/families/{family_id}`: a path itself may hold a log-in token."""
    if scope["path"].startswith("/static/"):
        return "/static"
    return str(getattr(scope.get("route"), "path", "unknown"))
