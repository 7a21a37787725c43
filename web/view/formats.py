"""Moments, ages and places in words, in the reader's language and the region's zone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from gettext import NullTranslations
from zoneinfo import ZoneInfo

from babel import dates, numbers, units

from community.membership.districts.models import District

_A_MOMENT = timedelta(minutes=1)
_UNITS = (("day", 24 * 60), ("hour", 60), ("minute", 1))


@dataclass(frozen=True)
class Formats:
    """The filters of one language's templates."""

    language: str
    zone: ZoneInfo
    texts: NullTranslations

    def day(self, moment: datetime | None) -> str:
        """«5 марта 2026», without «г.», so that it may end a sentence; a dash for never."""
        if moment is None:
            return "—"
        return dates.format_date(moment.astimezone(self.zone), "d MMMM y", locale=self.language)

    def short_day(self, moment: datetime | None) -> str:
        if moment is None:
            return "—"
        pattern = "dd.MM.y" if self.language == "ru" else "d MMM y"
        return dates.format_date(moment.astimezone(self.zone), pattern, locale=self.language)

    def moment(self, moment: datetime) -> str:
        """«5 марта 2026, 14:30»."""
        local = moment.astimezone(self.zone)
        pattern = "d MMMM y, HH:mm"
        return dates.format_datetime(local, pattern, tzinfo=self.zone, locale=self.language)

    def month(self, moment: datetime) -> str:
        local = moment.astimezone(self.zone)
        return dates.format_date(local, "LLLL y", locale=self.language).capitalize()

    def ago(self, moment: datetime, now: datetime) -> str:
        """«2 дня назад»."""
        if abs(moment - now) < _A_MOMENT:
            return self.texts.gettext("just now")
        return dates.format_timedelta(
            moment - now, add_direction=True, threshold=1.2, locale=self.language
        )

    def lasting(self, term: timedelta) -> str:
        """«90 минут»: exactly, in the largest unit that can say it."""
        minutes = term // _A_MOMENT
        unit, size = next(pair for pair in _UNITS if minutes % pair[1] == 0)
        return units.format_unit(minutes // size, unit, locale=self.language)

    def number(self, value: int) -> str:
        return numbers.format_decimal(value, locale=self.language)

    def place(self, district: District | None) -> str:
        """A district's name in the reader's language; none is the whole region."""
        if district is None:
            return ""
        return district.name_en if self.language == "en" else district.name
