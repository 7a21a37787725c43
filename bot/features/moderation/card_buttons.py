"""What can be tapped under the card of an incident; `inc:ID:VERB` says it to the handlers."""

from aiogram.types import InlineKeyboardButton

from bot.screen import Row, button
from bot.texts import Texts
from moderation.incidents.cards import Card
from moderation.incidents.kinds import Decision, IncidentState, Topic
from moderation.incidents.models import Incident
from moderation.incidents.rules import fits

TO_QUEUE = "queue:1:page"


def buttons_under(card: Card, texts: Texts, *, in_private: bool) -> list[Row]:
    """Decisions while there is one to take, then the way back from it."""
    if card.incident.decision is None:
        rows = _decisions(card, texts)
    elif card.incident.decided_by_id is not None:
        rows = [[_tap(card, texts("↩️ Undo"), "undo"), _why(card, texts)]]
    else:  # time decided, and erased the text: nothing is left to put back
        rows = []
    return [*rows, queue_row(texts)] if in_private else rows


def queue_row(texts: Texts) -> Row:
    return [button(texts("📋 What else waits"), TO_QUEUE)]


def _decisions(card: Card, texts: Texts) -> list[Row]:
    if card.incident.topic is Topic.DISTRESS:
        return [
            [_towards(card, texts)],
            [_tap(card, texts("🙂 A false alarm"), Decision.FALSE_ALARM), _why(card, texts)],
        ]
    sanctions = {
        Decision.WARN: texts("⚠️ Warn"),
        Decision.MUTE: texts("🔇 Mute"),
        Decision.BAN: texts("⛔ Ban"),
    }
    offered = [
        _tap(card, label, decision)
        for decision, label in sanctions.items()
        if fits(_kind(card.incident), decision)
        and not (decision is Decision.BAN and card.is_ban_idle)
    ]
    rows = [
        [_tap(card, texts("✅ Right, remove"), Decision.RIGHT)],
        [_tap(card, _innocent(card.incident, texts), Decision.INNOCENT)],
        offered[:1],
        offered[1:],
        [_tap(card, texts("✋ I look into it"), "take"), _why(card, texts)],
    ]
    return [row for row in rows if row]


def _towards(card: Card, texts: Texts) -> InlineKeyboardButton:
    """First somebody goes, then it is said that it helped; to a channel nobody can go."""
    if card.author is None:
        return _tap(card, texts("🤝 I am with them"), Decision.MET)
    if card.incident.state is IncidentState.TAKEN:
        return _tap(card, texts("✅ Talking helped"), Decision.MET)
    return _tap(card, texts("🤝 I am going"), "take")


def _innocent(incident: Incident, texts: Texts) -> str:
    """Personal data are kept nowhere: there would be nothing to put back."""
    if incident.topic is Topic.PERSONAL_DATA:
        return texts("🙂 All is well")
    return texts("↩️ All is well, put back")


def _kind(incident: Incident) -> Topic:
    """Whoever wrote in the name of a channel can only be removed or banned."""
    return Topic.CHANNEL if incident.author_account_id is None else incident.topic


def _why(card: Card, texts: Texts) -> InlineKeyboardButton:
    return _tap(card, texts("❓ Why?"), "why")


def _tap(card: Card, label: str, verb: str) -> InlineKeyboardButton:
    return button(label, f"inc:{card.incident.id}:{verb}")
