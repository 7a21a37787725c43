"""A lesson that looks poisoned, shown to a second moderator."""

from markupsafe import Markup

from bot.features.moderation.card_buttons import queue_row
from bot.screen import Row, Screen, button
from bot.texts import Texts
from moderation.incidents.kinds import LessonState
from moderation.incidents.lists import LessonLine


def lesson_screen(line: LessonLine, texts: Texts, *, in_private: bool = False) -> Screen:
    """What somebody said of a text, why it is doubted, and what the second word does."""
    lesson, key = line.lesson, line.lesson.id
    name = line.taught_by or texts("a colleague")
    said = (
        texts("{name} marked this text as advertising or fraud.", name=name)
        if lesson.is_bad
        else texts("{name} said that this text is all right.", name=name)
    )
    lines = [said]
    if lesson.excerpt:
        lines.append(Markup("<blockquote>{}</blockquote>").format(lesson.excerpt))
    rows: list[Row] = []
    if lesson.state is LessonState.WAITING:
        lines.append(
            texts(
                "To me it looks the other way round, and I would judge messages like it by this"
                " example. Shall I remember it? The message itself has been decided about already."
            )
        )
        rows = [
            [button(texts("🎓 Yes, remember it"), f"les:{key}:confirm")],
            [button(texts("✖️ Do not remember it"), f"les:{key}:undo")],
        ]
    else:
        lines.append(_outcome(lesson.state, texts))
    return Screen("\n\n".join(lines), [*rows, queue_row(texts)] if in_private else rows)


def _outcome(state: LessonState, texts: Texts) -> str:
    if state is LessonState.ACTIVE:
        return texts("🎓 I remember it.")
    return texts("✖️ I do not remember it.")
