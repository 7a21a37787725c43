"""The same word is an insult, a sigh or a tale: it depends on whom it is said of."""

import pytest

from moderation.detect import Action, Standing
from tests.unit.moderation.abuse import action, judged, kinds, marked, score


@pytest.mark.parametrize(
    "attack",
    [
        "ты дура",
        "Вы идиотки, честное слово",
        "да вы все тут дебилы",
        "вы, Ирина, непроходимая дура",
        "тебя, дуру, даже дети не слушают",
        "заткнись, овца",
        "курица безмозглая, читать научись",
        "Ты тупая или прикидываешься?",
        "чтоб ты сдохла",
        "Пошла вон из чата",
        "Рот закрой",
        "ты больная на всю голову",
        "туууупая ты",
        "т*арь ты",
        "ты тварь, ты никому не нужна",
    ],
)
def test_an_insult_is_taken_away_or_held(attack: str) -> None:
    assert action(attack).weight >= Action.HOLD.weight
    assert "insult" in kinds(attack)


@pytest.mark.parametrize(
    "talk",
    [
        "я дура забыла вас предупредить",
        "Какой же я идиот, купил не тот учебник",
        "вот дура, пошла не в тот кабинет",
        "чувствую себя полной идиоткой на этих собраниях",
        "простите дуру старую, не туда нажала",
        "сама дура, надо было раньше записываться",
        "Нет, вы не дура, вы просто устали",
        "кот у нас тварь ленивая, спит на учебниках",
        "Купила курицу, свинину и две коровьи ноги на холодец",
        "Вы такие жирные пироги печёте, мы лопнем",
        "каждой твари по паре, такой у нас кружок",
        "Играли в дурака всей семьёй до ночи",
        "тупой нож, принесите свой",
        "идиотский закон, честное слово",
    ],
)
def test_sighs_beasts_and_things_are_nobodys_insult(talk: str) -> None:
    assert action(talk) is Action.ALLOW


def test_of_those_who_are_not_here_it_is_milder() -> None:
    assert action("ты тварь") is Action.REMOVE
    assert action("Эта тварь из опеки опять звонила") is Action.HINT


@pytest.mark.parametrize(
    "told",
    [
        "Подросток говорит «отвали, дура», я сижу и реву",
        "кричит мне «ты мне не мать, тварь», а потом плачет и просит обнять",
        "обозвал бабушку старой дурой, теперь не разговаривают",
        "Учительница сказала, что он дебил и ему место в интернате",
        "Как отучить от слова «дебил», он так всех зовёт",
    ],
)
def test_who_tells_of_rude_words_is_not_rude(told: str) -> None:
    assert action(told) is Action.ALLOW


@pytest.mark.parametrize(
    "quarrel",
    [
        "Вы не правы, по закону срок другой",
        "Это бред, никто такого не требует",
        "Как вам не стыдно писать такое матери",
        "Хватит врать, вы на встрече не были",
        "Я на вас в суд подам, это моё право",
        "Отстаньте от человека, ей и так тяжело",
    ],
)
def test_an_honest_quarrel_is_allowed(quarrel: str) -> None:
    assert score(quarrel) < 0.5


def test_the_place_is_shown_as_it_was_written() -> None:
    assert marked("Девочки, ТЫ  ТВАРЬ!!! и всё") == {"ТВАРЬ"}


def test_an_activists_insult_waits_for_another_moderator() -> None:
    assert judged("ты дура", Standing.ACTIVIST).action is Action.HOLD
