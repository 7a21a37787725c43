"""What a sanction means for whoever bears it, and that it is over, in whole sentences."""

from collections.abc import Iterable

from bot.texts import Texts
from community.chats.models import Chat
from moderation.incidents.closed import stays_in
from moderation.incidents.kinds import SanctionKind, Topic
from moderation.incidents.models import Sanction


def imposed_lines(texts: Texts, sanctions: Iterable[Sanction], chat: Chat) -> list[str]:
    """Below what was said of the message, so that the reason need not be told again."""
    return [_imposed(texts, sanction, chat) for sanction in sanctions]


def always_open(texts: Texts) -> list[str]:
    """What no sanction takes from anybody."""
    return [
        texts("Help is open to you at any moment, in private: 🆘 /sos"),
        texts("If you disagree, say so: another moderator will look."),
    ]


def lifted_lines(texts: Texts, sanctions: Iterable[Sanction], chat: Chat) -> list[str]:
    """One for each kind, however many there were."""
    lines = [_lifted(texts, sanction, chat) for sanction in sorted(sanctions, key=_lightest_first)]
    return list(dict.fromkeys(lines))


def _lightest_first(sanction: Sanction) -> int:
    return list(SanctionKind).index(sanction.kind)


def _lifted(texts: Texts, sanction: Sanction, chat: Chat) -> str:
    if sanction.kind is SanctionKind.WARNING:
        return texts("✅ The warning is taken back.")
    if _stays(sanction, chat):
        if sanction.kind is SanctionKind.MUTE:
            return texts("✅ You can write in «{title}» again.", title=chat.title)
        return texts("✅ «{title}» is open to you again: /chats", title=chat.title)
    if sanction.kind is SanctionKind.MUTE:
        return texts("✅ You can write in the club's chats again.")
    return texts("✅ The club's chats are open to you again: /chats")


def imposed_because(texts: Texts, sanction: Sanction, topic: Topic, chat: Chat) -> str:
    """Where nothing else was said of the message."""
    why = _because(texts, topic, chat.title)
    if sanction.kind is SanctionKind.WARNING:
        return texts(
            "⚠️ A warning: {why}. Nothing is closed to you, you can write as before.", why=why
        )
    if _stays(sanction, chat):
        because = texts("Why: {reasons}.", reasons=why)
        return f"{_imposed(texts, sanction, chat)} {because}"
    if sanction.kind is SanctionKind.MUTE:
        return texts(
            "🔇 Until {until} you can read the club's chats, but not write in them: {why}. It is a"
            " pause and ends by itself.",
            until=_until(texts, sanction),
            why=why,
        )
    return texts("⛔ The club's chats are closed to you: {why}.", why=why)


def _imposed(texts: Texts, sanction: Sanction, chat: Chat) -> str:
    if sanction.kind is SanctionKind.WARNING:
        return texts("⚠️ A warning. Nothing is closed to you, you can write as before.")
    if _stays(sanction, chat):
        return _imposed_in_group(texts, sanction, chat)
    if sanction.kind is SanctionKind.MUTE:
        return texts(
            "🔇 Until {until} you can read the club's chats, but not write in them. It is a pause"
            " and ends by itself.",
            until=_until(texts, sanction),
        )
    return texts("⛔ The club's chats are closed to you.")


def _imposed_in_group(texts: Texts, sanction: Sanction, chat: Chat) -> str:
    """Whoever leads it decided for that chat alone."""
    if sanction.kind is SanctionKind.MUTE:
        return texts(
            "🔇 Until {until} you can read «{title}», but not write there. It is a pause and ends"
            " by itself; in the club's other chats all is as before.",
            until=_until(texts, sanction),
            title=chat.title,
        )
    return texts(
        "⛔ «{title}» is closed to you; in the club's other chats all is as before.",
        title=chat.title,
    )


def _stays(sanction: Sanction, chat: Chat) -> bool:
    return stays_in(chat, sanction.kind, sanction.by_id)


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
