"""Reasons as a person reads them, for both edges and the command line."""

from collections.abc import Mapping
from pathlib import Path

from community.core.i18n import translations
from moderation.detect.reasons import Reason
from moderation.incidents.kinds import RuleReason

LOCALES = Path(__file__).parent / "locales"

SENTENCES: Mapping[Reason | RuleReason, str] = {
    # spam
    Reason.SPAM_WORDING: "the wording is like that of spam",
    Reason.SPAM_DISGUISE: "words are disguised, as those do who hide from filters",
    Reason.SPAM_LINK: "a link of the kind that spam uses",
    Reason.SPAM_HIDDEN_LINK: "a link hidden behind other words",
    Reason.SPAM_REPEATED: "the same text stands in several messages",
    Reason.SPAM_FORWARDED_AD: "an advertisement forwarded from a channel",
    Reason.SPAM_LURE: "an invitation to write to a stranger",
    Reason.SPAM_LEARNED: "moderators marked a text like this as spam",
    # abuse
    # personal data
    # distress
    # rules of a chat
    RuleReason.LINK: "a newcomer's link",
    RuleReason.MEDIA: "a newcomer's picture, recording or file",
    RuleReason.FORWARD: "a message that a newcomer forwarded",
    RuleReason.CHANNEL: "written in the name of a channel",
}


def in_words(reason: Reason | RuleReason, language: str) -> str:
    """Raises KeyError for a reason without words; a test keeps the list whole."""
    return translations(LOCALES, language).gettext(SENTENCES[reason])
