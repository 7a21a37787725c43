"""The part of one's copy that is about articles: kept, answered, asked for, written, reviewed."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.texts import Texts
from community.core.actor import Actor
from community.library.own.queries import everything_about

_MOMENTS = ("put_at", "said_at", "made_at", "asked_at")


async def collect_library(session: AsyncSession, actor: Actor) -> dict[str, list[dict[str, Any]]]:
    found = await everything_about(session, actor)
    return {f"articles_{name}": [_row(row) for row in rows] for name, rows in found.items()}


def _row(row: dict[str, Any]) -> dict[str, Any]:
    """Every moment is «when», all words «in my words»; the address of an article says nothing."""
    names = {**dict.fromkeys(_MOMENTS, "at"), "words": "about"}
    return {names.get(key, key): value for key, value in row.items() if key != "slug"}


def library_headings(texts: Texts) -> dict[str, str]:
    return {
        "articles_kept": texts("Articles I keep"),
        "articles_helped": texts("Articles of which I said whether they helped"),
        "articles_asked_for": texts("Articles I asked for"),
        "articles_written": texts("Articles I wrote"),
        "articles_reviewed": texts("Articles I reviewed"),
    }


def library_values(texts: Texts) -> dict[tuple[str, str], str]:
    return {
        ("shelf", "favourite"): texts("favourites"),
        ("shelf", "later"): texts("to read later"),
        ("helped", "True"): texts("yes"),
        ("helped", "False"): texts("no"),
        ("verdict", "approved"): texts("approved"),
        ("verdict", "returned"): texts("returned with a remark"),
        ("state", "assigned"): texts("in hand"),
        ("state", "answered"): texts("answered"),
        ("state", "declined"): texts("declined"),
        ("state", "merged"): texts("asked by others as well"),
    }


def library_fields(texts: Texts) -> dict[str, str]:
    return {
        "shelf": texts("where"),
        "helped": texts("helped"),
        "verdict": texts("verdict"),
    }
