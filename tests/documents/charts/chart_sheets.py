"""Views of charts: those of the fixture, and of a chart written in a test, in a project of invented Parties."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from factsheet_builder.builds.inputs import load_content
from factsheet_builder.documents.tailoring import tailor
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.project import Project
from factsheet_builder.views.block_views import BlockView, SectionView, UntranslatedView
from factsheet_builder.views.document_view import DocumentView
from factsheet_builder.views.figure_views import FigureView

FIXTURE = Project(Path(__file__).resolve().parents[2] / "fixtures" / "every-block")
NAME = "every-chart"
_HEAD, _, _ = FIXTURE.factsheet_path(NAME).read_text(encoding="utf-8").partition("\nblocks:\n")
_FIGURE = """
blocks:
  - kind: figure
    id: one
    title: A chart
    content:
      kind: chart
"""


@cache
def document(tag: str) -> DocumentView:
    return view_of(FIXTURE, tag)


def view_of(project: Project, tag: str = "en") -> DocumentView:
    content = load_content(project, NAME)
    return tailor(content.sheet, content.common.register, content.common.publication, Localiser(tag))


def figure(name: str, tag: str = "en", view: DocumentView | None = None) -> FigureView:
    return next(
        block for block in _within((view or document(tag)).blocks) if isinstance(block, FigureView) and block.id == name
    )


def _within(blocks: tuple[BlockView, ...]) -> Iterator[BlockView]:
    for block in blocks:
        yield block
        if isinstance(block, SectionView | UntranslatedView):
            yield from _within(block.blocks)


def project_with(folder: Path, chart: str, **tables: str) -> Project:
    """Return a project whose factsheet has one chart; ``tables`` are files of data by their names, CSV."""
    data = folder / "data"
    (data / "factsheets").mkdir(parents=True)
    for name in ("parties.yaml", "publication.yaml"):
        (data / name).write_bytes((FIXTURE.data / name).read_bytes())
    lines = "".join(f"      {line}\n" for line in chart.strip().splitlines())
    (data / "factsheets" / f"{NAME}.yaml").write_text(f"{_HEAD}{_FIGURE}{lines}", encoding="utf-8")
    for name, text in tables.items():
        (data / "tables").mkdir(exist_ok=True)
        (data / "tables" / f"{name}.csv").write_text(text, encoding="utf-8")
    return Project(folder)
