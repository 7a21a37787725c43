"""What the detectors read instead of what was written: disguises undone, innocent habits kept."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from moderation.detect.text import LIMIT, Text
from tests.support.stopwatch import least_seconds


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Вcем пpивет, нyжны люди", "всем привет, нужны люди"),  # Latin letters among Russian
        ("pa6oтa и зapaбoтoк", "работа и заработок"),
        ("ЗАPАБОТОК БЕЗ BЛОЖЕНИЙ", "заработок без вложений"),
        ("пpибылb, дeньги, бeзoпacнocтb", "прибыль, деньги, безопасность"),
        ("дeньgi сразу", "деньги сразу"),  # what looks like nothing is read by sound
        ("Тelegrаm и gоsuslugi", "telegram и gosuslugi"),  # Russian letters among Latin
        ("зароботοк, ρабота", "зароботок, работа"),  # Greek
        ("робіта вдома", "робита вдома"),
        ("сп@м, к@зин0, $пам", "спам, казино, спам"),
        ("пр1вет, зна4ит, 3аработок, 6есплатно", "привет, значит, заработок, бесплатно"),
        ("с\u200bу\u200bк\u200bа", "сука"),
        ("ра\u2060бо\u200dта", "работа"),
        ("р̶а̶б̶о̶т̶а̶", "работа"),
        ("𝐑𝐚𝐛𝐨𝐭𝐚 в 𝕋𝕖𝕝𝕖𝕘𝕣𝕒𝕞", "rabota в telegram"),
        ("ＷＯＲＫ 🅱🅾🆃 ᴄʀʏᴘᴛᴏ", "work bot crypto"),
        ("р а б о т а на дому", "работа на дому"),
        ("р.а.б.о.т.а", "работа"),
        ("р - а - б - о - т - а", "работа"),
        ("н а п и ш и  м н е  в  л и ч к у  сегодня", "напиши мне в личку  сегодня"),
        ("б3з нерв0в, к4рта, ра3ные, зна4ит", "без нервов, карта, разные, значит"),
        ("сем6я, о6ед, 4то, 4асы", "семья, обед, что, часы"),
        ("П0могу с 0пекой, п1шите", "помогу с опекой, пишите"),
        ("UЅDT за рyбли", "usdt за рубли"),
        ("к🔥а🔥з🔥и🔥н🔥о", "казино"),
    ],
)
def test_a_disguise_is_undone_and_counted(written: str, read: str) -> None:
    text = Text(written)

    assert text.clean == read
    assert text.disguised >= 1


@pytest.mark.parametrize(
    "written",
    [
        "7б класс, а брат в 6а, соседи в 3в",
        "2ГИС показывает поворот",
        "Wi-Fi'ем пользуемся, e-mail завели",
        "SMSка пришла, VKонтакте не работает, PRщик",
        "COVID-19 и IT-отдел, USB-кабель, 3D-ручка",
        "mama.petrova@почта.рф и club@example.ru",
        "https://example.ru/путь/раb и t.me/klub_semya и @semya_klub",
        "и т.д. и т.п., т. е. всё",
        "от3до5 лет, кв1а, дом3к1б, по3шт",
        "3августа, 6апреля, 3года, 10класс, 6месяцев",
        "2 в 1 и 3 в 1",
        "а я в с ней не еду, к о мне в 5 и",
        "1500₽ за 2кг, 5%, №7, 24/7",
        "спасибо 🙏🙏🙏 вам ❤️",
        "балаларға қысқы киім керек, кімде бар",  # Kazakh
    ],
)
def test_innocent_habits_are_left_alone(written: str) -> None:
    text = Text(written)

    assert text.clean == written.lower().replace("ё", "е").replace("\ufe0f", "")
    assert text.disguised == 0


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("А-а-а-а, ура", "аааа, ура"),  # drawn out
        ("варианты а б в г", "варианты абвг"),  # the alphabet
        ("5️⃣0️⃣0️⃣ ₽", "500 ₽"),  # keycaps
        ("чужо\u0438\u0306 че\u0308рный", "чужой черный"),  # as a Mac writes й and ё
        ("за\u0301мок", "замок"),  # an accent
        ("пере\u00adнос", "перенос"),  # pasted from a site
        ("👨\u200d👩\u200d👧 семья", "👨👩👧 семья"),
        ("Ёлка, ещё", "елка, еще"),
    ],
)
def test_folding_what_is_no_disguise_raises_no_suspicion(written: str, read: str) -> None:
    text = Text(written)

    assert text.clean == read
    assert text.disguised == 0


def test_a_place_in_the_clean_text_is_given_back_as_written() -> None:
    written = "Ура! З\u200bА\u200bР\u200bА\u200bБОТОК, р а б о т а 5️⃣"
    text = Text(written)
    begin = text.clean.index("заработок")
    spaced = text.clean.index("работа", begin + 9)

    first = text.span(begin, begin + len("заработок"))
    second = text.span(spaced, spaced + len("работа"))

    assert written[slice(*first)] == "З\u200bА\u200bР\u200bА\u200bБОТОК"
    assert written[slice(*second)] == "р а б о т а"
    assert [written[slice(*span)] for span in text.disguises] == [
        "З\u200bА\u200bР\u200bА\u200bБОТОК",
        "р а б о т а",
    ]


def test_what_is_quoted_is_not_read() -> None:
    text = Text("он пишет «заработок 500$», гоните его", quotes=[(9, 25), (30, 10_000), (-3, 2)])

    assert "заработок" not in text.clean
    assert "гон" in text.raw
    assert len(text.raw) == len("он пишет «заработок 500$», гоните его")


@given(st.text(max_size=300), st.lists(st.tuples(st.integers(-9, 400), st.integers(-9, 400))))
@example("İﷺ\ud800\U0010ffff\x00", [])
@example("а" * 5000, [])
def test_any_text_is_read_and_every_place_is_traceable(
    written: str, quotes: list[tuple[int, int]]
) -> None:
    text = Text(written, quotes)

    assert len(text.raw) == len(text.plain) == min(len(written), LIMIT)
    for word in text.places_of_words():
        begin, end = text.span(*word.span())
        assert 0 <= begin < end <= len(text.raw)
    assert all(0 <= begin < end <= len(text.raw) for begin, end in text.disguises)


@pytest.mark.parametrize(
    "piece",
    ["a", "аa", "а ", "а.", "a@", "я0", "$я", "я̶", "a\u200b", "ﷺ", "İ", "https://", "я-", "𝐑", "@"],
)
def test_the_longest_nastiest_text_takes_milliseconds(piece: str) -> None:
    written = (piece * LIMIT)[:LIMIT] + "я"

    assert least_seconds(lambda: Text(written)) < 0.2  # measured 4 to 10 ms; a runaway: seconds
