"""From a verdict and a chat's rules to what is written down."""

from dataclasses import replace

from bot.group.watch.noticing import noticed
from bot.group.watch.rulebook import HouseRules
from moderation.detect.message import ChatRules
from moderation.detect.reasons import Reason
from moderation.detect.verdict import Action, Finding, Question, Verdict
from moderation.incidents.kinds import RuleReason, Source, Topic
from moderation.incidents.settings import ModerationSettings

USUAL = HouseRules(ModerationSettings(), ChatRules(), 0.0)


def verdict(action: Action, *raised: Question) -> Verdict:
    findings = tuple(Finding(question, 0.9, Reason.SPAM_WORDING) for question in raised)
    scores = {question: 0.9 if question in raised else 0.0 for question in Question}
    decided_by = raised[0] if raised else None
    return Verdict(action, scores, findings, frozenset(raised), decided_by)


QUIET = verdict(Action.ALLOW)


def with_settings(**changes: object) -> HouseRules:
    return replace(USUAL, settings=replace(USUAL.settings, **changes))  # type: ignore[arg-type]


def test_nearly_always_there_is_nothing_to_notice() -> None:
    assert noticed(QUIET, None, USUAL) == []


def test_what_the_detector_decides_is_noticed_with_its_reasons() -> None:
    (found,) = noticed(verdict(Action.REMOVE, Question.SPAM), None, USUAL)

    assert (found.topic, found.source, found.action) == (
        Topic.SPAM,
        Source.DETECTOR,
        Action.REMOVE,
    )
    assert found.reasons == ("spam.wording",)
    assert found.removes


def test_distress_outranks_everything_and_removes_nothing() -> None:
    judged = verdict(Action.ALLOW, Question.DISTRESS, Question.PERSONAL_DATA)

    (found,) = noticed(judged, RuleReason.MEDIA, USUAL)

    assert found.topic is Topic.DISTRESS
    assert not found.removes


def test_a_chat_may_leave_distress_alone() -> None:
    judged = verdict(Action.ALLOW, Question.DISTRESS)

    assert noticed(judged, None, with_settings(distress=False)) == []


def test_a_broken_rule_holds_and_takes_the_place_of_a_hint() -> None:
    judged = verdict(Action.HINT, Question.PERSONAL_DATA)

    (found,) = noticed(judged, RuleReason.LINK, USUAL)

    assert (found.topic, found.source, found.action) == (
        Topic.PROBATION,
        Source.RULE,
        Action.HOLD,
    )


def test_a_removal_needs_no_rule_beside_it() -> None:
    (found,) = noticed(verdict(Action.BAN, Question.SPAM), RuleReason.LINK, USUAL)

    assert found.topic is Topic.SPAM


def test_what_is_tried_out_leaves_the_other_rules_in_force() -> None:
    house = with_settings(dry_run_spam=True)

    rule, tried = noticed(verdict(Action.BAN, Question.SPAM), RuleReason.LINK, house)

    assert (rule.topic, rule.removes) == (Topic.PROBATION, True)
    assert (tried.topic, tried.dry_run, tried.removes) == (Topic.SPAM, True, False)
