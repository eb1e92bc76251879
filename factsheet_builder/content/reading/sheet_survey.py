"""The XML of a spreadsheet -> what lies around the values of its cells: what is hidden, merged, remarked on, not calculated.

The size of each sheet is known from here before any value is read (ECMA-376, part 1, 18.3). Values are left to
``spreadsheet``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree

from factsheet_builder.content.reading.office_archive import OfficeParts
from factsheet_builder.errors import ContentError, Diagnostic, Place, Severity

MOST_CELLS: Final = 100_000
MOST_ROWS: Final = 20_000
MOST_COLUMNS: Final = 256
MOST_SHEETS: Final = 100
MOST_PLACES: Final = 1_000_000
"""Rows times columns of a sheet, and cells that merged ones take."""

_MAIN: Final = "spreadsheetml.sheet.main+xml"
_TYPES: Final = "[Content_Types].xml"
_REFERENCE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_SHOWN: Final = 120
_ASIDE: Final = (
    ("vbaproject", "macro", "macros, which were not read"),
    ("activex", "active", "controls, which were not read"),
    ("embeddings/", "embedded", "other files, which were not opened"),
    ("externallinks/", "remote", "links to other files, which were not opened; the values last calculated are taken"),
    ("connections.xml", "remote", "connections to databases, which were not opened; the values last read are taken"),
    ("charts/", "drawing", "charts, which are left out"),
    ("media/", "drawing", "pictures, which are left out"),
)  # fmt: skip
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"

Spot = tuple[int, int]
"""Row and column, from 1."""


@dataclass
class SheetSurvey:
    """What a sheet that is shown has beside values."""

    name: str
    last_row: int = 0
    last_column: int = 0
    cells: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row and column, last row and column."""
    without_value: list[Spot] = field(default_factory=list)
    """Formulas that were not calculated."""
    comments: dict[Spot, str] = field(default_factory=dict)
    links: dict[Spot, str] = field(default_factory=dict)


def survey_sheets(parts: OfficeParts) -> tuple[list[SheetSurvey], list[Diagnostic]]:
    """Return the sheets that are shown, in their order, and what of the whole file is odd.

    Raises:
        ContentError: it is no spreadsheet, has macros, or is larger than the limits.
    """
    workbook = _workbook(parts)
    findings = [
        Diagnostic(Severity.WARNING, code, f"The file has {what}.", "Add by hand what is needed.", Place(parts.file))
        for word, code, what in _ASIDE
        if any(word in name.casefold() for name in parts.names)
    ]  # fmt: skip
    relations = _relations(parts, workbook)
    entries = [element for element in _tree(parts, workbook).iter() if _name(element) == "sheet"]
    if len(entries) > MOST_SHEETS:
        what = f"The file has {len(entries):,} sheets; at most {MOST_SHEETS} are read."
        raise ContentError.of("too-many", what, "Divide it.", Place(parts.file))
    found = []
    for entry in entries:
        name = entry.get("name", "")
        kind, part = relations.get(entry.get(_RELATIONSHIP) or entry.get(_STRICT) or "", ("", ""))
        if kind != "worksheet" or part not in parts.texts:
            what = f"“{name}” is no sheet with cells; it is left out."
            findings.append(Diagnostic(Severity.WARNING, "drawing", what, "", Place(parts.file)))
        elif entry.get("state", "visible") != "visible":
            what = f"The sheet “{name}” is hidden in the file; it is left out."
            remedy = "Show it in the spreadsheet if it is wanted."
            findings.append(Diagnostic(Severity.WARNING, "hidden", what, remedy, Place(parts.file)))
        else:
            found.append(_survey(parts, name, part))
    return found, findings


def _workbook(parts: OfficeParts) -> str:
    """Return the name of the part that lists the sheets."""
    what = "This is no spreadsheet of Excel: it is of another program of the office."
    if _TYPES not in parts.texts:
        raise ContentError.of("foreign", what, parts.program.remedy, Place(parts.file))
    for element in _tree(parts, _TYPES):
        kind, name = element.get("ContentType", ""), element.get("PartName", "").lstrip("/")
        if _name(element) == "Override" and kind.endswith("macroEnabled.main+xml"):
            what = "The file has macros, which are not read."
            break
        if _name(element) == "Override" and kind.endswith(_MAIN) and name in parts.texts:
            return name
    raise ContentError.of("foreign", what, parts.program.remedy, Place(parts.file))


def _survey(parts: OfficeParts, name: str, part: str) -> SheetSurvey:
    sheet = SheetSurvey(name)
    relations = _relations(parts, part)
    targets = {key: target for key, (kind, target) in relations.items() if kind == "hyperlink"}
    row = column = 0
    for element in _tree(parts, part).iter():
        match _name(element):
            case "row":
                row, column = _whole(element.get("r"), row + 1), 0
                if _is_on(element.get("hidden")):
                    sheet.hidden_rows.add(row)
            case "c":
                row, column = _spot(element.get("r")) or (row, column + 1)
                _take_cell(sheet, element, row, column, parts.file)
            case "col" if _is_on(element.get("hidden")):
                last_hidden = min(_whole(element.get("max"), 1), MOST_COLUMNS)
                sheet.hidden_columns |= set(range(_whole(element.get("min"), 1), last_hidden + 1))
            case "mergeCell":
                first, _, last = element.get("ref", "").partition(":")
                if (start := _spot(first)) and (end := _spot(last)):
                    sheet.merged.append((*start, *end))
            case "hyperlink" if spot := _spot(element.get("ref", "").partition(":")[0]):
                key = element.get(_RELATIONSHIP) or element.get(_STRICT) or ""
                address = targets.get(key) or element.get("location") or ""
                sheet.links[spot] = address[:_SHOWN]
    covered = sum((bottom - top + 1) * (right - left + 1) for top, left, bottom, right in sheet.merged)
    if max(sheet.last_row * sheet.last_column, covered) > MOST_PLACES:
        said = f"The sheet “{name}” reaches over more than {MOST_PLACES:,} places; that is the limit."
        raise ContentError.of("too-large", said, "Take what is needed into a file of its own.", Place(parts.file))
    _add_comments(parts, relations, sheet)
    return sheet


def _take_cell(sheet: SheetSurvey, element: ElementTree.Element, row: int, column: int, file: str) -> None:
    inside = {_name(inner): inner for inner in element}
    has_value = bool("is" in inside or ("v" in inside and inside["v"].text))
    if "f" in inside and not has_value and element.get("t") != "str":
        sheet.without_value.append((row, column))
    if not has_value:
        return
    sheet.cells += 1
    sheet.last_row, sheet.last_column = max(sheet.last_row, row), max(sheet.last_column, column)
    for count, most, what in (
        (sheet.cells, MOST_CELLS, "cells"),
        (row, MOST_ROWS, "rows"),
        (column, MOST_COLUMNS, "columns"),
    ):
        if count > most:
            said = f"The sheet “{sheet.name}” has more than {most:,} {what}; that is the limit."
            raise ContentError.of("too-large", said, "Take what is needed into a file of its own.", Place(file))


def _add_comments(parts: OfficeParts, relations: Mapping[str, tuple[str, str]], sheet: SheetSurvey) -> None:
    """Add comments: newer ones, which have answers, before the older form that stands for the same."""
    for wanted, tag in (("threadedComment", "threadedComment"), ("comments", "comment")):
        said: dict[Spot, list[str]] = {}
        for kind, target in relations.values():
            if kind == wanted and target in parts.texts:
                for element in _tree(parts, target).iter():
                    if _name(element) == tag and (spot := _spot(element.get("ref"))):
                        words = (inner.text or "" for inner in element.iter() if _name(inner) in {"t", "text"})
                        said.setdefault(spot, []).append(" ".join("".join(words).split()))
        for spot, found in said.items():
            sheet.comments.setdefault(spot, " / ".join(found)[:_SHOWN])


def _relations(parts: OfficeParts, name: str) -> dict[str, tuple[str, str]]:
    """Return what a part refers to, as the kind and the part or address, by the ids of the relations."""
    folder, _, last = name.rpartition("/")
    rels = f"{folder}/_rels/{last}.rels".lstrip("/")
    found = {}
    for element in _tree(parts, rels) if rels in parts.texts else ():
        target = element.get("Target", "")
        if element.get("TargetMode", "") != "External":
            target = target.lstrip("/") if target.startswith("/") else _joined(folder, target)
        found[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], target)
    return found


def _joined(folder: str, target: str) -> str:
    steps = [step for step in folder.split("/") if step]
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in {"", "."}:
            steps.append(step)
    return "/".join(steps)


def _tree(parts: OfficeParts, name: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(parts.texts[name])  # noqa: S314 - what has a document type was refused
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        what = f"{name} in the file is no well-formed XML: {error}."
        raise ContentError.of("xml", what, parts.program.remedy, Place(parts.file)) from error


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _spot(reference: str | None) -> Spot | None:
    match = _REFERENCE.fullmatch(reference or "")
    if not match:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


def _whole(said: str | None, default: int) -> int:
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 8 else default


def _is_on(said: str | None) -> bool:
    return said in {"1", "true"}
