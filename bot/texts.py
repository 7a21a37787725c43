"""The bot's texts in one person's language, safe to send as HTML."""

from dataclasses import dataclass
from datetime import date, datetime
from gettext import NullTranslations
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from markupsafe import Markup, escape

from community.core.i18n import translations

LOCALES = Path(__file__).parent / "locales"


@dataclass(frozen=True)
class Texts:
    """`texts("Hello, {name}", name=…)`; fields are escaped, the text itself may hold HTML."""

    language: str
    zone: ZoneInfo

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
        """«16 марта, 10:05» in the region's zone."""
        pattern = "d MMMM, HH:mm"
        return format_datetime(at.astimezone(self.zone), pattern, locale=self.language)


def _fill(text: str, fields: dict[str, object]) -> Markup:
    safe = {name: escape(value) for name, value in fields.items()}
    return Markup(text.format_map(safe)) if fields else Markup(text)  # noqa: S704  catalog text
