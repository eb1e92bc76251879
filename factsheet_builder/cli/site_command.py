"""The verb ``factsheet site``: one page over all files of a folder, so that it can be put on a web server as it is."""

from pathlib import Path
from typing import Annotated

import typer

from factsheet_builder.builds.inputs import load_common
from factsheet_builder.builds.inventory import SITE_INDEX
from factsheet_builder.builds.records import MANIFEST, read_ledger
from factsheet_builder.builds.site.page_links import Chapter
from factsheet_builder.builds.site.site_index import SiteIndex
from factsheet_builder.builds.store import commit
from factsheet_builder.cli.console import ProjectOption, tell
from factsheet_builder.content.reading.reader import read_factsheet
from factsheet_builder.errors import Place, SurroundingsError, UsageError
from factsheet_builder.project import Project
from factsheet_builder.typesetting.design import Design
from factsheet_builder.web.site_page import site_page


def site_command(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="The folder; by default out.", show_default=False)
    ] = None,
    project: ProjectOption = None,
) -> None:
    """Write index.html over all files of a folder: by chapter, Party and language, ready for a web server."""
    here = Project.at(project)
    out = folder.resolve() if folder else here.out
    if not (out / MANIFEST).is_file():
        what = f"{out} has no {MANIFEST}: nothing says what lies there."
        raise SurroundingsError.of("no-manifest", what, "Name a folder that `factsheet build` made.", Place(str(out)))
    records = read_ledger(out).records
    if SITE_INDEX in records:
        what = f"{out / SITE_INDEX} is what the build makes."
        raise UsageError.of("overwrites", what, "Choose another pattern of file names in data/deliverables.yaml.")
    there = [records[path] for path in sorted(records) if (out / path).is_file()]
    common = load_common(here)
    publication = common.publication
    index = SiteIndex(_titles(here), common.register, publication)
    colours = tuple(sorted((str(name), value) for name, value in publication.design.colours.items()))
    design = Design(colours=colours, family=publication.design.family or "")
    commit(out / SITE_INDEX, site_page(here, index.view(there), design))
    tell(f"wrote {out / SITE_INDEX}", err=True)
    tell(f"{len(there)} file{'s' if len(there) != 1 else ''}")


def _titles(project: Project) -> dict[str, str]:
    """Return the titles of the factsheets by name, in the order of their chapters."""
    sheets = [read_factsheet(project, name).model for name in project.factsheet_names()]
    chapters = sorted((Chapter(sheet.id, sheet.chapter, sheet.short_title) for sheet in sheets), key=lambda c: c.place)
    return {chapter.name: f"{chapter.number} {chapter.title}".strip() for chapter in chapters}
