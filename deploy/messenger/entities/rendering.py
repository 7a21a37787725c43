"""Text and entities back to HTML: what the page shows and tests compare."""

from html import escape

from deploy.messenger.entities.from_html import whole_address
from deploy.messenger.entities.units import Entity, ordered, units

SIMPLE_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "blockquote": "blockquote",
}


def tags_of(entity: Entity, inner: str) -> tuple[str, str] | None:
    """Opening and closing tag; None where the words alone say enough."""
    kind = entity["type"]
    if tag := SIMPLE_TAGS.get(kind):
        return f"<{tag}>", f"</{tag}>"
    if kind == "expandable_blockquote":
        return "<blockquote expandable>", "</blockquote>"
    if kind == "pre":
        language = escape(entity.get("language", ""))
        inner_tag = f'<code class="language-{language}">' if language else ""
        return f"<pre>{inner_tag}", "</code></pre>" if language else "</pre>"
    address = {
        "text_link": entity.get("url", ""),
        "url": whole_address(inner),
        "email": f"mailto:{inner}",
        "text_mention": f"tg://user?id={entity.get('user', {}).get('id', '')}",
    }.get(kind)
    return (f'<a href="{escape(address)}">', "</a>") if address else None


def render_html(text: str, entities: list[Entity]) -> str:
    """Overlapping entities are closed and opened again, so the HTML is always well nested."""
    encoded = text.encode("utf-16-le")

    def part(start: int, end: int) -> str:
        return encoded[start * 2 : end * 2].decode("utf-16-le", "replace")

    spans = []
    for entity in ordered(entities):
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if tags := tags_of(entity, part(start, end)):
            spans.append((start, end, tags))
    bounds = sorted({0, units(text), *(at for start, end, _ in spans for at in (start, end))})
    html: list[str] = []
    opened: list[tuple[int, int, tuple[str, str]]] = []
    for at, following in zip(bounds, [*bounds[1:], bounds[-1]], strict=True):
        again = []
        while any(end == at for _, end, _ in opened):
            top = opened.pop()
            html.append(top[2][1])
            if top[1] > at:
                again.append(top)
        for span in [*reversed(again), *(span for span in spans if span[0] == at)]:
            opened.append(span)
            html.append(span[2][0])
        html.append(escape(part(at, following), quote=False))
    return "".join(html)
