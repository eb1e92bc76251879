"""Links from one part to another: a contents page that leads to the parts that it lists.

A part cannot know the pages of another, so ours writes the address ``part:KEY``, which becomes the first page of the part
of that key, or ``part:KEY#NAME``, which becomes the place of that name in it. Only a part that says that it leads does
so; in foreign parts such an address is removed like any other that a reader cannot follow.
"""

from collections.abc import Mapping

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, NullObject, PdfObject

from factsheet_builder.errors import Place, UsageError
from factsheet_builder.pdf.joining.grafting import Graft
from factsheet_builder.pdf.joining.join_findings import Limits
from factsheet_builder.pdf.joining.objects import entry, items, name, octets, put, resolve
from factsheet_builder.pdf.joining.trees import named
from factsheet_builder.pdf.reading.active_content import PART_SCHEME

Crossing = tuple[DictionaryObject, Graft]
"""An action that leads to a part."""


def connect(grafts: list[Graft], limits: Limits) -> list[Crossing]:
    """Turn the addresses of parts that lead into ways to pages; return the actions that were turned.

    Raises:
        UsageError: an address names no part.
    """
    targets = {graft.part.key: graft for graft in grafts if graft.part.key}
    crossings: list[Crossing] = []
    for graft in grafts:
        if not graft.part.leads:
            continue
        for action in graft.dictionaries:
            address = (octets(action.get("/URI")) or b"").decode("latin-1")
            if name(action.get("/S")) != "/URI" or not address.startswith(PART_SCHEME):
                continue
            key, _, place = address.removeprefix(PART_SCHEME).partition("#")
            target = targets.get(key)
            way = _way(target, place, limits) if target is not None else None
            if target is None or way is None:
                what = f"“{address}” names no part."
                raise UsageError.of("join-no-such-part", what, "Give the part that key.", Place(graft.name))
            del action["/URI"]
            put(action, "/S", NameObject("/GoTo"))
            put(action, "/D", way)
            crossings.append((action, target))
    return crossings


def _way(target: Graft, place: str, limits: Limits) -> ArrayObject | None:
    """Return the destination of that name in a part, its first page for no name; nothing where it has none."""
    if not place:
        return ArrayObject([target.pages[0], *_top(target)])
    known = dict(named(entry(target.catalog, "/Names").get("/Dests"), limits.depth))
    found = resolve(known.get(place.encode()))
    return ArrayObject(list(found)) if isinstance(found, ArrayObject) else None


def point_at_documents(crossings: list[Crossing], documents: Mapping[int, IndirectObject]) -> None:
    """Add the structure element that each action leads to, as PDF/UA-2 asks (ISO 14289-2, 8.8)."""
    for action, target in crossings:
        if element := documents.get(target.number):
            put(action, "/SD", ArrayObject([element, *_top(target)]))


def _top(target: Graft) -> list[PdfObject]:
    """Return a destination's view: the top of the page, sideways and in size as the reader has it."""
    first = target.page_dictionaries()[0]
    box = items(first.get("/CropBox")) or items(first.get("/MediaBox"))
    return [NameObject("/XYZ"), NullObject(), box[3] if len(box) == 4 else NullObject(), NullObject()]
