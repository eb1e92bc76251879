"""Named destinations of all parts in one name tree, and every link pointing where it pointed before.

A name may be a string, looked up in the name tree, or (PDF 1.1) a name object, looked up in the catalog's ``Dests``
(ISO 32000-1, 12.3.2.3). All become strings of the one tree. A name that an earlier part has is renamed, and with it
the links, bookmarks and actions of its own part; a link to a name that its own part does not have must not come to
life by jumping into another part, so it is renamed too and reported.
"""

from dataclasses import dataclass

from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, NameObject, PdfObject

from factsheet_builder.pdf.joining.grafting import Graft
from factsheet_builder.pdf.joining.join_findings import Findings, Kind, Limits, listed, refusal, unused_bytes
from factsheet_builder.pdf.joining.objects import bytes_of, dictionary, entry, integer, items, name, octets, put
from factsheet_builder.pdf.joining.trees import LoopError, named


@dataclass(slots=True)
class _Names:
    """The destinations of one part, of the name tree and of the old dictionary, and what each is called now."""

    strings: dict[bytes, PdfObject]
    names: dict[bytes, PdfObject]
    new_strings: dict[bytes, bytes]
    new_names: dict[bytes, bytes]


def merge(grafts: list[Graft], limits: Limits, findings: Findings) -> dict[bytes, PdfObject]:
    """Return the destinations of the result by name, after every reference to them was brought up to date.

    Raises:
        RefusedError: a name tree contains itself (``join-names-loop``).
    """
    parts = [(graft, _read(graft, limits)) for graft in grafts]
    merged: dict[bytes, PdfObject] = {}
    for graft, own in parts:
        _choose_names(graft, own, merged, findings)
        for old, value in own.strings.items():
            merged[own.new_strings[old]] = _to_page(graft, value)
        for old, value in own.names.items():
            merged[own.new_names[old]] = _to_page(graft, value)
    for graft, own in parts:
        dead = _redirect(graft, own, merged)
        if dead:
            findings.warn(
                graft.name,
                "join-dead-link",
                f"Links lead to destinations that the part does not have: {listed(sorted(dead))}.",
                "Mend the links in the part.",
            )
    return merged


def _read(graft: Graft, limits: Limits) -> _Names:
    try:
        strings = dict(named(entry(graft.catalog, "/Names").get("/Dests"), limits.depth))
    except LoopError as error:
        what = "The name tree of the destinations contains itself."
        raise refusal(
            graft.name, "join-names-loop", what, "Save the file again in the program that made it."
        ) from error
    old_style = {bytes_of(str(key)): value for key, value in entry(graft.catalog, "/Dests").items()}
    return _Names(strings, old_style, {}, {})


def _choose_names(graft: Graft, own: _Names, merged: dict[bytes, PdfObject], findings: Findings) -> None:
    taken = set(merged)
    # A name that has to give way must not take one that the part itself uses further on.
    closed = taken | own.strings.keys() | own.names.keys()
    for held, new_names in ((own.strings, own.new_strings), (own.names, own.new_names)):
        for old in held:
            new = unused_bytes(old, graft.number, closed.__contains__) if old in taken else old
            taken.add(new)
            closed.add(new)
            new_names[old] = new
            if new != old:
                findings.rename(graft.name, Kind.DESTINATION, old.decode("latin-1"), new.decode("latin-1"))


def _redirect(graft: Graft, own: _Names, merged: dict[bytes, PdfObject]) -> set[str]:
    """Bring links, bookmarks and actions of a part up to date; return the names that lead nowhere."""
    dead: set[str] = set()
    for held in graft.dictionaries:
        for key in ("/Dest", "/D"):
            if key not in held or (key == "/D" and name(held.get("/S")) != "/GoTo"):
                continue
            old = _called(held.get(key))
            if old is None:
                put(held, key, _to_page(graft, held.raw_get(key)))
                continue
            new = own.new_names.get(old) if name(held.get(key)) else own.new_strings.get(old)
            new = new or own.new_strings.get(old) or own.new_names.get(old)
            if new is None:
                dead.add(old.decode("latin-1"))
                new = unused_bytes(old, graft.number, merged.__contains__)
            put(held, key, ByteStringObject(new))
    return dead


def _called(value: object) -> bytes | None:
    return bytes_of(name(value)) if name(value) else octets(value)


def _to_page(graft: Graft, value: PdfObject) -> PdfObject:
    """Replace the number of a page by the page.

    A number is for destinations in other files only (ISO 32000-1, 12.3.2.2), but several producers write it for their
    own pages, counted from 0; in the result it would count from the first part.
    """
    holder = dictionary(value)
    explicit = items(holder.get("/D") if holder is not None else value)
    number = integer(explicit[0]) if explicit else None
    if number is None or not 0 <= number < len(graft.pages):
        return value
    array = ArrayObject([graft.pages[number], *explicit[1:]])
    if holder is None:
        return array
    kept = DictionaryObject(holder)
    kept[NameObject("/D")] = array
    return kept
