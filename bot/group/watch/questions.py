"""Questions of parents' chats that an article may answer: noticed at once, looked up later.

In the way of a message stands a comparison of words alone. What may be a question waits in memory
for the next flush, a few at most; it is written down nowhere, and forgotten once it was looked up.
"""

from collections import deque
from dataclasses import dataclass

from bot.errors import log_unexpected
from bot.group.watch.utterance import Utterance
from community.chats.models import Chat
from community.core.db import Database
from community.library.hints import service
from community.library.search import queries as search
from community.library.search.thesaurus import asking
from community.library.search.words import words_of
from moderation.incidents.moderators import card_recipients

_SHORTEST, _LONGEST = 15, 300
_WAITING_AT_MOST = 40


def is_question(text: str) -> bool:
    """It ends as one, or begins as one: cheap, and rather too seldom than too often."""
    if not _SHORTEST <= len(text) <= _LONGEST:
        return False
    return text.rstrip(" )!.").endswith("?") or next(words_of(text), "") in asking()


@dataclass(frozen=True, slots=True)
class _Question:
    chat_id: int
    message_id: int
    text: str


class Questions:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: deque[_Question] = deque()

    def hear(self, heard: Utterance) -> None:
        """What answers somebody is talk among people. In a flood the rest is let go."""
        written, text = heard.written, heard.message.text
        if heard.chat.purpose not in service.SUGGESTED_IN or written.reply_to_message is not None:
            return
        if len(self._waiting) < _WAITING_AT_MOST and is_question(text):
            self._waiting.append(_Question(heard.chat.id, written.message_id, text))

    async def flush(self) -> None:
        waiting, self._waiting = self._waiting, deque()
        for question in waiting:
            try:
                await self._look_up(question)
            except Exception as error:  # noqa: BLE001  a courtesy: logged without words, and let go
                log_unexpected(error)

    async def _look_up(self, question: _Question) -> None:
        async with self._database.read() as session:
            chat = await session.get_one(Chat, question.chat_id)
            places = {chat.district_id} if chat.district_id else None
            hit = await search.answer(session, question.text, districts=places)
            if hit is None:
                return
            moderators = await card_recipients(session, chat, for_leaders=False)
        async with self._database.write() as session:
            await service.suggest(session, chat.id, question.message_id, hit.article_id, moderators)
