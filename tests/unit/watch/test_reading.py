"""What of a message the detector is told: its author's own words, and what hangs on them."""

from typing import Any

import pytest

from bot.group.watch.reading import links_in_sight, read
from moderation.detect.message import Media, Message, Origin, Standing
from moderation.detect.text import Text
from tests.support.written import PHOTO, marked, written


def told(text: str | None = None, *, by: Standing = Standing.MEMBER, **fields: Any) -> Message:
    return read(written(text, **fields), by, author=5001, chat=3, seconds=1.0)


def test_a_plain_message_is_its_text() -> None:
    message = told("Доброе утро!")

    assert message == Message("Доброе утро!", Standing.MEMBER, author=5001, chat=3, seconds=1.0)


def test_a_caption_is_the_text_of_a_picture() -> None:
    message = told(photo=PHOTO, caption="Наша ёлка")

    assert (message.text, message.media) == ("Наша ёлка", Media.PHOTO)


def test_what_is_replied_to_and_what_is_quoted_from_elsewhere_is_never_looked_at() -> None:
    alien = {"message_id": 1, "date": 1, "chat": {"id": -1, "type": "supergroup"}, "text": "чужое"}
    message = told(
        "Согласна",
        reply_to_message=alien,
        quote={"text": "чужое", "position": 0},
        external_reply={"origin": {"type": "hidden_user", "date": 1, "sender_user_name": "—"}},
    )

    assert message.text == "Согласна"
    assert message.quotes == ()


@pytest.mark.parametrize("before", ["", "🙏🙏 ", "👨‍👩‍👧 семья: "])
def test_quotations_are_placed_by_characters_whatever_emoji_stand_before(before: str) -> None:
    text = f"{before}Она пишет: чужие слова. А я не согласна"
    message = told(text, entities=[marked(text, "чужие слова", "blockquote")])

    begin, end = message.quotes[0]
    assert text[begin:end] == "чужие слова"
    assert "чужие" not in Text(message.text, message.quotes).clean


def test_a_stranger_who_only_quotes_says_it_himself() -> None:
    text = "Заработок от 5000 в день"
    entities = [marked(text, text, "blockquote")]

    assert told(text, by=Standing.NEWCOMER, entities=entities).quotes == ()
    assert told(text, by=Standing.MEMBER, entities=entities).quotes == ((0, len(text)),)


def test_addresses_behind_words_and_buttons_are_links() -> None:
    text = "Подробности здесь"
    button = {"text": "жми", "url": "https://t.me/button"}
    message = told(
        text,
        entities=[marked(text, "здесь", "text_link", url="https://spam.example/x")],
        reply_markup={"inline_keyboard": [[button]]},
    )

    assert message.links == ("https://spam.example/x", "https://t.me/button")
    assert message.has_buttons


def test_an_address_in_sight_stands_in_the_text() -> None:
    text = "👍 смотрите gosuslugi.ru/600"

    assert links_in_sight(written(text, entities=[marked(text, "gosuslugi.ru/600", "url")])) == [
        "gosuslugi.ru/600"
    ]


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ({"type": "hidden_user", "sender_user_name": "—"}, Origin.HIDDEN),
        (
            {"type": "channel", "message_id": 1, "chat": {"id": -2, "type": "channel"}},
            Origin.CHANNEL,
        ),
        (
            {"type": "user", "sender_user": {"id": 1, "is_bot": False, "first_name": "—"}},
            Origin.PERSON,
        ),
    ],
)
def test_where_a_forwarded_message_comes_from(origin: dict[str, Any], expected: Origin) -> None:
    assert told("Смотрите", forward_origin={"date": 1, **origin}).origin is expected


def test_a_file_has_its_name() -> None:
    document = {"file_id": "1", "file_unique_id": "1", "file_name": "снилс.pdf"}
    message = told(document=document)

    assert (message.text, message.media, message.file_name) == ("", Media.DOCUMENT, "снилс.pdf")


def test_a_poll_speaks_by_its_question_and_answers() -> None:
    options = [
        {"text": word, "persistent_id": word, "voter_count": 0} for word in ("Да", "Конечно")
    ]
    poll = {
        "id": "1",
        "question": "Хотите заработать?",
        "options": options,
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    }
    message = told(poll=poll)

    assert message.text == "Хотите заработать?\nДа\nКонечно"
    assert message.media is Media.OTHER


def test_a_structured_message_speaks_by_all_its_blocks_but_quotations() -> None:
    link = {"type": "url", "text": "сюда", "url": "https://spam.example"}
    blocks = [
        {"type": "heading", "text": "Работа", "size": 1},
        {"type": "paragraph", "text": ["Пишите ", {"type": "bold", "text": ["прямо ", link]}]},
        {"type": "pullquote", "text": "чужие слова"},
        {
            "type": "list",
            "items": [{"label": "1.", "blocks": [{"type": "paragraph", "text": "без опыта"}]}],
        },
    ]
    message = told(rich_message={"blocks": blocks})

    assert " ".join(message.text.split()) == "Работа Пишите прямо сюда 1. без опыта"
    assert message.links == ("https://spam.example",)
