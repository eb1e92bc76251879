"""HTML that our own templates print -> the tree that the engine's HTML parser would make of it, read as XML.

Our markup is well formed but for elements that HTML never closes, so that a reader of XML does in two milliseconds what the
parser of HTML, which has to expect anything, does in a hundred. What is not well formed, as a template of a project may be,
is left to that parser.
"""

import re
from typing import Final
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

_DOCTYPE: Final = "<!DOCTYPE html>"
_VOID: Final = re.compile(r"<(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b([^<>]*?)\s*/?>")
_SVG: Final = "{http://www.w3.org/2000/svg}"


def read_markup(html: str) -> Element | None:
    """Return the root of ``html``, elements without a namespace but for drawings; ``None`` where it is not well formed."""
    if not html.startswith(_DOCTYPE) or "<base" in html:
        return None
    reader = _Reader()
    try:
        reader.parser.Parse(_VOID.sub(r"<\1\2/>", html[len(_DOCTYPE) :]), True)
    except expat.ExpatError:
        return None
    return _as_html(reader.builder.close())


class _Reader:
    """Builds the tree; elements inside a drawing are in its namespace."""

    def __init__(self) -> None:
        self.builder = TreeBuilder()
        self.depth = 0
        """Elements of a drawing that are open."""
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.builder.data

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += self.depth > 0 or tag == "svg"
        attributes.pop("xmlns", None)
        self.builder.start(f"{_SVG}{tag}" if self.depth else tag, attributes)

    def end(self, tag: str) -> None:
        self.builder.end(f"{_SVG}{tag}" if self.depth else tag)
        self.depth -= self.depth > 0


def _as_html(root: Element) -> Element | None:
    """Put space where HTML has it: none before the head, and what follows the body at its end."""
    if [child.tag for child in root] != ["head", "body"]:
        return None
    body = root[1]
    root.text = None
    if len(body):
        body[-1].tail = f"{body[-1].tail or ''}{body.tail or ''}"
    else:
        body.text = f"{body.text or ''}{body.tail or ''}"
    body.tail = None
    return root
