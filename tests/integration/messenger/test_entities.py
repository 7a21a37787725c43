"""Text with entities: HTML and Markdown in, offsets in UTF-16, HTML out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploy.messenger.entities.found import with_found
from deploy.messenger.entities.from_html import parse_html
from deploy.messenger.entities.from_markdown import parse_markdown
from deploy.messenger.entities.parsing import formatted
from deploy.messenger.entities.rendering import render_html
from deploy.messenger.entities.units import cut
from deploy.messenger.errors import ApiError


def nobody(_user_id: int) -> None:
    return None


def parts(text: str, entities: list[dict]) -> list[tuple[str, str]]:
    return [(one["type"], cut(text, one["offset"], one["length"])) for one in entities]


def test_html_tags_become_entities_counted_in_utf16() -> None:
    text, entities = parse_html(
        '👩‍👧 <b>жирно <i>и косо</i></b> <a href="https://example.ru/?a=1&amp;b=2">сюда</a> '
        '<pre><code class="language-python">x &lt; 1</code></pre><blockquote expandable>да'
        "</blockquote><tg-spoiler>ой</tg-spoiler>"
    )
    assert text == "👩‍👧 жирно и косо сюда x < 1даой"
    assert parts(text, entities) == [
        ("bold", "жирно и косо"),
        ("italic", "и косо"),
        ("text_link", "сюда"),
        ("pre", "x < 1"),
        ("expandable_blockquote", "да"),
        ("spoiler", "ой"),
    ]
    assert entities[2]["url"] == "https://example.ru/?a=1&b=2"
    assert entities[3]["language"] == "python"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<b>жирно", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("да <font>нет</font>", 'Unsupported start tag "font" at byte offset 5'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(source: str, words: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_html(source)
    assert refusal.value.description == f"Bad Request: can't parse entities: {words}"


def test_markdown_v2() -> None:
    text, entities = parse_markdown(
        "*жирно _и косо_* __под__ ~нет~ ||тайна|| `a.b` [сюда](https://example.ru/a\\_b) 1\\.\n"
        ">цитата\n>дальше\n```python\nx = 1```",
        modern=True,
    )
    assert parts(text, entities) == [
        ("bold", "жирно и косо"),
        ("italic", "и косо"),
        ("underline", "под"),
        ("strikethrough", "нет"),
        ("spoiler", "тайна"),
        ("code", "a.b"),
        ("text_link", "сюда"),
        ("blockquote", "цитата\nдальше\n"),
        ("pre", "x = 1"),
    ]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("конец.", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("*жирно", "Can't find end of Bold entity at byte offset 0"),
        ("[сюда]", "Can't find end of a URL at byte offset 9"),
    ],
)
def test_broken_markdown_is_refused(source: str, words: str) -> None:
    with pytest.raises(ApiError) as refusal:
        parse_markdown(source, modern=True)
    assert refusal.value.description == f"Bad Request: can't parse entities: {words}"


def test_the_older_markdown_lets_dots_be() -> None:
    text, entities = parse_markdown("*Да.* И `код`.", modern=False)
    assert parts(text, entities) == [("bold", "Да."), ("code", "код")]


def test_white_space_around_goes_and_entities_move() -> None:
    text, entities = formatted("  <b> привет </b>\n", "HTML", [], nobody)
    assert text == "привет"
    assert parts(text, entities) == [("bold", "привет")]


def test_a_given_list_is_checked() -> None:
    bold = {"type": "bold", "offset": 0, "length": 2}
    assert formatted("👍!", "", [bold], nobody) == ("👍!", [bold])
    with pytest.raises(ApiError, match="ENTITY_BOUNDS_INVALID"):
        formatted("да", "", [bold | {"length": 3}], nobody)


def test_a_given_link_must_lead_somewhere() -> None:
    link = {"type": "text_link", "offset": 0, "length": 4}
    _, [kept] = formatted("сюда", "", [link | {"url": "example.ru"}], nobody)
    assert kept["url"] == "http://example.ru/"
    assert formatted("сюда", "", [link | {"url": "javascript:alert(1)"}], nobody)[1] == []
    with pytest.raises(ApiError, match="Can't find field"):
        formatted("сюда", "", [link], nobody)


def test_a_mention_of_a_stranger_stays_plain_words() -> None:
    source = '<a href="tg://user?id=7">Анна</a>'
    assert formatted(source, "HTML", [], nobody) == ("Анна", [])
    anna = {"id": 7, "is_bot": False, "first_name": "Анна"}
    _, [mention] = formatted(source, "HTML", [], lambda _: anna)
    assert (mention["type"], mention["user"]) == ("text_mention", anna)


def test_commands_addresses_and_names_are_found_in_plain_text() -> None:
    text = "/start@club_demo_bot смотри https://example.ru/a?b=1, пиши @anna_s или a@b.ru #школа"
    assert parts(text, with_found(text, [])) == [
        ("bot_command", "/start@club_demo_bot"),
        ("url", "https://example.ru/a?b=1"),
        ("mention", "@anna_s"),
        ("email", "a@b.ru"),
        ("hashtag", "#школа"),
    ]
    code = [{"type": "code", "offset": 0, "length": 6}]
    assert with_found("/start", code) == code


STYLES = ("bold", "italic", "underline", "strikethrough", "spoiler")


@st.composite
def styled_text(draw: st.DrawFn) -> tuple[str, list[dict]]:
    """Words side by side, each with styles of its own, so that every rendering is unambiguous."""
    words = draw(st.lists(st.text('абв<>&"👍é', min_size=1, max_size=6), min_size=1, max_size=5))
    entities, offset = [], 0
    for word in words:
        length = len(word.encode("utf-16-le")) // 2
        styles = draw(st.sets(st.sampled_from(STYLES), max_size=3))
        entities += [{"type": style, "offset": offset, "length": length} for style in styles]
        offset += length
    return "".join(words), entities


def by_place(entities: list[dict]) -> list[tuple]:
    return sorted((one["offset"], one["length"], one["type"]) for one in entities)


@given(styled_text())
def test_what_is_rendered_is_read_back(case: tuple[str, list[dict]]) -> None:
    text, entities = case
    read, found = parse_html(render_html(text, entities))
    assert read == text
    assert by_place(found) == by_place(entities)


SPANS = st.tuples(st.sampled_from(STYLES), st.integers(0, 20), st.integers(1, 9))


@given(st.text("абв<&"), st.lists(SPANS))
def test_overlapping_entities_never_break_the_html(text: str, spans: list[tuple]) -> None:
    entities = [
        {"type": kind, "offset": start, "length": length}
        for kind, start, length in spans
        if start + length <= len(text)
    ]
    assert parse_html(render_html(text, entities))[0] == text
