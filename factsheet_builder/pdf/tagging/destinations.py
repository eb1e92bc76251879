"""Structure destinations (ISO 32000-2, 12.3.2.3): links and bookmarks of a PDF 2.0 point at elements.

PDF/UA-2 asks for more than pages (ISO 14289-2, 8.8). The page destination stays beside, for readers that know no other.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pydyf

from factsheet_builder.pdf.engine import TaggedPage
from factsheet_builder.pdf.tagging.logical_tree import Node

Targets = Mapping[Any, Any]


def point_at_elements(
    pdf: Any,  # noqa: ANN401 — pydyf has no types
    pages: list[TaggedPage],
    root: Node,
    references: Mapping[Node, bytes],
    copies: Mapping[str, str],
) -> None:
    """Give every bookmark and internal link of a PDF a structure destination.

    ``references`` are the objects of the nodes that were written, ``copies`` the ids of further copies of a note with
    the id of the note. What has no element of its own (a note that was left out) points at the document.
    """
    by_id, by_source = _targets(root, references, copies)
    document = references[root]
    outlines = pdf.catalog.get("Outlines")
    labelled = [by_source.get(box.element, document) for page in pages for box in _bookmarked(page.box)]
    if outlines is not None:
        items = _outline_items(pdf, _object(pdf, outlines).get("First"))
        for item, target in zip(items, labelled, strict=True):
            destination = item.pop("Dest")
            item["A"] = _go_to(destination, target)
    named = _named_destinations(pdf)
    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary) and item.get("Subtype") == "/Link" and "Dest" in item:
            name = item.pop("Dest").string
            item["A"] = _go_to(named[name], by_id.get(name, document))


def _go_to(destination: Any, target: bytes) -> Any:  # noqa: ANN401
    structure = pydyf.Array([target, *destination[1:]])
    return pydyf.Dictionary({"S": "/GoTo", "D": destination, "SD": structure})


def _targets(
    root: Node, references: Mapping[Node, bytes], copies: Mapping[str, str]
) -> tuple[dict[str, bytes], dict[Any, bytes]]:
    """Return the objects by id and by HTML element; an id whose element was not written leads to what surrounds it."""
    by_source: dict[Any, bytes] = {}
    for node in root.walk():
        if node.source is not None and node in references:
            by_source.setdefault(node.source, references[node])
    by_id: dict[str, bytes] = {}
    for top in {id(node.source): node.source for node in root.walk() if node.source is not None}.values():
        if (name := top.get("id")) and top in by_source:
            by_id.setdefault(name, by_source[top])
    by_id.update({copy: by_id[note] for copy, note in copies.items() if note in by_id})
    return by_id, by_source


def _bookmarked(box: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the boxes that have a bookmark, in the order of ``gather_anchors``."""
    level = box.style["bookmark_level"]
    if box.bookmark_label and level != "none" and level:
        yield box
    for child in box.all_children():
        yield from _bookmarked(child)


def _outline_items(pdf: Any, reference: bytes | None) -> Iterator[Any]:  # noqa: ANN401
    while reference:
        item = _object(pdf, reference)
        yield item
        yield from _outline_items(pdf, item.get("First"))
        reference = item.get("Next")


def _named_destinations(pdf: Any) -> dict[str, Any]:  # noqa: ANN401
    names = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    return {name.string: destination for name, destination in zip(names[::2], names[1::2], strict=True)}


def _object(pdf: Any, reference: bytes) -> Any:  # noqa: ANN401
    return pdf.objects[int(reference.split()[0])]
