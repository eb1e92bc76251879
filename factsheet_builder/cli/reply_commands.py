"""The verbs ``factsheet replies``: filled reply forms read into answers, and an answer accepted as an update."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from factsheet_builder.builds.receiving.reply_desk import accept_answer, read_reply
from factsheet_builder.builds.store import commit
from factsheet_builder.characters import escape_hidden
from factsheet_builder.cli.console import ProjectOption, report, tell
from factsheet_builder.content.reading.yaml_source import write_yaml
from factsheet_builder.errors import (
    Diagnostic,
    ExitCode,
    FactsheetError,
    Severity,
    SurroundingsError,
)
from factsheet_builder.project import Project
from factsheet_builder.replies.acceptance import withdraw
from factsheet_builder.replies.answer_models import Replies

replies_app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Read filled reply forms, accept answers as updates, and withdraw them.",
)


@replies_app.command("read")
def read_command(
    files: Annotated[list[Path], typer.Argument(metavar="REPLY.pdf…", help="Filled forms, alone or inside packs.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of YAML.")] = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write to this file instead.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail.")] = False,
    project: ProjectOption = None,
) -> None:
    """Read the answers of filled forms and check them against the current content."""
    here = Project.at(project)
    worst, read = ExitCode.DONE, []
    for file in files:
        try:
            replies, problems = _read(here, file)
        except FactsheetError as error:
            report(error.diagnostics)
            worst = max(worst, error.exit_code)
            continue
        report(problems)
        failing = [problem for problem in problems if strict or problem.severity is Severity.ERROR]
        worst = max(worst, ExitCode.CONTENT if failing else ExitCode.DONE)
        read.append(replies.model_dump(mode="json"))
    if read:
        _write({"files": read}, as_json=as_json, out=out)
    raise typer.Exit(worst)


def _write(data: dict[str, Any], *, as_json: bool, out: Path | None) -> None:
    text = escape_hidden(json.dumps(data, ensure_ascii=False, indent=1)) + "\n" if as_json else write_yaml(data)
    if out is None:
        typer.echo(text, nl=False)
    else:
        commit(out, text.encode())
        tell(f"wrote {out}")


def _read(project: Project, file: Path) -> tuple[Replies, list[Diagnostic]]:
    """Return the replies in the file with every problem of theirs."""
    try:
        pdf = file.read_bytes()
    except OSError as error:
        what = f"{file} cannot be read: {error.strerror}."
        raise SurroundingsError.of("unreadable", what, "Correct the name.") from error
    replies, problems = read_reply(project, pdf, file.name)
    return replies, [*problems]


@replies_app.command("accept")
def accept_command(
    file: Annotated[Path, typer.Argument(metavar="REPLY.pdf", help="The filled form.")],
    recommendation: Annotated[str, typer.Option("--recommendation", metavar="ID", help="The one answered, as VI-3.")],
    received: Annotated[datetime, typer.Option("--received", formats=["%Y-%m-%d"], help="Day of receipt.")],
    text: Annotated[
        str, typer.Option("--text", help="The words to print; by default the measures of the answer.")
    ] = "",
    name: Annotated[str, typer.Option("--id", metavar="NAME", help="Name of the update and of its file.")] = "",
    project: ProjectOption = None,
) -> None:
    """Accept an answer as information received: the next build shows it as a note."""
    here = Project.at(project)
    replies, problems = _read(here, file)
    accepted = accept_answer(here, replies, problems, recommendation, received.date(), text=text, name=name)
    report(accepted.doubts)
    tell(f"wrote {here.relative(accepted.file)}")


@replies_app.command("withdraw")
def withdraw_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The update, as vi-3-mda-2026-11-02.")],
    project: ProjectOption = None,
) -> None:
    """Withdraw an accepted answer: the next build shows it no more. The reply itself can be accepted again."""
    here = Project.at(project)
    tell(f"withdrew {here.relative(withdraw(here, name))}")
