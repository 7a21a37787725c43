"""Moments, ages and places in words, in the reader's language and the region's zone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from gettext import NullTranslations
from zoneinfo import ZoneInfo

from babel import dates, numbers, units

from community.consultations.specialists.models import Speciality
from community.membership.districts.models import District

FEW = 5
_A_MOMENT = timedelta(minutes=1)
_AN_HOUR, _TWO_HOURS = timedelta(hours=1), timedelta(hours=2)
_A_DAY, _TWO_DAYS = timedelta(days=1), timedelta(days=2)
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

    def weekday(self, day: date, *, begins: bool = False) -> str:
        """«пн, 16 марта»: a day of the calendar, not a moment; «Пн» where a line begins."""
        said = dates.format_date(day, "EEE, d MMMM", locale=self.language)
        return said[0].upper() + said[1:] if begins else said

    def day_of(self, day: date) -> str:
        """«5 марта 2026»: a day of the calendar, with its year."""
        return dates.format_date(day, "d MMMM y", locale=self.language)

    def clock(self, moment: datetime) -> str:
        """«14:30», as the region's clocks show it."""
        return f"{moment.astimezone(self.zone):%H:%M}"

    def near_moment(self, moment: datetime) -> str:
        """«пн, 16 марта, 14:30»: of the coming weeks, which need no year."""
        return f"{self.weekday(moment.astimezone(self.zone).date())}, {self.clock(moment)}"

    def moment(self, moment: datetime) -> str:
        """«5 марта 2026, 14:30»."""
        local = moment.astimezone(self.zone)
        pattern = "d MMMM y, HH:mm"
        return dates.format_datetime(local, pattern, tzinfo=self.zone, locale=self.language)

    def span(self, begins: datetime, ends: datetime, *, year: bool = False) -> str:
        """«сб, 21 марта, 12:00–15:00»; of several days, both of them."""
        first, last = (moment.astimezone(self.zone).date() for moment in (begins, ends))
        pattern = "EEE, d MMMM y" if year else "EEE, d MMMM"
        days = [dates.format_date(day, pattern, locale=self.language) for day in (first, last)]
        if first == last:
            return f"{days[0]}, {self.clock(begins)}–{self.clock(ends)}"
        return f"{days[0]}, {self.clock(begins)} – {days[1]}, {self.clock(ends)}"

    def weekday_name(self, day: date) -> str:
        """«пн»."""
        return dates.format_date(day, "EEE", locale=self.language)

    def month_of(self, day: date) -> str:
        """«Март 2026»: of a day of the calendar."""
        return dates.format_date(day, "LLLL y", locale=self.language).capitalize()

    def month(self, moment: datetime) -> str:
        return self.month_of(moment.astimezone(self.zone).date())

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

    def waited(self, term: timedelta) -> str:
        """«43 минуты», «5 часов»: as exactly as whoever waited would say it."""
        if term < _A_MOMENT:
            return self.texts.gettext("less than a minute")
        unit, size = ("minute", _A_MOMENT) if term < _TWO_HOURS else ("hour", _AN_HOUR)
        return units.format_unit(round(term / size), unit, locale=self.language)

    def age(self, term: timedelta) -> str:
        """The same for what may take days: «3 дня»."""
        if term < _TWO_DAYS:
            return self.waited(term)
        return units.format_unit(round(term / _A_DAY), "day", locale=self.language)

    def number(self, value: float) -> str:
        return numbers.format_decimal(value, locale=self.language)

    def few(self, count: int) -> str:
        """A count that is not told exactly where it is so small that it points at somebody."""
        if 0 < count < FEW:
            return self.texts.gettext("fewer than %(few)s") % {"few": FEW}
        return self.number(count)

    def skill(self, speciality: Speciality) -> str:
        """«психолог», in the reader's language."""
        return speciality.name_en if self.language == "en" else speciality.name

    def alias(self, alias: str) -> str:
        """«Семья-217», «Запрос-41» (`requests.aliases`); a first name stays as it is."""
        kind, number = alias[:1], alias[1:]
        if kind == "#" and number.isdecimal():
            return self.texts.gettext("Family-%(number)s") % {"number": number}
        if kind == "~" and number.isdecimal():
            return self.texts.gettext("Request-%(number)s") % {"number": number}
        return alias

    def place(self, district: District | None) -> str:
        """A district's name in the reader's language; none is the whole region."""
        if district is None:
            return ""
        return district.name_en if self.language == "en" else district.name
