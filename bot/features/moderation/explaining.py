"""What the author of a message is told: what happened, why, and how to write it instead.

A parent may read this at three in the morning: it teaches, and blames nobody.
"""

from collections.abc import Sequence

from markupsafe import Markup

from bot.features.moderation.reasons import reasons_in_words
from bot.screen import Row, Screen, button
from bot.texts import Texts

_GIVEN_BACK_LIMIT = 3000  # what is left of a messenger's 4,096 characters beside our own words


def personal_data_screen(
    texts: Texts, reasons: Sequence[str], masked: str | None, incident_id: int
) -> Screen:
    """A removed message goes back with what gave somebody away covered.

    The data themselves are not repeated: a private chat is kept by the messenger as well.
    `masked` is None where the text is no longer in memory.
    """
    lines: list[str] = [
        texts("🔒 I took your message out of the chat: it held personal data."),
        *_why(texts, reasons),
        texts(
            "The chat has many readers, and what was forwarded cannot be called back. Nobody blames"
            " you. I have not kept the text; moderators see only what kind of data it was."
        ),
    ]
    if masked:
        lines.append(texts("It can be written like this. Copy it, change it and send it again:"))
        lines.append(quoted(masked))
    else:
        lines.append(texts("Please write it again without the data, e.g. “my daughter, 9”."))
    return Screen("\n\n".join(lines), disagree(texts, incident_id))


def quoted(text: str) -> Markup:
    """Somebody's words, set apart and safe; the end of very long ones is left out."""
    shown = text if len(text) <= _GIVEN_BACK_LIMIT else f"{text[:_GIVEN_BACK_LIMIT]}…"
    return Markup("<blockquote>{}</blockquote>").format(shown)


def disagree(texts: Texts, incident_id: int) -> list[Row]:
    return [[button(texts("🙋 I disagree"), f"inc:{incident_id}:appeal")]]


def _why(texts: Texts, reasons: Sequence[str]) -> list[str]:
    words = reasons_in_words(reasons, texts)
    return [texts("Why: {reasons}.", reasons=words)] if words else []
