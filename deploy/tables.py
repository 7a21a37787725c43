"""Every table of an installation, imported so that the metadata is whole: migrations, copies."""

from bot.state import models as bot_state
from community.tables import metadata
from moderation.incidents import models as incidents

__all__ = ["bot_state", "incidents", "metadata"]
