"""What of a message goes on to the other side: words and files, and nothing that tells whose."""

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram.types import Chat, Message

from bot.features.talking.saying import NotUnderstood, TooLarge, said, words_of
from community.relay.errors import GivesAway
from community.relay.kinds import GivenAway, Medium
from community.relay.rules import what_gives_away

MB = 1024 * 1024
OLGA = {"id": 7, "is_bot": False, "first_name": "Ольга"}
ELSEWHERE = {"type": "user", "date": 1, "sender_user": OLGA}
FILE = {"file_id": "F", "file_unique_id": "U", "duration": 1, "length": 1, "width": 1, "height": 1}


def message(**fields: Any) -> Message:
    known = {"message_id": 1, "date": datetime(2026, 3, 16, tzinfo=UTC)}
    return Message.model_validate(known | {"chat": Chat(id=1, type="private")} | fields)


def entity(kind: str, offset: int, length: int, **fields: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **fields}


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"text": "Вот", "forward_origin": ELSEWHERE}, GivenAway.FORWARD),
        ({"text": "Вот", "external_reply": {"origin": ELSEWHERE}}, GivenAway.FORWARD),
        ({"contact": {"phone_number": "+7913", "first_name": "Ольга"}}, GivenAway.CONTACT),
        ({"location": {"latitude": 1.0, "longitude": 2.0}}, GivenAway.PLACE),
        (
            {"text": "Ольга", "entities": [entity("text_mention", 0, 5, user=OLGA)]},
            GivenAway.PROFILE,
        ),
        (
            {
                "photo": [FILE],
                "caption": "Ольга",
                "caption_entities": [entity("text_mention", 0, 5, user=OLGA)],
            },
            GivenAway.PROFILE,
        ),
    ],
)
def test_what_shows_its_author_by_its_kind_is_refused(
    fields: dict[str, Any], what: GivenAway
) -> None:
    with pytest.raises(GivesAway) as refused:
        said(message(**fields), "telegram", guarded=True)
    assert refused.value.fields == {"what": what}


@pytest.mark.parametrize(
    "fields",
    [
        {"sticker": {**FILE, "type": "regular", "is_animated": False, "is_video": False}},
        {"video_note": FILE},
        {"video": FILE, "caption": "Посмотрите"},
        {"audio": FILE, "caption": "Послушайте"},
        {"dice": {"emoji": "🎲", "value": 3}},
    ],
)
@pytest.mark.parametrize("guarded", [True, False])
def test_half_of_a_message_is_never_passed_on(fields: dict[str, Any], guarded: bool) -> None:
    with pytest.raises(NotUnderstood):
        said(message(**fields), "telegram", guarded=guarded)


def test_a_hidden_link_is_passed_on_in_the_open() -> None:
    text = "👩‍👧 Закон здесь и там"
    at = len("👩‍👧 Закон ".encode("utf-16-le")) // 2
    hidden = entity("text_link", at, 5, url="https://kremlin.ru/acts")
    open_ = message(text=text, entities=[hidden])

    assert words_of(open_, guarded=True) == "👩‍👧 Закон здесь (https://kremlin.ru/acts) и там"


def test_a_hidden_link_to_a_profile_is_seen() -> None:
    hidden = entity("text_link", 0, 3, url="https://t.me/olga_k")
    words = said(message(text="Тут", entities=[hidden]), "telegram", guarded=True).words

    assert what_gives_away(words or "") is GivenAway.PROFILE


def test_a_link_that_says_where_it_leads_is_not_said_twice() -> None:
    url = "https://kremlin.ru/"
    shown = message(text=url[:-1], entities=[entity("text_link", 0, len(url) - 1, url=url)])

    assert words_of(shown, guarded=True) == url[:-1]


def test_what_an_inline_bot_wrote_passes_as_words_alone() -> None:
    bot = {"id": 9, "is_bot": True, "first_name": "Гифки", "username": "gif"}

    assert said(message(text="Котик", via_bot=bot), "telegram", guarded=True).words == "Котик"


def test_a_voice_of_20_mb_passes_by_its_id() -> None:
    voice = {**FILE, "file_size": 21 * MB}

    passed = said(message(voice=voice), "telegram", guarded=True)
    assert (passed.medium, passed.file, passed.words) == (Medium.VOICE, "telegram:F", None)


@pytest.mark.parametrize(("size", "guarded"), [(20 * MB, True), (40 * MB, False), (None, True)])
def test_a_document_passes(size: int | None, guarded: bool) -> None:
    paper = {"file_id": "F", "file_unique_id": "U", "file_name": "a.pdf", "file_size": size}

    passed = said(message(document=paper), "telegram", guarded=guarded)
    assert (passed.medium, passed.file) == (Medium.DOCUMENT, "telegram:F")


def test_a_document_too_large_to_be_renamed_is_refused() -> None:
    paper = {"file_id": "F", "file_unique_id": "U", "file_size": 20 * MB + 1}
    with pytest.raises(TooLarge):
        said(message(document=paper), "telegram", guarded=True)
