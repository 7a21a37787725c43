"""What may be kept of a message that was noticed: whatever was handed in, never too much."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from moderation.detect.verdict import Action
from moderation.incidents.kinds import Source, Topic
from moderation.incidents.sighting import EXCERPT_LENGTH, Sighting

SEEN = Sighting(
    chat_id=1,
    message_id=7,
    sent_at=datetime(2026, 3, 16, 3, 0, tzinfo=UTC),
    account_id=2,
    topic=Topic.SPAM,
    source=Source.DETECTOR,
    action=Action.HOLD,
    text="Заработок на дому",
    excerpt="Заработок на дому",
    context=[[6, "Всем доброе утро"]],
)


def words_of(sighting: Sighting) -> tuple[object, ...]:
    return sighting.text, sighting.excerpt, sighting.context


def test_words_of_what_a_moderator_will_look_at_are_kept() -> None:
    assert SEEN.checked() == SEEN


@pytest.mark.parametrize(
    "changes",
    [
        {"topic": Topic.PERSONAL_DATA, "action": Action.REMOVE},
        {"reasons": ("spam.link", "personal_data.snils")},
        {"topic": Topic.ABUSE, "reasons": ("abuse.insult", "personal_data.phone")},
        {"action": Action.HINT},
    ],
    ids=["personal data", "spam with personal data", "insult with a phone", "a hint"],
)
def test_words_that_must_not_be_kept_are_dropped(changes: dict[str, object]) -> None:
    assert words_of(replace(SEEN, **changes).checked()) == (None, None, None)


@pytest.mark.parametrize("action", Action)
def test_nothing_is_done_to_somebody_in_distress(action: Action) -> None:
    checked = replace(SEEN, topic=Topic.DISTRESS, action=action).checked()

    assert checked.action is Action.ALLOW
    assert checked.excerpt == SEEN.excerpt, "whoever comes must know what it is about"


def test_excerpts_and_lines_of_context_are_short() -> None:
    long = "слово " * 300
    checked = replace(SEEN, excerpt=long, context=[[5, long], [6, "да"]]).checked()

    assert checked.excerpt == long[:EXCERPT_LENGTH]
    assert checked.context is not None
    assert [(number, len(words)) for number, words in checked.context] == [(5, 120), (6, 2)]
    assert checked.text == SEEN.text
