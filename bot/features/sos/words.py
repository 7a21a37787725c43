"""The club's own help lines, and how calling stands."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.context import BotContext
from bot.features.duty.words import circle_name
from bot.markdown import to_html
from bot.texts import Texts
from community.duty.kinds import SignalState
from community.duty.models import Signal
from community.membership.documents.queries import document


async def numbers(context: BotContext, texts: Texts) -> Markup:
    """The document that leaders edit."""
    async with context.database.read() as session:
        shown = await document(session, "helplines", texts.language)
    return to_html(shown.body)


def calling(signal: Signal, asked: Sequence[str], helper: str | None, texts: Texts) -> str:
    """Who is coming; `asked` are the first names of the circle that is asked now."""
    if signal.state is SignalState.TAKEN:
        name = helper or texts("somebody of the club")
        return texts(
            "🤝 <b>{name}</b> is here for you. Just write, right here: only {name} reads it.",
            name=name,
        )
    lines = [texts("💛 I have heard you, and I am calling somebody.")]
    if asked:
        whom = circle_name(signal.circle, texts)
        names = ", ".join(asked)
        lines.append(
            texts(
                "I am calling {whom}: {names}. If nobody answers in {minutes} minutes, I call the"
                " next ones, until somebody comes.",
                whom=whom,
                names=names,
                minutes=_minutes(signal),
            )
        )
    else:
        lines.append(
            texts("I have nobody to call at this moment. Please dial one of the numbers below.")
        )
    lines.append(
        texts(
            "While you wait you may write a few words about what has happened. Whoever comes reads"
            " them, nobody else."
        )
    )
    return "\n\n".join(lines)


def _minutes(signal: Signal) -> int:
    assert signal.widens_at is not None
    return max(1, round((signal.widens_at - signal.raised_at).total_seconds() / 60))
