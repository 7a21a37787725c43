"""Buttons that lead to /privacy from messages."""

from aiogram import F, Router
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, ShowMode, StartMode

from bot.dialogs import open_at
from bot.states import Joining, Privacy
from community.membership.people.models import Person, Standing


async def open_privacy(query: CallbackQuery, dialog_manager: DialogManager) -> None:
    await open_at(dialog_manager, Privacy.main)
    await query.answer()


async def read_changed_document(
    query: CallbackQuery, person: Person, dialog_manager: DialogManager
) -> None:
    """A member reads the new version where consents live; an applicant goes on joining."""
    inside = person.standing in (Standing.MEMBER, Standing.CANDIDATE)
    target = Privacy.document if inside else Joining.documents
    await dialog_manager.start(
        target,
        data={"code": (query.data or "").partition(":")[2]},
        mode=StartMode.RESET_STACK,
        show_mode=ShowMode.EDIT,
    )
    await query.answer()


def create_router() -> Router:
    router = Router(name="privacy")
    router.callback_query.register(open_privacy, F.data == "privacy:open")
    router.callback_query.register(read_changed_document, F.data.startswith("doc:"))
    return router
