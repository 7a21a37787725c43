"""Screens of a messenger: whole by themselves, none too long, nothing lost, nothing to fear."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.core.markdown import length_of, plain
from community.library.articles.pages import headings, paragraphs, screens, shown

_TAG = re.compile(r"<(/?)(\w+)[^>]*>")
_WORDS = st.text(alphabet="абв .!?\n*_#->1[]()`&<🙂", max_size=400)


def is_whole(html: str) -> bool:
    """Every tag that is opened is closed, in order."""
    opened: list[str] = []
    for closing, name in _TAG.findall(html):
        if not closing:
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened


def letters(html: str) -> str:
    return "".join(plain(html).split())


@given(st.lists(_WORDS, max_size=6).map("\n\n".join), st.integers(40, 200))
def test_any_text_is_cut_into_whole_screens_without_loss(body: str, limit: int) -> None:
    pages = screens(body, limit)

    assert all(length_of(plain(page)) <= limit for page in pages)
    assert all(is_whole(page) for page in pages)
    assert all(plain(page).strip() for page in pages)
    assert "".join(letters(page) for page in pages) == letters(shown(body))


def test_it_is_cut_at_headings_first() -> None:
    body = "\n\n".join(f"## Часть {number}\n\n{'слово ' * 10}" for number in range(4))

    pages = [plain(page) for page in screens(body, 150)]

    assert [page.splitlines()[0] for page in pages] == ["Часть 0", "Часть 2"]


def test_a_long_paragraph_is_cut_after_a_sentence() -> None:
    pages = screens("Он **не спит. И боится** темноты совсем.", 20)

    assert pages == ["Он <b>не спит.</b>", "<b>И боится</b> темноты", "совсем."]


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("[тут](https://sfr.gov.ru/a)", '<a href="https://sfr.gov.ru/a">тут</a> (sfr.gov.ru)'),
        ("<https://sfr.gov.ru>", '<a href="https://sfr.gov.ru">https://sfr.gov.ru</a>'),
        ("[a.ru](https://b.ru)", '<a href="https://b.ru">a.ru</a> (b.ru)'),
        ("[тут](https://госуслуги.рф/)", None),
        ("[тут](http://a.ru)", "тут (http://a.ru)"),
        ("[тут](javascript:alert(1))", "[тут](javascript:alert(1))"),
        ("[тут](tg://user?id=1)", "тут (tg://user?id=1)"),
        ("[тут](https://a.ru@b.ru/)", "тут (https://a.ru@b.ru/)"),
        ("<script>1</script>", "&lt;script&gt;1&lt;/script&gt;"),
        ("<b onclick=x>", "&lt;b onclick=x&gt;"),
        ("## Сон *ночью*", "<b>Сон <i>ночью</i></b>"),
    ],
)
def test_links_say_where_they_lead_and_the_rest_is_text(body: str, html: str | None) -> None:
    if html is None:
        assert str(shown(body)).endswith("(госуслуги.рф)")
    else:
        assert shown(body) == html


def test_what_the_index_reads() -> None:
    body = "# Сон\n\nПервое **важно**.\n\n- раз\n- два"
    assert headings(body) == ["Сон"]
    assert paragraphs(body) == ["Сон", "Первое важно.", "• раз", "• два"]
