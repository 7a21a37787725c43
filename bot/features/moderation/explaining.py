"""What the author of a message is told: what happened, why, and how to write it instead.

A parent may read this at three in the morning: it teaches, and blames nobody.
"""

from collections.abc import Sequence

from markupsafe import Markup

from bot.features.moderation.reasons import reasons_in_words
from bot.features.moderation.sanction_words import always_open, imposed_because
from bot.screen import Row, Screen, button
from bot.texts import Texts
from community.chats.models import Chat
from moderation.detect.verdict import Action
from moderation.incidents.kinds import Topic
from moderation.incidents.models import Incident, Sanction

_FITS_BESIDE_OUR_WORDS = 3000  # of a messenger's 4,096 characters


def personal_data_screen(
    texts: Texts,
    reasons: Sequence[str],
    masked: str | None,
    incident_id: int,
    imposed: Sequence[str] = (),
    *,
    had_media: bool = False,
) -> Screen:
    """A removed message goes back with what gave somebody away covered.

    The data themselves are not repeated, and pictures and files not sent again: a private chat is
    kept by the messenger as well.
    `masked` is None where the text is no longer in memory. A very long one goes in a message of
    its own before this: see `separately`.
    """
    lines: list[str] = [
        texts("🔒 I took your message out of the chat: it held personal data."),
        *_why(texts, reasons),
        texts(
            "The chat has many readers, and what was forwarded cannot be called back. Nobody blames"
            " you. I have not kept the text; moderators see only what kind of data it was."
        ),
    ]
    if had_media:
        lines.append(texts("The picture or file is gone with it: I keep no copy of that either."))
    if masked:
        lines.append(texts("It can be written like this. Copy it, change it and send it again:"))
        lines += _given_back(texts, [masked])
    else:
        lines.append(texts("Please write it again without the data, e.g. “my daughter, 9”."))
    lines += _what_follows(texts, imposed)
    return Screen("\n\n".join(lines), disagree(texts, incident_id))


def separately(words: Sequence[str]) -> list[Screen]:
    """Somebody's words in messages of their own, where they do not fit beside ours."""
    return [] if _fit(words) else [Screen(_quoted(text)) for text in words]


def taken_away_screen(
    texts: Texts,
    incident: Incident,
    chat_title: str,
    given_back: Sequence[str],
    imposed: Sequence[str] = (),
) -> Screen:
    """A message is out of the chat, for now or for good; its text goes back to its author.

    What follows from it (`imposed`) stands below: nobody is written to twice about one thing.

    Very long words go in messages of their own before this: see `separately`.
    """
    if incident.action is Action.HOLD and incident.decision is None:
        first = _held(texts, incident.topic, chat_title)
    elif incident.action is Action.HOLD:
        first = texts(
            "A moderator has looked at your message in «{title}»: it stays out of the chat.",
            title=chat_title,
        )
    else:
        first = _removed(texts, incident.topic, chat_title)
    lines = [first, *_why(texts, incident.reasons)]
    if given_back:
        lines.append(texts("Your words, so that nothing is lost:"))
        lines += _given_back(texts, given_back)
    lines += _what_follows(texts, imposed)
    return Screen("\n\n".join(lines), disagree(texts, incident.id))


def hint_screen(texts: Texts, incident: Incident, chat_title: str) -> Screen:
    """The message stays; a soft word on how to write next time."""
    if incident.topic is Topic.PERSONAL_DATA:
        text = texts(
            "💡 A word about your message in «{title}»; it stays where it is. A child may be"
            " recognised by it. Safer: “my daughter, 9”, without a name, school or address. To"
            " change it, hold your finger on the message and choose «Edit».",
            title=chat_title,
        )
    elif incident.topic is Topic.ABUSE:
        text = texts(
            "💡 A word about your message in «{title}»; it stays where it is. It may hurt somebody."
            " If you like, hold your finger on it, choose «Edit» and say it in other words.",
            title=chat_title,
        )
    else:
        text = texts(
            "💡 A word about your message in «{title}»; it stays where it is. It looks like"
            " advertising, which the club does not have.",
            title=chat_title,
        )
    return Screen("\n\n".join([text, *_why(texts, incident.reasons)]))


def sanction_screen(
    texts: Texts, sanctions: Sequence[Sanction], incident: Incident, chat: Chat
) -> Screen:
    """What follows for the author, until when, what stays open, and how to disagree."""
    told = [imposed_because(texts, one, incident.topic, chat) for one in sanctions]
    return Screen("\n\n".join([*told, *always_open(texts)]), disagree(texts, incident.id))


def disagree(texts: Texts, incident_id: int) -> list[Row]:
    return [[button(texts("🙋 I disagree"), f"inc:{incident_id}:appeal")]]


def _what_follows(texts: Texts, imposed: Sequence[str]) -> list[str]:
    return [*imposed, *always_open(texts)] if imposed else []


def _held(texts: Texts, topic: Topic, title: str) -> str:
    if topic is Topic.PROBATION:
        return texts(
            "🕐 Your message in «{title}» is put aside for now. Whoever is new here has links,"
            " pictures and forwarded messages looked at by a moderator first: so spam stays"
            " outside. If all is well, it comes back by itself. This soon ends; words you can"
            " write at any time.",
            title=title,
        )
    if topic is Topic.ABUSE:
        return texts(
            "🕐 Your message in «{title}» is put aside for now: it may hurt somebody. A moderator"
            " will look; if all is well, it comes back by itself.",
            title=title,
        )
    return texts(
        "🕐 Your message in «{title}» is put aside for now. A moderator will look; if all is well,"
        " it comes back by itself.",
        title=title,
    )


def _removed(texts: Texts, topic: Topic, title: str) -> str:
    if topic is Topic.PROBATION:
        return _held(texts, topic, title)
    if topic is Topic.ABUSE:
        return texts(
            "Your message in «{title}» was taken away: it has words that hurt. To be angry is all"
            " right here. Say what happened and how it is for you, without names for others.",
            title=title,
        )
    if topic is Topic.SPAM:
        return texts(
            "Your message in «{title}» was taken away: it looks like advertising or fraud.",
            title=title,
        )
    return texts(
        "Your message in «{title}» was taken away: it does not fit the rules of the club.",
        title=title,
    )


def _given_back(texts: Texts, words: Sequence[str]) -> list[str]:
    if not _fit(words):
        return [texts("⬆️ It stands above this message.")]
    return [_quoted(text) for text in words]


def _fit(words: Sequence[str]) -> bool:
    return sum(map(len, words)) <= _FITS_BESIDE_OUR_WORDS


def _quoted(text: str) -> Markup:
    return Markup("<blockquote>{}</blockquote>").format(text)


def _why(texts: Texts, reasons: Sequence[str]) -> list[str]:
    words = reasons_in_words(reasons, texts)
    return [texts("Why: {reasons}.", reasons=words)] if words else []
