"""What the windows of becoming a specialist show."""

from collections.abc import Collection, Sequence
from typing import Any

from aiogram_dialog import DialogManager

from bot.context import BotContext
from bot.features.helping.words import district_name, speciality_name
from bot.texts import Texts
from community.consultations.specialists import queries
from community.consultations.specialists.rules import ABOUT_LIMIT, LANGUAGES
from community.membership.districts.queries import active_districts

Item = tuple[str, str]


def _marked(items: Sequence[tuple[Any, str]], chosen: Collection[Any]) -> list[Item]:
    return [(str(key), f"✅ {name}" if key in chosen else str(name)) for key, name in items]


async def draft(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    """What is known so far, and what was wrong with the last answer, once."""
    data = dialog_manager.dialog_data
    code = data.pop("problem", None)
    words = {
        None: "",
        "name": texts("\n⚠️ I did not recognise a name. Letters, a hyphen, one or two words."),
        "about": texts("\n⚠️ That is a little long: up to {limit} characters.", limit=ABOUT_LIMIT),
    }
    return {
        "alias": data["alias"],
        "about": data["about"],
        "has_about": bool(data["about"]),
        "no_about": not data["about"],
        "limit": ABOUT_LIMIT,
        "is_new": data["is_new"],
        "is_known": not data["is_new"],
        "problem": words[code],
    }


async def specialities(
    context: BotContext, dialog_manager: DialogManager, texts: Texts, **_: Any
) -> dict[str, Any]:
    chosen = dialog_manager.dialog_data["specialities"]
    async with context.database.read() as session:
        rows = await queries.specialities(session)
    items = [(row.id, speciality_name(row, texts)) for row in rows]
    return {"items": _marked(items, chosen), "any": bool(chosen)}


async def languages(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    chosen = dialog_manager.dialog_data["languages"]
    names = {
        "ru": texts("Russian"),
        "en": texts("English"),
        "tt": texts("Tatar"),
        "de": texts("German"),
        "kk": texts("Kazakh"),
        "rsl": texts("sign language"),
    }
    items = [(code, names[code]) for code in LANGUAGES]
    return {"items": _marked(items, chosen), "any": bool(chosen)}


async def formats(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    chosen = dialog_manager.dialog_data["formats"]
    items = [("online", texts("💻 Online")), ("in_person", texts("🏠 In person"))]
    return {"items": _marked(items, chosen), "any": bool(chosen)}


async def districts(
    context: BotContext, dialog_manager: DialogManager, texts: Texts, **_: Any
) -> dict[str, Any]:
    data = dialog_manager.dialog_data
    async with context.database.read() as session:
        rows = await active_districts(session)
    items = [(row.id, district_name(row, texts)) for row in rows]
    others = [item for item in items if item[0] != data["home"]]
    return {"homes": _marked(items, [data["home"]]), "others": _marked(others, data["travels"])}
