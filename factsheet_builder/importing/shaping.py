"""Pieces -> the blocks and notes of a factsheet, as plain data: sections, provisions, practices, recommendations, lists.

Which sentence is a recommendation or a practice is left to ``sentence_kinds``, tables and pictures to ``framed_pieces``.
Every block remembers the paragraph that it came from, under a key of its own that ``drafting`` takes away.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from factsheet_builder.content.prose import parse_prose, plain_text
from factsheet_builder.content.reading.id_making import IdMaker
from factsheet_builder.content.reading.yaml_source import Data
from factsheet_builder.importing.block_shapes.framed_pieces import figure_of, rows_as_text, table_of
from factsheet_builder.importing.block_shapes.list_shaping import ListShaper, put_into_item
from factsheet_builder.importing.block_shapes.reference_shaping import ReferenceShaper
from factsheet_builder.importing.looks import ARTICLE
from factsheet_builder.importing.note_kinds import Notes
from factsheet_builder.importing.pieces import Grid, Ledger, Para, Picture, Piece, Run, shown
from factsheet_builder.importing.prose_writing import to_prose
from factsheet_builder.importing.sentence_kinds import Sentences

ORIGIN: Final = "@paragraph"
"""The key under which a block has the number of its paragraph."""

Blocks = list[Data]
_IN_BOX: Final = 99
"""The level of what stands in a box: below all headings."""
_REFERENCES: Final = frozenset({"quotation", "quotation-source", "definitions", "definition", "bibliography", "work"})
_CALLOUTS: Final = frozenset({"callout-title", "priority-title"})
_TITLE: Final = re.compile(r"\s*[–—:.-]?\s*(.+)")
_PARAGRAPH: Final = re.compile(r"(\d{1,2}[a-z]?\.)\s+(.+)", re.DOTALL)
_INDENT: Final = re.compile(r"[–—•]\s*(?=\S)")
_NUMBER: Final = re.compile(r"((?:\d{1,2}\.)+\d{0,2}|[IVX]{1,5}\.|[A-H]\.)\s+(\S.*)", re.DOTALL)


@dataclass
class Shaper:
    """Makes blocks of pieces, one after the other."""

    notes: Notes
    sentences: Sentences
    ids: IdMaker
    ledger: Ledger
    instrument: str = ""
    folder: str = ""
    """Where the pictures go, inside ``data``."""
    blocks: Blocks = field(default_factory=list)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """By the names of their parts."""
    files: dict[str, bytes] = field(default_factory=dict)
    """Pictures by the names of their files inside ``data``."""
    _open: list[tuple[int, dict[str, Data]]] = field(default_factory=list)
    """Sections and provisions that are open, with their levels."""
    _waiting: list[Run] = field(default_factory=list)
    """Calls of notes that stood in a heading."""
    _caption: Para | None = None
    _is_in_article: bool = False
    """Whether a style says that the text of an article runs."""
    _lists: ListShaper = field(init=False)
    _references: ReferenceShaper = field(init=False)

    def __post_init__(self) -> None:
        self._lists = ListShaper(self.ids, self.ledger)
        self._references = ReferenceShaper(self.ids)

    def shape(self, pieces: Sequence[Piece]) -> Blocks:
        """Return the blocks of all pieces."""
        position = 0
        while position < len(pieces):
            piece = pieces[position]
            count = 1
            if isinstance(piece, Para) and piece.within is not None:
                self._close(piece.within + 1)
            self._enter_or_leave_box(piece)
            match piece:
                case Picture():
                    count = self._figure(piece, pieces[position + 1 : position + 2])
                case Grid():
                    count = self._table(piece, pieces[position + 1 : position + 2])
                case Para(level=level) if level:
                    self._heading(piece)
                case Para(role="caption" | "figure") if isinstance(
                    next(iter(pieces[position + 1 :]), None), Grid | Picture
                ):
                    self._caption = piece
                case Para():
                    self._text(piece)
            position += count
        self._close(0)
        self._place_waiting()
        return self.blocks

    def _enter_or_leave_box(self, piece: Piece) -> None:
        """Close the box that is open where a piece is not in it; what follows a recommendation opens it."""
        role = piece.role if isinstance(piece, Para) else ""
        is_open = bool(self._open) and self._open[-1][0] == _IN_BOX
        if role not in {"callout", "recommendation-part"}:
            self._close(_IN_BOX)
        elif role == "recommendation-part" and not is_open and self._last().get("kind") == "recommendation":
            holder = self._last()
            holder["blocks"] = []
            self._open.append((_IN_BOX, holder))

    def _wait(self, para: Para) -> None:
        """Keep the calls of a title for the text below it: a title is repeated elsewhere, and calls nothing."""
        if calls := [run for run in para.runs if run.note]:
            self._waiting += calls
            what = f"The heading “{shown(para.text)}” calls a note; the call stands in the text below it now."
            self.ledger.name("note-in-heading", para.number, what)

    def _place_waiting(self) -> None:
        """Put calls of titles that no text follows behind the last text there is; without one, leave the notes out."""
        holder = _last_text(self.blocks)
        for run in self._waiting:
            if holder is not None and run.note in self.notes.names:
                holder["text"] = f"{holder['text']}[^{self.notes.names[run.note]}]"
            elif note := self.notes.data.pop(run.note, None):
                self.ledger.set_aside("notes that nothing calls", plain_text(parse_prose(str(note.get("text", "")))))

    def _put(self, block: dict[str, Data], number: int) -> None:
        block[ORIGIN] = number
        target = self.blocks
        if self._open:
            holder = self._open[-1][1]
            found = holder["blocks"]
            target = found if isinstance(found, list) else target
        target.append(block)

    def _prose(self, runs: Sequence[Run], number: int) -> str:
        return to_prose(runs, self.notes.names, self.ledger, number)

    def _name(self, para: Para, words: str, kind: str) -> str:
        return self.ids.given_or_made(para.anchor, words, kind)

    def _article(self, para: Para, label: str, title: str) -> None:
        """Open a quoted article, whose text follows."""
        block: dict[str, Data] = {"kind": "provision", "id": self._name(para, label, "article")}
        block |= {"instrument": self.instrument or "convention", "label": label, "title": title, "paragraphs": []}
        self._put(block, para.number)
        self._open.append((para.level, block))

    def _heading(self, para: Para) -> None:
        self._close(para.level)
        self._wait(para)
        if para.role == "article" and para.label:
            self._article(para, para.label.rstrip(" –—:"), para.text)
            return
        if (match := ARTICLE.match(para.text)) and (title := _TITLE.fullmatch(para.text[match.end() :])):
            self._article(para, match[0], title[1])
            return
        prose = self._prose(_as_title(para.runs), para.number)
        block: dict[str, Data] = {"kind": "section", "id": self._name(para, para.text, "section")}
        if para.label:
            block["number"] = para.label
        elif match := _NUMBER.fullmatch(prose):
            block["number"], prose = match[1], match[2]
        elif para.counted:
            block["number"] = para.counted
            self.ledger.add("numbers of headings", para.counted)
        self._put(block | {"title": prose, "blocks": []}, para.number)
        holder = self._last()
        self._open.append((para.level, holder))

    def _last(self) -> dict[str, Data]:
        target: Data = self._open[-1][1]["blocks"] if self._open else self.blocks
        last = target[-1] if isinstance(target, list) and target else {}
        return last if isinstance(last, dict) else {}

    def _close(self, level: int) -> None:
        """Close all that a heading of that level ends; what stayed empty becomes what it can be."""
        while self._open and self._open[-1][0] >= level:
            _, block = self._open.pop()
            held = block.get("paragraphs") if block["kind"] == "provision" else block.get("blocks")
            if not held:
                self._empty(block)

    def _empty(self, block: dict[str, Data]) -> None:
        number = block[ORIGIN]
        title = f"{block['label']} – {block['title']}" if block["kind"] == "provision" else block["title"]
        name = block["id"]
        block.clear()
        explanation = "The file has this heading and nothing under it."
        block |= {"kind": "figure", "id": name, "title": title}
        block |= {"content": {"kind": "unavailable", "explanation": explanation}, ORIGIN: number}
        what = (
            f"Nothing stands under the heading “{shown(str(title))}”; it is taken for a figure whose data are missing."
        )
        self.ledger.name("empty-section", number if isinstance(number, int) else 0, what)

    def _provision(self) -> dict[str, Data] | None:
        return self._open[-1][1] if self._open and self._open[-1][1]["kind"] == "provision" else None

    def _leave_provision(self) -> None:
        if provision := self._provision():
            if not provision["paragraphs"]:
                self._close(self._open[-1][0])
            else:
                self._open.pop()

    def _text(self, para: Para) -> None:
        runs = (*para.runs, *self._waiting)
        self._waiting = []
        prose = self._prose(runs, para.number)
        if self._is_in_article and para.role != "article-text":
            self._leave_provision()
        if (provision := self._provision()) is not None:
            self._is_in_article = para.role == "article-text"
            self._article_text(provision, para, prose)
        elif para.role in _REFERENCES:
            if para.role in {"definitions", "bibliography"}:
                prose = self._prose(_as_title(runs), para.number)
            if made := self._references.add(self._last(), para, prose):
                self._put(made, para.number)
        elif para.role in _CALLOUTS:
            self._callout(para)
        elif para.role == "figure":
            self._figure_title(para)
        elif para.role == "practice":
            self._practice(para, prose)
        elif para.role == "item-text":
            self._item_text(para, prose)
        elif para.mark is not None:
            if made := self._lists.add(self._last(), para.mark, prose, para):
                self._put(made, para.number)
        else:
            is_part = para.role == "recommendation-part"
            block = None if is_part else self.sentences.block(runs, prose, para)
            if block and para.label:
                # A number that Word wrote was added to the words; one that was typed is among them.
                self.ledger.set_aside("numbers of paragraphs that are recommendations or practices", para.label)
            self._put(block or self._paragraph(para, prose), para.number)

    def _paragraph(self, para: Para, prose: str) -> dict[str, Data]:
        block: dict[str, Data] = {"kind": "paragraph", "id": self._name(para, para.text, "paragraph")}
        if para.label:
            block["number"] = para.label
        return block | {"text": prose}

    def _practice(self, para: Para, prose: str) -> None:
        """Begin a practice, or go on with the one before: the first paragraph has the id."""
        last = self._last()
        paragraphs = last.get("paragraphs") if last.get("kind") == "practice" else None
        if isinstance(paragraphs, list) and not para.head:
            paragraphs.append(prose)
            return
        block = self.sentences.practice(prose, para) or self._paragraph(para, prose)
        self._put(block, para.number)

    def _callout(self, para: Para) -> None:
        """Open a box; what is in its style goes into it."""
        title = self._prose(_as_title(para.runs), para.number)
        block: dict[str, Data] = {"kind": "callout", "id": self._name(para, para.text, "callout")}
        block |= {"style": "priority"} if para.role == "priority-title" else {}
        self._put(block | {"title": title, "blocks": []}, para.number)
        self._open.append((_IN_BOX, self._last()))

    def _figure_title(self, para: Para) -> None:
        """Put a figure that has no picture: the file says its title and no more."""
        prose = self._prose(_as_title(para.runs), para.number)
        explanation = "The file has this title and no picture or data."
        content: Data = {"kind": "unavailable", "explanation": explanation}
        block: dict[str, Data] = {"kind": "figure", "id": self._name(para, para.text, "figure"), "title": prose}
        self._put(block | {"content": content}, para.number)
        self.ledger.name("figure", para.number, f"The figure “{shown(para.text)}” has no picture in the file.")

    def _item_text(self, para: Para, prose: str) -> None:
        """Put a paragraph into the last item of the list that is open at its depth."""
        block = self._paragraph(para, prose)
        if not put_into_item(self._last(), para.depth, block):
            self._put(block, para.number)

    def _article_text(self, provision: dict[str, Data], para: Para, prose: str) -> None:
        paragraphs = provision["paragraphs"]
        if not isinstance(paragraphs, list):
            return
        last = paragraphs[-1] if paragraphs else None
        if isinstance(last, dict) and (para.mark is not None or _INDENT.match(prose)):
            items = last.setdefault("items", [])
            if isinstance(items, list):
                items.append(_INDENT.sub("", prose, count=1))
        elif match := _PARAGRAPH.fullmatch(prose):
            paragraphs.append({"number": match[1], "text": match[2]})
        elif para.label:
            paragraphs.append({"number": para.label, "text": prose})
        else:
            paragraphs.append({"text": prose})

    def _title_near(self, after: Sequence[Piece]) -> tuple[str, str, int]:
        """Return the caption before or behind a table or a picture, its id, and how many pieces it took with it."""
        if self._caption is not None:
            caption, self._caption = self._caption, None
            self._wait(caption)
            return self._prose(_as_title(caption.runs), caption.number), caption.anchor, 1
        for piece in after:
            if isinstance(piece, Para) and piece.role == "caption" and not piece.anchor:
                self._wait(piece)
                return self._prose(_as_title(piece.runs), piece.number), "", 2
        return "", "", 1

    def _figure(self, picture: Picture, after: Sequence[Piece]) -> int:
        self._leave_provision()
        title, anchor, count = self._title_near(after)
        # Called after its bytes, so that a later version of the file never writes another picture in its place.
        name = f"{self.folder}/{hashlib.sha256(self.pictures[picture.part]).hexdigest()[:12]}"
        block = figure_of(picture, title, name, self.ledger)
        if block is not None:
            self.files[f"{name}.{picture.part.rpartition('.')[2].lower()}"] = self.pictures[picture.part]
            made = self.ids.given_or_made(anchor, str(block["title"]), "figure")
            self._put({"kind": "figure", "id": made, **block}, picture.number)
        elif title:
            self._put({"kind": "paragraph", "id": self.ids.make(title, "paragraph"), "text": title}, picture.number)
        return count

    def _table(self, grid: Grid, after: Sequence[Piece]) -> int:
        self._leave_provision()
        if self._caption is not None and self._caption.role == "figure":
            what = f"The figure “{shown(self._caption.text)}” is the table that stood for it in the file."
            self.ledger.name(
                "figure", grid.number, what, remedy="Take the figure from the content that the file was made from."
            )
        title, anchor, count = self._title_near(after)
        block = table_of(grid, title, self.notes.names, self.ledger)
        if block is not None:
            name = self.ids.given_or_made(anchor, str(block["title"]), "table")
            self._put({"kind": "table", "id": name, **block}, grid.number)
            return count
        for text in filter(None, (title, *rows_as_text(grid, self.notes.names, self.ledger))):
            self._put({"kind": "paragraph", "id": self.ids.make(text, "paragraph"), "text": text}, grid.number)
        return count


def _last_text(blocks: Data) -> dict[str, Data] | None:
    for block in reversed(blocks if isinstance(blocks, list) else []):
        if isinstance(block, dict):
            found = block if "text" in block else _last_text(block.get("blocks"))
            if found is not None:
                return found
    return None


def _as_title(runs: Sequence[Run]) -> list[Run]:
    """Return the words of a title, which is bold anyhow and calls no notes."""
    return [replace(run, is_bold=False) for run in runs if not run.note]
