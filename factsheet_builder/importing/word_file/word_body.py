"""The text of a Word file -> pieces in reading order: paragraphs, tables, pictures and notes.

Tracked changes are read as if they were accepted. What is not understood, or left out, is named with its paragraph in the
ledger (text boxes, hidden words, fields, comments, formulas, symbols, merged cells). What lies around the text is left to
``word_parts``, letters and fields of a paragraph to ``word_runs``.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, TypedDict

from factsheet_builder.errors import ContentError, Diagnostic, Place
from factsheet_builder.importing.pieces import Grid, Ledger, Para, Picture, Piece, Run, SourceText, plain
from factsheet_builder.importing.renewing.delivered_words import Delivered, delivered_in
from factsheet_builder.importing.word_file.word_numbering import NumberCounter
from factsheet_builder.importing.word_file.word_parts import Surroundings, count_words, surroundings
from factsheet_builder.importing.word_file.word_runs import BY_BUILDER, WRAPPERS, RunReader
from factsheet_builder.importing.word_file.word_styles import value
from factsheet_builder.importing.word_file.word_tables import CellPlace, cells_of, inside, merged_cells, says
from factsheet_builder.languages.exchange.tree import Element, child, children, name_of, namespace_of
from factsheet_builder.languages.exchange.word.own_marks import id_of
from factsheet_builder.languages.exchange.word.word_archive import CONTENT, ENDNOTES, FOOTNOTES, WordParts, open_word

_NAMESPACES: Final = frozenset({
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
})  # fmt: skip
_MOST_PARAGRAPHS: Final = 20_000
_MOST_PICTURES: Final = 200


def read_word_file(data: bytes, file: str) -> SourceText:
    """Return what a Word file says.

    Raises:
        ContentError: it is no Word file, damaged, unsafe to read, or beyond the limits.
    """
    try:
        return _read(open_word(data, file), file)
    except ContentError as error:
        raise ContentError(map(_said_of_an_import, error.diagnostics)) from error


def delivered_with(data: bytes, file: str) -> Delivered | None:
    """Return what a Word file of ours says that it was made of; nothing for another one. Raises as ``read_word_file``."""
    return delivered_in(open_word(data, file))


def _said_of_an_import(problem: Diagnostic) -> Diagnostic:
    """Return a problem of the archive in words that fit a chapter; its limits are those of files of translations."""
    if "translation" not in problem.what + problem.remedy:
        return problem
    what = problem.what.replace("a file of translations has", "a file that is imported has")
    remedy = "Save it in Word or LibreOffice as .docx, without large pictures, or import a chapter at a time."
    return replace(problem, what=what, remedy=remedy)


def _read(parts: WordParts, file: str) -> SourceText:
    root = parts.known[CONTENT]
    body = child(root, "body")
    if namespace_of(root) not in _NAMESPACES or body is None:
        what = "This is no Word file: its text is in another format."
        raise ContentError.of("foreign", what, "Save it as .docx.", Place(file))
    ledger = Ledger()
    around = surroundings(parts, ledger)
    reader = _BodyReader(around, ledger, file)
    reader.read(body)
    notes = dict(_notes(parts, around, ledger))
    words = count_words(parts, around.styles, ledger)
    wanted = dict.fromkeys(piece.part for piece in reader.pieces if isinstance(piece, Picture))
    if len(wanted) > _MOST_PICTURES:
        what = f"The file has {len(wanted):,} pictures; at most {_MOST_PICTURES} are taken."
        raise ContentError.of("too-many", what, "Delete some, or divide the file.", Place(file))
    pictures = {name: parts.office.bytes_of(name) for name in wanted}
    ids = {note: name for mark, note in around.note_marks.items() if (name := id_of(mark, is_note=True))}
    return SourceText(file, tuple(reader.pieces), notes, words, ledger, pictures, tuple(reader.made), ids)


def _notes(parts: WordParts, around: Surroundings, ledger: Ledger) -> Iterator[tuple[str, tuple[Run, ...]]]:
    """Yield the notes in the order of their numbers, each as one text."""
    found = {}
    for kind, part in (("footnote", FOOTNOTES), ("endnote", ENDNOTES)):
        for note in children(parts.known[part], kind) if part in parts.known else ():
            if value(note, "type") in {"", "normal"}:
                name = around.note_names[(kind, value(note, "id"))]
                reader = RunReader(around, ledger, f"{kind}s", note=name)
                found[name] = _joined(reader, note)
    order = list(dict.fromkeys(around.note_names.values()))
    yield from ((name, found[name]) for name in order if name in found)


def _joined(reader: RunReader, element: Element) -> tuple[Run, ...]:
    """Return the paragraphs of a note or of a cell as one text."""
    runs: list[Run] = []
    for paragraph in _paragraphs(element):
        style = _style(paragraph)
        own = list(reader.runs(paragraph, style))
        if runs and plain(own):
            runs.append(Run(" "))
        runs += own
        for box in reader.take_boxes():
            runs += [Run(" "), *_joined(reader, box)]
    return tuple(runs)


def _paragraphs(element: Element) -> Iterator[Element]:
    """Yield the paragraphs inside an element, those of a table in it too."""
    for inner in element:
        if name_of(inner) == "p":
            yield inner
        elif name_of(inner) in WRAPPERS | {"tbl", "tr", "tc"}:
            yield from _paragraphs(inner)


def _style(paragraph: Element) -> str:
    own = child(paragraph, "pPr")
    return value(child(own, "pStyle")) if own is not None else ""


class _Marks(TypedDict, total=False):
    """What our own Word files say of a paragraph."""

    anchor: str
    label: str
    head: str
    within: int | None


class _BodyReader:
    """Reads what stands between the paragraphs, and counts these."""

    def __init__(self, around: Surroundings, ledger: Ledger, file: str) -> None:
        self.around = around
        self.ledger = ledger
        self.file = file
        self.pieces: list[Piece] = []
        self.number = 0
        self.anchor = self.label = self.head = ""
        self.within: int | None = None
        self.made: list[str] = []
        self.numbers = NumberCounter(around.styles.levels)
        self.reader = RunReader(around, ledger, "content")

    def read(self, container: Element) -> None:
        """Read all blocks of a container: the body, a text box, the only cell of a table."""
        for inner in container:
            match name_of(inner):
                case "p":
                    self._paragraph(inner)
                case "tbl":
                    self._table(inner)
                case "altChunk" | "subDoc":
                    self.ledger.name("embedded", self.number, "A file that stands in the text is not read.")
                case "oMathPara" | "oMath":
                    self._count()
                    self.pieces.append(Para(self.number, tuple(self.reader.formula(inner))))
                case "del" | "moveFrom":
                    self.reader.name_deleted(inner)
                case name if name in WRAPPERS:
                    self.read(inner)
                case _:
                    pass

    def _count(self) -> None:
        self.number += 1
        self.reader.number = self.number
        if self.number > _MOST_PARAGRAPHS:
            what = f"The file has more than {_MOST_PARAGRAPHS:,} paragraphs."
            raise ContentError.of("too-many", what, "Import a chapter at a time.", Place(self.file))

    def _paragraph(self, paragraph: Element) -> None:
        self._count()
        styles, own = self.around.styles, child(paragraph, "pPr")
        style = _style(paragraph)
        role = styles.role(style)
        self.reader.is_made = role == "made"
        runs = tuple(self.reader.runs(paragraph, style))
        if role == "contents" and plain(runs):
            self.ledger.set_aside("table of contents", "".join(run.text for run in runs))
            self.ledger.name("contents", self.number, "The table of contents is left out; pages make their own.")
            return
        own_runs = tuple(run for run in runs if not run.is_number)
        if label := plain(run for run in runs if run.is_number):
            self.label = label
        anchor, within = self.reader.take_anchor()
        self.anchor, self.within = anchor or self.anchor, self.within if within is None else within
        if role == "made":
            self._made(runs)
            return
        marks = self._take_marks(own_runs)
        alignment = value(child(own, "jc")) if own is not None else ""
        look = styles.look(style, next((child(run, "rPr") for run in children(paragraph, "r")), None))
        if own is not None and (mark := child(own, "rPr")) is not None:
            for name in ("ins", "del"):
                if child(mark, name) is not None:
                    self.ledger.name("tracked", self.number, "The end of the paragraph is a tracked change.")
        level, item = styles.level(style, own), styles.mark(style, own)
        counted = self.numbers.next(item.series, item.level) if item else ""
        if plain(own_runs) or any(run.note for run in own_runs):
            self.pieces.append(
                Para(
                    self.number,
                    own_runs,
                    level,
                    role,
                    None if level else item,
                    look.size or 0.0,
                    alignment == "center",
                    counted=counted,
                    depth=styles.depth(style),
                    **marks,
                )
            )
        self._after()

    def _take_marks(self, runs: tuple[Run, ...]) -> _Marks:
        """Return what was said of a paragraph above it or in it, if it has words to take that."""
        if not plain(runs):
            return {}
        found: _Marks = {"anchor": self.anchor, "label": self.label, "head": self.head, "within": self.within}
        self.anchor = self.label = self.head = ""
        self.within = None
        return found

    def _made(self, runs: tuple[Run, ...]) -> None:
        """Leave out what the builder had written of its own; what it says, and a number in it, belong to what follows."""
        said = plain(run for run in runs if not run.is_number)
        self.ledger.set_aside(BY_BUILDER, said)
        self.made.append(said)
        self.head = said or self.head
        self.reader.take_pictures()

    def _after(self) -> None:
        """Read what a paragraph or a table carries along: pictures, and the words of text boxes."""
        for picture in self.reader.take_pictures():
            self.pieces.append(replace(picture, number=self.number))
        for box in self.reader.take_boxes():
            what = "A text box stands here; its words follow the paragraph."
            self.ledger.name("text-box", self.number, what, remedy="Move them where they belong.")
            self.read(box)

    def _table(self, table: Element) -> None:
        paragraphs = [inner for inner in table.iter() if name_of(inner) == "p"]
        if paragraphs and all(self.around.styles.role(_style(inner)) == "made" for inner in paragraphs):
            for inner in paragraphs:
                self._count()
                self._made(tuple(self.reader.runs(inner, _style(inner))))
            what = "A table that the builder had made of the content stands here; it is left out."
            self.ledger.name("made-table", self.number, what, remedy="Add the map or the chart that it stood for.")
            return
        rows = [list(inside(row, "tc")) for row in inside(table, "tr")]
        if all(len(cells) == 1 for cells in rows):
            self._count()
            what = "A frame (a table of one column) stands here; its words are paragraphs."
            self.ledger.name("frame", self.number, what, remedy="Make a block of another kind of them, where one fits.")
            for (cell,) in rows:
                self.read(cell)
            return
        self._count()
        kept = [row for row in inside(table, "tr") if self._is_kept(row)]
        places = [list(cells_of(row)) for row in kept]
        read = [tuple(text for cell in row for text in self._cell(cell)) for row in places]
        heads = next((index for index, row in enumerate(kept) if not says(row, "trPr", "tblHeader")), len(kept))
        self.pieces.append(Grid(self.number, tuple(read), max(heads, 1), tuple(merged_cells(places))))
        for picture in self.reader.take_pictures():
            self.pieces.append(replace(picture, number=self.number))

    def _is_kept(self, row: Element) -> bool:
        """Tell whether a row is read, and name what a tracked change did to it."""
        if says(row, "trPr", "del"):
            self.reader.name_deleted(row)
            return False
        if says(row, "trPr", "ins"):
            what = "A row of the table is inserted as a tracked change; it is taken as accepted."
            self.ledger.name("tracked", self.number, what)
        return True

    def _cell(self, cell: CellPlace) -> Iterator[tuple[Run, ...]]:
        text = _joined(self.reader, cell.element)
        if any(name_of(inner) == "tbl" for inner in cell.element.iter() if inner is not cell.element):
            self.ledger.name("nested-table", self.number, "A table stands in a table; its words are one text.")
        yield text
        yield from ((),) * (cell.columns - 1)
