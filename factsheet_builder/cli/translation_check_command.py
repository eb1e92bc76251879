"""The verb ``factsheet messages check``: what is wrong with translations, for people, programs and GitHub."""

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated

import typer

from factsheet_builder.builds.inputs import Common
from factsheet_builder.builds.translation_desk import load_sheets, locales_asked
from factsheet_builder.builds.translations import check_interface, check_locale
from factsheet_builder.cli.console import LocalesOption, ProjectOption, report, tell, tell_data
from factsheet_builder.content.models import Factsheet
from factsheet_builder.errors import ContentError, Diagnostic, ExitCode, Severity
from factsheet_builder.project import Project


class Format(StrEnum):
    """How findings are printed: for people, as JSON, or as annotations of GitHub."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


def messages_check_command(
    locale: LocalesOption = None,
    style: Annotated[Format, typer.Option("--format", help="How to print what is found.")] = Format.TEXT,
    with_notes: Annotated[
        bool, typer.Option("--notes", help="List in the text what is not translated or stale, too.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail.")] = False,
    project: ProjectOption = None,
) -> None:
    """Hold translations against the English, the glossary and the habits of their language."""
    here = Project.at(project)
    sheets, common = load_sheets(here)
    found = {tag: _findings(here, tag, sheets, common) for tag in locales_asked(here, locale)}
    match style:
        case Format.TEXT:
            for tag, problems in found.items():
                report(problem for problem in problems if with_notes or problem.severity is not Severity.NOTE)
                tell(f"{tag}: {_counted(problems)}")
        case Format.JSON:
            tell_data([_as_data(*one) for one in found.items()])
        case Format.GITHUB:
            for problem in (problem for problems in found.values() for problem in problems):
                typer.echo(github_annotation(problem))
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    has_failed = any(problem.severity in failing for problems in found.values() for problem in problems)
    raise typer.Exit(ExitCode.CONTENT if has_failed else ExitCode.DONE)


def _findings(project: Project, tag: str, sheets: tuple[Factsheet, ...], common: Common) -> list[Diagnostic]:
    """Return what is wrong with a locale; where a file of it is no PO file, that."""
    found: list[Diagnostic] = []
    checks: tuple[Callable[[], list[Diagnostic]], ...] = (
        lambda: check_locale(project, tag, sheets, common)[1],
        lambda: check_interface(project, tag),
    )
    for check in checks:
        try:
            found += check()
        except ContentError as error:
            found += error.diagnostics
    return found


def _counted(problems: list[Diagnostic]) -> str:
    counts = {severity: sum(problem.severity is severity for problem in problems) for severity in Severity}
    return ", ".join(f"{count} {severity}{'' if count == 1 else 's'}" for severity, count in counts.items())


def _as_data(tag: str, problems: list[Diagnostic]) -> dict[str, object]:
    return {
        "locale": tag,
        **{f"{severity}s": sum(problem.severity is severity for problem in problems) for severity in Severity},
        "findings": [
            {
                "severity": problem.severity,
                "code": problem.code,
                "file": problem.place.file,
                "line": problem.place.line,
                "passage": problem.place.passage,
                "what": problem.what,
                "remedy": problem.remedy,
            }
            for problem in problems
        ],
    }


_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def github_annotation(problem: Diagnostic) -> str:
    """Return a problem as a workflow command of GitHub Actions, which shows it at its line.

    A translation may hold anything; what would end the command or begin another is escaped as GitHub documents it.
    """
    place = problem.place
    properties = {"file": place.file, "line": place.line, "col": place.column, "title": problem.code}
    given = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in properties.items() if value)
    passage = f"[{place.passage}] " if place.passage else ""
    return f"::{_COMMANDS[problem.severity]} {given}::{_escaped(f'{passage}{problem.what} {problem.remedy}'.strip())}"


def _escaped(text: str, more: str = "") -> str:
    return "".join(f"%{ord(letter):02X}" if letter in f"%\r\n{more}" else letter for letter in text)
