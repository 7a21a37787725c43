"""Who is asked first, how many at a time, and how long everything may take."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WORDS_LIMIT = 300
# So many are asked in all when the first, second and third wave is out: two, two and one. What a
# wave could not fill, the next one may.
WAVES = (2, 4, 5)
MOST_ASKED = WAVES[-1]
ASKED_A_MONTH = 2  # of one parent: an experience that hurts is not to be called for every week
REQUESTS_A_MONTH = 3  # by one parent, so that nobody uses up the readiness of all
MONTH = timedelta(days=30)
LIFETIME = timedelta(days=7)
DECIDE_WITHIN = timedelta(hours=48)
REMIND_AFTER = timedelta(hours=24)
QUIET_FOR = timedelta(days=30)  # a conversation in which nothing is said is closed
PAUSE = timedelta(days=90)


@dataclass(frozen=True)
class Candidate:
    """Somebody who could be asked, as the choice sees them."""

    person_id: int
    is_near: bool  # of a district of whoever asks
    last_asked_at: datetime | None


def wave_size(wave: int, asked: int) -> int:
    """How many are asked now; `wave` counts from nought."""
    return max(0, WAVES[min(wave, len(WAVES) - 1)] - asked)


def in_order(candidates: Sequence[Candidate], *, elsewhere: bool) -> list[Candidate]:
    """Other districts first, as a neighbour may be recognised by a story alone; `elsewhere`: only
    those. Then whoever was asked longest ago, never before anybody.
    """
    fit = [one for one in candidates if not (elsewhere and one.is_near)]
    return sorted(
        fit,
        key=lambda one: (
            one.is_near,
            one.last_asked_at.timestamp() if one.last_asked_at else 0.0,
            one.person_id,
        ),
    )


def is_near(home: int | None, districts: Collection[int]) -> bool:
    """Whether somebody lives where the asker belongs. Of whom nobody knows it, it may be so."""
    return home is None or home in districts
