"""What whoever asked is told about the request, each time as things stand at that moment."""

from contextlib import suppress

from bot.delivery.parcel import Parcel
from bot.features.consultations.cards import follow_up_screen, rating_screen
from bot.features.consultations.standing import coming
from bot.features.consultations.words import about, for_whom_names, helper_name, usual_line
from bot.features.talking.words import to_panel
from bot.screen import Row, Screen, button
from community.consultations.requests import queries
from community.consultations.requests.kinds import RequestState
from community.consultations.requests.queries import Own
from community.core.errors import NotFound
from community.membership.people import queries as people
from community.relay.models import Conversation


async def taken(parcel: Parcel) -> Screen | None:
    """Who is there, and that one just writes."""
    own = await _own(parcel, RequestState.TAKEN)
    if own is None or own.request.conversation_id is None:
        return None
    texts, key = parcel.texts, own.request.id
    async with parcel.context.database.read() as session:
        talk = await session.get_one(Conversation, own.request.conversation_id)
    name = helper_name(own.speciality, own.helper or "", texts)
    text = texts(
        "🤝 <b>{name}</b> is with you ({whom}).\n\nJust write right here, in words or with your"
        " voice: nobody else reads it. Telephone numbers and links I do not pass on until you"
        " both agree.",
        name=name[:1].upper() + name[1:],
        whom=_lower(for_whom_names(texts)[own.request.for_whom]),
    )
    book = [button(texts("📅 Book a time"), f"myreq:{key}:book")]
    show = [button(texts("🤝 The request"), f"myreq:{key}:open")]
    rows = [show] if coming(own) else [book, show]
    return Screen(text, [*rows, [to_panel(talk, texts)]])


async def looking_on(parcel: Parcel) -> Screen | None:
    """Whoever had it cannot go on: nothing is lost, and it is nobody's fault."""
    own = await _own(parcel, RequestState.WAITING, RequestState.OFFERED)
    if own is None:
        return None
    text = parcel.texts(
        "🤝 {what}: the specialist cannot go on, I am sorry. It is not because of you. I am already"
        " asking somebody else, and will write at once.",
        what=about(own.speciality, own.request.for_whom, parcel.texts),
    )
    return Screen(text, [_show(own, parcel)])


async def still_waiting(parcel: Parcel) -> Screen | None:
    own = await _own(parcel, RequestState.WAITING)
    if own is None:
        return None
    texts, request = parcel.texts, own.request
    async with parcel.context.database.read() as session:
        waiting = await queries.waiting(session, request.speciality_id, request.asked_at)
    text = texts(
        "🤝 {what}: nobody is free yet. I have not forgotten you. {line} If it cannot wait: /sos",
        what=about(own.speciality, request.for_whom, texts),
        line=usual_line(waiting, texts),
    )
    return Screen(text, [_show(own, parcel)])


async def closed(parcel: Parcel) -> Screen | None:
    """Thanks, and one question; unless it was answered on the way."""
    own = await _own(parcel, RequestState.CLOSED)
    if own is None or own.request.rating is not None:
        return None
    return rating_screen(own, parcel.texts)


async def follow_up(parcel: Parcel) -> Screen | None:
    own = await _own(parcel, RequestState.CLOSED)
    if own is None or own.request.follow_up is not None:
        return None
    return follow_up_screen(own, parcel.texts)


async def _own(parcel: Parcel, *states: RequestState) -> Own | None:
    """None when it stands otherwise by now, or is not the reader's."""
    assert parcel.person is not None
    with suppress(NotFound):
        async with parcel.context.database.read() as session:
            actor = await people.actor_for(session, parcel.person.id, "bot")
            own = await queries.own(session, actor, parcel.params["request"])
        if own.request.state in states:
            return own
    return None


def _show(own: Own, parcel: Parcel) -> Row:
    return [button(parcel.texts("🤝 The request"), f"myreq:{own.request.id}:open")]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
