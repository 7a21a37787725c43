"""The very words that moderators declared innocent: said again, they stay quiet.

Only keyed hashes of them are known, so that nobody can read here what was once written.
"""

from collections import defaultdict

from moderation.detect.text import Text
from moderation.detect.verdict import Question


class Exceptions:
    """What was declared innocent, for which question, by which lessons."""

    def __init__(self) -> None:
        self._lessons: dict[tuple[Question, bytes], set[int]] = defaultdict(set)
        self._places: dict[int, tuple[Question, bytes]] = {}

    def add(self, lesson_id: int, question: Question, signature: bytes) -> None:
        self.remove(lesson_id)
        self._places[lesson_id] = (question, signature)
        self._lessons[question, signature].add(lesson_id)

    def remove(self, lesson_id: int) -> None:
        """Unknown lessons are passed over; the words stay quiet while another lesson says so."""
        place = self._places.pop(lesson_id, None)
        if place is None:
            return
        self._lessons[place].discard(lesson_id)
        if not self._lessons[place]:
            del self._lessons[place]

    def knows(self, question: Question, signature: bytes) -> bool:
        return (question, signature) in self._lessons


def normalised(text: Text) -> str:
    """Letters and digits alone, disguises undone; signs and emoji only where nothing else is.

    Two messages of the same words are the same here, however they are spaced and adorned.
    """
    words = "".join(filter(str.isalnum, text.clean))
    return words or "".join(text.plain.split())
