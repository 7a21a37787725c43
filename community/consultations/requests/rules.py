"""Who is asked next, how long each step may take, what is put down as helped within the club."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from community.consultations.requests.kinds import RequestOutcome, Urgency
from community.consultations.specialists.kinds import Format

WORDS_LIMIT = 1000
FOLLOW_UP_AFTER = timedelta(days=14)
LOOK_AGAIN = timedelta(hours=24)  # for somebody free, and at whoever answers for it
_SOON = timedelta(hours=2)
IN_CLUB = frozenset({RequestOutcome.HELPED, RequestOutcome.HELPED_IN_PART})
# What counts as closed at all for the share above (CL-R1): not what was never needed.
COUNTED = IN_CLUB | {RequestOutcome.REFERRED, RequestOutcome.NO_CONTACT}


@dataclass(frozen=True)
class Candidate:
    """A specialist who could be asked, as the choice sees them."""

    specialist_id: int
    load: int  # open requests offered or taken
    limit: int
    online: bool
    in_person: bool
    districts: frozenset[int]  # where they can meet somebody
    last_offered_at: datetime | None


@dataclass(frozen=True)
class Need:
    """What matters of a request for who can help."""

    format: Format | None
    district_id: int | None
    wished_id: int | None = None


def suits(candidate: Candidate, need: Need) -> bool:
    """Whether they can meet at all; how busy the specialist is, is another question."""
    if need.format is Format.ONLINE:
        return candidate.online
    can_come = candidate.in_person and need.district_id in candidate.districts
    if need.format is Format.IN_PERSON:
        return can_come
    return candidate.online or can_come


def in_order(
    candidates: Sequence[Candidate], need: Need, without: Collection[int] = ()
) -> list[Candidate]:
    """Who is asked first: the wished one, then the least busy, then who was asked longest ago.

    Whoever has as many as they can bear is not asked (scenario 11).
    """
    fit = [
        one
        for one in candidates
        if one.specialist_id not in without and one.load < one.limit and suits(one, need)
    ]
    return sorted(
        fit,
        key=lambda one: (
            one.specialist_id != need.wished_id,
            one.load / one.limit,
            one.last_offered_at.timestamp() if one.last_offered_at else 0.0,
            one.specialist_id,
        ),
    )


def step_lasts(urgency: Urgency, usual_hours: int) -> timedelta:
    """How long an offer, or an answer, may take: what is wanted today does not wait half a day."""
    usual = timedelta(hours=usual_hours)
    return min(usual, _SOON) if urgency is Urgency.TODAY else usual


def typical(waits: Sequence[timedelta], fewest: int = 3) -> timedelta | None:
    """The usual wait, honestly: the middle one, or None where there were too few to say."""
    if len(waits) < fewest:
        return None
    return sorted(waits)[len(waits) // 2]
