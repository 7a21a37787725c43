"""Where it is: in person, online or both; the place; the link, which only guests see."""

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Button

from bot.answers import complain, too_long
from bot.dialogs import T, texts_of
from bot.features.organising.drafts import Draft
from bot.features.organising.steps import asking, back_button, go_on
from bot.states import PlanEvent
from community.core.errors import InvalidInput
from community.events.planning.kinds import EventFormat
from community.events.planning.rules import PLACE_LIMIT, check_link


async def choose_format(_query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    draft = Draft.of(manager)
    draft.format = EventFormat(str(button.widget_id)).value
    await go_on(manager, draft)


async def take_place(manager: DialogManager, text: str) -> None:
    draft, place = Draft.of(manager), " ".join(text.split())
    if len(place) > PLACE_LIMIT:
        too_long(manager, PLACE_LIMIT)
        return
    draft.place = place
    await go_on(manager, draft)


async def without_place(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    draft = Draft.of(manager)
    draft.place = None
    await go_on(manager, draft)


async def take_link(manager: DialogManager, text: str) -> None:
    """«telemost.yandex.ru/j/…» is meant to be one as well."""
    texts = texts_of(manager)
    draft, link = Draft.of(manager), with_scheme(text)
    try:
        check_link("link", link)
    except InvalidInput:
        complain(
            manager,
            texts(
                "⚠️ This is no link that begins with https://. Copy it as a whole, for example:"
                " https://telemost.yandex.ru/j/12345"
            ),
        )
        return
    draft.link = link
    await go_on(manager, draft)


def with_scheme(text: str) -> str:
    link = text.strip()
    return link if "://" in link else f"https://{link}"


async def without_link(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    draft = Draft.of(manager)
    draft.link = None
    await go_on(manager, draft)


def windows() -> tuple[Window, ...]:
    return (
        Window(
            T("How do you meet?"),
            Button(T("🏠 At a place"), id=EventFormat.IN_PERSON.value, on_click=choose_format),
            Button(T("💻 Online"), id=EventFormat.ONLINE.value, on_click=choose_format),
            Button(T("🏠💻 Both"), id=EventFormat.BOTH.value, on_click=choose_format),
            back_button(),
            state=PlanEvent.format,
        ),
        asking(
            PlanEvent.place,
            T("Where? For example: the house of culture, 5 Lenin Street, 2nd floor."),
            take_place,
            lambda draft, _: draft.place or "",
            Button(T("⏭ I do not know yet"), id="without", on_click=without_place),
        ),
        asking(
            PlanEvent.link,
            T("The link to the meeting, beginning with https://. Only those who come will see it."),
            take_link,
            lambda draft, _: draft.link or "",
            Button(T("⏭ There is none yet"), id="without", on_click=without_link),
        ),
    )
