"""The shipped model: made of the corpora in the tree, quick to load, and never in the way."""

from pathlib import Path

import pytest

from moderation.detect import Message
from moderation.detect.spam import ModelBroken, load_model
from moderation.detect.spam.corpora import digest, samples
from moderation.detect.spam.features import PLAIN, features, vector
from moderation.detect.spam.file import FILE, made_of, save
from moderation.detect.spam.training import train
from moderation.detect.standard import standard_detector
from moderation.detect.text import Text
from tests.support.corpora import messages
from tests.support.stopwatch import least_seconds
from tests.unit.moderation.spam import shipped


def test_the_file_was_made_of_the_corpora_in_the_tree() -> None:
    """Else run `python -m moderation.detect.spam.build`."""
    assert made_of() == digest(samples())


def test_the_file_is_small_and_quick() -> None:
    assert FILE.stat().st_size < 1_000_000
    assert least_seconds(load_model) < 1.0  # measured 0.08 s


def test_the_same_samples_make_the_same_file(tmp_path: Path) -> None:
    known = samples()
    few = [sample for n, sample in enumerate(known) if n % 25 == 0]

    for name in ("one", "two"):
        trained = train(few)
        save(trained.weights, trained.calibration, digest(few), tmp_path / name)

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize("damage", ["missing", "empty", "cut", "flipped", "other format"])
def test_a_broken_file_says_so(tmp_path: Path, damage: str) -> None:
    content = FILE.read_bytes()
    place = tmp_path / "model.bin"
    if damage == "empty":
        place.write_bytes(b"")
    elif damage == "cut":
        place.write_bytes(content[: len(content) // 2])
    elif damage == "flipped":
        place.write_bytes(content[:-9] + bytes([content[-9] ^ 1]) + content[-8:])
    elif damage == "other format":
        place.write_bytes(content.replace(b'"format": 1', b'"format": 9', 1))

    with pytest.raises(ModelBroken, match=r"model\.bin"):
        load_model(place)


def test_without_a_model_the_detector_works_by_rules_and_says_so() -> None:
    alone, whole = standard_detector(None), standard_detector()

    assert alone.by_rules_alone
    assert not whole.by_rules_alone
    assert alone.judge(Message("Спасибо!")).action == whole.judge(Message("Спасибо!")).action


def test_the_quick_sum_is_the_sum_of_the_vector() -> None:
    model = load_model()
    for text in messages("spam")[::40] + messages("innocent")[::80]:
        seen = features(Text(text))
        weights = model._shipped
        slow = sum(
            weights._steps[bucket] * value
            for bucket, value in zip(*vector(seen, PLAIN), strict=True)
        )

        assert weights.of(seen) == pytest.approx(slow / 4096 + weights._bias)


@pytest.mark.parametrize(
    "piece",
    [
        "а",
        "пиши ",
        "8 900 ",
        "t.me/",
        "a.",
        "@",
        "5000 руб в день ",
        "🔥",
        "р ",
        "«",
        "\u200b",
        "-",
    ],
)
def test_the_longest_text_is_judged_in_milliseconds(piece: str) -> None:
    detector = shipped()
    message = Message((piece * 4096)[:4096])

    assert least_seconds(lambda: detector.judge(message)) < 0.3  # measured below 15 ms
