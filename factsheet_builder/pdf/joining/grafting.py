"""From an admitted part to its objects in the volume: copied, page tree left behind, references kept.

Everything that the part's catalog reaches is copied once, with a list of work instead of recursion, so that a chain of
a million objects is only long. Pages keep what they inherit. A page that is not in the page tree (deleted in an editor,
a template) stays out, with all that hangs on it: nobody sees it in the part, so nobody should find it in the result.
What has to change afterwards is left to the modules that know the meaning; ``Graft.dictionaries`` is their way in.
"""

from collections import deque
from dataclasses import dataclass, field

from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NullObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from factsheet_builder.pdf.joining.admission import Source, damage_heard, default_box, guarded
from factsheet_builder.pdf.joining.join_findings import Limits, Part, refusal
from factsheet_builder.pdf.joining.objects import items, name, put, raw, resolve
from factsheet_builder.pdf.joining.volume import Volume

# Left behind: the page tree is made anew, and private data of editors mean nothing here.
_LEFT = frozenset({"/Page", "/Pages", "/Catalog"})
_OWN_KEYS = frozenset({"/Parent", "/Metadata", "/PieceInfo"})

# Arrays and dictionaries that directly hold one another. They are read and written by recursion, of which Python allows
# a thousand calls; files that people make stay below twenty.
_DEEPEST_OBJECT = 100


@dataclass(slots=True)
class Graft:
    """A part whose objects are in the volume.

    Attributes:
        number: which part it is, from 1.
        part: the part.
        version: its PDF version.
        catalog: the copy of its catalog, which is not itself written: its entries are merged.
        pages: references to its pages, in order.
        dictionaries: every dictionary and stream of the part, those inside others included.
    """

    number: int
    part: Part
    version: str
    catalog: DictionaryObject
    pages: list[IndirectObject]
    dictionaries: list[DictionaryObject] = field(default_factory=list)
    _places: dict[int, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the report calls the part."""
        return self.part.name

    def page_dictionaries(self) -> list[DictionaryObject]:
        """Return the dictionaries of the pages, in order."""
        return [page for page in map(resolve, self.pages) if isinstance(page, DictionaryObject)]

    def page_of(self, annotation: DictionaryObject) -> int:
        """Return the page (from 1, in the part) that an annotation stands on, 0 for none."""
        if not self._places:
            self._places[0] = 0
            for number, page in enumerate(self.page_dictionaries(), 1):
                self._places[id(page)] = number
                self._places.update((id(resolve(found)), number) for found in items(page.get("/Annots")))
        return self._places.get(id(annotation), 0)


def graft(source: Source, number: int, volume: Volume, limits: Limits) -> Graft:
    """Copy a part into the volume.

    Raises:
        RefusedError: an object cannot be read (``join-damaged``) or there are too many (``join-too-many-objects``).
    """
    copier = _Copier(source, volume, limits)
    grafted = Graft(number, source.part, source.version, DictionaryObject(), copier.pages, copier.dictionaries)

    def work() -> None:
        grafted.catalog = copier.catalog()
        copier.finish()

    guarded(source.part, source.listener, work)
    return grafted


class _Copier:
    def __init__(self, source: Source, volume: Volume, limits: Limits) -> None:
        self._source = source
        self._volume = volume
        self._limits = limits
        self.dictionaries: list[DictionaryObject] = []
        self.pages = [volume.reserve() for _ in source.pages]
        self._known: dict[tuple[int, int], IndirectObject | None] = {}
        self._waiting: deque[tuple[IndirectObject, object]] = deque()
        for (reference, _, _), page in zip(source.pages, self.pages, strict=True):
            self._known[reference.idnum, reference.generation] = page

    def catalog(self) -> DictionaryObject:
        """Copy the catalog, and the pages with what they inherit."""
        held = {key: value for key, value in self._source.catalog.items() if key not in {"/Pages", "/Metadata"}}
        copied = self._dictionary(DictionaryObject(), held)
        for reference, (_, page, inherited) in zip(self.pages, self._source.pages, strict=True):
            entries = {key: value for key, value in (inherited | page).items() if key not in _OWN_KEYS}
            made = self._dictionary(DictionaryObject(), entries)
            if resolve(made.get("/MediaBox")) is None:
                put(made, "/MediaBox", default_box())
            self._volume.fill(reference, made)
        return copied

    def finish(self) -> None:
        """Copy all that is still waiting; each copy may add to it."""
        while self._waiting:
            reference, value = self._waiting.popleft()
            self._volume.fill(reference, self._copy(value))

    def _copy(self, value: object, level: int = 0) -> PdfObject:
        if level > _DEEPEST_OBJECT:
            raise ValueError(f"an object nests deeper than {_DEEPEST_OBJECT} levels")
        match value:
            case IndirectObject():
                return self._reference(value) or NullObject()
            case StreamObject():
                made = StreamObject()
                made._data = raw(value)
                entries = {key: held for key, held in value.items() if key != "/Length"}
                return self._dictionary(made, entries, level)
            case DictionaryObject():
                return self._dictionary(DictionaryObject(), value, level)
            case ArrayObject():
                return ArrayObject([self._copy(held, level + 1) for held in value])
            case ByteStringObject() | TextStringObject():
                return ByteStringObject(value.original_bytes)
            case PdfObject():
                return value
            case _:
                return NullObject()

    def _dictionary(self, made: DictionaryObject, held: dict[object, object], level: int = 0) -> DictionaryObject:
        self.dictionaries.append(made)
        for key, value in held.items():
            copied = self._copy(value, level + 1)
            if not isinstance(copied, NullObject):  # null is the same as no entry (ISO 32000-1, 7.3.7)
                made[key] = copied
        return made

    def _reference(self, value: IndirectObject) -> IndirectObject | None:
        key = (value.idnum, value.generation)
        if key not in self._known:
            found = self._read(value)
            if found is None or (isinstance(found, DictionaryObject) and name(found.get("/Type")) in _LEFT):
                self._known[key] = None
            else:
                made = self._known[key] = self._volume.reserve()
                self._waiting.append((made, found))
                if len(self._known) > self._limits.objects_per_part:
                    what = f"The file has more than {self._limits.objects_per_part} objects."
                    raise refusal(
                        self._source.part.name, "join-too-many-objects", what, "Divide it into several files."
                    )
        return self._known[key]

    def _read(self, value: IndirectObject) -> object:
        # An object that the cross-reference table does not know is null (ISO 32000-1, 7.3.10). pypdf would search the
        # whole file for it, each time: minutes for a file with a hundred thousand such references.
        reader = self._source.reader
        if value.idnum not in reader.xref.get(value.generation, {}) and (
            value.generation or value.idnum not in reader.xref_objStm
        ):
            return None
        found = resolve(value)
        if damage := damage_heard(self._source.listener):
            raise ValueError(damage)
        return found
