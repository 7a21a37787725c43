"""What two parents can do in their conversation besides writing: end it, either of them."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.features.talking.words import name_of
from bot.screen import Row, Screen, button
from bot.texts import Texts
from community.core.actor import Actor
from community.peers.asking.queries import is_peer_talk
from community.relay.models import Conversation


async def peer_rows(
    session: AsyncSession, _actor: Actor, talk: Conversation, texts: Texts
) -> Sequence[Row]:
    """None in a conversation of another kind, or one that is over."""
    if talk.closed_at is not None or not await is_peer_talk(session, talk.id):
        return []
    return [[button(texts("🏁 End the conversation"), f"peertalk:{talk.id}:end")]]


def end_screen(talk: Conversation, actor: Actor, texts: Texts) -> Screen:
    side = talk.side_of(actor.person_id)
    assert side is not None
    name = name_of(talk, side.other, texts)
    text = texts(
        "End the conversation with {name}? {name} is told that it is over, and what you both said"
        " is erased later by itself.",
        name=name,
    )
    return Screen(
        text,
        [
            [button(texts("🏁 Yes, end it"), f"peertalk:{talk.id}:end_now")],
            [button(texts("⬅️ No, go on"), f"talk:{talk.id}:open")],
        ],
    )
