"""Word documents as Markdown: headings, lists, bold, links. What else they hold is left out."""

import io
import zipfile
from html.parser import HTMLParser

from community.library.carrying.problems import FileProblem

FILE_LIMIT = 10 * 1024 * 1024
_UNPACKED_LIMIT = 60 * 1024 * 1024  # of the parts that are read; pictures are not
_MOST_PARTS = 2_000
_READ = (".xml", ".rels")
_HEADINGS = {f"h{level}": "#" * min(level + 1, 3) for level in range(1, 7)}
_MARKS = {"strong": "**", "em": "*"}


def markdown_of(content: bytes) -> tuple[str | None, str]:
    """The title, where the document begins with a heading, and the text. Raises FileProblem."""
    _refuse_bombs(content)
    import mammoth  # noqa: PLC0415  11 MiB that few processes ever need

    try:
        html = mammoth.convert_to_html(
            io.BytesIO(content), convert_image=lambda _image: [], include_default_style_map=True
        ).value
    except Exception as error:
        kind = type(error).__name__
        raise FileProblem("no readable Word document (%(kind)s)", kind=kind) from error
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.title, reader.text()


def _refuse_bombs(content: bytes) -> None:
    """Raises FileProblem before anything large is unpacked, or anything is made of entities."""
    if len(content) > FILE_LIMIT:
        raise FileProblem("larger than %(limit)s MB", limit=FILE_LIMIT // 1024 // 1024)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [part for part in archive.infolist() if part.filename.endswith(_READ)]
            unpacked = sum(part.file_size for part in parts)
            if unpacked > _UNPACKED_LIMIT or len(archive.infolist()) > _MOST_PARTS:
                raise FileProblem("unpacks to far more than a text")
            if any(b"<!DOCTYPE" in archive.read(part)[:4096] for part in parts):
                raise FileProblem("no readable Word document (%(kind)s)", kind="DOCTYPE")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise FileProblem("no Word document (.docx)") from error


class _Reader(HTMLParser):
    """Of the few tags that mammoth writes."""

    def __init__(self) -> None:
        super().__init__()
        self.title: str | None = None
        self._blocks: list[str] = []
        self._line = ""
        self._lists: list[str] = []
        self._links: list[str] = []

    def text(self) -> str:
        self._end_block()
        return "\n\n".join(self._blocks).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _MARKS:
            self._line += _MARKS[tag]
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")
            self._line += "["
        elif tag in ("ul", "ol"):
            self._end_block()
            self._lists.append("-" if tag == "ul" else "1.")
        elif tag == "li":
            self._end_block()
        elif tag == "br":
            self._line += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag in _MARKS:
            self._line += _MARKS[tag]
        elif tag == "a":
            self._line += f"]({self._links.pop()})"
        elif tag in _HEADINGS:
            self._end_heading(_HEADINGS[tag])
        elif tag in ("ul", "ol"):
            self._end_block()
            self._lists.pop()
        elif tag in ("p", "li", "tr"):
            self._end_block()
        elif tag == "td":
            self._line += " "

    def handle_data(self, data: str) -> None:
        self._line += data.replace("<", "\\<").replace("[", "\\[").replace("*", "\\*")

    def _end_heading(self, mark: str) -> None:
        words = " ".join(self._line.replace("*", "").split())
        self._line = ""
        if self.title is None and not self._blocks:
            self.title = words
        elif words:
            self._blocks.append(f"{mark} {words}")

    def _end_block(self) -> None:
        words, self._line = self._line.strip(), ""
        if not words:
            return
        if not self._lists:
            self._blocks.append(words)
            return
        item = f"{'   ' * (len(self._lists) - 1)}{self._lists[-1]} {words}"
        if self._blocks and self._blocks[-1].lstrip().startswith(("- ", "1. ")):
            self._blocks[-1] += f"\n{item}"
        else:
            self._blocks.append(item)
