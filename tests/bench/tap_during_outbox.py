"""How long a person waits for a screen while a broadcast of 3,000 is under way."""

from typing import Any

from tests.bench.outbox import measure

GOAL = 300.0


async def run() -> dict[str, Any]:
    measured = await measure()
    return {
        "bench": "tap_during_outbox",
        "value": round(measured.tap_p95, 1),
        "unit": "ms p95",
        "goal": f"<= {GOAL} ms p95 (of {measured.taps} taps)",
        "ok": measured.tap_p95 <= GOAL,
    }
