"""Charts and marked texts of the site."""

from hypothesis import given
from hypothesis import strategies as st

from moderation.detect.reasons import Reason
from moderation.detect.verdict import Action, Finding, Question, Verdict
from web.view.charts import Series, stacked
from web.view.marked import marked


def test_bars_stand_on_each_other_and_reach_as_high_as_their_sum() -> None:
    chart = stacked(["1", "2"], [Series("a", "of-a", [2, 0]), Series("b", "of-b", [2, 4])])
    low, high, alone = chart.pieces
    assert high.y + high.height == low.y
    assert low.height + high.height == alone.height
    assert [level.said for level in chart.levels] == ["0", "2", "4"]


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=20))
def test_nothing_is_drawn_outside(values: list[int]) -> None:
    chart = stacked([str(n) for n in range(len(values))], [Series("a", "of-a", values)])
    assert chart.is_empty == (not any(values))
    for piece in chart.pieces:
        assert 0 <= piece.y <= piece.y + piece.height <= chart.height
        assert chart.left <= piece.x <= piece.x + piece.width <= chart.width
    assert len(chart.levels) <= 11


def test_a_text_is_cut_where_the_surest_findings_stand() -> None:
    found = [
        Finding(Question.PERSONAL_DATA, 0.9, Reason.SNILS, 6, 11),
        Finding(Question.PERSONAL_DATA, 0.5, Reason.PHONE, 4, 9),
        Finding(Question.SPAM, 0.3, Reason.SPAM_LURE, 0, 3),
    ]
    verdict = Verdict(Action.REMOVE, {}, tuple(found), frozenset({Question.PERSONAL_DATA}))
    pieces = marked("снилс 12345!", verdict)
    assert [(piece.text, piece.reason) for piece in pieces] == [
        ("снилс ", None),
        ("12345", Reason.SNILS),
        ("!", None),
    ]
