"""Texts that were drawn before: the operators of a line with the glyphs, widths and letters that its fonts got from it.

What is drawn depends on what was drawn before it in the document: a font has one width for each glyph, that of the text
that had it first, and a glyph stands for the letters that it had first. So a text is recorded with fonts that are empty,
and taken again only where each of its glyphs has no width yet or the same one; all else is drawn by the engine.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from factsheet_builder.pdf.engine import draw_first_line, draw_text, get_pango_font_key
from factsheet_builder.pdf.engine_caches.bounded import Bounded
from factsheet_builder.pdf.engine_caches.kept_lines import style_key

_ENTRY_BYTES: Final = 2000
"""About what an entry takes beside its operators."""


class _OddError(Exception):
    """A text has glyphs that are pictures, or that no font has: it is drawn anew each time."""


class _Asleep:
    """Stands for the layout of a text; the engine's layout is woken only where something of Pango is asked for."""

    def __init__(self, layout: Any, *, is_awake: bool = False) -> None:  # noqa: ANN401 — the engine has no types
        self.real, self._is_awake = layout, is_awake

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self.real, name)

    def reactivate(self, style: Any) -> None:  # noqa: ANN401
        """Do nothing yet."""

    def deactivate(self) -> None:
        """Do nothing: who wakes the layout lets it sleep again."""

    @contextmanager
    def awake(self, textbox: Any) -> Iterator[None]:  # noqa: ANN401
        """Let the text have its layout, awake, for a while."""
        before, textbox.pango_layout = textbox.pango_layout, self.real
        if not self._is_awake:
            self.real.reactivate(textbox.style)
        try:
            yield
        finally:
            if not self._is_awake:
                self.real.deactivate()
            textbox.pango_layout = before


class _EmptyFont:
    """A font of the document as it was before anything was drawn in it."""

    def __init__(self, real: Any) -> None:  # noqa: ANN401
        self.hash, self.bitmap = real.hash, real.bitmap
        self.png = self.svg = self.colr = False
        self.widths: dict[int, int] = {}
        self.to_unicode: dict[int, str] = {}

    def get_unused_glyph_id(self, _codepoint: int) -> int:
        """Give up: a letter that no font has is told each time."""
        raise _OddError


class _Recorder:
    """Takes the calls that drawing a line makes of a stream."""

    def __init__(self, stream: Any) -> None:  # noqa: ANN401
        self.ink_rect, self.logical_rect = stream.ink_rect, stream.logical_rect
        self.calls: list[tuple[str, tuple[Any, ...]]] = []
        self.fonts: dict[int, tuple[_EmptyFont, Any]] = {}
        self._stream = stream

    def add_font(self, pango_font: Any) -> tuple[_EmptyFont, float]:  # noqa: ANN401
        real, size = self._stream.add_font(pango_font)
        if real.png or real.svg or real.colr:
            raise _OddError
        key = get_pango_font_key(pango_font)[0]
        font, _ = self.fonts.setdefault(key, (_EmptyFont(real), pango_font))
        return font, size

    def set_text_matrix(self, *values: float) -> None:
        """Leave out the place: it is what differs."""

    def show_text(self, text: str) -> None:
        self.calls.append(("show_text", (text,)))

    def set_font_size(self, font: str, size: float) -> None:
        self.calls.append(("set_font_size", (font, size)))

    def set_text_rise(self, height: float) -> None:
        self.calls.append(("set_text_rise", (height,)))


FontEffects = list[tuple[int, dict[int, int], dict[int, str]]]
"""For each font its key, and the widths and letters of its glyphs in the order in which they came."""
_Drawn = tuple[list[tuple[str, tuple[Any, ...]]], FontEffects]
"""Calls in order, and what they give to fonts."""


class Log:
    """What texts gave to fonts while it was kept; nothing once the engine drew one itself."""

    def __init__(self) -> None:
        self._fonts: dict[int, tuple[dict[int, int], dict[int, str]]] | None = {}

    @property
    def effects(self) -> FontEffects | None:
        """What all of them gave, or nothing."""
        return None if self._fonts is None else [(key, *found) for key, found in self._fonts.items()]

    def add(self, effects: FontEffects | None) -> None:
        """Note what one text gave."""
        if self._fonts is None or effects is None:
            self._fonts = None
            return
        for key, widths, letters in effects:
            known_widths, known_letters = self._fonts.setdefault(key, ({}, {}))
            for glyph, width in widths.items():
                known_widths.setdefault(glyph, width)
            for glyph, text in letters.items():
                known_letters.setdefault(glyph, text)


class KeptDrawings:
    """Draws texts as the engine does; belongs to one font configuration, which is part of no key."""

    def __init__(self, most: int, most_bytes: int) -> None:
        self.kept: Bounded[tuple[object, ...], _Drawn] = Bounded(most, most_bytes)
        self._pango_fonts: dict[int, tuple[Any, Any]] = {}
        """Fonts by their keys, each with a layout that holds it."""
        self._log = Log()

    def note(self, effects: FontEffects | None) -> None:
        """Note what something else that was kept gave to fonts; nothing if the engine drew some of it itself."""
        self._log.add(effects)

    @contextmanager
    def logging(self) -> Iterator[Log]:
        """Note what the texts drawn meanwhile give to fonts."""
        before, self._log = self._log, Log()
        try:
            yield self._log
        finally:
            self._log = before

    def draw_text(self, stream: Any, textbox: Any, *rest: Any) -> None:  # noqa: ANN401
        """Draw a text box as the engine's ``draw_text`` does."""
        layout = textbox.pango_layout
        textbox.pango_layout = _Asleep(layout)
        try:
            draw_text(stream, textbox, *rest)
        finally:
            textbox.pango_layout = layout

    def draw_first_line(
        self,
        stream: Any,  # noqa: ANN401
        textbox: Any,  # noqa: ANN401
        text_overflow: str,
        block_ellipsis: Any,  # noqa: ANN401
        matrix: Any,  # noqa: ANN401
    ) -> list[Any]:
        """Draw a line as the engine's ``draw_first_line`` does."""
        if not textbox.text.strip():
            return []
        asleep = textbox.pango_layout
        if not isinstance(asleep, _Asleep):  # in a drawing, whose layout is awake
            asleep = _Asleep(asleep, is_awake=True)
        layout = asleep.real
        if text_overflow == "clip" and block_ellipsis == "none":
            key = layout.text, style_key(textbox.style), layout.justification_spacing
            drawn = self.kept.get(key)
            if drawn is None:
                drawn = self._recorded(stream, textbox, asleep, matrix)
                if drawn is not None:
                    size = sum(len(value) for _, (value, *_) in drawn[0] if isinstance(value, str))
                    self.kept.put(key, drawn, size + _ENTRY_BYTES)
            if drawn is not None and self.take_effects(stream, drawn[1]):
                self._log.add(drawn[1])
                stream.set_text_matrix(*matrix.values)
                for name, values in drawn[0]:
                    getattr(stream, name)(*values)
                return []
        self._log.add(None)
        with asleep.awake(textbox):
            return list(draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix))

    def _recorded(self, stream: Any, textbox: Any, asleep: _Asleep, matrix: Any) -> _Drawn | None:  # noqa: ANN401
        recorder = _Recorder(stream)
        try:
            with asleep.awake(textbox):
                draw_first_line(recorder, textbox, "clip", "none", matrix)
                for key, (_, pango_font) in recorder.fonts.items():
                    self._pango_fonts.setdefault(key, (pango_font, asleep.real.layout))
        except _OddError:
            return None
        return recorder.calls, [(key, font.widths, font.to_unicode) for key, (font, _) in recorder.fonts.items()]

    def take_effects(self, stream: Any, effects: FontEffects) -> bool:  # noqa: ANN401
        """Give the fonts of a document what texts gave them, unless a glyph has another width there: then nothing."""
        known = stream._fonts
        for key, widths, _ in effects:
            font = known.get(key)
            if font is not None and any(font.widths.get(glyph, width) != width for glyph, width in widths.items()):
                return False
        for key, widths, letters in effects:
            font = known.get(key) or stream.add_font(self._pango_fonts[key][0])[0]
            for glyph, width in widths.items():
                font.widths.setdefault(glyph, width)
            for glyph, text in letters.items():
                font.to_unicode.setdefault(glyph, text)
        return True
