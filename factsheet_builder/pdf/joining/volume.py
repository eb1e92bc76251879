"""The objects of the file that is being made, and the bytes they become.

A ``Volume`` takes objects, gives each a number, and writes those that can be reached from the catalog: in the order in
which they are reached, with object streams and a cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8), and with a file
identifier that is a digest of the content (14.4). Nothing depends on a clock, on memory addresses or on hash seeds: the
same objects give the same bytes in any process. What the objects mean is left to the other modules.

pypdf's own writer is not used for this: it writes no object streams, so that a structure tree takes three times the
room, and it copies the streams behind an array of references again each time it meets them.
"""

import zlib
from collections.abc import Callable, Mapping
from hashlib import sha256

from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

from factsheet_builder.pdf.joining.objects import raw, record, references, serialise

# How a stored number becomes the number in the file; 0 for an object that is not written.
Numbering = Callable[[int], int]

# As many as other writers put into one object stream: readers unpack a whole stream to get at one object.
_OBJECTS_PER_STREAM = 200


class Volume:
    """A numbered store of objects; stands behind references in the place where pypdf expects a reader."""

    def __init__(self) -> None:
        self._objects: list[PdfObject] = []

    def __len__(self) -> int:
        return len(self._objects)

    def reserve(self) -> IndirectObject:
        """Return a reference to an object that is filled in later; until then it is null."""
        return self.add(NullObject())

    def add(self, value: PdfObject) -> IndirectObject:
        """Store an object and return the reference to it."""
        self._objects.append(value)
        return IndirectObject(len(self._objects), 0, self)

    def fill(self, reference: IndirectObject, value: PdfObject) -> None:
        """Put an object where a reference points."""
        self._objects[reference.idnum - 1] = value

    def get_object(self, reference: IndirectObject) -> PdfObject:
        """Return the object behind a reference; the name is the one that pypdf calls."""
        return self._objects[reference.idnum - 1]

    def at(self, number: int) -> PdfObject:
        """Return the object with a number (from 1)."""
        return self._objects[number - 1]

    def reached(self, roots: list[IndirectObject], shared: Mapping[int, int]) -> list[int]:
        """Return the numbers of the objects that can be reached, in the order of a walk in depth, no recursion.

        Args:
            roots: where to begin.
            shared: number of an object to the number of the one that is stored in its place (see ``sharing``).
        """
        order: dict[int, None] = {}
        waiting = [shared.get(root.idnum, root.idnum) for root in reversed(roots)]
        while waiting:
            number = waiting.pop()
            if number in order:
                continue
            order[number] = None
            held = [shared.get(found.idnum, found.idnum) for found in references(self.at(number))]
            waiting.extend(found for found in reversed(held) if found not in order)
        return list(order)


def write(
    volume: Volume,
    catalog: IndirectObject,
    info: IndirectObject | None,
    version: str,
    shared: Mapping[int, int],
) -> bytes:
    """Return the file: header, streams, object streams, cross-reference stream.

    Args:
        volume: the objects.
        catalog: the document catalog.
        info: the document information dictionary, or ``None`` (PDF/A-4 has none: ISO 19005-4, 6.1.3).
        version: ``"1.7"`` or ``"2.0"``.
        shared: duplicates to the number of the object that is stored for all of them.
    """
    order = volume.reached([catalog, *([info] if info else [])], shared)
    numbers = {old: new for new, old in enumerate(order, 1)}
    sheet = _Sheet(version)

    def number(old: int) -> int:
        return numbers.get(shared.get(old, old), 0)

    compact: list[tuple[int, bytes]] = []
    for old in order:
        value = volume.at(old)
        if isinstance(value, StreamObject):
            sheet.add_stream(numbers[old], value, number)
        else:
            compact.append((numbers[old], serialise(value, number)))
    free = len(order) + 1
    for start in range(0, len(compact), _OBJECTS_PER_STREAM):
        sheet.add_object_stream(free, compact[start : start + _OBJECTS_PER_STREAM])
        free += 1
    trailer = {"/Root": IndirectObject(catalog.idnum, 0, volume)}
    if info:
        trailer["/Info"] = IndirectObject(info.idnum, 0, volume)
    return sheet.finished(free, record(trailer), number)


class _Sheet:
    """The growing bytes of a file and where each object lies in them."""

    def __init__(self, version: str) -> None:
        # The comment of four bytes above 127 tells programs that the file is binary (ISO 32000-1, 7.5.2).
        self._chunks = [f"%PDF-{version}\n".encode() + b"%\xe2\xe3\xcf\xd3\n"]
        self._length = len(self._chunks[0])
        self._rows: dict[int, tuple[int, int, int]] = {0: (0, 0, 65535)}

    def _append(self, number: int, body: bytes) -> None:
        chunk = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        self._rows[number] = (1, self._length, 0)
        self._chunks.append(chunk)
        self._length += len(chunk)

    def add_stream(self, number: int, value: StreamObject, numbering: Numbering) -> None:
        """Write a stream with its data as they are stored."""
        data = raw(value)
        entries = DictionaryObject(value)
        entries[NameObject("/Length")] = NumberObject(len(data))
        self._append(number, serialise(entries, numbering) + b"\nstream\n" + data + b"\nendstream")

    def add_object_stream(self, number: int, objects: list[tuple[int, bytes]]) -> None:
        """Write objects together into one compressed stream (ISO 32000-1, 7.5.7)."""
        offset, index, bodies = 0, [], []
        for place, (inner, body) in enumerate(objects):
            index.append(b"%d %d" % (inner, offset))
            bodies.append(body)
            offset += len(body) + 1
            self._rows[inner] = (2, number, place)
        head = b" ".join(index) + b"\n"
        data = zlib.compress(head + b"\n".join(bodies), 9)
        entries = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>" % (len(objects), len(head), len(data))
        self._append(number, entries + b"\nstream\n" + data + b"\nendstream")

    def finished(self, number: int, trailer: DictionaryObject, numbering: Numbering) -> bytes:
        """Return the whole file, closed by a cross-reference stream with the given object number."""
        identifier = ByteStringObject(sha256(b"".join(self._chunks)).digest()[:16])
        start = self._length
        self._rows[number] = (1, start, 0)
        rows = b"".join(
            kind.to_bytes(1, "big") + second.to_bytes(5, "big") + third.to_bytes(2, "big")
            for kind, second, third in (self._rows[at] for at in range(number + 1))
        )
        data = zlib.compress(rows, 9)
        entries = DictionaryObject(trailer)
        entries.update(
            record(
                {
                    "/Type": NameObject("/XRef"),
                    "/Size": NumberObject(number + 1),
                    "/W": ArrayObject([NumberObject(1), NumberObject(5), NumberObject(2)]),
                    "/Filter": NameObject("/FlateDecode"),
                    "/ID": ArrayObject([identifier, identifier]),
                    "/Length": NumberObject(len(data)),
                }
            )
        )
        self._append(number, serialise(entries, numbering) + b"\nstream\n" + data + b"\nendstream")
        return b"".join(self._chunks) + b"startxref\n%d\n%%%%EOF\n" % start
