"""The key of a message × a page for a browser -> where its words stand on the page."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

_ID: Final = re.compile(r'\sid="([^"]+)"')


def anchor_of(key: str, html: str) -> str:
    """Return the fragment that leads to a message, as ``VI-1`` for ``assistance-to-victims/VI-1.text``; else nothing."""
    return anchors_of([key.partition("/")[2]], html).get(key.partition("/")[2], "")


def anchors_of(names: Iterable[str], html: str) -> dict[str, str]:
    """Return the id of the element that each message stands in, of those that the page has, by the id of the message."""
    there = set(_ID.findall(html))
    found = {name: next((one for one in _candidates(name) if one in there), "") for name in names}
    return {name: anchor for name, anchor in found.items() if anchor}


def _candidates(name: str) -> Iterator[str]:
    """Yield the ids that the words may have, the nearest first: a text stands in its block, an item in its list."""
    yield name
    if name.startswith("note."):
        yield f"note-{name.removeprefix('note.')}"
    if name.startswith("masthead."):
        yield name.removeprefix("masthead.").replace("_", "-")
    while "." in name:
        name = name.rpartition(".")[0]
        yield name
