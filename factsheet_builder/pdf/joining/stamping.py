"""Stamps over the pages of our own parts: the folio of the joined file in the place of the part's, an edge tab.

A stamp is a page of another file of ours, drawn as a form XObject under what the page has (ISO 32000-1, 8.10), an
artifact like the folio that it replaces (14.8.2.2). Everything else of the page stays as it is.
"""

import zlib
from itertools import count
from typing import Final

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from factsheet_builder.pdf.joining.grafting import Graft
from factsheet_builder.pdf.joining.objects import (
    dictionary,
    entry,
    items,
    one_or_many,
    put,
    raw,
    record,
    resolve,
    stream,
)
from factsheet_builder.pdf.joining.volume import Volume
from factsheet_builder.pdf.tagging.folio_streams import FOLIO

_DRAW: Final = b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC q %s Do Q EMC"


def stamp(volume: Volume, grafts: list[Graft], stamps: Graft) -> None:
    """Draw the pages of ``stamps``, one for each page of our own parts in their order, over those."""
    ours = [page for graft in grafts if graft.part.is_ours for page in graft.page_dictionaries()]
    for page, drawn in zip(ours, stamps.page_dictionaries(), strict=True):
        contents = [content for content in one_or_many(page.get("/Contents")) if not _is_folio(content)]
        resources = record(dict(entry(page, "/Resources")))
        drawings = record(dict(entry(resources, "/XObject")))
        name = next(name for number in count() if (name := f"/Stamp{number}") not in drawings)
        put(drawings, name, _form(volume, drawn))
        put(resources, "/XObject", drawings)
        put(page, "/Resources", resources)
        put(page, "/Contents", ArrayObject([volume.add(stream({}, _DRAW % name.encode())), *contents]))


def _form(volume: Volume, page: DictionaryObject) -> IndirectObject:
    """Return the page as a form XObject."""
    (content,) = one_or_many(page.get("/Contents"))
    drawn = resolve(content)
    if not isinstance(drawn, StreamObject):
        raise TypeError("a page of stamps has no content")
    made = stream({key: value for key, value in drawn.items() if key != "/Length"}, raw(drawn))
    put(made, "/Type", NameObject("/XObject"))
    put(made, "/Subtype", NameObject("/Form"))
    put(made, "/BBox", ArrayObject(items(page.get("/MediaBox"))))
    put(made, "/Resources", page["/Resources"])
    return volume.add(made)


def _is_folio(content: object) -> bool:
    found = dictionary(content)
    if not isinstance(found, StreamObject):
        return False
    data = raw(found)
    return (zlib.decompress(data) if found.get("/Filter") == "/FlateDecode" else data).startswith(FOLIO)
