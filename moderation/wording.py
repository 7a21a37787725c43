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
    Reason.SPAM_PROMISE: "a promise of easy money",
    Reason.SPAM_SHOUTING: "capitals and prices together, as in advertisements",
    Reason.SPAM_BUTTONS: "buttons of another bot under the message",
    Reason.SPAM_FALSE_SITE: "a site that passes itself off as another",
    Reason.SPAM_PROGRAM: "a program to install instead of a document",
    # abuse
    Reason.OBSCENITY: "obscene words",
    Reason.INSULT: "an insult",
    Reason.THREAT: "a threat",
    Reason.HARASSMENT: "a sexual or pressing remark",
    Reason.CONTEMPT: "contempt for parents, children or a people",
    # personal data
    Reason.SNILS: "the number of an insurance account (SNILS)",
    Reason.PASSPORT: "the number of a passport",
    Reason.BIRTH_CERTIFICATE: "the number of a birth certificate",
    Reason.OMS_POLICY: "the number of a health insurance policy",
    Reason.INN: "a taxpayer's number of a person",
    Reason.DOCUMENT: "the number of a personal paper",
    Reason.CARD: "the number of a bank card or account",
    Reason.PHONE: "a personal phone number",
    Reason.EMAIL: "a personal e-mail address",
    Reason.ADDRESS: "the address where a family lives",
    Reason.FULL_NAME_BIRTH: "a full name and a date of birth",
    Reason.SCHOOL_CLASS: "a child's school and class",
    Reason.DIAGNOSIS_NAME: "a diagnosis beside a child's name",
    Reason.ADOPTION_NAME: "a child's name beside the story of the placement",
    Reason.CHILD_NAME: "a child's name",
    Reason.DOCUMENT_PHOTO: "a picture or a copy of a personal paper",
    # distress
    Reason.SUICIDE: "sounds like thoughts of death",
    Reason.SELF_HARM: "somebody may be hurting themselves",
    Reason.VIOLENCE: "blows, threats or fear of losing control",
    Reason.GIVING_BACK: "sounds like the wish to give a child back",
    Reason.EXHAUSTION: "sounds like exhaustion at its end",
    Reason.DANGER_TO_CHILD: "a child may be in danger",
    # rules of a chat
    RuleReason.LINK: "a newcomer's link",
    RuleReason.MEDIA: "a newcomer's picture, recording or file",
    RuleReason.FORWARD: "a message that a newcomer forwarded",
    RuleReason.CHANNEL: "written in the name of a channel",
}


def in_words(reason: Reason | RuleReason, language: str) -> str:
    """Raises KeyError for a reason without words; a test keeps the list whole."""
    return translations(LOCALES, language).gettext(SENTENCES[reason])
