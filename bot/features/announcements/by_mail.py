"""The letter of the week as a letter of e-mail: nothing to tap, so all of it is there."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.delivery.parcel import Parcel
from bot.features.announcements.letters import screen_of
from bot.screen import Screen
from community.announcements import queries
from community.announcements.models import Announcement


async def whole_week(parcel: Parcel, head: str, told: Sequence[Announcement]) -> Screen:
    blocks = [head]
    for number, one in enumerate(told, start=1):
        async with parcel.context.database.read() as session:
            turn = await queries.content(session, one.id)
        screen = await screen_of(parcel, turn)
        blocks.append(f"<b>{number}.</b> {screen.text}")
        links = [button for row in screen.rows for button in row if button.url]
        blocks += [
            Markup('<a href="{}">{}</a>').format(button.url, button.text) for button in links
        ]
    return Screen("\n\n".join(blocks))
