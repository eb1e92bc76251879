"""Form fields that look, read and fill right: appearances, names of groups, flags, small fonts.

WeasyPrint 70.0 writes text fields and selects without an appearance and asks the viewer to make one, which PDF/A
forbids (ISO 19005-3, 6.4.1); it embeds the whole font of a field; a group of radio buttons is named after its first
button, and its buttons are fields of their own too. Here the value of a field is drawn with the engine's own text
layout (shaping, right-to-left, fallback fonts), so it is made of glyphs of the embedded fonts.

``FieldPainter.paint`` runs after each page is painted, before fonts are subset; ``finish`` when the PDF is complete.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pydyf

from factsheet_builder.pdf.engine import Matrix, TaggedPage, TextBox, draw_first_line, split_first_line
from factsheet_builder.pdf.glyphs.embedded_fonts import keep_characters
from factsheet_builder.pdf.glyphs.right_to_left import put_last_in_logical_order
from factsheet_builder.pdf.tagging.field_names import FieldNames

_POINTS_PER_PX = 0.75
_PADDING_PX = 2.0
_READ_ONLY, _REQUIRED = 1, 2  # ISO 32000-1, table 221: bits 1 and 2
_RADIO = 1 << 15
_BASIC = [*map(chr, range(0x20, 0x7F)), *map(chr, range(0xA0, 0x100)), *"–—‘’“”…•€"]
# Greek, Cyrillic, Armenian, Hebrew, Arabic, Georgian: an answer may be in any language of a Party.
_SCRIPTS = ((0x370, 0x400), (0x400, 0x530), (0x530, 0x590), (0x590, 0x600), (0x600, 0x700), (0x10A0, 0x1100))
_LATIN = [*map(chr, range(0x100, 0x180)), *"ȘșȚț"]  # Latin Extended-A, and what Romanian has beyond it


@dataclass(slots=True)
class FieldPainter:
    """Paints the fields of one document, page by page, and finishes its form."""

    _appearances: list[tuple[Any, Any]] = field(default_factory=list)
    _names: list[FieldNames] = field(default_factory=list)

    def paint(self, page: TaggedPage) -> None:
        """Draw the value of every text field and select of a page, and shrink the fonts of its fields."""
        boxes = [box for inputs in page.forms.values() for box, _ in inputs]
        for box in boxes:
            annotation = box.widget_annotation
            if annotation is not None and annotation.get("FT") in {"/Tx", "/Ch"}:
                self._appearances.append((annotation, _draw(page.stream, box, annotation)))
        for font in page.stream._fonts.values() if boxes else ():
            if font.used_in_forms:
                _shrink(font)

    def finish(self, pdf: Any, pages: list[TaggedPage]) -> None:  # noqa: ANN401 — pydyf has no types
        """Add the appearances, name fields and groups, set flags, and list each field once."""
        form = pdf.catalog.get("AcroForm")
        if form is None:
            return
        form.pop("NeedAppearances", None)
        for annotation, appearance in self._appearances:
            pdf.add_object(appearance)
            annotation["AP"] = pydyf.Dictionary({"N": appearance.reference})
        buttons: set[bytes] = set()
        for box in _fields(pages):
            annotation = box.widget_annotation
            self._name(pdf, box.element, annotation)
            if "Parent" in annotation:
                buttons.add(annotation.reference)
        form["Fields"] = pydyf.Array(
            reference for reference in form["Fields"] if reference not in buttons and _object(pdf, reference)
        )

    def _name(self, pdf: Any, element: Any, annotation: Any) -> None:  # noqa: ANN401
        names = self._names_of(element)
        label, group_label = names.label_of(element), names.legend_of(element)
        label = label or annotation["TU"].string
        owner = annotation
        if "Parent" in annotation:
            owner = _object(pdf, annotation["Parent"])
            owner["TU"] = pydyf.String(group_label or owner["T"].string)
            annotation.pop("T", None)
        full = f"{group_label}: {label}" if group_label and label != group_label else label
        annotation["TU"] = annotation["Contents"] = pydyf.String(full)
        flags = int(owner.get("Ff", 0))
        flags |= _REQUIRED if element.get("required") is not None else 0
        flags |= _READ_ONLY if {"readonly", "disabled"} & set(element.keys()) else 0
        if flags:
            owner["Ff"] = flags

    def _names_of(self, element: Any) -> FieldNames:  # noqa: ANN401
        for names in self._names:
            if names.knows(element):
                return names
        return FieldNames({})

    def add_root(self, root: Any) -> None:  # noqa: ANN401
        """Learn the labels and groups of a document; a second call with the same root does nothing."""
        if not any(names.knows(root) for names in self._names):
            self._names.append(FieldNames.of(root))


def _fields(pages: list[TaggedPage]) -> Iterator[Any]:
    for page in pages:
        for inputs in page.forms.values():
            yield from (box for box, _ in inputs if box.widget_annotation)


def _object(pdf: Any, reference: bytes) -> Any:  # noqa: ANN401
    return pdf.objects[int(reference.split()[0])]


def _shrink(font: Any) -> None:  # noqa: ANN401
    """Have the engine subset the font of a field to the letters of the scripts that Parties write in.

    Programs that fill a form set it in this font and leave out what the font does not have (poppler 22.12).
    """
    font.used_in_forms = False
    keep_characters(font, _BASIC)
    keep_characters(font, _LATIN)
    for first, last in _SCRIPTS:
        keep_characters(font, map(chr, range(first, last)))


def _draw(stream: Any, box: Any, annotation: Any) -> Any:  # noqa: ANN401
    x1, y1, x2, y2 = annotation["Rect"]
    width, height = abs(x2 - x1), abs(y2 - y1)
    extra = pydyf.Dictionary(
        {
            "Type": "/XObject",
            "Subtype": "/Form",
            "BBox": pydyf.Array([0, 0, width, height]),
            "Resources": stream._resources.reference,
        }
    )
    appearance = stream.clone(extra=extra)
    lines = list(_shown_lines(box.element))
    is_many_lined = box.element.tag == "textarea" or box.element.get("multiple") is not None
    appearance.stream.append(b"/Tx BMC")
    appearance.push_state()
    appearance.rectangle(0, 0, width, height)
    appearance.clip()
    appearance.end()
    _draw_lines(appearance, box, lines, (width, height), is_many_lined=is_many_lined)
    appearance.stream.append(b"Q")
    appearance.stream.append(b"EMC")
    if box.style["direction"] == "rtl":
        annotation["Q"] = 2  # right-aligned when filled
    return appearance


def _draw_lines(
    stream: Any,  # noqa: ANN401
    box: Any,  # noqa: ANN401
    lines: list[str],
    size: tuple[float, float],
    *,
    is_many_lined: bool,
) -> None:
    """Draw lines from the top, wrapped, or one line in the middle; lengths in px until they are written."""
    width_px, height_px = size[0] / _POINTS_PER_PX, size[1] / _POINTS_PER_PX
    available = width_px - 2 * _PADDING_PX if is_many_lined else None
    laid_out = [line for text in lines for line in _lay_out(box, text, available)]
    top = _PADDING_PX if is_many_lined or not laid_out else (height_px - laid_out[0][2]) / 2
    stream.set_color(box.style["color"])
    for text_box, line_width, line_height, baseline in laid_out:
        left = _PADDING_PX
        if box.style["direction"] == "rtl":
            left = width_px - line_width - _PADDING_PX
        matrix = Matrix(
            a=_POINTS_PER_PX,
            d=_POINTS_PER_PX,
            e=left * _POINTS_PER_PX,
            f=size[1] - (top + baseline) * _POINTS_PER_PX,
        )
        text_box.pango_layout.reactivate(text_box.style)
        stream.begin_text()
        draw_first_line(stream, text_box, "clip", "none", matrix)
        stream.end_text()
        text_box.pango_layout.deactivate()
        if box.style["direction"] == "rtl":
            put_last_in_logical_order(stream, text_box)
        top += line_height


def _lay_out(box: Any, text: str, available: float | None) -> Iterator[tuple[Any, float, float, float]]:  # noqa: ANN401
    """Yield (text box, width, height, baseline), all in px, for each line of ``text``."""
    context = SimpleNamespace(dictionaries={})  # the engine keeps its hyphenation dictionaries there
    while text:
        layout, _, resume_at, width, height, baseline = split_first_line(text, box.style, context, available, 0)
        text_box = TextBox(box.element_tag, box.style, box.element, layout.text)
        text_box.pango_layout = layout
        yield text_box, width, height, baseline
        text = text.encode()[resume_at:].decode() if resume_at else ""


def _shown_lines(element: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield what a field shows: its value, the chosen option, or every option of a list box."""
    match element.tag:
        case "textarea":
            yield from (element.text or "").strip("\n").split("\n")
        case "select":
            options = list(element.iter("option"))
            is_list = element.get("multiple") is not None
            chosen = [option for option in options if option.get("selected") is not None]
            for option in options if is_list else chosen[-1:]:
                yield " ".join((option.text or "").split())
        case _ if element.get("type") != "password":
            yield element.get("value", "")
