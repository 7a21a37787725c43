"""How rightly the detector tells, on sets held out from its making (tests/bench/held_out).

They were written before the detector and by another hand, and nothing was tuned to them; which
two came later, docs/moderation.md says. With
CLUB_BENCH_SPAM and CLUB_BENCH_HAM naming two files (one message a line), spam is also measured on
those: with the shipped model alone, and by five-fold cross-validation where four parts are learned
first, as moderators' decisions would be.
"""

import os
import random
from collections.abc import Sequence
from math import sqrt
from pathlib import Path
from typing import Any

from deploy.commands.moderation import measure
from moderation.detect import Action, Detector, Message, Question
from moderation.detect.spam import load_model
from moderation.detect.standard import standard_detector
from tests.support.corpora import HELD_OUT, messages
from tests.support.leaks import leaks

_FOLDS = 5
_SEED, _LEAKS = 2026, 3_000  # of which two thirds and more are hard
_HARD = 0.85  # from here personal data are removed (policy.py)
_PRECISION, _RECALL, _F1, _LEAK_RECALL, _TOUCHED = 0.98, 0.75, 0.95, 0.97, 0.002


async def run() -> dict[str, Any]:
    detector = standard_detector()
    figures: dict[str, Any] = {
        "spam": _spam(detector),
        "spam_by_halves": _told(detector, Question.SPAM, "spam_by_halves", "innocent_neighbours"),
        "abuse": _told(detector, Question.ABUSE, "abuse", "abuse_traps"),
        "personal_data": _personal_data(detector),
        "distress": _told(detector, Question.DISTRESS, "distress_signals", "distress_lookalikes"),
        "touched": _touched(detector),
    }
    spam, ham = os.environ.get("CLUB_BENCH_SPAM"), os.environ.get("CLUB_BENCH_HAM")
    if spam and ham:
        figures["given_files"] = _given(_lines(spam), _lines(ham))
    return {
        "bench": "moderation_quality",
        "value": figures["spam"]["f1"],
        "unit": "F1 of spam, held out",
        **figures,
        "goal": (
            f"given files: precision >= {_PRECISION}, recall >= {_RECALL}, learned F1 >= {_F1};"
            f" hard leaks found >= {_LEAK_RECALL}; innocent touched <= {_TOUCHED}"
        ),
        "ok": _good(figures),
    }


def _good(figures: dict[str, Any]) -> bool:
    given = figures.get("given_files")
    return (
        figures["personal_data"]["generated_found"] >= _LEAK_RECALL
        and figures["touched"]["share"] <= _TOUCHED
        and (
            given is None
            or (
                given["shipped"]["precision"] >= _PRECISION
                and given["shipped"]["recall"] >= _RECALL
                and given["learned"]["precision"] >= _PRECISION
                and given["learned"]["f1"] >= _F1
            )
        )
    )


def _held_out(name: str) -> list[str]:
    return messages(name, HELD_OUT)


def _spam(detector: Detector) -> dict[str, Any]:
    return _told(detector, Question.SPAM, "spam", "innocent")


def _told(detector: Detector, question: Question, signs: str, traps: str) -> dict[str, Any]:
    """Precision, recall and F1 of one question, with 95% Wilson intervals."""
    found = _raised(detector, question, _held_out(signs))
    wrong = _raised(detector, question, _held_out(traps))
    of = len(_held_out(signs))
    precision = found / (found + wrong) if found + wrong else 0.0
    recall = found / of
    return {
        "precision": round(precision, 3),
        "precision_ci": _wilson(found, found + wrong),
        "recall": round(recall, 3),
        "recall_ci": _wilson(found, of),
        "f1": round(2 * precision * recall / (precision + recall), 3) if found else 0.0,
        "false_marks": f"{wrong} of {len(_held_out(traps))}",
    }


def _raised(detector: Detector, question: Question, texts: Sequence[str]) -> int:
    return sum(question in detector.judge(Message(text)).raised for text in texts)


def _wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95% interval of a share."""
    if not of:
        return 0.0, 1.0
    z, share = 1.96, hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return round(middle - half, 3), round(middle + half, 3)


def _personal_data(detector: Detector) -> dict[str, Any]:
    rows = [row.partition("\t") for row in _held_out("personal_data")]
    hard = [text for tag, _, text in rows if tag == "hard"]
    soft = [text for tag, _, text in rows if tag == "soft"]
    traps = _held_out("personal_data_traps")
    generated = [leak.text for leak in leaks(_SEED, _LEAKS) if leak.hard]
    return {
        "generated_found": round(_share_hard(detector, generated), 4),
        "hard_removed": round(_share_hard(detector, hard), 3),
        "hard_noticed": round(_raised(detector, Question.PERSONAL_DATA, hard) / len(hard), 3),
        "soft_noticed": round(_raised(detector, Question.PERSONAL_DATA, soft) / len(soft), 3),
        "traps_marked": f"{_raised(detector, Question.PERSONAL_DATA, traps)} of {len(traps)}",
    }


def _share_hard(detector: Detector, texts: Sequence[str]) -> float:
    scores = [detector.judge(Message(text)).scores[Question.PERSONAL_DATA] for text in texts]
    return sum(score >= _HARD for score in scores) / len(scores)


def _touched(detector: Detector) -> dict[str, Any]:
    """Innocent messages that anything at all would have happened to."""
    texts = _held_out("innocent")
    count = sum(detector.judge(Message(text)).action is not Action.ALLOW for text in texts)
    return {"messages": len(texts), "count": count, "share": round(count / len(texts), 4)}


def _lines(file: str) -> list[str]:
    return [line for line in Path(file).read_text(encoding="utf-8").splitlines() if line.strip()]


def _given(spam: list[str], ham: list[str]) -> dict[str, Any]:
    return {"shipped": _figures([(load_model(), spam, ham)]), "learned": _folds(spam, ham)}


def _folds(spam: list[str], ham: list[str]) -> dict[str, float]:
    chance = random.Random(0)
    chance.shuffle(spam)
    chance.shuffle(ham)
    rounds = []
    for fold in range(_FOLDS):
        model = load_model()
        lessons = [(text, True) for n, text in enumerate(spam) if n % _FOLDS != fold]
        lessons += [(text, False) for n, text in enumerate(ham) if n % _FOLDS != fold]
        model.learn_all(lessons)
        rounds.append((model, spam[fold::_FOLDS], ham[fold::_FOLDS]))
    return _figures(rounds)


def _figures(rounds: list[tuple[Any, list[str], list[str]]]) -> dict[str, float]:
    """Counts of all rounds taken together."""
    scores = [measure(model, spam, ham) for model, spam, ham in rounds]
    tp, fp, fn = (sum(getattr(s, name) for s in scores) for name in ("tp", "fp", "fn"))
    precision = tp / (tp + fp) if tp else 0.0
    recall = tp / (tp + fn)
    f1 = 2 * precision * recall / (precision + recall) if tp else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4)}
