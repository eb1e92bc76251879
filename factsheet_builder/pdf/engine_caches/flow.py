"""A document before layout as one row of tokens: what a page is made of is a stretch of it.

Blocks that only hold other blocks are *branches*: their begin and their end are tokens. Everything in them that is laid out
as one thing (a paragraph, a table, a float) is a *unit*: one token that has all that its layout depends on, which is the
kinds of its boxes, the styles that their elements got from the style sheets, their attributes and their texts. Two tokens
that are equal are laid out alike. What is not known to be comparable gives a token that equals no other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree import ElementTree as ET

from factsheet_builder.pdf.engine import boxes

Token = tuple[object, ...]
SkipStack = dict[int, Any] | None
"""Where a page resumes, as the engine says it: the number of a child, and where in it."""

_LEAVE: Final[Token] = ("leave",)
_END: Final[Token] = ("end",)
_KNOWN: Final = (
    boxes.BlockBox, boxes.LineBox, boxes.InlineBox, boxes.TextBox, boxes.InlineBlockBox, boxes.FlexBox, boxes.TableBox,
    boxes.TableRowGroupBox, boxes.TableRowBox, boxes.TableCellBox, boxes.TableCaptionBox, boxes.TableColumnBox,
    boxes.TableColumnGroupBox, boxes.BlockReplacedBox, boxes.InlineReplacedBox,
)  # fmt: skip
_OWN: Final = ("class", "data-")
"""Attributes that nothing but style sheets reads; of a branch, what they gave is taken from the new document."""
_WHOLE: Final = frozenset({"svg", "input", "textarea", "select", "button"})
"""Elements that are drawn from what stands in them, which gives no boxes."""
_PLAIN: Final[Mapping[str, object]] = {
    "float": "none", "position": "static", "break_inside": "auto", "column_width": "auto", "column_count": "auto",
    "display": ("block", "flow"), "height": "auto", "overflow": "visible", "max_lines": "none", "continue": "auto",
}  # fmt: skip
"""A branch is a block with these properties: its layout is that of its children, one after the other."""


class Styles:
    """Numbers for styles: the same number for styles that were got from the same declarations, all the way up."""

    def __init__(self) -> None:
        self._numbers: dict[object, int] = {}
        self._alive: list[object] = []

    def __len__(self) -> int:
        return len(self._numbers)

    def number(self, style: Any) -> int:  # noqa: ANN401 — the engine has no types
        """Return the number of a style."""
        known = style.__dict__.get("_number")
        if known is None or known[0] is not self:
            known = style._number = self, self._new_number(style)
        return int(known[1])

    def _new_number(self, style: Any) -> int:  # noqa: ANN401
        parent = -1 if style.parent_style is None else self.number(style.parent_style)
        cascaded = getattr(style, "cascaded", None)
        if cascaded is None:
            return self._numbers.setdefault(("anonymous", parent), len(self._numbers))
        key: object = "style", parent, style.pseudo_type, tuple(cascaded.items())
        try:
            return self._numbers.setdefault(key, len(self._numbers))
        except TypeError:  # a value that has no hash is known by its identity, as long as it lives
            self._alive.append(cascaded)
            key = (
                "style",
                parent,
                style.pseudo_type,
                tuple((name, id(value), repr(weight)) for name, (value, weight) in cascaded.items()),
            )
            return self._numbers.setdefault(key, len(self._numbers))


@dataclass
class Flow:
    """The row of tokens of one document, with the way to each and the elements in each."""

    styles: Styles
    tokens: list[Token] = field(default_factory=list)
    ways: list[tuple[int, ...]] = field(default_factory=list)
    """For each token the numbers of children that lead to it from the root."""
    elements: list[list[Any]] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    places: dict[int, int] = field(default_factory=dict)
    """The token of each branch and of each unit, by the identity of its box."""
    notes: dict[int, tuple[int, int]] = field(default_factory=dict)
    """For each note, by the identity of its box, the token of the unit that calls it and which of its notes it is."""
    notes_of: dict[int, list[Any]] = field(default_factory=dict)

    def read(self, root: Any) -> "Flow":  # noqa: ANN401
        """Read a document from its root box."""
        self._branch(root, ())
        self._add(_END, (), [], None)
        return self

    def _add(self, token: Token, way: tuple[int, ...], elements: list[Any], box: Any) -> None:  # noqa: ANN401
        if box is not None:
            self.places[id(box)] = len(self.tokens)
        self.tokens.append(token)
        self.ways.append(way)
        self.elements.append(elements)
        self.boxes.append(box)

    def _branch(self, box: Any, way: tuple[int, ...]) -> None:  # noqa: ANN401
        attributes = tuple(item for item in box.element.attrib.items() if not item[0].startswith(_OWN))
        token = "branch", box.element_tag, self.styles.number(box.style), attributes
        self._add(token, way, [box.element], box)
        for number, child in enumerate(box.children):
            if is_branch(child):
                self._branch(child, (*way, number))
            else:
                self._unit(child, (*way, number))
        self._add(_LEAVE, way, [], None)

    def _unit(self, unit: Any, way: tuple[int, ...]) -> None:  # noqa: ANN401
        elements: list[Any] = []
        known: dict[int, int] = {}
        parts: list[object] = ["unit"]
        notes: list[Any] = []
        place = len(self.tokens)
        for box in _inside(unit):
            parts.extend(self._of_box(box, elements, known))
            if box.footnote is not None:
                self.notes[id(box.footnote)] = place, len(notes)
                notes.append(box.footnote)
        if notes:
            self.notes_of[place] = notes
        self._add(tuple(parts), way, elements, unit)

    def _of_box(self, box: Any, elements: list[Any], known: dict[int, int]) -> Iterator[object]:  # noqa: ANN401
        kind = type(box)
        yield kind
        yield len(box.children)
        yield box.element_tag
        yield self.styles.number(box.style)
        if kind is boxes.TextBox:
            yield box.text
        element = box.element
        if element is not None:
            number = known.get(id(element))
            if number is None:
                number = known[id(element)] = len(elements)
                elements.append(element)
                yield tuple(element.attrib.items())
                if element.tag.rpartition("}")[2] in _WHOLE:
                    yield ET.tostring(element)
                elif isinstance(box, boxes.ReplacedBox):
                    yield object()
            yield number
        if box.string_set or box.bookmark_label:
            yield repr((box.string_set, box.bookmark_label))
        is_odd = box.first_letter_style or box.first_line_style or box.missing_link or box.note or box.note_call
        if is_odd or kind not in _KNOWN:
            yield object()

    def find(self, resume_at: SkipStack) -> tuple[int, SkipStack] | None:
        """Return the token that a page begins in, and where in it; nothing where that is not known."""
        box, place = self.boxes[0], 0
        while resume_at is not None:
            if len(resume_at) != 1:
                return None
            ((number, resume_at),) = resume_at.items()
            if not 0 <= number < len(box.children):
                return None
            box = box.children[number]
            place = self.places.get(id(box), -1)
            if place < 0:
                return None
            if self.tokens[place][0] == "unit":
                return place, resume_at
        return place, None

    def skip_stack(self, place: int, rest: SkipStack) -> SkipStack:
        """Return how the engine says that a page begins in a token, ``rest`` saying where in it."""
        for number in reversed(self.ways[place]):
            rest = {number: rest}
        return rest

    def around(self, place: int) -> list[int]:
        """Return the tokens of the branches that a token stands in, from the root."""
        found, box = [0], self.boxes[0]
        for number in self.ways[place][:-1]:
            box = box.children[number]
            found.append(self.places[id(box)])
        return found if self.ways[place] else []

    def is_branch(self, place: int) -> bool:
        """Tell whether a token is where a branch begins."""
        return self.tokens[place][0] == "branch"

    def end_of_view(self, place: int) -> int:
        """Return how far what follows a token is looked at: to the end of the next unit."""
        place += 1
        while place < len(self.tokens) - 1 and self.tokens[place][0] != "unit":
            place += 1
        return min(place + 1, len(self.tokens))


def is_branch(box: Any) -> bool:  # noqa: ANN401
    """Tell whether a box only holds blocks, one after the other."""
    if type(box) is not boxes.BlockBox or box.is_table_wrapper or not box.children:
        return False
    if box.element is None or not hasattr(box.style, "cascaded"):  # made by the engine around something
        return False
    if box.first_letter_style or box.first_line_style or box.missing_link or box.link:
        return False
    if any(isinstance(child, boxes.LineBox | boxes.InlineLevelBox) for child in box.children):
        return False
    return all(box.style[name] == value for name, value in _PLAIN.items())


def _inside(box: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield a box and all in it: children, the columns of tables, the notes that are called."""
    waiting = [box]
    while waiting:
        box = waiting.pop()
        yield box
        if box.children:
            waiting.extend(reversed(box.children))
        if type(box) is boxes.TableBox:
            waiting.extend(box.column_groups)
        if box.footnote is not None:
            waiting.append(box.footnote)
