"""Long alternatives of patterns, written as lists."""

import re

_BETWEEN = re.compile(r"(?<!\[)\s+(?!\])|\s*\n\s*")


def any_of(alternatives: str) -> str:
    """One group of all alternatives, which white space parts; a space inside one is `[ ]`."""
    return f"(?:{'|'.join(_BETWEEN.split(alternatives.strip()))})"
