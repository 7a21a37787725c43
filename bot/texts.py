"""The bot's texts in one person's language, safe to send as HTML."""

from dataclasses import dataclass
from datetime import date, datetime
from gettext import NullTranslations
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date, format_datetime
from markupsafe import Markup, escape

from bot.zones import by_which_clock
from community.core.i18n import translations
from community.membership.people.models import Person

LOCALES = Path(__file__).parent / "locales"


@dataclass(frozen=True)
class Texts:
    """`texts("Hello, {name}", name=…)`; fields are escaped, the text itself may hold HTML.

    `zone` is the reader's; `home` is the region's, where the two may differ.
    """

    language: str
    zone: ZoneInfo
    home: ZoneInfo | None = None

    @classmethod
    def of(cls, person: Person, home: ZoneInfo) -> Self:
        """In the language and by the clock of this person."""
        try:
            zone = ZoneInfo(person.zone) if person.zone else home
        except (ZoneInfoNotFoundError, ValueError):  # a name that was dropped
            zone = home
        return cls(person.language, zone, home)

    @property
    def _catalog(self) -> NullTranslations:
        return translations(LOCALES, self.language)

    def __call__(self, message: str, **fields: object) -> str:
        return _fill(self._catalog.gettext(message), fields)

    def plural(self, one: str, many: str, count: int, **fields: object) -> str:
        """The form that fits the number; `{count}` is filled in."""
        return _fill(self._catalog.ngettext(one, many, count), {"count": count, **fields})

    def weekday(self, day: date) -> str:
        """«пн, 16 марта»: of the coming weeks, where the year goes without saying."""
        return format_date(day, "EEE, d MMMM", locale=self.language)

    def date(self, day: date | datetime) -> str:
        """«16 марта 2026»"""
        if isinstance(day, datetime):
            day = day.astimezone(self.zone).date()
        pattern = "d MMMM y" if self.language == "ru" else "long"
        return format_date(day, pattern, locale=self.language)

    def moment(self, at: datetime) -> str:
        """«16 марта, 10:05»; by a clock that is not the region's, it says by which."""
        pattern = "d MMMM, HH:mm"
        shown = format_datetime(at.astimezone(self.zone), pattern, locale=self.language)
        return self._by_clock(shown, at)

    def when(self, at: datetime) -> str:
        """«пн, 16 марта, 10:05», likewise: of the coming weeks."""
        pattern = "EEE, d MMMM, HH:mm"
        shown = format_datetime(at.astimezone(self.zone), pattern, locale=self.language)
        return self._by_clock(shown, at)

    def clock(self, at: datetime) -> str:
        """«10:05»"""
        return format_datetime(at.astimezone(self.zone), "HH:mm", locale=self.language)

    def foreign_clock(self, at: datetime) -> str | None:
        """«по Москве», where that moment is another hour in the region."""
        local = at.astimezone(self.zone).utcoffset()
        if self.home is None or local == at.astimezone(self.home).utcoffset():
            return None
        return by_which_clock(self.zone.key, self)

    def _by_clock(self, shown: str, at: datetime) -> str:
        foreign = self.foreign_clock(at)
        return f"{shown} {foreign}" if foreign else shown


def _fill(text: str, fields: dict[str, object]) -> Markup:
    safe = {name: escape(value) for name, value in fields.items()}
    return Markup(text.format_map(safe)) if fields else Markup(text)  # noqa: S704  catalog text
