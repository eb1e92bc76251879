"""The same thing stored once: font programs, images, colour profiles and what is built of them, found in several parts.

Only what is a value may be shared: streams (unless they carry keys into the parent tree), fonts with their descriptors
and encodings, graphics states, arrays of numbers. Pages, annotations, fields, layers and structure elements are things
with an identity, and are never touched. Equal objects are found from the leaves up: once two font programs are one,
their descriptors are equal, then the fonts.
"""

import re
from hashlib import sha256

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, PdfObject, StreamObject

from factsheet_builder.pdf.joining.grafting import Graft
from factsheet_builder.pdf.joining.objects import dictionary, is_numbers, name, put, raw, resolve, serialise
from factsheet_builder.pdf.joining.volume import Volume

_VALUES = frozenset({"/Font", "/FontDescriptor", "/Encoding", "/ExtGState"})
_IDENTITY = ("/StructParent", "/StructParents")

# A Type 0 font stands four levels above its font program; two more for forms and patterns that use it.
_ROUNDS = 6

_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
_TAGGED = re.compile(r"/[A-Z]{6}\+.+")


def duplicates(volume: Volume, roots: list[IndirectObject]) -> dict[int, int]:
    """Return the number of each object that need not be stored, with the number of its equal that is.

    Args:
        volume: the objects.
        roots: the catalog and the information dictionary; what they do not reach is not looked at.
    """
    candidates = {number: volume.at(number) for number in volume.reached(roots, {}) if _is_value(volume.at(number))}
    prints = {number: sha256(raw(v)).digest() for number, v in candidates.items() if isinstance(v, StreamObject)}
    shared: dict[int, int] = {}
    for _ in range(_ROUNDS):
        first: dict[bytes, int] = {}
        before = len(shared)
        for number, value in candidates.items():
            if number in shared:
                continue
            key = serialise(value, lambda old: shared.get(old, old)) + prints.get(number, b"")
            kept = first.setdefault(key, number)
            if kept != number:
                shared[number] = kept
        if len(shared) == before:
            break
    return {number: _end(shared, number) for number in shared}


def _end(shared: dict[int, int], number: int) -> int:
    while number in shared:
        number = shared[number]
    return number


def _is_value(value: PdfObject) -> bool:
    match value:
        case StreamObject():
            return not any(key in value for key in _IDENTITY)
        case DictionaryObject():
            return name(value.get("/Type")) in _VALUES
        case ArrayObject():
            return is_numbers(value) or bool(value and name(value[0]) == "/ICCBased")
        case _:
            return False


def likeness(value: object, levels: int = 8) -> bytes:
    """Return bytes that are equal for values of equal content, references followed for some levels.

    Used to compare what different parts hold under the same name; the order of entries does not matter.
    """
    found = resolve(value)
    match found:
        case DictionaryObject() if levels:
            held = sorted((str(key).encode(), likeness(inner, levels - 1)) for key, inner in found.items())
            data = sha256(raw(found)).digest() if isinstance(found, StreamObject) else b""
            return b"<" + b" ".join(key + b" " + inner for key, inner in held) + data + b">"
        case ArrayObject() if levels:
            return b"[" + b" ".join(likeness(inner, levels - 1) for inner in found) + b"]"
        case _:
            return serialise(found, lambda old: old)


def tag_subsets_apart(grafts: list[Graft]) -> None:
    """Give different subsets of a font different tags.

    A tag must tell the subsets of one font in one file apart (ISO 32000-1, 9.6.4): readers and printers keep fonts by
    name and would draw one part with the glyphs of another. Producers that derive the tag from the name of the font
    (WeasyPrint 70) write the same one into every file.
    """
    programs: dict[str, bytes] = {}
    for graft in grafts:
        renamed: dict[str, str] = {}
        for held in graft.dictionaries:
            program = next((found for key in _PROGRAMS if (found := dictionary(held.get(key)))), None)
            old = name(held.get("/FontName"))
            if not isinstance(program, StreamObject) or not _TAGGED.fullmatch(old):
                continue
            digest = sha256(raw(program)).digest()
            if programs.setdefault(old, digest) != digest:
                renamed[old] = new = f"/{_tag(digest)}{old[7:]}"
                programs.setdefault(new, digest)
        for held in graft.dictionaries if renamed else ():
            for key in ("/FontName", "/BaseFont"):
                if name(held.get(key)) in renamed:
                    put(held, key, NameObject(renamed[name(held.get(key))]))


def _tag(digest: bytes) -> str:
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
