"""The Russian dictionary, loaded once for all questions (15 MB, 0.2 s) when it is first asked."""

from functools import cache

import pymorphy3


@cache
def analyzer() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer()
