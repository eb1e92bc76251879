"""What a screen reader would say of a PDF: its tag tree in words, with the roles that such programs announce."""

from collections.abc import Iterator
from typing import Final

from factsheet_builder.typesetting.reading import Annotation, Content, Element, TagTree

_NAMES: Final = {
    "BlockQuote": "quotation",
    "Table": "table",
    "TH": "heading of a column or row",
    "TD": "cell",
    "Caption": "caption",
    "L": "list",
    "LI": "item",
    "Form": "field",
}
_BULLETS: Final = frozenset("•◦▪–-")
_INLINE: Final = frozenset(
    {"Span", "Em", "Strong", "Reference", "Link", "Lbl", "Note", "FENote", "Quote", "Code", "Annot"}
)


def transcript(tree: TagTree) -> str:
    """Return the transcript, one line for each block, ending in a line feed."""
    lines = [f"document: {tree.title}, language {tree.language}, {tree.page_count} pages"]
    for element in tree.elements:
        lines += _lines(element, tree.language)
    return "\n".join(lines) + "\n"


def _lines(element: Element, language: str, before: str = "") -> Iterator[str]:
    """Yield the lines of a block: what it announces (after ``before``), then its text up to the next block, and so on."""
    spoken = ", ".join(filter(None, [before, _announcement(element)]))
    if element.language and element.language != language:
        spoken += f" (in {element.language})"
    if element.kind == "Figure" and element.alt is not None:
        yield f"figure: {element.alt}"
        for caption in element.find("Caption"):
            yield from _lines(caption, language)
        return
    words: list[str] = []
    for kid in element.kids:
        if isinstance(kid, Element) and kid.kind not in _INLINE:
            text = _speak(spoken, words)
            # An item or a cell and the paragraph that it consists of are one thing to a listener.
            is_one = kid.kind in {"P", "LBody"} and element.kind in {"LI", "LBody", "TD", "TH", "Caption"}
            if text and not is_one:
                yield text
            yield from _lines(kid, element.language or language, text if is_one else "")
            spoken, words = "", []
        else:
            words.append(_inline(kid))
    if text := _speak(spoken, words):
        yield text


def _speak(announcement: str, words: list[str]) -> str:
    text = " ".join("".join(words).replace("\u00ad", "").split())
    return ": ".join(part for part in (announcement, text) if part)


def _announcement(element: Element) -> str:
    kind = element.kind
    if kind[:1] == "H" and kind[1:].isdigit():
        return f"heading level {kind[1:]}"
    if kind == "L":
        items = sum(kid.kind == "LI" for kid in element.elements)
        return f"list of {items} items"
    if kind == "Table":
        return f"table of {len(element.find('TR'))} rows"
    if kind in {"Art", "Sect"} and element.title:
        return f"group “{element.title}”"
    return _NAMES.get(kind, "")


def _inline(kid: Element | Content | Annotation) -> str:
    match kid:
        case Content(text=text):
            return text
        case Annotation(kind="Link"):
            return ""
        case Annotation():
            value = f", now “{kid.value}”" if kid.value else ""
            return f" [{kid.description}{value}]"
        case Element(kind="Link"):
            return _link(kid)
        case Element(kind="Note" | "FENote"):
            return f" [{''.join(map(_inline, kid.kids)).strip()}: end of note] "
        case Element(kind="Lbl") if kid.text.strip() in _BULLETS:
            return ""
        case Element(kind="Lbl"):
            return f"{''.join(map(_inline, kid.kids)).strip()} "
        case Element():
            return kid.actual_text if kid.actual_text is not None else "".join(map(_inline, kid.kids))


def _link(link: Element) -> str:
    words = "".join(map(_inline, link.kids)).strip()
    described = next((annotation.description for annotation in link.annotations if annotation.description), "")
    return f" [link: {described or words}] " if described != words else f"[link: {words}]"
