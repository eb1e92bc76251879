"""XML from people we do not know -> a tree, and a tree -> the same bytes each time; the only door to lxml.

A file is read without document type, entities or network: one with a ``<!DOCTYPE`` is refused before any parser sees it, so
that neither a bomb nor a file of this machine can be named in it. What the elements mean is left to the formats.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from lxml import etree

from factsheet_builder.errors import ContentError, Place
from factsheet_builder.languages import translation_limits as limits
from factsheet_builder.languages.po_lines import encoding_of

Element: TypeAlias = etree._Element

_REMEDY: Final = "Export it again from the translation program, as XML in UTF-8."
_DECLARATION: Final = re.compile(r"\s*<\?xml\s[^>]*?\?>")
_ENCODING: Final = re.compile(r"""encoding\s*=\s*["']([^"']*)["']""")
_TEXTS: Final = frozenset({"seg", "source", "target", "note", "term", "descrip"})
_PUBLISHED: Final = re.compile(
    r"""\A\s*<!DOCTYPE\s+tmx(?:\s+(?:SYSTEM|PUBLIC\s+(?:"[^"<>\[]*"|'[^'<>\[]*'))\s+(?:"[^"<>\[]*"|'[^'<>\[]*'))?\s*>"""
)
"""The document type that the standard asks of a translation memory: it declares nothing and is not read."""
_FORBIDDEN: Final = re.compile(r"<!(?:DOCTYPE|ENTITY)")


def is_xml(data: bytes) -> bool:
    """Tell whether ``data`` can only be meant as XML."""
    start = data[:400].decode(encoding_of(data), "ignore")
    return start.lstrip("\ufeff \t\r\n").startswith("<")


def parse_xml(data: bytes, file: str) -> Element:
    """Return the root of a document in UTF-8, or in UTF-16 with a byte order mark.

    Raises:
        ContentError: it is no well-formed XML, has a document type, is in another encoding, or has more of something than
            ``translation_limits`` allow.
    """
    limits.refuse_too_large(len(data), file)
    text = _PUBLISHED.sub(lambda match: "\n" * match[0].count("\n"), _decoded(data, file), count=1)
    if found := _FORBIDDEN.search(text):
        line = text.count("\n", 0, found.start()) + 1
        what = f"The file has a “{found[0]}”, which no exchange file needs and which can do harm."
        raise ContentError.of("doctype", what, _REMEDY, Place(file, line, 1))
    limits.refuse_too_many(text.count("<"), limits.TAGS, "tags", file)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        if "depth" in str(error.msg):  # libxml2 has a limit of its own, 256
            limits.refuse_too_deep(limits.DEPTH + 1, Place(file, max(line, 1), max(column, 1)))
        what = f"This is no well-formed XML: {str(error.msg).partition(', line ')[0]}."
        raise ContentError.of("xml", what, _REMEDY, Place(file, max(line, 1), max(column, 1))) from error
    _refuse_excess(root, file)
    return root


def _refuse_excess(root: Element, file: str) -> None:
    """Raise ``ContentError`` at the first element that stands too deep, or has a text or attributes beyond the limits."""
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        place = Place(file, line_of(element), 1)
        limits.refuse_too_deep(depth, place)
        limits.refuse_too_many(len(element.attrib), limits.ATTRIBUTES, f"attributes of <{name_of(element)}>", file)
        for text in (element.text, element.tail, *element.attrib.values()):
            limits.refuse_too_long(len(text or ""), place)


def refuse_long_units(units: list[Element], what: str, file: str, most: int = limits.UNITS) -> None:
    """Raise ``ContentError`` at too many ``units``, or where a text in one of them, with all its codes, is too long."""
    limits.refuse_too_many(len(units), most, what, file)
    for unit in units:
        for inner in unit.iter():
            if name_of(inner) in _TEXTS:
                size = sum(map(len, inner.itertext()))
                name = unit.get("id", "")[:80]
                limits.refuse_too_long(size, Place(file, line_of(inner), 1, name), f"The <{name_of(inner)}>")


def _decoded(data: bytes, file: str) -> str:
    """Return the document as text without its declaration, whose lines are kept."""
    encoding = encoding_of(data)
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        declared = _ENCODING.search(data[:200].decode("latin-1"))
        named = f"; it says that it is in {declared[1]}" if declared and declared[1].lower() != "utf-8" else ""
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError.of(
            "not-utf-8", f"The file is not in UTF-8{named}.", _REMEDY, Place(file, line, 1)
        ) from error
    declaration = _DECLARATION.match(text)
    if declaration is None:
        return text
    says = _ENCODING.search(declaration[0])
    known = {"utf-8", "us-ascii", "ascii"} if encoding == "utf-8" else {"utf-16", encoding}
    if says and says[1].lower() not in known:
        what = f"The file says that it is in {says[1]}, and is read in UTF-8 only."
        if encoding != "utf-8":
            what = f"The file is in UTF-16, but says that it is in {says[1]}."
        raise ContentError.of("not-utf-8", what, _REMEDY, Place(file, 1, 1))
    return "\n" * declaration[0].count("\n") + text[declaration.end() :]


def new_element(
    name: str, attributes: Mapping[str, str], namespaces: Mapping[str | None, str] | None = None
) -> Element:
    """Return an element; ``name`` and names of attributes are with their namespace, as ``{urn:…}unit``."""
    return etree.Element(name, dict(attributes), nsmap=dict(namespaces) if namespaces else None)


def add(parent: Element, name: str, attributes: Mapping[str, str] | None = None, text: str = "") -> Element:
    """Add an element in the namespace of its parent, and return it."""
    child = etree.SubElement(parent, f"{{{namespace_of(parent)}}}{name}", dict(attributes or {}))
    if text:
        child.text = text
    return child


def add_words(parent: Element, words: str) -> None:
    """Add words behind all that ``parent`` has already."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + words
    else:
        parent.text = (parent.text or "") + words


def namespace_of(element: Element) -> str:
    """Return the namespace of an element, or nothing."""
    return etree.QName(element).namespace or ""


def name_of(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return etree.QName(element).localname


def children(element: Element, *names: str) -> Iterator[Element]:
    """Yield the children of these names in the namespace of ``element``."""
    space = namespace_of(element)
    return (child for child in element if namespace_of(child) == space and name_of(child) in names)


def descendants(element: Element, name: str) -> Iterator[Element]:
    """Yield all elements of this name below ``element``, in its namespace and in order."""
    return element.iter(f"{{{namespace_of(element)}}}{name}")


def child(element: Element, name: str) -> Element | None:
    """Return the first child of this name, if there is one."""
    return next(children(element, name), None)


def is_empty(element: Element) -> bool:
    """Tell whether an element has neither words nor elements inside."""
    return not len(element) and not (element.text or "").strip()


def line_of(element: Element) -> int:
    """Return the line on which an element starts, from 1; nothing is 0."""
    return element.sourceline or 0


def to_bytes(root: Element, mixed: frozenset[str]) -> bytes:
    """Return the document in UTF-8, indented but for what is inside the elements named in ``mixed``."""
    _indent(root, 0, mixed)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(root, encoding="utf-8") + b"\n"


def _indent(element: Element, depth: int, mixed: frozenset[str]) -> None:
    if not len(element) or name_of(element) in mixed:
        return
    element.text = "\n" + "  " * (depth + 1)
    for inner in element:
        _indent(inner, depth + 1, mixed)
        inner.tail = element.text
    element[-1].tail = "\n" + "  " * depth
