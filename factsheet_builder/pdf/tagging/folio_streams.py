"""The folio of a page as a content stream of its own, so that a file that takes the page over can number it anew.

The content of a page may be several streams that are read as one (ISO 32000-1, 7.8.2). What stands at the foot of a page
is painted last and in one piece; where it is not, the page stays as it is.
"""

from typing import Any

import pydyf

from factsheet_builder.pdf.engine import TaggedPage

FOLIO = b"/Artifact\n<</Type /Pagination/Subtype /Footer>>\nBDC\n"
"""How a stream begins that is a folio."""


def set_folio_apart(pdf: Any, reference: str, page: TaggedPage) -> None:  # noqa: ANN401
    """Divide the content of a page, the object of that reference, into what is before its folio, the folio and the rest."""
    items = page.stream.stream
    footers = [index for index, item in enumerate(items) if _is_footer(item)]
    if len(footers) != 1:
        return
    begin = footers[0] - 1
    end = items.index(b"EMC", begin) + 1
    parts = [items[:begin], items[begin:end], items[end:]]
    page.stream.stream = parts[0]
    streams = [page.stream.reference]
    for part in parts[1:]:
        stream = pydyf.Stream(part, compress=page.stream.compress)
        pdf.add_object(stream)
        streams.append(stream.reference)
    pdf.objects[int(reference.split()[0])]["Contents"] = pydyf.Array(streams)


def _is_footer(item: Any) -> bool:  # noqa: ANN401
    return isinstance(item, pydyf.Dictionary) and item.get("Subtype") == "/Footer"
