"""The verb ``factsheet inspect``: what any PDF contains, in words, as data, or as a screen reader would say it."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from factsheet_builder.cli.console import report, tell, tell_data
from factsheet_builder.errors import ExitCode, SurroundingsError
from factsheet_builder.pdf.reading.inspection import PdfFacts, inspect_pdf
from factsheet_builder.pdf.reading.preflight import preflight_any
from factsheet_builder.pdf.reading.transcript import transcript


def inspect_command(
    file: Annotated[Path, typer.Argument(help="The PDF.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the facts as JSON.")] = False,
    as_transcript: Annotated[bool, typer.Option("--transcript", help="Print what a screen reader would say.")] = False,
    is_strict: Annotated[bool, typer.Option("--strict", help="Fail where the preflight finds anything.")] = False,
) -> None:
    """Tell in words what a PDF contains, and what the preflight finds."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise SurroundingsError.of(
            "unreadable", f"{file} cannot be read: {error.strerror}.", "Correct the name."
        ) from error
    facts, tree = inspect_pdf(data, str(file))
    problems = preflight_any(data, facts, tree)
    if as_transcript:
        tell(transcript(tree), nl=False)
    elif as_json:
        findings = [
            {"severity": p.severity, "code": p.code, "what": p.what, "passage": p.place.passage} for p in problems
        ]
        tell_data(asdict(facts) | {"findings": findings})
    else:
        tell(_facts_in_words(facts))
        report(tuple(problems))
    if is_strict and problems:
        raise typer.Exit(ExitCode.REFUSED)


def _facts_in_words(facts: PdfFacts) -> str:
    sizes = sorted({f"{width:g} × {height:g} mm" for width, height in facts.page_sizes_mm})
    fonts = [
        f"{f.name}{'' if f.is_embedded else ' (not embedded)'}{'' if f.has_unicode else ' (no Unicode)'}"
        for f in facts.fonts
    ]
    tags = ", ".join(f"{count} {name}" for name, count in facts.tags)
    rows = {
        "PDF": facts.version,
        "Pages": f"{len(facts.page_sizes_mm)}, {' and '.join(sizes)}",
        "Title": facts.title or "none",
        "Author": facts.author or "none",
        "Subject": facts.subject or "none",
        "Keywords": facts.keywords or "none",
        "Language": facts.language or "not declared",
        "Tags": tags if facts.is_tagged else "none: a screen reader has to guess",
        "Fonts": ", ".join(fonts) or "none",
        "Links": f"{facts.internal_links} inside, {len(facts.addresses)} to other places",
        "Form fields": str(facts.form_fields),
        "Claims": ", ".join(facts.claims) or "none",
        "Attachments": ", ".join(facts.attachments) or "none",
        "Outline": "" if facts.outline else "none",
    }
    lines = [f"{name + ':':<13}{value}".rstrip() for name, value in rows.items()]
    lines += [f"{'  ' * entry.depth}{entry.title}" for entry in facts.outline]
    return "\n".join(lines)
