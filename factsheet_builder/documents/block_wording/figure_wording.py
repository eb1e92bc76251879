"""Figures: titles, alternatives, bars with their numbers."""

from typing import assert_never

from factsheet_builder.content import models
from factsheet_builder.content.prose import parse_prose, plain_text
from factsheet_builder.documents.block_wording.desk import Desk
from factsheet_builder.views.figure_views import BarView, FigureView, ImageView


def figure_view(desk: Desk, block: models.Figure, level: int) -> FigureView:
    """Return a figure with what it shows, or its title alone where the source shows nothing."""
    line = desk.context.line
    title = desk.words.passage(f"{block.id}.title", block.title)
    bookmark = line(f"{block.id}.title", plain_text(parse_prose(block.title)))
    mark = desk.trust.mark(*(f"{block.id}.{part}" for part in ("title", "alternative", "unit")))
    match block.content:
        case models.UnavailableData():
            return FigureView(block.id, level, title, bookmark, mark, is_unavailable=True)
        case models.Image(file=file, alternative=alternative):
            image = ImageView(file, line(f"{block.id}.alternative", alternative))
            return FigureView(block.id, level, title, bookmark, mark, image=image)
        case models.Bars(unit=unit, values=values):
            longest = max(value.value for value in values) or 1.0
            bars = tuple(
                BarView(
                    line(f"{block.id}.value.{i}", value.label),
                    desk.context.localiser.number(value.value),
                    round(100 * value.value / longest, 2),
                )
                for i, value in enumerate(values, 1)
            )
            return FigureView(block.id, level, title, bookmark, mark, unit=line(f"{block.id}.unit", unit), bars=bars)
        case _:
            assert_never(block.content)
