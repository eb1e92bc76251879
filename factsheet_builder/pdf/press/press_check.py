"""The bytes of a press file held against what a printer is promised: PDF/X-4 in, a list of problems out.

Reads any PDF and trusts nothing that the writer says. It checks what ISO 15930-7 asks of the files that we make, and
what the house promises on top (width of the bleed, ink limit, black text in one ink that overprints); it is no complete
PDF/X-4 validator. Reporting and failing are left to ``preflight``.
"""

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from factsheet_builder.errors import Diagnostic, Place, Severity
from factsheet_builder.pdf.press.bleed import find_short_areas
from factsheet_builder.pdf.press.colour import find_profile_problem
from factsheet_builder.pdf.press.content_walk import (
    PageWalk,
    PdfValue,
    find_screen_space,
    is_ink_space,
    name_space,
    read_operations,
    resolve,
)

_MM_PER_POINT: Final = 25.4 / 72
# Boxes are written to four decimals of a point; half a tenth of a millimetre is below what a guillotine can tell.
_TOLERANCE_MM: Final = 0.05
_SIDES: Final = ("left", "bottom", "right", "top")
_REMEDIES: Final = {
    "press-unreadable": "Build the file again.",
    "press-boxes": "Write the page boxes anew: media box around bleed box around trim box.",
    "press-short-bleed": "Let the area pass the edge by the bleed (negative margin, as much padding) or end before.",
    "press-screen-colour": "Convert the colour or image to CMYK, or name its build in the table of inks.",
    "press-blend-space": "Let page and groups blend in DeviceCMYK.",
    "press-ink-limit": "Give the colour a build with less ink.",
    "press-rich-black": "Map the colour to black ink alone in the table of inks.",
    "press-black-knocks-out": "Set overprint while black text is shown.",
    "press-intent": "Embed the CMYK profile of the printing condition as output intent GTS_PDFX.",
    "press-metadata": "Write the PDF/X-4 metadata.",
    "press-annotation": "Write the press edition without links, notes and fields.",
    "press-action": "Write the press edition without forms, scripts and actions.",
    "press-font": "Embed the font.",
    "press-encrypted": "Write the file without encryption.",
}
_VERSION = re.compile(rb"GTS_PDFXVersion(?:>|\s*=\s*[\"'])\s*PDF/X-4\s*[<\"']")
_DATE = re.compile(rb"xmp:(CreateDate|ModifyDate|MetadataDate)[>=]")
_IDENTIFIER = re.compile(rb"xmpMM:DocumentID[>=]")


def check_press(pdf: bytes, *, bleed_mm: float = 3.0, ink_limit: float = 3.0) -> list[Diagnostic]:
    """Return every problem of a press file, each kind once per page; an empty list means that none was found.

    ``bleed_mm`` is the bleed that the file owes on all four sides, ``ink_limit`` the most ink of a flat colour (3.0 is
    300 %). Problems of the file come first, then those of the pages in order.
    """
    try:
        reader = PdfReader(BytesIO(pdf), strict=False)
        if reader.is_encrypted:
            return [_diagnose("press-encrypted", "The file is encrypted.")]
        return [*_check_file(reader), *_check_objects(reader), *_check_pages(reader, bleed_mm, ink_limit)]
    # A damaged file can break anything that a reader of PDF does: whatever it is, the file must not be delivered.
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        return [_diagnose("press-unreadable", f"The file cannot be read as PDF: {error!r}.")]


def _diagnose(code: str, what: str, page: int = 0) -> Diagnostic:
    place = Place(passage=f"page {page}") if page else Place()
    return Diagnostic(Severity.ERROR, code, what, _REMEDIES[code], place)


def _check_file(reader: PdfReader) -> Iterator[Diagnostic]:
    root = reader.root_object
    yield from (_diagnose("press-intent", what) for what in _find_intent_problems(root))
    yield from (_diagnose("press-metadata", what) for what in _find_metadata_problems(reader, root))
    names = resolve(root.get("/Names", {}))
    forbidden = [key for key in ("/AcroForm", "/OpenAction", "/AA") if key in root]
    forbidden += [key for key in ("/JavaScript",) if key in names]
    for key in forbidden:
        yield _diagnose("press-action", f"The file has an entry {key.lstrip('/')}.")


def _find_intent_problems(root: PdfValue) -> Iterator[str]:
    """Yield what is wrong with the output intent (ISO 15930-7)."""
    intents = [resolve(intent) for intent in resolve(root.get("/OutputIntents", []))]
    ours = [intent for intent in intents if intent.get("/S") == "/GTS_PDFX"]
    if len(ours) != 1:
        yield f"The file has {len(ours)} output intents for PDF/X instead of one."
        return
    for key in ("/OutputConditionIdentifier", "/RegistryName", "/OutputCondition"):
        if not ours[0].get(key):
            yield f"The output intent has no {key.lstrip('/')}."
    profile = resolve(ours[0].get("/DestOutputProfile"))
    if profile is None:
        yield "The output intent has no profile."
    elif problem := find_profile_problem(profile.get_data()):
        yield f"The profile of the output intent is unfit: {problem}."
    elif profile.get("/N") != 4:
        yield "The profile of the output intent is not said to have four components."


def _find_metadata_problems(reader: PdfReader, root: PdfValue) -> Iterator[str]:
    """Yield what is missing from the identification of the file (ISO 15930-7)."""
    stream = resolve(root.get("/Metadata"))
    packet = stream.get_data() if stream is not None else b""
    info = resolve(reader.trailer.get("/Info", {}))
    if not _VERSION.search(packet):
        yield "The metadata do not say PDF/X-4."
    if stream is not None and "/Filter" in stream:
        yield "The metadata are compressed."
    if {match.decode() for match in _DATE.findall(packet)} != {"CreateDate", "ModifyDate", "MetadataDate"}:
        yield "The metadata lack one of the three dates."
    if not _IDENTIFIER.search(packet):
        yield "The metadata lack the document's identifier."
    if info.get("/Trapped") not in ("/True", "/False"):
        yield "The document information does not say whether the file is trapped."
    for key in ("/Title", "/CreationDate", "/ModDate"):
        if not info.get(key):
            yield f"The document information has no {key.lstrip('/')}."
    if len(resolve(reader.trailer.get("/ID", []))) != 2:
        yield "The file has no identifier (ID)."


def _check_objects(reader: PdfReader) -> Iterator[Diagnostic]:
    """Look at every object of the file, painted or not, for colour spaces of the screen and fonts without a file."""
    counts: Counter[str] = Counter()
    for item in _objects(reader):
        counts.update(set(filter(None, map(find_screen_space, _spaces_within(item)))))
        if isinstance(item, dict):
            yield from _check_font(item)
    for found, count in sorted(counts.items()):
        yield _diagnose("press-screen-colour", f"{count} objects of the file have the colour space {found}.")


def _spaces_within(item: PdfValue) -> Iterator[PdfValue]:
    """Yield all that may be a colour space in an object: arrays, and what entries of that name hold."""
    if isinstance(item, list):
        yield item
    for key, value in item.items() if isinstance(item, dict) else enumerate(item):
        if key in ("/ColorSpace", "/CS"):
            yield from value.values() if isinstance(value, dict) else [value]
        if isinstance(value, dict | list):
            yield from _spaces_within(value)


def _objects(reader: PdfReader) -> Iterator[PdfValue]:
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    free = {number for table in reader.xref_free_entry.values() for number, is_free in table.items() if is_free}
    for number in sorted(numbers - free):
        item = reader.get_object(number)
        if isinstance(item, dict | list):
            yield item


def _check_font(item: PdfValue) -> Iterator[Diagnostic]:
    """Every font but Type 3 has its file in the PDF (ISO 15930-7); composite fonts have it one step below."""
    if item.get("/Type") != "/Font" or item.get("/Subtype") in ("/Type0", "/Type3"):
        return
    descriptor = resolve(item.get("/FontDescriptor", {}))
    if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
        name = str(item.get("/BaseFont", "without a name")).lstrip("/")
        yield _diagnose("press-font", f"The font {name} is not embedded.")


def _check_pages(reader: PdfReader, bleed_mm: float, ink_limit: float) -> Iterator[Diagnostic]:
    for number, page in enumerate(reader.pages, start=1):
        # One walk for each page, so that each page names its own problems.
        walk = PageWalk(ink_limit)
        walk.follow(page)
        for code, what in walk.findings:
            yield _diagnose(code, what, number)
        space = resolve(resolve(page.get("/Group", {})).get("/CS"))
        if space is None or not is_ink_space(space):
            named = name_space(space) if space is not None else "no stated colour space"
            yield _diagnose("press-blend-space", f"The page blends in {named}.", number)
        for what in _find_box_problems(page, bleed_mm):
            yield _diagnose("press-boxes", what, number)
        for what in _find_missing_bleed(page):
            yield _diagnose("press-short-bleed", what, number)
        for what in _find_annotations(page):
            yield _diagnose("press-annotation", what, number)
        if "/AA" in page:
            yield _diagnose("press-action", "The page has actions.", number)


def _find_box_problems(page: PdfValue, bleed_mm: float) -> Iterator[str]:
    """Yield what is wrong with the boxes: media around bleed around trim (ISO 15930-7), bleed as stated."""
    boxes = {}
    for key in ("/MediaBox", "/BleedBox", "/TrimBox"):
        if page.get(key) is None:
            yield f"The page has no {key.lstrip('/')}."
        else:
            boxes[key] = [float(edge) * _MM_PER_POINT for edge in page[key]]
    if len(boxes) < 3:
        return
    media, bleed, trim = boxes.values()
    if not (_is_inside(bleed, media) and _is_inside(trim, bleed)):
        yield "The boxes of the page do not nest."
    for side, outer, inner, sign in zip(_SIDES, bleed, trim, (-1, -1, 1, 1), strict=True):
        width_mm = (outer - inner) * sign
        if abs(width_mm - bleed_mm) > _TOLERANCE_MM:
            yield f"The bleed at the {side} is {width_mm:.2f} mm wide instead of {bleed_mm:.2f} mm."


def _find_missing_bleed(page: PdfValue) -> Iterator[str]:
    content = page.get("/Contents")
    if content is None or "/TrimBox" not in page or "/BleedBox" not in page:
        return
    objects = resolve(resolve(page.get("/Resources", {})).get("/XObject", {}))
    operations = read_operations(content)
    for side in dict.fromkeys(find_short_areas(operations, objects, page)):
        yield f"An area reaches the {side} edge of the page without filling the bleed."


def _is_inside(inner: list[float], outer: list[float]) -> bool:
    slack = _TOLERANCE_MM / 10
    return (
        all(edge >= limit - slack for edge, limit in zip(inner[:2], outer[:2], strict=True))
        and all(edge <= limit + slack for edge, limit in zip(inner[2:], outer[2:], strict=True))
        and inner[0] < inner[2]
        and inner[1] < inner[3]
    )


def _find_annotations(page: PdfValue) -> Iterator[str]:
    """Yield the annotations that touch the bleed box, where only printer's marks and traps may be (ISO 15930-7)."""
    left, bottom, right, top = (float(edge) for edge in page.get("/BleedBox", page["/MediaBox"]))
    for reference in resolve(page.get("/Annots", [])):
        annotation = resolve(reference)
        kind = str(annotation.get("/Subtype", "")).lstrip("/")
        x1, y1, x2, y2 = (float(edge) for edge in annotation["/Rect"])
        is_inside = min(x1, x2) < right and max(x1, x2) > left and min(y1, y2) < top and max(y1, y2) > bottom
        if is_inside and kind not in ("TrapNet", "PrinterMark"):
            yield f"There is an annotation of the kind {kind} within the bleed."
