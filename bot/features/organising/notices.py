"""What organisers are told: an event is theirs, or has nobody any more; who was there?"""

from contextlib import suppress

from markupsafe import Markup

from bot.delivery.parcel import Parcel
from bot.features.events.words import when_line
from bot.features.organising.desk_text import families
from bot.screen import Row, Screen, button
from bot.texts import Texts
from community.core.errors import NotFound
from community.events.attending.queries import Desk, desk
from community.events.planning.kinds import EventState
from community.membership.people import queries as people

_RUNNING = (EventState.DRAFT, EventState.ANNOUNCED, EventState.HELD)


async def who_came(parcel: Parcel) -> Screen | None:
    """Not where somebody has finished it already."""
    found, texts = await _desk(parcel), parcel.texts
    if found is None or found.event.state is not EventState.HELD:
        return None
    lines = [
        texts("✅ <b>{title}</b> is over. Who was there?", title=found.event.title),
        _how_far(found, parcel),
        texts(
            "It is two minutes: whoever was there is thanked, and the club knows whom it reaches."
        ),
    ]
    key = found.event.id
    rows = [
        [button(texts("📋 One by one"), f"evo:{key}:marking")],
        [button(texts("🏁 Close it"), f"evo:{key}:finish")],
    ]
    return Screen("\n\n".join(lines), rows)


def _how_far(found: Desk, parcel: Parcel) -> str:
    texts = parcel.texts
    if not found.families:
        return texts("Nobody had signed up; you can count those who came all the same.")
    return texts(
        "Signed up: {families}. Not marked yet: {left}.",
        families=families(found.families, texts),
        left=families(found.unmarked, texts),
    )


async def handed_over(parcel: Parcel) -> Screen | None:
    """Not where they have given it on by then."""
    found, texts = await _desk(parcel), parcel.texts
    assert parcel.person is not None
    if found is None or found.event.organiser_id != parcel.person.id:
        return None
    head = texts("🗂 <b>You organise this event from now on.</b>")
    text = Markup("{}\n\n{}").format(head, _which(found, texts))
    return Screen(text, [_to_desk(found, texts)])


async def organiser_gone(parcel: Parcel) -> Screen | None:
    """Not where somebody has taken it already."""
    found, texts = await _desk(parcel), parcel.texts
    if found is None or found.event.organiser_id is not None or found.event.state not in _RUNNING:
        return None
    text = Markup("{}\n\n{}\n\n{}").format(
        texts("🙋 <b>An event has nobody who organises it.</b>"),
        _which(found, texts),
        texts("Will you take it? Sign-ups and lists are all there."),
    )
    take = [button(texts("🙋 I take it"), f"evo:{found.event.id}:take")]
    return Screen(text, [take, _to_desk(found, texts)])


def _which(found: Desk, texts: Texts) -> str:
    event = found.event
    return Markup("<b>{}</b>\n{}\n{}").format(
        event.title,
        when_line(event.starts_at, event.ends_at, texts),
        texts("Signed up: {families}", families=families(found.families, texts)),
    )


def _to_desk(found: Desk, texts: Texts) -> Row:
    return [button(texts("🗂 The event"), f"evo:{found.event.id}:desk")]


async def _desk(parcel: Parcel) -> Desk | None:
    """As this reader may see it now."""
    assert parcel.person is not None
    with suppress(NotFound):
        async with parcel.context.database.read() as session:
            actor = await people.actor_for(session, parcel.person.id, "bot")
            return await desk(session, actor, int(parcel.params["event"]))
    return None
