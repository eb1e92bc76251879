"""From the boxes of painted pages to one node per element of the text, whatever pages and lines it crosses.

A box knows the element of the HTML that it was made for (``box.element``) and the part of it (``box.element_tag``:
``li``, ``li::marker``). The same element always gives the same node, so what is cut at a page or line end grows
together by construction, and anonymous boxes, which carry the element of their parent, vanish. Kids stand in the order
of the boxes, which is the order of the source, floats included.

What is not claimed by a node becomes an artifact: page margins, repeated table headers, leaders, ``data-artifact``,
``aria-hidden="true"``, images with an empty ``alt``, texts of white space alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from factsheet_builder.pdf.engine import (
    FootnoteAreaBox,
    InlineLevelBox,
    MarginBox,
    ReplacedBox,
    TableRowGroupBox,
    TaggedPage,
    TextBox,
    real_box,
)

SVG = "{http://www.w3.org/2000/svg}svg"


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked-content sequence: its page (from 0) and its number on that page."""

    page: int
    mcid: int


@dataclass(eq=False, slots=True)
class Hook:
    """An annotation that belongs to a node: a link rectangle or a form field, on a page (from 0)."""

    page: int
    annotation: Any
    box: Any


@dataclass(eq=False, slots=True)
class Node:
    """A structure element in the making; an empty ``kind`` means that its kids belong to its parent.

    ``source`` is the element of the HTML and ``part`` what of it (``p``, ``li::marker``); ``frames`` are its boxes,
    each with its page; ``attributes`` map an owner (``List``) to names and values; ``refs`` are related nodes.
    """

    kind: str = ""
    source: Any = None
    part: str = ""
    is_inline: bool = False
    kids: "list[Node | Mark | Hook]" = field(default_factory=list)
    frames: list[tuple[int, Any]] = field(default_factory=list)
    language: str = ""
    title: str = ""
    identifier: str = ""
    expansion: str = ""
    alt: str | None = None
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)
    refs: "list[Node]" = field(default_factory=list)

    def walk(self) -> "Iterator[Node]":
        """Yield this node and all inside it, in order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()

    @property
    def nodes(self) -> "list[Node]":
        """The kids that are nodes."""
        return [kid for kid in self.kids if isinstance(kid, Node)]

    def get(self, name: str) -> str:
        """Return an attribute of the HTML element, empty if there is none."""
        return "" if self.source is None else str(self.source.get(name, ""))


@dataclass(slots=True)
class TreeBuilder:
    """Builds the raw tree: ``root`` for the text, ``notes`` for what stands in the note areas, by page order."""

    root: Node = field(default_factory=lambda: Node("Document"))
    notes: Node = field(default_factory=Node)
    marginal: dict[Mark, str] = field(default_factory=dict)
    lost: list[Node] = field(default_factory=list)
    _known: dict[tuple[Any, str], Node] = field(default_factory=dict)
    _parents: dict[Any, Any] = field(default_factory=dict)
    _links: set[Any] = field(default_factory=set)
    _fields: set[Any] = field(default_factory=set)

    def add_page(self, page: TaggedPage) -> None:
        """Add what was painted on a page."""
        self._links = {link[3] for link in page.links if link[0] != "attachment"}
        self._fields = {box for inputs in page.forms.values() for box, _ in inputs}
        for child in page.box.children:
            if isinstance(child, MarginBox):
                kind = {"@top": "Header", "@bot": "Footer"}.get(child.at_keyword[:4], "")
                self.marginal.update({Mark(page.number, page.marks[box]): kind for box in _painted(child, page)})
            elif isinstance(child, FootnoteAreaBox):
                self._add(child, self.notes, page)
            else:
                if child.element not in self._parents:
                    self._parents[child.element] = None
                    self._parents.update((inner, outer) for outer in child.element.iter() for inner in outer)
                self._add(child, self.root, page)

    def _add(self, box: Any, parent: Node, page: TaggedPage) -> None:  # noqa: ANN401
        box = real_box(box)
        if isinstance(box, TextBox):
            if box in page.marks and box.text.strip() and box.style["visibility"] == "visible":
                parent.kids.append(Mark(page.number, page.marks[box]))
            return
        if box.is_leader or _is_artifact(box) or self._is_repeated(box, page):
            return
        node = self._node(box, parent, page)
        if box in self._links and box.link_annotation is not None:
            node.kids.append(Hook(page.number, box.link_annotation, box))
        if box in self._fields:
            if box.widget_annotation is not None:
                node.kids.append(Hook(page.number, box.widget_annotation, box))
            return
        for child in box.children:
            self._add(child, node, page)
        if isinstance(box, ReplacedBox) and box in page.marks:
            node.kids.append(Mark(page.number, page.marks[box]))

    def _node(self, box: Any, parent: Node, page: TaggedPage) -> Node:  # noqa: ANN401
        if box.element is None or (box.element is parent.source and box.element_tag == parent.part):
            return parent
        key = (box.element, box.element_tag)
        node = self._known.get(key)
        if node is None:
            node = Node(source=box.element, part=box.element_tag, is_inline=isinstance(box, InlineLevelBox))
            self._known[key] = node
            self._holder(box, parent).kids.append(node)
        node.frames.append((page.number, box))
        return node

    def _holder(self, box: Any, parent: Node) -> Node:  # noqa: ANN401
        """Return where a new node goes: a block that layout took out of an inline element goes back."""
        if isinstance(box, InlineLevelBox) or box.is_footnote() or parent is self.notes:
            return parent
        around = self._parents.get(box.element)
        inline = self._known.get((around, around.tag)) if around is not None else None
        return inline if inline is not None and inline.is_inline and inline in parent.kids else parent

    def _is_repeated(self, box: Any, page: TaggedPage) -> bool:  # noqa: ANN401
        """Tell whether this is the head or foot of a table that was already printed on an earlier page."""
        if not isinstance(box, TableRowGroupBox) or not (box.is_header or box.is_footer):
            return False
        known = self._known.get((box.element, box.element_tag))
        return known is not None and known.frames[0][0] != page.number


def _is_artifact(box: Any) -> bool:  # noqa: ANN401
    element = box.element
    if element is None:
        return False
    if element.get("data-artifact") is not None or element.get("aria-hidden") == "true":
        return True
    return element.tag == "img" and (element.get("alt") == "" or element.get("role") in {"presentation", "none"})


def _painted(box: Any, page: TaggedPage) -> Iterator[Any]:  # noqa: ANN401
    return (inner for inner in box.descendants() if inner in page.marks)
