"""What the site calls incidents, decisions, sanctions and rules: English message ids."""

from moderation.detect.message import Standing, Strictness
from moderation.detect.verdict import Action, Question
from moderation.incidents.kinds import (
    AppealState,
    Decision,
    LessonState,
    MessageState,
    ReportReason,
    RuleReason,
    SanctionKind,
    Source,
    Topic,
)
from web.view.words import N_

TOPICS = {
    Topic.DISTRESS: N_("somebody may be unwell"),
    Topic.SPAM: N_("spam or fraud"),
    Topic.ABUSE: N_("insult or threat"),
    Topic.PERSONAL_DATA: N_("personal data of a child or family"),
    Topic.PROBATION: N_("a newcomer's link, picture or forwarded message"),
    Topic.CHANNEL: N_("posted in the name of a channel"),
    Topic.OTHER: N_("another reason"),
}
QUESTIONS = {question: TOPICS[Topic(question.value)] for question in Question}
SOURCES = {
    Source.DETECTOR: N_("noticed by the bot"),
    Source.RULE: N_("by a rule of the chat"),
    Source.REPORT: N_("reported by members"),
    Source.MODERATOR: N_("by a moderator in the chat"),
}
ACTIONS = {
    Action.ALLOW: N_("the message stands"),
    Action.HINT: N_("the author had a soft word in private; the message stands"),
    Action.HOLD: N_("held until somebody looks"),
    Action.REMOVE: N_("removed; the author has the text back"),
    Action.MUTE: N_("removed, the author may not write for a while"),
    Action.BAN: N_("removed, the author is banned"),
}
DECISIONS = {
    Decision.RIGHT: N_("rightly removed"),
    Decision.WARN: N_("warned"),
    Decision.MUTE: N_("muted"),
    Decision.BAN: N_("banned"),
    Decision.INNOCENT: N_("innocent"),
    Decision.MET: N_("somebody is with the person"),
    Decision.FALSE_ALARM: N_("a false alarm"),
    Decision.LAPSED: N_("nobody looked in time"),
}
ANSWERS = {
    Decision.RIGHT: N_("Right, remove"),
    Decision.WARN: N_("Warn"),
    Decision.MUTE: N_("Mute"),
    Decision.BAN: N_("Ban"),
    Decision.INNOCENT: N_("All is well, give back"),
    Decision.MET: N_("Somebody is with them"),
    Decision.FALSE_ALARM: N_("A false alarm"),
}
MESSAGE_STATES = {
    MessageState.STANDING: N_("stands in the chat"),
    MessageState.REMOVING: N_("is being removed"),
    MessageState.REMOVED: N_("removed from the chat"),
    MessageState.RETURNING: N_("is being given back"),
    MessageState.RETURNED: N_("given back to the chat"),
    MessageState.REFUSED: N_("the messenger did not let the bot remove it"),
}
SANCTIONS = {
    SanctionKind.WARNING: N_("warning"),
    SanctionKind.MUTE: N_("mute"),
    SanctionKind.BAN: N_("ban"),
}
REPORT_REASONS = {
    ReportReason.SPAM: N_("spam or fraud"),
    ReportReason.ABUSE: N_("insult or threat"),
    ReportReason.PERSONAL_DATA: N_("personal data of a child"),
    ReportReason.UNWELL: N_("the person is unwell"),
    ReportReason.OTHER: N_("another reason"),
}
RULE_REASONS = {
    RuleReason.LINK: N_("a newcomer's link"),
    RuleReason.MEDIA: N_("a newcomer's picture or file"),
    RuleReason.FORWARD: N_("a newcomer's forwarded message"),
    RuleReason.CHANNEL: N_("posted in the name of a channel"),
}
APPEALS = {
    AppealState.OPEN: N_("waits for another moderator"),
    AppealState.GRANTED: N_("the author was right"),
    AppealState.REFUSED: N_("the decision stands"),
}
LESSONS = {
    LessonState.WAITING: N_("waits for a second moderator"),
    LessonState.ACTIVE: N_("in force"),
    LessonState.UNDONE: N_("undone"),
}
STANDINGS = {
    Standing.NEWCOMER: N_("newcomer"),
    Standing.MEMBER: N_("member of the club"),
    Standing.ACTIVIST: N_("activist or specialist"),
}
STRICTNESS = {
    Strictness.NORMAL: N_("acts by itself"),
    Strictness.HOLD: N_("at most holds"),
    Strictness.HINT: N_("at most a soft word"),
    Strictness.OFF: N_("does not look"),
}
TERMS = (
    (30, N_("30 minutes")),
    (60, N_("1 hour")),
    (24 * 60, N_("1 day")),
    (7 * 24 * 60, N_("7 days")),
)
# The pages of moderation: path and words.
SECTIONS = (
    ("/moderation", N_("Queue")),
    ("/moderation/history", N_("Past decisions")),
    ("/moderation/appeals", N_("Appeals")),
    ("/moderation/people", N_("Sanctions")),
    ("/moderation/lessons", N_("What the bot learned")),
    ("/moderation/rules", N_("Rules of chats")),
    ("/moderation/quality", N_("Quality")),
)
