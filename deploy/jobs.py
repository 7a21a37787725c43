"""Work that comes round by the clock, each turn noted as a heartbeat (feature 100)."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.announcements import filling, settling, weekly
from community.announcements.forgetting import forget_pictures, forget_recipients
from community.chats.raids import watch_raids
from community.consultations.booking import service as booking
from community.consultations.requests import deadlines
from community.consultations.requests import following as requests
from community.consultations.specialists import service as specialists
from community.core import heartbeat
from community.core.db import Database
from community.core.outbox.service import forget_finished
from community.duty import calling, gaps
from community.duty import following as duty
from community.events.planning import service as events
from community.events.signing import following as sign_ups
from community.events.signing import offering
from community.library.articles import service as articles
from community.membership.leaving.service import erase_due
from community.membership.people import service as people
from community.peers.asking import service as peers
from community.relay import ending as relay
from community.selfhelp.care import vacancies
from community.selfhelp.meetings import service as group_meetings
from deploy.judging import Judging
from moderation.incidents import erasing, lapsing, sanctioning, storms

log = structlog.get_logger()

_KEEP_SENT = timedelta(days=90)  # cards are edited and repeats refused by these rows
_BEAT_AT_MOST_EVERY = timedelta(minutes=1)  # a job of seconds need not write every time


@dataclass(frozen=True)
class Job:
    """`everywhere`: each process does its own share, as with counts kept in memory.

    `first_after` leaves what the job looks at time to come up.
    """

    name: str
    every: timedelta
    work: Callable[[], Awaitable[object]]
    everywhere: bool = False
    first_after: timedelta = timedelta(seconds=3)


def domain_jobs(database: Database) -> list[Job]:
    """What the club itself must do in time, whichever process does it."""
    return [
        *_keeping_order(database),
        *_bringing_together(database),
        *_announcing(database),
        *_looking_again(database),
        *_forgetting(database),
    ]


def _keeping_order(database: Database) -> list[Job]:
    async def watch() -> None:
        async with database.write() as session:
            await watch_raids(session)

    async def end_what_is_over() -> None:
        async with database.write() as session:
            await _until_done(session, sanctioning.end_expired)
            await storms.end_calm(session)

    async def call_further() -> None:
        async with database.write() as session:
            await _until_done(session, calling.widen_due)

    async def look_for_gaps() -> None:
        async with database.write() as session:
            await gaps.tell_of_gaps(session)

    async def help_on() -> None:
        async with database.write() as session:
            await _until_done(session, deadlines.pass_on_due)
            await deadlines.tell_leaders(session)
            await _until_done(session, booking.settle_due)
            await specialists.resume_due(session)

    async def end_roles() -> None:
        async with database.write() as session:
            await _until_done(session, people.end_what_ran_out)

    async def keep_lines_moving() -> None:
        async with database.write() as session:
            await _until_done(session, events.hold_due)
            await _until_done(session, offering.expire_due)

    async def look_after_groups() -> None:
        async with database.write() as session:
            await _until_done(session, group_meetings.lay_out_due)
            await _until_done(session, vacancies.notice_silent)

    minute = timedelta(minutes=1)
    return [
        Job("events", minute, keep_lines_moving),
        Job("groups", timedelta(hours=1), look_after_groups),
        Job("help_requests", minute, help_on),
        Job("signals", timedelta(seconds=10), call_further),
        Job("raids", minute, watch),
        Job("sanctions", minute, end_what_is_over),
        Job("roles", minute, end_roles),
        Job("roster_gaps", timedelta(minutes=15), look_for_gaps),
    ]


def _bringing_together(database: Database) -> list[Job]:
    async def ask_further_parents() -> None:
        async with database.write() as session:
            await _until_done(session, peers.pass_on_due)
            await _until_done(session, peers.close_quiet)

    return [Job("peers", timedelta(minutes=1), ask_further_parents)]


def _announcing(database: Database) -> list[Job]:
    async def announce() -> None:
        async with database.write() as session:
            await _until_done(session, filling.begin_due)
            await _until_done(session, filling.fill_due)
            await settling.settle_open(session)
            await _until_done(session, weekly.write_letters)
            await settling.settle_weeks(session)

    return [Job("announcements", timedelta(seconds=5), announce)]


def _looking_again(database: Database) -> list[Job]:
    async def tell() -> None:
        async with database.write() as session:
            await _until_done(session, articles.tell_of_due)

    return [Job("articles_due", timedelta(days=1), tell)]


def _forgetting(database: Database) -> list[Job]:
    async def erase() -> None:
        async with database.write() as session:
            await _until_done(session, erase_due)
        await database.forget_old_pages()

    async def forget_words() -> None:
        async with database.write() as session:
            await _until_done(session, lapsing.lapse)
            for area in (erasing, duty, requests, relay, sign_ups, peers):
                await _until_done(session, area.erase_due)
        await database.forget_old_pages()

    async def forget_sent() -> None:
        async with database.write() as session:
            await _until_done(session, partial(forget_finished, older_than=_KEEP_SENT))
            await _until_done(session, partial(forget_recipients, older_than=_KEEP_SENT))
            await _until_done(session, forget_pictures)

    return [
        Job("erasures", timedelta(hours=1), erase),
        Job("held_texts", timedelta(minutes=10), forget_words),
        Job("outbox_cleanup", timedelta(days=1), forget_sent),
    ]


async def _until_done(
    session: AsyncSession, bounded: Callable[[AsyncSession], Awaitable[int]]
) -> None:
    """Work that is done in bounded steps, each a transaction of its own."""
    while await bounded(session):
        pass


def judging_jobs(judging: Judging) -> list[Job]:
    """What every process does that judges messages, or shows how they are judged."""
    at_once = timedelta(0)
    return [
        Job("lessons", timedelta(seconds=30), judging.follow, everywhere=True, first_after=at_once)
    ]


@asynccontextmanager
async def running_jobs(database: Database, jobs: Iterable[Job]) -> AsyncIterator[None]:
    """Keep the jobs going until the block ends; none overlaps with itself."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    turns = Turns(database)
    moment = database.clock.now()
    last = await _last_turns(database)
    for job in jobs:
        scheduler.add_job(
            turns.take,
            "interval",
            args=[job],
            seconds=job.every.total_seconds(),
            next_run_time=first_turn(job, last.get(job.name), moment),
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
        )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)


def first_turn(job: Job, last: datetime | None, moment: datetime) -> datetime:
    """A daily job comes round even if no process ever lives a whole day."""
    due = moment if last is None else last + job.every
    return max(due, moment + job.first_after)


async def _last_turns(database: Database) -> dict[str, datetime]:
    async with database.read() as session:
        return {pulse.name: pulse.finished_at for pulse in await heartbeat.pulses(session)}


@dataclass
class Turns:
    """Takes a turn of a job and writes down how it went."""

    database: Database
    _beaten: dict[str, float] = field(default_factory=dict)

    async def take(self, job: Job) -> None:
        try:
            async with _mine(self.database, job) as mine:
                if not mine:
                    return
                await job.work()
        except Exception as error:  # the next turn may go well
            log.exception("job_failed", job=job.name)
            await self._beat(job, type(error).__name__)
        else:
            await self._beat(job, None)

    async def _beat(self, job: Job, error: str | None) -> None:
        moment = time.monotonic()
        recent = moment - self._beaten.get(job.name, -float("inf"))
        if error is None and recent < _BEAT_AT_MOST_EVERY.total_seconds():
            return
        try:
            async with self.database.write() as session:
                await heartbeat.beat(session, job.name, max(job.every, _BEAT_AT_MOST_EVERY), error)
        except Exception:  # shown by its silence on the health page
            log.exception("heartbeat_failed", job=job.name)
        else:
            self._beaten[job.name] = moment if error is None else -float("inf")


@asynccontextmanager
async def _mine(database: Database, job: Job) -> AsyncIterator[bool]:
    """Whether this process may take the turn: of several on one PostgreSQL, only one does."""
    if database.is_sqlite or job.everywhere:
        yield True
        return
    async with database.engine.connect() as connection:
        lock = select(func.pg_try_advisory_xact_lock(func.hashtext(job.name)))
        yield bool(await connection.scalar(lock))
