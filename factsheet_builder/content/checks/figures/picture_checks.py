"""What must hold of a picture that the content names: it lies inside ``data``, is there, and does not cost too much."""

from typing import Final

from factsheet_builder.content.findings import Findings, finding
from factsheet_builder.content.pictures.picture_conversion import KINDS, UnfitPictureError, fit_picture
from factsheet_builder.content.pictures.picture_limits import has_letters, picture_fault, pixels_of
from factsheet_builder.errors import Place, Severity, SurroundingsError
from factsheet_builder.project import Project

FIGURE_MM: Final = (112, 150)
"""Room of a picture in the text column."""
EMBLEM_MM: Final = (42, 18)
_FAINT_DPI: Final = 150
_GOOD_DPI: Final = 300
_DOTS_OF_CSS: Final = 96
"""Dots an inch of a picture that has more room than it fills."""
_INCH_MM: Final = 25.4


def check_picture(file: str, place: Place, project: Project, room_mm: tuple[int, int] = FIGURE_MM) -> Findings:
    """Find what is wrong with the picture ``file``, a path inside ``data`` that is named at ``place`` and has that room."""
    try:
        path = project.asset(file)
        fault = picture_fault(path)
    except SurroundingsError as error:
        for problem in error.diagnostics:
            yield finding(problem.code, place, problem.what, problem.remedy)
        return
    if fault:
        remedy = "Save the picture smaller or simpler: 300 dots an inch at the size in which it is printed are enough."
        yield finding("picture-too-large", place, f"The picture “{file}” cannot be printed: {fault}.", remedy)
        return
    try:
        picture = fit_picture(path)
    except UnfitPictureError as error:
        remedy = "Save the one picture that is to be printed as PNG or JPEG, in RGB, grey or CMYK."
        yield finding("picture-unfit", place, f"The picture “{file}” cannot be printed: {error}.", remedy)
        return
    if has_letters(path):
        what = f"The picture “{file}” has letters, which are drawn in whatever font the machine has."
        remedy = "Save it with its letters turned into outlines (paths)."
        yield finding("picture-letters", place, what, remedy, Severity.WARNING)
    if picture.kind != KINDS[".svg"]:
        yield from _coarse(file, pixels_of(picture.data), place, room_mm)


def _coarse(file: str, pixels: tuple[int, int] | None, place: Place, room_mm: tuple[int, int]) -> Findings:
    """Tell of a photograph with so few dots that they are seen on paper."""
    if pixels is None:
        return
    shares = (count / (room / _INCH_MM) for count, room in zip(pixels, room_mm, strict=True))
    dots = max(_DOTS_OF_CSS, *shares)
    if dots < _FAINT_DPI:
        what = f"The picture “{file}” has {pixels[0]:,} × {pixels[1]:,} dots, {dots:.0f} an inch on paper: too few."
        remedy = (
            f"Take one with {pixels[0] * _GOOD_DPI / dots:,.0f} dots across ({_GOOD_DPI} an inch), or a drawing (SVG)."
        )
        yield finding("picture-coarse", place, what, remedy, Severity.WARNING)
