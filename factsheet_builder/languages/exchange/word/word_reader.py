"""A Word file that came back -> the units of its rows, with changes that are tracked as if they were accepted, and comments.

It is read as XML, part by part, and no program of others is let near it. A row is known by the id in its first cell. What a
translation cannot have (a picture, a footnote, hidden words, a table in the table) makes its row one that is refused.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from factsheet_builder.errors import ContentError, Diagnostic, Place
from factsheet_builder.languages import translation_limits as limits
from factsheet_builder.languages.codes import CodesError
from factsheet_builder.languages.exchange.inline import Kind
from factsheet_builder.languages.exchange.returned import Format, ReturnedFile, ReturnedUnit, refuse_other_source
from factsheet_builder.languages.exchange.tree import Element, child, children, name_of, namespace_of
from factsheet_builder.languages.exchange.units import kind_named
from factsheet_builder.languages.exchange.word.word_archive import COMMENTS, CONTENT, STYLES, read_parts
from factsheet_builder.languages.exchange.word.word_cells import Run, text_of_runs
from factsheet_builder.languages.exchange.word.word_marks import (
    CATALOG,
    COLUMNS,
    Marks,
    language_of,
    read_marks,
    read_state,
)
from factsheet_builder.languages.exchange.word.word_remarks import lost_remark
from factsheet_builder.project import SOURCE_LOCALE

_NAMESPACES: Final = frozenset({
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
})  # fmt: skip
_AROUND: Final = frozenset({
    "hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo",
})  # fmt: skip
"""What holds runs, or paragraphs, and is no more than a wrapper."""
_GONE: Final = frozenset({"del", "moveFrom"})
_ODD: Final = {
    "drawing": "a picture", "pict": "a picture", "object": "an embedded object", "AlternateContent": "a picture",
    "footnoteReference": "a footnote of Word", "endnoteReference": "an endnote of Word", "sym": "a symbol of a font",
    "tbl": "a table", "oMath": "a formula", "oMathPara": "a formula", "ruby": "words above words", "altChunk": "a file",
}  # fmt: skip
_LETTERS: Final = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_ANCHORS: Final = frozenset({"commentRangeStart", "commentReference"})
_SHOWN: Final = 60


def read_word(data: bytes, file: str, kinds: Mapping[str, Kind], content: str = SOURCE_LOCALE) -> ReturnedFile:
    """Return what a Word file says; ``kinds`` tells of each key what its texts may have beside words.

    Raises:
        ContentError: it is no Word file that was exported here, damaged, unsafe to read, or in several languages.
    """
    parts = read_parts(data, file)
    root = parts[CONTENT]
    if namespace_of(root) not in _NAMESPACES:
        what = "This is no Word file: its text is in another format."
        raise ContentError.of("foreign", what, "Save it as .docx.", Place(file))
    reader = _Reader(file, kinds, _Styles.of(parts.get(STYLES)), _remarks(parts.get(COMMENTS), file), content)
    units = tuple(reader.units(root))
    if not units:
        what = "The file has no row of a translation: no table of four columns with ids in the first."
        raise ContentError.of("foreign-units", what, "Import the file that was exported here.", Place(file))
    if len(reader.languages) > 1:
        what = f"The file is in several languages: {', '.join(sorted(reader.languages))}."
        raise ContentError.of("target-language", what, "Import a file of one language.", Place(file))
    return ReturnedFile(file, Format.DOCX, "".join(reader.languages), units, tuple(reader.lost()))


@dataclass
class _Reader:
    file: str
    kinds: Mapping[str, Kind]
    styles: "_Styles"
    remarks: dict[str, str]
    """By the ids of comments; those of a row are taken out."""
    content: str = SOURCE_LOCALE
    languages: set[str] = field(default_factory=set)
    rows: int = 0

    def units(self, root: Element) -> Iterator[ReturnedUnit]:
        for row in root.iter(f"{{{namespace_of(root)}}}tr"):
            properties = child(row, "trPr")
            if properties is not None and child(properties, "del") is not None:
                continue
            self.rows += 1
            limits.refuse_too_many(self.rows, limits.UNITS, "rows", self.file)
            if unit := self._row(row):
                yield unit

    def lost(self) -> Iterator[Diagnostic]:
        """Yield a warning for each comment that stands in no row."""
        for remark in self.remarks.values():
            yield lost_remark(remark, "it stands at no row of a translation", Place(self.file))

    def _row(self, row: Element) -> ReturnedUnit | None:
        cells = list(_cells(row))
        if not cells:
            return None
        marks = read_marks(self._plain(cells[0]))
        if marks is None:
            return self._without_id(row, cells)
        remarks = tuple(self._remarks_in(row))
        line = marks.number or self.rows
        if len(cells) != COLUMNS:
            fault = f"its row has {len(cells)} cells instead of {COLUMNS}: cells were merged, divided or deleted"
            return ReturnedUnit(marks.key, line, "", fault=fault, remarks=remarks)
        return self._unit(marks, line, cells, remarks)

    def _unit(self, marks: Marks, line: int, cells: list[Element], remarks: tuple[str, ...]) -> ReturnedUnit:
        kind = kind_named(self.kinds, marks.key) or Kind.PLAIN
        source = target = fault = ""
        try:
            source, target = (self._text(cell, kind) for cell in cells[1:3])
        except CodesError as error:
            fault = str(error)
        first = next(_paragraphs(cells[3]), None)
        written = read_state("" if first is None else self._plain(first), marks)
        return ReturnedUnit(
            marks.key,
            line,
            target,
            source,
            written.state,
            marks.source_digest,
            marks.target_digest,
            fault or written.fault,
            remarks=remarks,
            review=written.review,
        )

    def _without_id(self, row: Element, cells: list[Element]) -> ReturnedUnit | None:
        """Take a row of headings for what it is; one with words and no id is a unit that nobody knows."""
        words = [self._plain(cell) for cell in cells]
        tags = [language_of(text) for text in words]
        if len(cells) == COLUMNS and tags[1] and tags[2]:
            refuse_other_source(tags[1], self.file, self.rows, self.content)
            self.languages.add(tags[2])
            return None
        if len(cells) != COLUMNS or not words[2].strip():
            return None
        return ReturnedUnit("row without id", self.rows, words[2], remarks=tuple(self._remarks_in(row)))

    def _remarks_in(self, row: Element) -> Iterator[str]:
        for element in row.iter():
            if name_of(element) in _ANCHORS and (remark := self.remarks.pop(_value(element, "id"), "")):
                yield remark

    def _text(self, cell: Element, kind: Kind) -> str:
        return text_of_runs(self._runs(cell), kind)

    def _plain(self, cell: Element) -> str:
        """Return the words of a cell whose looks mean nothing; what is odd in it is no part of them."""
        return "".join(run.text for run in self._runs(cell, is_strict=False))

    def _runs(self, cell: Element, *, is_strict: bool = True) -> Iterator[Run]:
        is_first = True
        for paragraph in (cell,) if name_of(cell) == "p" else _paragraphs(cell, is_strict=is_strict):
            if not is_first:
                yield Run("\n")
            is_first = False
            yield from self._inside(paragraph, is_strict=is_strict)

    def _inside(self, element: Element, *, is_strict: bool) -> Iterator[Run]:
        for inner in element:
            name = name_of(inner)
            if name == "r":
                yield from self._run(inner, is_strict=is_strict)
            elif name in _AROUND:
                yield from self._inside(inner, is_strict=is_strict)
            elif name in _ODD and is_strict:
                raise CodesError(_odd(name))

    def _run(self, run: Element, *, is_strict: bool) -> Iterator[Run]:
        is_bold, is_italic, is_hidden = self.styles.look(child(run, "rPr"))
        for inner in run:
            name = name_of(inner)
            text = (inner.text or "") if name == "t" else _LETTERS.get(name, "")
            if text and is_hidden and is_strict:
                raise CodesError(f"“{_cut(text)}” is hidden in it; show hidden text in Word and delete it")
            if text:
                yield Run(text, is_bold, is_italic)
            elif name in _ODD and is_strict:
                raise CodesError(_odd(name))


def _odd(name: str) -> str:
    return f"it has {_ODD[name]}, which a translation cannot have"


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _cells(row: Element) -> Iterator[Element]:
    """Yield the cells of a row, those in controls of content too."""
    for inner in row:
        if name_of(inner) == "tc":
            yield inner
        elif name_of(inner) in _AROUND:
            yield from _cells(inner)


def _paragraphs(cell: Element, *, is_strict: bool = False) -> Iterator[Element]:
    for inner in cell:
        if name_of(inner) == "p":
            yield inner
        elif name_of(inner) in _AROUND:
            yield from _paragraphs(inner, is_strict=is_strict)
        elif name_of(inner) in _ODD and is_strict:
            raise CodesError(_odd(name_of(inner)))


def _value(element: Element | None, name: str = "val") -> str:
    return "" if element is None else element.get(f"{{{namespace_of(element)}}}{name}", "")


def _is_on(properties: Element, name: str) -> bool | None:
    """Return whether a property of letters is on; nothing where it is not said."""
    found = child(properties, name)
    return None if found is None else _value(found) not in {"0", "false", "off", "none"}


@dataclass(frozen=True, slots=True)
class _Styles:
    """What styles of letters make bold, italic or hidden, by their ids."""

    looks: Mapping[str, tuple[bool | None, bool | None, bool | None]]

    @classmethod
    def of(cls, root: Element | None) -> "_Styles":
        styles = list(children(root, "style")) if root is not None else []
        own: dict[str, tuple[bool | None, bool | None, bool | None]] = {}
        based = {}
        for style in styles:
            if _value(style, "type") == "character":
                name, properties = _value(style, "styleId"), child(style, "rPr")
                own[name] = _says(properties) if properties is not None else (None, None, None)
                based[name] = _value(child(style, "basedOn"))
        return cls({name: _resolved(name, own, based) for name in own})

    def look(self, properties: Element | None) -> tuple[bool, bool, bool]:
        """Return whether a run is bold, italic and hidden."""
        if properties is None:
            return False, False, False
        styled = self.looks.get(_value(child(properties, "rStyle")), (None, None, None))
        says = _says(properties)
        bold, italic, hidden = (
            bool(inherited if own is None else own) for own, inherited in zip(says, styled, strict=True)
        )
        return bold, italic, hidden


def _says(properties: Element) -> tuple[bool | None, bool | None, bool | None]:
    """Return what properties say; letters from right to left have their own bold and italic (17.3.2.30)."""
    ends = "Cs" if _is_on(properties, "rtl") else ""
    return _is_on(properties, f"b{ends}"), _is_on(properties, f"i{ends}"), _is_on(properties, "vanish")


def _resolved(
    name: str, own: Mapping[str, tuple[bool | None, bool | None, bool | None]], based: Mapping[str, str]
) -> tuple[bool | None, bool | None, bool | None]:
    found: list[bool | None] = [None, None, None]
    seen: set[str] = set()
    while name in own and name not in seen and len(seen) < limits.DEPTH:
        seen.add(name)
        found = [value if known is None else known for known, value in zip(found, own[name], strict=True)]
        name = based[name]
    return found[0], found[1], found[2]


def _remarks(root: Element | None, file: str) -> dict[str, str]:
    """Return comments as one line each, with who made them and on which day; those of the catalog as they stood there."""
    found: dict[str, str] = {}
    comments = list(children(root, "comment")) if root is not None else []
    limits.refuse_too_many(len(comments), limits.UNITS, "comments", file)
    for comment in comments:
        texts = (inner.text or " " for inner in comment.iter() if name_of(inner) in {"t", "br", "tab", "p"})
        words = " ".join("".join(texts).split())
        author, day = " ".join(_value(comment, "author").split())[:80], _value(comment, "date")[:10]
        limits.refuse_too_long(len(words), Place(file, passage=f"comment by {author}"), "A comment")
        by = ", ".join(filter(None, (author or "Word", day)))
        if words:
            found[_value(comment, "id")] = words if author == CATALOG else f"{by}: {words}"
    return found
