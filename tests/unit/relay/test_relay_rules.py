"""What tells who is writing is found, however it is written; what parents need to say passes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.relay.kinds import GivenAway
from community.relay.rules import length_of, what_gives_away

GIVES_AWAY = {
    GivenAway.USERNAME: [
        "@anna_petrova",
        "пишите мне @anna_petrova, отвечу",
        "в телеграме:@anna_petrova",
        "пишите@anna_petrova",
        "(@Anna_Petrova)",
        "＠anna_petrova",
        "@\u200banna_petrova",
        "https://www.youtube.com/@anna_petrova",
    ],
    GivenAway.PROFILE: [
        "t.me/anna_petrova",
        "https://t.me/anna_petrova",
        "HTTPS://T.ME/Anna",
        "t . me / anna_petrova",
        "t.me/+AbCdEf123",
        "т.ме/anna",
        "anna_petrova.t.me",
        "telegram.me/anna",
        "telegram.dog/anna",
        "tg://resolve?domain=anna",
        "tg://user?id=12345",
        "web.telegram.org/k/#-12345",
        "vk.com/id12345",
        "https://m.vk.com/anna",
        "vk.ru/anna",
        "вот я: vk . com/anna",
        "ok.ru/profile/12345",
        "https://m.ok.ru/profile/12345",
        "max.ru/u/abc",
        "wa.me/79131234567",
        "https://api.whatsapp.com/send?phone=79131234567",
        "viber://chat?number=79131234567",
        "instagram.com/anna",
        "https://www.instagram.com/anna/",
        "www.facebook.com/anna",
        "fb.com/anna",
    ],
    GivenAway.PHONE: [
        "+7 913 123-45-67",
        "+7(913)1234567",
        "89131234567",
        "8 (913) 123-45-67",
        "8-913-123-45-67",
        "8–913–123–45–67",
        "8.913.123.45.67",
        "8_913_123_45_67",
        "8/913/1234567",
        "8 913 12 34 567",
        "8 9 1 3 1 2 3 4 5 6 7",
        "8\u00a0913\u00a0123\u00a045\u00a067",
        "8\u200b9131234567",
        "８９１３１２３４５６７",
        "9131234567",
        "913 123 45 67",
        "7 913 123 45 67",
        "звоните 89131234567!",
        "тел89131234567",
        "домашний (3822) 55-44-33",
        "8 3822 55-44-33",
        "+380 50 123 4567",
        "звоните 124 или мне 89131234567",
        "8-800-200-01-22 или 8-913-123-45-67",
        "tel:+79131234567",
        "№ 8 913 123-45-67",
    ],
    GivenAway.EMAIL: [
        "anna@example.ru",
        "почта: anna.petrova+club@mail.example.com.",
        "anna @ example . ru",
        "анна@почта.рф",
        "mailto:anna@example.ru",
    ],
}
PASSES = [
    "",
    "Больше не могу, он опять не спал всю ночь",
    "собака @ это символ",
    "жду вас @ 15:00",
    "https://www.consultant.ru/document/cons_doc_LAW_8982/",
    "https://www.consultant.ru/document/cons_doc_LAW_8982/89131234567b7c4b/",
    "https://www.gosuslugi.ru/600109/1/form?id=89131234567",
    "gosuslugi.ru",
    "есть ли группа на vk.com или в ok.ru?",
    "читала на telegram.org",
    "ок.рубли кончились",
    "it.medium.com/anna",
    "gett.me/car",
    "112",
    "звоните 103 или 124",
    "8-800-200-01-22",
    "8 800 2000 122",
    "88002000122",
    "+7 800 200 01 22",
    "ст. 145 ч. 3 СК РФ, 481-ФЗ, приказ № 201-р",
    "Федеральный закон от 24.04.2008 № 48-ФЗ",
    "СНИЛС 112-233-445 95",
    "112-233-445 95",
    "11223344595",
    "ИНН 7017123456",
    "7017123456",
    "ИНН 5406123456",
    "паспорт 9204 123456",
    "ИНН № 5406123456, договор №9131234567",
    "25 000 руб. в месяц",
    "1 234 567 890 рублей",
    "9 000 000 000 рублей",
    "8 500 000",
    "16.03.2026",
    "16.03.2026 10:00-12:00",
    "2026-03-16 10:00",
    "от 500 до 1000",
    "2024 2025 2026",
    "карта 2200 1234 5678 9012",
    "кадастровый номер 70:21:0100001:123",
    "дело 2-1234/2026",
    "температура 38.9, вес 12.5, рост 98",
]
WORDS = st.text(alphabet="абвгдежзиклмнопрстуфхцчшщыьэюя ,!?", max_size=40)


@pytest.mark.parametrize(
    ("words", "what"), [(words, what) for what, many in GIVES_AWAY.items() for words in many]
)
def test_who_is_writing_is_seen(words: str, what: GivenAway) -> None:
    assert what_gives_away(words) is what


@pytest.mark.parametrize("words", PASSES)
def test_what_tells_nobody_passes(words: str) -> None:
    assert what_gives_away(words) is None


@given(WORDS)
def test_words_alone_always_pass(words: str) -> None:
    assert what_gives_away(words) is None


@given(st.text())
def test_anything_can_be_looked_through(words: str) -> None:
    assert what_gives_away(words) in {None, *GivenAway}


@given(
    before=WORDS,
    digits=st.from_regex(r"9\d{9}", fullmatch=True).filter(str.isascii),
    shape=st.sampled_from(["8{}{}{}{}", "+7{}{}{}{}", "8 {} {}-{}-{}", "+7 ({}) {} {} {}"]),
    after=WORDS,
)
def test_a_mobile_number_is_seen_wherever_it_stands(
    before: str, digits: str, shape: str, after: str
) -> None:
    number = shape.format(digits[:3], digits[3:6], digits[6:8], digits[8:])
    assert what_gives_away(f"{before} {number} {after}") is GivenAway.PHONE


@given(before=WORDS, name=st.from_regex(r"[A-Za-z][A-Za-z0-9_]{4,31}", fullmatch=True), after=WORDS)
def test_a_username_and_its_link_are_seen_wherever_they_stand(
    before: str, name: str, after: str
) -> None:
    assert what_gives_away(f"{before} @{name} {after}") is GivenAway.USERNAME
    assert what_gives_away(f"{before} t.me/{name} {after}") is GivenAway.PROFILE


@given(st.integers(1, 199), st.integers(0, 999), st.integers(0, 999), st.integers(0, 99))
def test_a_snils_is_no_telephone(first: int, second: int, third: int, check: int) -> None:
    assert what_gives_away(f"СНИЛС {first:03}-{second:03}-{third:03} {check:02}") is None


@given(st.dates(), st.times(), st.integers(0, 999_999_999))
def test_dates_times_and_sums_are_no_telephones(day: object, time: object, roubles: int) -> None:
    assert what_gives_away(f"{day:%d.%m.%Y} {time:%H:%M} {roubles:_} руб".replace("_", " ")) is None


@pytest.mark.parametrize(
    ("words", "units"), [("", 0), ("мама", 4), ("😀", 2), ("👨‍👩‍👧", 8), ("й", 1), ("\ud83d", 1)]
)
def test_length_is_counted_as_messengers_count(words: str, units: int) -> None:
    assert length_of(words) == units


@given(st.text(), st.text())
def test_lengths_add_up(one: str, other: str) -> None:
    assert length_of(one + other) == length_of(one) + length_of(other)
