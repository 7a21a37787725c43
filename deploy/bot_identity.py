"""The bot's username, which the site needs for invitation links without being the bot."""

import aiohttp
import structlog

from community.core.settings import Settings, SettingsError

log = structlog.get_logger()

_PATIENCE = aiohttp.ClientTimeout(total=5)
_UNAUTHORIZED = 401


def token_of(settings: Settings) -> str:
    if settings.bot_token is None:
        raise SettingsError("CLUB_BOT_TOKEN: needed for this command; BotFather gives one")
    return settings.bot_token.get_secret_value()


async def bot_username(settings: Settings) -> str:
    """Ask the messenger; while it is away, what it said last time; empty if it never did.

    Raises SettingsError for a token that the messenger does not know.
    """
    remembered = settings.state_folder / "bot-username"
    try:
        username = await _ask(settings)
    except (aiohttp.ClientError, TimeoutError, KeyError, ValueError) as error:
        log.warning("bot_username_unknown", error=type(error).__name__)
        return remembered.read_text(encoding="ascii") if remembered.exists() else ""
    remembered.parent.mkdir(parents=True, exist_ok=True)
    remembered.write_text(username, encoding="ascii")
    return username


async def _ask(settings: Settings) -> str:
    address = f"{settings.bot_api_url}/bot{token_of(settings)}/getMe"
    async with (
        aiohttp.ClientSession(timeout=_PATIENCE) as session,
        session.get(address) as answer,
    ):
        if answer.status == _UNAUTHORIZED:
            raise SettingsError("CLUB_BOT_TOKEN: the messenger does not know this token")
        return str((await answer.json())["result"]["username"])
