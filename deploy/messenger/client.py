"""The control API from Python: tests and the demonstration act as people through it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from deploy.messenger.control_line import ControlLine, ControlRefusedError, Json

__all__ = ["ControlRefusedError", "MessengerControl"]

BOT_ANSWERS_WITHIN = 5.0


class MessengerControl(ControlLine):
    """One method a control call; people and chats are named by their ids.

    Use as `async with MessengerControl(url) as control:`.
    """

    # people

    async def add_person(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
        note: str | None = None,
        id: int | None = None,  # noqa: A002 -- the name in the Bot API
    ) -> Json:
        return await self._post(
            "people",
            first_name=first_name,
            last_name=last_name,
            username=username,
            language_code=language_code,
            note=note,
            id=id,
        )

    async def people(self) -> list[Json]:
        return await self._get("people")

    async def start(self, person: int, payload: str | None = None) -> Json:
        return await self._post("start", person=person, payload=payload)

    async def block_bot(self, person: int) -> Json:
        return await self._post("block_bot", person=person)

    async def unblock_bot(self, person: int) -> Json:
        return await self._post("unblock_bot", person=person)

    # chats

    async def add_group(
        self,
        title: str,
        owner: int,
        *,
        type: str = "supergroup",  # noqa: A002 -- the name in the Bot API
        join_by_request: bool = False,
        id: int | None = None,  # noqa: A002
        members: list[int] | None = None,
    ) -> Json:
        return await self._post(
            "groups",
            title=title,
            owner=owner,
            type=type,
            join_by_request=join_by_request,
            id=id,
            members=members,
        )

    async def add_channel(self, title: str, owner: int) -> Json:
        return await self._post("channels", title=title, owner=owner)

    async def chats(self) -> list[Json]:
        return await self._get("chats")

    async def add_member(self, chat_id: int, person: int, *, by: int | None = None) -> Json:
        return await self._post("add_member", chat_id=chat_id, person=person, by=by)

    async def remove_member(
        self, chat_id: int, person: int, *, by: int | None = None, ban: bool = True
    ) -> Json:
        return await self._post("remove_member", chat_id=chat_id, person=person, by=by, ban=ban)

    async def promote(
        self,
        chat_id: int,
        person: int | None = None,
        *,
        bot: bool | None = None,
        rights: list[str] | dict[str, bool] | None = None,
    ) -> Json:
        return await self._post("promote", chat_id=chat_id, person=person, bot=bot, rights=rights)

    async def demote(
        self, chat_id: int, person: int | None = None, *, bot: bool | None = None
    ) -> Json:
        return await self._post("demote", chat_id=chat_id, person=person, bot=bot)

    async def add_bot(
        self,
        chat_id: int,
        *,
        by: int | None = None,
        as_admin: bool | list[str] | dict[str, bool] | None = None,
        payload: str | None = None,
    ) -> Json:
        return await self._post(
            "add_bot", chat_id=chat_id, by=by, as_admin=as_admin, payload=payload
        )

    async def kick_bot(self, chat_id: int, *, by: int | None = None) -> Json:
        return await self._post("kick_bot", chat_id=chat_id, by=by)

    async def migrate(self, chat_id: int) -> int:
        """The new id."""
        return int((await self._post("migrate", chat_id=chat_id))["new_id"])

    async def protect(self, chat_id: int, *, on: bool = True, by: int | None = None) -> Json:
        """What is written there can be neither forwarded nor copied."""
        return await self._post("protect", chat_id=chat_id, on=on, by=by)

    async def delete_chat(self, chat_id: int, *, by: int | None = None) -> None:
        await self._post("delete_chat", chat_id=chat_id, by=by)

    # coming and going

    async def ask_to_join(
        self, person: int, chat_id: int | None = None, *, invite_link: str | None = None
    ) -> Json:
        """`state` of the answer is "requested", or "joined" where no approval is needed."""
        return await self._post(
            "ask_to_join", person=person, chat_id=chat_id, invite_link=invite_link
        )

    async def cancel_join(self, person: int, chat_id: int) -> None:
        await self._post("cancel_join", person=person, chat_id=chat_id)

    async def join(self, person: int, invite_link: str) -> Json:
        return await self._post("join", person=person, invite_link=invite_link)

    async def leave(self, person: int, chat_id: int) -> None:
        await self._post("leave", person=person, chat_id=chat_id)

    async def approve_request(self, chat_id: int, person: int, *, by: int | None = None) -> None:
        await self._post("approve_request", chat_id=chat_id, person=person, by=by)

    async def decline_request(self, chat_id: int, person: int, *, by: int | None = None) -> None:
        await self._post("decline_request", chat_id=chat_id, person=person, by=by)

    # talking

    async def say(
        self,
        person: int,
        text: str = "",
        *,
        chat_id: int | None = None,
        reply_to: int | None = None,
        as_chat: int | None = None,
        photo: Json | None = None,
        document: Json | None = None,
        forward_from: Json | None = None,
    ) -> Json:
        """The message as the Bot API writes it. Without `chat_id`: to the bot in private."""
        return await self._post(
            "say",
            person=person,
            text=text,
            chat_id=chat_id,
            reply_to=reply_to,
            as_chat=as_chat,
            photo=photo,
            document=document,
            forward_from=forward_from,
        )

    async def edit(
        self, person: int, message_id: int, text: str, *, chat_id: int | None = None
    ) -> Json:
        return await self._post(
            "edit", person=person, chat_id=chat_id, message_id=message_id, text=text
        )

    async def delete(self, person: int, message_id: int, *, chat_id: int | None = None) -> None:
        await self._post("delete", person=person, chat_id=chat_id, message_id=message_id)

    async def react(
        self, person: int, message_id: int, emoji: str, *, chat_id: int | None = None
    ) -> None:
        """An empty `emoji` takes the reaction back."""
        await self._post(
            "react", person=person, chat_id=chat_id, message_id=message_id, emoji=emoji
        )

    # buttons and inline queries

    async def tap(
        self,
        person: int,
        label: str | None = None,
        *,
        data: str | None = None,
        chat_id: int | None = None,
        message_id: int | None = None,
    ) -> Json:
        """Without `message_id`: under the newest message with buttons."""
        return await self._post(
            "tap", person=person, label=label, data=data, chat_id=chat_id, message_id=message_id
        )

    async def open_url(self, person: int, url: str) -> Json:
        return await self._post("open_url", person=person, url=url)

    async def callback(self, callback_id: str) -> Json | None:
        """What the bot answered the tap; None while it has not."""
        answer: Json | None = await self.call("GET", f"callback/{callback_id}")
        return answer

    async def inline(
        self, person: int, query: str, chat_id: int | None = None, *, offset: str | None = None
    ) -> str:
        """The id of the inline query, typed in the chat (else in the private one with the bot)."""
        asked = await self._post(
            "inline", person=person, query=query, chat_id=chat_id, offset=offset
        )
        return str(asked["inline_query_id"])

    async def inline_answer(
        self,
        inline_query_id: str,
        *,
        timeout: float | None = None,  # noqa: ASYNC109 -- the messenger waits, not this client
    ) -> Json | None:
        """`results`, `button` and `next_offset`; None while the bot has not answered."""
        answer: Json | None = await self.call("GET", f"inline/{inline_query_id}", timeout=timeout)
        return answer

    async def ask_inline(
        self, person: int, query: str, chat_id: int | None = None, *, offset: str | None = None
    ) -> Json:
        """The bot's answer, with `inline_query_id` to choose from it by."""
        asked = await self.inline(person, query, chat_id, offset=offset)
        answer = await self.inline_answer(asked, timeout=BOT_ANSWERS_WITHIN)
        if answer is None:
            raise ControlRefusedError("The bot did not answer the inline query.")
        return {"inline_query_id": asked, **answer}

    async def choose_inline(
        self, person: int, inline_query_id: str, result_id: str, *, reply_to: int | None = None
    ) -> Json:
        """The message as the Bot API writes it, sent to where the query was typed."""
        return await self._post(
            "choose_inline",
            person=person,
            inline_query_id=inline_query_id,
            result_id=result_id,
            reply_to=reply_to,
        )

    # looking and waiting

    async def chat(self, person: int, chat_id: int | None = None) -> Json:
        answer: Json = await self.call("GET", "chat", person=person, chat_id=chat_id)
        return answer

    async def inbox(self, person: int) -> Json:
        answer: Json = await self.call("GET", "inbox", person=person)
        return answer

    async def wait(
        self,
        person: int,
        contains: str = "",
        *,
        chat_id: int | None = None,
        after_message_id: int | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 -- the messenger waits, not this client
    ) -> Json:
        """The message of another that holds the words, as soon as the person sees it."""
        answer: Json = await self.call(
            "GET",
            "wait",
            person=person,
            contains=contains,
            chat_id=chat_id,
            after_message_id=after_message_id,
            timeout=timeout,
        )
        return answer

    async def idle(
        self,
        *,
        timeout: float | None = None,  # noqa: ASYNC109 -- the messenger waits
        quiet: float | None = None,
    ) -> None:
        """Until the bot has taken every update and makes no more calls for `quiet` seconds."""
        await self.call("GET", "idle", timeout=timeout, quiet=quiet)

    async def calls(self, since: int = 0) -> list[Json]:
        answer: list[Json] = await self.call("GET", "calls", since=since)
        return answer

    async def updates(self) -> list[Json]:
        return await self._get("updates")

    # weather

    async def fault(
        self,
        kind: str,
        method: str = "*",
        *,
        probability: float | None = None,
        every: int | None = None,
        count: int | None = None,
        retry_after: int | None = None,
    ) -> None:
        """`kind`: "429", "500", "timeout", "drop", "drop_after" (executed, connection lost)."""
        await self._post(
            "faults",
            method=method,
            kind=kind,
            probability=probability,
            every=every,
            count=count,
            retry_after=retry_after,
        )

    async def clear_faults(self) -> None:
        await self.call("DELETE", "faults")

    async def down(self, *, down: bool) -> None:
        await self._post("down", down=down)

    @asynccontextmanager
    async def unreachable(self) -> AsyncIterator[None]:
        await self.down(down=True)
        try:
            yield
        finally:
            await self.down(down=False)

    async def advance(self, seconds: float) -> None:
        await self._post("time", advance=seconds)

    async def limits(self, *, enabled: bool) -> None:
        await self._post("limits", enabled=enabled)

    async def set_bot(self, *, can_read_all_group_messages: bool) -> None:
        await self._post("bot", can_read_all_group_messages=can_read_all_group_messages)

    async def reset(self) -> None:
        await self._post("reset")

    async def resend(self, update_id: int) -> None:
        await self._post("resend", update_id=update_id)

    async def shuffle(self, *, on: bool) -> None:
        await self._post("shuffle", on=on)

    async def load(self, snapshot: Json) -> Json:
        return await self._post("load", **snapshot)
