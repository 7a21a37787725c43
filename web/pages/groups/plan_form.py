"""What is said of a group beforehand, read from the form field by field."""

from community.core.errors import InvalidInput
from community.selfhelp.groups.kinds import Door, Topic
from community.selfhelp.groups.rules import (
    ABOUT_LIMIT,
    LARGEST,
    SMALLEST,
    TITLE_LIMIT,
    GroupPlan,
)
from web.view.forms import Filled
from web.view.group_words import Meets

_SIZES = f"{SMALLEST}–{LARGEST}"


def read_plan(form: Filled, *, whole_region: bool) -> GroupPlan:
    """`whole_region`: whether no district may be chosen. Raises InvalidInput."""
    return GroupPlan(
        title=form.words("title", TITLE_LIMIT),
        topic=form.choice("group_topic", Topic),
        about=form.words("group_about", ABOUT_LIMIT),
        door=form.choice("door", Door),
        online=form.choice("meets", Meets) is Meets.ONLINE,
        district_id=_district(form, whole_region=whole_region),
        capacity=_seats(form),
    )


def _district(form: Filled, *, whole_region: bool) -> int | None:
    chosen = form.whole_or_none("district_id")
    if chosen is None and not whole_region:
        raise InvalidInput(field="district_id")
    return chosen


def _seats(form: Filled) -> int:
    seats = form.whole("seats", _SIZES)
    if not SMALLEST <= seats <= LARGEST:
        raise InvalidInput(field="seats", limit=_SIZES)
    return seats
