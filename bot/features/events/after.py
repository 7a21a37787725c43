"""Words of the organiser, materials, thanks."""

from contextlib import suppress

from markupsafe import Markup, escape

from bot.delivery.parcel import Parcel
from bot.features.events.cards import to_event, to_place
from bot.features.events.feedback import thanks_screen
from bot.features.events.notices import told
from bot.screen import Screen
from community.core.errors import NotFound
from community.events.attending import queries as attending
from community.events.planning.queries import details
from community.events.signing.kinds import IN_PLAY


async def word(parcel: Parcel) -> Screen | None:
    """As it was written, under the event's title: whose event it is, everybody sees at once."""
    own, texts = await told(parcel), parcel.texts
    if own is None or own.party.state not in IN_PLAY:
        return None
    with suppress(NotFound):
        async with parcel.context.database.read() as session:
            said = await attending.word(session, parcel.params["word"])
        head = texts("📣 <b>{title}</b>\nThe organiser writes:", title=own.event.title)
        return Screen(f"{head}\n\n{escape(said.words)}", [to_place(own, texts)])
    return None


async def material(parcel: Parcel) -> Screen | None:
    """Unless it was taken away again."""
    own, texts = await told(parcel), parcel.texts
    if own is None:
        return None
    async with parcel.context.database.read() as session:
        materials = (await details(session, own.event.id)).materials
    found = next((one for one in materials if one.id == parcel.params["material"]), None)
    if found is None or not (own.party.came or own.party.state in IN_PLAY):
        return None
    head = texts("📎 <b>{title}</b>\nSomething to read or watch:", title=own.event.title)
    body = Markup('<a href="{}">{}</a>\n{}').format(found.url, found.title, found.url)
    return Screen(f"{head}\n\n{body}", [to_event(own, texts)])


async def thanks(parcel: Parcel) -> Screen | None:
    """Only to those who were there, as it is written down now."""
    own = await told(parcel)
    if own is None or not own.party.came:
        return None
    async with parcel.context.database.read() as session:
        given = await attending.own_feedback(session, own.party.id)
    return None if given is not None else thanks_screen(own.event, own.party.id, parcel.texts)
