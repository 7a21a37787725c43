"""The shipped corpora as the spam model learns from them."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from moderation.detect.spam import ideas

CORPORA = Path(__file__).parents[2] / "corpora"
_COMMENT = "## "
# Written for one other question alone: more of it would drown the few samples of spam.
_OF_OTHERS = "_of_another_hand"
_HELD_OUT_OF = 3


class Sample(NamedTuple):
    text: str
    is_spam: bool
    is_talk: bool  # ordinary innocent talk; not somebody's distress or abuse

    @property
    def is_held_out(self) -> bool:
        """A third of the ordinary talk, always the same one: false marks are counted on it."""
        return self.is_talk and sha256(self.text.encode()).digest()[0] % _HELD_OUT_OF == 0


def samples(root: Path = CORPORA) -> list[Sample]:
    """Whatever is no spam is innocent of it, a cry for help and an insult too."""
    found: dict[str, Sample] = {}
    for file in sorted(root.glob("*/*.txt")):
        if file.stem.endswith(_OF_OTHERS):
            continue
        is_spam, is_talk = file.parent.name == "spam", file.parent.name == "innocent"
        for text in _messages(file):
            found.setdefault(text, Sample(text, is_spam, is_talk))
    return list(found.values())


def digest(known: list[Sample]) -> str:
    """What a model was made of: the samples, and the list of ideas they are read by."""
    total = sha256(ideas.LIST.read_bytes())
    for sample in known:
        total.update(f"{sample.is_spam:d}{sample.text}\0".encode())
    return total.hexdigest()


def _messages(file: Path) -> Iterator[str]:
    """A line is a message; `\\n` stands for a line break, a kind may stand before a tab."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(_COMMENT):
            yield line.partition("\t")[2].replace("\\n", "\n") or line.replace("\\n", "\n")
