"""A cry for help is heard, in whatever words; it brings a person and never acts against anybody."""

import pytest

from moderation.detect.message import Media, Message, Standing
from moderation.detect.verdict import Action, Question
from tests.unit.moderation.distress import findings, is_raised, judged, score, surest


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("Я не хочу жить, совсем", "suicide", "не хочу жить"),
        ("Сын сказал, что повесится, если его вернут", "suicide", "повесится"),
        ("Всем будет лучше, если меня не станет", "suicide", "лучше, если меня не станет"),
        ("Дочка режет себе руки, вчера заметила", "self_harm", "режет себе"),
        ("бьётся головой об стену до крови", "self_harm", "бьётся головой"),
        ("Муж избил старшего, я боюсь идти домой", "violence", "Муж избил старшего"),
        ("не сдержалась, ударила его по лицу", "violence", "ударила его"),
        ("боюсь, что когда-нибудь прибью её", "violence", "боюсь, что когда-нибудь прибью"),
        ("больше не могу, отдам его обратно", "giving_back", "отдам его обратно"),
        ("Пишу отказ от опеки, решила", "giving_back", "Пишу отказ"),
        ("пусть опека его забирает", "giving_back", "пусть опека его забирает"),
        ("Всё, я больше не могу", "exhaustion", "больше не могу"),
        ("Девочки, я на дне", "exhaustion", "я на дне"),
        ("Сын сбежал ночью, второй день ищем", "danger_to_child", "Сын сбежал"),
        ("Опекун пьяный, дети одни во дворе", "danger_to_child", "Опекун пьяный, дети"),
    ],
)
def test_each_kind_is_called_by_its_name_and_shown(text: str, kind: str, shown: str) -> None:
    heard = next(finding for finding in findings(text) if finding.kind == kind)

    assert heard.score >= 0.5
    assert shown in text[heard.begin : heard.end]


@pytest.mark.parametrize(
    "text",
    [
        "Хочу покончить с собой",
        "не хочу жить",
        "Муж бьёт меня и детей",
        "я её ударила, сильно",
        "Верну его обратно в детский дом",
        "я отказываюсь от опеки",
        "Дочь режет вены",
        "Ребёнок сбежал из дома",
    ],
)
def test_blunt_words_make_sure(text: str) -> None:
    assert score(text) >= 0.85


@pytest.mark.parametrize(
    "text",
    [
        "нехочу жыть больше",
        "болше не магу, отдам ево обратна",
        "НЕ ХОЧУ ЖИТЬ",
        "не хочуууу жиииить",
        "хочу здохнуть",
        "прибъю его когда нибудь, боюсь сама себя",
        "ребенок сбижал из дома",
        "н е  х о ч у  ж и т ь",
        "нe хoчу жить",
    ],
)
def test_neither_spelling_nor_disguise_hides_it(text: str) -> None:
    assert is_raised(text)


def test_one_sentence_in_the_middle_of_a_long_voice_message_is_heard() -> None:
    before = "сегодня с утра были у врача потом заехали в магазин за сапогами дети довольны "
    after = " завтра собрание в шесть не забыть сменку и деньги на экскурсию обещают снег "
    text = before * 3 + "а я вечером села и поняла что не хочу больше жить" + after * 3

    heard = surest(text)

    assert heard.kind == "suicide"
    assert heard.score >= 0.5
    assert "не хочу больше жить" in text[heard.begin : heard.end]


@pytest.mark.parametrize(
    "text",
    [
        "I want to die",
        "he wants to kill himself",
        "I am going to give him back to the children's home",
        "my husband beats the kids",
        "I can't take it anymore",
    ],
)
def test_plain_english_is_heard_as_well(text: str) -> None:
    assert is_raised(text)


@pytest.mark.parametrize("standing", list(Standing))
def test_whoever_is_in_distress_is_never_acted_against(standing: Standing) -> None:
    verdict = judged(Message("больше не могу, отдам его обратно", standing, media=Media.PHOTO))

    assert verdict.action is Action.ALLOW
    assert verdict.decided_by is Question.DISTRESS
    assert Question.DISTRESS in verdict.raised


def test_what_is_quoted_from_another_message_is_not_judged() -> None:
    text = "не хочу жить\nМы с тобой, звони в любое время"

    verdict = judged(Message(text, quotes=((0, len("не хочу жить")),)))

    assert Question.DISTRESS not in verdict.raised


def test_words_that_no_phrase_knows_are_heard_for_what_was_learned() -> None:
    assert is_raised("таблетки лежат передо мной, пишу вам, простите")


def test_two_signs_of_the_same_words_count_once() -> None:
    places = [(finding.begin, finding.end) for finding in findings("сына избили, его травят")]

    assert len(places) == len(set(places))
