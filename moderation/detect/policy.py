"""From four scores to one action: by confidence, by standing, by the chat's rules.

A ban is a person's decision, except near-certain spam of a newcomer. Distress outranks the rest:
whoever may be in crisis is met by a person, never by a sanction (issue 2, beyond.md 3).
"""

from collections.abc import Mapping

from moderation.detect.message import ChatRules, Standing, Strictness
from moderation.detect.verdict import Action, Question

Ladder = tuple[tuple[float, Action], ...]
"""From which score on which action, the heaviest first."""

_PERSONAL_DATA: Ladder = ((0.85, Action.REMOVE), (0.4, Action.HINT))
_ABUSE: Ladder = (
    (0.95, Action.MUTE),
    (0.85, Action.REMOVE),
    (0.7, Action.HOLD),
    (0.5, Action.HINT),
)
LADDERS: Mapping[Question, Mapping[Standing, Ladder]] = {
    Question.SPAM: {
        Standing.NEWCOMER: (
            (0.97, Action.BAN),
            (0.9, Action.MUTE),
            (0.8, Action.REMOVE),
            (0.5, Action.HOLD),
        ),
        Standing.MEMBER: ((0.9, Action.REMOVE), (0.65, Action.HOLD)),
        Standing.ACTIVIST: ((0.97, Action.HOLD),),
    },
    Question.ABUSE: {
        Standing.NEWCOMER: _ABUSE,
        Standing.MEMBER: _ABUSE,
        Standing.ACTIVIST: ((0.85, Action.HOLD), (0.5, Action.HINT)),
    },
    Question.PERSONAL_DATA: dict.fromkeys(Standing, _PERSONAL_DATA),
}
DISTRESS_FROM = 0.5
_AT_MOST = {Strictness.HINT: Action.HINT, Strictness.HOLD: Action.HOLD, Strictness.NORMAL: None}


def decide(
    scores: Mapping[Question, float], standing: Standing, rules: ChatRules
) -> tuple[Action, Question | None, frozenset[Question]]:
    """The action, the question that led to it, and all questions that were raised."""
    actions = {
        question: action
        for question in LADDERS
        if (action := action_on(question, scores[question], standing, rules)) is not Action.ALLOW
    }
    raised = frozenset(actions)
    if scores[Question.DISTRESS] >= DISTRESS_FROM:
        return Action.ALLOW, Question.DISTRESS, raised | {Question.DISTRESS}
    if not actions:
        return Action.ALLOW, None, raised
    question = max(actions, key=lambda one: actions[one].weight)
    return actions[question], question, raised


def action_on(question: Question, score: float, standing: Standing, rules: ChatRules) -> Action:
    """What would follow if the other questions had not been asked."""
    strictness = rules.strictness_of(question)
    if strictness is Strictness.OFF:
        return Action.ALLOW
    ladder = LADDERS[question][standing]
    action = next((action for least, action in ladder if score >= least), Action.ALLOW)
    limit = _AT_MOST[strictness]
    return limit if limit is not None and action.weight > limit.weight else action
