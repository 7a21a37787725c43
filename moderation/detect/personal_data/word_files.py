"""Reading the word lists that lie beside the code: sections, words, comments."""

from pathlib import Path


def read_sections(file: Path) -> dict[str, list[str]]:
    """`[section]`, then its words, parted by white space; lines beginning with ## are comments."""
    sections: dict[str, list[str]] = {}
    words: list[str] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            words = sections.setdefault(line.strip("[] "), [])
        elif not line.startswith("##"):
            words.extend(line.split())
    return sections
