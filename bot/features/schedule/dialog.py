"""/schedule put together from its screens."""

from aiogram_dialog import Dialog

from bot.features.schedule import away, days, groups, home, settings, week


def create_dialogs() -> list[Dialog]:
    return [
        Dialog(
            home.main,
            home.more,
            week.week,
            week.weekday,
            days.days,
            days.day,
            days.travel,
            away.away,
            away.clashes,
            away.clash,
            settings.pace,
            settings.load,
            settings.pause,
            settings.link,
            settings.calendar,
        ),
        groups.create_dialog(),
    ]
