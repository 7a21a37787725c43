"""What a group may be like."""

from dataclasses import dataclass

from community.core.errors import InvalidInput
from community.selfhelp.groups.kinds import Door, Topic

TITLE_LIMIT = 80
ABOUT_LIMIT = 600
AGREEMENT_LIMIT = 2000
FAREWELL_LIMIT = 1000
REASON_LIMIT = 300
SMALLEST, LARGEST = 3, 30


@dataclass(frozen=True)
class GroupPlan:
    """What is said of a group beforehand. `district_id` None: families of the whole region."""

    title: str
    topic: Topic
    about: str
    door: Door
    online: bool
    district_id: int | None
    capacity: int


def check(plan: GroupPlan) -> None:
    """Raises InvalidInput with `field` and `limit`."""
    check_words("title", plan.title, TITLE_LIMIT)
    check_words("about", plan.about, ABOUT_LIMIT)
    if not SMALLEST <= plan.capacity <= LARGEST:
        raise InvalidInput(field="capacity", limit=f"{SMALLEST}–{LARGEST}")


def check_words(field: str, words: str, limit: int) -> str:
    """The words without the space around them. Raises InvalidInput when empty or too long."""
    words = words.strip()
    if not words or len(words) > limit:
        raise InvalidInput(field=field, limit=limit)
    return words
