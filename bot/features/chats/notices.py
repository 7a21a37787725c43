"""What leaders and moderators are told about chats."""

from bot.delivery.parcel import Parcel
from bot.screen import Row, Screen, button
from community.chats import queries
from community.chats.models import Chat, ChatState, JoinRequest, Raid, RequestState
from community.membership.people import queries as people
from community.selfhelp.groups.queries import led_by


async def bind_ask(parcel: Parcel) -> Screen | None:
    """The bot was added to a chat: what is it for?"""
    chat = await _chat(parcel, parcel.params["chat"])
    if chat.state is not ChatState.NEW:
        return None
    texts = parcel.texts
    text = texts(
        "I am in «{title}» now. Before I do anything there: what is this chat for?",
        title=chat.title,
    )
    rows = await _own_groups(parcel, chat)
    return Screen(text, [*rows, [button(texts("🔗 Choose"), f"chat:{chat.id}:bind")]])


async def _own_groups(parcel: Parcel, chat: Chat) -> list[Row]:
    """Whoever leads a self-help group made the chat for it, most likely."""
    if parcel.person is None:
        return []
    async with parcel.context.database.read() as session:
        actor = await people.actor_for(session, parcel.person.id, "bot")
        led = await led_by(session, actor)
    texts = parcel.texts
    return [
        [button(texts("🫂 The group «{title}»", title=group.title), f"grpc:{group.id}:{chat.id}")]
        for group, _ in led
    ]


async def lost(parcel: Parcel) -> Screen | None:
    chat = await _chat(parcel, parcel.params["chat"])
    if chat.state is not ChatState.LOST:
        return None
    texts = parcel.texts
    return Screen(
        texts(
            "I can no longer reach «{title}»: I was removed or the chat was deleted. Add me again"
            " as an administrator, and everything goes on as before.",
            title=chat.title,
        )
    )


async def raid(parcel: Parcel) -> Screen | None:
    """One quiet word an hour to the moderators; the chat itself sees nothing (scenario 5)."""
    async with parcel.context.database.read() as session:
        going_on = await session.get_one(Raid, parcel.params["raid"])
        if going_on.ended_at is not None:
            return None
        size = await queries.raid_size(session, going_on)
    chat = await _chat(parcel, going_on.chat_id)
    texts = parcel.texts
    text = texts.plural(
        "Many strangers are knocking at «{title}»: {count} request so far. I answer none of them"
        " until you decide; members come in as usual.",
        "Many strangers are knocking at «{title}»: {count} requests so far. I answer none of them"
        " until you decide; members come in as usual.",
        size,
        title=chat.title,
    )
    rows = [
        [button(texts("↩️ All is well, go on as usual"), f"raid:{going_on.id}:restore")],
        [button(texts("⛔ Decline the strangers"), f"raid:{going_on.id}:decline")],
    ]
    return Screen(text, rows)


async def banned_asks(parcel: Parcel) -> Screen | None:
    async with parcel.context.database.read() as session:
        request = await session.get_one(JoinRequest, parcel.params["request"])
    if request.state is not RequestState.WAITING:
        return None
    chat = await _chat(parcel, request.chat_id)
    texts = parcel.texts
    text = texts(
        "Somebody who was banned from one of our chats asks to be let into «{title}».",
        title=chat.title,
    )
    rows = [
        [button(texts("✅ Let in"), f"ask:{request.id}:admit")],
        [button(texts("⛔ Decline"), f"ask:{request.id}:decline")],
    ]
    return Screen(text, rows)


async def _chat(parcel: Parcel, chat_id: int) -> Chat:
    async with parcel.context.database.read() as session:
        return await session.get_one(Chat, chat_id)
