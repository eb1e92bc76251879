"""The verbs ``factsheet messages export`` and ``import``: catalogs to translators' programs and back."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from factsheet_builder.builds.inputs import Common
from factsheet_builder.builds.store import commit, commit_all
from factsheet_builder.builds.translation_desk import all_domains, domains_for, load_sheets, locales_asked
from factsheet_builder.characters import show_hidden
from factsheet_builder.cli.console import LocaleOption, ProjectOption, report, tell, tell_data
from factsheet_builder.cli.messages.memory_command import take_memory, tell_grown
from factsheet_builder.content.models import Factsheet
from factsheet_builder.errors import Diagnostic, ExitCode, FactsheetError
from factsheet_builder.languages.catalogs import Catalog, po_bytes
from factsheet_builder.languages.exchange.formats import read_file, write_file
from factsheet_builder.languages.exchange.intake import Answer, Intake, Verdict, take_in
from factsheet_builder.languages.exchange.returned import Format, locale_of
from factsheet_builder.languages.exchange.surroundings import located
from factsheet_builder.languages.exchange.units import kinds_of, units_of
from factsheet_builder.languages.exchange.word.word_remarks import lost_remarks
from factsheet_builder.languages.keeping.memory_files import is_memory, memory_path
from factsheet_builder.languages.locales import Domains, read_catalogs, settings_of
from factsheet_builder.languages.messages import OF_PROGRAM
from factsheet_builder.languages.reviews import State
from factsheet_builder.languages.tags import speaks_english
from factsheet_builder.languages.translation_limits import read_returned
from factsheet_builder.project import Project


def export_command(
    locale: LocaleOption,
    form: Annotated[Format, typer.Option("--format", help="The format of the file.")] = Format.XLIFF2,
    only: Annotated[
        list[State] | None, typer.Option("--only", help="Only messages in this state; may be repeated.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write to this file.")] = None,
    project: ProjectOption = None,
) -> None:
    """Write what a translator needs as one file, for any translation program."""
    here = Project.at(project)
    (tag,) = locales_asked(here, [locale])
    sheets, common = load_sheets(here)
    domains = domains_for(here, tag, sheets, common)
    catalogs = read_catalogs(here, tag, domains)
    if form is not Format.PO and not speaks_english(here.source_locale):
        # The program's own words are in English: such a file says of all its texts that they are in one language.
        domains = {domain: messages for domain, messages in domains.items() if domain not in OF_PROGRAM}
    units = located(units_of(domains, catalogs, settings_of(here, tag).cases, only or ()), here, domains)
    if not units:
        tell(f"Nothing of {tag} is {' or '.join(only or ())}: there is nothing to export.", err=True)
        return
    data = write_file(form, units, catalogs, tag, here.source_locale)
    if out is None:
        typer.echo(data, nl=False)
    else:
        commit(out, data)
        tell(f"wrote {out}: {len(units)} units")


FilesArgument = Annotated[
    list[Path], typer.Argument(metavar="FILE…", help="XLIFF, PO, Word or TMX files that came back.")
]


def import_command(
    files: FilesArgument,
    locale: Annotated[
        str, typer.Option("--locale", metavar="TAG", help="The locale, where the file does not say it.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be taken, and write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
    project: ProjectOption = None,
) -> None:
    """Take in translations: what is good is taken, what is refused is named with its reason."""
    here = Project.at(project)
    desk, worst, found = _Desk(here, *load_sheets(here)), ExitCode.DONE, []
    for file in files:
        try:
            if is_memory(content := read_returned(file)):
                grown = take_memory(here, file.name, content, locale, desk.changed)
                desk.changed[memory_path(here, grown.locale)] = grown.content
                found.append({"file": file.name, "locale": grown.locale, "segments": len(grown.came.segments)})
                if not as_json:
                    tell_grown(file.name, grown)
                continue
            tag, intake = desk.take_in(file, content, locale)
        except FactsheetError as error:
            report(error.diagnostics)
            worst = max(worst, error.exit_code)
            continue
        refused = [answer.diagnostic for answer in intake.answers if answer.verdict is Verdict.REFUSED]
        report([*desk.found, *refused])
        worst = max(worst, ExitCode.CONTENT if refused else ExitCode.DONE)
        found.append(_as_data(file.name, tag, intake))
        if not as_json:
            _print_intake(file.name, tag, intake)
    written = () if dry_run else commit_all(desk.changed)
    if as_json:
        data = {"files": found, "written": [here.relative(path) for path in written]}
        tell_data(data)
    else:
        for path in written:
            tell(f"wrote {here.relative(path)}")
    raise typer.Exit(worst)


def _print_intake(file: str, tag: str, intake: Intake) -> None:
    for answer in intake.answers:
        if answer.verdict is Verdict.TAKEN:
            tell(f"taken {answer.shown} ({answer.state})")
    counts = ", ".join(f"{intake.count(verdict)} {verdict}" for verdict in Verdict)
    notes = f", {_counted(intake.remarks, 'new remark')}" if intake.remarks else ""
    copies = f"; {intake.copies} have the original as their translation and are still to do" if intake.copies else ""
    tell(f"{show_hidden(file)}, {tag}: {counts}{notes}{copies}")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _as_data(file: str, tag: str, intake: Intake) -> dict[str, object]:
    return {
        "file": file,
        "locale": tag,
        **{verdict: intake.count(verdict) for verdict in Verdict},
        "remarks": intake.remarks,
        "copies": intake.copies,
        "units": [_answer_as_data(answer) for answer in intake.answers],
    }


def _answer_as_data(answer: Answer) -> dict[str, object]:
    data = {
        "id": answer.key,
        "verdict": answer.verdict,
        "state": answer.state,
        "line": answer.place.line,
        "code": answer.code,
        "reason": answer.reason,
        "remedy": answer.remedy,
        "text": answer.text,
        "remark": answer.remark,
    }
    return {name: value for name, value in data.items() if value}


@dataclass
class _Desk:
    """Where files that came back are read: what each locale has to translate, and its catalogs as they are by now."""

    project: Project
    sheets: tuple[Factsheet, ...]
    common: Common
    domains: dict[str, Domains] = field(default_factory=dict)
    catalogs: dict[str, dict[str, Catalog]] = field(default_factory=dict)
    changed: dict[Path, bytes] = field(default_factory=dict)
    """What is to be written, by file."""
    found: tuple[Diagnostic, ...] = ()
    """What there is to say of the last file beside its units."""

    def take_in(self, path: Path, data: bytes, asked: str) -> tuple[str, Intake]:
        """Return the locale of a file and what becomes of its units.

        Raises:
            FactsheetError: the file as a whole cannot be taken.
        """
        every_kind = kinds_of(all_domains(self.project, self.sheets, self.common))
        returned = read_file(data, path.name, every_kind, self.project.source_locale)
        tag = locale_of(returned, asked, self.project.translated_locales())
        if returned.locale and returned.locale.replace("_", "-").lower() != tag.lower():
            tell(
                f"{show_hidden(path.name)} says that it is in {show_hidden(returned.locale)}: taken for {tag}", err=True
            )
        if tag not in self.domains:
            self.domains[tag] = domains_for(self.project, tag, self.sheets, self.common)
            self.catalogs[tag] = read_catalogs(self.project, tag, self.domains[tag])
        intake = take_in(returned, self.domains[tag], self.catalogs[tag], settings_of(self.project, tag).cases)
        self.found = (*returned.found, *lost_remarks(returned, self.domains[tag]))
        for domain, catalog in intake.catalogs.items():
            self.catalogs[tag][domain] = catalog
            self.changed[self.project.catalog_path(tag, domain)] = po_bytes(catalog.po)
        return tag, intake
