"""The club's own help lines, for a moderator who goes to somebody in distress."""

from markupsafe import Markup

from bot.context import BotContext
from bot.texts import Texts
from community.core.markdown import to_html
from community.membership.documents.queries import document
from moderation.incidents.cards import Card
from moderation.incidents.kinds import Topic


async def helplines(context: BotContext, card: Card, texts: Texts) -> Markup | None:
    """None where the card is about something else, or somebody is with the person already."""
    if card.incident.topic is not Topic.DISTRESS or card.incident.decision is not None:
        return None
    async with context.database.read() as session:
        shown = await document(session, "helplines", texts.language)
    return to_html(shown.body)
