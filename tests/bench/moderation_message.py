"""One message through the detector: the time it takes, fresh and after many lessons.

Every message is judged once. Half of them are what an installation heard on its first day; the
other half is measured, so that words are known as far as they are in life. `first_p50` is the first
half: messages to a detector that has only just been started.
"""

import gc
import random
import subprocess
import sys
import time
from statistics import quantiles
from typing import Any

from moderation.detect import Detector, Message
from moderation.detect.spam import load_model
from moderation.detect.standard import standard_detector
from tests.support.corpora import messages

_GOAL_P50, _GOAL_P99, _GOAL_WORST, _GOAL_MIB = 0.5, 3.0, 20.0, 80.0
_GOAL_RATIO = 1.2
_LESSONS = 5_000
_FUZZED = 10_000
_LONGEST = 4096

# After 500 messages, and when all memories of words and of repetition are full: with words of the
# dictionary, twenty to a message.
_MEMORY = """
from itertools import islice
import psutil
bare = psutil.Process().memory_info().rss
from moderation.detect import Message
from moderation.detect.morphology import analyzer
from moderation.detect.standard import standard_detector
from tests.support.corpora import messages
detector = standard_detector()
for text in messages("innocent")[:500]:
    detector.judge(Message(text))
print((psutil.Process().memory_info().rss - bare) / 2**20)
known = analyzer().iter_known_word_parses
words = (word for letter in "абвгдежзиклмнопрстуфхцчшэюя"
         for word, *_ in islice(known(letter), 0, 60_000, 60))
while twenty := " ".join(islice(words, 20)):
    detector.judge(Message(twenty, author=1))
print((psutil.Process().memory_info().rss - bare) / 2**20)
"""


async def run() -> dict[str, Any]:
    spam = messages("spam")
    texts = messages("innocent") + spam
    random.Random(1).shuffle(texts)
    model = load_model()
    detector = standard_detector(model)
    detector.judge(Message("Доброе утро!"))  # dictionaries are read by the first message
    gc.freeze()  # as an installation does (deploy/judging.py)
    heard, never_heard = texts[::2], texts[1::2]
    first = _percentile(_spent(detector, heard), 50)
    spent = _spent(detector, never_heard)
    worst = max(_spent(detector, [*_long(texts), *_fuzzed(_FUZZED)]))
    lessons = enumerate(_some(texts, _LESSONS))
    model.learn_all([(f"{text} {n}", text in spam) for n, text in lessons])
    p50, p99 = _percentile(spent, 50), _percentile(spent, 99)
    memory, full = _memory()
    ratio = _percentile(_spent(standard_detector(model), texts), 50) / _fresh_p50(texts)
    return {
        "bench": "moderation_message",
        "value": round(p50, 3),
        "unit": "ms p50",
        "p99": round(p99, 3),
        "first_p50": round(first, 3),
        "worst": round(worst, 2),
        "memory_mib": round(memory, 1),
        "memory_full_mib": round(full, 1),
        "ratio": round(ratio, 2),
        "against": f"the same detector before it learned {_LESSONS} lessons",
        "goal": (
            f"p50 <= {_GOAL_P50}, p99 <= {_GOAL_P99}, worst of 4,096 characters and {_FUZZED}"
            f" fuzzed <= {_GOAL_WORST} ms, ratio <= {_GOAL_RATIO},"
            f" memory with all memories full <= {_GOAL_MIB} MiB"
        ),
        "ok": p50 <= _GOAL_P50
        and p99 <= _GOAL_P99
        and worst <= _GOAL_WORST
        and ratio <= _GOAL_RATIO
        and full <= _GOAL_MIB,
    }


def _fresh_p50(texts: list[str]) -> float:
    return _percentile(_spent(standard_detector(load_model()), texts), 50)


def _spent(detector: Detector, texts: list[str]) -> list[float]:
    """Milliseconds each message took."""
    spent = []
    for text in texts:
        began = time.perf_counter()
        detector.judge(Message(text))
        spent.append((time.perf_counter() - began) * 1000)
    return spent


def _percentile(spent: list[float], percent: int) -> float:
    return quantiles(spent, n=100, method="inclusive")[percent - 1]


def _some(texts: list[str], count: int) -> list[str]:
    return [texts[n % len(texts)] for n in range(count)]


def _long(texts: list[str]) -> list[str]:
    """What a messenger takes at most: talk in a row, and what makes careless patterns explode."""
    talk = " ".join(texts)
    pieces = [talk[n : n + _LONGEST] for n in range(0, 20 * _LONGEST, _LONGEST)]
    seeds = ["а", "аб ", "я ", "8 ", "1-", "- ", "и.", "ул. Ленина 5 ", "😀", "a\u200b", "@a", "р "]
    return pieces + [(seed * _LONGEST)[:_LONGEST] for seed in seeds]


def _fuzzed(count: int) -> list[str]:
    chance = random.Random(7)
    alphabets = [
        "абвгдеёжзийклмнопрст ",
        "abc xyz",
        "0123456789 -()",
        "\u200b\u0301\ufeff",
        "🙏❤😀 ",
    ]
    anything = [chr(n) for n in range(32, 0x2FFF) if not 0xD800 <= n <= 0xDFFF]
    return [
        "".join(
            chance.choice(chance.choice([*alphabets, anything]))
            for _ in range(chance.randrange(1, 400))
        )
        for _ in range(count)
    ]


def _memory() -> tuple[float, float]:
    """MiB that the detector adds to a bare process, soon and at most."""
    asked = [sys.executable, "-c", _MEMORY]
    told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    usual, full = map(float, told.split())
    return usual, full
