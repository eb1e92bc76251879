"""Everything that one page of a press file paints, followed to the last glyph: pages to findings.

Follows the operators of ISO 32000-1, 8 to 11 through forms, patterns, shadings, soft masks and Type 3 glyphs, with the
graphics state that matters in print: fill colour and overprint. It knows nothing of the writer: it reads any PDF.
What belongs to the file as a whole (boxes, output intent, metadata) is left to ``press_check``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from factsheet_builder.pdf.content_stream import operations_of

# Any object of a PDF: what the reader's own types say ends where dictionaries begin.
PdfValue: TypeAlias = Any

_SCREEN_SPACES: Final = frozenset(("/DeviceRGB", "/RGB", "/CalRGB", "/CalGray", "/Lab"))
_SHOWS: Final = frozenset((b"Tj", b"TJ", b"'", b'"'))
_PAINTS_TEXT: Final = (0, 2, 4, 6)
# Below this on all three of (1 - ink) * (1 - black) a colour reads as black. The darkest colour of the house that is
# meant to be a colour, the deep blue, has 0.55.
_BLACKISH: Final = 0.25
_TOLERANCE: Final = 0.001
_GLYPHS: Final = re.compile(rb"\[[^\[\]()]*\](?=\s*TJ)")


@dataclass(frozen=True, slots=True)
class _State:
    """The part of the graphics state that is followed: the fill in CMYK if it is known, overprint, text mode."""

    fill: tuple[float, ...] | None = None
    overprints: bool = False
    mode: int = 0


def find_screen_space(space: PdfValue, depth: int = 0) -> str:
    """Return the name of a colour space that is no ink (DeviceRGB, CalRGB, CalGray, Lab, ICCBased RGB), or "".

    Looks into what a space is built on: Indexed, Separation, DeviceN and Pattern (ISO 32000-1, 8.6.6).
    """
    space = resolve(space)
    if isinstance(space, str):
        return space if space in _SCREEN_SPACES else ""
    if not isinstance(space, list) or not space or depth > 4:
        return ""
    family, *rest = space
    if not isinstance(family, str):
        return ""
    if family in _SCREEN_SPACES:
        return str(family)
    if family == "/ICCBased":
        profile = resolve(rest[0])
        return "" if profile.get("/N") in (1, 4) else f"ICCBased with {profile.get('/N')} components"
    base = {"/Indexed": 0, "/I": 0, "/Pattern": 0, "/Separation": 1, "/DeviceN": 1}.get(family)
    return find_screen_space(rest[base], depth + 1) if base is not None and len(rest) > base else ""


def resolve(value: PdfValue) -> PdfValue:
    """Return the object behind an indirect reference, or the value itself."""
    return value.get_object() if hasattr(value, "get_object") else value


def read_operations(content: PdfValue) -> list[tuple[list[PdfValue], bytes]]:
    """Return the operands and operators of a content stream, or of the several that make up a page.

    The glyphs of TJ are emptied first: nobody here reads them. Not where an inline image may stand: its data are of any kind.
    """
    content = resolve(content)
    data = b"\n".join(resolve(part).get_data() for part in (content if isinstance(content, list) else [content]))
    if b"ID" not in data:
        data = _GLYPHS.sub(b"[]", data)
    return [(operands, operator) for operator, operands in operations_of(data)]


class PageWalk:
    """Collects in ``findings`` what a page paints that should not go to press: (code, what), each once, in order.

    ``ink_limit`` is the most ink of a flat colour or the end of a gradient (3.0 is 300 %).
    """

    def __init__(self, ink_limit: float) -> None:
        self.findings: dict[tuple[str, str], None] = {}
        self._ink_limit = ink_limit
        self._seen: set[tuple[int, _State]] = set()

    def follow(self, page: PdfValue) -> None:
        """Report the findings of one page."""
        resources = resolve(page.get("/Resources", {}))
        contents = page.get("/Contents")
        if contents is not None:
            self._walk(resolve(contents), resources, _State())

    def _walk(self, content: PdfValue, resources: PdfValue, state: _State, *, is_mask: bool = False) -> None:
        for space in resolve(resources.get("/ColorSpace", {})).values():
            self._report_space(space)
        stack: list[_State] = []
        for operands, operator in read_operations(content):
            if operator == b"q":
                stack.append(state)
            elif operator == b"Q":
                state = stack.pop() if stack else state
            elif operator in _SHOWS:
                self._check_text(state)
            else:
                state = self._obey(operator, operands, resources, state, is_mask)

    def _obey(self, operator: bytes, operands: PdfValue, resources: PdfValue, state: _State, is_mask: bool) -> _State:
        """Return the state after an operator, having followed whatever it paints."""
        match operator:
            case b"k" | b"K" | b"g" | b"G" | b"rg" | b"RG" | b"cs" | b"CS" | b"scn" | b"sc" | b"SCN" | b"SC":
                return self._set_colour(operator, operands, resources, state, is_mask)
            case b"gs":
                chosen = resolve(resolve(resources.get("/ExtGState", {})).get(operands[0], {}))
                return self._set_state(chosen, resources, state)
            case b"Tr":
                return replace(state, mode=int(operands[0]))
            case b"Do":
                item = resolve(resolve(resources.get("/XObject", {})).get(operands[0]))
                self._follow_object(item, resources, state, is_mask)
            case b"sh":
                self._check_shading(resolve(resolve(resources.get("/Shading", {})).get(operands[0])))
            case b"Tf":
                font = resolve(resolve(resources.get("/Font", {})).get(operands[0], {}))
                self._follow_glyphs(font, resources, state)
            case b"ID":
                entries = dict(zip(operands[::2], operands[1::2], strict=False))
                space = entries.get("/CS", entries.get("/ColorSpace"))
                self._report_space(resolve(resources.get("/ColorSpace", {})).get(space, space))
        return state

    def _set_colour(
        self, operator: bytes, operands: PdfValue, resources: PdfValue, state: _State, is_mask: bool
    ) -> _State:
        fill: tuple[float, ...] | None = None
        if operator in (b"rg", b"RG"):
            name = "".join(f"{round(float(part) * 255):02X}" for part in operands)
            self._report("press-screen-colour", f"A colour is set in RGB (#{name}).")
        elif operator in (b"cs", b"CS"):
            space = operands[0]
            self._report_space(resolve(resources.get("/ColorSpace", {})).get(space, space))
        elif operator in (b"scn", b"SCN") and operands and isinstance(operands[-1], str):
            self._follow_pattern(resolve(resolve(resources.get("/Pattern", {})).get(operands[-1])), state, is_mask)
        elif operator in (b"k", b"K"):
            fill = tuple(float(part) for part in operands)
            self._check_total(fill)
        return replace(state, fill=fill) if operator in (b"k", b"g", b"rg", b"cs", b"scn", b"sc") else state

    def _set_state(self, chosen: PdfValue, resources: PdfValue, state: _State) -> _State:
        mask = resolve(chosen.get("/SMask"))
        if isinstance(mask, dict) and "/G" in mask:
            self._follow_object(resolve(mask["/G"]), resources, _State(), is_mask=True)
        if "/Font" in chosen:
            self._follow_glyphs(resolve(chosen["/Font"][0]), resources, state)
        paints_over = chosen.get("/op", chosen.get("/OP"))
        return state if paints_over is None else replace(state, overprints=bool(paints_over.value))

    def _follow_object(self, item: PdfValue, resources: PdfValue, state: _State, is_mask: bool) -> None:
        if item is None or not self._is_new(item, state):
            return
        if item.get("/Subtype") == "/Image":
            self._report_space(item.get("/ColorSpace"))
            for mask in (item.get("/SMask"), item.get("/Mask")):
                if isinstance(resolve(mask), dict):
                    self._report_space(resolve(mask).get("/ColorSpace"))
            return
        space = resolve(resolve(item.get("/Group", {})).get("/CS"))
        if space is not None and not is_ink_space(space, allows_grey=is_mask):
            self._report("press-blend-space", f"A transparency group blends in {name_space(space)}.")
        self._walk(item, resolve(item.get("/Resources", resources)), state, is_mask=is_mask)

    def _follow_pattern(self, pattern: PdfValue, state: _State, is_mask: bool) -> None:
        if pattern is None or not self._is_new(pattern, _State()):
            return
        if pattern.get("/PatternType") == 2:
            self._check_shading(resolve(pattern.get("/Shading")))
        else:
            self._walk(pattern, resolve(pattern.get("/Resources", {})), replace(state, fill=None), is_mask=is_mask)

    def _follow_glyphs(self, font: PdfValue, resources: PdfValue, state: _State) -> None:
        if font.get("/Subtype") != "/Type3" or not self._is_new(font, _State()):
            return
        for glyph in resolve(font.get("/CharProcs", {})).values():
            self._walk(resolve(glyph), resolve(font.get("/Resources", resources)), state)

    def _is_new(self, item: PdfValue, state: _State) -> bool:
        """Claim an object once for each state it inherits, so that a form drawn twice is read once.

        The reader keeps every object it has read, so that its address stands for it as long as the walk lasts.
        """
        key = (id(item), state)
        is_new = key not in self._seen
        self._seen.add(key)
        return is_new

    def _check_shading(self, shading: PdfValue) -> None:
        if shading is None:
            return
        self._report_space(shading.get("/ColorSpace"))
        for build in _gradient_ends(resolve(shading.get("/Function"))):
            self._check_total(build)

    def _check_total(self, build: tuple[float, ...]) -> None:
        if len(build) == 4 and sum(build) > self._ink_limit + _TOLERANCE:
            self._report("press-ink-limit", f"The flat colour {format_inks(build)} has {sum(build):.0%} of ink.")

    def _check_text(self, state: _State) -> None:
        if state.mode not in _PAINTS_TEXT or state.fill is None or len(state.fill) != 4:
            return
        *colours, black = state.fill
        if sum(colours) > 0 and max((1 - ink) * (1 - black) for ink in colours) < _BLACKISH:
            self._report("press-rich-black", f"Black text is made of several inks ({format_inks(state.fill)}).")
        elif state.fill == (0, 0, 0, 1) and not state.overprints:
            self._report("press-black-knocks-out", "Solid black text does not overprint.")

    def _report(self, code: str, what: str) -> None:
        self.findings.setdefault((code, what))

    def _report_space(self, space: PdfValue) -> None:
        if found := find_screen_space(space):
            self._report("press-screen-colour", f"The colour space {found} is used.")


def is_ink_space(space: PdfValue, *, allows_grey: bool = False) -> bool:
    """Tell whether groups may blend in a space: DeviceCMYK or a CMYK profile; grey too where a soft mask does."""
    space = resolve(space)
    if isinstance(space, str):
        return space == "/DeviceCMYK" or (allows_grey and space == "/DeviceGray")
    return isinstance(space, list) and space[0] == "/ICCBased" and resolve(space[1]).get("/N") == 4


def name_space(space: PdfValue) -> str:
    """Return a colour space's name for a message."""
    return str(space if isinstance(space, str) else space[0]).lstrip("/")


def format_inks(build: tuple[float, ...]) -> str:
    """Return a build as printers write it: C 95 M 70 Y 0 K 45."""
    return " ".join(f"{name} {ink * 100:.0f}" for name, ink in zip("CMYK", build, strict=True))


def _gradient_ends(function: PdfValue) -> Iterator[tuple[float, ...]]:
    """Yield the colours at the ends of all parts of a gradient (ISO 32000-1, 7.10.3 and 7.10.4)."""
    for part in function if isinstance(function, list) else [function]:
        entry = resolve(part) or {}
        for end in ("/C0", "/C1"):
            if end in entry:
                yield tuple(float(value) for value in resolve(entry[end]))
        if "/Functions" in entry:
            yield from _gradient_ends(resolve(entry["/Functions"]))
