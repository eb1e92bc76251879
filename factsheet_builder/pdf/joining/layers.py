"""Layers (optional content, ISO 32000-1, 8.11) of the parts under one configuration, each shown or hidden as before.

A configuration begins with a state for all groups of the file and lists exceptions. Joined, the state that one part
begins with would also fall on the layers of the others, so it is written out for the part's own layers instead.
"""

from collections.abc import Sequence

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, PdfObject

from factsheet_builder.pdf.joining.grafting import Graft
from factsheet_builder.pdf.joining.join_findings import Findings, Kind
from factsheet_builder.pdf.joining.objects import dictionary, entry, items, name, put, record, resolve, text, words
from factsheet_builder.pdf.joining.volume import Volume

_LISTS = ("/ON", "/OFF", "/AS", "/RBGroups", "/Locked")


def merge(volume: Volume, grafts: list[Graft], findings: Findings) -> IndirectObject | None:
    """Return the optional content properties of the result, or ``None`` where no part has layers."""
    layered = [graft for graft in grafts if items(entry(graft.catalog, "/OCProperties").get("/OCGs"))]
    if not layered:
        return None
    groups: list[PdfObject] = []
    default = DictionaryObject()
    alternatives: list[PdfObject] = []
    for graft in layered:
        own = entry(graft.catalog, "/OCProperties")
        groups += items(own.get("/OCGs"))
        first = entry(own, "/D")
        _add(default, _explicit(first, items(own.get("/OCGs")), "/ON"), graft, several=len(layered) > 1)
        alternatives += [
            volume.add(_explicit(found, items(own.get("/OCGs")), "/Unchanged"))
            for found in map(dictionary, items(own.get("/Configs")))
            if found is not None
        ]
    first_name = words(entry(entry(layered[0].catalog, "/OCProperties"), "/D").get("/Name"))
    # Every configuration of a PDF/A file has a name, no two the same (ISO 19005-3, 6.9).
    put(default, "/Name", text(first_name or "Default"))
    _name_apart(default, alternatives, layered[-1].name, findings)
    entries: dict[str, PdfObject] = {"/OCGs": ArrayObject(groups), "/D": default}
    return volume.add(record(entries | ({"/Configs": ArrayObject(alternatives)} if alternatives else {})))


def _explicit(configuration: DictionaryObject, groups: Sequence[PdfObject], base: str) -> DictionaryObject:
    """Return a configuration whose base state is ``base`` for the file, and the old one for the part's own layers."""
    made = DictionaryObject(configuration)
    old = name(configuration.get("/BaseState")) or "/ON"
    made.pop("/BaseState", None)
    if base != "/ON":
        put(made, "/BaseState", NameObject(base))
    if old not in {"/ON", "/OFF"} or old == base:
        return made
    exceptions = {id(resolve(value)) for value in items(made.get("/OFF" if old == "/ON" else "/ON"))}
    listed = [value for value in groups if id(resolve(value)) not in exceptions]
    put(made, old, ArrayObject(listed))
    return made


def _add(default: DictionaryObject, own: DictionaryObject, graft: Graft, *, several: bool) -> None:
    for key in _LISTS:
        if items(own.get(key)):
            put(default, key, ArrayObject([*items(default.get(key)), *items(own.get(key))]))
    order = items(own.get("/Order"))
    if order and several and graft.part.title:
        # A string at the head of a nested list is its heading (table 101): which part these layers belong to.
        order = [ArrayObject([text(graft.part.title), *order])]
    if order:
        put(default, "/Order", ArrayObject([*items(default.get("/Order")), *order]))
    for key in ("/Intent", "/ListMode", "/Creator"):
        if key in own:
            default.setdefault(NameObject(key), own.raw_get(key))


def _name_apart(default: DictionaryObject, alternatives: list[PdfObject], part: str, findings: Findings) -> None:
    taken = {words(default.get("/Name"))}
    for found in map(dictionary, alternatives):
        if found is None:
            continue
        old = new = words(found.get("/Name")) or "Layers"
        count = 1
        while new in taken:
            count += 1
            new = f"{old}-{count}"
        taken.add(new)
        if new != words(found.get("/Name")):
            put(found, "/Name", text(new))
            findings.rename(part, Kind.LAYERS, old, new)
