"""`python -m moderation.detect.distress.measure`: how much is heard of what was not learned from.

Five-fold: the words of a fifth are weighed by what the other four fifths taught. The phrases are
the same in all folds; their writer has seen the corpora, so unseen people will be heard less well.
"""

import json
import sys
from collections import Counter
from zlib import crc32

from moderation.detect.detector import Detector
from moderation.detect.distress.learn import Sample, learn, samples
from moderation.detect.distress.learned import LearnedWords
from moderation.detect.distress.signs import DistressSigns
from moderation.detect.message import Message
from moderation.detect.verdict import Question

_FOLDS = 5


def measure() -> dict[str, float]:
    """Shares of raised messages, by kind of signal and by folder of quiet ones."""
    known = samples()
    total: Counter[str] = Counter()
    raised: Counter[str] = Counter()
    for fold in range(_FOLDS):
        seen = [sample for sample in known if _fold(sample) != fold]
        detector = Detector([DistressSigns(LearnedWords(learn(seen)))])
        for sample in known:
            if _fold(sample) == fold:
                group = sample.kind or sample.source
                total[group] += 1
                verdict = detector.judge(Message(sample.text))
                raised[group] += Question.DISTRESS in verdict.raised
    return {group: round(raised[group] / count, 4) for group, count in total.items()}


def _fold(sample: Sample) -> int:
    return crc32(sample.text.encode()) % _FOLDS


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(), ensure_ascii=False) + "\n")
