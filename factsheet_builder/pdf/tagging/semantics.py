"""From what an element of the HTML is to what it means in PDF: structure types, attributes, lists, tables, figures.

Types follow ISO 32000-1, 14.8.4 and ISO 32000-2, 14.8.4 to 14.8.6, their places ISO/TS 32005. The markup says what the
tag cannot: ``data-tag`` a type, ``data-title`` a title (``/T``), ``lang`` a language, ``aria-label`` the
description of a figure. Elements without a meaning of their own (``div``, ``span``, ``body``) are not written.
"""

from dataclasses import dataclass
from typing import Any

from factsheet_builder.pdf.tagging.logical_tree import SVG, Hook, Mark, Node

PDF_2 = frozenset({"Document", "DocumentFragment", "Aside", "Title", "FENote", "Sub", "Em", "Strong", "Artifact"})
GROUPING = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Aside", "TOC", "Index"})
INLINE_KINDS = frozenset(
    {"Span", "Quote", "Note", "FENote", "Reference", "Link", "Code", "Em", "Strong", "Sub", "Form"}
)
_HOLDS_BLOCKS = GROUPING | {"LBody", "TD", "TH", "Note", "FENote", "Caption", "TOCI"}
_KEPT_EMPTY = frozenset({"TD", "TH", "LBody"})
_KINDS = {tag: tag.upper() for tag in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "th", "td")} | {
    "main": "Part",
    "article": "Art",
    "section": "Sect",
    "nav": "Sect",
    "aside": "Aside",
    "blockquote": "BlockQuote",
    "fieldset": "Div",
    **dict.fromkeys(("ul", "ol", "dl"), "L"),
    "li": "LI",
    "li::marker": "Lbl",
    "dt": "Lbl",
    "dd": "LBody",
    "table": "Table",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    **dict.fromkeys(("caption", "figcaption"), "Caption"),
    **dict.fromkeys(("img", SVG), "Figure"),
    **dict.fromkeys(("input", "select", "textarea"), "Form"),
    "a": "Link",
    "q": "Quote",
    "code": "Code",
    "em": "Em",
    "strong": "Strong",
}
_OLDER = {"Aside": "Div", "Em": "", "Strong": "", "Sub": "Span", "FENote": "Note", "Title": "P"}
_NUMBERING = {
    "none": "None",
    "disc": "Disc",
    "circle": "Circle",
    "square": "Square",
    "decimal": "Decimal",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
    "lower-alpha": "LowerAlpha",
    "lower-latin": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "upper-latin": "UpperAlpha",
}
_TYPES = {"1": "decimal", "a": "lower-alpha", "i": "lower-roman"}
"""Of HTML's ordered lists."""
_POSITIONS = {"sup": "/Sup", "sub": "/Sub"}
_WRITING_MODES = {"ltr": "/LrTb", "rtl": "/RlTb"}
_MARKS = {"•": "disc", "◦": "circle", "▪": "square"}
_SCOPES = {"row": "Row", "rowgroup": "Row", "col": "Column", "colgroup": "Column"}


@dataclass(frozen=True, slots=True)
class Semantics:
    """Gives meaning to a raw tree; ``is_pdf_2`` chooses between the types of PDF 1.7 and 2.0.

    ``language`` is that of the document: an element says its own only where it differs from what surrounds it.
    """

    is_pdf_2: bool
    language: str = ""

    def name(self, root: Node) -> None:
        """Give every node its type, language, title and id, then build lists, tables and figures; notes stay put."""
        for node in list(root.walk()):
            if node.source is not None:
                self._describe(node)
        for node in list(root.walk()):
            self._shape(node)

    def settle(self, root: Node) -> None:
        """Take out nodes without meaning and empty ones, wrap stray text into paragraphs, keep the languages needed."""
        _drop_known_languages(root, self.language)
        _state_directions(root, "ltr")
        _settle(root, holder="Document")

    def _describe(self, node: Node) -> None:
        is_whole = node.part == node.source.tag
        explicit = node.get("data-tag") if is_whole else ""
        kind = explicit or _KINDS.get(node.part, "")
        if node.part == "a" and not node.get("href"):
            kind = ""
        if (is_whole and "note-number" in node.get("class").split()) or node.part.endswith("::footnote-marker"):
            kind = "Lbl"
        if node.part == "abbr" and node.get("title"):
            kind, node.expansion = "Span", node.get("title")
        if is_whole and node.get("role") == "doc-footnote":
            kind = "FENote"
        if is_whole and node.get("role") == "img" and not explicit:
            kind = "Figure"
        if node.part in _POSITIONS:
            kind = "Span"
            if self.is_pdf_2:
                node.attributes["Layout"] = {"TextPosition": _POSITIONS[node.part]}
        node.kind = kind if self.is_pdf_2 else _OLDER.get(kind, kind)
        if is_whole:
            node.language, node.identifier = node.get("lang"), node.get("id")
            node.title = node.get("data-title") or (node.get("aria-label") if kind in GROUPING else "")

    def _shape(self, node: Node) -> None:
        match node.kind:
            case "L":
                _shape_list(node, is_pdf_2=self.is_pdf_2)
            case "THead":
                _mark_column_heads(node)
            case "TH" | "TD":
                _shape_cell(node)
            case "Table":
                node.kids.sort(key=lambda kid: not (isinstance(kid, Node) and kid.kind == "Caption"))
            case "" | "Figure" if node.part == "figure":
                _shape_figure(node)
            case "Figure":
                node.alt = _alternative(node)
            case "Link" if node.get("role") == "doc-noteref":
                _wrap_call(node)
            case "Div" if node.part == "fieldset":
                node.title = node.title or _legend(node)


def _mark_column_heads(head: Node) -> None:
    for cell in head.walk():
        if cell.kind == "TH":
            cell.attributes["Table"] = {"Scope": "/Column"}


def _shape_list(node: Node, *, is_pdf_2: bool) -> None:
    items: list[Node | Mark | Hook] = []
    styles: list[str] = []
    for kid in node.kids:
        if not isinstance(kid, Node):
            items.append(Node("LI", kids=[Node("LBody", kids=[kid])]))
        elif kid.kind == "LI":
            styles.append(_list_style(kid.frames[0][1].style["list_style_type"]) if kid.frames else "none")
            labels = [inner for inner in kid.kids if isinstance(inner, Node) and inner.kind == "Lbl"]
            rest = [inner for inner in kid.kids if inner not in labels]
            kid.kids = [*labels, *([Node("LBody", kids=rest)] if rest else ())]
            items.append(kid)
        elif kid.kind == "LBody" and items and isinstance(items[-1], Node):
            items[-1].kids.append(kid)
        elif kid.kind in {"Lbl", "LBody"}:
            items.append(Node("LI", kids=[kid]))
        else:
            items.append(kid)
    node.kids = items
    numbering = _numbering(node, styles[0] if styles else "")
    if node.part == "dl":
        numbering = "Description" if is_pdf_2 else ""
    if numbering and (is_pdf_2 or numbering not in {"Ordered", "Unordered"}):
        node.attributes["List"] = {"ListNumbering": f"/{numbering}"}


def _list_style(value: Any) -> str:  # noqa: ANN401 - a name, or ("string", the mark itself)
    """Return the name of a list style; a mark that a style sheet writes out has the name of the style that it draws."""
    match value:
        case ("string", mark):
            return _MARKS.get(mark.strip(), "")
        case _:
            return str(value)


def _numbering(node: Node, style: str) -> str:
    has_labels = any(kid.kind == "Lbl" for item in node.nodes for kid in item.nodes)
    style = _TYPES.get(node.get("type"), style) if style == "none" else style
    numbering = _NUMBERING.get(style, "Ordered" if node.part == "ol" else "Unordered")
    if numbering == "None" and has_labels:
        return "Ordered" if node.part == "ol" else "Unordered"
    return numbering


def _shape_cell(node: Node) -> None:
    box = node.frames[0][1]
    spans = {"ColSpan": box.colspan, "RowSpan": box.rowspan}
    attributes: dict[str, Any] = {name: span for name, span in spans.items() if span != 1}
    if node.kind == "TH":
        inherited = node.attributes.get("Table", {"Scope": "/Row"})["Scope"]
        attributes["Scope"] = f"/{_SCOPES[scope]}" if (scope := node.get("scope")) in _SCOPES else inherited
    if headers := node.get("headers").split():
        attributes["Headers"] = headers
    node.attributes.pop("Table", None)
    if attributes:
        node.attributes["Table"] = attributes


def _shape_figure(node: Node) -> None:
    """Make an HTML figure one Figure with its caption inside, or give the caption to the table in it."""
    figures = [inner for inner in node.walk() if inner is not node and inner.kind == "Figure"]
    tables = [inner for inner in node.walk() if inner.kind == "Table"]
    captions = [inner for inner in node.nodes if inner.kind == "Caption"]
    if tables and not figures:
        node.kids = [kid for kid in node.kids if kid not in captions]
        tables[0].kids[:0] = captions
    elif len(figures) == 1 and not tables:
        figure = figures[0]
        node.kind, node.alt, node.frames = "Figure", _alternative(figure), figure.frames
        node.identifier = node.identifier or figure.identifier
        figure.kind, figure.is_inline = "", True


def _alternative(node: Node) -> str | None:
    title = None if node.source is None else node.source.find("{http://www.w3.org/2000/svg}title")
    alternative = node.get("alt") or node.get("aria-label") or (title.text if title is not None else "")
    return " ".join(alternative.split()) if alternative else None


def _wrap_call(link: Node) -> None:
    """Make the call of a note a Reference that holds the Link (ISO 32000-1, table 338)."""
    inner = Node("Link", link.source, link.part, is_inline=True, kids=link.kids, frames=link.frames)
    link.kind, link.kids = "Reference", [inner]


def _legend(node: Node) -> str:
    legend = node.source.find(".//legend")
    return " ".join("".join(legend.itertext()).split()) if legend is not None else ""


def _drop_known_languages(node: Node, language: str) -> None:
    if node.language.lower() == language.lower():
        node.language = ""
    for kid in node.nodes:
        _drop_known_languages(kid, node.language or language)


def _state_directions(node: Node, around: str) -> None:
    """Say the direction of writing where it changes (ISO 32000-1, 14.8.5.4.2; inherited), that of the page at the root."""
    page = next((kid.get("dir") for kid in node.nodes if kid.part == "html"), "") if node.source is None else ""
    direction = page or (node.get("dir") if node.source is not None and node.part == node.source.tag else "")
    if direction in _WRITING_MODES and direction != around:
        node.attributes.setdefault("Layout", {})["WritingMode"] = _WRITING_MODES[direction]
        around = direction
    for kid in node.nodes:
        _state_directions(kid, around)


def _is_inline(kid: Node | Mark | Hook) -> bool:
    return not isinstance(kid, Node) or kid.kind in INLINE_KINDS


def _settle(node: Node, holder: str) -> None:
    inside = node.kind or holder
    kids: list[Node | Mark | Hook] = []
    for kid in node.kids:
        if not isinstance(kid, Node):
            kids.append(kid)
            continue
        _settle(kid, inside)
        if not kid.kids and kid.kind not in _KEPT_EMPTY:
            continue
        if kid.kind:
            kids.append(kid)
        else:
            kids.extend(kid.kids)
    node.kids = kids
    if not node.kind and kids:
        _promote(node, may_hold_blocks=holder in _HOLDS_BLOCKS)
    if node.kind in GROUPING or (not node.kind and node.source is None):
        node.kids = _wrap_runs(node.kids)


def _promote(node: Node, *, may_hold_blocks: bool) -> None:
    """Give a node without a type one if it has something to say: a paragraph of its own, a language, a title."""
    says_something = bool(node.language or node.title)
    if node.is_inline or "::" in node.part or not may_hold_blocks:
        node.kind = "Span" if says_something else ""
    elif all(map(_is_inline, node.kids)):
        is_bare_field = all(isinstance(kid, Node) and kid.kind == "Form" for kid in node.kids)
        node.kind = "" if is_bare_field and not says_something else "P"
    elif says_something:
        node.kind = "Part" if node.part == "html" else "Div"
    if node.kind in GROUPING:
        node.kids = _wrap_runs(node.kids)


def _wrap_runs(kids: list[Node | Mark | Hook]) -> list[Node | Mark | Hook]:
    wrapped: list[Node | Mark | Hook] = []
    run: Node | None = None
    for kid in kids:
        if not _is_inline(kid):
            run = None
            wrapped.append(kid)
        elif run is None:
            run = Node("P", kids=[kid])
            wrapped.append(run)
        else:
            run.kids.append(kid)
    return wrapped
