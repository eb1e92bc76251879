"""The verb ``factsheet messages memory``: every translation of a locale as a translation memory, and memories taken in."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from factsheet_builder.builds.store import commit
from factsheet_builder.builds.translation_desk import domains_for, load_sheets, locales_asked
from factsheet_builder.characters import show_hidden
from factsheet_builder.cli.console import LocaleOption, ProjectOption, tell
from factsheet_builder.languages.exchange.tmx import read_tmx, write_tmx
from factsheet_builder.languages.keeping.memory import Memory, segments_in
from factsheet_builder.languages.keeping.memory_files import (
    Grown,
    grow_memory,
    locale_of_memory,
    memory_path,
    read_memory,
)
from factsheet_builder.languages.locales import read_current_catalogs
from factsheet_builder.project import Project


def memory_command(
    locale: LocaleOption,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write to this file.")] = None,
    project: ProjectOption = None,
) -> None:
    """Write every translation of a locale as a translation memory (TMX), for any translation program."""
    here = Project.at(project)
    (tag,) = locales_asked(here, [locale])
    catalogs = read_current_catalogs(here, tag, domains_for(here, tag, *load_sheets(here)))
    known = [segment for catalog in catalogs.values() for segment in segments_in(catalog)]
    memory = Memory((*known, *read_memory(here, tag)))
    data = write_tmx(memory.best, tag, here.source_locale)
    if out is None:
        typer.echo(data, nl=False)
    else:
        commit(out, data)
        tell(f"wrote {out}: {len(memory.best)} segments")


def take_memory(project: Project, file: str, data: bytes, asked: str, changed: Mapping[Path, bytes]) -> Grown:
    """Return the memory of a locale with what a file brings; ``changed`` is what is to be written already.

    Raises:
        FactsheetError: the file cannot be taken.
    """
    known = project.translated_locales()
    tag = locales_asked(project, [asked])[0] if asked else locale_of_memory(data, file, known)
    path = memory_path(project, tag)
    source = project.source_locale
    held = read_tmx(changed[path], file, tag, source).segments if path in changed else read_memory(project, tag)
    return grow_memory(data, file, tag, held, source)


def tell_grown(file: str, grown: Grown) -> None:
    """Say what a memory has brought."""
    came = grown.came
    passed = f", {came.unusable} with codes or characters that are of no use here" if came.unusable else ""
    others = f", {came.others} of other languages" if came.others else ""
    found = f"{len(came.segments)} segments, {grown.added} of them new"
    tell(f"{show_hidden(file)}, memory of {grown.locale}: {found}{passed}{others}")
    tell("`factsheet messages update` proposes from it.")
