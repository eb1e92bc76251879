"""Figures: picture files, figures that the source announces and does not show."""

from factsheet_builder.content.checks.figures.picture_checks import check_picture
from factsheet_builder.content.findings import Findings, finding
from factsheet_builder.content.models import (
    Factsheet,
    Figure,
    Image,
    UnavailableData,
)
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.content.prose import (
    parse_prose,
    plain_text,
)
from factsheet_builder.content.reading.yaml_source import YamlSource
from factsheet_builder.errors import Severity
from factsheet_builder.project import Project


def images(sheet: Factsheet, source: YamlSource, project: Project) -> Findings:
    """Each picture file is there and is one that can be printed."""
    for path, block in blocks_of(sheet):
        if isinstance(block, Figure) and isinstance(block.content, Image):
            yield from check_picture(block.content.file, source.place((*path, "content", "file")), project)


def figures_without_data(sheet: Factsheet, source: YamlSource) -> Findings:
    """Tell of each figure that is announced and not shown: readers find it named in the imprint."""
    for path, block in blocks_of(sheet):
        if isinstance(block, Figure) and isinstance(block.content, UnavailableData):
            what = f"The figure “{plain_text(parse_prose(block.title))}” has no data: {block.content.explanation}"
            yield finding("figure-without-data", source.place(path), what, "Supply it once it is known.", Severity.NOTE)
