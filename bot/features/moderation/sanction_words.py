"""What a sanction means for whoever bears it, and that it is over, in whole sentences."""

from collections.abc import Iterable

from bot.texts import Texts
from moderation.incidents.kinds import SanctionKind, Topic
from moderation.incidents.models import Sanction


def imposed_lines(texts: Texts, sanctions: Iterable[Sanction]) -> list[str]:
    """Below what was said of the message, so that the reason need not be told again."""
    return [_imposed(texts, sanction) for sanction in sanctions]


def always_open(texts: Texts) -> list[str]:
    """What no sanction takes from anybody."""
    return [
        texts("Help is open to you at any moment, in private: 🆘 /sos"),
        texts("If you disagree, say so: another moderator will look."),
    ]


def lifted_lines(texts: Texts, sanctions: Iterable[Sanction]) -> list[str]:
    """One for each kind, however many there were."""
    words = {
        SanctionKind.WARNING: texts("✅ The warning is taken back."),
        SanctionKind.MUTE: texts("✅ You can write in the club's chats again."),
        SanctionKind.BAN: texts("✅ The club's chats are open to you again: /chats"),
    }
    kinds = {sanction.kind for sanction in sanctions}
    return [line for kind, line in words.items() if kind in kinds]


def imposed_because(texts: Texts, sanction: Sanction, topic: Topic, chat_title: str) -> str:
    """Where nothing else was said of the message."""
    why = _because(texts, topic, chat_title)
    if sanction.kind is SanctionKind.WARNING:
        return texts(
            "⚠️ A warning: {why}. Nothing is closed to you, you can write as before.", why=why
        )
    if sanction.kind is SanctionKind.MUTE:
        return texts(
            "🔇 Until {until} you can read the club's chats, but not write in them: {why}. It is a"
            " pause and ends by itself.",
            until=_until(texts, sanction),
            why=why,
        )
    return texts("⛔ The club's chats are closed to you: {why}.", why=why)


def _imposed(texts: Texts, sanction: Sanction) -> str:
    if sanction.kind is SanctionKind.WARNING:
        return texts("⚠️ A warning. Nothing is closed to you, you can write as before.")
    if sanction.kind is SanctionKind.MUTE:
        return texts(
            "🔇 Until {until} you can read the club's chats, but not write in them. It is a pause"
            " and ends by itself.",
            until=_until(texts, sanction),
        )
    return texts("⛔ The club's chats are closed to you.")


def _until(texts: Texts, sanction: Sanction) -> str:
    return texts.moment(sanction.until) if sanction.until else ""


def _because(texts: Texts, topic: Topic, title: str) -> str:
    """The end of a sentence about a sanction."""
    if topic is Topic.SPAM:
        return texts("your message in «{title}» looks like advertising or fraud", title=title)
    if topic is Topic.ABUSE:
        return texts("your message in «{title}» has words that hurt", title=title)
    if topic is Topic.PERSONAL_DATA:
        return texts("your message in «{title}» held personal data", title=title)
    return texts("your message in «{title}» does not fit the rules of the club", title=title)
