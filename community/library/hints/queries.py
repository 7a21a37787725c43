"""A suggestion as its card shows it."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat
from community.core.actor import Action, Actor
from community.core.errors import NotFound
from community.library.articles.queries import Card, cards
from community.library.hints.models import ArticleHint
from community.membership.people.queries import given_names


@dataclass(frozen=True)
class Shown:
    """`article` is None once it was withdrawn; `decided_by` is a first name."""

    hint: ArticleHint
    chat: Chat
    article: Card | None
    decided_by: str | None


async def shown(session: AsyncSession, actor: Actor, hint_id: int) -> Shown:
    """For those who moderate the chat. Raises NotFound."""
    hint = await session.get(ArticleHint, hint_id)
    if hint is None:
        raise NotFound(kind="article_hint")
    chat = await session.get_one(Chat, hint.chat_id)
    if not actor.may(Action.INCIDENT_DECIDE, chat.district_id):
        raise NotFound(kind="article_hint")
    found = await cards(session, [hint.article_id])
    by = hint.decided_by_id
    names = await given_names(session, [by] if by else [])
    return Shown(hint, chat, found[0] if found else None, names.get(by) if by else None)
