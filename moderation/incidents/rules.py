"""Pure decisions about incidents: the ladder, what fits what, how much a report weighs."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from moderation.detect.verdict import Action
from moderation.incidents.defaults import ModerationSettings
from moderation.incidents.kinds import Decision, SanctionKind, Source, Topic

KEEP_TEXT = timedelta(hours=24)  # of a message that may have to be given back
KEEP_EXCERPT = timedelta(days=30)
APPEAL_WITHIN = KEEP_EXCERPT  # later nobody could see what it was about
OVERDUE_AFTER = timedelta(hours=12)  # then leaders hear of a held message nobody looked at

FOLD_WITHIN = timedelta(minutes=10)  # messages of one author and topic are one incident
STORM_FROM = 8  # incidents in one chat …
STORM_WINDOW = timedelta(seconds=60)  # … within this time
STORM_CALM = timedelta(minutes=10)
STORM_WORD_EVERY = timedelta(seconds=30)
GROWTH_WORD_EVERY = timedelta(seconds=20)  # of an incident that takes in further messages
FALLBACK_AFTER = timedelta(seconds=30)  # if whoever saw personal data could not give them back
STORM_TOPICS = frozenset({Topic.SPAM, Topic.PROBATION, Topic.CHANNEL})

TAKEN_AWAY = tuple(action for action in Action if action.weight >= Action.HOLD.weight)
"""The actions after which a message is no longer to be read in the chat."""
BY_MACHINE = frozenset({Source.DETECTOR, Source.RULE})

_OF_DISTRESS = frozenset({Decision.MET, Decision.FALSE_ALARM})
_OF_CHANNELS = frozenset({Decision.RIGHT, Decision.BAN, Decision.INNOCENT})
_OF_PEOPLE = _OF_CHANNELS | {Decision.WARN, Decision.MUTE}
_LEAST_WEIGHT = 0.2


class Step(NamedTuple):
    """A rung of the ladder; a ban has no term."""

    kind: SanctionKind
    term: timedelta | None


def next_step(previous: Sequence[SanctionKind], settings: ModerationSettings) -> Step:
    """What comes after the sanctions that still count: a warning, three mutes, then a ban.

    A ban is only ever proposed to a person, who may decide otherwise.
    """
    terms = mute_terms(settings)
    mutes = previous.count(SanctionKind.MUTE)
    if SanctionKind.BAN in previous or mutes >= len(terms):
        return Step(SanctionKind.BAN, None)
    if not previous:
        return Step(SanctionKind.WARNING, timedelta(days=settings.warning_days))
    return Step(SanctionKind.MUTE, terms[mutes])


def mute_term(previous: Sequence[SanctionKind], settings: ModerationSettings) -> timedelta:
    """How long a mute lasts when nobody says: longer each time, the longest again and again."""
    terms = mute_terms(settings)
    return terms[min(previous.count(SanctionKind.MUTE), len(terms) - 1)]


def mute_terms(settings: ModerationSettings) -> tuple[timedelta, ...]:
    minutes = (
        settings.first_mute_minutes,
        settings.second_mute_minutes,
        settings.third_mute_minutes,
    )
    return tuple(timedelta(minutes=number) for number in minutes)


def fits(topic: Topic, decision: Decision) -> bool:
    """Whether a person may decide so: distress is met, never punished; a channel is not muted."""
    if topic is Topic.DISTRESS:
        return decision in _OF_DISTRESS
    return decision in (_OF_CHANNELS if topic is Topic.CHANNEL else _OF_PEOPLE)


def lesson_of(topic: Topic, decision: Decision) -> bool | None:
    """What a decision teaches the detector: True for bad, False for harmless, None for nothing.

    A ban for another reason than spam is about the person, not about the words. For what the
    machine had not noticed it is most often spam that it missed; `teaching` asks whether anything
    speaks against that.
    """
    if decision is Decision.FALSE_ALARM:
        return False
    if decision is Decision.INNOCENT:
        return False if topic in (Topic.SPAM, Topic.ABUSE, Topic.PERSONAL_DATA) else None
    is_spam = topic is Topic.SPAM and decision is Decision.RIGHT
    banned = topic in (Topic.SPAM, Topic.OTHER) and decision is Decision.BAN
    return True if is_spam or banned else None


def reporter_weight(upheld: int, not_upheld: int) -> float:
    """From 0.2 to just below 1.0, by how often moderators agreed (Laplace's rule of succession).

    Nobody alone weighs enough to have a message held.
    """
    agreed = (upheld + 1) / (upheld + not_upheld + 2)
    return _LEAST_WEIGHT + (1 - _LEAST_WEIGHT) * agreed


def takes_away(action: Action, *, dry_run: bool) -> bool:
    """Whether the machine of itself takes such a message out of sight."""
    return action in TAKEN_AWAY and not dry_run


def holds_personal_data(topic: Topic, reasons: Iterable[str]) -> bool:
    """Whether words of such a message must not be kept, whatever else it was noticed for."""
    named = any(reason.startswith(f"{Topic.PERSONAL_DATA}.") for reason in reasons)
    return named or topic is Topic.PERSONAL_DATA


def is_storm(incidents_in_window: int) -> bool:
    return incidents_in_window >= STORM_FROM


def end_of_slot(at: datetime, every: timedelta) -> datetime:
    """When the next word may be said, if one is said at most so often: the same for all at once."""
    return datetime.fromtimestamp(
        (at.timestamp() // every.total_seconds() + 1) * every.total_seconds(), UTC
    )


def is_over(messages: int, since: datetime, at: datetime, settings: ModerationSettings) -> bool:
    """Whether a newcomer's probation is: after enough messages, or enough days."""
    enough_days = at - since >= timedelta(days=settings.probation_days)
    return messages >= settings.probation_messages or enough_days
