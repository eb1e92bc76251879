"""A paragraph of a Word file -> its runs: words with their look, addresses of links and calls of notes.

Fields keep their result (17.16); what they would compute is named. Hidden words and deleted words are left out and named.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from factsheet_builder.importing.pieces import Ledger, Picture, Run, shown
from factsheet_builder.importing.word_file.word_parts import Relation, Surroundings
from factsheet_builder.importing.word_file.word_styles import Look, value
from factsheet_builder.languages.exchange.tree import Element, child, name_of
from factsheet_builder.languages.exchange.word import own_marks
from factsheet_builder.languages.exchange.word.own_marks import depth_of, id_of

WRAPPERS: Final = frozenset({"ins", "moveTo", "smartTag", "sdt", "sdtContent", "customXml", "dir", "bdo"})
"""What holds runs, or paragraphs, and is no more than a wrapper."""
_LETTERS: Final = {"br": "\n", "cr": "\n", "tab": " ", "ptab": " ", "noBreakHyphen": "\u2011"}
_CONTENTS: Final = frozenset({"TOC", "INDEX", "TOA"})
_SILENT: Final = frozenset({"HYPERLINK", "SEQ", "TC", "XE", "FORMTEXT", "QUOTE", "LISTNUM", "ADVANCE", ""})
_SCHEMES: Final = ("https://", "http://", "mailto:")
_TARGET: Final = re.compile(r'HYPERLINK\s+(?:\\[a-z]\s+)*"([^"]*)"')


BY_BUILDER: Final = "that the builder had made of the content"
_NO_ADDRESS, _NUMBER = own_marks.NO_ADDRESS.casefold(), own_marks.NUMBER.casefold()
_MADE: Final = frozenset({own_marks.MADE_LETTERS.casefold(), own_marks.GAP.casefold()})
_NOTE_CALL: Final = "footnote reference"


@dataclass
class _Field:
    instruction: str = ""
    is_result: bool = False

    @property
    def kind(self) -> str:
        return (self.instruction.split() or [""])[0].upper()


class RunReader:
    """Reads paragraphs one after the other; a field may begin in one and end in a later one."""

    def __init__(self, around: Surroundings, ledger: Ledger, part: str, note: str = "") -> None:
        self.around = around
        self.ledger = ledger
        self.relations = around.relations[part]
        self.note = note
        self.number = 0
        self.fields: list[_Field] = []
        self.pictures: list[Picture] = []
        self.boxes: list[Element] = []
        self.anchor = ""
        self.within: int | None = None
        self.is_made = False
        """Whether what is read is no part of the text."""

    def take_pictures(self) -> list[Picture]:
        """Return the pictures met since the last time."""
        found, self.pictures = self.pictures, []
        return found

    def take_boxes(self) -> list[Element]:
        """Return the contents of the text boxes met since the last time."""
        found, self.boxes = self.boxes, []
        return found

    def take_anchor(self) -> tuple[str, int | None]:
        """Return the id that a bookmark met since the last time carries, or nothing, and how many sections stand around."""
        found, self.anchor, self.within = (self.anchor, self.within), "", None
        return found

    def runs(self, element: Element, style: str, address: str = "") -> Iterator[Run]:
        """Yield the runs inside a paragraph or a wrapper in it."""
        for inner in element:
            match name_of(inner):
                case "r":
                    yield from self._run(inner, style, address)
                case "hyperlink":
                    yield from self.runs(inner, style, self._address(inner))
                case "fldSimple":
                    field = _Field(value(inner, "instr"), is_result=True)
                    yield from self._begin_result(field)
                    self.fields.append(field)
                    yield from self.runs(inner, style, address)
                    self.fields.pop()
                case "del" | "moveFrom":
                    self.name_deleted(inner)
                case "oMath" | "oMathPara":
                    yield from self.formula(inner)
                case "AlternateContent" | "drawing" | "pict":
                    self._drawing(inner)
                case "bookmarkStart":
                    name = value(inner, "name")
                    self.anchor = self.anchor or id_of(name)
                    self.within = self.within if (depth := depth_of(name)) is None else depth
                case name if name in WRAPPERS:
                    if name in {"ins", "moveTo"} and (words := _words(inner)):
                        self._name(
                            "tracked", f"“{shown(words)}” is inserted as a tracked change; it is taken as accepted."
                        )
                    yield from self.runs(inner, style, address)
                case _:
                    pass

    def formula(self, element: Element) -> Iterator[Run]:
        """Yield the letters of a formula in a line, and name it."""
        text = "".join(inner.text or "" for inner in element.iter() if name_of(inner) == "t")
        self._name("formula", f"A formula stands here; its letters are kept in one line: “{shown(text)}”.")
        yield Run(text)

    def name_deleted(self, element: Element) -> None:
        """Name words that a tracked change deletes."""
        words = _words(element, "delText", "t")
        if words.strip():
            self.ledger.set_aside("deleted as a tracked change", _words(element))
            self._name("tracked", f"“{shown(words)}” is deleted as a tracked change; it is left out.")

    def _name(self, code: str, what: str, remedy: str = "") -> None:
        if self.is_made and code == "link-inside":
            return  # a link that the builder had made, in words that are left out
        self.ledger.name(code, self.number, what, note=self.note, remedy=remedy)

    def _run(self, run: Element, style: str, address: str) -> Iterator[Run]:
        look, letters = self.around.styles.look(style, child(run, "rPr")), self.around.styles.letters(run)
        aside = self._aside(letters)
        if letters == _NO_ADDRESS:
            address = "#"
        has_own_mark = False
        for inner in run:
            name = name_of(inner)
            if name in {"t", *_LETTERS}:
                text = (inner.text or "") if name == "t" else _LETTERS[name]
                if has_own_mark or aside:
                    self.ledger.set_aside(aside or "marks of notes", text)
                    continue
                found = self._letters(text, look, address)
                yield from (replace(run, is_number=True) for run in found) if letters == _NUMBER else found
            elif name in {"footnoteReference", "endnoteReference"}:
                has_own_mark = value(inner, "customMarkFollows") in {"1", "true", "on"}
                key = (name.removesuffix("Reference"), value(inner, "id"))
                yield Run("", note=self.around.note_names.get(key, "?"))
            elif name == "fldChar":
                yield from self._field_mark(value(inner, "fldCharType"))
            elif name == "instrText" and self.fields:
                self.fields[-1].instruction += inner.text or ""
            elif name in {"drawing", "pict", "object", "AlternateContent"}:
                self._drawing(inner)
            elif name == "commentReference":
                remark = self.around.remarks.get(value(inner, "id"), "")
                self._name(
                    "comment", f"A comment stands here, which is not kept: “{remark}”.", "Answer it, or pass it on."
                )
            elif name == "sym":
                yield from self._symbol(inner)

    def _aside(self, letters: str) -> str:
        """Return why letters of a style are no words of the text, or nothing."""
        if letters in _MADE:
            return BY_BUILDER
        return "marks of notes" if letters == _NOTE_CALL and self.note else ""

    def _symbol(self, element: Element) -> Iterator[Run]:
        self._name("symbol", f"A symbol of the font {value(element, 'font')} stands here; it is left out.")
        yield Run(" ")

    def _letters(self, text: str, look: Look, address: str) -> Iterator[Run]:
        if look.is_hidden:
            if text.strip():
                self.ledger.set_aside("hidden", text)
                self._name("hidden", f"“{shown(text)}” is hidden in the file; it is left out.")
            return
        for field in reversed(self.fields):
            if field.kind in _CONTENTS:
                self.ledger.set_aside("table of contents", text)
                self._name("contents", "The table of contents is left out; pages make their own.")
                return
            if field.kind == "NOTEREF" and field.is_result:
                self.ledger.set_aside("marks of notes", text)
                return
            if not field.is_result:
                self.ledger.set_aside("inside fields", text)
                return
            if not address and field.kind == "HYPERLINK" and (match := _TARGET.search(field.instruction)):
                address = self._judged(match[1], text)
        if look.is_struck and text.strip():
            self._name("struck", f"“{shown(text)}” is struck through in the file; it is kept as plain words.")
        is_lowered = bool(look.is_lowered)
        yield Run(text, bool(look.is_bold), bool(look.is_italic), bool(look.is_raised), address, is_lowered=is_lowered)

    def _field_mark(self, kind: str) -> Iterator[Run]:
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].is_result = True
            yield from self._begin_result(self.fields[-1])
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _begin_result(self, field: _Field) -> Iterator[Run]:
        words = field.instruction.split()
        if field.kind == "NOTEREF":
            note = self.around.note_marks.get(words[1] if len(words) > 1 else "", "")
            if note:
                yield Run("", note=note)
                what = f"Note {note} is called a second time here; both calls are kept."
            else:
                what = f"A field calls a note again ({shown(field.instruction)}); which one is not known."
            self._name("note-again", what)
        elif field.kind not in _SILENT | _CONTENTS:
            self._name("field", f"A field stands here ({shown(field.instruction)}); its words are kept as they are.")

    def _address(self, link: Element) -> str:
        relation = self._relation(link, "id")
        if relation is None or not relation.is_outside:
            if name := id_of(value(link, "anchor")):
                return f"#{name}"
            if value(link, "anchor") in self.around.bookmarks:
                what = (
                    f"The link “{shown(_words(link))}” leads to another place of the file; its words are kept as text."
                )
                self._name("link-inside", what)
                return ""
            return "#"
        return self._judged(relation.target, _words(link))

    def _judged(self, target: str, words: str) -> str:
        target = "".join(target.split())
        if target.startswith("#") or not target:
            return "#"
        if not target.lower().startswith(_SCHEMES):
            self._name(
                "link-scheme", f"The link “{shown(words)}” leads to “{shown(target)}”, which no reader can follow."
            )
            return "#"
        return (
            target.replace("(", "%28").replace(")", "%29").replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
        )

    def _relation(self, element: Element, name: str) -> Relation | None:
        for key, said in element.attrib.items():
            if str(key).endswith(f"}}{name}") and "elationships" in str(key):
                return self.relations.get(str(said))
        return None

    def _drawing(self, element: Element) -> None:
        """Take pictures and text boxes out of a drawing, and name what is neither."""
        holder = element
        if name_of(element) == "AlternateContent":
            holder = next((inner for inner in element if name_of(inner) in {"Choice", "Fallback"}), element)
        inside = list(_around_boxes(holder))
        boxes = [inner for inner in inside if name_of(inner) == "txbxContent"]
        self.boxes += boxes
        found = bool(boxes)
        alternative = next(
            (said for inner in inside if name_of(inner) == "docPr" and (said := inner.get("descr", ""))), ""
        )
        for inner in inside:
            if name_of(inner) in {"blip", "imagedata"}:
                found = True
                relations = (self._relation(inner, attribute) for attribute in ("embed", "link", "id"))
                self._picture(next(filter(None, relations), None), alternative)
        if not found:
            kind = "An embedded object" if name_of(element) == "object" else "A drawing or chart"
            self._name("drawing", f"{kind} stands here, which is no picture; it is left out.", "Add it as a picture.")

    def _picture(self, relation: Relation | None, alternative: str) -> None:
        if relation is None:
            return
        if relation.is_outside:
            self._name("remote", f"A picture is to be fetched from “{shown(relation.target)}”; it is left out.")
        else:
            self.pictures.append(Picture(self.number, relation.target, " ".join(alternative.split())))


def _around_boxes(element: Element) -> Iterator[Element]:
    """Yield all elements inside one; what stands in a text box is read with the words of the box."""
    for inner in element:
        yield inner
        if name_of(inner) != "txbxContent":
            yield from _around_boxes(inner)


def _words(element: Element, *names: str) -> str:
    """Return the letters inside an element, paragraphs apart."""
    wanted = names or ("t",)
    return "".join(
        " " if name_of(inner) == "p" else inner.text or ""
        for inner in element.iter()
        if name_of(inner) in {"p", *wanted}
    )
