"""`club moderation`: the detector alone, without a database or a messenger.

Imports nothing of the bot or the site, so that it answers at once. What an installation has
learned from its moderators is not asked here: the same words get the same verdict everywhere.
"""

import json
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import quantiles

import typer

from deploy.errors import CommandError
from moderation.detect import Action, Detector, Message, Question, Standing
from moderation.detect.spam import ModelBroken, SpamModel, load_model
from moderation.detect.standard import standard_detector
from moderation.wording import in_words


@dataclass(frozen=True)
class Score:
    """How spam was told from talk. `touched` are innocent messages met by any action at all."""

    tp: int
    fp: int
    tn: int
    fn: int
    precision: float
    recall: float
    f1: float
    touched: int
    ms_p50: float
    ms_p99: float


def check(text: str | None, standing: str) -> None:
    """Print the verdict on the text, or on each line of standard input."""
    if standing not in list(Standing):
        raise CommandError(f"--standing is one of: {', '.join(Standing)}.")
    detector = standard_detector()
    for line in [text] if text is not None else _lines_of(sys.stdin):
        typer.echo(json.dumps(verdict_of(detector, line, Standing(standing)), ensure_ascii=False))


def verdict_of(detector: Detector, text: str, standing: Standing) -> dict[str, object]:
    """One verdict as plain values."""
    began = time.perf_counter()
    verdict = detector.judge(Message(text, standing))
    spent = (time.perf_counter() - began) * 1000
    return {
        "action": verdict.action.value,
        "scores": {question.value: round(verdict.scores[question], 3) for question in Question},
        "raised": sorted(question.value for question in verdict.raised),
        "reasons": [in_words(reason, "ru") for reason in verdict.reasons],
        "spans": [
            [finding.begin, finding.end, finding.kind]
            for finding in verdict.findings
            if finding.question in verdict.raised and finding.begin < finding.end
        ],
        "ms": round(spent, 3),
    }


def evaluate(
    spam: Path, ham: Path, train_spam: Path | None, train_ham: Path | None, *, as_json: bool
) -> None:
    """Count what is told rightly; samples to train with are learned first, as decisions are."""
    try:
        model = load_model()
    except ModelBroken as error:
        raise CommandError(f"The model is damaged ({error}): reinstall the program.") from None
    lessons = [(line, True) for line in _lines_in(train_spam)]
    lessons += [(line, False) for line in _lines_in(train_ham)]
    if lessons:
        model.learn_all(lessons)
    score = measure(model, list(_lines_in(spam)), list(_lines_in(ham)))
    if as_json:
        typer.echo(json.dumps(asdict(score)))
        return
    for name, value in asdict(score).items():
        typer.echo(f"{name:>10}  {value}")


def measure(model: SpamModel, spam: Iterable[str], ham: Iterable[str]) -> Score:
    """Judge every message as a newcomer's: those are who spam comes from."""
    detector = standard_detector(model)
    spent: list[float] = []
    marked = {True: [0, 0], False: [0, 0]}  # by truth: passed, raised as spam
    touched = 0
    for is_spam, texts in ((True, spam), (False, ham)):
        for text in texts:
            began = time.perf_counter()
            verdict = detector.judge(Message(text))
            spent.append((time.perf_counter() - began) * 1000)
            marked[is_spam][Question.SPAM in verdict.raised] += 1
            touched += not is_spam and verdict.action is not Action.ALLOW
    (fn, tp), (tn, fp) = marked[True], marked[False]
    precision, recall = _share(tp, tp + fp), _share(tp, tp + fn)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    middle, late = _percentiles(spent)
    return Score(
        tp, fp, tn, fn, round(precision, 4), round(recall, 4), round(f1, 4), touched, middle, late
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _percentiles(spent: list[float]) -> tuple[float, float]:
    if len(spent) < 2:  # noqa: PLR2004  quantiles need two
        return (round(sum(spent), 3),) * 2
    cuts = quantiles(spent, n=100, method="inclusive")
    return round(cuts[49], 3), round(cuts[98], 3)


def _lines_in(file: Path | None) -> Iterator[str]:
    if file is None:
        return
    try:
        with file.open(encoding="utf-8") as lines:
            yield from _lines_of(lines)
    except UnicodeDecodeError:
        raise CommandError(f"{file}: not a text in UTF-8.") from None


def _lines_of(lines: Iterable[str]) -> Iterator[str]:
    return (line.rstrip("\r\n") for line in lines if line.strip())
