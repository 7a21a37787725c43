"""The two full-text indexes, asked for articles that may answer; `rules` puts them in order."""

from collections.abc import Mapping, Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from community.library.search.rules import Wanted
from community.library.search.vocabulary import Vocabulary

CANDIDATES = 40
_MOST_FORMS = 32
# Rows that are looked through for a question; what is in nearly every article finds nothing.
_MOST_ROWS = 1_500

_SQLITE = text(
    "SELECT rowid FROM article_fts WHERE article_fts MATCH :words"
    " ORDER BY bm25(article_fts, 8.0, 6.0, 3.0, 3.0, 1.0), rowid LIMIT :limit"
)


async def candidates(
    session: AsyncSession, question: Sequence[Wanted], known: Vocabulary
) -> Sequence[int]:
    """Ids of the articles worth a closer look, the likeliest first."""
    forms = _worth_asking(question, known)
    if not forms:
        return []
    if session.get_bind().dialect.name == "sqlite":
        words = " OR ".join(f'"{form}"' for form in forms)
        return (await session.scalars(_SQLITE, {"words": words, "limit": CANDIDATES})).all()
    return await _on_postgresql(session, forms, known)


async def _on_postgresql(
    session: AsyncSession, forms: Mapping[str, float], known: Vocabulary
) -> Sequence[int]:
    """ts_rank knows nothing of how rare a word is: each word is ranked alone, and weighed."""
    parts = [
        f"{weight * known.rarity(form):.4f} * ts_rank('{{0.1,0.3,0.6,0.8}}', vector, :w{number})"
        for number, (form, weight) in enumerate(forms.items())
    ]
    query = text(
        f"SELECT article_id FROM article_fts WHERE vector @@ :words"  # noqa: S608  numbers alone
        f" ORDER BY {' + '.join(parts)} DESC, article_id LIMIT :limit"
    )
    named = {f"w{number}": f"'{form}'" for number, form in enumerate(forms)}
    words = " | ".join(named.values())
    return (await session.scalars(query, {**named, "words": words, "limit": CANDIDATES})).all()


def _worth_asking(question: Sequence[Wanted], known: Vocabulary) -> Mapping[str, float]:
    """The rarest words first, while the rows they are in can be looked through."""
    weighed = {
        form: weight
        for word in sorted(question, key=lambda word: -word.rarity)
        for form, weight in sorted(word.forms.items(), key=lambda one: -one[1])
        if known.count(form)
    }
    chosen: dict[str, float] = {}
    rows = 0
    for form, weight in sorted(weighed.items(), key=lambda one: known.count(one[0])):
        rows += known.count(form)
        if chosen and (rows > _MOST_ROWS or len(chosen) == _MOST_FORMS):
            break
        chosen[form] = weight
    return chosen
