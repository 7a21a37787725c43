"""Russian in Latin letters, and English: «moya dochka Kseniya Panova 14.02.2013», «my foster son».

Modest on purpose: few write so, and English knows many words that are Russian names.
"""

import re
from collections.abc import Iterator
from functools import cache

from moderation.detect.personal_data.given_names import given_names
from moderation.detect.personal_data.patterns import any_of
from moderation.detect.personal_data.reading import Reading
from moderation.detect.personal_data.sign import HARD, SOFT, Sign
from moderation.detect.reasons import Reason

_LETTERS = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюя",
        (
            *("a", "b", "v", "g", "d", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p"),
            *("r", "s", "t", "u", "f", "h", "ts", "ch", "sh", "sh", "", "i", "", "e", "iu", "ia"),
        ),
        strict=True,
    )
)
_SPELLINGS = (  # other ways to write the same sound, to the one above
    *(("shch", "sh"), ("sch", "sh"), ("kh", "h"), ("tz", "ts"), ("x", "ks"), ("w", "v")),
    *(("'", ""), ("ye", "e"), ("yo", "e"), ("j", "i"), ("y", "i"), ("ii", "i"), ("ii", "i")),
)
_SHORTEST = 4  # letters of a name
_WORD = re.compile(r"[a-z']{3,20}")
_CHILD = re.compile(
    r"(?<![a-z])"
    + any_of(
        r"""dochk\w* doch syn(?:a|u|om)? syno?k\w* nash\w? moya moi reben\w* vnu(?:k|ch)\w*
        podopech\w* daughters? sons? child girls? boys? kids? foster\w* adopt\w*
        birth[ ](?:mother|father|parents) pod[ ]opek\w* opek\w* priem\w* usynov\w*
        detdom\w* orphan\w*"""
    )
    + r"(?![a-z])"
)
_GRAVE = re.compile(
    r"(?<![a-z])"
    + any_of(
        r"""hiv vich autis\w* zpr diagnos\w* dcp epilep\w* fas adopt\w* foster prison jail orphan\w*
        pod[ ]opek\w* opekun\w* priem\w* usynov\w* detdom\w* mat[ ]sidit invalid\w* sch?ool shkol\w*
        klass\w* grade born dob g\.?[ ]?r\.? rod\w{2,5}"""
    )
    + r"(?![a-z])|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
)
_SURNAME = re.compile(r" ([a-z]{3,20})(?![a-z])")
_NO_SURNAME = re.compile(
    any_of(
        """born has have had was and who she the his her with from goes steals cries likes loves
        does did will pod hodit boitsya ne iz shkol\\w* spit plach\\w* vich hiv zpr doma uchit\\w*
        cannot says said wants came went gets for but not vor\\w*"""
    )
)
_CHECKED = 60  # words of one message


def latin_children(reading: Reading) -> Iterator[Sign]:
    """A name beside a child's word; with a surname and something grave it must go."""
    if not _CHILD.search(reading.clean):
        return
    grave = _GRAVE.search(reading.clean) is not None
    for word in list(_WORD.finditer(reading.clean))[:_CHECKED]:
        if not _is_name(word.group()) or _CHILD.fullmatch(word.group()):
            continue
        index = reading.index_at(word.start())
        if reading.tells_capitals and not reading.capital(index):
            continue
        surname = _SURNAME.match(reading.clean, word.end())
        full = surname is not None and _NO_SURNAME.fullmatch(surname[1]) is None
        if full and reading.tells_capitals and not reading.capital(index + 1):
            full = False
        if full and surname is not None:
            reason = Reason.CHILD_NAME if not grave else Reason.ADOPTION_NAME
            yield Sign(reason, HARD if grave else SOFT, word.start(), surname.end())
        else:
            yield Sign(Reason.CHILD_NAME, SOFT, *word.span())
        return


def _is_name(word: str) -> bool:
    return len(word) >= _SHORTEST and _folded(word) in _names()


def _folded(word: str) -> str:
    for written, meant in _SPELLINGS:
        word = word.replace(written, meant)
    return word


@cache
def _names() -> frozenset[str]:
    return frozenset(
        _folded("".join(_LETTERS[letter] for letter in name))
        for name, given in given_names().items()
        if not given.doubtful and len(name) >= _SHORTEST and name.isalpha()
    )
