"""A new Word document -> one with the page, the styles and the language of a document for comments.

Headings, title and footnotes are Word's own styles, by which other programs know them; the rest are ours (``own_marks``).
"""

from datetime import datetime
from typing import Final, cast

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from factsheet_builder.languages.exchange.word import own_marks as marks
from factsheet_builder.languages.exchange.word.word_elements import element
from factsheet_builder.views.document_view import DocumentView

MOST_LEVELS: Final = 9
"""Of headings, and of lists in lists."""
NOTE_CALL, NOTE_TEXT, LINK = "footnote reference", "footnote text", "Hyperlink"
_FONT: Final = "Arial"
"""A font that every system has or replaces, with letters for all our scripts but Georgian, which systems add."""
_INK, _GREY, _BLUE = RGBColor(0x1B, 0x1F, 0x27), RGBColor(0x5A, 0x65, 0x75), RGBColor(0x16, 0x39, 0x6B)
_SIZES: Final = {1: 15, 2: 13, 3: 11.5}
_SMALLEST_HEADING: Final = 10.5
_EDGE: Final = {
    marks.RECOMMENDATION: ("double", "16396B"),
    marks.RECOMMENDATION_PART: ("double", "16396B"),
    marks.PRACTICE: ("single", "8A6D1B"),
    marks.ARTICLE_TEXT: ("single", "5A6575"),
}
"""The rule along boxes: its kind and its colour."""


def new_document(view: DocumentView, dated: datetime) -> WordDocument:
    """Return an empty document with the properties of ``view``, dated by its publication and not by the clock."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.language = view.title, view.author, view.language
    properties.comments, properties.keywords = view.description[:255], ", ".join(view.keywords)[:255]
    properties.subject = f"{view.masthead.chapter_label} {view.masthead.chapter}"[:255]
    properties.last_modified_by = ""
    properties.created = properties.modified = dated.replace(tzinfo=None)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(22)
    _add_styles(document)
    _say_language(document, view)
    return document


def _add_styles(document: WordDocument) -> None:
    _drop_unused(document)
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)  # noqa: S101 - so python-docx's own template has it
    _face(normal, 10.5, _INK)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.15
    for level in range(1, MOST_LEVELS + 1):
        _face(_paragraph_style(document, f"Heading {level}"), _SIZES.get(level, _SMALLEST_HEADING), _BLUE, bold=True)
    _face(_paragraph_style(document, "Title"), 24, _BLUE, bold=True)
    _face(_paragraph_style(document, "Subtitle"), 12, _INK)
    _face(_paragraph_style(document, "Caption"), 10.5, _BLUE, bold=True)
    document.styles["Caption"].element.get_or_add_pPr().append(element("keepNext"))
    _face(_paragraph_style(document, marks.LEAD_IN), 10.5, _GREY)
    _face(_paragraph_style(document, marks.MADE), 9, _GREY)
    _face(_paragraph_style(document, marks.FIGURE), 10.5, _BLUE, bold=True)
    _face(_paragraph_style(document, marks.ARTICLE), 10.5, _BLUE, bold=True)
    for name in (marks.CALLOUT_TITLE, marks.PRIORITY_TITLE, marks.DEFINITIONS, marks.BIBLIOGRAPHY):
        _face(_paragraph_style(document, name), 10.5, _BLUE, bold=True)
    for name in (marks.CALLOUT, marks.QUOTATION, marks.QUOTATION_SOURCE, marks.DEFINITION, marks.WORK):
        _face(_paragraph_style(document, name), 10.5, _INK)
        _paragraph_style(document, name).paragraph_format.left_indent = Mm(6)
    for name, points in ((marks.CELL, 9.5), (marks.SMALL_CELL, 8)):
        _face(_paragraph_style(document, name), points, _INK)
        _paragraph_style(document, name).paragraph_format.space_after = Pt(0)
    for name in _EDGE:
        _box(_paragraph_style(document, name), *_EDGE[name])
    for depth in range(1, MOST_LEVELS + 1):
        style = _paragraph_style(document, f"{marks.ITEM_TEXT} {depth}")
        style.paragraph_format.left_indent = Mm(8 * depth)
    _face(_paragraph_style(document, NOTE_TEXT), 9, _INK)
    for name in (marks.NUMBER, marks.MADE_LETTERS, marks.NO_ADDRESS, marks.GAP, NOTE_CALL, LINK):
        made = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        assert isinstance(made, CharacterStyle)  # noqa: S101 - as it was asked for
        if name in {marks.GAP, NOTE_CALL}:
            made.font.superscript = True
        if name == LINK:
            made.font.underline, made.font.color.rgb = True, _BLUE


def _drop_unused(document: WordDocument) -> None:
    """Drop the looks of tables that python-docx's template brings along: a hundred, of which one is used."""
    root = document.styles.element
    for style in root.findall(qn("w:style")):
        is_table = style.get(qn("w:type")) == "table"
        if is_table and style.get(qn("w:styleId")) not in {"TableNormal", "TableGrid"}:
            root.remove(style)


def _paragraph_style(document: WordDocument, name: str) -> ParagraphStyle:
    styles = document.styles
    found = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(found, ParagraphStyle)  # noqa: S101 - as it was asked for
    if found.base_style is None and name != "Normal":
        found.base_style = styles["Normal"]
    return found


def _face(style: ParagraphStyle, points: float, colour: RGBColor, *, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(points), colour
    style.font.bold, style.font.cs_bold = bold, bold
    style.font.italic, style.font.cs_italic = False, False
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    for name in ("cs", "eastAsia", "hAnsi", "ascii"):
        fonts.set(qn(f"w:{name}"), _FONT)
    for found in (*properties.findall(qn("w:szCs")), *properties.findall(qn("w:spacing"))):
        properties.remove(found)
    size = properties.find(qn("w:sz"))
    size.addnext(element("szCs", val=str(round(points * 2))))


def _box(style: ParagraphStyle, kind: str, colour: str) -> None:
    _face(style, 10.5, _INK)
    style.paragraph_format.left_indent = Mm(4)
    edge = element("left", val=kind, sz="12", space="8", color=colour)
    _in_order(style.element.get_or_add_pPr(), element("pBdr", edge))


def _in_order(properties: BaseOxmlElement, border: BaseOxmlElement) -> None:
    """Put a border where the schema has it (17.3.1.26): behind what keeps lines together, before spaces and indents."""
    before = {
        qn(f"w:{name}") for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr")
    }
    index = sum(1 for inner in properties if inner.tag in before)
    properties.insert(index, border)


def _say_language(document: WordDocument, view: DocumentView) -> None:
    """Set the language and the direction of the whole document."""
    normal = document.styles["Normal"].element
    is_rtl = view.direction == "rtl"
    said = {"bidi": view.language} if is_rtl else {"val": view.language}
    normal.get_or_add_rPr().append(element("lang", **said))
    for found in document.styles.element.iter(qn("w:lang")):
        if found.getparent().getparent().tag == qn("w:rPrDefault"):
            found.set(qn("w:bidi" if is_rtl else "w:val"), view.language)
    if is_rtl:
        cast("BaseOxmlElement", document.sections[0]._sectPr).append(element("bidi"))
