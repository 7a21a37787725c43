"""Features as numbers: each word, piece of a word, pair and idea falls into one of many buckets.

Half a million weights hold whatever people may write; two features in one bucket are rare and do
little harm. Texts are hashed as UTF-16: two bytes a letter, so that pieces can be cut out.
"""

from functools import lru_cache
from zlib import crc32

BUCKETS = 1 << 19
BIAS = BUCKETS  # one weight more, for what is common to all
_LAST_BUCKET = BUCKETS - 1
_PIECES = (3, 4, 5)  # letters; pieces of two were measured to add nothing
_LETTER = 2  # bytes
_CACHED = 4096
# What the hash of each kind of feature begins with.
_WORD, _PAIR, _IDEA = crc32(b"w"), crc32(b"p"), crc32(b"i")

Half = tuple[int, bytes]
"""A word as a half of pairs: what all pairs begin with that it opens, and itself as the second."""


def word_buckets(word: str) -> tuple[int, list[int]]:
    """The bucket of a word, and of its pieces with its borders marked."""
    own = crc32(_encoded(word), _WORD) & _LAST_BUCKET
    if word[0] == "#":
        return own, []
    bordered = _encoded(f"<{word.lstrip('@')}>")
    return own, [crc32(bordered[piece]) & _LAST_BUCKET for piece in _pieces(len(bordered))]


def half(word: str) -> Half:
    return crc32(_encoded(f"{word} "), _PAIR), _encoded(word)


def pair_bucket(first: Half, second: Half) -> int:
    return crc32(second[1], first[0]) & _LAST_BUCKET


@lru_cache(_CACHED)
def idea_bucket(*ideas: str) -> int:
    return crc32(_encoded(" ".join(ideas)), _IDEA) & _LAST_BUCKET


@lru_cache(_CACHED)
def _pieces(length: int) -> list[slice]:
    """Where the pieces of an encoded word of this length stand."""
    return [
        slice(begin, begin + _LETTER * letters)
        for letters in _PIECES
        for begin in range(0, length - _LETTER * letters + 1, _LETTER)
    ]


def _encoded(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")
