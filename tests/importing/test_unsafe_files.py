"""Files that nobody should trust: refused as a whole, or read without what is unsafe in them, which is named."""

import time
from collections.abc import Callable

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from factsheet_builder.content.reading import office_archive as archives
from factsheet_builder.errors import ContentError
from factsheet_builder.importing.other_files.pasted_text import read_pasted
from factsheet_builder.importing.word_file.word_body import read_word_file
from tests.importing.chapters import Chapter, codes, drafted, small_chapter
from tests.languages.exchange.word.word_files import DOCUMENT, TYPES, packed, parts_of, with_part

REMOTE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PLAIN = small_chapter()
ENTITY = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
BILLION = b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: with_part(data, DOCUMENT, lambda part: ENTITY + part), "doctype"),
        (lambda data: with_part(data, "word/footnotes.xml", lambda part: BILLION + part), "doctype"),
        (lambda data: with_part(data, DOCUMENT, lambda _: b" " * (archives.PART_BYTES + 1)), "too-large"),
        (lambda data: with_part(data, "word/media/big.png", lambda _: b"\0" * (archives.UNPACKED_BYTES + 1)), "too-large"),
        (lambda data: with_part(data, TYPES, lambda part: part.replace(
            b"wordprocessingml.document.main+xml", b"wordprocessingml.document.macroEnabled.main+xml")), "foreign"),
        (lambda data: data[: len(data) // 2], "archive"),
        (lambda _: b"\xd0\xcf\x11\xe0 old", "foreign"),
        (lambda _: b"no archive at all", "archive"),
        (lambda data: with_part(data, DOCUMENT, lambda part: part[:-20]), "xml"),
        (lambda data: with_part(data, DOCUMENT, lambda _: b"<w:document xmlns:w='urn:x'><w:body/></w:document>"), "foreign"),
    ],
)  # fmt: skip
def test_it_is_refused_as_a_whole(change: Callable[[bytes], bytes], code: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_word_file(change(PLAIN), "bad.docx")
    (problem,) = caught.value.diagnostics
    assert problem.code == code
    assert problem.remedy
    assert "translation" not in str(problem)


def test_a_picture_from_elsewhere_is_not_fetched() -> None:
    def change(chapter: Chapter) -> None:
        name = chapter.document.part.relate_to("http://192.0.2.1/beacon.png", f"{REMOTE}/image", is_external=True)
        blip = f'<w:r><w:drawing><a:blip r:link="{name}"/></w:drawing></w:r>'
        chapter.xml(chapter.text("A picture."), blip)

    _, text, _ = drafted(small_chapter(change))
    assert text.pictures == {}
    named = [odd.what for odd in text.ledger.oddities if odd.code == "remote"]
    assert len(named) == 2
    assert all("192.0.2.1" in what for what in named)


def test_macros_and_embedded_files_are_named_and_not_opened() -> None:
    data = packed({**parts_of(PLAIN), "word/vbaProject.bin": b"MZ", "word/embeddings/sheet.xlsx": b"PK"})
    assert {"macro", "embedded"} <= set(codes(read_word_file(data, "a.docx")))


def test_a_template_from_elsewhere_is_named() -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{REMOTE}/attachedTemplate" Target="http://192.0.2.1/t.dotm" TargetMode="External"/></Relationships>'
    )
    data = packed({**parts_of(PLAIN), "word/_rels/settings.xml.rels": relations.encode()})
    assert "remote" in codes(read_word_file(data, "a.docx"))


def test_a_part_named_out_of_the_folder_reaches_no_file() -> None:
    """A relation may name any part; only parts of the archive are read, and pictures are called by their bytes."""

    def change(chapter: Chapter) -> None:
        name = chapter.document.part.relate_to("../../etc/passwd.png", f"{REMOTE}/image", is_external=True)
        chapter.xml(chapter.text("A picture."), f'<w:r><w:drawing><a:blip r:embed="{name}"/></w:drawing></w:r>')

    data = with_part(
        small_chapter(change), "word/_rels/document.xml.rels", lambda part: part.replace(b' TargetMode="External"', b"")
    )
    text = read_word_file(data, "a.docx")
    assert text.pictures in ({}, {"word/../../etc/passwd.png": b""})
    sheet, _, _ = drafted(data)
    assert "etc" not in sheet.model_dump_json()


def test_a_large_file_is_read_in_seconds() -> None:
    """A report of two hundred pages has some 3,000 paragraphs; most of the time goes into the YAML."""
    body = b"<w:p><w:r><w:t>Words of a paragraph that says the same as all the others do.</w:t></w:r></w:p>" * 800
    data = with_part(PLAIN, DOCUMENT, lambda part: part.replace(b"<w:sectPr", body + b"<w:sectPr", 1))
    start = time.perf_counter()
    drafted(data)
    assert time.perf_counter() - start < 15


def test_a_file_without_words_is_refused() -> None:
    with pytest.raises(ContentError, match="no words"):
        drafted(Chapter().data())


@pytest.mark.parametrize(("data", "code"), [(b"\xff\xfe\x00", "not-utf-8"), (b"a" * 2_000_001, "too-large")])
def test_pasted_text_that_cannot_be_read_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_pasted(data, "p.txt")
    assert caught.value.diagnostics[0].code == code


def field(instruction: str) -> str:
    """Return a field with what it said last."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>what it said</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        (field(r"INCLUDEPICTURE &quot;http://192.0.2.1/beacon.png&quot; \d"), "field"),
        (field(r"DDEAUTO c:\\windows\\system32\\cmd.exe &quot;/k calc&quot;"), "field"),
        (field(r"INCLUDETEXT &quot;file:///etc/passwd&quot;"), "field"),
        (field(r"MACROBUTTON Run here"), "field"),
        ('<w:hyperlink r:id="LINK"><w:r><w:t>a link</w:t></w:r></w:hyperlink>', "link-scheme"),
        ('<w:r><w:object><o:OLEObject xmlns:o="urn:o" r:id="LINK"/></w:object></w:r>', "drawing"),
        ('<w:smartTag w:uri="urn:x" w:element="place"><w:r><w:t>a place</w:t></w:r></w:smartTag>', ""),
        ('<w:sdt><w:sdtContent><w:r><w:t>a control</w:t></w:r></w:sdtContent></w:sdt>', ""),
    ],
    ids=["picture", "program", "file", "button", "script", "object", "smart tag", "control"],
)  # fmt: skip
def test_what_a_program_would_run_or_fetch_is_named_and_its_words_kept(inside: str, code: str) -> None:
    def change(chapter: Chapter) -> None:
        link = chapter.document.part.relate_to("javascript:alert(1)", f"{REMOTE}/hyperlink", is_external=True)
        chapter.xml(chapter.text("Before it. "), inside.replace("LINK", link))

    sheet, text, _ = drafted(small_chapter(change))
    assert set(codes(text)) - set(codes(drafted(PLAIN)[1])) == ({code} if code else set())
    said = sheet.model_dump_json()
    assert "192.0.2.1" not in said
    assert "javascript" not in said
    words = {"drawing": "Before it.", "link-scheme": "a link", "field": "what it said"}.get(code, "Before it. a ")
    assert words in said


def test_a_file_in_a_file_is_not_read() -> None:
    def change(chapter: Chapter) -> None:
        name = chapter.document.part.relate_to("http://192.0.2.1/x.html", f"{REMOTE}/aFChunk", is_external=True)
        chapter.text("Before it.")
        body = chapter.document.element.body
        body.insert(len(body) - 1, parse_xml(f'<w:altChunk {nsdecls("w", "r")} r:id="{name}"/>'))

    _, text, _ = drafted(small_chapter(change))
    assert "embedded" in codes(text)
