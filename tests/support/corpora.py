"""The corpora that the product ships, and the sets held out from its making, as lists."""

from pathlib import Path

_ROOT = Path(__file__).parents[2]
CORPORA = _ROOT / "moderation" / "corpora"
HELD_OUT = _ROOT / "tests" / "bench" / "held_out"


def messages(name: str, root: Path = CORPORA) -> list[str]:
    """The messages of a file or of all files of a folder; a line is a message."""
    place = root / name
    files = sorted(place.glob("*.txt")) if place.is_dir() else [place.with_suffix(".txt")]
    return [
        line.replace("\\n", "\n")
        for file in files
        for line in file.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("## ")
    ]
