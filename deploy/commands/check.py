"""`club check`: one line for each thing that can be wrong, and what to do about it."""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass

import typer
from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from bot.delivery.mail import Mailer
from community.chats.queries import chats_overview
from community.core.actor import system_actor
from community.core.settings import Settings, SettingsError
from deploy import schema
from deploy.assembly import Installation, mailer_of, opened
from deploy.bot_identity import bot_username
from deploy.bot_side import assembled_bot, webhook_secret
from deploy.secret import names_are_readable, place_of_secret
from moderation.detect.distress.learned import WeightsBroken, load_learned
from moderation.detect.spam import ModelBroken, load_model

_MEND = "run `make model`, or install the program anew"


@dataclass(frozen=True)
class Finding:
    subject: str
    well: bool
    says: str


async def run(settings: Settings) -> None:
    all_well = True
    async with opened(settings) as installation:
        async for finding in _findings(installation):
            mark = "ok " if finding.well else "BAD"
            typer.echo(f"{mark}  {finding.subject}: {finding.says}")
            all_well = all_well and finding.well
    if not all_well:
        raise SystemExit(1)


async def _findings(installation: Installation) -> AsyncIterator[Finding]:
    settings = installation.settings
    yield _webhook(settings)
    for finding in _detector_files():
        yield finding
    if settings.redis_url:
        yield await _redis(settings.redis_url)
    if mailer := mailer_of(settings):
        yield await _mail(mailer)
    database = await _database(installation)
    yield database
    if database.well:
        yield await _key(installation)
    username = await _username(settings)
    yield username
    if database.well and username.well:
        async for chat in _chats(installation):
            yield chat


def _webhook(settings: Settings) -> Finding:
    if settings.webhook_url is None:
        return Finding("Updates", well=True, says="asked for (long polling)")
    try:
        webhook_secret(settings)
    except SettingsError as error:
        return Finding("Updates", well=False, says=str(error))
    return Finding("Updates", well=True, says=f"brought to {settings.webhook_url}")


def _detector_files() -> Iterator[Finding]:
    """What the detector judges by; without a file it goes on, but tells less."""
    yield _file("Spam model", load_model, "spam is told by rules alone")
    yield _file("Distress weights", load_learned, "distress is told by phrases alone")


def _file(subject: str, load: Callable[[], object], otherwise: str) -> Finding:
    try:
        load()
    except (ModelBroken, WeightsBroken):
        says = f"missing or damaged, so that {otherwise}: {_MEND}"
        return Finding(subject, well=False, says=says)
    return Finding(subject, well=True, says="whole")


async def _redis(address: str) -> Finding:
    try:
        async with Redis.from_url(address) as redis:
            await redis.ping()
    except (RedisError, OSError) as error:
        return Finding("Redis", well=False, says=f"does not answer ({type(error).__name__})")
    return Finding("Redis", well=True, says="answers")


async def _mail(mailer: Mailer) -> Finding:
    """No letter is sent; a wrong password is found all the same."""
    trouble = await mailer.trouble()
    if trouble is not None:
        return Finding("Mail server", well=False, says=f"takes no letters ({trouble})")
    return Finding("Mail server", well=True, says="takes letters")


async def _database(installation: Installation) -> Finding:
    try:
        current = await schema.is_current(installation.database.engine)
    except (SQLAlchemyError, OSError) as error:
        return Finding("Database", well=False, says=f"does not answer ({type(error).__name__})")
    says = "up to date" if current else "not up to date: run `club db upgrade`"
    return Finding("Database", well=current, says=says)


async def _key(installation: Installation) -> Finding:
    place = place_of_secret(installation.settings)
    if await names_are_readable(installation.database):
        return Finding("Secret key", well=True, says=place)
    return Finding("Secret key", well=False, says=f"{place} does not open the names")


async def _username(settings: Settings) -> Finding:
    try:
        username = await bot_username(settings)
    except SettingsError as error:
        return Finding("Bot", well=False, says=str(error))
    if not username:
        return Finding("Bot", well=False, says=f"{settings.bot_api_url} does not answer")
    return Finding("Bot", well=True, says=f"@{username}")


async def _chats(installation: Installation) -> AsyncIterator[Finding]:
    async with assembled_bot(installation) as app:
        unasked = await app.check_chats()
    if unasked:
        yield Finding("Chats", well=False, says=f"{unasked} could not be asked")
    async with installation.database.read() as session:
        for row in await chats_overview(session, system_actor("cli")):
            title = f"Chat «{row.chat.title}»"
            if row.missing_rights:
                lacking = ", ".join(row.missing_rights)
                yield Finding(title, well=False, says=f"the bot lacks {lacking}")
            else:
                yield Finding(title, well=row.healthy, says=row.chat.state.value)
