"""Bookmarks of the parts in one outline (ISO 32000-1, 12.3.3), those of a part with a title under one of its own.

The items themselves are kept; how they hang together is written anew, since counts and links of foreign files are
often wrong. Where the result is a PDF 2.0 file, the bookmark of a part leads to its ``Document`` element as PDF/UA-2
asks (ISO 14289-2, 8.8).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, NullObject, NumberObject

from factsheet_builder.pdf.joining.grafting import Graft
from factsheet_builder.pdf.joining.join_findings import Limits, refusal
from factsheet_builder.pdf.joining.objects import dictionary, entry, integer, items, put, record, text
from factsheet_builder.pdf.joining.volume import Volume

_CHAINED = ("/First", "/Last", "/Prev", "/Next", "/Parent", "/Count")


@dataclass(slots=True)
class _Item:
    reference: IndirectObject
    entries: DictionaryObject
    is_open: bool
    kids: list["_Item"] = field(default_factory=list)
    visible: int = 0


def merge(
    volume: Volume, grafts: list[Graft], documents: Mapping[int, IndirectObject], limits: Limits
) -> IndirectObject | None:
    """Return the outline of the result, or ``None`` where there is not a single bookmark.

    Args:
        volume: the objects.
        grafts: the parts.
        documents: number of a part to the structure element its bookmark leads to; empty below PDF 2.0.
        limits: how deep an outline may be.

    Raises:
        RefusedError: an outline contains itself or is too deep (``join-outline-loop``).
    """
    tops: list[_Item] = []
    for graft in grafts:
        own = _items(graft, limits)
        if graft.part.title:
            item = _part_item(volume, graft, documents.get(graft.number))
            item.kids = own
            tops.append(item)
        elif graft.part.continues and tops:
            tops[-1].kids.extend(own)
            tops[-1].is_open = True
        else:
            tops.extend(own)
    if not tops:
        return None
    root = volume.reserve()
    outline = _Item(root, record({"/Type": NameObject("/Outlines")}), is_open=True, kids=tops)
    volume.fill(root, outline.entries)
    _link(outline)
    return root


def _part_item(volume: Volume, graft: Graft, element: IndirectObject | None) -> _Item:
    # The top of the page, sideways and in size as the reader has it.
    first = graft.page_dictionaries()[0]
    box = items(first.get("/CropBox")) or items(first.get("/MediaBox"))
    top = box[3] if len(box) == 4 else NullObject()
    page = ArrayObject([graft.pages[0], NameObject("/XYZ"), NullObject(), top, NullObject()])
    entries = record({"/Title": text(graft.part.title)})
    if element is None:
        put(entries, "/Dest", page)
    else:
        target = ArrayObject([element, *page[1:]])
        put(entries, "/A", record({"/S": NameObject("/GoTo"), "/D": page, "/SD": target}))
    return _Item(volume.add(entries), entries, is_open=True)


def _items(graft: Graft, limits: Limits) -> list[_Item]:
    """Read a part's outline without recursion; a bookmark met twice is a loop."""
    tops: list[_Item] = []
    waiting: list[tuple[object, list[_Item], int]] = [(entry(graft.catalog, "/Outlines").get("/First"), tops, 1)]
    seen: set[int] = set()
    while waiting:
        value, siblings, level = waiting.pop()
        found = dictionary(value)
        if found is None or not isinstance(value, IndirectObject):
            continue
        if id(found) in seen or level > limits.depth:
            what = f"The bookmarks contain themselves or nest deeper than {limits.depth} levels."
            raise refusal(graft.name, "join-outline-loop", what, "Save the file again in the program that made it.")
        seen.add(id(found))
        item = _Item(value, found, is_open=(integer(found.get("/Count")) or 0) > 0)
        siblings.append(item)
        waiting.append((found.get("/Next"), siblings, level))
        waiting.append((found.get("/First"), item.kids, level + 1))
    return tops


def _link(outline: _Item) -> None:
    """Write the chains and the counts: of visible descendants, negative for an item that is closed (table 153)."""
    order = [outline]
    for item in order:
        order.extend(item.kids)
    for item in reversed(order):
        item.visible = sum(1 + (kid.visible if kid.is_open else 0) for kid in item.kids)
        for key in _CHAINED:
            item.entries.pop(key, None)
    for item in order:
        if not item.kids:
            continue
        put(item.entries, "/First", item.kids[0].reference)
        put(item.entries, "/Last", item.kids[-1].reference)
        put(item.entries, "/Count", NumberObject(item.visible if item.is_open else -item.visible))
        for place, kid in enumerate(item.kids):
            put(kid.entries, "/Parent", item.reference)
            if place:
                put(kid.entries, "/Prev", item.kids[place - 1].reference)
                put(item.kids[place - 1].entries, "/Next", kid.reference)
