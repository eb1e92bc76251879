"""What a finished PDF really contains, held against what any accessible PDF owes and against what this one was to be.

The rules of the tag tree are those that a machine can judge (ISO 14289-1, clauses 7.1 to 7.21; Matterhorn Protocol 1.1) and
some that it forgets: empty elements, notes that nothing calls, an outline that is not the headings. It needs no other
program and takes a fraction of a second, so it runs on every file of every build.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from factsheet_builder.errors import Diagnostic, Place, Severity
from factsheet_builder.pdf.press.press_check import check_press
from factsheet_builder.pdf.reading.font_text import UNREADABLE
from factsheet_builder.pdf.reading.inspection import PdfFacts
from factsheet_builder.pdf.reading.tag_reader import Element, TagTree

_WITHOUT_ACTIONS: Final = "Do not pass it on; ask its sender for a copy without it, or join it, which removes it."
_NUMBER_OF_COPY: Final = re.compile(r"--\d+")
_HEADING: Final = re.compile(r"H([1-6])")
_MAY_BE_EMPTY: Final = frozenset({"TD", "TH", "Form", "Annot", "Figure", "Formula"})
_NOTES: Final = frozenset({"Note", "FENote"})
_MAX_ORPHANS: Final = 3


@dataclass(frozen=True, slots=True)
class Owed:
    """What a deliverable was to be."""

    title: str
    language: str
    claims: tuple[str, ...]
    family: str = ""
    """The font family that all text is set in; empty where others may be used, or where that is judged elsewhere."""
    is_pack: bool = False
    """Whether it has parts, whose pages may differ in size."""


def preflight(facts: PdfFacts, tree: TagTree, owed: Owed | None = None) -> list[Diagnostic]:
    """Return every problem of a PDF; an error means that the file does not keep what it claims or owes."""
    found = [*_document(facts), *_fonts(facts), *_outline(facts, tree)]
    if not (owed and owed.is_pack):
        found += _page_sizes(facts)
    found += [_problem("page-boxes", f"The {box} reaches out of the sheet.") for box in facts.stray_boxes]
    if facts.is_restricted:
        what = "The file is encrypted: it opens without a password, but restricts what may be done with it."
        remedy = "Ask for a copy without protection: packs and screen readers need one."
        found.append(_problem("restricted", what, remedy, is_error=False))
    if facts.irregularity:
        what = f"The file is irregular but can be read ({facts.irregularity[:160].rstrip('.')})."
        found.append(_problem("irregular", what, "Save it again in the program that made it.", is_error=False))
    found += [
        _problem("active-content", f"The file holds what runs or reaches out of it: {kind}.", _WITHOUT_ACTIONS)
        for kind in facts.active
    ]
    if facts.is_tagged:
        found += [*_tree(tree), *_headings(tree), *_elements(tree)]
        found += [*_links_that_say_nothing(tree), *_tables_without_heads(tree)]
        if all(font.has_unicode for font in facts.fonts):
            found += _unreadable_letters(tree)
    if owed:
        found += [*_owed(facts, owed), *_notes_away_from_calls(tree)]
    return list(dict.fromkeys(found))


def preflight_any(data: bytes, facts: PdfFacts, tree: TagTree) -> list[Diagnostic]:
    """Return every problem of a PDF from anywhere: a press file is held against what a printer is promised."""
    is_press = any(claim.startswith("PDF/X") for claim in facts.claims)
    return check_press(data) if is_press else preflight(facts, tree)


def _problem(code: str, what: str, remedy: str = "", passage: str = "", *, is_error: bool = True) -> Diagnostic:
    severity = Severity.ERROR if is_error else Severity.WARNING
    return Diagnostic(severity, code, what, remedy, Place(passage=passage))


def _document(facts: PdfFacts) -> Iterator[Diagnostic]:
    if not facts.is_tagged:
        yield _problem("not-tagged", "The file has no tags: a screen reader has to guess.")
    if not facts.title:
        yield _problem("no-title", "The file has no title.")
    if not facts.language:
        yield _problem("no-language", "The file does not declare its language.")


def _page_sizes(facts: PdfFacts) -> Iterator[Diagnostic]:
    # A page that is turned for a wide table is of the same size.
    if len({tuple(sorted(size)) for size in facts.page_sizes_mm}) > 1:
        yield _problem("page-sizes", "Not all pages have the same size.", is_error=False)


def _fonts(facts: PdfFacts) -> Iterator[Diagnostic]:
    for font in facts.fonts:
        if not font.is_embedded:
            yield _problem("font-not-embedded", f"The font {font.name} is not embedded.")
        if not font.has_unicode:
            yield _problem("font-without-unicode", f"The text set in {font.name} cannot be read out or searched.")


def _outline(facts: PdfFacts, tree: TagTree) -> Iterator[Diagnostic]:
    """Hold the bookmarks against the headings; those of a document inside another may stand deeper by one measure."""
    groups = [levels for document in _documents(tree.elements) if (levels := _levels(document))]
    count = sum(map(len, groups))
    if count > 1 and not facts.outline:
        yield _problem("no-outline", "The file has headings and no bookmarks.", is_error=False)
    elif facts.outline and count and not _agree([entry.depth for entry in facts.outline], groups):
        what = f"The bookmarks are not the headings: {len(facts.outline)} bookmarks, {count} headings."
        yield _problem("outline-differs", what, is_error=False)


def _documents(elements: tuple[Element, ...]) -> Iterator[Element]:
    for element in elements:
        inner = tuple(kid for kid in element.elements if kid.kind == "Document")
        if inner:
            yield from _documents(inner)
        else:
            yield element


def _levels(element: Element) -> list[int]:
    return [int(match[1]) for inner in element.walk() if (match := _HEADING.fullmatch(inner.kind))]


def _agree(depths: list[int], groups: list[list[int]]) -> bool:
    """Tell whether bookmarks and headings run alike; a document among several may stand under a bookmark of its own."""
    ends = {0}
    for levels in groups:
        starts = ends | {end + 1 for end in ends if len(groups) > 1 and _is_above(depths[end : end + 2])}
        ends = {start + len(levels) for start in starts if _run_alike(depths[start : start + len(levels)], levels)}
    return len(depths) in ends


def _is_above(pair: list[int]) -> bool:
    return len(pair) == 2 and pair[1] == pair[0] + 1


def _run_alike(depths: list[int], levels: list[int]) -> bool:
    return len(depths) == len(levels) and {depth - level for depth, level in zip(depths, levels, strict=True)} <= {
        depths[0] - levels[0]
    }


def _tree(tree: TagTree) -> Iterator[Diagnostic]:
    for problem in tree.problems:
        yield _problem("tag-tree", f"The tag tree is not sound: {problem}.")
    for orphan in tree.orphans[:_MAX_ORPHANS]:
        what = f"Text on page {orphan.page} is in no element and is read out to nobody: “{_cut(orphan.text)}”."
        yield _problem("orphan-content", what)
    if more := tree.orphans[_MAX_ORPHANS:]:
        pages = ", ".join(str(orphan.page) for orphan in more)
        yield _problem("orphan-content", f"Text in no element stands on {len(more)} more pages too: {pages}.")


def _cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"


_SAYS_NOTHING: Final = frozenset({"here", "click here", "link", "this link", "more", "read more", "ici", "тут", "هنا"})


def _links_that_say_nothing(tree: TagTree) -> Iterator[Diagnostic]:
    """Warn of links whose words tell nobody where they lead (WCAG 2.2, 2.4.4; Matterhorn 28-011)."""
    for link in tree.find("Link"):
        words = " ".join(inner.own_text for inner in link.walk()).strip().casefold().strip(" .:")
        said = " ".join(annotation.description for element in link.walk() for annotation in element.annotations)
        if words in _SAYS_NOTHING and said.strip().casefold() in {"", words}:
            what = f"A link on page {link.pages[0] if link.pages else '?'} says only “{words}”."
            yield _problem("link-words", what, "Say in its words what it leads to.", is_error=False)


def _tables_without_heads(tree: TagTree) -> Iterator[Diagnostic]:
    """Warn of tables that have cells and no head of a row or a column (Matterhorn 15-003)."""
    for table in tree.find("Table"):
        kinds = {element.kind for element in table.walk()}
        if "TD" in kinds and "TH" not in kinds:
            what = f"A table on page {table.pages[0] if table.pages else '?'} has no headings."
            yield _problem("table-heads", what, "Tag the cells that head its rows or columns as such.", is_error=False)


def _headings(tree: TagTree) -> Iterator[Diagnostic]:
    last = 0
    for element in tree.walk():
        if match := _HEADING.fullmatch(element.kind):
            level = int(match[1])
            if level > last + 1:
                what = (
                    f"A heading of level {level} follows one of level {last}."
                    if last
                    else f"The first heading is of level {level}."
                )
                yield _problem("heading-skipped", what, "Nest the sections without a gap.", element.identifier)
            last = level


def _elements(tree: TagTree) -> Iterator[Diagnostic]:
    called = {
        annotation.target
        for element in tree.find("Reference")
        for inner in element.walk()
        for annotation in inner.annotations
    }
    for element, passage in _with_passages(tree):
        yield from _element(element, passage, called)


def _with_passages(tree: TagTree) -> Iterator[tuple[Element, str]]:
    """Yield every element with the id of the passage that it stands in or after."""
    passage = ""
    for element in tree.walk():
        passage = element.identifier or passage
        yield element, passage


def _unreadable_letters(tree: TagTree) -> Iterator[Diagnostic]:
    for element, passage in _with_passages(tree):
        if UNREADABLE in element.own_text:
            what = f"A letter cannot be read out or searched: “{_cut(element.own_text.strip())}”."
            remedy = "Replace it, or set it in a font that has it."
            yield _problem("unreadable-letter", what, remedy, passage, is_error=False)


def _element(element: Element, passage: str, called: set[str]) -> Iterator[Diagnostic]:
    text = element.text.strip()
    if element.kind in {"Figure", "Formula"} and not (element.alt or element.actual_text):
        yield _problem("no-alternative", "A figure has no text alternative.", "Describe it.", passage)
    if element.kind == "Link":
        if not element.annotations:
            yield _problem("link-without-target", "A link leads nowhere.", "", passage)
        elif not text and not any(annotation.description for annotation in element.annotations):
            yield _problem("link-without-words", "A link has no words and no description.", "", passage)
    if element.kind in _NOTES and called and f"#{element.identifier}" not in called:
        yield _problem("note-without-call", "A note is called from nowhere.", "", passage)
    if element.kind == "L" and not element.elements:
        yield _problem("empty-list", "A list has no items.", "", passage)
    is_empty = not text and not element.alt and not element.actual_text
    if (
        is_empty
        and element.kind not in _MAY_BE_EMPTY
        and not any(inner.annotations or inner.alt for inner in element.walk())
    ):
        yield _problem("empty-element", f"An element of type {element.kind} is empty.", "", passage, is_error=False)


def _notes_away_from_calls(tree: TagTree) -> Iterator[Diagnostic]:
    """Yield a problem for each call whose note is printed on another page only.

    A call leads to the body that stands on its page: the note, or one of its further copies, which has the note's id with a
    number in it. In joined files names have endings of their own, so it is the page that decides, not the name. A note that
    does not follow a call in the tree stands at the end of its document, and may be as far away as it is.
    """
    following = (kid for element in tree.walk() if _has_call(element) for kid in element.elements if kid.kind in _NOTES)
    notes = {note.identifier: set(note.pages) for note in following}
    for call in tree.find("Reference"):
        for annotation in (annotation for element in call.walk() for annotation in element.annotations):
            name = annotation.target.removeprefix("#")
            pages = notes.get(name) or notes.get(_NUMBER_OF_COPY.sub("", name), set())
            stands_on = {annotation.lands_on} if annotation.lands_on else pages
            if pages and annotation.page not in stands_on:
                where = ", ".join(map(str, sorted(stands_on)))
                what = f"A note that is called on page {annotation.page} stands on page {where}."
                remedy = "Shorten the note, or divide the passage that calls it."
                yield _problem("note-displaced", what, remedy, call.identifier or name)


def _has_call(element: Element) -> bool:
    return any(kid.kind == "Reference" for kid in element.elements)


def _owed(facts: PdfFacts, owed: Owed) -> Iterator[Diagnostic]:
    for claim in owed.claims:
        if claim not in facts.claims:
            yield _problem("claim-missing", f"The file does not claim {claim}.")
    for name, wanted, found in (("title", owed.title, facts.title), ("language", owed.language, facts.language)):
        if wanted != found:
            yield _problem(f"{name}-differs", f"The {name} of the file is “{found}”, not “{wanted}”.")
    for font in facts.fonts:
        if not font.name.startswith(owed.family):
            what = f"Some letters are set in {font.name}, a font of this machine: another machine may set other lines."
            remedy = f"{owed.family} lacks these letters: replace them, or add a font."
            yield _problem("fallback-font", what, remedy, is_error=False)
