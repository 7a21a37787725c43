"""Faults a test asks for: refusals, silence, lost connections."""

from dataclasses import dataclass, field
from random import Random
from typing import Literal, get_args

from deploy.messenger.errors import ControlError

FaultKind = Literal["429", "500", "timeout", "drop", "drop_after"]
FAULT_KINDS: tuple[str, ...] = get_args(FaultKind)


@dataclass(slots=True)
class Fault:
    """Strikes calls of `method` ("*": any): each `every`-th, with `probability`, `count` times."""

    method: str
    kind: FaultKind
    probability: float = 1.0
    every: int = 1
    count: int | None = None
    retry_after: int = 1
    seen: int = 0

    def __post_init__(self) -> None:
        if self.kind not in FAULT_KINDS:
            raise ControlError(f"A fault is one of {', '.join(FAULT_KINDS)}.")

    def strikes(self, method: str, rng: Random) -> bool:
        if self.count == 0 or self.method.lower() not in {"*", method.lower()}:
            return False
        self.seen += 1
        if self.seen % self.every or rng.random() >= self.probability:
            return False
        if self.count is not None:
            self.count -= 1
        return True


@dataclass
class Faults:
    """`down`: the Bot API cannot be reached at all, and delivers nothing to a webhook."""

    rng: Random
    planned: list[Fault] = field(default_factory=list)
    down: bool = False

    def strike(self, method: str) -> Fault | None:
        if self.down:
            return Fault(method, "drop")
        return next((fault for fault in self.planned if fault.strikes(method, self.rng)), None)
