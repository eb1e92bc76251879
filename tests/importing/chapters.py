"""Chapters in Word that nobody wrote: made with python-docx, and with parts of the archive that it does not make."""

import io
from collections.abc import Callable, Sequence
from typing import Any, cast

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.parties import Register
from factsheet_builder.content.reading.reader import Read, read_factsheet, read_factsheet_text, read_register
from factsheet_builder.importing.drafting import Asked, draft_factsheet
from factsheet_builder.importing.pieces import SourceText
from factsheet_builder.importing.remarks import write_draft
from factsheet_builder.importing.siblings import facts_of
from factsheet_builder.importing.word_balance import Balance, balance
from factsheet_builder.importing.word_file.word_body import read_word_file
from factsheet_builder.project import Project
from tests.conftest import ROOT
from tests.languages.exchange.word.word_files import packed, parts_of

SHIPPED = Project(ROOT)
SIBLING: Read[Factsheet] = read_factsheet(SHIPPED, "assistance-to-victims")
REGISTER: Register = read_register(SHIPPED).model

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


class Chapter:
    """A Word file under way, with footnotes, which python-docx 1.2 does not write."""

    def __init__(self) -> None:
        self.document = docx.Document()
        self.notes: list[str] = []

    def heading(self, text: str, level: int = 1, style: str = "") -> Paragraph:
        return self.document.add_paragraph(text, style=style or f"Heading {level}")

    def text(self, *pieces: str, style: str | None = None) -> Paragraph:
        """Add a paragraph; ``**words**`` are bold, ``[^text]`` is a footnote with that text."""
        paragraph = self.document.add_paragraph(style=style)
        for piece in pieces:
            if piece.startswith("**"):
                paragraph.add_run(piece.strip("*")).bold = True
            elif piece.startswith("[^"):
                self.note(paragraph, piece[2:-1])
            else:
                paragraph.add_run(piece)
        return paragraph

    def note(self, paragraph: Paragraph, text: str) -> None:
        self.notes.append(text)
        run = paragraph.add_run()
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(len(self.notes) + 1))
        cast("Any", run._r).append(reference)

    def xml(self, paragraph: Paragraph, words: str) -> None:
        """Add elements to a paragraph; ``w:``, ``r:`` and the like are known."""
        spaces = nsdecls("w", "r", "a", "wp", "m") + ' xmlns:v="urn:schemas-microsoft-com:vml"'
        for element in parse_xml(f"<w:x {spaces}>{words}</w:x>"):
            cast("Any", paragraph._p).append(element)

    def style(self, name: str, *, bold: bool = False) -> str:
        made = self.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.font.bold = bold
        return name

    def data(self) -> bytes:
        stream = io.BytesIO()
        self.document.save(stream)
        return with_notes(stream.getvalue(), self.notes) if self.notes else stream.getvalue()


def with_notes(data: bytes, notes: Sequence[str]) -> bytes:
    parts = parts_of(data)
    run = '<w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {}</w:t></w:r>'
    said = "".join(
        f'<w:footnote w:id="{number}"><w:p>{run.format(text)}</w:p></w:footnote>'
        for number, text in enumerate(notes, 2)
    )
    part = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>{said}</w:footnotes>'
    )
    types = parts["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{_NOTES}"/></Types>'.encode()
    )
    relations = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rIdNotes" Type="{_RELATION}/footnotes" Target="footnotes.xml"/></Relationships>'.encode(),
    )
    more = {
        "word/footnotes.xml": part.encode(),
        "[Content_Types].xml": types,
        "word/_rels/document.xml.rels": relations,
    }
    return packed({**parts, **more})


def small_chapter(change: Callable[[Chapter], object] = str) -> bytes:
    """Return a chapter that has one of everything; ``change`` adds more at its end."""
    chapter = Chapter()
    chapter.document.add_paragraph("FACTSHEET – SAMPLE MEASURES", style="Title")
    chapter.text("Monitoring findings on:")
    chapter.text("“The theme of a round that never was”")
    chapter.heading("Introduction")
    chapter.text(
        "All Parties have sample measures in place",
        "[^A gloss that says a good deal more than a reference would say.]",
        ".",
    )
    for item in ("measures of one kind;", "measures of another kind."):
        chapter.text(item, style="List Bullet")
    chapter.heading("What the Convention says")
    chapter.heading("Article 7 – Sample obligations", 2)
    chapter.text("1. Each Party shall take sample measures, which include:")
    chapter.text("– the first of them;")
    chapter.text("2. Each Party shall report on them.")
    chapter.heading("Practices", 2)
    chapter.text("In ", "**Malta**", ", samples are kept in a drawer.")
    chapter.heading("Recommendations", 2)
    chapter.text(
        "The Committee ", "**requires**", " Parties that are not already doing so",
        "[^Albania, Bosnia and Herzegovina, the Netherlands and the Republic of Moldova.]", " to take samples.",
        "[^Recommendation III-1.]",
    )  # fmt: skip
    chapter.text(
        "The Committee ",
        "**invites**",
        " all Parties that are not already doing so to keep them.",
        "[^Recommendation III-2.]",
    )
    chapter.text(
        "The Committee ", "**requests**", " Croatia, Malta and Ukraine to count them.", "[^Recommendation III-3.]"
    )
    chapter.heading("Figures", 2)
    table = chapter.document.add_table(rows=3, cols=3)
    for row, words in enumerate((("Measure", "2021", "2022"), ("Drawers", "3", "4"), ("Shelves", "1", ""))):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    change(chapter)
    return chapter.data()


def drafted(data: bytes | SourceText, name: str = "samples") -> tuple[Factsheet, SourceText, str]:
    """Return the factsheet that a Word file gives, the text that was read, and the YAML."""
    text = data if isinstance(data, SourceText) else read_word_file(data, "chapter.docx")
    draft = draft_factsheet(text, facts_of(SIBLING), REGISTER, Asked(name))
    yaml = write_draft(draft, text.ledger.oddities, text.file)
    return read_factsheet_text(yaml, "chapter.yaml").model, text, yaml


def account(data: bytes | SourceText) -> Balance:
    sheet, text, _ = drafted(data)
    return balance(text.words, sheet, text.ledger)


def codes(text: SourceText) -> list[str]:
    return [odd.code for odd in text.ledger.oddities]


def sized(paragraph: Paragraph, points: float, *, bold: bool = True) -> None:
    for run in paragraph.runs:
        run.bold = bold
        run.font.size = Pt(points)
