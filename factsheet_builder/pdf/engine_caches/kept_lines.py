"""Lines of text that were broken before: ``split_first_line`` of the engine, kept by all that it depends on.

Most paragraphs of a version stand word for word, in the same style and width, in the versions for other Parties. The key
is the text, the properties of the style that Pango and hyphenation are told (``PROPERTIES``), the width, the spacing, and
where the line begins. A layout that is kept is never handed out: the engine changes the text of one that is cut short.
"""

from typing import Any, Final

from factsheet_builder.pdf.engine import split_first_line
from factsheet_builder.pdf.engine_caches.bounded import Bounded

PROPERTIES: Final = (
    "direction", "font_family", "font_feature_settings", "font_kerning", "font_language_override", "font_size",
    "font_stretch", "font_style", "font_variant_alternates", "font_variant_caps", "font_variant_east_asian",
    "font_variant_ligatures", "font_variant_numeric", "font_variant_position", "font_variation_settings", "font_weight",
    "hyphenate_character", "hyphenate_limit_chars", "hyphenate_limit_zone", "hyphens", "lang", "letter_spacing",
    "overflow_wrap", "tab_size", "text_decoration_line", "white_space", "word_break", "word_spacing",
)  # fmt: skip
"""Every property that breaking a line reads (WeasyPrint 70.0, ``text/line_break.py`` and ``text/fonts.py``)."""
_Result = tuple[Any, int, int | None, float, float, float]
_ENTRY_BYTES: Final = 700
"""About what an entry takes beside its text."""


def style_key(style: Any) -> str:  # noqa: ANN401 — the engine has no types
    """Return what breaking and drawing a text reads of its style; styles are not changed once lines are broken."""
    known = style.__dict__.get("_line_key")
    if known is None:
        known = style._line_key = repr([style[name] for name in PROPERTIES])
    return str(known)


class KeptLines:
    """Breaks lines as the engine does; belongs to one font configuration, which is part of no key."""

    def __init__(self, most: int, most_bytes: int) -> None:
        self.kept: Bounded[tuple[object, ...], _Result] = Bounded(most, most_bytes)

    def split_first_line(
        self,
        text: str,
        style: Any,  # noqa: ANN401
        context: Any,  # noqa: ANN401
        max_width: float | None,
        justification_spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> _Result:
        """Return what the engine's ``split_first_line`` returns."""
        key = text, style_key(style), max_width, justification_spacing, is_line_start, minimum
        found = self.kept.get(key)
        if found is None:
            found = split_first_line(text, style, context, max_width, justification_spacing, is_line_start, minimum)
            self.kept.put(key, (copied(found[0]), *found[1:]), 2 * len(text) + _ENTRY_BYTES)
            return (copied(found[0]), *found[1:])
        return (copied(found[0]), *found[1:])


def copied(layout: Any) -> Any:  # noqa: ANN401
    """Return another layout that says the same; it holds nothing of Pango while it is not used."""
    twin = object.__new__(type(layout))
    twin.__dict__.update(layout.__dict__)
    return twin
