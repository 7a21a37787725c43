"""A text as screens of a messenger: safe, with links that show where they lead, none too long."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from community.core.markdown import Block, blocks_of, length_of, plain
from community.library.articles.rules import is_plain_link

SCREEN_LIMIT = 4_000  # of a message's 4,096, so that a line about the page has room
_GAP = "\n\n"
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_ATOM = re.compile(r"<[^>]*>|&[a-z#0-9]+;|.", re.DOTALL)
_BOLD = re.compile(r"</?b>")
_ENDS_OF_SENTENCES = ".!?…"
_LINE, _SENTENCE, _WORD = 3, 2, 1


def screens(body: str, limit: int = SCREEN_LIMIT) -> list[Markup]:
    """Pages of HTML, each whole by itself: cut at headings, else paragraphs, else sentences."""
    pages: list[list[str]] = [[]]
    for section in _sections(body):
        pieces = section if _fits([], section, limit) else list(_pieces(section, limit))
        if _fits(pages[-1], pieces, limit):
            pages[-1].extend(pieces)
        else:
            _go_on(pages, pieces, limit)
    return [
        Markup(_GAP.join(page))  # noqa: S704  built from escaped pieces
        for page in pages
        if page
    ]


def shown(body: str) -> Markup:
    """All of it as one, for a printed page or a file."""
    html = _GAP.join(_GAP.join(section) for section in _sections(body))
    return Markup(html)  # noqa: S704  built from escaped pieces


def paragraphs(body: str) -> list[str]:
    """Each line as people read it, without marks."""
    text = _GAP.join(plain(html) for section in _sections(body) for html in section)
    return [line.strip() for line in text.split("\n") if line.strip()]


def headings(body: str) -> list[str]:
    return [plain(block.html) for block in blocks_of(body) if block.is_heading]


def _sections(body: str) -> list[list[str]]:
    """Blocks by the heading above them."""
    sections: list[list[str]] = []
    for block in blocks_of(body):
        if block.is_heading or not sections:
            sections.append([])
        sections[-1].append(_safe(block))
    return sections


def _safe(block: Block) -> str:
    html = _LINK.sub(_plainly, block.html)
    return f"<b>{_BOLD.sub('', html)}</b>" if block.is_heading else html


def _plainly(link: re.Match[str]) -> str:
    """What leads elsewhere says where; what is no https leads nowhere."""
    address, words = Markup(link[1]).unescape(), link[2]  # noqa: S704  only taken apart
    read = plain(words).strip()
    if not is_plain_link(address):
        return words if address in read else f"{words} ({escape(address)})"
    host = host_of(address)
    named = host in read
    return link[0] if named else f"{link[0]} ({escape(host)})"


def host_of(address: str) -> str:
    """Of .рф in its own letters. Elsewhere letters that look like others stay visible."""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    if not host.endswith(".xn--p1ai"):
        return host
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def _fits(page: Sequence[str], pieces: Sequence[str], limit: int) -> bool:
    return length_of(plain(_GAP.join([*page, *pieces]))) <= limit


def _go_on(pages: list[list[str]], pieces: Sequence[str], limit: int) -> None:
    """From a new page, and to further ones as they fill."""
    pages.append([])
    for piece in pieces:
        if not _fits(pages[-1], [piece], limit):
            pages.append([])
        pages[-1].append(piece)


def _pieces(section: Sequence[str], limit: int) -> Iterator[str]:
    """Of a section too long for a page. Its heading stays with what comes first."""
    for block in [_GAP.join(section[:2]), *section[2:]]:
        yield from [block] if _fits([], [block], limit) else _cut(block, limit)


def _cut(html: str, limit: int) -> Iterator[str]:
    """Pieces within the limit, each with its own tags closed."""
    while not _fits([], [html], limit):
        atoms = _ATOM.findall(html)
        end = _best_end(atoms, limit)
        left = _still_open(atoms[:end])
        ends = (f"</{_name(tag)}>" for tag in reversed(left))
        yield "".join(["".join(atoms[:end]).rstrip(), *ends])
        html = "".join([*left, "".join(atoms[end:]).lstrip()])
    yield html


def _best_end(atoms: Sequence[str], limit: int) -> int:
    """After the last line, else sentence, else word that fits; a page is at least a third full."""
    best: dict[int, int] = {}
    length, previous = 0, ""
    for position, atom in enumerate(atoms):
        if atom.startswith("<"):
            continue
        length += 1 if len(atom) > 1 else length_of(atom)
        if length > limit:
            break
        if atom.isspace() and length > limit // 3:
            best[_rank(atom, previous)] = position + 1
        previous = atom
        last = position + 1
    return best.get(_LINE) or best.get(_SENTENCE) or best.get(_WORD) or last


def _rank(space: str, before: str) -> int:
    if space == "\n":
        return _LINE
    return _SENTENCE if before in _ENDS_OF_SENTENCES else _WORD


def _still_open(atoms: Sequence[str]) -> list[str]:
    tags: list[str] = []
    for atom in atoms:
        if atom.startswith("</"):
            tags.pop()
        elif atom.startswith("<"):
            tags.append(atom)
    return tags


def _name(tag: str) -> str:
    return tag.strip("<>").split(" ")[0]
