"""Messages of a conversation on the other side: sent anew, kept in order, taken away."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import Message, ReplyParameters
from markupsafe import Markup

from bot.capabilities import capabilities_of
from bot.context import BotContext
from bot.delivery.parcel import Parcel
from bot.features.talking.files import send_file
from bot.features.talking.words import header, name_of, to_panel
from bot.middlewares.typed_number import said_by_other
from bot.screen import Screen, button
from community.core.outbox.models import State
from community.core.outbox.worker import SKIPPED, Done, Outcome
from community.relay import placing, queries
from community.relay.kinds import Side
from community.relay.models import Conversation, RelayMessage
from community.relay.nights import goes_silently
from community.relay.rules import length_of

_LINE = Markup("\n")


async def message(parcel: Parcel) -> Outcome:
    """What somebody said, under their alias and as an answer to what it answers."""
    said, conversation = await _said(parcel)
    if said.words is None and said.file is None:  # taken back, or erased, before its turn came
        return SKIPPED
    said_by_other.set(True)  # for the calls of this row alone: each row is a task of its own
    async with parcel.context.database.read() as session:
        silently = await goes_silently(session, conversation)
    copies = await _send(parcel, said, conversation, silently=silently)
    assert parcel.account_id is not None
    async with parcel.context.database.write() as session:
        ids = [str(copy.message_id) for copy in copies]
        await placing.placed(session, said.id, parcel.account_id, ids)
    return Done(State.SENT, sent_ref=f"{copies[0].chat.id}:{copies[0].message_id}")


async def undelivered(context: BotContext, params: Mapping[str, Any]) -> None:
    """The other side has blocked the bot: whoever wrote must not wait in vain."""
    async with context.database.write() as session:
        await placing.not_delivered(session, params["message"])


async def _send(
    parcel: Parcel, said: RelayMessage, conversation: Conversation, *, silently: bool
) -> Sequence[Message]:
    """One message where it fits, else the name, or the words, in one of their own."""
    head = header(conversation, said.side, parcel.texts)
    if said.file is None:
        parts = _parts(parcel, head, said.words or "")
        answered = await _answered(parcel, said)
        return [
            await parcel.bot.send_message(
                parcel.address, part, reply_parameters=answered, disable_notification=silently
            )
            for part in parts
        ]
    return await _send_file(parcel, said, conversation, head, silently=silently)


def _parts(parcel: Parcel, head: Markup, words: str) -> Sequence[str]:
    """Words as long as a message may be grow by the name: then it stands before them."""
    limit = capabilities_of(parcel.context.messenger).text_limit
    if length_of(head.striptags()) + 1 + length_of(words) <= limit:
        return [head + _LINE + words]
    return [head, Markup("{}").format(words)]


async def _send_file(
    parcel: Parcel, said: RelayMessage, conversation: Conversation, head: Markup, *, silently: bool
) -> Sequence[Message]:
    answered, words = await _answered(parcel, said), said.words or ""
    limit = capabilities_of(parcel.context.messenger).caption_limit
    fits = length_of(head.striptags()) + 1 + length_of(words) <= limit
    caption = head + _LINE + words if words and fits else head
    sent = [
        await send_file(
            parcel, said, conversation, caption=caption, answered=answered, silently=silently
        )
    ]
    if not fits:
        rest = Markup("{}").format(words)
        sent.append(
            await parcel.bot.send_message(parcel.address, rest, disable_notification=silently)
        )
    return sent


async def _answered(parcel: Parcel, said: RelayMessage) -> ReplyParameters | None:
    assert parcel.account_id is not None
    async with parcel.context.database.read() as session:
        target = await queries.reply_target(session, said, parcel.account_id)
    if target is None:
        return None
    return ReplyParameters(message_id=int(target), allow_sending_without_reply=True)


async def edit(parcel: Parcel) -> Outcome:
    """The copies show the words of the moment."""
    said, conversation = await _said(parcel)
    copies = await _copies(parcel, said)
    if not copies or said.withdrawn_at is not None:
        return SKIPPED
    head, words = header(conversation, said.side, parcel.texts), said.words or ""
    text = head + _LINE + words if len(copies) == 1 else Markup("{}").format(words)
    with suppress(TelegramBadRequest):  # deleted by its reader, or the same already
        if said.file is not None and len(copies) == 1:
            await parcel.bot.edit_message_caption(
                chat_id=parcel.address, message_id=copies[0], caption=text
            )
        else:
            await parcel.bot.edit_message_text(text, chat_id=parcel.address, message_id=copies[-1])
    return Done(State.SENT)


async def withdraw(parcel: Parcel) -> Outcome:
    """Taken away; where the messenger keeps it, at least its words go."""
    said, conversation = await _said(parcel)
    gone = parcel.texts("<i>This message was taken back.</i>")
    for copy in await _copies(parcel, said):
        try:
            await parcel.bot.delete_message(parcel.address, copy)
        except TelegramBadRequest:
            with suppress(TelegramBadRequest, TelegramForbiddenError):
                text = header(conversation, said.side, parcel.texts) + _LINE + gone
                await parcel.bot.edit_message_text(text, chat_id=parcel.address, message_id=copy)
    return Done(State.SENT)


async def not_delivered(parcel: Parcel) -> Screen | None:
    said, conversation = await _said(parcel)
    name = name_of(conversation, said.side.other, parcel.texts)
    return Screen(
        parcel.texts(
            "⚠️ {name} cannot be reached through me right now: your last message has not arrived."
            " If it cannot wait: /sos",
            name=name,
        )
    )


async def acknowledged(parcel: Parcel) -> Screen | None:
    """While nobody has answered: that it arrived, and when it is read."""
    conversation, side = await _conversation(parcel)
    if conversation.closed_at is not None:
        return None
    texts, name = parcel.texts, name_of(conversation, side.other, parcel.texts)
    if parcel.params["night"]:
        words = texts(
            "🌙 Passed on. It is night now: {name} reads it in the morning and answers right here."
            " If it cannot wait: /sos",
            name=name,
        )
    else:
        words = texts(
            "✅ Passed on. {name} answers right here, usually within a day. If it cannot"
            " wait: /sos",
            name=name,
        )
    return Screen(words, [[to_panel(conversation, texts)]])


async def closed(parcel: Parcel) -> Screen | None:
    conversation, side = await _conversation(parcel)
    name = name_of(conversation, side.other, parcel.texts)
    if parcel.params.get("by_club"):
        return Screen(
            parcel.texts(
                "💬 The club has ended your conversation with {name}. What was said is erased later"
                " by itself. /menu",
                name=name,
            )
        )
    return Screen(
        parcel.texts(
            "💬 {name} has ended the conversation. What was said is erased later by itself. /menu",
            name=name,
        )
    )


async def reveal_asked(parcel: Parcel) -> Screen | None:
    conversation, side = await _conversation(parcel)
    if conversation.revealed_at is not None or conversation.closed_at is not None:
        return None
    texts = parcel.texts
    name = name_of(conversation, side.other, texts)
    text = texts(
        "{name} would like to open up: then you both may send names, numbers and links. It opens"
        " only if you agree; to say nothing is an answer, too.",
        name=name,
    )
    return Screen(text, [[button(texts("🤝 I agree"), f"talk:{conversation.id}:reveal")]])


async def revealed(parcel: Parcel) -> Screen | None:
    conversation, side = await _conversation(parcel)
    name = name_of(conversation, side.other, parcel.texts)
    return Screen(
        parcel.texts("🤝 You and {name} may now send names, numbers and links.", name=name)
    )


async def _said(parcel: Parcel) -> tuple[RelayMessage, Conversation]:
    async with parcel.context.database.read() as session:
        return await queries.message_for(session, parcel.params["message"])


async def _copies(parcel: Parcel, said: RelayMessage) -> Sequence[int]:
    if parcel.account_id is None:
        return ()
    async with parcel.context.database.read() as session:
        places = await queries.places_of(session, said.id, parcel.account_id)
    return [int(place.external_id) for place in places]


async def _conversation(parcel: Parcel) -> tuple[Conversation, Side]:
    """With the side of whoever reads this."""
    assert parcel.person is not None
    async with parcel.context.database.read() as session:
        conversation = await session.get_one(Conversation, parcel.params["conversation"])
    side = conversation.side_of(parcel.person.id)
    assert side is not None
    return conversation, side
