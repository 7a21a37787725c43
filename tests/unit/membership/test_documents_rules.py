"""Which documents somebody still has to accept, and which texts fit a screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.membership.documents.errors import DocumentTextInvalid
from community.membership.documents.rules import (
    BODY_LIMIT,
    SUMMARY_LIMIT,
    TITLE_LIMIT,
    Current,
    check_texts,
    holds,
    missing,
)

RULES = Current("rules", version_id=3, number=3, valid_from=2, required=True)
CONTACT = Current("contact", version_id=9, number=1, valid_from=1, required=False)


def texts(**changed: str) -> dict[str, dict[str, str]]:
    russian = {"title": "Правила", "summary": "О чём мы договорились", "body": "Бережно."}
    english = {"title": "Rules", "summary": "What we agreed on", "body": "Gently."}
    return {"ru": russian, "en": english | changed}


def test_an_acceptance_holds_until_a_version_asks_again() -> None:
    assert not holds(RULES, None)
    assert not holds(RULES, 1)
    assert holds(RULES, 2), "version 3 was a small correction"
    assert holds(RULES, 3)


def test_only_what_membership_rests_on_is_asked_for() -> None:
    assert missing([RULES, CONTACT], {}) == [RULES]
    assert missing([RULES, CONTACT], {}, required_only=False) == [RULES, CONTACT]
    assert missing([RULES, CONTACT], {"rules": 3, "contact": 1}, required_only=False) == []


@given(number=st.integers(1, 9), valid_from=st.integers(1, 9), accepted=st.integers(1, 9))
def test_accepting_a_later_version_never_counts_for_less(
    number: int, valid_from: int, accepted: int
) -> None:
    current = Current("rules", 1, number, min(valid_from, number), required=True)
    if holds(current, accepted):
        assert holds(current, accepted + 1)


@pytest.mark.parametrize(
    ("part", "limit"), [("title", TITLE_LIMIT), ("summary", SUMMARY_LIMIT), ("body", BODY_LIMIT)]
)
def test_a_text_that_is_missing_or_outgrows_its_place_is_named(part: str, limit: int) -> None:
    check_texts(texts(**{part: "о" * limit}))
    for wrong in ("", "   ", "о" * (limit + 1)):
        with pytest.raises(DocumentTextInvalid) as refused:
            check_texts(texts(**{part: wrong}))
        assert refused.value.fields == {"language": "en", "part": part, "limit": limit}


def test_a_document_without_its_english_is_not_complete() -> None:
    with pytest.raises(DocumentTextInvalid) as refused:
        check_texts({"ru": texts()["ru"]})
    assert refused.value.fields["language"] == "en"
