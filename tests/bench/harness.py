"""What every benchmark returns, and how it is printed."""

import json
import os
import platform
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Result:
    """One figure. `ratio` compares it with `against`, a bare counterpart of the same run."""

    bench: str
    value: float
    unit: str
    goal: str
    ok: bool
    ratio: float | None = None
    against: str | None = None


def line(result: Result | dict[str, Any]) -> str:
    """One JSON object; a figure without a counterpart has no ratio."""
    fields = asdict(result) if isinstance(result, Result) else result
    shown = {name: value for name, value in fields.items() if value is not None}
    return json.dumps({**shown, "machine": machine()}, ensure_ascii=False)


def machine() -> str:
    return f"{os.cpu_count()} cores, {platform.python_implementation()} {platform.python_version()}"
