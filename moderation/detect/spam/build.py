"""`python -m moderation.detect.spam.build`: make `model.bin` anew from the corpora.

With `--measure` nothing is written: a model made of two thirds of the ordinary talk is asked about
the third that it has not seen.
"""

import json
import sys

from moderation.detect.spam.corpora import Sample, digest, samples
from moderation.detect.spam.features import Emphasis, features, vector
from moderation.detect.spam.file import save
from moderation.detect.spam.training import Trained, dot, train
from moderation.detect.text import Text

_HOLD = 0.5


def build() -> None:
    known = samples()
    trained = train(known)
    save(trained.weights, trained.calibration, digest(known))


def measure() -> dict[str, float]:
    """Shares at the threshold from which a newcomer's message is held."""
    known = samples()
    seen = [sample for sample in known if not sample.is_held_out]
    trained = train(seen)
    held_out = [sample for sample in known if sample.is_held_out]
    marked = sum(_is_marked(trained, _total(trained, sample)) for sample in held_out)
    found = [
        _is_marked(trained, total)
        for sample, total in zip(seen, trained.unseen, strict=True)
        if sample.is_spam
    ]
    return {
        "spam": len(found),
        "innocent_held_out": len(held_out),
        "found_by_cross_validation": round(sum(found) / len(found), 4),
        "innocent_marked": marked,
    }


def _total(trained: Trained, sample: Sample) -> float:
    return dot(trained.weights, vector(features(Text(sample.text)), Emphasis(bias=1.0)))


def _is_marked(trained: Trained, total: float) -> bool:
    return trained.calibration.probability(total) >= _HOLD


if __name__ == "__main__":
    if "--measure" in sys.argv:
        sys.stdout.write(json.dumps(measure()) + "\n")
    else:
        build()
