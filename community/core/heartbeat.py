"""The pulse of every scheduled job, so that a job that silently stopped is seen (feature 100)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from community.core.clock import now
from community.core.db import Base
from community.core.usecase import use_case

_PATIENCE = 3  # a job is late after this many missed turns


class JobHeartbeat(Base):
    __tablename__ = "job_heartbeat"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    every_seconds: Mapped[int]
    finished_at: Mapped[datetime]
    runs: Mapped[int] = mapped_column(default=0)
    failures_in_a_row: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(String(80))


@dataclass(frozen=True)
class Pulse:
    """How one job is doing at the moment of asking."""

    name: str
    finished_at: datetime
    healthy: bool
    error: str | None


@use_case
async def beat(
    session: AsyncSession, name: str, every: timedelta, error: str | None = None
) -> None:
    """Note that a job ended its turn: well, or with an error's class name."""
    row = await session.get(JobHeartbeat, name)
    if row is None:
        row = JobHeartbeat(name=name, runs=0, failures_in_a_row=0)
        session.add(row)
    row.every_seconds = int(every.total_seconds())
    row.finished_at = now(session)
    row.runs += 1
    row.error = error
    row.failures_in_a_row = row.failures_in_a_row + 1 if error else 0


async def pulses(session: AsyncSession) -> Sequence[Pulse]:
    rows = (await session.scalars(select(JobHeartbeat).order_by(JobHeartbeat.name))).all()
    moment = now(session)
    return [
        Pulse(
            name=row.name,
            finished_at=row.finished_at,
            healthy=row.error is None
            and moment - row.finished_at <= _PATIENCE * timedelta(seconds=row.every_seconds),
            error=row.error,
        )
        for row in rows
    ]
