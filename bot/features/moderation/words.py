"""Topics, actions, decisions and the like, as moderators read them."""

from bot.texts import Texts
from moderation.detect.verdict import Action
from moderation.incidents.kinds import Decision, ReportReason, SanctionKind, Topic


def topic_title(topic: Topic, texts: Texts) -> str:
    return {
        Topic.SPAM: texts("📢 Looks like advertising or fraud"),
        Topic.ABUSE: texts("🔥 Looks like an insult"),
        Topic.PERSONAL_DATA: texts("🔒 Personal data"),
        Topic.DISTRESS: texts("💛 Somebody may be unwell"),
        Topic.PROBATION: texts("🌱 A newcomer's link, picture or forwarded message"),
        Topic.CHANNEL: texts("📣 Written in the name of a channel"),
        Topic.OTHER: texts("👀 Please look at this message"),
    }[topic]


def would_do(action: Action, texts: Texts) -> str:
    """What the machine would have done, as the end of a sentence."""
    return {
        Action.ALLOW: texts("nothing"),
        Action.HINT: texts("a private hint"),
        Action.HOLD: texts("hold the message back until you look"),
        Action.REMOVE: texts("remove the message"),
        Action.MUTE: texts("remove the message, mute the author"),
        Action.BAN: texts("remove the message, ban the author"),
    }[action]


def decision_name(decision: Decision, texts: Texts) -> str:
    return {
        Decision.RIGHT: texts("removed"),
        Decision.WARN: texts("removed, with a warning"),
        Decision.MUTE: texts("removed, the author is muted"),
        Decision.BAN: texts("removed, the author is banned"),
        Decision.INNOCENT: texts("all is well"),
        Decision.MET: texts("somebody is with the person"),
        Decision.FALSE_ALARM: texts("a false alarm"),
        Decision.LAPSED: texts("nobody looked in time"),
    }[decision]


def reason_name(reason: ReportReason, texts: Texts) -> str:
    return {
        ReportReason.SPAM: texts("advertising or fraud"),
        ReportReason.ABUSE: texts("an insult"),
        ReportReason.PERSONAL_DATA: texts("a child's personal data"),
        ReportReason.UNWELL: texts("somebody is unwell"),
        ReportReason.OTHER: texts("something else"),
    }[reason]


def sanctions_before(kind: SanctionKind, count: int, texts: Texts) -> str:
    if kind is SanctionKind.WARNING:
        return texts.plural("{count} warning", "{count} warnings", count)
    if kind is SanctionKind.MUTE:
        return texts.plural("{count} mute", "{count} mutes", count)
    return texts.plural("{count} ban", "{count} bans", count)


def media_name(media: str, texts: Texts) -> str:
    """`media` is a value of detect.message.Media."""
    return {
        "photo": texts("a picture"),
        "video": texts("a video"),
        "voice": texts("a voice message"),
        "document": texts("a file"),
        "sticker": texts("a sticker"),
    }.get(media, texts("an attachment"))
