"""A club whose bot is at work: people act in the messenger, `settle` lets everything happen.

Nothing runs by itself: `settle` asks the Bot API for updates, hands them to the dispatcher and
empties the outbox, until nothing is left to do. So no test waits or sleeps.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Self
from zoneinfo import ZoneInfo

from bot.app import ALLOWED_UPDATES, BotApp, create_bot
from bot.context import BotContext
from bot.delivery.mail import Mailer
from bot.limits import Limits
from community.chats.models import Purpose
from community.chats.queries import chat_by_address
from community.chats.service import bind_chat
from community.core.outbox.worker import OutboxWorker
from deploy.messenger.client import MessengerControl
from deploy.messenger.config import MessengerConfig
from moderation.detect import Detector
from tests.support.assembling import learn_once
from tests.support.factories import MESSENGER, SYSTEM, Region, Someone

TOMSK = ZoneInfo("Asia/Tomsk")
_ROUNDS = 500  # far more than anything a test sets going
OWNER = 4001  # created every group of the tests
# The messenger of a test lets everything through; what keeps to limits is tested by itself.
NO_HURRY = Limits(per_second=100_000, per_minute_in_group=100_000, rest=0)
RIGHTS = ["can_invite_users", "can_restrict_members", "can_delete_messages", "can_pin_messages"]


@dataclass
class Club:
    region: Region
    messenger: MessengerControl
    context: BotContext
    app: BotApp
    worker: OutboxWorker
    limits: Limits
    _offset: int = 0
    _offset_gone: int = 0

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        region: Region,
        url: str,
        *,
        redis_url: str | None = None,
        detector: Detector | None = None,
        mailer: Mailer | None = None,
        limits: Limits = NO_HURRY,
    ) -> AsyncIterator[Self]:
        """Without a detector of its own, the bot of a test sees nothing in what people write."""
        learn_once()
        context = BotContext(
            region.database,
            TOMSK,
            "Область",
            "https://club.example",
            redis_url=redis_url,
            detector=detector or Detector(()),
            mailer=mailer,
        )
        async with MessengerControl(url) as control:
            app = BotApp(context, create_bot(MessengerConfig().bot_token, url), limits)
            await app.start()
            await control.add_person("Хозяин", id=OWNER)
            worker = OutboxWorker(region.database, app.transport)
            club = cls(region, control, context, app, worker, limits)
            yield club
            await club.app.close()

    async def restart(self) -> None:
        """The process ends and begins anew: only what is in the database survives."""
        await self.app.close()
        bot = self.app.bot
        self.app = BotApp(
            self.context,
            create_bot(bot.token, bot.session.api.base.split("/bot")[0]),
            self.limits,
        )
        await self.app.start()
        self.worker = OutboxWorker(self.region.database, self.app.transport)

    async def settle(self) -> None:
        """Let the bot answer everything, and send everything that is due."""
        for _ in range(_ROUNDS):
            if not await self.hear() and not await self.worker.send_batch():
                return
        raise AssertionError("the bot does not come to rest")

    async def hear(self) -> int:
        """Hand the waiting updates to the bot and send nothing; returns how many there were."""
        updates = await self.app.bot.get_updates(
            offset=self._offset, timeout=0, allowed_updates=ALLOWED_UPDATES
        )
        for update in updates:
            self._offset = update.update_id + 1
            await self.app.dispatcher.feed_update(self.app.bot, update)
        return len(updates)

    async def newcomer(self, first_name: str = "Анна", **fields: Any) -> int:
        """Somebody with an account in the messenger whom the club has never met."""
        return int((await self.messenger.add_person(first_name, **fields))["id"])

    async def in_messenger(self, someone: Someone, first_name: str = "Вера") -> int:
        """Give a person of the region an account in the messenger that has met the bot."""
        user_id = int(someone.external_id)
        await self.messenger.add_person(first_name, id=user_id)
        await self.start(user_id)
        await self.say(user_id, "/menu")
        return user_id

    async def chat(
        self, purpose: Purpose = Purpose.DISTRICT, *, district: int | None = 0, title: str = "Чат"
    ) -> int:
        """A group with the bot as its administrator, bound to the club; returns its id there."""
        group = await self.messenger.add_group(title, OWNER, join_by_request=True)
        address = int(group["id"])
        await self.messenger.add_bot(address, by=OWNER, as_admin=RIGHTS)
        await self.settle()
        database = self.region.database
        async with database.write() as session:
            chat = await chat_by_address(session, MESSENGER, str(address))
            assert chat is not None
            district_id = None if district is None else self.region.districts[district].id
            await bind_chat(session, SYSTEM, chat.id, purpose, district_id)
        await self.app.check_chats()
        return address

    async def tap(self, user_id: int, label: str) -> dict[str, Any]:
        """Press the button and see what comes of it; returns the answer to the tap."""
        tapped = await self.messenger.tap(user_id, label)
        await self.settle()
        if "callback_id" not in tapped:
            return tapped
        return await self.messenger.callback(tapped["callback_id"]) or {}

    async def tap_gone(self, user_id: int, message_id: int, data: str) -> None:
        """A tap that left the phone while its button was being taken away."""
        person = {"id": user_id, "is_bot": False, "first_name": "—"}
        chat = {"id": user_id, "type": "private"}
        message = {"message_id": message_id, "date": 1, "chat": chat, "text": "—"}
        query = {"id": "1", "from": person, "chat_instance": "1", "message": message, "data": data}
        self._offset_gone += 1
        await self.app.handle({"update_id": 10**9 + self._offset_gone, "callback_query": query})
        await self.settle()

    async def say(self, user_id: int, text: str, **fields: Any) -> None:
        await self.messenger.say(user_id, text, **fields)
        await self.settle()

    async def start(self, user_id: int, payload: str | None = None) -> None:
        await self.messenger.start(user_id, payload)
        await self.settle()

    async def knock(self, user_id: int, chat: int) -> None:
        """Ask to be let into a chat."""
        await self.messenger.ask_to_join(user_id, chat)
        await self.settle()

    async def screen(self, user_id: int) -> str:
        """The newest words of the bot in this person's private chat."""
        messages = (await self.messenger.inbox(user_id))["messages"]
        return str([m for m in messages if m["from"]["is_bot"]][-1]["text"])

    async def words(self, user_id: int) -> str:
        """All words of the bot in this person's private chat."""
        messages = (await self.messenger.inbox(user_id))["messages"]
        return "\n".join(m.get("text", "") for m in messages if m["from"]["is_bot"])

    async def buttons(self, user_id: int) -> list[str]:
        """The labels under the newest message that has any."""
        messages = (await self.messenger.inbox(user_id))["messages"]
        keyboards = [m["keyboard"] for m in messages if m.get("keyboard")]
        return [b["text"] for row in keyboards[-1] for b in row] if keyboards else []

    async def download(self, file_id: str) -> bytes:
        """A document as the person who got it would open it."""
        file = await self.app.bot.get_file(file_id)
        assert file.file_path is not None
        content = await self.app.bot.download_file(file.file_path)
        assert content is not None
        return content.read()

    async def inside(self, user_id: int, chat: int) -> bool:
        seen = await self.messenger.chat(user_id, chat)
        return seen["member"] in ("member", "administrator", "creator", "restricted")
