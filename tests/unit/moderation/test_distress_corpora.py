"""The product's own corpora of distress: what is heard, what stays quiet, and how well made."""

from collections import Counter

import pytest

from moderation.detect.distress.learn import samples
from tests.support.corpora import messages
from tests.unit.moderation.distress import findings, is_raised


def test_nineteen_of_twenty_signals_are_heard() -> None:
    signals = messages("distress/signals")
    heard = [text for text in signals if is_raised(text)]

    assert len(signals) >= 350
    assert len(heard) >= 0.95 * len(signals)


def test_of_lookalikes_hardly_one_in_fifty_is_marked() -> None:
    lookalikes = messages("distress/lookalikes")
    marked = [text for text in lookalikes if is_raised(text)]

    assert len(lookalikes) >= len(messages("distress/signals"))
    assert len(marked) <= 0.02 * len(lookalikes)


def test_of_innocent_messages_hardly_one_in_five_hundred_is_marked() -> None:
    innocent = messages("innocent")
    marked = [text for text in innocent if is_raised(text)]

    assert len(marked) <= 0.002 * len(innocent)


@pytest.mark.parametrize("name", ["distress/signals", "distress/lookalikes"])
def test_no_message_stands_twice(name: str) -> None:
    bare = Counter("".join(filter(str.isalnum, text.lower())) for text in messages(name))

    assert [text for text, count in bare.items() if count > 1] == []


def test_most_signals_are_called_by_the_name_of_their_section() -> None:
    signals = [sample for sample in samples() if sample.kind]
    named = [s for s in signals if s.kind in {finding.kind for finding in findings(s.text)}]

    assert len(named) >= 0.75 * len(signals)
