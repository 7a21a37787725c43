"""What somebody who wants to join is told, whenever it becomes true."""

from datetime import timedelta

from bot.delivery.parcel import Parcel
from bot.screen import Row, Screen, button, link
from community.chats import queries as chats
from community.chats.models import Chat, JoinRequest, RequestState
from community.core.clock import now
from community.core.markdown import to_html
from community.membership.documents import queries as documents
from community.membership.people import queries as people
from community.membership.people.borders import borders_of
from community.membership.people.models import Standing

# For so long the messenger lets a bot write first to whoever asked to join a chat.
_WINDOW = timedelta(minutes=5)


async def greet(parcel: Parcel) -> Screen | None:
    """The first words to a stranger who asked to be let into a chat."""
    chat = await _waiting_chat(parcel, within_window=True)
    if chat is None or parcel.person is None:
        return None
    async with parcel.context.database.read() as session:
        greeting = await documents.document(session, "greeting", parcel.person.language)
    texts = parcel.texts
    head = texts("You asked to be let into «{title}».", title=chat.title)
    rows: list[Row] = [
        [button(texts("🤗 Begin: three minutes"), "join:start")],
        [button(texts("🔎 Who sees what"), "privacy:open")],
    ]
    return Screen(f"{head}\n\n{to_html(greeting.body)}", rows)


async def waiting(parcel: Parcel) -> Screen | None:
    if await _waiting_chat(parcel, within_window=True) is None:
        return None
    return Screen(
        parcel.texts(
            "Your application is with the activists. As soon as they have recognised you, the"
            " door opens by itself: nothing more is needed."
        )
    )


async def other_chat(parcel: Parcel) -> Screen | None:
    """A member knocked at another district's door."""
    chat = await _request_chat(parcel)
    texts = parcel.texts
    text = texts(
        "«{title}» belongs to the families of another district. Yours are here: /chats",
        title=chat.title,
    )
    if await _lies_beside(parcel, chat):
        hint = texts("Do you live at its border? Add it: 👤 Profile → 🗺 Neighbouring district.")
        text = f"{text}\n\n{hint}"
    return Screen(text)


async def _lies_beside(parcel: Parcel, chat: Chat) -> bool:
    """Whether the family of the one who knocked could belong to the district of the chat too."""
    person = parcel.person
    if person is None or person.family_id is None or person.standing is not Standing.MEMBER:
        return False
    async with parcel.context.database.read() as session:
        actor = await people.actor_for(session, person.id, "bot")
        found = await borders_of(session, actor, person.family_id)
    return chat.district_id in {place.id for place in found.others}


async def not_open(parcel: Parcel) -> Screen | None:
    chat = await _request_chat(parcel)
    texts = parcel.texts
    text = texts(
        "«{title}» is not open to you yet. What is open, you find here: /menu", title=chat.title
    )
    return Screen(text)


async def moderator_looks(parcel: Parcel) -> Screen | None:
    return Screen(parcel.texts("A moderator will look at your request. I will write to you."))


async def verified(parcel: Parcel) -> Screen | None:
    """Welcome, with the doors that are open now."""
    assert parcel.person is not None
    if parcel.person.standing not in (Standing.MEMBER, Standing.CANDIDATE):
        return None
    texts = parcel.texts
    async with parcel.context.database.read() as session:
        actor = await people.actor_for(session, parcel.person.id, "bot")
        rooms = await chats.rooms_of(session, actor)
    doors: list[Row] = [
        [link(room.chat.title, room.chat.invite_link)]
        for room in rooms
        if room.chat.invite_link and not room.inside
    ]
    name = parcel.person.given_name or ""
    if parcel.person.standing is Standing.CANDIDATE:
        text = texts(
            "{name}, welcome! You are with us as a future parent. When a child has come, tap"
            " «🤗 Join the club» in the menu: the parents' chats will open.",
            name=name,
        )
    elif doors:
        text = texts(
            "{name}, welcome to the club! Here are your chats: tap and ask to join, I open at"
            " once. If you have asked already, the door is open.",
            name=name,
        )
    else:
        text = texts("{name}, welcome to the club!", name=name)
    return Screen(text, [*doors, [button(texts("🏠 Menu"), "menu:open")]])


async def refused(parcel: Parcel) -> Screen | None:
    return Screen(
        parcel.texts(
            "The club could not let you in this time. If this is a mistake, talk to an"
            " activist you know or to a support service: they can give you an invitation code.\n\n"
            "🆘 /sos stays open for you."
        )
    )


async def left(parcel: Parcel) -> Screen | None:
    """The farewell, with the date of erasure and the way back."""
    person = parcel.person
    if person is None or person.standing is not Standing.LEFT or person.erase_at is None:
        return None
    texts = parcel.texts
    lines = [
        texts("You have left the club. The chats are closed for you."),
        texts("Your name and words are erased on {day}.", day=texts.date(person.erase_at)),
    ]
    if person.verified_at is not None:
        lines.append(texts("Until then you can come back with one button: /menu"))
    return Screen("\n".join(lines))


async def documents_changed(parcel: Parcel) -> Screen | None:
    """Asked once for each new version, while it is the newest and still not accepted."""
    assert parcel.person is not None
    async with parcel.context.database.read() as session:
        missing = await documents.still_to_accept(session, parcel.person.id, parcel.person.language)
    changed = [d for d in missing if d.code == parcel.params["document"]]
    if not changed or changed[0].number != parcel.params["number"]:
        return None
    shown, texts = changed[0], parcel.texts
    text = texts(
        "«{title}» has changed. {summary}\n\nPlease read it and say whether you agree.",
        title=shown.title,
        summary=shown.summary,
    )
    return Screen(text, [[button(texts("📄 Read"), f"doc:{shown.code}")]])


async def _request_chat(parcel: Parcel) -> Chat:
    async with parcel.context.database.read() as session:
        request = await session.get_one(JoinRequest, parcel.params["request"])
        return await session.get_one(Chat, request.chat_id)


async def _waiting_chat(parcel: Parcel, *, within_window: bool) -> Chat | None:
    """The chat of a request that still waits; None if it ended, or may not be answered now."""
    async with parcel.context.database.read() as session:
        request = await session.get_one(JoinRequest, parcel.params["request"])
        if request.state is not RequestState.WAITING:
            return None
        account = await people.account_by_id(session, request.account_id)
        late = now(session) - request.requested_at > _WINDOW
        if within_window and late and not account.reachable:
            return None
        return await session.get_one(Chat, request.chat_id)
