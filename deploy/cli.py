"""The `club` command. Nothing heavy is loaded before it is known what was asked for."""

import asyncio
import os
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer

from deploy.errors import CommandError

app = typer.Typer(
    help="The club of foster families: bot, admin site, scheduler.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
database = typer.Typer(help="The database: tables, backups, export.", no_args_is_help=True)
admin = typer.Typer(help="Roles and log-in links, for the first ones.", no_args_is_help=True)
region = typer.Typer(help="The region's districts.", no_args_is_help=True)
keys = typer.Typer(help="The key that encrypts names.", no_args_is_help=True)
library = typer.Typer(help="Articles: import, export, the search index.", no_args_is_help=True)
moderation = typer.Typer(help="The detector, tried on texts.", no_args_is_help=True)
app.add_typer(database, name="db")
app.add_typer(admin, name="admin")
app.add_typer(region, name="region")
app.add_typer(keys, name="keys")
app.add_typer(library, name="library")
app.add_typer(moderation, name="moderation")

Command = Callable[..., Coroutine[Any, Any, None]]


def _perform(command: Command, *args: Any, **options: Any) -> None:
    """Run one command with the settings. What may go wrong ends as one line and exit code 1."""
    from sqlalchemy.exc import SQLAlchemyError

    from community.core.settings import SettingsError, load_settings
    from deploy import logs

    try:
        settings = load_settings()
        logs.configure(settings.log_level)
        asyncio.run(command(settings, *args, **options))
    except (CommandError, SettingsError) as error:
        _fail(str(error))
    except SQLAlchemyError as error:
        _fail(f"The database did not answer as it should ({type(error).__name__}).")
    except OSError as error:
        _fail(f"{error.filename or 'network'}: {error.strerror or type(error).__name__}")
    except KeyboardInterrupt:
        sys.exit(130)


def _answer(command: Callable[..., None], *args: Any, **options: Any) -> None:
    """Run a command that needs no settings: no database, no messenger."""
    try:
        command(*args, **options)
    except CommandError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{error.filename}: {error.strerror}")


def _fail(sentence: str) -> None:
    typer.echo(sentence, err=True)
    raise SystemExit(1)


@app.command()
def run() -> None:
    """Run everything in one process; without CLUB_BOT_TOKEN, the demonstration."""
    from deploy.commands.choice import run

    _perform(run)


@app.command()
def demo(
    *,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget what was played so far.")] = False,
) -> None:
    """Run the local messenger with a seeded demonstration region."""
    from deploy.commands.demo import run

    _perform(run, fresh=fresh)


@app.command()
def bot() -> None:
    """Run only the bot (updates), for several machines."""
    from deploy.commands.bot import run

    _perform(run)


@app.command()
def web() -> None:
    """Run only the admin site, for several machines."""
    from deploy.commands.web import run

    _perform(run)


@app.command()
def worker() -> None:
    """Run only sending and scheduled work, for several machines."""
    from deploy.commands.worker import run

    _perform(run)


@app.command()
def check() -> None:
    """Check configuration, database, Bot API and the bot's rights in every chat."""
    from deploy.commands.check import run

    _perform(run)


@database.command("upgrade")
def upgrade() -> None:
    """Bring the tables up to date; an SQLite file is copied first."""
    from deploy.commands.db import upgrade

    _perform(upgrade)


@database.command("backup")
def backup(file: Path) -> None:
    """Write everything into FILE. Names stay encrypted: keep the key elsewhere."""
    from deploy.commands.db import backup

    _perform(backup, file)


@database.command("restore")
def restore(
    file: Path,
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace what is there.")] = False,
) -> None:
    """Fill the database from a backup, SQLite or PostgreSQL alike."""
    from deploy.commands.db import restore

    _perform(restore, file, force=force)


@database.command("export")
def export(folder: Annotated[Path, typer.Argument(metavar="DIR")]) -> None:
    """Write every table as CSV into DIR, decrypted: to leave with everything."""
    from deploy.commands.db import export

    _perform(export, folder)


@admin.command("grant")
def grant(
    user_id: Annotated[int, typer.Argument(help="The person's id in the messenger.")],
    role: Annotated[str, typer.Argument(help="admin, leader, activist …")],
    district: Annotated[str, typer.Option(help="Only for this district.")] = "",
) -> None:
    """Give a role, e.g. the first administrator's."""
    from deploy.commands.admin import grant

    _perform(grant, str(user_id), role, district)


@admin.command("link")
def link(user_id: Annotated[int, typer.Argument(help="The id in the messenger.")]) -> None:
    """Print a one-time log-in link to the admin site."""
    from deploy.commands.admin import link

    _perform(link, str(user_id))


@admin.command("forget-second-factor")
def forget_second_factor(
    user_id: Annotated[int, typer.Argument(help="The id in the messenger.")],
) -> None:
    """Let somebody who lost their phone set up a new second factor."""
    from deploy.commands.admin import forget_second_factor

    _perform(forget_second_factor, str(user_id))


@region.command("load")
def load(file: Path) -> None:
    """Take the districts of a region's file over."""
    from deploy.commands.region import load

    _perform(load, file)


@keys.command("rotate")
def rotate() -> None:
    """Encrypt everything anew with the first key of CLUB_SECRET_KEY."""
    from deploy.commands.keys import rotate

    _perform(rotate)


@library.command("import")
def library_import(
    folder: Annotated[Path, typer.Argument(metavar="DIR")],
    *,
    topic: Annotated[str, typer.Option(help="Of files that name none, as Word's.")] = "",
    published: Annotated[
        bool, typer.Option("--published", help="New ones that say so are published at once.")
    ] = False,
) -> None:
    """Bring Markdown and Word files in as drafts; what did not change stays as it is."""
    from deploy.commands.library import import_folder

    _perform(import_folder, folder, topic, published=published)


@library.command("export")
def library_export(folder: Annotated[Path, typer.Argument(metavar="DIR")]) -> None:
    """Write every article with its files into DIR, as `import` reads them."""
    from deploy.commands.library import export_folder

    _perform(export_folder, folder)


@library.command("reindex")
def library_reindex() -> None:
    """Build the search index anew, as after a new release changed its rules."""
    from deploy.commands.library import reindex

    _perform(reindex)


@moderation.command("check")
def moderation_check(
    text: Annotated[str | None, typer.Argument(help="Without it: each line of input.")] = None,
    *,
    standing: Annotated[str, typer.Option(help="newcomer, member or activist")] = "newcomer",
) -> None:
    """Print the verdict on a message as JSON, one object a line."""
    from deploy.commands.moderation import check

    _answer(check, text, standing)


@moderation.command("evaluate")
def moderation_evaluate(
    *,
    spam: Annotated[Path, typer.Option(help="Spam, one message a line.")],
    ham: Annotated[Path, typer.Option(help="Innocent messages, one a line.")],
    train_spam: Annotated[Path | None, typer.Option(help="Spam to learn first.")] = None,
    train_ham: Annotated[Path | None, typer.Option(help="Innocent ones to learn first.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Count what the detector tells rightly, and how long it takes a message."""
    from deploy.commands.moderation import evaluate

    _answer(evaluate, spam, ham, train_spam, train_ham, as_json=as_json)


def main() -> None:
    os.umask(0o077)  # databases, backups and exports are read by the club's own account alone
    app()
