"""A screen as a letter: nothing of it is lost, and nothing leads where nobody can follow."""

from zoneinfo import ZoneInfo

from bot.delivery.mail_text import letter_parts
from bot.screen import Screen, button, link
from bot.texts import Texts

RUSSIAN = Texts("ru", ZoneInfo("Asia/Tomsk"))
BOT = "https://t.me/club_bot"


def parts(screen: Screen, *foot: str) -> tuple[str, str]:
    return letter_parts(screen, BOT, RUSSIAN, foot=foot)


def test_marks_stay_in_html_and_go_from_text() -> None:
    text, html = parts(Screen("<b>Праздник</b> в &lt;парке&gt;\n\n<i>Ждём</i> вас & детей"))
    assert text == "Праздник в <парке>\n\nЖдём вас & детей"
    assert "<p><b>Праздник</b> в &lt;парке&gt;<br>\n<br>\n<i>Ждём</i> вас &amp; детей</p>" in html


def test_in_plain_text_a_link_says_where_it_leads() -> None:
    address = "https://maps.example/x?a=1&amp;b=2"
    text, html = parts(Screen(f'Тут: <a href="{address}"><b>карта</b></a>'))
    assert text == "Тут: карта: https://maps.example/x?a=1&b=2"
    assert f'<a href="{address}"><b>карта</b></a>' in html
    bare, _ = parts(Screen('<a href="https://a.example">https://a.example</a>'))
    assert bare == "https://a.example"


def test_buttons_that_lead_are_links_and_for_the_others_there_is_the_bot() -> None:
    rows = [[link("🗺 <Карта>", "https://a.example/?x=1&y=2")], [button("Да", "evp:1:yes")]]
    text, html = parts(Screen("Придёте?", rows))
    assert "🗺 <Карта>: https://a.example/?x=1&y=2" in text
    assert '<a href="https://a.example/?x=1&amp;y=2">🗺 &lt;Карта&gt;</a>' in html
    assert "Да" not in text
    assert f"в боте клуба: {BOT}" in text
    only_links, _ = parts(Screen("Вот", rows[:1]))
    assert BOT not in only_links


def test_what_a_mail_program_would_not_understand_is_left_out() -> None:
    words = '<tg-spoiler>сюрприз</tg-spoiler> <a href="tg://user?id=7">Анна</a>'
    text, html = parts(Screen(f"{words}<script>alert(1)</script>"))
    assert text.startswith("сюрприз Анна")
    for trace in ("tg-spoiler", "tg://", "script", "alert"):
        assert trace not in text + html


def test_small_print_stands_below() -> None:
    text, html = parts(Screen("Слово"), 'Почему. <a href="https://a.example">Хватит</a>')
    assert text == "Слово\n\nПочему. Хватит: https://a.example"
    assert html.index("<hr>") < html.index("Хватит")
    assert "<hr>" not in parts(Screen("Слово"))[1]


def test_a_picture_has_its_place_on_top() -> None:
    _, html = parts(Screen("Слово", picture_id=7))
    assert html.index("cid:picture") < html.index("Слово")
    assert "cid:" not in parts(Screen("Слово"))[1]
