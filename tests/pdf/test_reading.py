"""Reading tag trees: our own files, files without tags, broken and hostile ones."""

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from factsheet_builder.errors import SurroundingsError
from factsheet_builder.pdf.content_stream import tokens_of
from factsheet_builder.pdf.reading.font_text import UNREADABLE, read_font
from factsheet_builder.pdf.reading.marked_text import MarkedText, decode_text_string
from factsheet_builder.pdf.reading.tag_reader import TagTree, dump, read_body, read_tags
from factsheet_builder.pdf.reading.tag_tree import Content, Element
from tests.pdf.constructs import RIGHT_TO_LEFT, SHARED_NOTE
from tests.pdf.documents import ReadTree, Render

_CMAP = b"1 begincodespacerange <0000> <ffff> endcodespacerange "


def _name(text: str) -> NameObject:
    return NameObject(text)


def _font(cmap: bytes, **entries: Any) -> DictionaryObject:
    stream = DecodedStreamObject()
    stream.set_data(cmap)
    entries = {"Subtype": _name("/Type0"), "ToUnicode": stream, **entries}
    return DictionaryObject({_name(f"/{key}"): value for key, value in entries.items()})


def _tagged(content: bytes, build: Any) -> bytes:
    """Return a one-page PDF; ``build(writer, page)`` gives the kids of its structure root."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    stream = DecodedStreamObject()
    stream.set_data(content)
    page[_name("/Contents")] = writer._add_object(stream)
    font = DictionaryObject({_name("/Subtype"): _name("/Type1"), _name("/Encoding"): _name("/WinAnsiEncoding")})
    page[_name("/Resources")] = DictionaryObject({_name("/Font"): DictionaryObject({_name("/F"): font})})
    root = DictionaryObject({_name("/K"): build(writer, page)})
    root[_name("/RoleMap")] = DictionaryObject(
        {_name("/Para"): _name("/P"), _name("/A"): _name("/B"), _name("/B"): _name("/A")}
    )
    writer.root_object[_name("/StructTreeRoot")] = writer._add_object(root)
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def _element(kind: str, kids: Any, **entries: Any) -> DictionaryObject:
    element = DictionaryObject({_name("/S"): _name(kind), _name("/K"): kids})
    element.update({_name(f"/{key}"): value for key, value in entries.items()})
    return element


def test_notes_stand_apart_from_the_body(tree_of: ReadTree) -> None:
    body = read_body(tree_of(SHARED_NOTE))
    assert body.blocks[0] == "First call, then again."
    assert body.blocks[-1] == "Another page calls it too."
    (note,) = body.notes
    assert (note.identifier, note.number, note.pages) == ("note-a", "1", (1, 3))
    assert note.text == "Named in Article 30, see the text. ↩↩"
    assert read_body(tree_of(SHARED_NOTE), with_calls=True).blocks[0] == "First1 call, then 1 again."


def test_right_to_left_text_is_read_in_logical_order(tree_of: ReadTree) -> None:
    blocks = read_body(tree_of(RIGHT_TO_LEFT, lang="ar", root="dir=rtl")).blocks
    assert blocks == (
        "توصيات اللجنة",
        "طلبت اللجنة من الأطراف مراجعة التدابير في 2024 (انظر المادة)، وأن تقدم تقريرا عن ذلك قبل نهاية السنة.",
        "النهاية",
    )


def test_text_of_an_element_divides_blocks() -> None:
    cells = tuple(Element("TD", (Content(text, 1),)) for text in ("one", "two"))
    assert Element("TR", cells).text == "one\ntwo"
    assert Element("P", (Content("a", 1), Element("Span", (Content("b", 2),)))).text == "ab"
    assert Element("P", (Content("soft\xadly", 1),)).text == "softly"


def test_file_without_tags_has_no_elements(render: Render) -> None:
    tree = read_tags(render("<p>Text</p>").write_pdf())
    assert (tree.elements, tree.is_marked, tree.problems, tree.page_count) == ((), False, (), 1)


def test_no_pdf_is_an_error_for_people() -> None:
    with pytest.raises(SurroundingsError, match="cannot be read"):
        read_tags(b"not a PDF")


def test_cycle_is_left_out_and_said() -> None:
    def build(writer: PdfWriter, page: Any) -> Any:
        element = _element("/Para", NumberObject(0), Pg=page.indirect_reference)
        reference = writer._add_object(element)
        element[_name("/K")] = ArrayObject([NumberObject(0), reference])
        return ArrayObject([reference])

    tree = read_tags(_tagged(b"/P <</MCID 0>> BDC BT /F 9 Tf (Hi \\(there\\)) Tj ET EMC", build))
    assert [(element.kind, element.own_kind, element.text) for element in tree.walk()] == [("P", "Para", "Hi (there)")]
    assert tree.problems == ("an element of the tag tree stands in it twice",)


def test_depth_has_an_end() -> None:
    def build(writer: PdfWriter, page: Any) -> Any:
        element = _element("/P", ArrayObject())
        for _ in range(400):
            element = _element("/Div", ArrayObject([writer._add_object(element)]))
        return ArrayObject([writer._add_object(element)])

    assert read_tags(_tagged(b"", build)).problems == ("the tag tree is deeper than 150 elements",)


def test_roles_that_go_round_in_a_circle_end() -> None:
    tree = read_tags(_tagged(b"", lambda *_: ArrayObject([_element("/A", ArrayObject())])))
    assert tree.elements[0].kind in {"A", "B"}


def test_content_without_a_page_is_said() -> None:
    tree = read_tags(_tagged(b"", lambda *_: ArrayObject([_element("/P", NumberObject(3))])))
    assert tree.problems == ("content of the tag tree belongs to no page",)


def test_actual_text_replaces_and_artifacts_are_silent() -> None:
    content = (
        b"BT /F 9 Tf /P <</MCID 0>> BDC (ab) Tj /Span <</ActualText <FEFF00E9>>> BDC (xx) Tj EMC (c) Tj EMC "
        b"/Artifact BMC (12) Tj EMC /P <</MCID 1 /ActualText (whole)>> BDC (x) Tj EMC "
        b"/P <</MCID 2>> BDC /ReversedChars BMC [(cb) -20 (a)] TJ EMC EMC ET"
    )

    def build(writer: PdfWriter, page: Any) -> Any:
        kids = ArrayObject([NumberObject(0), NumberObject(1), NumberObject(2)])
        return ArrayObject([_element("/P", kids, Pg=page.indirect_reference, Alt=TextStringObject("Alt"))])

    tree = read_tags(_tagged(content, build))
    assert tree.elements[0].own_text == "abéc" + "whole" + "abc"
    assert "alt='Alt'" in dump(tree)


def test_unreadable_page_is_said() -> None:
    content = b"/P <</MCID 0>> BDC BT /F 9 Tf (be) Tj BDC ] >> Tf (fore) Tj EMC ET ("
    tree = read_tags(
        _tagged(content, lambda _, page: ArrayObject([_element("/P", NumberObject(0), Pg=page.indirect_reference)]))
    )
    assert tree.elements[0].text == "before"


def test_to_unicode_maps() -> None:
    cmap = _CMAP + (
        b"2 beginbfchar <0001> <0041> <0002> <D83DDE00> endbfchar 2 beginbfrange <0010> <0012> <0061> "
        b"<0020> <0021> [<0066> <00660069>] endbfrange"
    )
    font = read_font(_font(cmap))
    assert "".join(font.read(bytes.fromhex("0001 0002 0010 0012 0021 0999"))) == "A😀acfi" + UNREADABLE


def test_simple_font_with_differences() -> None:
    encoding = DictionaryObject({_name("/Differences"): ArrayObject([NumberObject(65), _name("/eacute"), _name("/B")])})
    font = DictionaryObject({_name("/Subtype"): _name("/Type1"), _name("/Encoding"): encoding})
    assert "".join(read_font(font).read(b"ABC")) == "éBC"


def test_codes_of_mixed_length() -> None:
    cmap = (
        b"begincodespacerange <00> <7f> <8000> <ffff> endcodespacerange beginbfchar <41> <0061> <8001> <0062> endbfchar"
    )
    assert "".join(read_font(_font(cmap)).read(b"A\x80\x01A")) == "aba"


def test_inline_image_is_passed_over() -> None:
    words = [value for kind, value in tokens_of(b"BI /W 1 ID \x00(\xff EI Q") if kind == "word"]
    assert words == [b"BI", b"ID", b"Q"]


@pytest.mark.parametrize(
    ("raw", "text"), [(b"\xfe\xff\x00A", "A"), (b"\xef\xbb\xbf\xc3\xa9", "é"), (b"\xe9", "é"), ("as it is", "as it is")]
)
def test_text_strings(raw: bytes | str, text: str) -> None:
    assert decode_text_string(raw) == text


@given(st.binary(max_size=200))
def test_any_bytes_are_read_to_their_end(data: bytes) -> None:
    marked = MarkedText({})
    marked.read(data.replace(b"Do", b""), DictionaryObject())
    assert isinstance(marked.texts, dict)


def test_open_reader_and_tree_are_taken_too(render: Render) -> None:
    pdf = render("<p>Text</p>").write_pdf(pdf_variant="pdf/ua-1")
    tree = read_tags(PdfReader(BytesIO(pdf)))
    assert isinstance(tree, TagTree)
    assert read_body(tree).text == "Text"
