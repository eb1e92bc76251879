"""Styles and numbering of a Word file -> what a paragraph is (a heading, an item of a list, a title) and how letters look.

Word keeps its own names of styles in English whatever language it speaks; other programs, and people, write “Überschrift 1”
or “Titre 1”. Both are known, as is the level of the outline (ECMA-376, 17.3.1.20), through the styles that one is based on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from factsheet_builder.importing.pieces import ListMark, Marker, Role
from factsheet_builder.importing.word_file.word_numbering import Level, levels_of
from factsheet_builder.languages.exchange.tree import Element, child, children, namespace_of
from factsheet_builder.languages.exchange.word import own_marks

_HEADING: Final = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|títol|titlu|rubrik|overskrift|otsikko|kop|nagłówek|nadpis|naslov|címsor|"
    r"başlık|antraštė|virsraksts|pealkiri|επικεφαλίδα|заголовок|заглавие|наслов|кіраванне|სათაური|վերնագիր|عنوان|כותרת)"
    r"\s*([1-9])(?:\s*(?:char|zchn))?",
    re.IGNORECASE,
)
_TITLES: Final = frozenset(
    [
        "title",
        "titel",
        "titre",
        "título",
        "titolo",
        "titlu",
        "tittel",
        "otsikko",
        "tytuł",
        "název",
        "naslov",
        "cím",
        "başlık",
        "τίτλος",
        "заголовок",
        "название",
        "назва",
        "наслов",
        "სათაური",
        "العنوان",
    ]
)
_SUBTITLES: Final = frozenset(
    [
        "subtitle",
        "untertitel",
        "sous-titre",
        "subtítulo",
        "sottotitolo",
        "ondertitel",
        "undertitel",
        "podtytuł",
        "подзаголовок",
        "підзаголовок",
    ]
)
_CAPTIONS: Final = frozenset(
    ["caption", "beschriftung", "légende", "leyenda", "didascalia", "bijschrift", "bildtext", "подпись", "підпис"]
)
_CONTENTS: Final = re.compile(
    r"(?:toc|verzeichnis|tm|table des matières|tdc|sommario|índice|оглавление|зміст)\s*(?:[1-9]|heading)", re.IGNORECASE
)
_BULLETS: Final = re.compile(
    r"list bullet|aufzählungszeichen|liste à puces|lista con viñetas|маркированный список", re.IGNORECASE
)
_NUMBERS: Final = re.compile(
    r"list number|listennummer|liste à numéros|lista con números|нумерованный список", re.IGNORECASE
)
_OURS: Final[dict[str, Role]] = {
    own_marks.MADE.casefold(): "made",
    own_marks.LEAD_IN.casefold(): "lead-in",
    own_marks.ARTICLE.casefold(): "article",
    own_marks.ARTICLE_TEXT.casefold(): "article-text",
    own_marks.PRACTICE.casefold(): "practice",
    own_marks.RECOMMENDATION.casefold(): "recommendation",
    own_marks.RECOMMENDATION_PART.casefold(): "recommendation-part",
    own_marks.FIGURE.casefold(): "figure",
    own_marks.CALLOUT.casefold(): "callout",
    own_marks.CALLOUT_TITLE.casefold(): "callout-title",
    own_marks.PRIORITY_TITLE.casefold(): "priority-title",
    own_marks.QUOTATION.casefold(): "quotation",
    own_marks.QUOTATION_SOURCE.casefold(): "quotation-source",
    own_marks.DEFINITIONS.casefold(): "definitions",
    own_marks.DEFINITION.casefold(): "definition",
    own_marks.BIBLIOGRAPHY.casefold(): "bibliography",
    own_marks.WORK.casefold(): "work",
}
_ITEM_TEXT: Final = re.compile(rf"{own_marks.ITEM_TEXT.casefold()} ([1-9])")
_IN_BRACKETS: Final = re.compile(r"\s*\(%\d\)\s*")
_MOST_BASES: Final = 30
_DASHES: Final = frozenset("-–—‒−\uf02d")
"""The last is how LibreOffice writes a dash, in the letters of Symbol."""


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look; ``None`` where nothing says it."""

    is_bold: bool | None = None
    is_italic: bool | None = None
    is_hidden: bool | None = None
    is_raised: bool | None = None
    is_struck: bool | None = None
    size: float | None = None
    is_lowered: bool | None = None

    def over(self, below: "Look") -> "Look":
        """Return this look, and what it does not say from the one below."""
        mine, theirs = self, below
        return Look(
            *(
                getattr(theirs, name) if getattr(mine, name) is None else getattr(mine, name)
                for name in ("is_bold", "is_italic", "is_hidden", "is_raised", "is_struck", "size", "is_lowered")
            )
        )


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a file by their ids, and its lists."""

    elements: Mapping[str, Element]
    default: str
    """The style of a paragraph that names none."""
    levels: Mapping[tuple[str, int], Level]
    """How lists are numbered, by the id of the list and the level."""

    @classmethod
    def of(cls, styles: Element | None, numbering: Element | None) -> "Styles":
        """Return the styles of the two parts, either of which may be missing."""
        elements = {value(style, "styleId"): style for style in children(styles, "style")} if styles is not None else {}
        default = next(
            (
                name
                for name, style in elements.items()
                if value(style, "type") == "paragraph" and value(style, "default") in {"1", "true", "on"}
            ),
            "",
        )
        links = {name: list_ for name, style in elements.items() if (list_ := _list_of(child(style, "pPr")))}
        return cls(elements, default, levels_of(numbering, links) if numbering is not None else {})

    def chain(self, name: str) -> list[Element]:
        """Return a style and those that it is based on, nearest first."""
        found: list[Element] = []
        while name in self.elements and len(found) < _MOST_BASES and self.elements[name] not in found:
            found.append(self.elements[name])
            name = value(child(found[-1], "basedOn"))
        return found

    def names(self, name: str) -> list[str]:
        """Return what a style and those that it is based on are called, nearest first; one that is not defined, its id."""
        known = [value(child(style, "name")).strip().casefold() for style in self.chain(name)]
        return known or [name.casefold()]

    def level(self, name: str, properties: Element | None) -> int:
        """Return the level of the heading that a paragraph is, from 1; 0 for none."""
        direct = value(child(properties, "outlineLvl")) if properties is not None else ""
        if direct.isdigit():
            return int(direct) + 1 if int(direct) < 9 else 0
        for said in self.names(name):
            if match := _HEADING.fullmatch(said):
                return int(match[1])
        for style in self.chain(name):
            outline = value(child(own, "outlineLvl")) if (own := child(style, "pPr")) is not None else ""
            if outline.isdigit():
                return int(outline) + 1 if int(outline) < 9 else 0
        return 0

    def role(self, name: str) -> Role:
        """Return what else a style says that a paragraph is."""
        said = self.names(name)[0]
        if self.depth(name):
            return "item-text"
        if said in _OURS:
            return _OURS[said]
        if _CONTENTS.match(said):
            return "contents"
        roles: tuple[tuple[Role, frozenset[str]], ...] = (
            ("title", _TITLES),
            ("subtitle", _SUBTITLES),
            ("caption", _CAPTIONS),
        )
        return next((role for role, names in roles if said in names), "")

    def depth(self, name: str) -> int:
        """Return how deep the list is that a paragraph stands in an item of, as a style of ours says it; 0 for none."""
        match = _ITEM_TEXT.fullmatch(self.names(name)[0])
        return int(match[1]) if match else 0

    def letters(self, run: Element) -> str:
        """Return what the style of letters is called, in small letters; nothing where a run names none."""
        properties = child(run, "rPr")
        name = value(child(properties, "rStyle")) if properties is not None else ""
        return self.names(name)[0] if name else ""

    def look(self, paragraph: str, run: Element | None) -> Look:
        """Return the look of a run in a paragraph of that style."""
        look = says(run) if run is not None else Look()
        styles = self.chain(value(child(run, "rStyle"))) if run is not None else []
        for style in (*styles, *self.chain(paragraph or self.default)):
            own = child(style, "rPr")
            look = look.over(says(own)) if own is not None else look
        return look

    def mark(self, name: str, properties: Element | None) -> ListMark | None:
        """Return the mark of the list that a paragraph stands in, by what it says itself or by its style."""
        owners = [properties, *(child(style, "pPr") for style in self.chain(name))]
        for owner in owners:
            numbers = child(owner, "numPr") if owner is not None else None
            if numbers is None:
                continue
            series, depth = value(child(numbers, "numId")), value(child(numbers, "ilvl")) or "0"
            if series in {"", "0"} or not depth.isdigit():
                return None
            level = self.levels.get((series, int(depth)), Level("bullet", ""))
            marker = marker_of(level.form, level.text)
            return ListMark(marker, int(depth), series) if marker else None
        said = self.names(name)[0]
        if _BULLETS.match(said) or _NUMBERS.match(said):
            return ListMark("bullet" if _BULLETS.match(said) else "decimal", 0, said)
        return None


def _list_of(properties: Element | None) -> str:
    numbers = child(properties, "numPr") if properties is not None else None
    return value(child(numbers, "numId")) if numbers is not None else ""


def marker_of(form: str, text: str) -> Marker | None:
    """Return the mark of an item by the format of its number and the text of it."""
    if form == "none":
        return None
    if form == "bullet":
        return "dash" if text.strip() in _DASHES else "bullet"
    if form in {"lowerLetter", "upperLetter"}:
        return "(a)" if _IN_BRACKETS.fullmatch(text) else "a)" if text.strip().endswith(")") else "lower-alpha"
    if form in {"lowerRoman", "upperRoman"}:
        return "(i)" if _IN_BRACKETS.fullmatch(text) else "lower-roman"
    return "(1)" if _IN_BRACKETS.fullmatch(text) else "decimal"


def says(properties: Element) -> Look:
    """Return what properties of letters say; those that run from right to left have their own bold (17.3.2.30)."""
    ends = "Cs" if _is_on(properties, "rtl") else ""
    shift = _shift(properties)
    size = value(child(properties, f"sz{ends}"))
    return Look(
        _is_on(properties, f"b{ends}"),
        _is_on(properties, f"i{ends}"),
        _is_on(properties, "vanish"),
        shift > 0 if shift is not None else None,
        _is_on(properties, "strike") or _is_on(properties, "dstrike"),
        int(size) / 2 if size.isdigit() and len(size) < 5 else None,
        shift < 0 if shift is not None else None,
    )


def _shift(properties: Element) -> int | None:
    """Return whether letters stand above (1), on (0) or below the line (-1); nothing where nothing says it."""
    if said := value(child(properties, "vertAlign")):
        return {"superscript": 1, "subscript": -1}.get(said, 0)
    try:
        half_points = int(value(child(properties, "position")))
    except ValueError:
        return None
    return (half_points > 1) - (half_points < -1)


def value(element: Element | None, name: str = "val") -> str:
    """Return an attribute in the namespace of its element, or nothing."""
    return "" if element is None else element.get(f"{{{namespace_of(element)}}}{name}", "")


def _is_on(properties: Element, name: str) -> bool | None:
    found = child(properties, name)
    return None if found is None else value(found) not in {"0", "false", "off", "none"}
