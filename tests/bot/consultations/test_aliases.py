"""Numbers that stand for a family or a request are put into words for whoever reads them."""

import pytest

from bot.features.talking.words import header, name_of
from bot.texts import Texts
from community.relay.kinds import Side
from community.relay.models import Conversation
from tests.support.club import TOMSK


@pytest.mark.parametrize(
    ("alias", "russian", "english"),
    [
        ("#217", "Семья-217", "Family-217"),
        ("~41", "Запрос-41", "Request-41"),
        ("Анна", "Анна", "Anna"),
        ("#", "#", "#"),
    ],
)
def test_an_asker_is_called_by_a_number_in_words(alias: str, russian: str, english: str) -> None:
    talk = Conversation(asker_alias=alias, helper_alias="психолог Ирина")

    assert name_of(talk, Side.ASKER, Texts("ru", TOMSK)) == russian
    if alias[1:].isdecimal():
        assert name_of(talk, Side.ASKER, Texts("en", TOMSK)) == english


def test_a_helper_is_called_by_speciality_and_first_name() -> None:
    talk = Conversation(asker_alias="#217", helper_alias="психолог Ирина")

    assert header(talk, Side.HELPER, Texts("ru", TOMSK)) == "💬 <b>психолог Ирина</b>"
