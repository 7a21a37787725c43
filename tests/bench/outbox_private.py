"""3,000 private messages through the server that enforces the messenger's limits."""

from typing import Any

from tests.bench.outbox import MESSAGES, measure

GOAL = 29.0


async def run() -> dict[str, Any]:
    measured = await measure()
    return {
        "bench": "outbox_private",
        "value": round(measured.rate, 2),
        "unit": "messages/s",
        "goal": f">= {GOAL} over {MESSAGES} messages, no 429 (there were {measured.floods})",
        "ok": measured.rate >= GOAL and not measured.floods,
    }
