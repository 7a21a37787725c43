"""From a verdict, and the chat's own rules, to what is to be written down; pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.group.watch.rulebook import HouseRules
from moderation.detect.message import ChatRules, Standing
from moderation.detect.policy import action_on
from moderation.detect.verdict import Action, Question, Verdict
from moderation.incidents.kinds import RuleReason, Source, Topic
from moderation.incidents.rules import TAKEN_AWAY


@dataclass(frozen=True, slots=True)
class Noticed:
    """One reason to act, or (`dry_run`) to say only what would have been done."""

    topic: Topic
    source: Source
    action: Action
    score: float = 1.0
    reasons: tuple[str, ...] = ()
    dry_run: bool = False

    @property
    def removes(self) -> bool:
        in_distress = self.topic is Topic.DISTRESS
        return self.action in TAKEN_AWAY and not self.dry_run and not in_distress


def noticed(verdict: Verdict, broken: RuleReason | None, house: HouseRules) -> list[Noticed]:
    """Usually nothing. Distress outranks the rest; a hint gives way to a rule that holds."""
    if Question.DISTRESS in verdict.raised:
        return [_by_detector(Question.DISTRESS, verdict, house)] * house.settings.distress
    return list(_by_all(verdict, broken, house))


def _by_all(verdict: Verdict, broken: RuleReason | None, house: HouseRules) -> Iterator[Noticed]:
    judged = None
    if verdict.decided_by is not None:
        judged = _by_detector(verdict.decided_by, verdict, house)
    if broken is not None and not (judged and judged.removes):
        yield by_rule(Topic.PROBATION, broken, Action.HOLD, verdict, house)
        if judged and judged.action is Action.HINT:
            return
    if judged is not None:
        yield judged


def _by_detector(question: Question, verdict: Verdict, house: HouseRules) -> Noticed:
    topic = Topic(question.value)
    return Noticed(
        topic=topic,
        source=Source.DETECTOR,
        action=verdict.action,
        score=verdict.scores[question],
        reasons=tuple(reason.value for reason in verdict.reasons),
        dry_run=house.is_dry_run(topic),
    )


def by_rule(
    topic: Topic, reason: RuleReason, action: Action, verdict: Verdict, house: HouseRules
) -> Noticed:
    """Rules of the house are for newcomers and strangers; `verdict` is the detector's on them."""
    return Noticed(
        topic,
        Source.RULE,
        action,
        reasons=(reason.value, *certain_data(verdict, house.rules)),
        dry_run=house.is_dry_run(topic),
    )


def certain_data(verdict: Verdict, rules: ChatRules) -> Iterator[str]:
    """Personal data that would have been removed for their own sake.

    Named beside whatever else a message is noticed for, they keep its words from being written
    down (decision 009).
    """
    question = Question.PERSONAL_DATA
    score = verdict.scores[question]
    if action_on(question, score, Standing.NEWCOMER, rules) in TAKEN_AWAY:
        found = (one.reason.value for one in verdict.findings if one.question is question)
        yield from dict.fromkeys(found)
