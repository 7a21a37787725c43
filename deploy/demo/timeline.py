"""When everything in the demonstration happened: the same days before every start."""

from calendar import SATURDAY
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from deploy.demo.cast import DemoChat, DemoPerson, Line

SIGNING_UP = timedelta(minutes=10)  # from the first word to the application
SETTLED = timedelta(days=7)  # from joining to taking a role
_MONTH = timedelta(days=30)
_LATEST = 4  # nobody joined in the last days: what happened then is told by other files
_SPREAD = 24  # days of a month over which the joins are spread


@dataclass(frozen=True)
class Timeline:
    """Moments counted back from `present`, by day in the region's zone."""

    present: datetime
    zone: ZoneInfo

    @property
    def beginning(self) -> datetime:
        """Before the first family came."""
        return self.present - 16 * _MONTH

    def joins(self, people: Iterable[DemoPerson]) -> dict[DemoPerson, datetime]:
        """When each person came; nobody to a family before its first adult.

        The adults of one family stand together in `people`.
        """
        joined: dict[DemoPerson, datetime] = {}
        families = groupby(people, key=lambda person: person.more.get("family_key", person.key))
        for place, (_, family) in enumerate(families):
            earliest = self.beginning
            for order, person in enumerate(family):
                days = _LATEST + (place * 7 + order * 3) % _SPREAD
                months: int = person.more["months_ago"]
                moment = self.present - months * _MONTH - timedelta(days=days)
                joined[person] = max(self._by_day(moment, place), earliest)
                earliest = joined[person] + timedelta(hours=2)
        return joined

    def _by_day(self, moment: datetime, place: int) -> datetime:
        """The same day between ten in the morning and nine at night."""
        hour = time(10 + place % 11, place * 13 % 60)
        return datetime.combine(moment.astimezone(self.zone).date(), hour, self.zone)

    def saturday(self, days_ago: int, at: str) -> datetime:
        """At this hour of the last Saturday that is so many days ago, or longer."""
        day = (self.present.astimezone(self.zone) - timedelta(days=days_ago)).date()
        since = timedelta(days=(day.weekday() - SATURDAY) % 7)
        return datetime.combine(day - since, time.fromisoformat(at), self.zone)

    def left(self, person: DemoPerson) -> datetime:
        months: int = person.more["left_months_ago"]
        return self.present - months * _MONTH - timedelta(days=_LATEST)

    def asked(self, person: DemoPerson) -> datetime:
        return self.present - timedelta(hours=person.more["hours_ago"])

    def said(self, line: Line) -> datetime:
        day = (self.present.astimezone(self.zone) - timedelta(days=line.days_ago)).date()
        return datetime.combine(day, time.fromisoformat(line.at), self.zone)

    def liveliness(self, chat: DemoChat, place: int) -> dict[datetime, int]:
        """Messages a day: the last week as it was spoken, two months before it made up."""
        spoken = dict.fromkeys(range(1, 8), 0)
        for line in chat.talk:
            spoken[line.days_ago] += 1
        made_up = {days: 3 + (days * 7 + place * 5) % 19 for days in range(8, 61)}
        return {
            self.present - timedelta(days=days): count
            for days, count in (spoken | made_up).items()
            if count
        }
