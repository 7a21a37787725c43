"""Publishing a changed article among ten thousand: its versions, its words, the index."""

import gc
import tempfile
import time
from pathlib import Path
from statistics import quantiles

from community.core.actor import system_actor
from community.core.db import Database
from community.library.articles import service as articles
from community.library.articles.rules import Manuscript
from deploy.defaults_loader import LIBRARY
from tests.bench.bookcase import ARTICLES, bookcase
from tests.bench.harness import Result

_EDITS = 60
_GOAL_MS = 200.0
_CLUB = system_actor("cli")


async def run() -> Result:
    spent: list[float] = []
    texts = [path.read_text(encoding="utf-8") for path in sorted(LIBRARY.glob("*.md"))]
    with tempfile.TemporaryDirectory() as folder:
        async with bookcase(Path(folder)) as database:
            gc.freeze()  # as an installation does (deploy/judging.py)
            for number in range(1, _EDITS + 1):
                body = f"{texts[number % len(texts)]}\n\nПравка {number}."
                await _save(database, number, body)
                began = time.perf_counter()
                await _publish(database, number)
                spent.append((time.perf_counter() - began) * 1000)
    p95 = quantiles(spent, n=20)[-1]
    return Result(
        bench="article_edit",
        value=round(p95, 1),
        unit=f"ms p95 until a changed article is published and found, among {ARTICLES}",
        goal=f"<= {_GOAL_MS:.0f} on SQLite",
        ok=p95 <= _GOAL_MS,
    )


async def _save(database: Database, article_id: int, body: str) -> None:
    text = Manuscript("Правка", body, 1, asked_as=("что изменилось",))
    async with database.write() as session:
        await articles.save(session, _CLUB, article_id, text, based_on=1)


async def _publish(database: Database, article_id: int) -> None:
    moment = database.clock.now().date()
    async with database.write() as session:
        await articles.publish_as_checked(session, _CLUB, article_id, moment)
