"""Cells that a spreadsheet reads as words."""

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def no_formula(text: str) -> str:
    """A spreadsheet runs what begins like a formula; an apostrophe makes it read the words."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text
