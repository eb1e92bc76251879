"""Every word that a view owes to its reader, in reading order, held against what the finished PDF reads out.

The text of the view and the text of the PDF's tag tree must be the same: a passage that is missing, doubled, changed or
out of order is an error, whatever caused it (a template, the engine, a font). Numbers and marks of list items, which the
engine makes, are the only text allowed between passages.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, assert_never

from factsheet_builder.errors import Diagnostic, Place, Severity
from factsheet_builder.pdf.reading.tag_reader import BodyText
from factsheet_builder.views.block_views import (
    BlockView,
    ContentsView,
    FigureView,
    ListView,
    ParagraphView,
    PracticeView,
    ProvisionView,
    RecommendationView,
    SectionView,
    TableView,
    TileMapView,
)
from factsheet_builder.views.change_view import ChangeView
from factsheet_builder.views.document_view import DocumentView, GlanceView, ImprintView
from factsheet_builder.views.form_view import FieldGroupView
from factsheet_builder.views.spans import Spans


@dataclass(frozen=True, slots=True)
class OwedText:
    """A passage and its words, without note calls."""

    passage: str
    text: str


def plain(spans: Spans) -> str:
    """Return the words of ``spans`` without note calls."""
    return "".join(plain(span.spans) if span.spans else span.text for span in spans if span.kind != "call")


def owed_body(view: DocumentView) -> Iterator[OwedText]:
    """Yield every passage of the body, in the order in which the templates print them."""
    head = view.masthead
    chapter = f"{head.chapter_label} {head.chapter}"
    title = " ".join(filter(None, [head.label, head.title]))
    emblem = head.emblem.alternative if head.emblem else None
    for name, text in (
        ("emblem", emblem),
        ("chapter", chapter),
        ("title", title),
        ("version", head.version),
        ("lead-in", head.lead_in),
        ("theme", head.theme),
        ("notice", head.notice),
    ):
        if text:
            yield OwedText(f"masthead.{name}", text)
    if view.glance:
        yield from (OwedText("glance", text) for text in _owed_glance(view.glance))
    yield from _owed_blocks(view.blocks)
    if view.imprint:
        yield from (OwedText("imprint", text) for text in _owed_imprint(view.imprint))


def _owed_imprint(view: ImprintView) -> Iterator[str]:
    yield view.title
    yield from map(plain, view.paragraphs)
    if view.remark:
        yield plain(view.remark)
    yield from (f"{label} {value}" for label, value in view.facts)


def _owed_glance(view: GlanceView) -> Iterator[str]:
    yield from (view.title, view.lead, view.table_title, *view.table_columns)
    for row in view.rows:
        yield from filter(None, [f"{row.id} {row.verb}", plain(row.summary), row.addressed])
    for update in view.updates:
        yield from (plain(update.lead), plain(update.spans))
    yield view.facts_title
    yield from map(plain, view.facts)
    yield view.notice
    if view.map:
        yield from (view.map.title, view.map.alternative, *(state.label for state in view.map.states))
    for update in view.long_updates:
        yield from (plain(update.lead), plain(update.spans))


def _owed_blocks(blocks: tuple[BlockView, ...]) -> Iterator[OwedText]:
    for block in blocks:
        for text in _owed_block(block):
            yield text if isinstance(text, OwedText) else OwedText(block.id, text)


def _owed_block(block: BlockView) -> Iterator[str | OwedText]:
    match block:
        case SectionView():
            yield " ".join(filter(None, [block.number, plain(block.title), block.state and f"({block.state})"]))
            yield from _owed_blocks(block.blocks)
        case ParagraphView():
            yield from filter(None, [block.number, block.flag, block.state])
            yield plain(block.spans)
        case ListView():
            yield from filter(None, [block.state])
            for item in block.items:
                yield OwedText(item.id, plain(item.spans))
                yield from _owed_blocks(item.blocks)
        case ProvisionView():
            yield from _owed_provision(block)
        case PracticeView():
            yield from filter(None, [block.party, block.label, block.flag, block.state])
            yield from map(plain, block.paragraphs)
        case RecommendationView():
            yield from filter(None, [block.flag, block.state])
            yield from (f"{block.id} {block.verb}", block.addressed, plain(block.spans))
        case FigureView():
            yield from filter(None, [block.state])
            yield plain(block.title)
            yield from filter(None, [plain(block.unavailable), block.unit, block.image and block.image.alternative])
            yield from (f"{bar.label} {bar.value}" for bar in block.bars)
        case TableView():
            yield from filter(None, [block.state])
            yield plain(block.title)
            yield from map(plain, block.columns)
            yield from (plain(cell) for row in block.rows for cell in (row.heading, *row.cells))
        case TileMapView():
            yield from (block.title, block.alternative, block.table_title, *block.table_columns)
            yield from (word for state in block.states for word in (state.label, state.count, state.parties))
            yield from map(plain, block.remarks)
        case ContentsView():
            yield from (block.title, *block.columns)
            yield from (word for entry in block.entries for word in (entry.letter, entry.title, entry.page))
        case FieldGroupView() | ChangeView():
            yield from _owed_parts(block)
        case _:
            assert_never(block)


def _owed_parts(block: FieldGroupView | ChangeView) -> Iterator[str]:
    if isinstance(block, FieldGroupView):
        yield block.legend
        yield from (" ".join(filter(None, [field.label, field.hint])) for field in block.fields)
        return
    yield from (block.verdict, block.title)
    for line in block.lines:
        pieces = (" ".join(filter(None, [piece.label, piece.text])) for piece in line.pieces)
        yield " ".join([line.label, *pieces])


def _owed_provision(block: ProvisionView) -> Iterator[str | OwedText]:
    yield f"{block.label} {block.title}"
    yield from filter(None, [block.state])
    for paragraph in block.paragraphs:
        yield OwedText(paragraph.id, " ".join(filter(None, [paragraph.number, plain(paragraph.spans)])))
        yield from (OwedText(item.id, plain(item.spans)) for item in paragraph.items)


_UNSEEN: Final = re.compile("[\u00ad\u061c\u200c-\u200f\u202a-\u202e\u2066-\u2069]")
"""What asks something of the layout and is not printed: soft hyphens, joiners, marks of direction."""
_BETWEEN: Final = re.compile(r"\s*([•◦▪–-]|[0-9]+[.)]?|[a-zA-Z]{1,4}[.)])?\s*")
"""What may stand between two passages: space, and the mark or number of a list item."""


def check_text(view: DocumentView, read: BodyText) -> list[Diagnostic]:
    """Return a problem for every passage that the PDF, read in logical order, does not say exactly once at its place."""
    body = _normal(" ".join(read.blocks))
    problems = list(_check_sequence([OwedText(o.passage, _normal(o.text)) for o in owed_body(view)], body))
    printed = {note.number: _normal(note.text) for note in read.notes}
    for note in view.notes:
        owed = f"{_normal(plain(note.spans))} ↑"
        found = printed.pop(note.number, None)
        if found is None:
            problems.append(_problem(f"note.{note.key}", f"Note {note.number} is not in the PDF."))
        elif re.sub("(?<=↑)↑+$", "", found) != owed:  # one way back from each page that prints the note
            difference = f"Note {note.number} is not printed as it is owed: {_difference(owed, found)}."
            problems.append(_problem(f"note.{note.key}", difference))
    problems += [_problem("notes", f"The PDF has a note {number} that nothing owes.") for number in printed]
    return problems


def _normal(text: str) -> str:
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())


def _check_sequence(owed: list[OwedText], body: str) -> Iterator[Diagnostic]:
    position = 0
    for passage in owed:
        found = body.find(passage.text, position)
        between = body[position:found] if found >= 0 else ""
        if found >= 0 and _BETWEEN.fullmatch(between):
            position = found + len(passage.text)
        elif found >= 0:
            yield _problem(
                passage.passage, f"Before this passage the PDF says what nothing owes here: “{_cut(between)}”."
            )
            position = found + len(passage.text)
        elif passage.text in body:
            yield _problem(passage.passage, f"This passage is out of order in the PDF: “{_cut(passage.text)}”.")
        else:
            yield _problem(
                passage.passage,
                f"This passage is not in the PDF as it is owed: {_nearest(passage.text, body[position:])}.",
            )
    if rest := body[position:].strip():
        yield _problem("", f"At its end the PDF says what nothing owes: “{_cut(rest)}”.")


def _problem(passage: str, what: str) -> Diagnostic:
    remedy = "The file is not delivered; if the templates are unchanged, report this."
    return Diagnostic(Severity.ERROR, "text-differs", what, remedy, Place(passage=passage))


def _nearest(owed: str, body: str) -> str:
    return _difference(owed, body.lstrip()[: len(owed)])


def _difference(owed: str, found: str) -> str:
    same = next((i for i, (a, b) in enumerate(zip(owed, found, strict=False)) if a != b), min(len(owed), len(found)))
    start = max(0, same - 20)
    return f"owed “…{_cut(owed[start:])}”, found “…{_cut(found[start:])}”"


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
