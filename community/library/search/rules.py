"""How well an article answers a question: pure, and so the same on both databases."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

# How sure it is that an article is about a word that stands there.
_TITLE, _ASKED, _HEADINGS, _SUMMARY, _BODY = 0.8, 0.7, 0.5, 0.5, 0.45
_OFTEN = 2.0  # in the text: so many times are half of what many times are
_ALL_OF_IT = 0.6  # what is lost when hardly anything of the question is met
_OWN_DISTRICT, _OTHER_DISTRICT = 1.2, 0.4
# Of a suggestion nobody asked for (see `is_certain`).
_CERTAIN_SHARE, _CERTAIN_LEAD, _CERTAIN_WORDS = 0.65, 1.15, 2


class Wanted(Protocol):
    """A word of a question; see `asking.Wanted`."""

    @property
    def forms(self) -> Mapping[str, float]: ...

    @property
    def rarity(self) -> float: ...

    @property
    def sure(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class Text:
    """First forms of an article; phrases and paragraphs line by line."""

    title: str
    asked: str
    headings: str
    summary: str
    body: str

    @cached_property
    def phrases(self) -> list[frozenset[str]]:
        """The title, and each way in which parents ask."""
        lines = (frozenset(line.split()) for line in [self.title, *self.asked.split("\n")])
        return [line for line in lines if line]

    @cached_property
    def fields(self) -> list[tuple[frozenset[str], float]]:
        named = ((self.title, _TITLE), (self.asked, _ASKED), (self.headings, _HEADINGS))
        return [(frozenset(t.split()), weight) for t, weight in [*named, (self.summary, _SUMMARY)]]

    @cached_property
    def counts(self) -> Counter[str]:
        return Counter(self.body.split())


def score(question: Sequence[Wanted], text: Text, rarity: Mapping[str, float]) -> float:
    """Rare words count more, what stands in the title more, and that all of it is met."""
    whole = sum(word.rarity for word in question)
    met = [_met(word, text) for word in question]
    points = sum(rare * weight for one in met if one for rare, weight in [(rarity[one[0]], one[1])])
    covered = sum(word.rarity for word, one in zip(question, met, strict=True) if one)
    share = covered / whole if whole else 0.0
    return points * (1 - _ALL_OF_IT + _ALL_OF_IT * share) * (1 + likeness(question, text, rarity))


def _met(word: Wanted, text: Text) -> tuple[str, float] | None:
    """The form that answers best, and how well."""
    best = max(
        ((form, weight * _strength(form, text)) for form, weight in word.forms.items()),
        key=lambda one: one[1],
    )
    return best if best[1] else None


def _strength(form: str, text: Text) -> float:
    """Between nothing and one; a word in several places is surer than in any of them."""
    doubt = 1.0
    for words, weight in text.fields:
        if form in words:
            doubt *= 1 - weight
    times = text.counts[form]
    return 1 - doubt * (1 - _BODY * times / (times + _OFTEN))


def likeness(
    question: Sequence[Wanted], text: Text, rarity: Mapping[str, float], *, literally: bool = False
) -> float:
    """How much of the question is in one phrase of the article and of the phrase in the question.

    `literally`: by its own words alone.
    """
    forms = [word.sure if literally else word.forms for word in question]
    known = {form for some in forms for form in some}
    asked = sum(word.rarity for word in question)
    shared = (
        2 * _in_both(question, forms, phrase, rarity) / (asked + _weight(phrase, rarity))
        for phrase in text.phrases
        if not known.isdisjoint(phrase)
    )
    return max(shared, default=0.0)


def _in_both(
    question: Sequence[Wanted],
    forms: Sequence[Iterable[str]],
    phrase: frozenset[str],
    rarity: Mapping[str, float],
) -> float:
    """What the words weigh that both have; a word of one is not counted for two of the other."""
    shared, common = 0.0, set[str]()
    for word, some in zip(question, forms, strict=True):
        here = [form for form in some if form in phrase]
        common.update(here)
        shared += word.rarity * max((word.forms[form] for form in here), default=0.0)
    return min(shared, _weight(common, rarity))


def _weight(words: Iterable[str], rarity: Mapping[str, float]) -> float:
    return sum(rarity[form] for form in words)


def place_factor(district_id: int | None, own: Collection[int] | None) -> float:
    """The region's, then one's own district's first; another's contacts are of little use."""
    if own is None or district_id is None:
        return 1.0
    return _OWN_DISTRICT if district_id in own else _OTHER_DISTRICT


def is_certain(question: Sequence[Wanted], likenesses: Sequence[float]) -> bool:
    """Whether to speak up unasked: the best is the question itself in other order, no other near.

    `likenesses` are literal ones of the best answers, best first.
    """
    said = [word for word in question if word.sure]
    if len(said) < _CERTAIN_WORDS or not likenesses or likenesses[0] < _CERTAIN_SHARE:
        return False
    return len(likenesses) == 1 or likenesses[0] >= likenesses[1] * _CERTAIN_LEAD


def best_paragraph(question: Sequence[Wanted], body: str, summary: str) -> int | None:
    """Which line of the body says more of it than the summary; None: none does."""
    best, most = None, _said(question, summary.split())
    for number, line in enumerate(body.split("\n")):
        if (said := _said(question, line.split())) > most:
            best, most = number, said
    return best


def _said(question: Sequence[Wanted], words: Collection[str]) -> float:
    here = frozenset(words)
    return sum(
        word.rarity
        * max((weight for form, weight in word.forms.items() if form in here), default=0)
        for word in question
    )
