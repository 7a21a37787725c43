"""The words the index knows, kept in memory: how rare each is, and which is meant by a slip."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log
from weakref import WeakKeyDictionary

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy import select
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncSession

from community.library.search import thesaurus
from community.library.search.models import KnownWord, SearchState

_SLIPS_OF_LONG, _LONG, _SHORTEST = 2, 7, 4
_MOST_GUESSES = 3


@dataclass
class Vocabulary:
    """As of the indexing `changed` of the index `epoch`."""

    epoch: str = ""
    changed: int = 0
    articles: int = 0
    _counts: dict[str, int] = field(default_factory=dict)
    _by_length: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for word in thesaurus.all_words():
            self._by_length[len(word)].add(word)

    def note(self, counts: Iterable[tuple[str, int]]) -> None:
        for word, articles in counts:
            self._counts[word] = articles
            self._by_length[len(word)].add(word)

    def count(self, word: str) -> int:
        """In how many articles it stands."""
        return self._counts.get(word, 0)

    def rarity(self, word: str) -> float:
        """What is in few articles says more (the «idf» of BM25)."""
        count = self.count(word)
        return log(1 + (self.articles - count + 0.5) / (count + 0.5))

    def meant_by(self, word: str, forms: Sequence[str]) -> Mapping[str, float]:
        """Known words at most two slips away from the word or its supposed first forms.

        The value says how sure it is; the nearest, then the most usual, come first.
        """
        found: dict[str, int] = {}
        for form in dict.fromkeys([*forms, word]):
            for known, slips in self._near(form):
                found[known] = min(slips, found.get(known, slips))
        nearest = min(found.values(), default=0)
        best = sorted(
            (known for known, slips in found.items() if slips == nearest),
            key=lambda known: (-self.count(known), known),
        )
        return dict.fromkeys(best[:_MOST_GUESSES], 1 - 0.2 * nearest)

    def _near(self, word: str) -> Iterable[tuple[str, int]]:
        if len(word) < _SHORTEST:
            return
        slips = _SLIPS_OF_LONG if len(word) >= _LONG else 1
        for length in range(len(word) - slips, len(word) + slips + 1):
            among = self._by_length.get(length, ())
            for known, distance, _ in process.extract_iter(
                word, among, scorer=OSA.distance, score_cutoff=slips
            ):
                yield known, int(distance)


_KEPT: WeakKeyDictionary[Dialect, Vocabulary] = WeakKeyDictionary()


async def vocabulary_of(session: AsyncSession) -> Vocabulary:
    """That of the session's database, with what was indexed since it was last asked for."""
    dialect = session.get_bind().dialect
    states = await session.execute(
        select(SearchState.epoch, SearchState.changed, SearchState.articles)
    )
    state = states.one_or_none()
    if state is None:
        return Vocabulary()
    kept = _KEPT.get(dialect)
    if kept is None or kept.epoch != state.epoch or kept.changed > state.changed:
        kept = _KEPT[dialect] = Vocabulary(epoch=state.epoch)
    if kept.changed < state.changed:
        newer = select(KnownWord.word, KnownWord.articles).where(KnownWord.changed > kept.changed)
        kept.note((word, articles) for word, articles in await session.execute(newer))
        kept.changed, kept.articles = state.changed, state.articles
    return kept
