"""Texts that people wrote, as messengers show them: nothing is swallowed, nothing breaks out."""

import pytest

from community.core.markdown import in_short, shown_length, to_html


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("**жирно** и *курсив*", "<b>жирно</b> и <i>курсив</i>"),
        ("раз\nдва\n\nтри", "раз\nдва\n\nтри"),
        ("- раз\n- два\n  - два с половиной", "• раз\n• два\n   • два с половиной"),
        ("1. раз\n2. два", "1. раз\n2. два"),
        ("[сюда](https://a.example/?b=1&c=2)",
         '<a href="https://a.example/?b=1&amp;c=2">сюда</a>'),
        ("[сюда](javascript:alert(1))", "[сюда](javascript:alert(1))"),
        ('<b>a</b> & "b"', "&lt;b&gt;a&lt;/b&gt; &amp; &#34;b&#34;"),
    ],
)  # fmt: skip
def test_the_few_marks_that_messengers_know(source: str, shown: str) -> None:
    assert to_html(source) == shown


@pytest.mark.parametrize(
    "source",
    [
        "    с отступом",
        "```\nв рамке\n```",
        "[важно]: приходите",
        "строка\n---",
        "<div>в скобках</div>",
        "> сказано",
        "# заголовок",
        "`код`",
    ],
)
def test_whatever_was_written_is_read(source: str) -> None:
    words = source.strip("`#>- \n").split("\n")[0].strip("[]<>/")
    assert words.split()[0].strip("[]:<>div") in to_html(source)


def test_length_is_of_what_is_read() -> None:
    assert shown_length("**ж**") == 1
    assert shown_length("[ж](https://a.example)") == 1
    assert shown_length("a < b & c") == 9
    assert shown_length("🎉") == 2
    assert shown_length("а\n\nб") == 4
    assert shown_length("") == 0


def test_in_short_is_one_line_cut_between_words() -> None:
    assert in_short("**Праздник** двора\n\nв субботу", 40) == "Праздник двора в субботу"
    assert in_short("Праздник двора, в субботу", 16) == "Праздник двора…"
    assert in_short("Длинноеслово", 5) == "Длинн…"
    assert in_short("2 < 3 &amp; так", 40) == "2 < 3 & так"
