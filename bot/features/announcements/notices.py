"""The letter of the week, and the word to a leader when an announcement is through."""

from collections.abc import Sequence
from datetime import date

from bot.delivery.parcel import Parcel
from bot.features.announcements.by_mail import whole_week
from bot.screen import Row, Screen, button, link
from bot.texts import Texts
from community.announcements import queries, weekly
from community.announcements.hearing import hearing_of
from community.announcements.kinds import AnnouncementState, Delivery, Hearing
from community.announcements.models import Announcement
from community.announcements.progress import Progress, progress
from community.announcements.reaching import AWAY
from community.core.errors import NotAllowed, NotFound
from community.core.markdown import in_short
from community.membership.people import queries as people

_IN_SHORT = 160  # characters of each; twenty of them stay far below the limit of one message
_AT_MOST = 20
_IN_A_ROW = 5


async def week(parcel: Parcel) -> Screen | None:
    """All of one week in short, each a button away."""
    person = parcel.person
    if person is None or person.standing in AWAY:
        return None
    day = date.fromisoformat(parcel.params["day"])
    async with parcel.context.database.read() as session:
        if await hearing_of(session, person.id) is Hearing.NEVER:
            return None
        told = await weekly.told_in(session, person.id, day)
    if not told:
        return None
    texts, shown = parcel.texts, told[:_AT_MOST]
    head = texts("🔔 <b>The week in the club</b>")
    if parcel.by_mail:
        return await whole_week(parcel, head, told)
    lines = [
        texts("{number}. {words}", number=number, words=in_short(one.body, _IN_SHORT))
        for number, one in enumerate(shown, start=1)
    ]
    if left := len(told) - len(shown):
        lines.append(texts.plural("And {count} more.", "And {count} more.", left))
    if len(shown) > 1:
        lines.append(texts("Tap a number to read it whole."))
    return Screen("\n\n".join([head, *lines]), _numbers(shown, texts))


def _numbers(shown: Sequence[Announcement], texts: Texts) -> list[Row]:
    if len(shown) == 1:
        return [[button(texts("📖 Read it whole"), f"announcement:{shown[0].id}:read")]]
    buttons = [
        button(str(number), f"announcement:{one.id}:read")
        for number, one in enumerate(shown, start=1)
    ]
    return [buttons[start : start + _IN_A_ROW] for start in range(0, len(buttons), _IN_A_ROW)]


async def finished(parcel: Parcel) -> Screen | None:
    """To its author, while they may see it: counts alone."""
    assert parcel.person is not None
    async with parcel.context.database.read() as session:
        actor = await people.actor_for(session, parcel.person.id, "bot")
        try:
            announcement = await queries.seen(session, actor, parcel.params["announcement"])
        except (NotAllowed, NotFound):
            return None
        if announcement.state is not AnnouncementState.SENT:
            return None
        result = await progress(session, announcement)
    texts = parcel.texts
    head = texts("📣 «{title}» is through.", title=announcement.title)
    rows: list[Row] = []
    address = f"{parcel.context.site_url}/announcements/{announcement.id}"
    if address.startswith("https://"):  # messengers accept only public addresses as buttons
        rows.append([link(texts("🌐 By districts"), address)])
    return Screen("\n".join([head, "", *_lines(result, texts)]), rows)


def _lines(result: Progress, texts: Texts) -> list[str]:
    """What there was none of is not told."""
    chats = [delivery for _, delivery in result.chats]
    came, missed = chats.count(Delivery.DELIVERED), len(chats) - chats.count(Delivery.DELIVERED)
    people = result.people
    told = [
        (people.get(Delivery.DELIVERED, 0), texts("Came to people: {count}")),
        (people.get(Delivery.MAILED, 0), texts("By e-mail, as the bot is blocked: {count}")),
        (people.get(Delivery.WEEKLY, 0), texts("Goes into the letter of the week: {count}")),
        (people.get(Delivery.BLOCKED, 0), texts("Have blocked the bot: {count}")),
        (people.get(Delivery.FAILED, 0), texts("Did not arrive: {count}")),
        (came, texts("Chats that have it: {count}")),
        (missed, texts("Chats that have not got it: {count}")),
    ]
    return [words.format(count=count) for count, words in told if count]
