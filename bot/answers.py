"""What somebody typed does not fit: said under the question, and nothing typed is lost."""

from aiogram_dialog import DialogManager

from bot.dialogs import texts_of


def complain(manager: DialogManager, words: str) -> None:
    """What was wrong with the answer, under the question, until the next one."""
    manager.dialog_data["problem"] = str(words)


def too_long(manager: DialogManager, limit: int) -> None:
    texts = texts_of(manager)
    complain(manager, texts("⚠️ That is a little long: up to {limit} characters.", limit=limit))


def problem_of(manager: DialogManager) -> dict[str, str]:
    words = manager.dialog_data.pop("problem", "")
    return {"problem": f"\n{words}" if words else ""}
