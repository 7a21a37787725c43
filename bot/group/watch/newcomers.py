"""What somebody whom the club hardly knows may not post yet (feature 6)."""

from urllib.parse import urlsplit

from bot.group.watch.reading import links_in_sight
from bot.group.watch.utterance import Utterance
from moderation.detect.message import Media
from moderation.incidents.kinds import RuleReason


def broken_rule(heard: Utterance) -> RuleReason | None:
    """The first rule of probation that this message breaks, if any."""
    settings, message = heard.house.settings, heard.message
    if settings.probation_forwards and message.origin is not None:
        return RuleReason.FORWARD
    # A sticker is a gesture: holding a newcomer's first heart back would be unkind.
    if settings.probation_media and message.media not in (None, Media.STICKER):
        return RuleReason.MEDIA
    if settings.probation_links and _leads_elsewhere(heard):
        return RuleReason.LINK
    return None


def _leads_elsewhere(heard: Utterance) -> bool:
    message, known = heard.message, heard.house.rules.known
    if message.has_buttons:
        return True
    links = (*message.links, *links_in_sight(heard.written))
    return any(_site(link) not in known.domains for link in links)


def _site(link: str) -> str:
    """The domain without `www`: «https://www.gosuslugi.ru/1» is gosuslugi.ru."""
    try:
        host = urlsplit(link if "//" in link else f"//{link}").hostname
    except ValueError:  # e.g. an unfinished IPv6 address
        host = None
    return (host or "").removeprefix("www.")
