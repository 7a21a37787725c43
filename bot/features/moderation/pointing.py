"""A message that somebody answered with a command: whose it is, and what of it may be shown."""

from dataclasses import dataclass

from aiogram.types import Message as Written
from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import BotContext
from bot.group.watch.noticing import certain_data
from bot.group.watch.reading import read
from community.chats.models import Chat
from community.membership.people import service as people_service
from community.membership.people.models import MessengerAccount
from moderation.detect.detector import DEFAULT_RULES
from moderation.detect.message import Standing
from moderation.detect.verdict import Action, Question
from moderation.incidents.kinds import Source, Topic
from moderation.incidents.sighting import Sighting

# Under this account the messenger itself repeats posts of a linked channel.
_MESSENGER_ITSELF = 777000


@dataclass(frozen=True)
class Author:
    """Somebody with an account, or a channel by its id in the messenger.

    Neither: an administrator who writes in the name of the chat.
    """

    account: MessengerAccount | None
    channel: str | None

    @property
    def is_anonymous(self) -> bool:
        return self.account is None and self.channel is None


def answered(message: Written) -> Written | None:
    """The message of a person or a channel that this one answers; None where there is none."""
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created is not None:
        return None
    if replied.sender_chat is not None:
        return None if replied.is_automatic_forward else replied
    user = replied.from_user
    by_nobody = user is None or user.is_bot or user.id == _MESSENGER_ITSELF
    return None if by_nobody else replied


async def author_of(session: AsyncSession, context: BotContext, replied: Written) -> Author:
    """The author of an answered message, whom the club may meet by this for the first time."""
    if replied.sender_chat is not None:
        own = replied.sender_chat.id == replied.chat.id
        return Author(None, None if own else str(replied.sender_chat.id))
    assert replied.from_user is not None
    account = await people_service.meet(
        session, context.messenger, str(replied.from_user.id), speaks=False
    )
    return Author(account, None)


def sighting_of(
    context: BotContext, replied: Written, chat: Chat, author: Author, source: Source
) -> Sighting:
    """What is known of the message. Judged is only whether its words may be written down."""
    message = read(replied, Standing.MEMBER)
    verdict = context.detector.judge(message)
    data = tuple(certain_data(verdict, DEFAULT_RULES))
    return Sighting(
        chat_id=chat.id,
        message_id=replied.message_id,
        sent_at=replied.date,
        account_id=author.account.id if author.account else None,
        channel=author.channel,
        topic=Topic.OTHER if author.channel is None else Topic.CHANNEL,
        source=source,
        action=Action.ALLOW,
        score=verdict.scores[Question.PERSONAL_DATA] if data else 0.0,
        reasons=data,
        text=message.text or None,
        excerpt=message.text or None,
        media=message.media.value if message.media else None,
        for_leaders=author.is_anonymous,
    )
