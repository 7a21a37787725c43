"""What a region may tune while running: few numbers, each with its default and bounds."""

from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from sqlalchemy import String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.db import Base, Json
from community.core.errors import InvalidInput
from community.core.usecase import use_case


class RegionOption(Base):
    __tablename__ = "region_option"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[Any] = mapped_column(Json)


@dataclass(frozen=True)
class Options:
    erase_after_days: int = 7  # from leaving or withdrawing consent; 152-FZ art. 21 allows 30
    application_reminder_hours: int = 24
    raid_threshold: int = 30  # join requests of strangers to one chat …
    raid_window_minutes: int = 10  # … within this time
    raid_calm_minutes: int = 60  # a raid with no new request for so long is over
    signal_wait_minutes: int = 15  # until the next ones are asked to come to somebody in need
    duty_nights_a_week: int = 2
    help_offer_hours: int = 12  # a specialist has so long to take a request
    help_leader_hours: int = 24  # nobody has taken it: a leader hears of it (scenario 11)
    help_answer_hours: int = 24  # whoever took it has so long to answer
    help_quiet_days: int = 14  # nothing was said for so long: the specialist is asked
    quiet_from_hour: int = 22  # conversations that are guarded make no sound from then …
    quiet_to_hour: int = 8  # … until then; the same hour twice: there is no quiet
    relay_erase_days: int = 30  # from the end of a conversation until its words go
    event_offer_hours: int = 12  # a family has so long to take a place that became free …
    event_cutoff_hours: int = 3  # … and none is offered so shortly before the event
    event_erase_days: int = 30  # from an event's end until needs, answers and ages go
    group_silent_days: int = 14  # nothing was seen of a facilitator for so long (scenario 22)
    peer_wave_hours: int = 12  # nobody has answered for so long: the next parents are asked
    digest_weekday: int = 4  # Friday: the week's announcements in one message …
    digest_hour: int = 18  # … at this hour
    second_factor_required: bool = False


BOUNDS: dict[str, tuple[int, int]] = {
    "erase_after_days": (1, 30),
    "application_reminder_hours": (1, 168),
    "raid_threshold": (5, 1000),
    "raid_window_minutes": (1, 120),
    "raid_calm_minutes": (10, 1440),
    "help_offer_hours": (1, 72),
    "help_leader_hours": (1, 168),
    "help_answer_hours": (1, 168),
    "help_quiet_days": (3, 60),
    "quiet_from_hour": (0, 23),
    "quiet_to_hour": (0, 23),
    "relay_erase_days": (1, 180),
    "event_offer_hours": (1, 72),
    "event_cutoff_hours": (1, 72),
    "event_erase_days": (1, 180),
    "group_silent_days": (7, 60),
    "peer_wave_hours": (1, 72),
    "digest_weekday": (0, 6),
    "digest_hour": (8, 21),
    "signal_wait_minutes": (2, 60),
    "duty_nights_a_week": (1, 7),
}


async def load_options(session: AsyncSession) -> Options:
    known = {field.name for field in fields(Options)}
    rows = (await session.scalars(select(RegionOption))).all()
    return replace(Options(), **{row.name: row.value for row in rows if row.name in known})


@use_case
async def save_options(session: AsyncSession, actor: Actor, options: Options) -> None:
    """Raises InvalidInput with `field` and `limit` for a number outside its bounds."""
    actor.require(Action.DISTRICT_EDIT)
    for name, (lowest, highest) in BOUNDS.items():
        if not lowest <= getattr(options, name) <= highest:
            raise InvalidInput(field=name, limit=f"{lowest}–{highest}")
    before = asdict(await load_options(session))
    changed = {name: value for name, value in asdict(options).items() if value != before[name]}
    for name, value in changed.items():
        await session.merge(RegionOption(name=name, value=value))
    if changed:
        record(session, actor, "change", Subject("options"), **changed)
