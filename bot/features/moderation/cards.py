"""The card of an incident: one message that shows how things stand, edited as they change."""

from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from bot.features.moderation.card_buttons import buttons_under
from bot.features.moderation.card_state import message_link, what_was_done, who_looks
from bot.features.moderation.reasons import reasons_in_words
from bot.features.moderation.words import (
    media_name,
    reason_name,
    sanctions_before,
    topic_title,
)
from bot.screen import Screen
from bot.texts import Texts
from community.membership.people.models import Standing
from moderation.incidents.cards import Author, Card
from moderation.incidents.kinds import Source, Topic

_TEXTS_SHOWN = 3
_LONGEST_TEXT = 700
_ALERT_LIMIT = 200


def card_screen(
    card: Card, texts: Texts, *, in_private: bool = False, helplines: Markup | None = None
) -> Screen:
    """Everything needed to decide, and nothing of personal data but their kind.

    `helplines` are the club's own, for a moderator who goes to somebody in distress.
    """
    blocks = [*card_blocks(card, texts), *_what_to_do(card, texts, helplines)]
    return Screen("\n\n".join(blocks), buttons_under(card, texts, in_private=in_private))


def card_blocks(card: Card, texts: Texts) -> list[str]:
    """The card's paragraphs, without what only its buttons need."""
    blocks = [
        [_title(card, texts), *_place(card, texts)],
        _words(card, texts),
        _why(card, texts),
        _context(card, texts),
        what_was_done(card, texts),
        who_looks(card, texts),
    ]
    return ["\n".join(block) for block in blocks if block]


def why_alert(card: Card, texts: Texts) -> str:
    """How sure the machine was and of what, as short as a word over the screen must be."""
    incident = card.incident
    if not incident.reasons:
        return texts("A person pointed at this message; I saw nothing in it myself.")
    told = (
        texts("By a rule of this chat.")
        if incident.source is Source.RULE
        else texts("I am {percent}% sure.", percent=round(incident.score * 100))
    )
    for code in incident.reasons:
        longer = f"{told}\n• {reasons_in_words([code], texts)}"
        if len(longer) > _ALERT_LIMIT:
            break
        told = longer
    return told


def _title(card: Card, texts: Texts) -> str:
    return Markup("<b>{}</b>").format(topic_title(card.incident.topic, texts))


def _place(card: Card, texts: Texts) -> list[str]:
    first = card.messages[0] if card.messages else None
    sent = texts.moment(first.sent_at if first else card.incident.opened_at)
    lines = [texts("«{title}», {moment}", title=card.chat.title, moment=sent)]
    if card.author is not None:
        lines += _author(card.author, texts)
    elif card.incident.channel is not None:
        lines.append(texts("Author: a channel"))
    else:
        lines.append(texts("Author: an administrator, in the name of the chat"))
    return lines


def _author(author: Author, texts: Texts) -> list[str]:
    """By the name the club knows, as a link to the person in the messenger."""
    linked = _linked(author, author.given_name or texts("somebody I do not know by name"))
    inside = author.standing is Standing.MEMBER
    lines = [
        texts("Author: {name}", name=linked)
        if inside
        else texts("Author: {name}, not in the club", name=linked)
    ]
    before = [sanctions_before(kind, count, texts) for kind, count in author.sanctions.items()]
    if before:
        lines.append(texts("Earlier: {sanctions}", sanctions=", ".join(before)))
    return lines


def _linked(author: Author, name: str) -> str:
    """Somebody who was erased has no address any more; other messengers have no such links."""
    if author.external_id is None or author.messenger != "telegram":
        return name
    return Markup('<a href="tg://user?id={}">{}</a>').format(author.external_id, name)


def _words(card: Card, texts: Texts) -> list[str]:
    """What was written, where it may be kept at all."""
    incident = card.incident
    if any(code.startswith("personal_data.") for code in incident.reasons) or (
        incident.topic is Topic.PERSONAL_DATA
    ):
        return [texts("The text is not kept: it holds personal data.")]
    kept = [message.text for message in card.messages if message.text]
    shown = kept[:_TEXTS_SHOWN] or ([incident.excerpt] if incident.excerpt else [])
    lines: list[str] = [_quoted(text) for text in shown]
    if len(kept) > _TEXTS_SHOWN:
        more = len(kept) - _TEXTS_SHOWN
        lines.append(texts.plural("… and {count} more text", "… and {count} more texts", more))
    return [*lines, *_media(card, texts)]


def _media(card: Card, texts: Texts) -> list[str]:
    """What came with the words; a picture that was held can be looked at in its copy."""
    lines = []
    for message in card.messages[:_TEXTS_SHOWN]:
        if message.media:
            line = texts("📎 {media}", media=media_name(message.media, texts))
            lines.append(line + _copy(message.copy_ref, texts))
    return lines


def _copy(copy_ref: str | None, texts: Texts) -> str:
    chat, _, message_id = (copy_ref or "").partition(":")
    if not chat.startswith("-100"):
        return ""
    address = f"https://t.me/c/{chat.removeprefix('-100')}/{message_id}"
    looking = texts("look at it")
    return Markup(' <a href="{}">{}</a>').format(address, looking)


def _why(card: Card, texts: Texts) -> list[str]:
    lines = []
    if words := reasons_in_words(card.incident.reasons, texts):
        lines.append(texts("Why: {reasons}.", reasons=words))
    if card.reports:
        told = (f"{reason_name(reason, texts)} — {n}" for reason, n in card.reports.items())
        lines.append(texts("Reported: {reasons}", reasons=", ".join(told)))
    return lines


def _context(card: Card, texts: Texts) -> list[str]:
    """What stood around it, told apart by the message's own place."""
    lines: Sequence[Sequence[Any]] = card.incident.context or ()
    if not lines or not card.messages:
        return []
    place = card.messages[0].message_id
    return [
        *_around(card, texts("Before:"), (line for line in lines if line[0] < place)),
        *_around(card, texts("After:"), (line for line in lines if line[0] > place)),
    ]


def _around(card: Card, label: str, lines: Iterable[Sequence[Any]]) -> list[str]:
    told = []
    for message_id, words in lines:
        address = message_link(card.chat, message_id)
        line = Markup('<a href="{}">{}</a>').format(address, words) if address else words
        told.append(Markup("• {}").format(line))
    return [label, *told] if told else []


def _what_to_do(card: Card, texts: Texts, helplines: Markup | None) -> list[str]:
    """The first steps towards somebody in distress, while nobody has taken them."""
    if card.incident.topic is not Topic.DISTRESS or card.incident.decision is not None:
        return []
    lines = [
        texts(
            "What to do: write to them in private, simply and warmly, e.g. “I have read your"
            " message. I am here, shall we talk?” Do not argue, advise or judge. If a life is in"
            " danger, call 112."
        )
    ]
    if helplines is not None:
        lines.append(texts("Words and numbers that can be passed on to them:"))
        lines.append(Markup("<blockquote expandable>{}</blockquote>").format(helplines))
    return lines


def _quoted(text: str) -> Markup:
    shown = text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]}…"
    return Markup("<blockquote>{}</blockquote>").format(shown)
