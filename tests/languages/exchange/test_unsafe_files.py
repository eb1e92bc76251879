"""Files that nobody should read: refused as a whole, with the place and what to do, before they can do harm."""

import codecs
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factsheet_builder.errors import ContentError, UsageError
from factsheet_builder.languages import translation_limits as limits
from factsheet_builder.languages.exchange.formats import read_file
from factsheet_builder.languages.exchange.returned import Format, ReturnedFile, locale_of
from factsheet_builder.languages.exchange.units import kinds_of

from .samples import DOMAINS, GOOD, TEXTUAL, catalogs, received, sent

KINDS = kinds_of(DOMAINS)
XLIFF = (Format.XLIFF2, Format.XLIFF12)


def read(data: bytes) -> ReturnedFile:
    return read_file(data, "back.xlf", KINDS)


def refused(data: bytes) -> ContentError:
    with pytest.raises(ContentError) as caught:
        read(data)
    (problem,) = caught.value.diagnostics
    assert problem.place.file == "back.xlf"
    assert problem.remedy
    return caught.value


def exported(form: Format) -> str:
    return sent(form, catalogs(GOOD)).decode()


BOMB = """<!DOCTYPE lolz [<!ENTITY a "ha">{}]>""".format(
    "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
)


@pytest.mark.parametrize("form", XLIFF)
@pytest.mark.parametrize("doctype", [
    BOMB,
    '<!DOCTYPE xliff SYSTEM "file:///etc/passwd">',
    '<!DOCTYPE xliff [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
    '<!DOCTYPE xliff PUBLIC "-//XLIFF//DTD XLIFF//EN" "http://a.example/xliff.dtd">',
    '<!DOCTYPE xliff [<!ENTITY % p SYSTEM "http://a.example/p.dtd">%p;]>',
])  # fmt: skip
def test_a_document_type_is_refused(form: Format, doctype: str) -> None:
    data = (
        exported(form)
        .replace("?>\n<xliff", f"?>\n{doctype}\n<xliff")
        .replace("Самі", "&i;" if "ENTITY i" in doctype else "Самі")
    )
    assert refused(data.encode()).diagnostics[0].code == "doctype"
    assert refused(data.encode()).diagnostics[0].place.line == 2
    assert (
        refused(codecs.BOM_UTF16_LE + data.replace("UTF-8", "UTF-16").encode("utf-16-le")).diagnostics[0].code
        == "doctype"
    )


@pytest.mark.parametrize("form", XLIFF)
def test_an_entity_without_a_document_type_is_refused(form: Format) -> None:
    assert refused(exported(form).replace("Самі", "&x;").encode()).diagnostics[0].code == "xml"


@pytest.mark.parametrize("form", XLIFF)
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_document_is_refused_with_its_line(form: Format, part: float) -> None:
    data = exported(form).encode()
    problem = refused(data[: int(len(data) * part)].decode(errors="ignore").encode()).diagnostics[0]
    assert problem.code == "xml"
    assert problem.place.line > 1


def test_a_truncated_po_file_is_refused() -> None:
    data = exported(Format.PO)
    assert refused(data[: data.index("Самі") + 4].encode()).diagnostics[0].code == "po"


@pytest.mark.parametrize("form", XLIFF)
@pytest.mark.parametrize("encoding", ["windows-1251", "iso-8859-5", "koi8-u"])
def test_another_encoding_is_refused(form: Format, encoding: str) -> None:
    text = exported(form).replace("UTF-8", encoding)
    problem = refused(text.encode(encoding, errors="xmlcharrefreplace")).diagnostics[0]
    assert problem.code == "not-utf-8"
    assert encoding in problem.what


def test_letters_that_only_another_encoding_has_are_refused_where_the_file_says_utf_8() -> None:
    problem = refused(exported(Format.XLIFF2).encode("windows-1251", errors="xmlcharrefreplace")).diagnostics[0]
    assert (problem.code, problem.place.line > 1) == ("not-utf-8", True)
    assert refused(exported(Format.PO).encode("koi8-u", errors="replace")).diagnostics[0].code == "not-utf-8"


@pytest.mark.parametrize("form", XLIFF)
def test_utf_16_and_a_byte_order_mark_are_read(form: Format) -> None:
    text = exported(form)
    plain = read(text.encode())
    assert read(codecs.BOM_UTF8 + text.encode()) == plain
    wide = text.replace("UTF-8", "UTF-16")
    assert read(codecs.BOM_UTF16_LE + wide.encode("utf-16-le")) == plain
    assert read(codecs.BOM_UTF16_BE + wide.encode("utf-16-be")) == plain


def test_what_other_systems_do_to_a_file_does_no_harm() -> None:
    text = exported(Format.PO)
    plain = [replace(unit, line=0) for unit in read(text.encode()).units]
    windows = codecs.BOM_UTF8 + text.replace("\n", "\r\n").encode()
    assert [replace(unit, line=0) for unit in read(windows).units] == plain
    assert read(exported(Format.XLIFF2).replace('version="2.0"', 'version="2.1"').encode()).units
    lines = exported(Format.XLIFF12).replace("\n", "\r\n").encode()
    assert read(lines) == read(exported(Format.XLIFF12).encode())


@pytest.mark.parametrize(("data", "code"), [
    (b"", "empty"),
    (b" \n", "empty"),
    (b"<html><body>no</body></html>", "foreign"),
    (b'<xliff version="1.2"/>', "version"),
    (b'<xliff version="2.2" srcLang="en" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>', "version"),
    (b'<xliff version="1.1" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>', "version"),
    (b"\x00\x01\x02\xff", "not-utf-8"),
    (b"PK\x03\x04 a zip", "archive"),
])  # fmt: skip
def test_what_is_no_exchange_file_is_refused(data: bytes, code: str) -> None:
    assert refused(data).diagnostics[0].code == code


def test_a_file_from_another_language_is_refused() -> None:
    for form, old in ((Format.XLIFF2, 'srcLang="en"'), (Format.XLIFF12, 'source-language="en"')):
        data = exported(form).replace(old, old.replace('"en"', '"de"'))
        assert refused(data.encode()).diagnostics[0].code == "source-language"
        assert read(exported(form).replace(old, old.replace('"en"', '"en-GB"')).encode()).units


def test_a_file_in_several_languages_is_refused() -> None:
    data = exported(Format.XLIFF12).replace('target-language="uk"', 'target-language="fr"', 1)
    assert refused(data.encode()).diagnostics[0].code == "target-language"


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = exported(Format.XLIFF2).encode()
    monkeypatch.setattr(limits, "FILE_BYTES", len(data))
    read(data)
    monkeypatch.setattr(limits, "FILE_BYTES", len(data) - 1)
    assert refused(data).diagnostics[0].code == "too-large"


def test_elements_inside_elements_without_end_are_refused() -> None:
    deep = exported(Format.XLIFF2).replace("Самі", '<pc id="b">' * 5000 + "x" + "</pc>" * 5000)
    assert refused(deep.encode()).diagnostics[0].code == "too-deep"


def test_nothing_outside_the_file_is_opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An include or a stylesheet in the file is no more than words."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret.as_uri()}" parse="text"/>'
    style = f'<?xml-stylesheet href="{secret.as_uri()}"?>'
    data = exported(Format.XLIFF2).replace("Самі", include).replace("?>\n<xliff", f"?>{style}\n<xliff")
    (unit,) = [unit for unit in read(data.encode()).units if unit.key.endswith("p.1")]
    assert (unit.target, unit.fault) == ("", "<include> is no code of XLIFF")


@pytest.mark.parametrize("form", TEXTUAL)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_refused_or_read_and_never_a_bug(form: Format, data: st.DataObject) -> None:
    text = exported(form)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.sampled_from([0, 1, 3, 30]))
        pieces = [
            "",
            "<",
            ">",
            "&",
            '"',
            "/",
            "<b>",
            "{",
            "}",
            "\\",
            "\n",
            '"\n"',
            "msgid ",
            "#",
            "0",
            "é",
            "\x00",
            "\ud83d",
        ]
        text = text[:start] + data.draw(st.sampled_from([*pieces, text[max(start - 200, 0) : start]])) + text[end:]
    try:
        intake = received(text.encode("utf-8", errors="surrogatepass"), catalogs(GOOD))
    except ContentError:
        return
    assert intake.answers


def returned(locale: str) -> ReturnedFile:
    return ReturnedFile("back.xlf", Format.XLIFF2, locale, ())


@pytest.mark.parametrize(("named", "asked", "tag"), [
    ("uk", "", "uk"), ("UK", "", "uk"), ("pt_BR", "", "pt-BR"), ("pt-br", "", "pt-BR"),
    ("", "uk", "uk"), ("uk-UA", "uk", "uk"), ("uk-UA", "", "uk"), ("fr_CA", "", "fr"),
    ("uk", "uk", "uk"),
])  # fmt: skip
def test_the_locale_is_the_one_of_the_file(named: str, asked: str, tag: str) -> None:
    assert locale_of(returned(named), asked, ("fr", "pt-BR", "uk")) == tag


@pytest.mark.parametrize(("named", "asked", "says"), [
    ("", "", "does not say"), ("de", "", "no locale “de”"), ("fr", "uk", "is in “fr”, not in “uk”"),
    ("sr-Latn", "", "no locale “sr-Latn”"),
])  # fmt: skip
def test_another_locale_is_refused(named: str, asked: str, says: str) -> None:
    with pytest.raises(ContentError, match=says):
        locale_of(returned(named), asked, ("fr", "uk"))
    with pytest.raises(UsageError, match="no locale “xx”"):
        locale_of(returned(named), "xx", ("fr", "uk"))


XLIFF_11 = b'<xliff version="1.1" xmlns="urn:oasis:names:tc:xliff:document:1.1"><file/></xliff>'
PO = 'msgid ""\nmsgstr ""\n"Language: fr\\n"\n\nmsgid "A"\nmsgstr "B"\n'
DECLARED = '<?xml version="1.0" encoding="UTF-8"?><xliff version="2.0"/>'


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (XLIFF_11, "version", "This is XLIFF 1.1; 2.0, 2.1 and 1.2 can be read."),
        (PO.encode("utf-16"), "not-utf-8", "The file is in UTF-16; PO files are read in UTF-8."),
        (PO.encode("utf-16-le"), "not-utf-8", "The file is in UTF-16; PO files are read in UTF-8."),
        (DECLARED.encode("utf-16"), "not-utf-8", "The file is in UTF-16, but says that it is in UTF-8."),
        (DECLARED.encode("utf-16-be"), "not-utf-8", "The file is in UTF-16, but says that it is in UTF-8."),
    ],
)
def test_a_refusal_says_what_the_file_is(data: bytes, code: str, words: str) -> None:
    with pytest.raises(ContentError) as refused:
        read_file(data, "x", {})
    (problem,) = refused.value.diagnostics
    assert (problem.code, problem.what) == (code, words)
