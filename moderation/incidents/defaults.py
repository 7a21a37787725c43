"""What a chat may set for itself, with the product's own measure and its bounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from moderation.detect.message import Strictness


@dataclass(frozen=True)
class ModerationSettings:
    """The rules of one chat. `dry_run_*`: judged and shown to moderators, nothing is done."""

    spam: Strictness = Strictness.NORMAL
    abuse: Strictness = Strictness.NORMAL
    personal_data: Strictness = Strictness.NORMAL
    distress: bool = True
    dry_run_spam: bool = False
    dry_run_abuse: bool = False
    dry_run_personal_data: bool = False
    dry_run_probation: bool = False
    # A newcomer's probation is over when either is reached; nought of either: there is none.
    probation_messages: int = 5
    probation_days: int = 3
    # What a newcomer may not post meanwhile.
    probation_links: bool = True
    probation_media: bool = True
    probation_forwards: bool = True
    first_mute_minutes: int = 60
    second_mute_minutes: int = 24 * 60
    third_mute_minutes: int = 7 * 24 * 60
    warning_days: int = 30  # how long a warning, or a mute after its end, counts
    auto_ladder: bool = False  # whether removed abuse climbs the ladder without a person
    slow_seconds: int = 0  # a second message sooner goes back to its author; 0: off
    # Hours of the region's day during which all but activists may send words only; equal: off.
    night_from: int = 0
    night_to: int = 0
    remove_service_messages: bool = True
    channel_posts_removed: bool = True
    reports_per_day: int = 10
    report_hold_weight: float = 1.0  # of reports together, at which a message is held


# In the chat of a self-help group, whatever the region says: people let in one by one speak of
# their own children, and a message taken away shames. A soft word in private is enough; spam and
# distress are met as everywhere.
FOR_GROUPS: Mapping[str, Any] = {
    "abuse": Strictness.HINT,
    "personal_data": Strictness.HINT,
    "probation_links": False,
    "probation_media": False,
    "probation_forwards": False,
    "auto_ladder": False,
    "slow_seconds": 0,
    "night_from": 0,
    "night_to": 0,
}

_YEAR_OF_MINUTES = 365 * 24 * 60  # a longer restriction the messenger takes for one without end
BOUNDS: Mapping[str, tuple[float, float]] = {
    "probation_messages": (0, 100),
    "probation_days": (0, 90),
    "first_mute_minutes": (1, _YEAR_OF_MINUTES),
    "second_mute_minutes": (1, _YEAR_OF_MINUTES),
    "third_mute_minutes": (1, _YEAR_OF_MINUTES),
    "warning_days": (1, 365),
    "slow_seconds": (0, 3600),
    "night_from": (0, 23),
    "night_to": (0, 23),
    "reports_per_day": (1, 100),
    "report_hold_weight": (0.5, 10.0),
}
