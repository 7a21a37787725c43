"""Where a group meets, as it is typed: a place, or the link of a video meeting."""

import re

_LINK = re.compile(r"https://\S+")


def read_where(text: str) -> tuple[str | None, str | None]:
    """(place, link): what is typed around a link is the place. Neither: nothing was typed."""
    found = _LINK.search(text)
    if found is None:
        return " ".join(text.split()) or None, None
    around = " ".join((text[: found.start()] + text[found.end() :]).split()).strip(" ,;")
    return around or None, found[0]
