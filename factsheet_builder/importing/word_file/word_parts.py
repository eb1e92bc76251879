"""A Word file -> what lies around its text: addresses and parts that it refers to, comments, and every word of it, counted.

The words are counted here without any of the rules by which ``word_body`` reads the file, so that the one can be held
against the other.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from factsheet_builder.importing.pieces import Ledger, shown, words_of
from factsheet_builder.importing.word_file.word_styles import Styles, value
from factsheet_builder.languages.exchange.tree import Element, child, children, name_of
from factsheet_builder.languages.exchange.word.word_archive import (
    COMMENTS,
    CONTENT,
    ENDNOTES,
    FOOTNOTES,
    NUMBERING,
    STYLES,
    WordParts,
)

_LEADS: Final = "hyperlink"
_BREAKS: Final = frozenset({"br", "cr", "tab", "ptab"})
_AT_THE_EDGE: Final = ("header", "footer")


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: another part, or an address outside."""

    kind: str
    target: str
    is_outside: bool


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the text of a Word file needs to be read."""

    styles: Styles
    relations: Mapping[str, Mapping[str, Relation]]
    """By the part (``content``, ``footnotes``, ``endnotes``) and the id of the relation."""
    remarks: Mapping[str, str]
    """Comments by their ids: who made them, and their words."""
    note_names: Mapping[tuple[str, str], str]
    """What each note is called, by kind and id: its number, in the order of the calls; endnotes with an “e”."""
    note_marks: Mapping[str, str]
    """Notes by the bookmarks around their calls, to which other calls refer."""
    bookmarks: frozenset[str]
    """Names of the places that links inside the file can lead to."""


def surroundings(parts: WordParts, ledger: Ledger) -> Surroundings:
    """Return what lies around the text; what is unsafe or not read is named in ``ledger``."""
    known = parts.known
    relations = {
        "content": _relations(parts, parts.content_name),
        "footnotes": _relations(parts, _beside(parts, "footnotes.xml")),
        "endnotes": _relations(parts, _beside(parts, "endnotes.xml")),
    }
    _name_unsafe(parts, relations, ledger)
    names = dict(_note_names(known[CONTENT], known))
    marks = dict(_note_marks(known[CONTENT], names))
    places = frozenset(value(mark, "name") for mark in known[CONTENT].iter() if name_of(mark) == "bookmarkStart")
    styles = Styles.of(known.get(STYLES), known.get(NUMBERING))
    return Surroundings(styles, relations, _remarks(known.get(COMMENTS)), names, marks, places)


def count_words(parts: WordParts, styles: Styles, ledger: Ledger) -> Counter[str]:
    """Return every word of the text, the notes, the headers and the footers, those that are hidden too.

    What headers and footers say is set aside: pages have their own.
    """
    found: Counter[str] = Counter()
    for kind in (CONTENT, FOOTNOTES, ENDNOTES):
        if kind in parts.known:
            for text in _texts(parts.known[kind], styles):
                found.update(words_of(text))
    said = []
    for name in parts.names:
        last = name.rpartition("/")[2]
        if last.startswith(_AT_THE_EDGE) and last.endswith(".xml") and (root := parts.tree(name)) is not None:
            said += [text for text in _texts(root, styles) if words_of(text)]
    for text in said:
        found.update(words_of(text))
        ledger.set_aside("headers and footers", text)
    if said:
        what = f"Headers and footers are left out: “{shown(' / '.join(dict.fromkeys(said)))}”."
        ledger.name("header", 0, what, remedy="The publication says what stands at the edges of pages.")
    return found


def _beside(parts: WordParts, last: str) -> str:
    return f"{parts.content_name.rpartition('/')[0]}/{last}"


def _relations(parts: WordParts, name: str) -> dict[str, Relation]:
    root, found = parts.related(name), {}
    for element in root if root is not None else ():
        kind = element.get("Type", "").rpartition("/")[2]
        is_outside = element.get("TargetMode", "") == "External"
        target = element.get("Target", "")
        if not is_outside:
            folder = name.rpartition("/")[0]
            target = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
        found[element.get("Id", "")] = Relation(kind, target, is_outside)
    return found


def _name_unsafe(parts: WordParts, relations: Mapping[str, Mapping[str, Relation]], ledger: Ledger) -> None:
    outside = {
        (relation.kind, relation.target)
        for of_part in (*relations.values(), _relations(parts, _beside(parts, "settings.xml")))
        for relation in of_part.values()
        if relation.is_outside and relation.kind != _LEADS
    }
    for kind, target in sorted(outside):
        what = f"The file asks for “{shown(target)}” from elsewhere ({kind}); it was not fetched."
        ledger.name("remote", 0, what, remedy="Put what is needed into the file, or beside the content.")
    for word, code in (("vbaproject", "macro"), ("activex", "active"), ("embeddings/", "embedded")):
        if found := [name for name in parts.names if word in name.casefold()]:
            what = f"The file holds {shown(', '.join(found))}, which was not opened."
            ledger.name(code, 0, what, remedy="Nothing of it is in the content; send texts without it.")


def _remarks(root: Element | None) -> dict[str, str]:
    found = {}
    for comment in children(root, "comment") if root is not None else ():
        words = " ".join("".join(inner.text or " " for inner in comment.iter() if name_of(inner) in {"t", "p"}).split())
        found[value(comment, "id")] = f"{value(comment, 'author') or 'Word'}: {words}"
    return found


def _note_names(root: Element, known: Mapping[str, Element]) -> Iterator[tuple[tuple[str, str], str]]:
    seen: set[tuple[str, str]] = set()
    counts: Counter[str] = Counter()
    for element in root.iter():
        name = name_of(element)
        if name in {"footnoteReference", "endnoteReference"}:
            key = (name.removesuffix("Reference"), value(element, "id"))
            if key not in seen:
                seen.add(key)
                counts[key[0]] += 1
                yield key, f"{'e' if key[0] == 'endnote' else ''}{counts[key[0]]}"
    for kind, part in (("footnote", FOOTNOTES), ("endnote", ENDNOTES)):
        for note in children(known[part], kind) if part in known else ():
            key = (kind, value(note, "id"))
            if key not in seen:
                yield key, f"{'e' if kind == 'endnote' else ''}u{key[1]}"


def _note_marks(root: Element, names: Mapping[tuple[str, str], str]) -> Iterator[tuple[str, str]]:
    """Yield the bookmarks around calls of notes; LibreOffice ends those right before a call at the end of a paragraph."""
    open_marks: dict[str, str] = {}
    empty: list[str] = []
    for element in root.iter():
        match name_of(element):
            case "bookmarkStart":
                open_marks[value(element, "id")] = value(element, "name")
                continue
            case "bookmarkEnd":
                previous = element.getprevious()
                mark = open_marks.pop(value(element, "id"), "")
                if previous is not None and name_of(previous) in {"bookmarkStart", "bookmarkEnd"}:
                    empty.append(mark)
            case "footnoteReference" | "endnoteReference" as name:
                note = names[(name.removesuffix("Reference"), value(element, "id"))]
                yield from ((mark, note) for mark in (*open_marks.values(), *empty))
                empty.clear()
            case "t" | "p":
                empty.clear()
            case _:
                pass


def _texts(root: Element, styles: Styles) -> Iterator[str]:
    """Yield the text of each paragraph below an element, one inside another (in a text box) apart."""
    if name_of(root) != "p":
        for inner in _shown(root):
            yield from _texts(inner, styles)
        return
    inside: list[Element] = []
    style = value(child(own, "pStyle")) if (own := child(root, "pPr")) is not None else ""
    yield "".join(_letters(root, styles, style, inside, [False]))
    for paragraph in inside:
        yield from _texts(paragraph, styles)


def _letters(element: Element, styles: Styles, style: str, inside: list[Element], raised: list[bool]) -> Iterator[str]:
    for inner in _shown(element):
        name = name_of(inner)
        if name == "p":
            inside.append(inner)
        elif name == "t":
            yield inner.text or ""
        elif name in _BREAKS:
            yield " "
        elif name == "noBreakHyphen":
            yield "\u2011"
        elif name == "instrText" and "NOTEREF" in (inner.text or ""):
            yield " "  # the number of a note, as above
        else:
            if name == "r":
                is_raised = bool(styles.look(style, child(inner, "rPr")).is_raised)
                if is_raised != raised[0]:
                    raised[0] = is_raised
                    yield " "  # a number typed above the line is no part of the word before it
            yield from _letters(inner, styles, style, inside, raised)


def _shown(element: Element) -> Iterator[Element]:
    """Yield what is inside an element; of things that stand there for programs of different age, the first."""
    if name_of(element) != "AlternateContent":
        yield from element
        return
    choices = [inner for inner in element if name_of(inner) in {"Choice", "Fallback"}]
    yield from choices[:1]
