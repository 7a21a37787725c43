"""Long alternatives of patterns, written as lists."""


def any_of(alternatives: str) -> str:
    """One group of all alternatives, which white space parts; a space inside one is `[ ]`."""
    return f"(?:{'|'.join(alternatives.split())})"
