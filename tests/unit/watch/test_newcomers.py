"""What a newcomer may not post yet."""

from typing import Any

import pytest

from bot.group.directory import KnownChat
from bot.group.watch.authors import Author
from bot.group.watch.newcomers import broken_rule
from bot.group.watch.reading import read
from bot.group.watch.rulebook import HouseRules
from bot.group.watch.utterance import Utterance
from community.chats.kinds import Purpose
from moderation.detect.message import ChatRules, Known, Standing
from moderation.incidents.kinds import RuleReason
from moderation.incidents.settings import ModerationSettings
from tests.support.written import PHOTO, marked, written

OURS = ChatRules(known=Known(domains=frozenset({"club.example"})))
STICKER = {
    "file_id": "1",
    "file_unique_id": "1",
    "type": "regular",
    "width": 1,
    "height": 1,
    "is_animated": False,
    "is_video": False,
}


def broken(
    text: str | None = None, settings: ModerationSettings | None = None, **fields: Any
) -> RuleReason | None:
    message = written(text, **fields)
    return broken_rule(
        Utterance(
            chat=KnownChat(1, Purpose.DISTRICT),
            house=HouseRules(settings or ModerationSettings(), OURS, 0.0),
            author=Author(5001),
            written=message,
            message=read(message, Standing.NEWCOMER),
        )
    )


@pytest.mark.parametrize(
    "text", ["Здравствуйте, я новенькая", "Как получить СНИЛС т.е. куда идти?", "🙏"]
)
def test_words_are_free(text: str) -> None:
    assert broken(text) is None


def test_a_link_in_sight_or_behind_words_waits() -> None:
    text = "Пишите сюда: www.spam.example"
    assert broken(text, entities=[marked(text, "www.spam.example", "url")]) is RuleReason.LINK
    hidden = marked(text, "сюда", "text_link", url="https://spam.example")
    assert broken(text, entities=[hidden]) is RuleReason.LINK


@pytest.mark.parametrize("address", ["club.example/rules", "https://www.club.example/"])
def test_the_clubs_own_site_is_free(address: str) -> None:
    text = f"Вот правила: {address}"

    assert broken(text, entities=[marked(text, address, "url")]) is None


def test_an_unreadable_address_is_a_strange_one() -> None:
    text = "http://[::1"

    assert broken(text, entities=[marked(text, text, "url")]) is RuleReason.LINK


def test_pictures_wait_and_stickers_do_not() -> None:
    assert broken(photo=PHOTO) is RuleReason.MEDIA
    assert broken(sticker=STICKER) is None


def test_what_was_forwarded_waits() -> None:
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "—"}

    assert broken("Смотрите", forward_origin=origin) is RuleReason.FORWARD


def test_a_chat_may_allow_what_it_likes() -> None:
    free = ModerationSettings(
        probation_links=False, probation_media=False, probation_forwards=False
    )

    assert broken(photo=PHOTO, settings=free) is None
