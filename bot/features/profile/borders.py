"""🗺 The neighbouring district of a family that lives at a border (feature 29)."""

from collections.abc import Sequence
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Start, SwitchTo

from bot.context import BotContext
from bot.dialogs import Given, T, choices, to_menu
from bot.states import MyChats, Profile
from bot.texts import Texts
from community.core.actor import Actor
from community.membership.districts.models import District
from community.membership.people.borders import add_border, borders_of, drop_border
from community.membership.people.models import Person, Standing
from community.membership.people.rules import BORDERS_LIMIT


def neighbours_line(places: Sequence[District], texts: Texts) -> str:
    names = ", ".join(_name(place, texts) for place in places)
    return texts.plural(
        "Neighbouring district: {names}",
        "Neighbouring districts: {names}",
        len(places),
        names=names,
    )


def _name(place: District, texts: Texts) -> str:
    return place.name_en if texts.language == "en" else place.name


async def borders(
    context: BotContext, actor: Actor, person: Person, texts: Texts, **_: Any
) -> dict[str, Any]:
    if person.family_id is None or person.standing is not Standing.MEMBER:
        words = texts("You are not in a family of the club yet.")
        return {"text": words, "places": [], "chosen": False}
    async with context.database.read() as session:
        found = await borders_of(session, actor, person.family_id)
    lines = [
        texts(
            "🗺 <b>Neighbouring district</b>\n\nDo you live at a border? Then the chat and the"
            " events of the district next to you are yours as well. It is one choice for your"
            " whole family."
        )
    ]
    if found.chosen:
        lines.append(
            texts("Its chat, if it has one, is among 💬 Chats. Take the ✓ away, and you leave it.")
        )
    if len(found.chosen) >= BORDERS_LIMIT:
        lines.append(texts("You have two of them. For another one, take one away first."))
    lines.append(texts("<i>Seen by: club leaders.</i>"))
    return {
        "text": "\n\n".join(lines),
        "places": [
            *((f"drop_{place.id}", f"✓ {_name(place, texts)}") for place in found.chosen),
            *((f"add_{place.id}", _name(place, texts)) for place in found.others),
        ],
        "chosen": bool(found.chosen),
    }


async def choose(_query: CallbackQuery, _select: Any, manager: DialogManager, key: str) -> None:
    """The key says what was meant, so that a double tap does it once."""
    data = manager.middleware_data
    context: BotContext = data["context"]
    meant, _, district_id = key.partition("_")
    change = add_border if meant == "add" else drop_border
    async with context.database.write() as session:
        await change(session, data["actor"], data["person"].family_id, int(district_id))


def borders_window() -> Window:
    return Window(
        Given("text"),
        choices("border", "places", choose),
        Start(T("💬 Chats"), id="chats", state=MyChats.list, when="chosen"),
        SwitchTo(T("⬅️ Back"), id="to_main", state=Profile.main),
        to_menu(),
        state=Profile.borders,
        getter=borders,
    )
