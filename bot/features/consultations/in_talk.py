"""What a conversation with a specialist is about: the way back to its request, for either side."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.screen import Row, button
from bot.texts import Texts
from community.consultations.requests.queries import of_conversation
from community.core.actor import Actor
from community.relay.models import Conversation


async def request_rows(
    session: AsyncSession, actor: Actor, talk: Conversation, texts: Texts
) -> Sequence[Row]:
    """None where somebody on duty came: that conversation is about no request."""
    request = await of_conversation(session, talk.id)
    if request is None:
        return []
    if request.person_id == actor.person_id:
        return [[button(texts("🤝 The request"), f"myreq:{request.id}:open")]]
    return [[button(texts("📋 The card"), f"srq:{request.id}:show")]]
