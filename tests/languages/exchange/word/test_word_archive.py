"""Word files that nobody should open: refused as a whole, before a parser sees them."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factsheet_builder.content.reading import office_archive
from factsheet_builder.errors import ContentError, Diagnostic
from factsheet_builder.languages import translation_limits as limits
from factsheet_builder.languages.exchange.formats import read_file
from factsheet_builder.languages.exchange.returned import Format
from factsheet_builder.languages.exchange.units import kinds_of
from tests.languages.exchange.samples import DOMAINS, GOOD, catalogs, received, sent
from tests.languages.exchange.word.word_files import DOCUMENT, TYPES, packed, parts_of, with_part

SENT = sent(Format.DOCX, catalogs(GOOD))
PARTS = parts_of(SENT)


def refused(data: bytes) -> Diagnostic:
    with pytest.raises(ContentError) as caught:
        read_file(data, "back.docx", kinds_of(DOMAINS))
    (problem,) = caught.value.diagnostics
    assert problem.place.file.startswith("back.docx")
    assert problem.remedy
    return problem


def zipped(count: int = 1, size: int = 0, name: str = "word/media/{}.xml", kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", kind) as archive:
        for number in range(count):
            archive.writestr(name.format(number), b" " * size)
    return stream.getvalue()


@pytest.mark.parametrize("part", [DOCUMENT, TYPES, "word/settings.xml", "_rels/.rels"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_in_any_part_is_refused(part: str, encoding: str) -> None:
    words = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    problem = refused(with_part(SENT, part, lambda _: words.encode(encoding)))
    assert problem.code == "doctype"
    assert part in problem.what


def test_a_file_that_grows_when_it_is_unpacked_is_refused() -> None:
    assert refused(zipped(7, 7 * 1024 * 1024)).code == "too-large"
    bomb = with_part(SENT, DOCUMENT, lambda _: b" " * (office_archive.PART_BYTES + 1))
    assert refused(bomb).code == "too-large"


def test_what_is_said_of_a_size_is_not_believed() -> None:
    """The size is in the directory of the archive, and anybody can write one."""
    data = with_part(SENT, DOCUMENT, lambda _: b" " * (office_archive.PART_BYTES + 1))
    size = (office_archive.PART_BYTES + 1).to_bytes(4, "little")
    assert refused(data.replace(size, (100).to_bytes(4, "little"))).code in {"archive", "too-large"}


def test_too_many_files_are_refused() -> None:
    assert refused(zipped(office_archive.PARTS + 1)).code == "too-many"


@pytest.mark.parametrize(("data", "says"), [
    (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "97 to 2003"),
    (zipped(), "no Word file"),
    (zipped(kind=zipfile.ZIP_LZMA), "packed as Word does not"),
    (b"PK\x03\x04 a zip", "damaged"),
    (SENT[:-200], "damaged"),
    (SENT[:3000] + b"\x00" * 50 + SENT[3050:], "damaged"),
    (packed({**PARTS, TYPES: PARTS[TYPES].replace(b"wordprocessingml.document.main", b"x.sheet.main")}), "no Word"),
    (packed({**PARTS, TYPES: PARTS[TYPES].replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml")}), "macros"),
    (packed({**PARTS, "WORD/document.xml": b"<x/>"}), "two parts"),
    (packed({name: data for name, data in PARTS.items() if name != DOCUMENT}), "no text"),
    (packed({**PARTS, DOCUMENT: b"<document/>"}), "another format"),
    (packed({**PARTS, DOCUMENT: PARTS[DOCUMENT][:-30]}), "no well-formed XML"),
])  # fmt: skip
def test_what_is_no_good_word_file_is_refused(data: bytes, says: str) -> None:
    assert says in refused(data).what


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UNITS", 5)
    assert refused(SENT).code == "too-many"


def test_a_part_may_have_another_name() -> None:
    """Word on the web calls the text ``document2.xml``."""
    parts = {name.replace("document.xml", "document2.xml"): data for name, data in PARTS.items()}
    parts[TYPES] = parts[TYPES].replace(b"/word/document.xml", b"/word/document2.xml")
    assert len(received(packed(parts), catalogs(GOOD)).answers) == 11


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_refused_or_read_and_never_a_bug(data: st.DataObject) -> None:
    if data.draw(st.booleans()):
        words = bytearray(SENT)
        for _ in range(data.draw(st.integers(1, 4))):
            start = data.draw(st.integers(0, len(words) - 1))
            words[start : start + data.draw(st.sampled_from([0, 1, 4, 300]))] = data.draw(st.binary(max_size=4))
        damaged = bytes(words)
    else:
        part = data.draw(st.sampled_from([DOCUMENT, TYPES, "word/styles.xml"]))
        text = PARTS[part]
        start = data.draw(st.integers(0, len(text)))
        piece = data.draw(st.sampled_from([b"", b"<", b">", b"&", b'"', b"</w:p>", b"<w:tbl>", b"\x00", text[-400:]]))
        damaged = packed({**PARTS, part: text[:start] + piece + text[start + data.draw(st.sampled_from([0, 1, 30])) :]})
    try:
        intake = received(damaged, catalogs(GOOD))
    except ContentError:
        return
    assert intake.answers
