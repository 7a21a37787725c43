"""What gives a child or a family away is found in whatever spelling, and exactly there."""

import pytest

from moderation.detect import Action
from tests.unit.moderation.personal_data_helpers import judged, places

REMOVED = [
    # СНИЛС: any separators, a wrong check digit after the word, a slip in the word
    ("снилс дочки 112233 445 95", "snils", "112233 445 95"),
    ("СНИЛС: 112-233-445 95", "snils", "112-233-445 95"),
    ("вот 112-233-445 95, проверьте", "snils", "112-233-445 95"),
    ("мой снисл 12345678901", "snils", "12345678901"),
    ("страховой номер ребёнка 112.233.445.96", "snils", "112.233.445.96"),
    ("с н и л с 11223344595", "snils", "11223344595"),
    # passports
    ("паспорт 6912 345678 выдан в Асино", "passport", "6912 345678"),
    ("серия 69 12 номер 345678", "passport", "серия 69 12 номер 345678"),
    ("паспрот мужа 69 12 № 345678", "passport", "69 12 № 345678"),
    ("мои паспортные данные: 6912345678", "passport", "6912345678"),
    # certificates: the Roman numeral as keyboards give it
    ("I-ОМ № 123456", "birth_certificate", "I-ОМ № 123456"),
    ("свид о рожд iii-мю 654321", "birth_certificate", "iii-мю 654321"),
    ("свидетельство о рождении Ш-ОМ 654321", "birth_certificate", "Ш-ОМ 654321"),
    ("св-во о рождении 1-ом 123 456", "birth_certificate", "1-ом 123 456"),
    ("свидетельство о рождении, номер 123456", "birth_certificate", "123456"),
    # other papers
    ("полис омс 7012 3456 7890 1234", "oms_policy", "7012 3456 7890 1234"),
    ("ИНН ребёнка 701234567890", "inn", "701234567890"),
    ("справка МСЭ-2019 № 1234567", "document", "МСЭ-2019 № 1234567"),
    ("личное дело № 45/2016, Петров Ваня", "document", "личное дело № 45/2016"),
    ("решение суда № 2-1234/2019 по Ивановой Алине", "document", "решение суда № 2-1234/2019"),
    ("свидетельство об усыновлении 123456", "document", "123456"),
    # money
    ("скиньте на карту 2200 7001 2345 6783", "card", "2200 7001 2345 6783"),
    ("сбер 4276123456789012 кто сколько может", "card", "4276123456789012"),
    ("счёт на имя сына 40817810500001234567", "card", "40817810500001234567"),
    # ways to reach a child or a family
    ("номер дочки +79131234567", "phone", "79131234567"),
    ("бабушка на связи, 8 (913) 123-45-67", "phone", "8 (913) 123-45-67"),
    ("Марина, 8.913.123.45.67, по поводу коляски", "phone", "8.913.123.45.67"),
    ("пишите дочке на alina2015@mail.ru", "email", "alina2015@mail.ru"),
    ("Светлана, моя почта sveta_k@yandex.ru", "email", "sveta_k@yandex.ru"),
    # where a family lives
    ("мы живём на ленина 5 кв 12", "address", "ленина 5 кв 12"),
    ("Адрес: г. Асино, ул. Лесная, д. 3, кв. 15", "address", "ул. Лесная, д. 3, кв. 15"),
    ("живем лесная 12", "address", "лесная 12"),
    ("прописаны на Советской 45-12", "address", "Советской 45-12"),
    ("дом 5, квартира 12, подъезд второй", "address", "дом 5, квартира 12"),
    ("приходите к нам, Фрунзе 119 квартира 8", "address", "Фрунзе 119 квартира 8"),
    # a name and a second datum
    ("алина петрова 2015 г.р.", "full_name_birth", "алина петрова 2015 г.р."),
    ("Петрова Алина Сергеевна, 12.05.2015", "full_name_birth", None),
    ("петровой алине 12 мая 2015 года рождения", "full_name_birth", None),
    ("дочка Айсулу Жумабекова, родилась 12.05.2015", "full_name_birth", None),
    ("Петрова А. С., 2015 г.р.", "full_name_birth", "Петрова А. С., 2015 г.р."),
    ("илюша белый, 2019 года рождения", "full_name_birth", "илюша белый, 2019 года рождения"),
    ("дочка Маша в 3б 15 школы", "school_class", "3б 15 школы"),
    ('Петров Ваня, школа №15, 3 "А" класс', "school_class", 'школа №15, 3 "А" класс'),
    ("наш Костя в третьем классе пятнадцатой школы", "school_class", None),
    ("у Алины Петровой ЗПР", "diagnosis_name", "Алины Петровой"),
    ("у нашего Димы ВИЧ", "diagnosis_name", "Димы"),
    ("ребёнку Диме Чернову поставили шизофрению", "diagnosis_name", "Диме Чернову"),
    ("забрали Машу Иванову из детдома №3", "adoption_name", "Машу Иванову"),
    ("Антон Зуев, мать лишили прав, отец сидит", "adoption_name", "Антон Зуев"),
]


@pytest.mark.parametrize(("text", "kind", "piece"), REMOVED)
def test_what_is_certain_is_taken_away(text: str, kind: str, piece: str | None) -> None:
    found = places(text)

    assert found[kind] == (piece or found[kind])
    assert judged(text).action is Action.REMOVE


HINTED = [
    ("мой номер 8-913-123-45-67, звоните", "phone"),
    ("моя почта irishka85@mail.ru", "email"),
    ("дочка в 3б 15 школы", "school_class"),
    ("Алину удочерили в два года", "adoption_name"),
    ("дочка Алина пошла в школу", "child_name"),
    ("сынок ванечка заболел", "child_name"),
    ("Костя — наш приёмный сын, он упрямый", "child_name"),
    ("Громов Артём, 7 лет, ищем логопеда", "child_name"),
    ("зовут его Артём Громов, он с нами с марта", "child_name"),
    ("репетитор дочке Ане нужен, математика", "child_name"),
]


@pytest.mark.parametrize(("text", "kind"), HINTED)
def test_what_may_give_away_is_answered_with_a_private_word(text: str, kind: str) -> None:
    assert kind in places(text)
    assert judged(text).action is Action.HINT


def test_one_open_datum_twice_is_no_second_datum() -> None:
    text = "звоните 8-913-123-45-67 или 8-923-765-43-21"

    assert judged(text).action is Action.HINT
    assert [text[one.begin : one.end] for one in judged(text).findings] == [
        "8-913-123-45-67",
        "8-923-765-43-21",
    ]


def test_every_datum_of_a_list_is_found() -> None:
    text = (
        "Петрова Алина, 12.05.2015, св-во II-ОМ 567890, снилс 156-789-234 12,\n"
        "полис 7051890823001234, живём: ул. Лесная, 3-15, тел 8 913 123 45 67"
    )

    assert set(places(text)) == {
        *("full_name_birth", "birth_certificate", "snils", "oms_policy", "address", "phone")
    }


def test_places_are_those_of_the_message_as_it_was_written() -> None:
    text = "сни\u200bлс до\u200bчки \U0001d7ce12-233-445 95, CHИЛC"

    assert places(text)["snils"] == "\U0001d7ce12-233-445 95"
