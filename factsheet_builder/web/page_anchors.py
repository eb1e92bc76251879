"""The key of a message × a page for a browser -> where its words stand on the page."""

from collections.abc import Iterator


def anchor_of(key: str, html: str) -> str:
    """Return the fragment that leads to a message, as ``VI-1`` for ``assistance-to-victims/VI-1.text``; else nothing."""
    return next((name for name in _candidates(key.partition("/")[2]) if f' id="{name}"' in html), "")


def _candidates(name: str) -> Iterator[str]:
    """Yield the ids that the words may have, the nearest first: a text stands in its block, an item in its list."""
    yield name
    if name.startswith("note."):
        yield f"note-{name.removeprefix('note.')}"
    while "." in name:
        name = name.rpartition(".")[0]
        yield name
