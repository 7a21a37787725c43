"""The same folders as one file: taken apart with care, put together whole."""

import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import IO

from community.library.carrying.folder import Bundle
from community.library.carrying.problems import FileProblem
from community.library.carrying.text import written

ARCHIVE_LIMIT = 30 * 1024 * 1024
_UNPACKED_LIMIT = 100 * 1024 * 1024
_MOST_PARTS = 1_000
_EXPORT_LIMIT = 500 * 1024 * 1024
_NAME_LIMIT = 120
_NAMED_IN_UTF8 = 0x800  # the bit by which an archive says so
_AN_ARTICLE, _BESIDE_IT = 1, 2  # how many parts a name has


def unpack(content: bytes, folder: Path) -> None:
    """Texts into the folder, files beside them one deeper; nothing else, and nowhere else.

    Raises FileProblem before anything large is unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [part for part in archive.infolist() if not part.is_dir()]
            unpacked = sum(part.file_size for part in parts)
            if unpacked > _UNPACKED_LIMIT or len(parts) > _MOST_PARTS:
                raise FileProblem(
                    "unpacks to more than %(limit)s MB or %(count)s files",
                    limit=_UNPACKED_LIMIT // 1024 // 1024,
                    count=_MOST_PARTS,
                )
            for names, part in _placed(parts):
                place = folder.joinpath(*names)
                place.parent.mkdir(exist_ok=True)
                place.write_bytes(archive.read(part))  # never more than it said of itself
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise FileProblem("no archive (.zip) that can be read") from error


def _placed(
    parts: list[zipfile.ZipInfo],
) -> list[tuple[list[str], zipfile.ZipInfo]]:
    """Each with its place. A folder around everything is taken off, as browsers and people add."""
    named = [(_names(part), part) for part in parts]
    named = [(names, part) for names, part in named if _is_safe(names)]
    roots = {names[0] for names, _ in named}
    if len(roots) == 1 and all(len(names) > _AN_ARTICLE for names, _ in named):
        named = [(names[1:], part) for names, part in named]
    return [(names, part) for names, part in named if len(names) in (_AN_ARTICLE, _BESIDE_IT)]


def _names(part: zipfile.ZipInfo) -> list[str]:
    """Russian names of archives made on Windows are in its old letters."""
    name = part.filename
    if not part.flag_bits & _NAMED_IN_UTF8:
        name = name.encode("cp437", "replace").decode("cp866", "replace")
    return [one for one in name.replace("\\", "/").split("/") if one]


def _is_safe(names: list[str]) -> bool:
    """Neither out of the folder, nor what systems hide beside files."""
    hidden = any(one.startswith((".", "__MACOSX")) or ":" in one for one in names)
    return bool(names) and not hidden and all(len(one) <= _NAME_LIMIT for one in names)


async def pack(bundles: AsyncIterator[Bundle], file: IO[bytes]) -> None:
    """Raises FileProblem where it grows too large for one file: the command writes a folder."""
    size = 0
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        async for bundle in bundles:
            slug = bundle.article.slug
            texts = {f"{slug}.md": written(bundle.article).encode()}
            beside = {f"{slug}/{name}": content for name, content in bundle.files.items()}
            size += sum(map(len, (*texts.values(), *beside.values())))
            if size > _EXPORT_LIMIT:
                limit = _EXPORT_LIMIT // 1024 // 1024
                raise FileProblem("all of it is larger than %(limit)s MB", limit=limit)
            for name, content in (texts | beside).items():
                archive.writestr(name, content)
