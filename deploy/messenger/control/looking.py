"""What a person sees, what the bot asked for, and waiting until something is so."""

import asyncio
from collections.abc import Callable
from typing import Any, Final

from deploy.messenger.acts.looking import present_members
from deploy.messenger.control.ask import Ask
from deploy.messenger.control.routes import Acts
from deploy.messenger.errors import ControlError
from deploy.messenger.state.records import Chat, Message, Person
from deploy.messenger.view import (
    chat_view,
    message_view,
    named,
    visible,
    why_silent,
)
from deploy.messenger.wire.people import user

WAIT = 5.0
QUIET = 0.1


def seen(ask: Ask, chat: Chat, person: Person) -> list[Message]:
    """The oldest first."""
    if not visible(ask.m, chat, person):
        return []
    return sorted(ask.m.store.messages.of(chat.id), key=lambda message: message.id)


async def see_chat(ask: Ask) -> Any:
    """`limit` keeps only that many of the newest messages."""
    person = ask.person()
    chat = ask.place(person) if not ask.has("chat_id") else ask.known_chat()
    messages = seen(ask, chat, person)
    shown = messages[-ask.integer("limit", 1000) :]
    pinned = ask.m.store.messages.get(chat.id, chat.pinned[-1]) if chat.pinned else None
    can_see = visible(ask.m, chat, person)
    return {
        "messages": [message_view(ask.m, message, person) for message in shown],
        "more": len(messages) > len(shown),
        "member": "member" if chat.type == "private" else ask.standing(chat, person).status,
        "pinned": message_view(ask.m, pinned, person) if pinned and can_see else None,
        "silent": why_silent(ask.m, chat, person),
        "silent_until": ask.standing(chat, person).until_date,
        "requests": requests_for(ask, chat, person),
        "members": members_of(ask, chat) if can_see and chat.type != "private" else [],
        "chat": chat_view(ask.m, chat) if can_see and chat.type != "private" else None,
    }


def requests_for(ask: Ask, chat: Chat, person: Person) -> list[dict[str, Any]]:
    """Who waits to be let in: for administrators who may decide."""
    if not ask.standing(chat, person).has_right("can_invite_users"):
        return []
    return [named(user(ask.m, row.user_id)) for row in ask.m.store.requests.of(chat.id)]


def members_of(ask: Ask, chat: Chat) -> list[dict[str, Any]]:
    """The owner, then administrators, then everyone else."""
    rank = {"creator": 0, "administrator": 1}
    rows = sorted(
        present_members(ask.m, chat.id), key=lambda row: (rank.get(row.status, 2), row.user_id)
    )
    return [
        named(user(ask.m, row.user_id)) | {"status": row.status, "title": row.custom_title}
        for row in rows
    ]


async def see_inbox(ask: Ask) -> Any:
    person = ask.person()
    return await see_chat(Ask(ask.m, {**ask.fields, "chat_id": None, "person": person.id}))


async def see_overview(ask: Ask) -> Any:
    """The person's list of chats, the private one first, then by what is newest."""
    person = ask.person()
    rows = [
        overview_row(ask, chat, person)
        for chat in ask.m.store.chats
        if chat.type != "private" and visible(ask.m, chat, person)
    ]
    rows.sort(key=lambda row: -row["touched"])
    private = ask.place(person)
    waiting = [
        {"id": chat.id, "title": chat.title}
        for chat in ask.m.store.chats
        if ask.m.store.requests.get(chat.id, person.id)
    ]
    return {
        "person": person.model_dump() | {"name": person.full_name},
        "chats": [overview_row(ask, private, person), *rows],
        "waiting": waiting,
        "bot": {"name": ask.m.bot.name, "username": ask.m.config.bot_username},
        "commands": commands_for(ask, person),
        "description": ask.m.bot.descriptions.get("description|", ""),
    }


def overview_row(ask: Ask, chat: Chat, person: Person) -> dict[str, Any]:
    messages = ask.m.store.messages.of(chat.id)
    last = messages[-1] if messages else None
    is_admin = ask.standing(chat, person).has_right("can_invite_users")
    return {
        "id": chat.id,
        "type": chat.type,
        "title": chat.title or ask.m.bot.name,
        "touched": last.born if last else 0,
        "date": last.date if last else 0,
        "last": message_view(ask.m, last, person) if last else None,
        "requests": len(ask.m.store.requests.of(chat.id)) if is_admin else 0,
    }


def commands_for(ask: Ask, person: Person) -> list[dict[str, str]]:
    """The menu of the private chat: the narrowest scope wins, the person's language first."""
    kept = ask.m.bot.commands
    chat_scope = f'{{"chat_id": {person.id}, "type": "chat"}}'
    for scope in (chat_scope, '{"type": "all_private_chats"}', '{"type": "default"}'):
        for language in (person.language_code, ""):
            if commands := kept.get(f"{scope}|{language}"):
                return commands
    return []


async def see_calls(ask: Ask) -> Any:
    since = ask.integer("since", 0)
    return [row for row in ask.m.calls.rows if row["n"] > since]


async def wait_for_message(ask: Ask) -> Any:
    """The newest message of others that holds `contains` and came, or was edited, afterwards."""
    person = ask.person()
    chat = ask.place(person)
    wanted = ask.text("contains", "")
    timeout = ask.number("timeout", WAIT)
    is_fresh = freshness(ask, chat)

    def found() -> Message | None:
        fitting = [
            message
            for message in seen(ask, chat, person)
            if message.from_id != person.id and is_fresh(message) and wanted in message.text
        ]
        return max(fitting, key=lambda message: message.touched, default=None)

    await ask.m.bus.until(lambda: found() is not None or ask.m.closing, timeout)
    message = found()
    if message is None:
        last = [one.text[:80] for one in seen(ask, chat, person)][-3:]
        raise ControlError(
            f"No message with «{wanted}» became visible in {timeout} s; the last ones: {last}."
        )
    return message_view(ask.m, message, person)


def freshness(ask: Ask, chat: Chat) -> Callable[[Message], bool]:
    if not ask.has("after_message_id"):
        return lambda _message: True
    after_id = ask.integer("after_message_id")
    after = ask.m.store.messages.get(chat.id, after_id)
    if after is None:
        return lambda message: message.id > after_id
    born = after.born
    return lambda message: message.touched > born


async def wait_until_idle(ask: Ask) -> Any:
    """No update unconfirmed, no call being answered, and none for `quiet` seconds."""
    timeout = ask.number("timeout", WAIT)
    quiet = ask.number("quiet", QUIET)
    m = ask.m

    def settled() -> bool:
        return m.closing or (not m.updates.pending() and not m.calls.busy)

    try:
        async with asyncio.timeout(timeout):
            while True:
                await m.bus.until(settled, timeout)
                if await is_quiet(ask, quiet) and settled():
                    return {}
    except TimeoutError:
        waiting = [update.id for update in m.updates.pending()]
        raise ControlError(f"Not idle after {timeout} s; unconfirmed: {waiting[:10]}.") from None


async def is_quiet(ask: Ask, seconds: float) -> bool:
    """True when nothing happened for that long; False as soon as something does."""
    with ask.m.bus.watching() as queue:
        try:
            await asyncio.wait_for(queue.get(), seconds)
        except TimeoutError:
            return True
        return ask.m.closing


ACTS: Final[Acts] = {
    "GET chat": see_chat,
    "GET inbox": see_inbox,
    "GET overview": see_overview,
    "GET calls": see_calls,
    "GET wait": wait_for_message,
    "GET idle": wait_until_idle,
}
