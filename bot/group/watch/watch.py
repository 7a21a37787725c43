"""Looks at every message of the club's chats; nearly always finds nothing and leaves no trace.

An innocent message asks no database and writes none. What is noticed is written down, and only
after the commit is anything done about it: by rows of the outbox, which survive a restart.
"""

import time
from collections.abc import Sequence
from dataclasses import replace

from aiogram import Bot
from aiogram.types import Message as Written

from bot.context import BotContext
from bot.group.directory import KnownChat
from bot.group.watch.authors import AuthorBook
from bot.group.watch.channels import Channels
from bot.group.watch.giving_back import give_back
from bot.group.watch.neighbours import Neighbours
from bot.group.watch.newcomers import broken_rule
from bot.group.watch.noticing import Noticed, by_rule, noticed
from bot.group.watch.orders import is_order
from bot.group.watch.pace import Pace
from bot.group.watch.questions import Questions
from bot.group.watch.reading import read
from bot.group.watch.rulebook import HouseRules, RuleBook
from bot.group.watch.tidying import Tidying, is_service
from bot.group.watch.turnstile import Turnstile
from bot.group.watch.utterance import Utterance
from bot.group.watch.writer import SightingWriter
from moderation.detect.message import Message, Standing
from moderation.detect.verdict import Action, Verdict
from moderation.incidents import seeing
from moderation.incidents.kinds import RuleReason, Topic
from moderation.incidents.places import PARENTS_CHATS
from moderation.incidents.sighting import Sighting


class Watch:
    """One a process; what it remembers may be lost with it."""

    def __init__(self, context: BotContext, bot: Bot) -> None:
        self._context = context
        self._bot = bot
        database, messenger = context.database, context.messenger
        self._rulebook = RuleBook(database)
        self._authors = AuthorBook(database, messenger)
        self._turnstile = Turnstile()
        self._writer = SightingWriter(database, messenger, self._turnstile)
        self._neighbours = Neighbours()
        self._channels = Channels(bot)
        self._pace = Pace(context, bot)
        self._tidying = Tidying(bot)
        self._questions = Questions(database)

    async def lets_stand(self, chat: KnownChat, written: Written, *, is_edit: bool = False) -> bool:
        """Whether the message stays in the chat, having been looked at."""
        if chat.purpose not in PARENTS_CHATS:
            return True
        may_pass = self._turnstile.enter(chat.id)
        try:
            if not may_pass:
                await self._turnstile.turn(chat.id)
            return await self._look(chat, written, is_edit=is_edit)
        finally:
            self._turnstile.leave(chat.id)

    async def _look(self, chat: KnownChat, written: Written, *, is_edit: bool) -> bool:
        house = await self._rulebook.of(chat.id)
        if written.sender_chat is not None:
            return await self._lets_channel_stand(chat, written, house)
        if written.from_user is None or written.from_user.is_bot:
            return True
        if written.via_bot is not None and written.via_bot.id == self._bot.id and not is_edit:
            return True  # an article of the club, chosen by `@bot …`
        heard = await self._hear(chat, house, written, is_edit=is_edit)
        verdict = self._context.detector.judge(heard.message, house.rules)
        broken = broken_rule(heard) if heard.by_newcomer else None
        if found := noticed(verdict, broken, house):
            return await self._act(heard, verdict, found)
        return is_edit or await self._lets_innocent_stand(heard)

    async def _hear(
        self, chat: KnownChat, house: HouseRules, written: Written, *, is_edit: bool
    ) -> Utterance:
        assert written.from_user is not None
        author = await self._authors.of(written.from_user.id)
        standing = author.standing(chat, self._context.database.clock.now())
        message = read(
            written,
            standing,
            author=author.user_id,
            chat=chat.id,
            seconds=time.monotonic(),
            is_edit=is_edit,
        )
        return Utterance(chat, house, author, written, message)

    async def _lets_innocent_stand(self, heard: Utterance) -> bool:
        if is_order(heard.message):
            return True
        paced = heard.house.has_pace and not heard.by_moderator
        if paced and await self._pace.sent_back(heard):
            return False
        if not heard.chat.is_closed:  # whoever leads a group reads there what stood around
            self._neighbours.add(heard.chat.id, heard.written.message_id, heard.message.text)
        if heard.by_newcomer:
            self._authors.count(heard.author)
        self._questions.hear(heard)
        return True

    async def _act(self, heard: Utterance, verdict: Verdict, found: Sequence[Noticed]) -> bool:
        author = heard.author
        stranger = author.user_id if author.account_id is None else None
        for one in found:
            sighting = self._sighting(heard.chat, heard.written, heard.message, one)
            sighting = replace(sighting, account_id=author.account_id)
            incident_id = await self._writer.write(sighting, stranger)
            if sighting.holds_personal_data:
                if one.removes:
                    await give_back(self._context, self._bot, heard, verdict, incident_id)
            elif one.action is not Action.HINT and not heard.chat.is_closed:
                self._neighbours.await_after(heard.chat.id, incident_id)
        if stranger is not None:
            self._authors.was_met(author)
        return not any(one.removes for one in found)

    async def _lets_channel_stand(
        self, chat: KnownChat, written: Written, house: HouseRules
    ) -> bool:
        """A strange channel's post goes, and the channel with it; there is nobody to tell why."""
        assert written.sender_chat is not None
        wanted = not house.settings.channel_posts_removed
        if wanted or not await self._channels.is_stranger(written):
            return True
        message = read(written, Standing.NEWCOMER)
        verdict = self._context.detector.judge(message, house.rules)
        found = by_rule(Topic.CHANNEL, RuleReason.CHANNEL, Action.BAN, verdict, house)
        sighting = self._sighting(chat, written, message, found)
        await self._writer.write(replace(sighting, channel=str(written.sender_chat.id)))
        return False

    def _sighting(
        self, chat: KnownChat, written: Written, message: Message, found: Noticed
    ) -> Sighting:
        about_moderator = message.standing is Standing.ACTIVIST
        return Sighting(
            chat_id=chat.id,
            message_id=written.message_id,
            sent_at=written.date,
            account_id=None,
            topic=found.topic,
            source=found.source,
            action=found.action,
            score=found.score,
            reasons=found.reasons,
            dry_run=found.dry_run,
            text=message.text or None,
            excerpt=message.text or None,
            media=message.media.value if message.media else None,
            context=self._neighbours.before(chat.id),
            for_leaders=about_moderator and found.topic is not Topic.DISTRESS,
        )

    async def tidy(self, chat: KnownChat, message: Written) -> None:
        """Have a service message taken away with the next flush, where the chat wants that."""
        if chat.purpose not in PARENTS_CHATS or not is_service(message):
            return
        if (await self._rulebook.of(chat.id)).settings.remove_service_messages:
            self._tidying.add(message)

    def standing_changed(self, user_id: int) -> None:
        """The messenger made somebody an administrator of a chat, or no longer."""
        self._authors.forget(user_id)

    async def flush(self) -> None:
        """Write down and carry out what may wait a few seconds."""
        await self._authors.flush()
        await self._tidying.flush()
        await self._questions.flush()
        for incident_id, lines in self._neighbours.take_complete():
            async with self._context.database.write() as session:
                await seeing.add_context(session, incident_id, lines)

    async def close(self) -> None:
        await self._writer.finish()
        await self.flush()
