"""What must hold of the look that a publication chooses: colours can be read on one another, fonts are there.

A pair of colours that few can tell apart is refused with the figure (WCAG 2.2, 1.4.3 and 1.4.11).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from factsheet_builder.content.findings import Findings, finding
from factsheet_builder.content.publication import Publication
from factsheet_builder.content.reading.reader import Read
from factsheet_builder.errors import Diagnostic, SurroundingsError
from factsheet_builder.project import Project

_TOKEN: Final = re.compile(r"--([a-z-]+):\s*(#[0-9a-fA-F]{6});")
_TEXT: Final = 4.5
_SHAPES: Final = 3.0
PAIRS: Final = (
    ("ink", "white", _TEXT),
    ("ink", "tint", _TEXT),
    ("deep-blue", "white", _TEXT),
    ("deep-blue", "tint", _TEXT),
    ("grey", "white", _TEXT),
    ("grey", "tint", _TEXT),
    ("white", "deep-blue", _TEXT),
    ("light-blue", "deep-blue", _TEXT),
    ("white", "require", _TEXT),
    ("white", "request", _TEXT),
    ("white", "invite", _TEXT),
    ("ink", "rule", _TEXT),
    ("ochre", "white", _SHAPES),
)
"""Colours that are read on one another, each with the contrast that it needs."""


@dataclass(frozen=True, slots=True)
class Faint:
    """A pair of colours without the contrast that it needs."""

    colour: str
    ground: str
    ratio: float
    least: float


def check_design(read: Read[Publication], project: Project) -> Findings:
    """Find colours that are too faint on one another, each with its figure, and fonts that are not there."""
    chosen = read.model.design
    usual = tokens_in(project.style("tokens.css"))
    colours = usual | {str(name): value.lower() for name, value in chosen.colours.items()}
    usually = {(faint.colour, faint.ground) for faint in faint_pairs(usual)}
    for faint in faint_pairs(colours):
        if (faint.colour, faint.ground) not in usually:
            name = faint.colour if faint.colour in chosen.colours else faint.ground
            yield _too_faint(faint, read, ("design", "colours", name))
    for sheet, accent in chosen.accents.items():
        for faint in faint_pairs(colours | {"deep-blue": accent.lower()}):
            if "deep-blue" in {faint.colour, faint.ground}:
                yield _too_faint(faint, read, ("design", "accents", sheet))
    yield from _fonts(read, project)


def _too_faint(faint: Faint, read: Read[Publication], path: tuple[str | int, ...]) -> Diagnostic:
    what = f"{faint.colour} on {faint.ground} has a contrast of {faint.ratio:.1f}:1; it needs {faint.least}:1."
    return finding("contrast", read.source.place(path), what, "Choose a darker colour, or a lighter ground.")


def _fonts(read: Read[Publication], project: Project) -> Findings:
    chosen = read.model.design
    if bool(chosen.family) != bool(chosen.fonts):
        what = "A family of fonts has a name and files; here is only one of the two."
        place = read.source.place(("design", "family" if chosen.family else "fonts"))
        yield finding("fonts", place, what, "Give both “family” and “fonts”, or neither.")
    for index, font in enumerate(chosen.fonts):
        try:
            project.asset(font.file)
        except SurroundingsError as error:
            for problem in error.diagnostics:
                yield finding(problem.code, read.source.place(("design", "fonts", index)), problem.what, problem.remedy)


def tokens_in(css: str) -> dict[str, str]:
    """Return the colours of a stylesheet of tokens by name."""
    return {name: value.lower() for name, value in _TOKEN.findall(css)}


def faint_pairs(colours: Mapping[str, str]) -> list[Faint]:
    """Return the pairs of ``colours`` that are too faint; a pair of which one is not known is left out."""
    found = []
    for colour, ground, least in PAIRS:
        if colour in colours and ground in colours:
            ratio = contrast(colours[colour], colours[ground])
            if ratio < least:
                found.append(Faint(colour, ground, ratio, least))
    return found


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours such as ``#16396b``, from 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
