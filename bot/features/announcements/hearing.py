"""🔔 How I want to hear of announcements: one line says what each choice means."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import SwitchTo

from bot.context import BotContext
from bot.dialogs import Given, T, choices, note, texts_of, to_menu
from bot.features.schedule.words import on_weekday
from bot.states import Profile
from bot.texts import Texts
from community.announcements import hearing
from community.announcements.kinds import Hearing
from community.core.options import Options, load_options
from community.membership.people.models import Person


async def hearings(context: BotContext, person: Person, texts: Texts, **_: Any) -> dict[str, Any]:
    async with context.database.read() as session:
        chosen = await hearing.hearing_of(session, person.id)
        options = await load_options(session)
    labels = {
        Hearing.AT_ONCE: texts("At once"),
        Hearing.WEEKLY: texts("Once a week, all together"),
        Hearing.NEVER: texts("Never"),
    }
    return {
        "text": _words(options, texts),
        "hearings": [
            (one.value, f"{'✓ ' if one is chosen else ''}{label}") for one, label in labels.items()
        ],
    }


def _words(options: Options, texts: Texts) -> str:
    day = on_weekday(options.digest_weekday, texts)
    lines = [
        texts("🔔 <b>Announcements of the club</b>"),
        texts("<b>At once</b>: each by itself as it comes, at night only what is urgent."),
        texts(
            "<b>Once a week</b>: one letter, {day} after {hour}:00. What is urgent still comes at"
            " once.",
            day=day,
            hour=options.digest_hour,
        ),
        texts("<b>Never</b>: nothing here, not even what is urgent. What the chats bring stays."),
    ]
    return "\n\n".join(lines)


async def choose(_query: CallbackQuery, _select: Any, manager: DialogManager, value: str) -> None:
    data = manager.middleware_data
    context: BotContext = data["context"]
    async with context.database.write() as session:
        await hearing.choose(session, data["actor"], Hearing(value))
    texts = texts_of(manager)
    await note(manager, texts("Saved."))


def hearing_window() -> Window:
    return Window(
        Given("text"),
        choices("hearing", "hearings", choose),
        SwitchTo(T("⬅️ Back"), id="to_main", state=Profile.main),
        to_menu(),
        state=Profile.hearing,
        getter=hearings,
    )
