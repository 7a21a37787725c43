"""What is kept of words: bounded, asked once, and never of what is no word."""

from collections import Counter

from moderation.detect.remembered import Remembered, remembering


def test_a_word_is_looked_into_once() -> None:
    asked: Counter[str] = Counter()

    def find_out(word: str) -> int | None:
        asked[word] += 1
        return None if word == "и" else len(word)

    known = remembering(find_out)

    assert [known("мама"), known("и"), known("мама"), known("и")] == [4, None, 4, None]
    assert asked == {"мама": 1, "и": 1}


def test_when_full_the_older_half_is_forgotten() -> None:
    known = Remembered(len, at_most=4)

    for word in ("а", "бб", "ввв", "гггг", "ддддд"):
        known[word]

    assert list(known) == ["ввв", "гггг", "ддддд"]
    assert known["а"] == 1


def test_it_never_holds_more_than_it_may() -> None:
    known = Remembered(len, at_most=100)

    most = max(len(known) for n in range(1_000) if known[str(n)])

    assert most == 100


def test_endless_words_are_answered_and_not_kept() -> None:
    known = Remembered(len)

    assert known["а" * 4096] == 4096
    assert not known
