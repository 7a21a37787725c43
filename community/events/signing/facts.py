"""What sign-ups tell those above them, inside the same transaction."""

from dataclasses import dataclass

from community.core.facts import Fact


@dataclass(frozen=True)
class LineChanged(Fact):
    """More or fewer people come or wait: whoever shows the numbers may show them anew."""

    event_id: int
