"""The parts that hear distress: phrases, misspellings, things, and what was learned."""

from pathlib import Path

import pytest

from moderation.detect.distress import DistressSigns
from moderation.detect.distress.concepts import Concepts, Pieces
from moderation.detect.distress.learn import Sample, learn, save
from moderation.detect.distress.learned import WeightsBroken, load_learned
from moderation.detect.distress.lexicon import Lexicon, data_lines
from moderation.detect.distress.matching import Index, Row
from moderation.detect.distress.phrasebook import REASONS, Phrasebook
from moderation.detect.distress.phrases import FOLDER, read_phrase
from moderation.detect.distress.stems import stem
from moderation.detect.distress.things import names_a_thing
from moderation.detect.message import ChatRules, Message
from moderation.detect.text import Text


def found(phrase: str, text: str) -> list[str]:
    """The words of the text in which the phrase stands."""
    lexicon = Lexicon()
    index = Index([(read_phrase(phrase, {"child": ("сын*", "дочь")}, lexicon), "")])
    words = text.split()
    return [" ".join(words[begin:end]) for _, (begin, end) in Row(words, lexicon).find(index)]


def pieces_of(text: str) -> Pieces:
    lexicon = Lexicon()
    return Concepts(lexicon).pieces_of(Row(text.split(), lexicon))


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("не хочу ..2 жить", "я не хочу больше жить", ["не хочу больше жить"]),
        ("не хочу ..1 жить", "не хочу я так долго жить", []),
        ("бьет <child>", "он бьет , сына", ["бьет , сына"]),
        ("отдам обратно|назад_в_детдом", "отдам назад в детдом", ["отдам назад в детдом"]),
        ("жить !без", "не могу жить без вас", []),
        ("на дне $", "я на дне . помогите", ["на дне"]),
        ("на дне $", "на дне рюкзака", []),
        ("^ сбежал", "сбежал , ночью", ["сбежал"]),
        ("^ сбежал", "кот сбежал", []),
        ("вернуть его? обратно", "вернуть обратно", ["вернуть обратно"]),
        ("больше не могу !*ть", "больше не могу ждать", []),
        ("не могу ..3 больше", "не могу . ждать больше", []),
    ],
)
def test_phrases_stand_where_they_should(phrase: str, text: str, words: list[str]) -> None:
    assert found(phrase, text) == words


@pytest.mark.parametrize("kind", REASONS)
def test_every_line_of_the_phrasebook_is_well_made(kind: str) -> None:
    senses = Phrasebook().senses.keys() | {"denied", "quoted", "thing"}
    lines = [line for line in data_lines(FOLDER / f"{kind}.txt") if not line.startswith("[")]

    assert len(lines) == len(set(lines))
    for line in lines:
        words, _, harmless = line.partition("  | ")
        assert 0 < float(words.split()[0]) < 1
        assert set(harmless.split()) <= senses


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("нехочу", ["не", "хочу"]),
        ("здохнуть", ["сдохнуть"]),
        ("прибъю", ["прибью"]),
        ("щас", ["сейчас"]),
        ("повистся", ["повистся"]),
        ("сбижала", ["сбежала"]),
        ("ахахах", ["☺"]),
        ("Барнаул", ["барнаул"]),
    ],
)
def test_misspelt_words_are_read_as_they_were_meant(written: str, meant: list[str]) -> None:
    assert Phrasebook().read(Text(written)).words == meant


@pytest.mark.parametrize(
    ("clause", "is_a_thing"),
    [
        ("верну куртку обратно", True),
        ("отдам справки завтра", True),
        ("отдам его обратно", False),
        ("верну в опеку в понедельник", False),
        ("верну обоих и уеду", False),
    ],
)
def test_a_thing_is_told_from_a_child(clause: str, is_a_thing: bool) -> None:
    assert names_a_thing(clause.split()) is is_a_thing


def test_a_word_is_one_in_all_its_forms() -> None:
    assert {stem(word) for word in ("таблетка", "таблетки", "таблетку")} == {stem("таблеткой")}


def test_what_is_talked_of_is_known_by_words_and_expressions() -> None:
    pieces = pieces_of("верну его туда где тот свет")

    assert "<giving>" in pieces.between(0, 1)
    assert "<death>" in pieces.between(4, 5)
    assert "<death>" in pieces_of("могилу").row


def test_the_same_samples_teach_the_same(tmp_path: Path) -> None:
    known = [
        Sample("не хочу жить", "suicide"),
        Sample("жить больше не хочу", "suicide"),
        Sample("купили хлеб и молоко", ""),
        Sample("хлеб вкусный, молоко тоже", ""),
    ]
    for name in ("one", "other"):
        save(learn(known), tmp_path / name)

    one, other = load_learned(tmp_path / "one"), load_learned(tmp_path / "other")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()
    assert one.weigh(pieces_of("не хочу")).odds > other.weigh(pieces_of("и молоко")).odds


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\xff\xfe", b"x suicide word\n"])
def test_a_damaged_file_of_weights_is_noticed(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "weights.txt"
    file.write_bytes(content)

    with pytest.raises(WeightsBroken):
        load_learned(file)


def test_without_weights_the_phrases_speak_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise WeightsBroken("weights.txt: gone")

    monkeypatch.setattr("moderation.detect.distress.signs.load_learned", broken)
    signs = DistressSigns()

    assert not signs.is_whole
    text = "больше не могу, отдам его обратно"
    assert max(f.score for f in signs.find(Text(text), Message(text), ChatRules())) >= 0.85
