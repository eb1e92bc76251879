"""Notes that were called -> the part of a Word file that holds footnotes, which python-docx 1.2 does not write."""

from collections.abc import Mapping
from typing import Final

from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from factsheet_builder.languages.exchange.word import own_marks as marks
from factsheet_builder.languages.exchange.word.word_elements import element
from factsheet_builder.views.document_view import NoteView
from factsheet_builder.word.edition_styles import NOTE_CALL, NOTE_TEXT
from factsheet_builder.word.span_writing import Look, Numbers, SpanWriter

_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_RULES: Final = (("separator", "-1"), ("continuationSeparator", "0"))
"""What stands between the text and its notes; Word asks for both."""


def new_footnotes(document: WordDocument) -> XmlPart:
    """Add an empty part of footnotes to a document."""
    root = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}/>")
    for kind, number in _RULES:
        rule = element("p", element("r", element(kind)))
        root.append(element("footnote", rule, type=kind, id=number))
    part = XmlPart(PackURI("/word/footnotes.xml"), _TYPE, root, document.part.package)
    document.part.relate_to(part, _RELATION)
    return part


def write_footnotes(
    part: XmlPart,
    writer: SpanWriter,
    notes: Mapping[str, NoteView],
    numbers: Numbers,
    styles: Mapping[str, str],
    labels: Mapping[str, str],
    *,
    is_rtl: bool,
) -> None:
    """Write the notes that were called, in the order of their first calls."""
    for key, number in numbers.notes.items():
        properties = element("pPr", element("pStyle", val=styles[NOTE_TEXT]), *([element("bidi")] if is_rtl else []))
        mark = element("r", element("rPr", element("rStyle", val=styles[NOTE_CALL])), element("footnoteRef"))
        own = list(writer.words(labels[key], Look(style=NOTE_CALL))) if key in labels else [mark]
        space = list(writer.words(" ", Look(style=marks.GAP)))
        text = list(writer.runs(notes[key].spans))
        part.element.append(element("footnote", element("p", properties, *own, *space, *text), id=str(number)))
