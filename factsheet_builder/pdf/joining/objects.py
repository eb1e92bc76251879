"""pypdf's untyped objects read with types, and written as the bytes of ISO 32000-1, 7.3.

pypdf hands every value out as ``Any`` and follows references in some calls and not in others; the functions here always
follow them and answer ``None`` for a value of another kind, so that a malformed file is an absence, never a crash.
Strings are kept as the bytes that stood in the file (pypdf guesses an encoding when it reads): a name of a destination
or an ID is compared byte by byte. Where objects live and how they are numbered is left to ``volume``.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from math import isfinite

from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

# A reference to a reference is not allowed (ISO 32000-1, 7.3.10); a chain this long is a hostile file.
_LONGEST_CHAIN = 8

_DELIMITERS = frozenset(b"#()<>[]{}/%")


def resolve(value: object) -> object:
    """Return what ``value`` stands for: the object behind a reference, ``None`` for null and for nothing."""
    for _ in range(_LONGEST_CHAIN):
        if not isinstance(value, IndirectObject):
            return None if isinstance(value, NullObject) else value
        value = value.get_object()
    return None


def dictionary(value: object) -> DictionaryObject | None:
    """Return ``value`` as a dictionary (a stream is one too), or ``None``."""
    found = resolve(value)
    return found if isinstance(found, DictionaryObject) else None


def entry(holder: object, key: str) -> DictionaryObject:
    """Return the dictionary under ``key``, an empty one where there is none: for reading only."""
    found = dictionary(holder)
    return (dictionary(found.get(key)) if found is not None else None) or DictionaryObject()


def items(value: object) -> list[PdfObject]:
    """Return the elements of an array as they stand (references are not followed), none where it is no array."""
    found = resolve(value)
    return list(found) if isinstance(found, ArrayObject) else []


def one_or_many(value: object) -> list[PdfObject]:
    """Return the elements of an array, or the single value that may stand in its place; none for null."""
    found = resolve(value)
    if isinstance(found, ArrayObject):
        return list(found)
    return [value] if found is not None and isinstance(value, PdfObject) else []


def name(value: object) -> str:
    """Return a name with its solidus (``"/GoTo"``), a character for each byte, or an empty string."""
    found = resolve(value)
    return str(found) if isinstance(found, NameObject) else ""


def integer(value: object) -> int | None:
    """Return an integer, or ``None``; booleans and real numbers are not integers."""
    found = resolve(value)
    return int(found) if isinstance(found, NumberObject) else None


def is_true(value: object) -> bool:
    """Tell whether ``value`` is the boolean true."""
    found = resolve(value)
    return isinstance(found, BooleanObject) and bool(found.value)


def octets(value: object) -> bytes | None:
    """Return the bytes of a string as they stood in the file, or ``None``."""
    found = resolve(value)
    if isinstance(found, ByteStringObject):
        return bytes(found)
    return found.original_bytes if isinstance(found, TextStringObject) else None


def words(value: object) -> str:
    """Return the text of a string (ISO 32000-1, 7.9.2.2), an empty one where there is none.

    PDFDocEncoding is read as Latin-1, which differs in some quotation marks only: good enough to compare and report.
    """
    data = octets(value) or b""
    for mark, encoding in ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8")):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    return data.decode("latin-1")


def text(value: str) -> ByteStringObject:
    """Return ``value`` as a text string: ASCII as it is, anything else in UTF-16BE with its mark."""
    return ByteStringObject(value.encode("ascii") if value.isascii() else b"\xfe\xff" + value.encode("utf-16-be"))


def record(entries: Mapping[str, PdfObject]) -> DictionaryObject:
    """Return a new dictionary; keys carry their solidus."""
    return DictionaryObject({NameObject(key): value for key, value in entries.items()})


def put(holder: DictionaryObject, key: str, value: PdfObject) -> None:
    """Set one entry."""
    holder[NameObject(key)] = value


def stream(entries: Mapping[str, PdfObject], data: bytes) -> StreamObject:
    """Return a new stream whose ``data`` is already in the form its filters say."""
    made = StreamObject()
    made.update(record(entries))
    made._data = data
    return made


def raw(value: StreamObject) -> bytes:
    """Return the data of a stream as it is stored, filters not undone.

    pypdf has no public way to them but writing the stream; an attribute that both its kinds of streams share is read.
    """
    return value._data


def serialise(value: object, number: Callable[[int], int]) -> bytes:
    """Return the bytes of a value; ``number`` says how a reference is numbered in the file that is written."""
    out: list[bytes] = []
    _write(value, number, out)
    return b"".join(out)


def _write(value: object, number: Callable[[int], int], out: list[bytes]) -> None:
    match value:
        case IndirectObject():
            target = number(value.idnum)
            out.append(b"%d 0 R" % target if target else b"null")
        case DictionaryObject():
            out.append(b"<<")
            for key, held in value.items():
                out.extend((_name_bytes(str(key)), b" "))
                _write(held, number, out)
            out.append(b">>")
        case ArrayObject():
            out.append(b"[")
            for place, held in enumerate(value):
                if place:
                    out.append(b" ")
                _write(held, number, out)
            out.append(b"]")
        case _:
            out.append(_scalar(value))


def _scalar(value: object) -> bytes:
    match value:
        case NameObject():
            return _name_bytes(str(value))
        case ByteStringObject() | TextStringObject():
            return _string_bytes(bytes(value) if isinstance(value, ByteStringObject) else value.original_bytes)
        case BooleanObject():
            return b"true" if value.value else b"false"
        case NumberObject():
            return b"%d" % int(value)
        case FloatObject():
            return _real_bytes(float(value))
        case _:
            return b"null"


@lru_cache(maxsize=4096)
def _name_bytes(value: str) -> bytes:
    # One character is one byte, see ``admission.listening``; all but printable ASCII is escaped (7.3.5).
    escaped = (
        b"%c" % byte if 33 <= byte <= 126 and byte not in _DELIMITERS else b"#%02X" % byte for byte in bytes_of(value)
    )
    return b"/" + b"".join(escaped)


def bytes_of(value: str) -> bytes:
    """Return the bytes of a name, without its solidus."""
    return value[1:].encode("latin-1", "replace")


def legible(value: str) -> str:
    """Return a name as a report shows it: without its solidus, read as UTF-8 (7.9.2, note 3)."""
    return bytes_of(value).decode("utf-8", "replace")


def _string_bytes(value: bytes) -> bytes:
    for plain, escaped in ((b"\\", b"\\\\"), (b"(", b"\\("), (b")", b"\\)"), (b"\r", b"\\r"), (b"\n", b"\\n")):
        value = value.replace(plain, escaped)
    return b"(" + value + b")"


def _real_bytes(value: float) -> bytes:
    # No exponents in PDF (ISO 32000-1, 7.3.3); a number too large for a float has no meaning that could be kept.
    if not isfinite(value):
        return b"0"
    shortest = repr(value)
    return (format(Decimal(shortest), "f") if "e" in shortest else shortest).encode()


def references(value: object) -> Iterator[IndirectObject]:
    """Yield the references held by a value, in order, through the arrays and dictionaries that it holds directly."""
    match value:
        case IndirectObject():
            yield value
        case DictionaryObject():
            for held in value.values():
                yield from references(held)
        case ArrayObject():
            for held in value:
                yield from references(held)


def is_numbers(value: Sequence[object]) -> bool:
    """Tell whether a sequence holds numbers only, nested arrays of numbers included."""
    return all(
        isinstance(held, NumberObject | FloatObject) or (isinstance(held, ArrayObject) and is_numbers(held))
        for held in value
    )
