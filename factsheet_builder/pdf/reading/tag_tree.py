"""What a tag tree says, as plain values: elements, their text in logical order, and a dump for people.

Reading one from a file is left to ``tag_reader``. The words follow ISO 32000-2, 14.7 and 14.8.
"""

from collections.abc import Iterator
from dataclasses import dataclass

_UNSEEN = str.maketrans(dict.fromkeys("\xad\u200e\u200f"))
NOTES = frozenset({"Note", "FENote"})
INLINE = NOTES | {
    *("Span", "Quote", "Reference", "Link", "Annot", "Form", "Code", "Em", "Strong", "Sub", "BibEntry", "Lbl"),
    *("NonStruct", "Private", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP"),
}


def without_layout_signs(text: str) -> str:
    """Return text without soft hyphens and marks of direction, which stand in it for programs that go by places."""
    return text.translate(_UNSEEN)


@dataclass(frozen=True, slots=True)
class Content:
    """A piece of text of an element: one marked-content sequence on one page (from 1; 0 = no such page)."""

    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation that an element owns: a link or a form field, with its human description and its target.

    ``target`` is an address, the name of a destination, or empty; ``lands_on`` the page that it leads to inside the file,
    0 where it leads to none; ``value`` is what a form field holds.
    """

    kind: str
    page: int
    description: str = ""
    target: str = ""
    value: str = ""
    lands_on: int = 0


@dataclass(frozen=True, slots=True)
class Element:
    """One structure element: its standard type after role mapping, what it says about itself, and its kids in order."""

    kind: str
    kids: "tuple[Element | Content | Annotation, ...]" = ()
    language: str = ""
    title: str = ""
    alt: str | None = None
    actual_text: str | None = None
    expansion: str = ""
    identifier: str = ""
    own_kind: str = ""
    attributes: tuple[tuple[str, str], ...] = ()

    @property
    def elements(self) -> "tuple[Element, ...]":
        """The kids that are elements."""
        return tuple(kid for kid in self.kids if isinstance(kid, Element))

    @property
    def annotations(self) -> tuple[Annotation, ...]:
        """The annotations that this element owns itself."""
        return tuple(kid for kid in self.kids if isinstance(kid, Annotation))

    @property
    def own_text(self) -> str:
        """The text of this element's own marked content, without that of the elements inside it."""
        return "".join(kid.text for kid in self.kids if isinstance(kid, Content))

    @property
    def text(self) -> str:
        """All text in logical order, notes included: a line feed between blocks, without what only layout knows."""
        return without_layout_signs(_join(self))

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages (from 1) on which this element has content, in rising order."""
        found = {kid.page for element in self.walk() for kid in element.kids if not isinstance(kid, Element)}
        return tuple(sorted(found - {0}))

    def walk(self) -> "Iterator[Element]":
        """Yield this element and all inside it, in logical order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def find(self, *kinds: str) -> "tuple[Element, ...]":
        """Return the elements of these types in logical order, this one included."""
        return tuple(element for element in self.walk() if element.kind in kinds)


@dataclass(frozen=True, slots=True)
class TagTree:
    """The tag tree of a file: its top elements, the language and title of the document, and what could not be read."""

    elements: tuple[Element, ...] = ()
    language: str = ""
    title: str = ""
    is_marked: bool = False
    page_count: int = 0
    problems: tuple[str, ...] = ()
    orphans: tuple[Content, ...] = ()
    """Text that is painted and in no element, and is no artifact either: one piece for each page that has any."""

    def walk(self) -> Iterator[Element]:
        """Yield every element in logical order."""
        for element in self.elements:
            yield from element.walk()

    def find(self, *kinds: str) -> tuple[Element, ...]:
        """Return the elements of these types in logical order."""
        return tuple(element for element in self.walk() if element.kind in kinds)


@dataclass(frozen=True, slots=True)
class NoteText:
    """One note: its id, its number as printed, its text without the number, the pages it stands on."""

    identifier: str
    number: str
    text: str
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BodyText:
    """The text of a document in logical order: one string per block, the notes apart in the order of their calls."""

    blocks: tuple[str, ...]
    notes: tuple[NoteText, ...]

    @property
    def text(self) -> str:
        """The blocks, one per line."""
        return "\n".join(self.blocks)


def dump(tree: TagTree, *, with_pages: bool = True) -> str:
    """Write the tree down for people: one line per element, marked content and annotation, two spaces per level."""
    head = f"language {tree.language or '—'}, title {tree.title or '—'}, pages {tree.page_count}"
    lines = [head, *(line for element in tree.elements for line in _dump(element, 0, with_pages=with_pages))]
    return "\n".join((*lines, *(f"! {problem}" for problem in tree.problems))) + "\n"


def _dump(element: Element, level: int, *, with_pages: bool) -> Iterator[str]:
    indent = "  " * level
    facts = [
        *(f"{name}={value}" for name, value in (("lang", element.language), ("id", element.identifier)) if value),
        *(f"{name}={value!r}" for name, value in (("title", element.title), ("expansion", element.expansion)) if value),
        *([f"alt={element.alt!r}"] if element.alt is not None else ()),
        *([f"actual={element.actual_text!r}"] if element.actual_text is not None else ()),
        *(f"{name}={value}" for name, value in element.attributes),
    ]  # fmt: skip
    yield indent + " ".join((element.kind, *facts))
    for kid in element.kids:
        match kid:
            case Element():
                yield from _dump(kid, level + 1, with_pages=with_pages)
            case Content():
                yield f"{indent}  {kid.text!r}" + (f" p{kid.page}" if with_pages else "")
            case Annotation():
                parts = [f"@{kid.kind}", repr(kid.description), *([f"-> {kid.target}"] if kid.target else [])]
                parts += [f"= {kid.value!r}"] if kid.value else []
                yield f"{indent}  " + " ".join(parts) + (f" p{kid.page}" if with_pages else "")


def _is_block(kid: Element | Content | Annotation) -> bool:
    return isinstance(kid, Element) and kid.kind not in INLINE


def _join(element: Element) -> str:
    if element.actual_text is not None:
        return element.actual_text
    parts: list[str] = []
    for kid in element.kids:
        match kid:
            case Content():
                parts.append(kid.text)
            case Element():
                text = _join(kid)
                parts.append(f"\n{text}\n" if _is_block(kid) else text)
    text = "".join(parts)
    return "\n".join(line for line in text.split("\n") if line) if any(map(_is_block, element.kids)) else text
