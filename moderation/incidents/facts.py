"""What moderation tells those above it, inside the same transaction."""

from dataclasses import dataclass

from community.core.facts import Fact


@dataclass(frozen=True)
class SettingsChanged(Fact):
    """The rules of one chat, or (None) of the whole region."""

    chat_id: int | None


@dataclass(frozen=True)
class LessonsChanged(Fact):
    """Something was learned or unlearned."""

    lesson_id: int


@dataclass(frozen=True)
class ProbationOver(Fact):
    account_id: int


@dataclass(frozen=True)
class ProbationResumed(Fact):
    """Whoever vouched for a newcomer took that back."""

    account_id: int
