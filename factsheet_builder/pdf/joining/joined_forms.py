"""Forms of the parts as one form (ISO 32000-1, 12.7): fields under names of their own, looks and order kept.

Two fields of one name are one field with one value, so a name that an earlier part has is changed at the top of its
hierarchy and reported. What a part says for all its fields (default appearance, alignment) is said on its own fields,
and its default resources are renamed where another part means something else by the name. XFA forms are removed, for
they are programs; a signature cannot hold for a file that it does not cover, so its value is removed and named.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
)

from factsheet_builder.pdf.joining.grafting import Graft
from factsheet_builder.pdf.joining.join_findings import Findings, Kind, Limits, listed, refusal, unused
from factsheet_builder.pdf.joining.objects import (
    bytes_of,
    dictionary,
    entry,
    is_true,
    items,
    legible,
    name,
    octets,
    put,
    record,
    resolve,
    text,
    words,
)
from factsheet_builder.pdf.joining.sharing import likeness
from factsheet_builder.pdf.joining.volume import Volume

_FONT_USE = re.compile(rb"/([^\s/()<>\[\]{}%]+)(?=\s+[-+.\d]+\s+Tf)")

# SigFlags, bit 1: the form has signature fields (table 219). Bit 2, append only, would guard a signature that is gone.
_HAS_SIGNATURE_FIELDS = 1


@dataclass(slots=True)
class _Form:
    """The joined form while it grows."""

    fields: list[PdfObject] = field(default_factory=list)
    order: list[PdfObject] = field(default_factory=list)
    resources: DictionaryObject = field(default_factory=DictionaryObject)
    appearance: PdfObject | None = None
    needs_appearances: bool = False
    has_signature_fields: bool = False
    names: set[str] = field(default_factory=set)


def merge(volume: Volume, grafts: list[Graft], limits: Limits, findings: Findings) -> IndirectObject | None:
    """Return the form of the result, or ``None`` where no part has a field.

    Raises:
        RefusedError: the fields contain themselves or nest too deep (``join-form-loop``).
    """
    made = _Form()
    for graft in grafts:
        own = entry(graft.catalog, "/AcroForm")
        if "/XFA" in own:
            what, remedy = (
                "Removed an XFA form: it is a program.",
                "Check that the part shows what it should without it.",
            )
            findings.warn(graft.name, "join-xfa-removed", what, remedy)
        _add(graft, own, made, limits, findings)
    if not made.fields:
        return None
    entries: dict[str, PdfObject] = {"/Fields": ArrayObject(made.fields)}
    entries |= {"/DR": made.resources} if made.resources else {}
    entries |= {"/DA": made.appearance} if made.appearance is not None else {}
    entries |= {"/CO": ArrayObject(made.order)} if made.order else {}
    entries |= {"/NeedAppearances": BooleanObject(True)} if made.needs_appearances else {}
    entries |= {"/SigFlags": NumberObject(_HAS_SIGNATURE_FIELDS)} if made.has_signature_fields else {}
    return volume.add(record(entries))


def _add(graft: Graft, own: DictionaryObject, made: _Form, limits: Limits, findings: Findings) -> None:
    tops = [value for value in items(own.get("/Fields")) if dictionary(value) is not None]
    reached = list(_below(graft, tops, limits))
    kids = {id(found) for found in reached}
    # WeasyPrint 70 lists the buttons of a radio group beside the group itself: once is enough, below their group.
    tops = [value for value in tops if id(resolve(value)) not in kids]
    roots = _unique([*(found for found in map(dictionary, tops) if found is not None), *_stray_roots(graft, limits)])
    _rename(graft, roots, made, findings)
    _void_signatures(graft, [*roots, *reached], made, findings)
    _keep_defaults(own, roots)
    _add_resources(graft, entry(own, "/DR"), made, findings)
    made.fields += list({id(resolve(value)): value for value in tops}.values())
    made.order += items(own.get("/CO"))
    made.appearance = made.appearance or (own.get("/DA") if octets(own.get("/DA")) is not None else None)
    made.needs_appearances |= is_true(own.get("/NeedAppearances"))


def _unique(values: list[DictionaryObject]) -> list[DictionaryObject]:
    return list({id(value): value for value in values}.values())


def _below(graft: Graft, tops: list[PdfObject], limits: Limits) -> Iterator[DictionaryObject]:
    """Yield the fields and widgets below the top ones, without recursion."""
    waiting = [(kid, 1) for top in tops for kid in items((dictionary(top) or DictionaryObject()).get("/Kids"))]
    seen: set[int] = set()
    while waiting:
        value, level = waiting.pop()
        found = dictionary(value)
        if found is None:
            continue
        if id(found) in seen or level > limits.depth:
            what = f"The form fields contain themselves or nest deeper than {limits.depth} levels."
            raise refusal(graft.name, "join-form-loop", what, "Save the file again in the program that made it.")
        seen.add(id(found))
        yield found
        waiting.extend((kid, level + 1) for kid in items(found.get("/Kids")))


def _stray_roots(graft: Graft, limits: Limits) -> Iterator[DictionaryObject]:
    """Yield the fields of the widgets on the pages: readers repair a list of fields that leaves some of them out."""
    for page in graft.page_dictionaries():
        for value in items(page.get("/Annots")):
            found = dictionary(value)
            if found is None or name(found.get("/Subtype")) != "/Widget":
                continue
            for _ in range(limits.depth):
                above = dictionary(found.get("/Parent"))
                if above is None:
                    break
                found = above
            yield found


def _rename(graft: Graft, roots: list[DictionaryObject], made: _Form, findings: Findings) -> None:
    own = {words(root.get("/T")) for root in roots} - {""}
    closed = own | made.names
    renamed: dict[str, str] = {}
    for old in sorted(own & made.names):
        new = renamed[old] = unused(old, graft.number, closed.__contains__)
        closed.add(new)
        findings.rename(graft.name, Kind.FIELD, old, new)
    for root in roots:
        if words(root.get("/T")) in renamed:
            put(root, "/T", text(renamed[words(root.get("/T"))]))
    made.names |= {renamed.get(old, old) for old in own}


def _void_signatures(graft: Graft, fields: list[DictionaryObject], made: _Form, findings: Findings) -> None:
    voided: list[str] = []
    for found in fields:
        if name(found.get("/FT")) != "/Sig":
            continue
        made.has_signature_fields = True
        if "/V" in found:
            del found["/V"]
            voided.append(words(found.get("/T")) or "unnamed")
    if voided:
        findings.warn(
            graft.name,
            "join-signature-removed",
            f"Removed signatures, which cannot hold for a joined file: {listed(voided)}.",
            "Keep the signed file beside the joined one.",
        )


def _keep_defaults(own: DictionaryObject, roots: list[DictionaryObject]) -> None:
    """Say on each field what the part says for all of them: both entries are inherited (tables 218 and 222)."""
    for key in ("/DA", "/Q"):
        default = own.get(key)
        if resolve(default) in (None, 0) or default is None:
            continue
        for root in roots:
            if key not in root:
                put(root, key, default)


def _add_resources(graft: Graft, own: DictionaryObject, made: _Form, findings: Findings) -> None:
    renamed: dict[bytes, bytes] = {}
    for category, value in own.items():
        held = dictionary(value)
        if held is None:
            made.resources.setdefault(NameObject(category), value)
            continue
        target = entry(made.resources, category)
        put(made.resources, category, target)
        for old, resource in held.items():
            new = unused(str(old), graft.number, partial(_means_another, target, resource))
            put(target, new, resource)
            if new != old and category == "/Font":
                renamed[bytes_of(str(old))] = bytes_of(new)
                findings.rename(graft.name, Kind.FORM_FONT, legible(str(old)), legible(new))
    for found in graft.dictionaries if renamed else ():
        appearance = octets(found.get("/DA"))
        if appearance is not None:
            put(found, "/DA", ByteStringObject(_with_fonts(appearance, renamed)))


def _means_another(target: DictionaryObject, resource: PdfObject, key: str) -> bool:
    return key in target and likeness(target[key]) != likeness(resource)


def _with_fonts(appearance: bytes, renamed: dict[bytes, bytes]) -> bytes:
    def new(found: re.Match[bytes]) -> bytes:
        return b"/" + renamed.get(found[1], found[1])

    return _FONT_USE.sub(new, appearance)
