"""What a question asks for: groups of words, each with all that may stand in its place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from community.library.search import thesaurus
from community.library.search.vocabulary import Vocabulary
from community.library.search.words import is_russian, lemmas, words_of

LONGEST_QUESTION = 300  # characters of it that are looked at
_MOST_WORDS = 16
_NEAR = 0.5  # how much a word counts that only means much the same
_ABSENT = 0.8  # a Russian word that no article has: perhaps a slip all the same
_WORD = re.compile(r"[^\W_]+")
_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_SAME_KEYS = str.maketrans(_LATIN, "йцукенгшщзхъфывапролджэячсмитьбюе")


@dataclass(frozen=True)
class Wanted:
    """One word of a question: first forms that would answer it, and how well each does."""

    forms: Mapping[str, float]
    rarity: float  # of the word itself: what it weighs in the question

    @property
    def sure(self) -> Sequence[str]:
        """What was said itself, not what may have been meant."""
        return [form for form, weight in self.forms.items() if weight == 1]


def understood(text: str, known: Vocabulary) -> list[Wanted]:
    """Each word that says something, once."""
    found: dict[str, Wanted] = {}
    for word in words_of(_in_russian_keys(text[:LONGEST_QUESTION])):
        forms = lemmas(word)
        if forms and not thesaurus.introducing() & set(forms):
            found.setdefault(forms[0], _wanted(word, forms, known))
        if len(found) == _MOST_WORDS:
            break
    return list(found.values())


def meant(text: str, known: Vocabulary) -> str | None:
    """The question without its slips, as far as they are sure; None where there are none."""
    text = text[:LONGEST_QUESTION]
    russian = _in_russian_keys(text)
    mended = _WORD.sub(lambda found: _mended(found[0], known), russian)
    return mended if mended != text else None


def _mended(word: str, known: Vocabulary) -> str:
    """What no dictionary has is a slip; so is what was typed with the other layout on."""
    plain = next(words_of(word), "")
    forms = lemmas(plain)
    if is_russian(plain) or not forms or any(known.count(form) for form in forms):
        return word
    return next(iter(known.meant_by(plain, forms)), word)


def _in_russian_keys(text: str) -> str:
    """«jgtrf» was typed with the other layout on; a text with any Russian letter was not."""
    small = text.lower()
    if not any(sign in _LATIN for sign in small) or any("а" <= sign <= "ё" for sign in small):
        return text
    turned = small.translate(_SAME_KEYS)
    words = list(words_of(turned))
    russian = sum(is_russian(word) for word in words)
    return turned if russian * 2 > len(words) else text


def _wanted(word: str, forms: Sequence[str], known: Vocabulary) -> Wanted:
    weights = dict.fromkeys(forms, 1.0)
    if not any(known.count(form) for form in forms):
        sureness = _ABSENT if is_russian(word) else 1.0
        meant = known.meant_by(word, forms)
        weights.update({form: sure * sureness for form, sure in meant.items() if form not in forms})
    for form, weight in _near(weights):
        weights.setdefault(form, weight)
    found = [form for form in weights if known.count(form)]
    own = [form for form in found if weights[form] > _NEAR]
    return Wanted(weights, max(known.rarity(form) for form in own or found or forms))


def _near(weights: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    for form, weight in list(weights.items()):
        for other in thesaurus.near().get(form, ()):
            yield other, weight * _NEAR
