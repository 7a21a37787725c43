"""`club library`: articles from and into folders, and the index anew."""

import asyncio
from collections import Counter
from pathlib import Path

import typer

from community.core.actor import system_actor
from community.core.settings import Settings
from community.library.carrying.folder import Bundle, bundles_in, put_down
from community.library.carrying.problems import FileProblem, Problem
from community.library.carrying.service import bring_in, take_out
from community.library.search import indexing
from deploy.assembly import Installation, opened, require_current
from deploy.errors import CommandError

_CLUB = system_actor("cli")


async def import_folder(settings: Settings, folder: Path, topic: str, *, published: bool) -> None:
    """Each file by itself: what cannot be read is named, and the others come in."""
    found_there = await asyncio.to_thread(_read, folder, topic or None)
    problems: list[Problem] = []
    counts: Counter[str] = Counter()
    async with opened(settings) as installation:
        await require_current(installation)
        for found in found_there:
            if isinstance(found, Problem):
                problems.append(found)
                continue
            try:
                counts[await _one(installation, found, published=published)] += 1
            except FileProblem as error:
                problems.append(Problem(found.article.slug, error))
    for problem in problems:
        typer.echo(f"{problem.file}: {problem.what}", err=True)
    said = ", ".join(f"{name} {counts[name]}" for name in ("new", "changed", "same"))
    typer.echo(f"Articles: {said}, not taken {len(problems)}.")
    if problems:
        raise CommandError("Some files were not taken; the lines above say why.")


def _read(folder: Path, topic: str | None) -> list[Bundle | Problem]:
    if not folder.is_dir():
        raise CommandError(f"{folder}: not a folder.")
    return list(bundles_in(folder, topic))


def _make_room(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise CommandError(f"{folder}: not empty.")


async def _one(installation: Installation, bundle: Bundle, *, published: bool) -> str:
    async with installation.database.write() as session:
        return await bring_in(session, _CLUB, bundle, trusted=published)


async def export_folder(settings: Settings, folder: Path) -> None:
    """Into a folder that is empty, or not there yet."""
    await asyncio.to_thread(_make_room, folder)
    count = 0
    async with opened(settings) as installation:
        await require_current(installation)
        async with installation.database.read() as session:
            async for bundle in take_out(session, _CLUB):
                await asyncio.to_thread(put_down, folder, bundle)
                count += 1
    typer.echo(f"Articles: {count}.")


async def reindex(settings: Settings) -> None:
    async with opened(settings) as installation:
        await require_current(installation)
        async with installation.database.write() as session:
            count = await indexing.reindex(session)
    typer.echo(f"Articles in the index: {count}.")
