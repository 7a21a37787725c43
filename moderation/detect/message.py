"""What the detector is told: the author's own words, what hangs on them, and the chat's rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from moderation.detect.verdict import Question

Span = tuple[int, int]
"""Begin and end in characters of the text, the end not included."""


class Standing(StrEnum):
    """How well the club knows the author."""

    NEWCOMER = "newcomer"  # on probation, or a stranger
    MEMBER = "member"
    ACTIVIST = "activist"  # moderators, leaders, vetted specialists


class Media(StrEnum):
    PHOTO = "photo"
    VIDEO = "video"
    VOICE = "voice"
    DOCUMENT = "document"
    STICKER = "sticker"
    OTHER = "other"


class Origin(StrEnum):
    """Where a forwarded message comes from."""

    PERSON = "person"
    CHANNEL = "channel"
    HIDDEN = "hidden"  # the original sender hides who they are


@dataclass(frozen=True, slots=True)
class Message:
    """One message as its author wrote it.

    `text` is the text or the caption. What it replies to is not in it; what it quotes inside
    itself is named by `quotes` and not judged.
    """

    text: str
    standing: Standing = Standing.NEWCOMER
    links: tuple[str, ...] = ()  # addresses hidden behind words; those in sight are in the text
    quotes: tuple[Span, ...] = ()
    origin: Origin | None = None
    media: Media | None = None
    file_name: str = ""
    has_buttons: bool = False  # sent through another bot, with buttons under it
    is_edit: bool = False
    author: int = 0  # any number that tells authors apart; 0: unknown
    chat: int = 0
    seconds: float = 0.0  # a monotonic clock, to see what is repeated within minutes


class Strictness(StrEnum):
    """How far a chat lets the machine go by itself in one question."""

    OFF = "off"
    HINT = "hint"  # a private hint at most
    HOLD = "hold"  # at most put aside for a moderator
    NORMAL = "normal"


@dataclass(frozen=True, slots=True)
class Known:
    """What is the club's own and never gives anybody away."""

    phones: frozenset[str] = frozenset()  # as +7XXXXXXXXXX or 8800XXXXXXX, digits only
    domains: frozenset[str] = frozenset()  # sites anybody may link to
    people: frozenset[str] = frozenset()  # surnames of specialists and activists, lower case


@dataclass(frozen=True, slots=True)
class ChatRules:
    """The chat's own measure; what is not named is NORMAL."""

    strictness: Mapping[Question, Strictness] = field(default_factory=dict)
    known: Known = field(default_factory=Known)

    def strictness_of(self, question: Question) -> Strictness:
        return self.strictness.get(question, Strictness.NORMAL)
