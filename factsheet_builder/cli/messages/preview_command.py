"""The verb ``factsheet messages preview``: one message in its page, as a picture."""

import re
from pathlib import Path
from typing import Annotated

import typer

from factsheet_builder.builds.store import commit_all
from factsheet_builder.cli.console import LocaleOption, ProjectOption, tell
from factsheet_builder.errors import UsageError
from factsheet_builder.project import Project
from factsheet_builder.web.page_anchors import anchor_of


def preview_command(
    locale: LocaleOption,
    name: Annotated[str, typer.Option("--id", metavar="ID", help="The message, as in catalogs and exported files.")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.png", help="Write here; by default ID.TAG.png.")
    ] = None,
    dpi: Annotated[int, typer.Option("--dpi", min=36, max=600, help="Dots per inch.")] = 110,
    factsheet: Annotated[
        str, typer.Option("--factsheet", metavar="NAME", help="Where to look for words that several factsheets print.")
    ] = "",
    project: ProjectOption = None,
) -> None:
    """Show one message in its page of the general factsheet, marked in the picture only."""
    # The typesetter takes a second to load, so only those who ask for a picture wait for it.
    from factsheet_builder.builds.making.passage_preview import Previewer

    if out is not None and out.suffix.lower() != ".png":
        raise UsageError.of("no-png", f"The picture is a PNG, and “{out}” says otherwise.", "Choose a name with .png.")
    here = Project.at(project)
    shown = Previewer(here, locale).show(name, dpi, factsheet)
    first = out or Path(f"{re.sub('[^A-Za-z0-9._-]', '-', name)[:80]}.{shown.locale}.png")
    files = {}
    for number, image in shown.images.items():
        # A message that goes over a page end has a picture of each page.
        file = first if len(shown.images) == 1 else first.with_name(f"{first.stem}.page-{number}.png")
        files[file] = image
        tell(f"{shown.key}: page {number} of the general factsheet {shown.factsheet} ({shown.locale})")
    for file in commit_all(files):
        tell(f"wrote {file}")
    if shown.also_on:
        tell(f"also at the head of {_pages(shown.also_on)}")
    page = here.out / shown.locale / f"{shown.factsheet}.html"
    if page.is_file() and (anchor := anchor_of(shown.key, page.read_text(encoding="utf-8"))):
        tell(f"in the edition for browsers: {here.relative(page)}#{anchor}")


def _pages(numbers: tuple[int, ...]) -> str:
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"
