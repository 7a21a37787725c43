"""Names that everybody may say: writers, saints, heroes of books, and the club's own people."""

from functools import cache
from pathlib import Path

from moderation.detect.personal_data.names import PersonName
from moderation.detect.personal_data.word_files import read_sections

_FILE = Path(__file__).parent / "famous.txt"
_CASE_ENDINGS = "аяоейыуюими"
_LONGEST_ENDING = 3  # letters: «Кузнецов-ыми», «Толст-ого»


def is_one_of(name: PersonName, people: frozenset[str]) -> bool:
    """Whether the surname is one of these, in any case; they may be of a woman or a man."""
    return name.full and any(_same(name.surname, known) for known in people)


def _same(surname: str, known: str) -> bool:
    stem = known.lower().replace("ё", "е").rstrip(_CASE_ENDINGS)
    return surname.startswith(stem) and len(surname) - len(stem) <= _LONGEST_ENDING


def is_famous(name: PersonName) -> bool:
    """Whether the surname, or the initial with the surname, is in famous.txt."""
    alone, with_initial = _famous()
    if not name.full:
        return False
    initialled = f"{name.given[:1]}_{name.surname}"
    return name.surname.startswith(alone) or initialled.startswith(with_initial)


@cache
def _famous() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Surnames of one bearer, and those that count only with an initial («н_носов»)."""
    words = read_sections(_FILE)["famous"]
    return (
        tuple(word for word in words if "_" not in word),
        tuple(word for word in words if "_" in word),
    )
