"""Units -> a Word file with English and the translation side by side, numbered.

One table a domain, with its head repeated on each page. The first column has the number, the id and the digests, the last one
the state and notes; remarks that the catalog has already are comments. The same units give the same bytes: no day of the
making is in the file.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.text.run import Run as WordRun

from factsheet_builder.errors import UsageError
from factsheet_builder.languages import translation_limits as limits
from factsheet_builder.languages.exchange.units import Unit
from factsheet_builder.languages.exchange.word.word_cells import Run, runs_of
from factsheet_builder.languages.exchange.word.word_elements import element, undated
from factsheet_builder.languages.exchange.word.word_marks import CATALOG, digests_in_words, state_in_words
from factsheet_builder.languages.messages import LABELS, PARTIES, PUBLICATION, STUDIO
from factsheet_builder.languages.tags import direction_of, name_of_language
from factsheet_builder.project import SOURCE_LOCALE

_DATED: Final = datetime(2000, 1, 1, tzinfo=UTC)
_WIDTHS: Final = (42, 88, 88, 39)
"""Of the columns, in millimetres: what A4 across has between margins of 20."""
_GREY, _BLUE = RGBColor(0x5A, 0x65, 0x75), RGBColor(0x16, 0x39, 0x6B)
_SMALL, _CODE = "Exchange small", "Exchange code"
_TITLES: Final = {
    PUBLICATION: "Publication and imprint",
    PARTIES: "Names of Parties",
    LABELS: "Words of the program",
    STUDIO: "Words of the studio",
}
_HOW: Final = """\
Change only the column “{language}”; tracked changes are read as accepted. Comments at a row are kept as remarks.
Words that are bold or italic in {original} are so in the translation. <n1/> is the call of a note, <a1>words</a1> a link, \
<parties/> a list of Parties, {{name}} or <v1/> a value: all of them must stay, in any order. Messages call bold <b> and \
italic <i>.
The last column begins with the state: missing, stale (the {original} has changed since), translated, reviewed or approved; \
write another one there to say so, as “reviewed by A. Name, 2026-11-29”. Leave the first column as it is; rows may be deleted.
"""


def write_word(units: tuple[Unit, ...], locale: str, content: str = SOURCE_LOCALE) -> bytes:
    """Return the units, at least one, as a file to review and translate from ``content`` into ``locale``.

    Raises:
        UsageError: there are more of them than a file that comes back may have.
    """
    if len(units) > limits.WORD_ROWS:
        what = f"There are {len(units):,} passages; a Word file takes at most {limits.WORD_ROWS:,}."
        raise UsageError.of("too-many", what, "Export them as XLIFF, or only those of a state with --only.")
    document = Document()
    language = name_of_language(locale, SOURCE_LOCALE)
    original = name_of_language(content, SOURCE_LOCALE)
    title = f"{original} and {language}, side by side"
    _prepare(document, title, locale)
    document.add_heading(title, 1)
    for line in _HOW.format(language=f"{language} ({locale})", original=original).splitlines():
        document.add_paragraph(line)
    table = _Table(document, (f"{original} ({content})", f"{language} ({locale})"), content, locale)
    numbers = iter(range(1, len(units) + 1))
    for domain, members in groupby(units, lambda unit: unit.message.domain):
        document.add_heading(_TITLES.get(domain, domain), 2)
        table.add((next(numbers), unit) for unit in members)
    document.add_paragraph()  # Word wants one behind the last table
    stream = BytesIO()
    document.save(stream)
    return undated(stream.getvalue())


def _prepare(document: WordDocument, title: str, locale: str) -> None:
    properties = document.core_properties
    properties.title, properties.language, properties.author = title, locale, "factsheet builder"
    properties.comments = properties.keywords = properties.last_modified_by = ""
    properties.created = properties.modified = _DATED
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(20)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10)
    normal.element.get_or_add_rPr().append(element("lang", val="en-GB"))
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(2)
    for name in ("Heading 1", "Heading 2"):
        document.styles[name].font.name, document.styles[name].font.color.rgb = "Arial", _BLUE
    small = document.styles.add_style(_SMALL, WD_STYLE_TYPE.PARAGRAPH)
    small.base_style, small.font.size, small.font.color.rgb = normal, Pt(8), _GREY
    document.styles.add_style(_CODE, WD_STYLE_TYPE.CHARACTER).font.color.rgb = RGBColor(0x9B, 0x1C, 0x31)
    number = element("fldSimple", instr="PAGE")
    number.append(_run(Run("1")))
    section.footer.paragraphs[0]._p.append(number)


class _Table:
    """Adds tables to a document, row by row; python-docx's own way takes a time that grows with the square."""

    def __init__(self, document: WordDocument, headings: tuple[str, str], content: str, locale: str) -> None:
        self._document, self._content, self._locale = document, content, locale
        self._heading = ("No. and id", *headings, "State and notes")
        self._is_rtl = direction_of(locale) == "rtl"
        styles = document.styles
        self._small, self._code = styles[_SMALL].style_id, styles[_CODE].style_id

    def add(self, units: Iterable[tuple[int, Unit]]) -> None:
        """Add a table of units with their numbers."""
        table = self._document.add_table(0, len(_WIDTHS), "Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, _WIDTHS, strict=True):
            column.width = Mm(width)
        rows = table._tbl
        heads = [(_paragraph([_run(Run(words, is_bold=True), SOURCE_LOCALE)]),) for words in self._heading]
        rows.append(_row(heads, is_head=True))
        for number, unit in units:
            cells, noted = self._cells(number, unit)
            rows.append(_row(cells))
            for note in unit.notes:
                for remark in note.text.splitlines() if note.about == "remark" else ():
                    self._comment(noted, remark)

    def _cells(self, number: int, unit: Unit) -> tuple[list[tuple[BaseOxmlElement, ...]], BaseOxmlElement]:
        """Return the paragraphs of each cell, and the run that comments are set at."""
        noted = _run(Run(str(number), is_bold=True), SOURCE_LOCALE)
        marks = (
            _paragraph([noted]),
            self._note(unit.key),
            self._note(digests_in_words(unit)),
        )
        source = (
            _paragraph(self._text(unit.source, unit, self._content), is_rtl=direction_of(self._content) == "rtl"),
        )
        target = (_paragraph(self._text(unit.target, unit, self._locale), is_rtl=self._is_rtl),)
        notes = [self._note(note.text) for note in unit.notes if note.about != "remark"]
        state = (_paragraph([_run(Run(state_in_words(unit), is_bold=True), SOURCE_LOCALE)]), *notes)
        return [marks, source, target, state], noted

    def _text(self, text: str, unit: Unit, locale: str) -> list[BaseOxmlElement]:
        is_rtl = direction_of(locale) == "rtl"
        return [_run(run, locale, self._code if run.is_code else "", is_rtl=is_rtl) for run in runs_of(text, unit.kind)]

    def _note(self, words: str) -> BaseOxmlElement:
        return _paragraph([_run(Run(words), SOURCE_LOCALE)], self._small)

    def _comment(self, noted: BaseOxmlElement, remark: str) -> None:
        comment = self._document.add_comment(WordRun(noted, self._document), remark, CATALOG, "C")  # type: ignore[arg-type]
        comment._comment_elm.attrib.pop(qn("w:date"), None)


def _row(cells: Sequence[tuple[BaseOxmlElement, ...]], *, is_head: bool = False) -> BaseOxmlElement:
    """Return a row; the widths are those of the head, since each element more is one more to read when it comes back."""
    row = element("tr")
    if is_head:
        properties = element("trPr")
        properties.append(element("tblHeader"))
        row.append(properties)
    for paragraphs, width in zip(cells, _WIDTHS, strict=True):
        cell = element("tc")
        if is_head:
            properties = element("tcPr")
            properties.append(element("tcW", w=str(int(Mm(width).twips)), type="dxa"))
            cell.append(properties)
        cell.extend(paragraphs)
        row.append(cell)
    return row


def _paragraph(runs: Iterable[BaseOxmlElement], style: str = "", *, is_rtl: bool = False) -> BaseOxmlElement:
    paragraph, properties = element("p"), element("pPr")
    if style:
        properties.append(element("pStyle", val=style))
    if is_rtl:
        properties.append(element("bidi"))
    if len(properties):
        paragraph.append(properties)
    paragraph.extend(runs)
    return paragraph


def _run(run: Run, locale: str = SOURCE_LOCALE, style: str = "", *, is_rtl: bool = False) -> BaseOxmlElement:
    made, properties = element("r"), element("rPr")
    properties.extend(_looks(run, locale, style, is_rtl=is_rtl))
    if len(properties):
        made.append(properties)
    made.text = run.text
    return made


def _looks(run: Run, locale: str, style: str, *, is_rtl: bool) -> Iterator[BaseOxmlElement]:
    """Yield the properties of a run in the order of the schema (17.3.2.28)."""
    if style:
        yield element("rStyle", val=style)
    for name, is_on in (("b", run.is_bold), ("i", run.is_italic)):
        if is_on:
            yield element(name)
            yield element(f"{name}Cs")  # letters from right to left have their own
    if is_rtl:
        yield element("rtl")
    if locale != SOURCE_LOCALE:  # which is that of the whole file
        yield element("lang", **({"bidi": locale} if is_rtl else {"val": locale}))
