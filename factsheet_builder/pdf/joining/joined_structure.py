"""Structure trees of the parts as one tree (ISO 32000-1, 14.7; ISO 32000-2, 14.7 and 14.8).

The result has one ``Document`` element whose children are the ``Document`` elements of the tagged parts, in order. Keys
into the parent tree are renumbered, IDs made unique with all that refers to them, and the language of each part stands
on its own ``Document``. Names of types and of attribute classes are left to ``roles``. A part without tags stays out:
whatever keys its pages carry are removed, since they would otherwise point at the elements of another part.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

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

from factsheet_builder.pdf.joining import roles, whole
from factsheet_builder.pdf.joining.admission import is_tagged
from factsheet_builder.pdf.joining.grafting import Graft
from factsheet_builder.pdf.joining.join_findings import Findings, Kind, Limits, refusal, unused_bytes
from factsheet_builder.pdf.joining.objects import (
    dictionary,
    entry,
    integer,
    is_true,
    items,
    name,
    octets,
    one_or_many,
    put,
    record,
    resolve,
)
from factsheet_builder.pdf.joining.trees import LoopError, name_tree, number_tree, numbered
from factsheet_builder.pdf.joining.volume import Volume

_CONTENT = frozenset({"/MCR", "/OBJR"})


@dataclass(slots=True)
class Structure:
    """The joined tree.

    Attributes:
        root: the structure tree root, or ``None`` where no part is tagged.
        documents: number of a part to its ``Document`` element.
        suspect: whether some content of the file is neither tagged nor marked as decoration.
    """

    root: IndirectObject | None = None
    documents: dict[int, IndirectObject] = field(default_factory=dict)
    suspect: bool = False

    def mark_information(self) -> DictionaryObject:
        """Return the catalog's MarkInfo (14.7.1).

        ``Marked`` lets readers use the tree at all. Where a part is not tagged, ``Suspects`` says beside it that the
        file does not keep to the conventions of tagged PDF everywhere; PDF/UA asks that it be false (ISO 14289-1, 7.1).
        """
        entries: dict[str, PdfObject] = {"/Marked": BooleanObject(self.root is not None)}
        return record(entries | ({"/Suspects": BooleanObject(True)} if self.suspect else {}))


def merge(volume: Volume, grafts: list[Graft], limits: Limits, findings: Findings) -> Structure:
    """Return the structure of the result.

    Raises:
        RefusedError: a tree contains itself, or is deeper than the limit (``join-structure-loop``).
    """
    made = Structure()
    tagged = [graft for graft in grafts if is_tagged(graft.catalog)]
    for untagged in (graft for graft in grafts if not is_tagged(graft.catalog)):
        _forget_keys(untagged)
        if tagged:
            made.suspect = True
            what = "The part has no tags; a screen reader may find nothing on its pages."
            findings.warn(untagged.name, "join-untagged", what, "Export it with tags (PDF/UA) if the program can.")
    if not tagged:
        return made
    root = made.root = volume.reserve()
    elements = {graft.number: list(_elements(graft, limits)) for graft in tagged}
    entries: dict[str, PdfObject] = {"/Type": NameObject("/StructTreeRoot")}
    # IDs first: the headers in an attribute class are part of what decides whether two classes are the same.
    entries |= _identifiers(volume, tagged, elements, findings)
    whole.number_headings(tagged, elements, findings)
    entries |= roles.merge(volume, tagged, elements, findings)
    entries |= _parent_tree(volume, tagged, limits)
    entries |= _extras(tagged)
    top = volume.reserve()
    made.documents = {graft.number: _document(volume, graft, top, findings) for graft in tagged}
    marks = [entry(graft.catalog, "/MarkInfo") for graft in tagged]
    made.suspect |= any(is_true(own.get("/Suspects")) or not is_true(own.get("/Marked")) for own in marks)
    document = _element(root, list(made.documents.values()))
    roles.inherit_namespace(document, list(made.documents.values()))
    volume.fill(top, document)
    volume.fill(root, record(entries | {"/K": ArrayObject([top])}))
    return made


def _forget_keys(graft: Graft) -> None:
    for held in graft.dictionaries:
        for key in ("/StructParent", "/StructParents"):
            held.pop(key, None)


def _elements(graft: Graft, limits: Limits) -> Iterator[DictionaryObject]:
    """Yield the structure elements of a part in reading order; raise where the tree contains itself or is too deep."""
    waiting = [(kid, 1) for kid in reversed(one_or_many(entry(graft.catalog, "/StructTreeRoot").get("/K")))]
    seen: set[int] = set()
    while waiting:
        value, level = waiting.pop()
        element = dictionary(value)
        if element is None or name(element.get("/Type")) in _CONTENT:
            continue
        if id(element) in seen or level > limits.depth:
            raise refusal(
                graft.name,
                "join-structure-loop",
                f"The tags contain themselves or nest deeper than {limits.depth} levels.",
                "Tag the file again in the program that made it.",
            )
        seen.add(id(element))
        yield element
        waiting.extend((kid, level + 1) for kid in reversed(one_or_many(element.get("/K"))))


def _parent_tree(volume: Volume, tagged: list[Graft], limits: Limits) -> dict[str, PdfObject]:
    """Renumber StructParent and StructParents (14.7.4.4): each part gets the numbers after those of the part before."""
    merged: dict[int, PdfObject] = {}
    for graft in tagged:
        try:
            own = numbered(entry(graft.catalog, "/StructTreeRoot").get("/ParentTree"), limits.depth)
        except LoopError as error:
            what = "The parent tree of the tags contains itself."
            remedy = "Tag the file again in the program that made it."
            raise refusal(graft.name, "join-structure-loop", what, remedy) from error
        renumbered = {old: len(merged) + place for place, old in enumerate(sorted(own))}
        for held in graft.dictionaries:
            for key in ("/StructParent", "/StructParents"):
                _renumber(held, key, renumbered)
        merged |= {renumbered[old]: value for old, value in own.items()}
    return {"/ParentTree": number_tree(volume, merged), "/ParentTreeNextKey": NumberObject(len(merged))}


def _renumber(held: DictionaryObject, key: str, renumbered: dict[int, int]) -> None:
    if key not in held:
        return
    new = renumbered.get(integer(held.get(key)) or 0) if integer(held.get(key)) is not None else None
    if new is None:
        # The part's own tree knows no such key; kept, it would be taken for a key of another part.
        del held[key]
    else:
        put(held, key, NumberObject(new))


def _identifiers(
    volume: Volume, tagged: list[Graft], elements: dict[int, list[DictionaryObject]], findings: Findings
) -> dict[str, PdfObject]:
    """Make the IDs of elements unique (14.7.2), with the headers of table cells that refer to them (14.8.5.7)."""
    merged: dict[bytes, PdfObject] = {}
    for graft in tagged:
        own: dict[bytes, DictionaryObject] = {}
        for element in elements[graft.number]:
            identifier = octets(element.get("/ID"))
            if identifier is not None:
                own.setdefault(identifier, element)
        taken = merged.keys() | own.keys()
        renamed: dict[bytes, bytes] = {}
        for old in [old for old in own if old in merged]:
            renamed[old] = unused_bytes(old, graft.number, taken.__contains__)
            taken.add(renamed[old])
        for old, new in renamed.items():
            findings.rename(graft.name, Kind.ELEMENT, old.decode("latin-1"), new.decode("latin-1"))
        if renamed:
            _rename_identifiers(graft, elements[graft.number], renamed)
        references = _references(volume, graft, own)
        merged |= {renamed.get(old, old): references[old] for old in own}
    return {"/IDTree": name_tree(volume, merged)} if merged else {}


def _references(volume: Volume, graft: Graft, own: dict[bytes, DictionaryObject]) -> dict[bytes, PdfObject]:
    """Return a reference to each element that has an ID: it is held by its parent or by the parent tree."""
    wanted = {id(element) for element in own.values()}
    found: dict[int, PdfObject] = {}
    for held in graft.dictionaries:
        for kid in one_or_many(held.get("/K")):
            target = resolve(kid)
            if id(target) in wanted and isinstance(kid, IndirectObject):
                found[id(target)] = kid
    return {key: found.get(id(element)) or volume.add(element) for key, element in own.items()}


def _rename_identifiers(graft: Graft, elements: list[DictionaryObject], renamed: dict[bytes, bytes]) -> None:
    for element in elements:
        new = renamed.get(octets(element.get("/ID")) or b"")
        if new is not None:
            put(element, "/ID", ByteStringObject(new))
    for held in graft.dictionaries:
        for key in ("/Headers", "/SD"):
            if key in held and items(held.get(key)):
                put(held, key, ArrayObject([_renamed(value, renamed) for value in items(held.get(key))]))


def _renamed(value: PdfObject, renamed: dict[bytes, bytes]) -> PdfObject:
    old = octets(value)
    return value if old is None or old not in renamed else ByteStringObject(renamed[old])


def _extras(tagged: list[Graft]) -> dict[str, PdfObject]:
    """Keep the files that belong to the structure as a whole: pronunciation lexicons, associated files (PDF 2.0)."""
    found: dict[str, PdfObject] = {}
    for key in ("/PronunciationLexicon", "/AF"):
        held = [value for graft in tagged for value in one_or_many(entry(graft.catalog, "/StructTreeRoot").get(key))]
        if held:
            found[key] = ArrayObject(held)
    return found


def _document(volume: Volume, graft: Graft, top: IndirectObject, findings: Findings) -> IndirectObject:
    """Return the one element that stands for a part, made where the part has several roots or one of another type."""
    kids = [
        kid for kid in one_or_many(entry(graft.catalog, "/StructTreeRoot").get("/K")) if dictionary(kid) is not None
    ]
    held = [kid if isinstance(kid, IndirectObject) else volume.add(kid) for kid in kids]
    only = dictionary(held[0]) if len(held) == 1 else None
    if only is not None and name(only.get("/S")) == "/Document":
        reference, element = held[0], only
        put(element, "/P", top)
    else:
        element = _element(top, held)
        roles.inherit_namespace(element, held)
        reference = volume.add(element)
        for kid in held:
            found = dictionary(kid)
            if found is not None:
                put(found, "/P", reference)
    whole.settle_language(graft, element, findings)
    return reference


def _element(parent: IndirectObject, kids: list[IndirectObject]) -> DictionaryObject:
    return record(
        {
            "/Type": NameObject("/StructElem"),
            "/S": NameObject("/Document"),
            "/P": parent,
            "/K": ArrayObject(kids),
        }
    )
