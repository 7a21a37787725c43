"""Made-up messages that give a child or a family away, with what each of them gives away.

Written as people write: cases, typos, no capitals, no commas. All people and numbers are invented.
"""

from tests.support.leaks.making import Leak, leaks

__all__ = ["Leak", "leaks"]
