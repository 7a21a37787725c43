"""A page of rows, for lists that are long on the server and short on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    rows: Sequence[Row]
    total: int
    number: int
    size: int

    @property
    def count(self) -> int:
        """How many pages there are; an empty list still has one."""
        return max(1, -(-self.total // self.size))
