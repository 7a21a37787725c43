"""How many made-up leaks are found, kind by kind.

`python -m tests.support.leaks.measuring [COUNT [SEED]]` prints them, and what was missed.
"""

import sys
from collections import Counter
from dataclasses import dataclass, field

from moderation.detect import Detector, Message, Question
from moderation.detect.personal_data import PersonalDataSigns
from tests.support.leaks.making import Leak, leaks

REMOVED, HINTED = 0.85, 0.4  # from these scores on, as in moderation/detect/policy.py


@dataclass
class Found:
    """`told` counts leaks by kind and weight, `found` those that were acted on as they should."""

    told: Counter[tuple[str, bool]] = field(default_factory=Counter)
    found: Counter[tuple[str, bool]] = field(default_factory=Counter)
    missed: list[Leak] = field(default_factory=list)

    def recall(self, *, hard: bool) -> float:
        of_weight = [which for which in self.told if which[1] is hard]
        return sum(self.found[one] for one in of_weight) / sum(self.told[one] for one in of_weight)


def measure(count: int, seed: int) -> Found:
    detector = Detector([PersonalDataSigns()])
    result = Found()
    for leak in leaks(seed, count):
        which = leak.kind, leak.hard
        score = detector.judge(Message(leak.text)).scores[Question.PERSONAL_DATA]
        result.told[which] += 1
        if score >= (REMOVED if leak.hard else HINTED):
            result.found[which] += 1
        else:
            result.missed.append(leak)
    return result


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    measured = measure(*(given + [4000, 2026][len(given) :]))
    for leak in measured.missed:
        print(f"{leak.kind}: {leak.text!r}")
    for (kind, hard), told in sorted(measured.told.items()):
        share = measured.found[kind, hard] / told
        print(f"{kind:18} {'hard' if hard else 'soft'} {share:.3f} of {told}")
    print(f"hard {measured.recall(hard=True):.4f}, soft {measured.recall(hard=False):.4f}")
