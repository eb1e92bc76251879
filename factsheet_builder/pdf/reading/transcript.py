"""What a screen reader would say of a PDF: its tag tree in words, with the roles that such programs announce.

One line for each block, in logical order. Lists, quotations and tables say where they end, a row of a table names the
heading of each cell, a note is read where it is called, and a group is announced unless the heading in it says the same.
"""

import re
from collections.abc import Iterator
from typing import Final

from factsheet_builder.pdf.reading.tag_reader import Annotation, Content, Element, TagTree

_NAMES: Final = {"BlockQuote": "quotation", "Caption": "caption", "LI": "item", "Form": "field"}
_ENDS: Final = {"BlockQuote": "end of quotation", "L": "end of list"}
_BULLETS: Final = frozenset("•◦▪–-")
_INLINE: Final = frozenset(
    {"Span", "Em", "Strong", "Reference", "Link", "Lbl", "Note", "FENote", "Quote", "Code", "Annot"}
)
_HEADING: Final = re.compile(r"H([1-6])")


def transcript(tree: TagTree) -> str:
    """Return the transcript, one line for each block, ending in a line feed."""
    lines = [f"document: {tree.title}, language {tree.language}, {tree.page_count} pages"]
    for element in tree.elements:
        lines += _lines(element, tree.language)
    return "\n".join(lines) + "\n"


def _lines(element: Element, language: str, before: str = "") -> Iterator[str]:
    """Yield the lines of a block: what it announces (after ``before``), its text up to the next block, and so on."""
    spoken = ", ".join(filter(None, [before, _announcement(element)])) + _language(element, language)
    if element.kind == "Figure" and element.alt is not None:
        yield f"figure: {element.alt}"
        for caption in element.find("Caption"):
            yield from _lines(caption, language)
        return
    if element.kind == "Table":
        yield from _table(element, spoken, language)
        return
    words: list[str] = []
    for kid in element.kids:
        if isinstance(kid, Element) and kid.kind not in _INLINE:
            text = _speak(spoken, words)
            # An item and the paragraph that it consists of are one thing to a listener.
            is_one = kid.kind in {"P", "LBody"} and element.kind in {"LI", "LBody", "Caption"}
            if text and not is_one:
                yield text
            yield from _lines(kid, element.language or language, text if is_one else "")
            spoken, words = "", []
        else:
            words.append(_inline(kid))
    if text := _speak(spoken, words):
        yield text
    yield from filter(None, [_ENDS.get(element.kind)])


def _table(table: Element, spoken: str, language: str) -> Iterator[str]:
    yield spoken
    for caption in table.find("Caption"):
        yield from _lines(caption, table.language or language)
    columns: list[str] = []
    for number, row in enumerate(table.find("TR"), 1):
        cells = [kid for kid in row.elements if kid.kind in {"TH", "TD"}]
        if all(cell.kind == "TH" for cell in cells) and not columns:
            columns = [text for cell in cells for text in [_cell(cell)] * _span(cell)]
            yield f"row {number}, headings: {'; '.join(map(_cell, cells))}"
        else:
            yield f"row {number}: {'; '.join(_cells(cells, columns))}"
    yield "end of table"


def _cells(cells: list[Element], columns: list[str]) -> Iterator[str]:
    """Yield what each cell says, a plain one after the heading of its column."""
    column = 0
    for cell in cells:
        heading = columns[column] if column < len(columns) and cell.kind == "TD" else ""
        yield ": ".join(filter(None, [heading, _cell(cell) or "empty"]))
        column += _span(cell)


def _cell(cell: Element) -> str:
    return _speak("", [_inline(kid) for kid in cell.kids])


def _span(cell: Element) -> int:
    text = dict(cell.attributes).get("ColSpan", "1")
    return min(int(text), 100) if text.isdigit() else 1


def _speak(announcement: str, words: list[str]) -> str:
    text = " ".join("".join(words).replace("\u00ad", "").split())
    text = re.sub(r"\] (?=[,.;:!?)”])", "]", text)
    return ": ".join(part for part in (announcement, text) if part)


def _announcement(element: Element) -> str:
    kind = element.kind
    if match := _HEADING.fullmatch(kind):
        return f"heading level {match[1]}"
    if kind == "L":
        items = sum(kid.kind == "LI" for kid in element.elements)
        return f"list of {items} items" if items != 1 else "list of 1 item"
    if kind == "Table":
        return f"table of {len(element.find('TR'))} rows"
    if kind in {"Art", "Sect"} and element.title and not _is_said_by_heading(element):
        return f"group “{element.title}”"
    return _NAMES.get(kind, "")


def _is_said_by_heading(group: Element) -> bool:
    """Tell whether the first thing in a group is a heading with the words of its title."""
    first = next((inner for inner in group.walk() if inner.text.strip() and not inner.elements), group)
    return first is not group and bool(_HEADING.fullmatch(first.kind)) and _plain(first.text) == _plain(group.title)


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _language(element: Element, language: str) -> str:
    return f" (in {element.language})" if element.language and element.language != language else ""


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
            return _note(kid)
        case Element(kind="Lbl") if kid.text.strip() in _BULLETS:
            return ""
        case Element(kind="Lbl"):
            return f"{''.join(map(_inline, kid.kids)).strip()} "
        case Element(alt=str(alternative)) if kid.kind == "Figure":
            return f" [figure: {alternative}] "
        case Element():
            text = kid.actual_text if kid.actual_text is not None else "".join(map(_inline, kid.kids))
            return text if kid.kind in _INLINE else f" {text} "


def _note(note: Element) -> str:
    number = "".join(label.text for label in note.elements if label.kind == "Lbl").strip()
    text = "".join(_inline(kid) for kid in note.kids if not (isinstance(kid, Element) and kid.kind == "Lbl"))
    return f" [note {number}: {text.strip()} end of note] "


def _link(link: Element) -> str:
    words = "".join(map(_inline, link.kids)).strip()
    described = next((annotation.description for annotation in link.annotations if annotation.description), "")
    return f" [link: {described or words}] " if described != words else f"[link: {words}]"
