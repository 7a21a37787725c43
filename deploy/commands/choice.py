"""`club run` chooses: the real messenger with a token, the demonstration without."""

from importlib import import_module

from community.core.settings import Settings


async def run(settings: Settings) -> None:
    name = "everything" if settings.bot_token else "demo"
    await import_module(f"deploy.commands.{name}").run(settings)
