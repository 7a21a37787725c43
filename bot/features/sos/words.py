"""The club's own help lines, and how calling stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from markupsafe import Markup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import BotContext
from bot.features.duty.words import circle_name
from bot.texts import Texts
from community.core.clock import now
from community.core.markdown import to_html
from community.duty import queries
from community.duty.kinds import Colour, SignalState
from community.duty.models import Signal
from community.duty.rules import WORDS_LIMIT
from community.membership.documents.queries import document

_NAMES_SHOWN = 4


async def numbers(context: BotContext, texts: Texts) -> Markup:
    """The document that leaders edit."""
    async with context.database.read() as session:
        shown = await document(session, "helplines", texts.language)
    return to_html(shown.body)


@dataclass(frozen=True)
class Calling:
    """How the calling of one signal stands; `asked` are first names of those asked now."""

    signal: Signal
    asked: Sequence[str]
    helper: str | None
    minutes: int  # until the next ones are asked

    @classmethod
    async def of(cls, session: AsyncSession, signal: Signal) -> Self:
        left = (signal.widens_at - now(session)).total_seconds() if signal.widens_at else 0
        return cls(
            signal,
            await queries.names_asked(session, signal),
            await queries.name_of_helper(session, signal),
            max(1, round(left / 60)),
        )


def calling(stands: Calling, texts: Texts) -> str:
    """For whoever has pressed 🆘 and waits."""
    if stands.signal.state is SignalState.TAKEN:
        name = stands.helper or texts("somebody of the club")
        return texts(
            "🤝 <b>{name}</b> is here for you. Just write, right here: only {name} reads it.",
            name=name,
        )
    lines = [texts("💛 I have heard you, and I am calling somebody."), whom(stands, texts)]
    if stands.signal.colour is Colour.RED:
        lines.append(texts("<b>If a life is in danger, dial 112 at once</b>: do not wait for us."))
    lines.append(
        texts(
            "While you wait you may write a few words about what has happened. Whoever comes reads"
            " them, nobody else."
        )
    )
    return "\n\n".join(lines)


def whom(stands: Calling, texts: Texts) -> str:
    """Who is being called, and what if they do not answer."""
    if not stands.asked:
        return texts("I have nobody to call at this moment. Please dial one of the numbers below.")
    return texts.plural(
        "I am calling {whom}: {names}. If nobody answers in {count} minute, I call the next ones,"
        " until somebody comes.",
        "I am calling {whom}: {names}. If nobody answers in {count} minutes, I call the next ones,"
        " until somebody comes.",
        stands.minutes,
        whom=circle_name(stands.signal.circle, texts),
        names=names_of(stands, texts),
    )


def names_of(stands: Calling, texts: Texts) -> str:
    """The first few: of twenty names nobody in need reads one."""
    names = ", ".join(stands.asked[:_NAMES_SHOWN])
    if len(stands.asked) <= _NAMES_SHOWN:
        return names
    return texts("{names} and others", names=names)


def written(texts: Texts) -> str:
    return texts("✓ Written down. Whoever comes will read it.")


def too_long(texts: Texts) -> str:
    return texts(
        "That is a little long: up to {limit} characters. Please send it in parts.",
        limit=WORDS_LIMIT,
    )
