"""A foreign file with too much of anything is refused with its measure by inspection and joining alike, in little memory."""

import subprocess
import sys
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from factsheet_builder.errors import ExitCode, RefusedError, SurroundingsError
from factsheet_builder.pdf.joining import Part, join
from factsheet_builder.pdf.reading.inspection import inspect_pdf
from factsheet_builder.pdf.reading.pdf_limits import MOST_ANNOTATIONS, MOST_BOOKMARKS, MOST_DESTINATIONS, MOST_FIELDS

MANY = 100_000


def pdf(catalog: bytes, page: bytes, more: Sequence[bytes]) -> bytes:
    """A file of one page, object 3; ``more`` are the objects from 4 on."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]" + page + b">>",
        *more,
    ]
    out, offsets = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, held in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + held + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return bytes(out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


def references(count: int, first: int = 4) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in range(first, first + count))


def annotations(count: int) -> bytes:
    link = b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://example.org)>>>>"
    return pdf(b"", b"/Annots[" + references(count) + b"]", [link] * count)


def fields(count: int) -> bytes:
    form = b"/AcroForm<</Fields[" + references(count) + b"]>>"
    return pdf(form, b"", [b"<</FT/Tx/T(f%d)>>" % number for number in range(count)])


def bookmarks(count: int) -> bytes:
    chain = [b"<</Title(t)/Parent 4 0 R/Next %d 0 R/Dest[3 0 R/Fit]>>" % (number + 6) for number in range(count - 1)]
    last = b"<</Title(t)/Parent 4 0 R/Dest[3 0 R/Fit]>>"
    head = b"<</First 5 0 R/Last %d 0 R/Count %d>>" % (count + 4, count)
    return pdf(b"/Outlines 4 0 R", b"", [head, *chain, last])


def destinations(count: int) -> bytes:
    return pdf(b"/Dests<<" + b"".join(b"/d%d[3 0 R/Fit]" % number for number in range(count)) + b">>", b"", [])


def listed_destinations(count: int) -> bytes:
    names = b"".join(b"(d%06d)[3 0 R/Fit]" % number for number in range(count))
    return pdf(b"/Names<</Dests<</Names[" + names + b"]>>>>", b"", [])


def bomb(size: int) -> bytes:
    packed = zlib.compress(zlib.compress(b"\0" * size))
    stream = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n" % len(packed) + packed + b"\nendstream"
    return pdf(b"", b"/Contents 4 0 R", [stream])


MAKERS: tuple[tuple[Callable[[int], bytes], int, str], ...] = (
    (annotations, MANY, f"The file has more than {MOST_ANNOTATIONS:,} links, comments and fields"),
    (fields, MANY, f"The file has more than {MOST_FIELDS:,} form fields"),
    (bookmarks, MANY, f"The file has more than {MOST_BOOKMARKS:,} bookmarks"),
    (destinations, MANY, f"The file has more than {MOST_DESTINATIONS:,} named places"),
    (listed_destinations, MANY, "The file has a list, a name or a stream beyond the size that is read"),
    (bomb, 400_000_000, "The file has a list, a name or a stream beyond the size that is read"),
)


@pytest.mark.parametrize(("maker", "count", "said"), MAKERS, ids=lambda value: getattr(value, "__name__", ""))
def test_it_is_refused_by_both_doors(maker: Callable[[int], bytes], count: int, said: str) -> None:
    data = maker(count)
    for refused, code in (
        (lambda: inspect_pdf(data, "big.pdf"), "pdf-too-much"),
        (lambda: join([Part("big.pdf", data)], title="Joined"), "join-too-much"),
    ):
        with pytest.raises((RefusedError, SurroundingsError)) as caught:
            refused()
        (problem,) = caught.value.diagnostics
        assert (problem.code, problem.place.file) == (code, "big.pdf")
        assert problem.what.startswith(said)


@pytest.mark.parametrize("maker", [annotations, fields, bookmarks, destinations])
def test_what_people_make_is_read(maker: Callable[[int], bytes]) -> None:
    facts, _ = inspect_pdf(maker(300))
    assert len(facts.page_sizes_mm) == 1
    assert join([Part("small.pdf", maker(300))], title="Joined").data


def test_a_refusal_takes_little_time_and_memory(tmp_path: Path) -> None:
    """Measured with room to spare: 1.6 s and 160 MB on two cores, where reading it all took 11 s and 500 MB."""
    file = tmp_path / "big.pdf"
    file.write_bytes(annotations(MANY))
    most = 400 * 1024 * 1024
    command = [sys.executable, "-m", "factsheet_builder", "inspect", str(file)]
    limited = ["prlimit", f"--data={most}", *command]
    result = subprocess.run(limited, capture_output=True, text=True, timeout=10, check=False)
    assert result.returncode == ExitCode.SURROUNDINGS, result.stderr
    assert "pdf-too-much" in result.stderr
