"""The verbs ``factsheet glossary``: the words that translations use, given to terminology programs and taken back."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from factsheet_builder.builds.store import commit
from factsheet_builder.cli.console import ProjectOption, report, tell
from factsheet_builder.content.glossary import Glossary
from factsheet_builder.content.reading.reader import read_glossary
from factsheet_builder.content.reading.yaml_source import write_yaml
from factsheet_builder.errors import ExitCode, Severity
from factsheet_builder.languages.exchange.termbase import merge_concepts, read_tbx, write_tbx
from factsheet_builder.languages.translation_limits import read_returned
from factsheet_builder.project import Project

glossary_app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Exchange the glossary with terminology programs."
)


class Format(StrEnum):
    """A format of glossaries: TBX is ISO 30042:2019, TBX-Basic."""

    TBX = "tbx"


@glossary_app.command("export")
def export_command(
    style: Annotated[Format, typer.Option("--format", help="The format.")] = Format.TBX,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write to this file instead.")] = None,
    project: ProjectOption = None,
) -> None:
    """Print the glossary for terminology programs."""
    del style  # there is one
    here = Project.at(project)
    data = write_tbx(read_glossary(here).model, here.source_locale)
    if out is None:
        typer.echo(data.decode(), nl=False)
    else:
        commit(out, data)
        tell(f"wrote {out}")


@glossary_app.command("import")
def import_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A TBX file.")],
    is_trial: Annotated[bool, typer.Option("--dry-run", help="Say what would be taken, and write nothing.")] = False,
    project: ProjectOption = None,
) -> None:
    """Take the words of a TBX file into data/glossary.yaml, and say what was taken and what was refused."""
    here = Project.at(project)
    merged = merge_concepts(read_glossary(here).model, read_tbx(read_returned(file), file.name, here.source_locale))
    report(merged.problems)
    for line in merged.taken:
        tell(line)
    if merged.taken and not is_trial:
        path = here.data / "glossary.yaml"
        commit(path, (_head(path) + _as_yaml(merged.glossary)).encode())
        tell(f"wrote {here.relative(path)}")
    elif not merged.taken:
        tell("nothing to take: the glossary has all of it")
    refused = any(problem.severity is Severity.ERROR for problem in merged.problems)
    raise typer.Exit(ExitCode.CONTENT if refused else ExitCode.DONE)


_HINT = "# yaml-language-server: $schema=schemas/glossary.schema.json\n"


def _head(path: Path) -> str:
    """Return the comment at the head of the file, which is kept."""
    if not path.is_file():
        return _HINT
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    size = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "".join(lines[:size]) or _HINT


def _as_yaml(glossary: Glossary) -> str:
    return write_yaml(glossary.model_dump(mode="json", exclude_defaults=True))
