"""What the modules of the command line share: the option for the project, how problems are printed, how a run ends."""

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final

import typer

from factsheet_builder.characters import escape_hidden, show_hidden
from factsheet_builder.errors import Diagnostic, ExitCode, FactsheetError, Severity

ProjectOption = Annotated[
    Path | None,
    typer.Option(
        "--project",
        metavar="DIR",
        help="Folder of the project; by default the nearest one upwards.",
        show_default=False,
    ),
]


LocaleOption = Annotated[str, typer.Option("--locale", metavar="TAG", help="The locale, as fr or uk.")]
LocalesOption = Annotated[
    list[str] | None,
    typer.Option("--locale", metavar="TAG", help="Only this locale; may be repeated.", show_default=False),
]


def tell(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print words for people, in which names and titles from files stand: what would speak to the terminal is shown."""
    typer.echo(show_hidden(text, keeps_lines=True), err=err, nl=nl)


def tell_data(data: object) -> None:
    """Print data for programs as JSON; characters that deceive stand in it as escapes, so that it is safe to look at."""
    typer.echo(escape_hidden(json.dumps(data, ensure_ascii=False, indent=1)))


_COLOURS: Final = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def report(diagnostics: Iterable[Diagnostic]) -> None:
    """Print problems to standard error, one a line, with the severity in colour where the terminal has colours.

    Warnings that the content declares as expected are one line for each file: they ask for nothing.
    """
    every = tuple(diagnostics)
    diagnostics = [problem for problem in every if not problem.is_expected]
    for file, number in sorted(Counter(problem.place.file for problem in every if problem.is_expected).items()):
        what = f"{number} expected warning{'' if number == 1 else 's'}, as declared"
        typer.echo(show_hidden(f"{file}: {what}" if file else what), err=True)
    if not diagnostics:
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True, soft_wrap=True, highlight=False)
    for problem in diagnostics:
        line = Text(str(problem))
        line.highlight_words([f" {problem.severity}:"], _COLOURS[problem.severity])
        console.print(line)


def run(app: typer.Typer) -> None:
    """Run the command and end the process with its exit code."""
    try:
        app(standalone_mode=True)
    except FactsheetError as error:
        report(error.diagnostics)
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, SystemExit) as end:
        # Typer makes an interrupt an exit that says nothing.
        if isinstance(end, SystemExit) and end.code != ExitCode.INTERRUPTED:
            raise
        tell("interrupted; what was finished is kept", err=True)
        sys.exit(ExitCode.INTERRUPTED)
