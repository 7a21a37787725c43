"""What somebody typed into a form: read field by field, and shown again when something is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from community.core.errors import InvalidInput

Choice = TypeVar("Choice", bound=StrEnum)
_LARGEST = 2**31 - 1
_SPARE_ROWS = 3
_NEAR = range(2000, 2100)  # years in which something may be planned


def number_in(text: str) -> int | None:
    """The number that stands in an address, or None: anything may have been typed there."""
    small = len(text) < len(str(_LARGEST))
    return int(text) if small and text.isdecimal() else None


@dataclass(frozen=True)
class Filled:
    """Field values as they came; each reader raises InvalidInput with the field's name."""

    values: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str, limit: int = 5000) -> str:
        """What was typed, without the spaces around it; may be empty."""
        value = self.values.get(name, "").replace("\r\n", "\n").replace("\0", "").strip()
        if len(value) > limit:
            raise InvalidInput(field=name, limit=limit)
        return value

    def words(self, name: str, limit: int = 200) -> str:
        """The same, but not empty."""
        value = self.text(name, limit)
        if not value:
            raise InvalidInput(field=name, limit=limit)
        return value

    def whole(self, name: str, allowed: str = "") -> int:
        """A whole number; `allowed` goes into the sentence when it is not one."""
        value = self.values.get(name, "").strip()
        try:
            number = int(value) if value.isascii() else _LARGEST + 1
        except ValueError:
            number = _LARGEST + 1
        if abs(number) > _LARGEST:
            raise InvalidInput(field=name, limit=allowed)
        return number

    def whole_or_none(self, name: str) -> int | None:
        return self.whole(name) if self.values.get(name, "").strip() else None

    def choice(self, name: str, kind: type[Choice]) -> Choice:
        try:
            return kind(self.values.get(name, ""))
        except ValueError:
            raise InvalidInput(field=name) from None

    def ticked(self, name: str) -> bool:
        return name in self.values

    def picked(self, prefix: str) -> list[str]:
        """What stands behind the prefix in the names of ticked boxes: `day_0`, `day_3`."""
        return [name.removeprefix(prefix) for name in self.values if name.startswith(prefix)]

    def numbers(self, prefix: str) -> list[int]:
        """The same, where numbers stand there; anything else is left out."""
        return [number for one in self.picked(prefix) if (number := number_in(one)) is not None]

    def day(self, name: str) -> date:
        """A day of the calendar."""
        try:
            return date.fromisoformat(self.values.get(name, "").strip())
        except ValueError:
            raise InvalidInput(field=name) from None

    def day_or_none(self, name: str) -> date | None:
        return self.day(name) if self.values.get(name, "").strip() else None

    def clock(self, name: str) -> time:
        """A time of a clock, `14:30`."""
        try:
            return time.fromisoformat(self.values.get(name, "").strip()).replace(tzinfo=None)
        except ValueError:
            raise InvalidInput(field=name) from None

    def moment_or_none(self, name: str, zone: ZoneInfo) -> datetime | None:
        """A day and a time by the region's clocks, `2026-03-21T14:30`; in UTC."""
        value = self.values.get(name, "").strip()
        if not value:
            return None
        try:
            moment = datetime.fromisoformat(value).replace(tzinfo=zone)
        except ValueError:
            raise InvalidInput(field=name) from None
        if moment.year not in _NEAR:
            raise InvalidInput(field=name)
        return moment.astimezone(UTC)

    def moment(self, name: str, zone: ZoneInfo) -> datetime:
        moment = self.moment_or_none(name, zone)
        if moment is None:
            raise InvalidInput(field=name)
        return moment

    def lines(self, name: str) -> list[str]:
        """What stands on each line that is not empty."""
        return [line.strip() for line in self.text(name).splitlines() if line.strip()]

    def start_of_day(self, name: str, zone: ZoneInfo) -> datetime | None:
        """The first moment of a chosen day in the region, in UTC; None where none was chosen."""
        return self._moment(name, time.min, zone)

    def end_of_day(self, name: str, zone: ZoneInfo) -> datetime | None:
        """The last moment of a chosen day in the region, in UTC; None where none was chosen."""
        return self._moment(name, time.max, zone)

    def _moment(self, name: str, hour: time, zone: ZoneInfo) -> datetime | None:
        value = self.values.get(name, "").strip()
        if not value:
            return None
        try:
            return datetime.combine(date.fromisoformat(value), hour, zone).astimezone(UTC)
        except (ValueError, OverflowError):  # the calendar ends sooner in UTC than elsewhere
            raise InvalidInput(field=name) from None


@dataclass(frozen=True)
class Rows:
    """How many rows there are, and how many of them are shown at once."""

    count: int
    shown: int


def rows_of(form: Filled, prefix: str, most: int) -> Rows:
    """All that hold something and one more; the others are behind a tap."""
    filled = [row for row in range(most) if form.values.get(f"{prefix}{row}", "").strip()]
    shown = min(most, max(filled, default=-1) + 2)
    return Rows(min(most, shown + _SPARE_ROWS), shown)
