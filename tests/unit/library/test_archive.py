"""Archives of articles: taken apart into one folder and nowhere else, however they were made."""

import io
import zipfile
from pathlib import Path

import pytest

from community.library.carrying.archive import unpack
from community.library.carrying.problems import FileProblem


def archive(**files: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return file.getvalue()


def unpacked(content: bytes, tmp_path: Path) -> set[str]:
    folder = tmp_path / "in"
    folder.mkdir()
    unpack(content, folder)
    assert {path.name for path in tmp_path.iterdir()} == {"in"}
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_texts_and_the_files_beside_them(tmp_path: Path) -> None:
    content = archive(**{"night.md": b"a", "night/form.pdf": b"b", "__MACOSX/x": b"", ".git": b""})
    assert unpacked(content, tmp_path) == {"night.md", "night/form.pdf"}


def test_a_folder_around_everything_is_taken_off(tmp_path: Path) -> None:
    content = archive(**{"база/night.md": b"a", "база/night/form.pdf": b"b"})
    assert unpacked(content, tmp_path) == {"night.md", "night/form.pdf"}


def test_nothing_lands_outside_the_folder(tmp_path: Path) -> None:
    names = ("../evil.md", "/etc/evil.md", "a/../../evil.md", "..\\evil.md", "C:\\evil.md")
    content = archive(**dict.fromkeys(names, b"a"), **{"good.md": b"b"})
    assert "good.md" in unpacked(content, tmp_path)


def test_russian_names_of_windows_are_read(tmp_path: Path) -> None:
    """Written in cp866, without a word about it."""
    plain = archive(**{"AAA.md": b"a"})
    content = plain.replace(b"AAA.md", "Сон.md".encode("cp866"))
    assert unpacked(content, tmp_path) == {"Сон.md"}


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PK", "no archive"),
        (archive(**{"a.md": b" " * (101 * 1024 * 1024)}), "unpacks to more than 100 MB"),
        (archive(**{f"{n}.md": b"" for n in range(1_001)}), "or 1000 files"),
    ],
    ids=["broken", "bomb", "crowd"],
)
def test_what_is_broken_or_wicked_is_named(tmp_path: Path, content: bytes, what: str) -> None:
    with pytest.raises(FileProblem, match=what):
        unpack(content, tmp_path)
    assert list(tmp_path.iterdir()) == []
