"""Words that mean much the same to parents, and words that only introduce a question: as data."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from community.library.search.words import lemmas, words_of

_FILE = Path(__file__).with_name("thesaurus.toml")


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _forms(words: str) -> frozenset[str]:
    return frozenset(form for word in words_of(words) for form in lemmas(word)[:1])


@cache
def near() -> Mapping[str, frozenset[str]]:
    """By its first form, what else people call a thing."""
    found: dict[str, set[str]] = defaultdict(set)
    for group in _data()["near"]:
        forms = _forms(group)
        for form in forms:
            found[form] |= forms - {form}
    return {form: frozenset(others) for form, others in found.items()}


@cache
def introducing() -> frozenset[str]:
    """First forms of «подскажите», «что делать», «здравствуйте»: of every question alike."""
    return _forms(_data()["introducing"])


@cache
def asking() -> frozenset[str]:
    """Words by which a sentence is known as a question."""
    return frozenset(words_of(_data()["asking"]))


def all_words() -> frozenset[str]:
    return frozenset(near())
