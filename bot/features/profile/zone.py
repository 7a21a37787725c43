"""🕒 By whose clock times are shown: the region's, unless somebody says otherwise."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import SwitchTo

from bot.context import BotContext
from bot.dialogs import Given, T, choices, to_menu
from bot.states import Profile
from bot.texts import Texts
from bot.zones import city_names
from community.membership.people import service as people_service
from community.membership.people.models import Person
from community.membership.people.queries import person as load_person
from community.membership.people.rules import ZONES

_HOME = "home"
_MOSCOW = ZoneInfo("Europe/Moscow")
_HOUR = timedelta(hours=1)


def zone_label(key: str, at: datetime, texts: Texts) -> str:
    """«Томск, Новосибирск, Красноярск: 10:05 (МСК+4)»: the clock says it at a glance."""
    local = at.astimezone(ZoneInfo(key))
    ahead = round(
        ((local.utcoffset() or _HOUR) - (at.astimezone(_MOSCOW).utcoffset() or _HOUR)) / _HOUR
    )
    moscow = texts("MSK") if not ahead else f"{texts('MSK')}{ahead:+d}".replace("-", "−")
    return f"{city_names(texts).get(key, key)}: {local:%H:%M} ({moscow})"


def zone_line(key: str, at: datetime, texts: Texts) -> str:
    return texts("Time zone: {zone}", zone=zone_label(key, at, texts))


async def zones(context: BotContext, person: Person, texts: Texts, **_: Any) -> dict[str, Any]:
    moment = context.database.clock.now()
    home = f"{moment.astimezone(context.zone):%H:%M}"
    labels = [(_HOME, str(texts("As in the region: {time}", time=home)))]
    labels += [(key, zone_label(key, moment, texts)) for key in ZONES]
    chosen = person.zone or _HOME
    return {
        "text": texts(
            "🕒 <b>What does your clock show now?</b>\n\nThen I show consultations by it, and"
            " remind you in time."
        ),
        "zones": [(key, f"{'✓ ' if key == chosen else ''}{label}") for key, label in labels],
    }


async def choose(_query: CallbackQuery, _select: Any, manager: DialogManager, key: str) -> None:
    data = manager.middleware_data
    context: BotContext = data["context"]
    async with context.database.write() as session:
        zone = None if key == _HOME else key
        await people_service.choose_zone(session, data["actor"], zone)
    async with context.database.read() as session:
        data["person"] = await load_person(session, data["person"].id)
    data["texts"] = Texts.of(data["person"], context.zone)
    await manager.switch_to(Profile.main)


def zone_window() -> Window:
    return Window(
        Given("text"),
        choices("zone", "zones", choose),
        SwitchTo(T("⬅️ Back"), id="to_main", state=Profile.main),
        to_menu(),
        state=Profile.zone,
        getter=zones,
    )
