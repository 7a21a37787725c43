"""How an incident stands: what was done with its messages and its author, and by whom."""

from collections import Counter

from markupsafe import Markup

from bot.features.moderation.words import decision_name, would_do
from bot.texts import Texts
from community.chats.models import Chat
from moderation.incidents.cards import Card
from moderation.incidents.consequences import is_channel_banned
from moderation.incidents.imposing import ADMINISTRATOR, BY_HAND
from moderation.incidents.kinds import (
    AppealState,
    IncidentState,
    MeasureState,
    MessageState,
    SanctionKind,
)
from moderation.incidents.models import IncidentMessage, Sanction

_GONE = (MessageState.REMOVING, MessageState.REMOVED)
_BACK = (MessageState.RETURNING, MessageState.RETURNED)
_READABLE = (MessageState.STANDING, MessageState.REFUSED)


def what_was_done(card: Card, texts: Texts) -> list[str]:
    """The messages first, then each sanction that still stands, and a channel that is shut out."""
    incident = card.incident
    if incident.dry_run:
        action = would_do(incident.action, texts)
        return [texts("🧪 Trial mode: nothing was done. I would: {action}.", action=action)]
    sanctions = [one for one in card.sanctions if one.lifted_at is None]
    return [
        *_messages(card, texts),
        *(_sanction(card, sanction, texts) for sanction in sanctions),
        *_channel(card, texts),
    ]


def who_looks(card: Card, texts: Texts) -> list[str]:
    """Who took it, what was decided and what was lifted since, what became of an appeal."""
    incident, lines = card.incident, []
    if incident.state is IncidentState.TAKEN:
        lines.append(texts("✋ Looking into it: {name}.", name=_name(card.taken_by, texts)))
    if incident.decision is not None:
        decision = decision_name(incident.decision, texts)
        lines.append(texts("✅ Decided: {decision}.", decision=decision))
    if incident.decided_by_id is not None and incident.decided_at is not None:
        name, moment = _name(card.decided_by, texts), texts.moment(incident.decided_at)
        lines.append(texts("{name}, {moment}", name=name, moment=moment))
    lines += _lifted(card, texts)
    if card.appeal is not None:
        lines.append(
            {
                AppealState.OPEN: texts("🙋 The author disagrees: another moderator will look."),
                AppealState.GRANTED: texts("🙋 The author disagreed, and was right."),
                AppealState.REFUSED: texts("🙋 The author disagreed; it stays as it was."),
            }[card.appeal.state]
        )
    return lines


def message_link(chat: Chat, message_id: int) -> str | None:
    """Where members of a supergroup can read a message; other groups have no such address."""
    internal = chat.external_id.removeprefix("-100")
    return f"https://t.me/c/{internal}/{message_id}" if internal != chat.external_id else None


def standing_link(card: Card, texts: Texts) -> str:
    """The way to the first message that can still be read; empty when there is none."""
    for message in card.messages:
        if message.state in _READABLE and (address := message_link(card.chat, message.message_id)):
            opening = texts("open it")
            return Markup(' <a href="{}">{}</a>').format(address, opening)
    return ""


def _messages(card: Card, texts: Texts) -> list[str]:
    fates = Counter(_fate(message) for message in card.messages)
    lines = {
        MessageState.STANDING: texts("📌 Stands in the chat"),
        MessageState.REFUSED: texts("⚠️ The messenger did not let me remove it"),
        MessageState.REMOVED: texts("🗑 Out of the chat"),
        MessageState.RETURNED: texts("↩️ Back in the chat"),
    }
    alone = len(card.messages) == 1
    link = standing_link(card, texts)
    return [
        (line if alone else f"{line}: {fates[fate]}") + (link if fate in _READABLE else "")
        for fate, line in lines.items()
        if fates[fate]
    ]


def _fate(message: IncidentMessage) -> MessageState:
    if message.state in _GONE:
        return MessageState.REMOVED
    return MessageState.RETURNED if message.state in _BACK else message.state


def _channel(card: Card, texts: Texts) -> list[str]:
    banned = card.incident.channel is not None and is_channel_banned(card.incident)
    return [texts("⛔ The channel is banned from this chat")] if banned else []


def _lifted(card: Card, texts: Texts) -> list[str]:
    """What belongs to how things stand, and was taken back apart from the decision itself."""
    decided_at, lines = card.incident.decided_at, []
    for sanction in card.sanctions:
        stands = sanction.by_id is None or sanction.begins_at == decided_at
        if sanction.lifted_at is None or sanction.lifted_at == decided_at or not stands:
            continue
        name = _name(card.lifted_by.get(sanction.id), texts)
        moment = texts.moment(sanction.lifted_at)
        lines.append(
            {
                SanctionKind.WARNING: texts(
                    "🔓 The warning is taken back: {name}, {moment}", name=name, moment=moment
                ),
                SanctionKind.MUTE: texts(
                    "🔓 The author may write again: {name}, {moment}", name=name, moment=moment
                ),
                SanctionKind.BAN: texts(
                    "🔓 The ban is lifted: {name}, {moment}", name=name, moment=moment
                ),
            }[sanction.kind]
        )
    return lines


def _sanction(card: Card, sanction: Sanction, texts: Texts) -> str:
    """One line, with the number of chats and whatever the messenger did not allow."""
    measures = [one for one in card.measures if one.sanction_id == sanction.id]
    refused = [one for one in measures if one.state is MeasureState.REFUSED]
    chats = len(measures) - len(refused)
    if sanction.kind is SanctionKind.WARNING:
        return texts("⚠️ The author has a warning")
    if sanction.kind is SanctionKind.BAN:
        line = texts.plural("⛔ Banned in {count} chat", "⛔ Banned in {count} chats", chats)
    else:
        line = texts.plural(
            "🔇 Muted until {moment} in {count} chat",
            "🔇 Muted until {moment} in {count} chats",
            chats,
            moment=texts.moment(sanction.until) if sanction.until else "",
        )
    why = dict.fromkeys(_refusal(one.refusal, texts) for one in refused)
    return "\n".join([line, *why])


def _refusal(code: str | None, texts: Texts) -> str:
    if code == BY_HAND:
        return texts("⚠️ Somewhere an administrator has restricted them by hand: I leave that.")
    if code == ADMINISTRATOR:
        return texts("⚠️ Somewhere the messenger protects them as an administrator.")
    return texts("⚠️ Somewhere I lack the right: the site shows which one, under «Chats».")


def _name(given_name: str | None, texts: Texts) -> str:
    return given_name or texts("a colleague")
