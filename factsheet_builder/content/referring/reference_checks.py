"""What must hold of cross-references and of numbers: each leads to a passage, and says no other number than it has."""

import re
from collections import Counter
from typing import Final

from factsheet_builder.content.findings import Findings, finding, suggest
from factsheet_builder.content.models import (
    NO_NUMBER,
    Callout,
    Collected,
    Factsheet,
    ListBlock,
    Paragraph,
    Recommendation,
)
from factsheet_builder.content.parties import Register
from factsheet_builder.content.passages import Passage, blocks_of, passages_of
from factsheet_builder.content.prose import Link, TargetMark, every_span, parse_prose, plain_text, stray_marks
from factsheet_builder.content.reading.yaml_source import YamlSource
from factsheet_builder.content.referring.collecting import collected_of
from factsheet_builder.content.referring.numbering import with_numbers
from factsheet_builder.content.referring.page_clauses import without_page
from factsheet_builder.content.referring.targets import Target, targets_of
from factsheet_builder.errors import Place

_DIGITS: Final = re.compile(r"\d+")
_ALONE: Final = re.compile(r"(?<![A-Za-z\d])\d+")
"""Digits that are no part of a name, as those of “M49” and “H2O” are."""
_ROMAN: Final = re.compile(r"\b[IVXLCDM]+\b")
_HEADINGS: Final = frozenset({"title", "term", "columns"})
"""Keys of texts that are repeated elsewhere, as in contents."""


def references(sheet: Factsheet, source: YamlSource) -> Findings:
    """Find cross-references that lead nowhere, say a wrong number, or name a page in words that cannot do without it."""
    targets = targets_of(with_numbers(sheet))
    for passage in passages_of(sheet):
        for mark, which in stray_marks(passage.text):
            what = f"{mark} stands in no reference, so that nobody can tell whose {mark[1:-1]} it is."
            remedy = (
                f"Put it into a reference, as in [para. {{number}}, page {{page}}](#id); to print it, write \\{mark}."
            )
            yield finding("stray-mark", source.word_place(passage.path, mark, which), what, remedy)
        seen: Counter[str] = Counter()
        for span in every_span(parse_prose(passage.text)):
            if isinstance(span, Link) and span.target:
                mark = f"]({span.address})"
                seen[mark] += 1
                place = source.word_place(passage.path, mark, seen[mark])
                yield from _reference(span, passage, targets, place)


def _reference(link: Link, passage: Passage, targets: dict[str, Target], place: Place) -> Findings:
    words, target = _as_written(link), targets.get(link.target)
    if not _HEADINGS.isdisjoint(map(str, passage.path[-2:])):
        what = f"The reference “{words}” stands in a heading, which is repeated elsewhere."
        yield finding("reference-in-heading", place, what, "Move it into the text.")
    if target is None:
        remedy = suggest(link.target, targets) or "Use the id of a passage or a note of this factsheet."
        yield finding("broken-reference", place, f"“{words}” leads to “{link.target}”, which is not here.", remedy)
        return
    marks = [span.of for span in every_span(link.spans) if isinstance(span, TargetMark)]
    if "number" in marks and not target.number:
        what = f"“{words}” says the number of “{link.target}”, which has none."
        yield finding("reference-number", place, what, "Write words in place of {number}, or have it numbered.")
    elif "number" not in marks and (wrong := _other_number(plain_text(link.spans), target.number)):
        what = f"“{words}” says {wrong}, but “{link.target}” has the number {target.number}."
        yield finding("reference-number", place, what, "Write {number} in its place, and the builder fills it in.")
    if "page" in marks and without_page(link.spans) is None:
        what = f"“{words}” cannot be read where there are no pages, as in a browser."
        remedy = (
            "Put the page into brackets or behind a comma, which are left out there: [para. {number}, page {page}]."
        )
        yield finding("reference-page", place, what, remedy)


def _as_written(link: Link) -> str:
    return "".join(f"{{{span.of}}}" if isinstance(span, TargetMark) else plain_text((span,)) for span in link.spans)


def _other_number(words: str, number: str) -> str:
    """Return the numbers that words say where none of them is that of the target; nothing where all is well."""
    for pattern in (_DIGITS, _ROMAN):
        if wanted := pattern.findall(number):
            is_plain = pattern is _DIGITS and _ALONE.findall(number) == wanted
            said = (_ALONE if is_plain else pattern).findall(words)
            return " and ".join(said) if said and not set(wanted) <= set(said) else ""
    return ""


def numbers(sheet: Factsheet, source: YamlSource) -> Findings:
    """Find numbers that were written by hand where the builder counts, and a sequence that is not counted."""
    numbering = sheet.numbering
    if numbering.recommendations == "in-sequence" and numbering.paragraphs == "none":
        place = source.place(("numbering", "recommendations"))
        what = "Recommendations are to be counted with the paragraphs, which are not counted."
        yield finding("numbering", place, what, "Add paragraphs: continuous, or by-section.")
    if numbering.paragraphs == "none":
        return
    boxes = [path for path, block in blocks_of(sheet) if isinstance(block, Callout | ListBlock | Recommendation)]
    for path, block in blocks_of(sheet):
        if isinstance(block, Recommendation) and numbering.recommendations == "in-sequence" and block.number:
            what = f"{block.id} has the number “{block.number}”, but the builder counts the recommendations."
            yield finding("numbering", source.place((*path, "number")), what, "Delete it.")
        if not isinstance(block, Paragraph) or any(path[: len(box)] == box for box in boxes):
            continue
        if block.number not in {None, NO_NUMBER}:
            what = f"The paragraph has the number “{block.number}”, but the builder counts the paragraphs."
            yield finding("numbering", source.place((*path, "number")), what, "Delete it, or write none.")


def collections(sheet: Factsheet, source: YamlSource, register: Register) -> Findings:
    """Find lists made from the text that have nothing to list, or name what is no paragraph and no recommendation."""
    known = {block.id for _, block in blocks_of(sheet) if isinstance(block, Paragraph | Recommendation)}
    levels = [urgency.level for urgency in sheet.round.urgencies]
    for path, block in blocks_of(sheet):
        if not isinstance(block, Collected):
            continue
        for index, name in enumerate(block.passages):
            if name not in known:
                remedy = suggest(name, known) or "Use the id of a paragraph or a recommendation."
                place = source.place((*path, "passages", index))
                yield finding("unknown-passage", place, f"There is no passage “{name}” to list.", remedy)
        for index, level in enumerate(block.urgency):
            if level not in levels:
                remedy = suggest(level, levels) or f"Levels: {', '.join(levels)}."
                place = source.place((*path, "urgency", index))
                yield finding("unknown-urgency", place, f"“{level}” is no level of urgency of this round.", remedy)
        for index, code in enumerate(block.addressee):
            if code not in register.by_code:
                remedy = suggest(code, register.by_code) or "Use a code of data/parties.yaml."
                place = source.place((*path, "addressee", index))
                yield finding("unknown-party", place, f"“{code}” is no Party of the register.", remedy)
        if not collected_of(sheet, block, register) and not block.passages:
            what = f"The list “{block.id}” has nothing to list."
            yield finding("empty-list", source.place((*path, "id")), what, "Ask for less, or delete it.")
