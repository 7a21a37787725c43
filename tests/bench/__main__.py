"""`python -m tests.bench [NAME …]`: each benchmark prints one JSON object on a line.

A benchmark is a module beside this one with `async def run()`.
"""

import asyncio
import sys
from collections.abc import Sequence
from importlib import import_module

from tests.bench.harness import line

NAMES = (
    "start",
    "memory",
    "group_message",
    "families_page",
    "outbox_private",
    "tap",
    "tap_during_outbox",
    "signal_to_duty",
    "relay",
    "slots_query",
    "search",
    "article_edit",
    "booking",
    "signup_rush",
    "announcement",
    "events_page",
    "moderation_message",
    "moderation_quality",
    "storm",
)


def main(asked: Sequence[str]) -> int:
    if unknown := sorted(set(asked) - set(NAMES)):
        print(f"No such benchmark: {', '.join(unknown)}. There are: {', '.join(NAMES)}.",
              file=sys.stderr)  # fmt: skip
        return 2
    for name in asked or NAMES:
        result = asyncio.run(import_module(f"tests.bench.{name}").run())
        print(line(result), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
