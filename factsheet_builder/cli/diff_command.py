"""The verb ``factsheet diff``: what changed between two versions of the content, or between two builds."""

from pathlib import Path
from typing import Annotated

import typer

from factsheet_builder.builds.store import commit
from factsheet_builder.changes.change_wording import Wording
from factsheet_builder.changes.compared_contents import UNDATED, Compared, as_compared, compare_contents
from factsheet_builder.changes.manifests import compare_manifests, read_manifest
from factsheet_builder.changes.plain import change_lines
from factsheet_builder.cli.console import report, tell
from factsheet_builder.errors import UsageError
from factsheet_builder.languages.labels import words_of
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.project import Project, cache_folder


def diff_command(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="Project folder, factsheet YAML file or manifest.json.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The newer one of the same kind.")],
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write one web page.")] = None,
    pdf: Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help="Write a PDF for delegations.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
) -> None:
    """Tell what changed from OLD to NEW, passage by passage; having found changes is no failure."""
    _refuse_overwriting(old, new, html, pdf)
    compared = _manifests(old, new) if old.suffix == new.suffix == ".json" else _contents(old, new)
    own = words_of(compared.publication) if compared.publication else {}
    wording = Wording(Localiser("en").with_words(own), compared.parties)
    _print(compared, wording, as_json=as_json)
    if html or pdf:
        _write(compared, wording, html, pdf)


def _refuse_overwriting(old: Path, new: Path, *written: Path | None) -> None:
    for file in filter(None, written):
        if file.resolve() in {old.resolve(), new.resolve()}:
            raise UsageError.of("overwrites", f"{file} is one of the two that are compared.", "Choose another name.")


def _print(compared: Compared, wording: Wording, *, as_json: bool) -> None:
    if as_json:
        from factsheet_builder.changes.delivery import change_data

        typer.echo(change_data(compared.comparison), nl=False)
    elif compared.comparison.is_empty:
        tell("nothing changed")
    else:
        for line in change_lines(compared.comparison, wording):
            tell(line)


def _write(compared: Compared, wording: Wording, html: Path | None, pdf: Path | None) -> None:
    # The typesetter takes a second to load, so only those who ask for a document wait for it.
    from factsheet_builder.changes.delivery import change_data, change_page, change_pdf
    from factsheet_builder.changes.document import change_document

    author = compared.publication.author if compared.publication else "factsheet builder"
    view = change_document(compared.comparison, wording, author)
    if html:
        commit(html, change_page(view, compared.project).encode())
        tell(f"wrote {html}", err=True)
    if pdf:
        data = change_data(compared.comparison)
        made = change_pdf(view, compared.project, cache_folder(), data, compared.day)
        report(made.diagnostics)
        commit(pdf, made.pdf)
        tell(f"wrote {pdf} ({made.pages} page{'s' if made.pages != 1 else ''})", err=True)


def _contents(old: Path, new: Path) -> Compared:
    folder = next((path for path in (new, old) if path.is_dir()), None)
    return compare_contents(old, new, Project.at(folder) if folder else _around(new))


def _around(file: Path) -> Project | None:
    """Return the project that a file lies in or that the command is called in, if there is one."""
    for folder in (*file.resolve().parents, Path.cwd()):
        if (folder / "data" / "publication.yaml").is_file():
            return Project(folder)
    return None


def _manifests(old: Path, new: Path) -> Compared:
    before, after = read_manifest(old), read_manifest(new)
    names = [_named(path) for path in (old, new)]
    days = [entry.as_of for side in (before, after) for entry in side.deliverables if entry.as_of]
    comparison = compare_manifests(names[0], before, names[1], after)
    return as_compared(comparison, {}, _around(new), max(days, default=UNDATED))


def _named(manifest: Path) -> str:
    """Return the folder of a manifest and its name, since all manifests are called the same."""
    return f"{manifest.resolve().parent.name}/{manifest.name}"
