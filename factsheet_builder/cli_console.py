"""What the modules of the command line share: the option for the project, and how problems are printed."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.text import Text

from factsheet_builder.errors import Diagnostic, Severity

ProjectOption = Annotated[
    Path | None,
    typer.Option(
        "--project",
        metavar="DIR",
        help="Folder of the project; by default the nearest one upwards.",
        show_default=False,
    ),
]

_COLOURS: Final = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def report(diagnostics: Iterable[Diagnostic]) -> None:
    """Print problems to standard error, one a line, with the severity in colour where the terminal has colours."""
    console = Console(stderr=True, soft_wrap=True, highlight=False)
    for problem in diagnostics:
        line = Text(str(problem))
        line.highlight_words([f" {problem.severity}:"], _COLOURS[problem.severity])
        console.print(line)
