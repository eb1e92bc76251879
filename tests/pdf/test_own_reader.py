"""The reader of own files gives the objects that pypdf gives, and leaves to pypdf what is written in another way."""

import zlib
from io import BytesIO

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NullObject, PdfObject, TextStringObject

from factsheet_builder.pdf.joining.join_findings import Part
from factsheet_builder.pdf.joining.joining import join
from factsheet_builder.pdf.reading.own_reader import OwnReader, _OddError
from tests.pdf.joining.documents import fixture, typst_file, weasyprint_file


def difference(one: object, other: object) -> object:
    """Return what of two objects differs in kind, order, value or bytes, or nothing."""
    if type(one) is not type(other):
        return one, other
    if isinstance(one, IndirectObject) and isinstance(other, IndirectObject):
        return None if (one.idnum, one.generation) == (other.idnum, other.generation) else (one, other)
    if isinstance(one, DictionaryObject) and isinstance(other, DictionaryObject):
        if list(one) != list(other):
            return list(one), list(other)
        return next(filter(None, (difference(one.raw_get(key), other.raw_get(key)) for key in one)), None)
    if isinstance(one, ArrayObject) and isinstance(other, ArrayObject):
        if len(one) != len(other):
            return len(one), len(other)
        return next(filter(None, map(difference, list.__iter__(one), list.__iter__(other))), None)
    if isinstance(one, TextStringObject) and isinstance(other, TextStringObject):
        return None if (str(one), one.original_bytes) == (str(other), other.original_bytes) else (one, other)
    if isinstance(one, NullObject):
        return None
    return None if one == other and str(one) == str(other) else (one, other)


def all_objects(reader: PdfReader) -> dict[int, PdfObject | None]:
    return {number: reader.get_object(number) for number in sorted(reader.xref_objStm)}


@pytest.mark.parametrize("name", ["shipped", "joined", "engine", "typst", "chromium"])
def test_objects_are_those_of_pypdf(shipped_pdf: bytes, name: str) -> None:
    parts = [Part(part, data) for part, data in (("a", typst_file(3)), ("b", shipped_pdf))]
    files = {
        "shipped": lambda: shipped_pdf,
        "joined": lambda: join(parts, title="Joined").data,
        "engine": lambda: weasyprint_file(1),
        "typst": lambda: typst_file(3),
        "chromium": lambda: fixture("chromium-ua1"),
    }
    data = files[name]()
    usual, own = all_objects(PdfReader(BytesIO(data))), all_objects(OwnReader(BytesIO(data)))
    assert len(usual) > (100 if name in {"shipped", "joined"} else -1)
    assert {number: difference(usual[number], own[number]) for number in usual} == dict.fromkeys(usual)


def test_own_files_are_read_without_pypdf_s_reader(shipped_pdf: bytes) -> None:
    reader = OwnReader(BytesIO(shipped_pdf))
    for number in sorted({stream for stream, _ in reader.xref_objStm.values()}):
        assert reader._read_object_stream(number)


def file_with(value: bytes) -> bytes:
    """Return a file whose object 4 stands in an object stream and is written as ``value``."""
    held = zlib.compress(b"4 0 " + value)
    out = bytearray(b"%PDF-1.7\n")
    places = {1: len(out)}
    out += b"1 0 obj\n<</Type /Catalog /Pages 2 0 R>>\nendobj\n"
    places[2] = len(out)
    out += b"2 0 obj\n<</Type /Pages /Kids [] /Count 0>>\nendobj\n"
    places[3] = len(out)
    head = b"<</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d>>" % len(held)
    out += b"3 0 obj\n" + head + b"\nstream\n" + held + b"\nendstream\nendobj\n"
    places[5] = len(out)
    rows = [b"\0\0\0\0\xff", *(b"\1" + places[n].to_bytes(3) + b"\0" for n in (1, 2, 3)), b"\2\0\0\3\0"]
    table = b"".join([*rows, b"\1" + places[5].to_bytes(3) + b"\0"])
    head = b"<</Type /XRef /Size 6 /W [1 3 1] /Root 1 0 R /Length %d>>" % len(table)
    out += b"5 0 obj\n" + head + b"\nstream\n" + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % places[5]
    return bytes(out)


@pytest.mark.parametrize(
    ("value", "is_odd"),
    [
        (b"<</A 1/B -2/C +3/D 1.5/E -.5/F 4./G[1 2 R 3 0 R 4 0 0 R]>>", True),
        (b"<</A 1/B -2/C +3/D 1.5/E -.5/F 4./G[12 0 R 3 0 R 4 0]>>", False),
        (rb"<</A(a\(b\)c\\d\101\n)/B()/C(\376\377)/D<FEFF00E9>/E<>>>", False),
        (b"<</A(a(b)c)>>", True),
        (b"<</A(a\nb)/B(\xe9\x80)>>", False),
        (b"<</A(a\r\nb)>>", True),
        (b"<</A#20B 1>>", True),
        (b"<</A true/B false/C null/D[true null]>>", False),
        (b"<</A<ABC>>>", True),
        (b"<</A%comment\n 1>>", True),
        (b"<</A 1/A 2>>", True),
        (b"[[[1]<<>>][/A/B]]", False),
        (b" \n(text)", False),
        (b"/Name ", False),
        (b"<</A/B>>", False),
    ],
)
def test_what_is_written_in_another_way_is_left_to_pypdf(value: bytes, is_odd: bool) -> None:
    data = file_with(value)
    reader = OwnReader(BytesIO(data))
    if is_odd:
        with pytest.raises(_OddError):
            reader._read_object_stream(3)
    else:
        assert list(reader._read_object_stream(3)) == [4]
    assert difference(PdfReader(BytesIO(data)).get_object(4), OwnReader(BytesIO(data)).get_object(4)) is None
