"""Marks of lists -> real lists of Word (17.9): one kind of numbering for each mark, each list counted anew."""

import re
from typing import Final

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from factsheet_builder.languages.exchange.word.word_elements import element
from factsheet_builder.word.edition_styles import MOST_LEVELS

_FORMS: Final = {"decimal": "decimal", "lower-alpha": "lowerLetter", "lower-roman": "lowerRoman"}
_SIGNS: Final = {"bullet": "•", "dash": "–"}
_WRITTEN: Final = re.compile(r"(\(?)(1|a|i)([.)])")
_LETTERS: Final = {"1": "decimal", "a": "lowerLetter", "i": "lowerRoman"}
INDENT: Final = 454
"""How far each level is indented, in twentieths of a point: 8 mm."""


class NumberedLists:
    """Adds lists to the numbering of a document."""

    def __init__(self, document: WordDocument) -> None:
        self._root: BaseOxmlElement = document.part.numbering_part.element
        for inner in list(self._root):
            self._root.remove(inner)
        self._drafts: dict[str, str] = {}
        self._count = 0

    def begin(self, marker: str, depth: int) -> str:
        """Return the id of a new list of that mark at that depth, from 0."""
        draft = self._draft(marker)
        self._count += 1
        start = element("lvlOverride", element("startOverride", val="1"), ilvl=str(depth))
        self._root.append(element("num", element("abstractNumId", val=draft), start, numId=str(self._count)))
        return str(self._count)

    def _draft(self, marker: str) -> str:
        if marker not in self._drafts:
            self._drafts[marker] = str(len(self._drafts))
            draft = element(
                "abstractNum", element("multiLevelType", val="multilevel"), abstractNumId=self._drafts[marker]
            )
            draft.extend(_level(marker, depth) for depth in range(MOST_LEVELS))
            lists = self._root.findall(qn("w:num"))
            if lists:
                lists[0].addprevious(draft)  # the schema has all kinds of numbering before all lists
            else:
                self._root.append(draft)
        return self._drafts[marker]


def _level(marker: str, depth: int) -> BaseOxmlElement:
    form, text = _form(marker, depth + 1)
    indent = element("ind", left=str(INDENT * (depth + 1)), hanging=str(INDENT))
    return element(
        "lvl",
        element("start", val="1"),
        element("numFmt", val=form),
        element("lvlText", val=text),
        element("lvlJc", val="left"),
        element("pPr", indent),
        ilvl=str(depth),
    )


def _form(marker: str, level: int) -> tuple[str, str]:
    """Return the form and the text of the numbers of a mark: by its name, or as it is written, “(a)”."""
    if marker in _SIGNS:
        return "bullet", _SIGNS[marker]
    if match := _WRITTEN.fullmatch(marker):
        return _LETTERS[match[2]], f"{match[1]}%{level}{match[3]}"
    return _FORMS[marker], f"%{level}."
