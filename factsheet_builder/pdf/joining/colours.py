"""Output intents (ISO 32000-1, 14.11.5) of several parts in one file that can have one profile only.

An output intent says what the device colours of a file mean, and PDF/A allows one profile in a file (ISO 19005-3,
6.2.3). The first part that has one gives it to the result. A part with another profile keeps the meaning of its colours
in another way: its profile becomes the default colour space of its own resources (ISO 32000-1, 8.6.5.6), which PDF/A
accepts in place of an output intent (6.2.4.3).
"""

from collections.abc import Iterable, Iterator

from pypdf.generic import ArrayObject, DictionaryObject, NameObject, PdfObject, StreamObject

from factsheet_builder.pdf.joining.grafting import Graft
from factsheet_builder.pdf.joining.join_findings import Findings
from factsheet_builder.pdf.joining.objects import dictionary, entry, integer, items, name, put, record
from factsheet_builder.pdf.joining.sharing import likeness
from factsheet_builder.pdf.joining.volume import Volume

_DEFAULTS = {1: "/DefaultGray", 3: "/DefaultRGB", 4: "/DefaultCMYK"}


def merge(volume: Volume, grafts: list[Graft], findings: Findings) -> list[PdfObject]:
    """Return the output intents of the result, one of each kind and all with the same profile."""
    kept: dict[str, PdfObject] = {}
    profile = b""
    for graft in grafts:
        foreign: PdfObject | None = None
        for value in items(graft.catalog.get("/OutputIntents")):
            intent = dictionary(value)
            if intent is None:
                continue
            own = likeness(intent.get("/DestOutputProfile")) if "/DestOutputProfile" in intent else b""
            profile = profile or own
            if own and own != profile:
                foreign = intent.raw_get("/DestOutputProfile")
            else:
                kept.setdefault(name(intent.get("/S")), value)
        if foreign is not None:
            _tie(volume, graft, foreign, findings)
    _unite(kept)
    return list(kept.values())


def _unite(kept: dict[str, PdfObject]) -> None:
    """Let all intents point at the same object, not only at equal ones: 6.2.3 asks for that."""
    profiles = [intent.raw_get("/DestOutputProfile") for intent in _with_profile(kept.values())]
    for intent in _with_profile(kept.values()):
        put(intent, "/DestOutputProfile", profiles[0])


def _with_profile(values: Iterable[PdfObject]) -> list[DictionaryObject]:
    return [intent for intent in map(dictionary, values) if intent is not None and "/DestOutputProfile" in intent]


def _tie(volume: Volume, graft: Graft, profile: PdfObject, findings: Findings) -> None:
    """Make a profile the default colour space wherever the part draws."""
    found = dictionary(profile)
    components = integer(found.get("/N")) if found is not None else None
    key = _DEFAULTS.get(components or 0)
    if key is None:
        what = "The output intent has no usable profile and was left out."
        findings.warn(graft.name, "join-output-intent", what, "Export the part with a colour profile for RGB or CMYK.")
        return
    space = volume.add(ArrayObject([NameObject("/ICCBased"), profile]))
    for resources in _resources(graft):
        spaces = entry(resources, "/ColorSpace")
        if key not in spaces:
            put(spaces, key, space)
        put(resources, "/ColorSpace", spaces)
    findings.note(
        graft.name,
        "join-colours-tied",
        "The part has another output profile than the parts before it; its colours keep their own.",
    )


def _resources(graft: Graft) -> Iterator[DictionaryObject]:
    for page in graft.page_dictionaries():
        if dictionary(page.get("/Resources")) is None:
            put(page, "/Resources", record({}))
    for held in graft.dictionaries:
        for appearance in _appearances(entry(held, "/AP")):
            # An appearance has nothing to fall back on, so it may be given resources; a form on a page falls back on
            # those of the page (ISO 32000-1, 7.8.3) and would lose them.
            if "/Resources" not in appearance:
                put(appearance, "/Resources", record({}))
    seen: set[int] = set()
    for holder in graft.dictionaries:  # pages and appearances are among them
        found = dictionary(holder.get("/Resources"))
        if found is not None and id(found) not in seen:
            seen.add(id(found))
            yield found


def _appearances(holder: DictionaryObject) -> Iterator[StreamObject]:
    for value in holder.values():
        found = dictionary(value)
        if isinstance(found, StreamObject):
            yield found
        elif found is not None:
            yield from (state for state in map(dictionary, found.values()) if isinstance(state, StreamObject))
