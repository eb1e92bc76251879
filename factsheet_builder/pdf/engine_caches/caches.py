"""All that is kept of the work of one engine in one process, and how the engine is told to ask for it."""

from collections.abc import Iterator
from contextlib import contextmanager

from factsheet_builder.pdf.engine import (
    Page,
    SVGImage,
    block_layout,
    drawing,
    drawing_text,
    inline_layout,
    line_break,
    page_layout,
    preferred_layout,
)
from factsheet_builder.pdf.engine_caches.kept_drawings import KeptDrawings
from factsheet_builder.pdf.engine_caches.kept_lines import KeptLines
from factsheet_builder.pdf.engine_caches.kept_pages import KeptPages
from factsheet_builder.pdf.engine_caches.kept_paintings import KeptPaintings
from factsheet_builder.pdf.engine_caches.wrapping import replaced


class EngineCaches:
    """Lines, drawn texts and pages of one font configuration."""

    def __init__(self, *, is_for_many: bool = True) -> None:
        self.lines = KeptLines(most=30_000, most_bytes=40_000_000)
        self.drawings = KeptDrawings(most=10_000, most_bytes=40_000_000)
        self.pages = KeptPages(most=100, most_bytes=120_000_000, is_for_many=is_for_many)
        self.paintings = KeptPaintings(self.drawings, most=500, most_bytes=20_000_000)

    def forget_document(self) -> None:
        """Let go of the document that was laid out last; what was kept of it stays."""
        self.pages.forget_document()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Let the engine ask for what is kept, in this process, as long as the context lasts."""
        paint, draw = self.paintings.methods()
        places = {
            (inline_layout, "split_first_line"): self.lines.split_first_line,
            (preferred_layout, "split_first_line"): self.lines.split_first_line,
            (line_break, "split_first_line"): self.lines.split_first_line,
            (block_layout, "block_level_layout_switch"): self.pages.block_level_layout_switch,
            (block_layout, "float_layout"): self.pages.float_layout,
            (page_layout, "make_page"): self.pages.make_page,
            (Page, "paint"): paint,
            (SVGImage, "draw"): draw,
            (drawing, "draw_text"): self.drawings.draw_text,
            (drawing_text, "draw_first_line"): self.drawings.draw_first_line,
        }
        with replaced(places):
            yield
