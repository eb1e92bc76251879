"""The verb ``factsheet messages changes``: what there is to translate anew since a file was delivered, or since a commit."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from factsheet_builder.builds.store import commit
from factsheet_builder.builds.translation_desk import domains_for, load_sheets, locales_asked
from factsheet_builder.changes.delivered_messages import is_file_meant, read_delivered, read_past
from factsheet_builder.changes.history.commits import as_committed
from factsheet_builder.changes.message_changes import Became, Delivery, MessageChange, message_changes
from factsheet_builder.changes.message_page import PIECE_LABELS, message_page, remark_on
from factsheet_builder.changes.plain import shortened_run
from factsheet_builder.changes.words import Piece, Sort
from factsheet_builder.characters import show_hidden
from factsheet_builder.cli.console import LocaleOption, ProjectOption, tell, tell_data
from factsheet_builder.errors import UsageError
from factsheet_builder.languages.catalogs import Catalog
from factsheet_builder.languages.exchange.formats import write_file
from factsheet_builder.languages.exchange.returned import Format
from factsheet_builder.languages.exchange.surroundings import located
from factsheet_builder.languages.exchange.units import Note, Unit, message_key, units_of
from factsheet_builder.languages.locales import Domains, read_catalogs, settings_of
from factsheet_builder.languages.translation_limits import read_returned
from factsheet_builder.project import Project


class Style(StrEnum):
    """How changes are written: for people, or as a file with only the messages that changed."""

    TABLE = "table"
    HTML = "html"
    XLIFF2 = "xliff2"
    XLIFF12 = "xliff1.2"
    PO = "po"


class What(StrEnum):
    """What became of a message, as an option calls it."""

    NEW = "new"
    ENGLISH = "english"
    MOVED = "moved"
    TRANSLATION = "translation"
    GONE = "gone"


_BECAME: Final = {
    What.NEW: Became.NEW,
    What.ENGLISH: Became.ENGLISH_CHANGED,
    What.MOVED: Became.MOVED,
    What.TRANSLATION: Became.RETRANSLATED,
    What.GONE: Became.GONE,
}
_FILES: Final = {Style.XLIFF2: Format.XLIFF2, Style.XLIFF12: Format.XLIFF12, Style.PO: Format.PO}


@dataclass(frozen=True, slots=True)
class _Compared:
    """What changed in a locale, with what the locale has to translate and has translated now."""

    here: Project
    locale: str
    since: str
    domains: Domains
    catalogs: Mapping[str, Catalog]
    changes: tuple[MessageChange, ...]


def changes_command(
    locale: LocaleOption,
    since: Annotated[
        str,
        typer.Option(
            "--since",
            metavar="FILE-OR-COMMIT",
            help="An exported file (XLIFF, PO, Word), a catalog, a template, or a commit of this project.",
        ),
    ],
    style: Annotated[Style, typer.Option("--format", help="How to write what changed.")] = Style.TABLE,
    only: Annotated[
        list[What] | None, typer.Option("--only", help="Only messages of which this became; may be repeated.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write to this file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
    project: ProjectOption = None,
) -> None:
    """Tell what changed for translators since a delivery; having found changes is no failure."""
    if style is Style.TABLE and out is not None:
        raise UsageError.of("no-file", "A table is printed, not written to a file.", "Add --format html or xliff2.")
    if as_json and style is not Style.TABLE:
        raise UsageError.of("two-forms", "--json and --format cannot both be.", "Leave one of them out.")
    if out is not None and out.resolve() == Path(since).resolve():
        raise UsageError.of("overwrites", f"{out} is what is compared with.", "Choose another name.")
    compared = _compared(Project.at(project), locale, since, {_BECAME[what] for what in only or What})
    if as_json:
        tell_data(_as_data(compared))
    elif style is Style.TABLE:
        _print_table(compared)
    else:
        _write(compared, style, out)


def _compared(here: Project, asked: str, since: str, wanted: Collection[Became]) -> _Compared:
    (tag,) = locales_asked(here, [asked])
    sheets, common = load_sheets(here)
    domains = domains_for(here, tag, sheets, common)
    catalogs = read_catalogs(here, tag, domains)
    delivery = _delivery(here, since, domains, tag)
    changes = (change for change in message_changes(delivery, domains, catalogs) if change.became in wanted)
    return _Compared(here, tag, delivery.name, domains, catalogs, tuple(changes))


def _delivery(here: Project, since: str, domains: Domains, tag: str) -> Delivery:
    if is_file_meant(since):
        path = Path(since)
        return read_delivered(read_returned(path), path.name, domains, tag, here.source_locale)
    with as_committed(here, since) as past:
        return read_past(past, since, tag)


def _print_table(compared: _Compared) -> None:
    if not compared.changes:
        tell(f"{compared.locale}: nothing changed since {compared.since}")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), show_lines=False)
    table.add_column("What", max_width=20)
    table.add_column("Message", overflow="fold", max_width=40)
    table.add_column("Words", overflow="fold")
    for change in compared.changes:
        was = f"\nwas {change.was}" if change.was else ""
        words = _words(change)
        if change.became is not Became.RETRANSLATED and (pieces := change.translation_pieces):
            words += f"\ntranslation: {_marked(pieces)}"
        table.add_row(*(Text(show_hidden(text, keeps_lines=True)) for text in (change.became, change.key + was, words)))
    Console().print(table)
    counts = Counter(change.became for change in compared.changes)
    tell(f"{compared.locale}, since {compared.since}: {', '.join(f'{counts[b]} {b}' for b in Became if counts[b])}")


def _words(change: MessageChange) -> str:
    match change.became:
        case Became.ENGLISH_CHANGED:
            return _marked(change.english_pieces)
        case Became.RETRANSLATED:
            return _marked(change.translation_pieces)
        case Became.GONE:
            return change.old_english
        case Became.NEW | Became.MOVED:
            return change.english


def _marked(pieces: tuple[Piece, ...]) -> str:
    return " ".join(
        shortened_run(piece.text, leads=index > 0, follows=index < len(pieces) - 1)
        if piece.sort is Sort.SAME
        else f"[{PIECE_LABELS[piece.sort]} {piece.text}]"
        for index, piece in enumerate(pieces)
    )


def _write(compared: _Compared, style: Style, out: Path | None) -> None:
    if style is Style.HTML:
        data, counted = _page(compared), f"{len(compared.changes)} messages"
    else:
        units = _units(compared)
        if not units:
            tell(f"Nothing of {compared.locale} is to be translated anew since {compared.since}.", err=True)
            return
        data = write_file(_FILES[style], units, compared.catalogs, compared.locale, compared.here.source_locale)
        counted = f"{len(units)} units"
    if out is None:
        typer.echo(data, nl=False)
    else:
        commit(out, data)
        tell(f"wrote {out}: {counted}")


def _page(compared: _Compared) -> bytes:
    # The typesetter takes a second to load, so only those who ask for a page wait for it.
    from factsheet_builder.typesetting.markup import Printer

    project = compared.here
    # Its styles stand inside the page, so they are read as templates are.
    printer = Printer((*project.template_folders, *project.style_folders), project.style("tokens.css"))
    return printer.page(
        "message-changes.html",
        message_page(compared.changes, compared.locale, compared.since, compared.here.source_locale),
    ).encode()


def _units(compared: _Compared) -> tuple[Unit, ...]:
    """Return the units of the messages that changed and are there, each with what became of it."""
    by_key = {change.key: change for change in compared.changes if change.became is not Became.GONE}
    cases = settings_of(compared.here, compared.locale).cases
    units = located(units_of(compared.domains, compared.catalogs, cases), compared.here, compared.domains)
    return tuple(
        replace(unit, notes=(*unit.notes, _note(by_key[key], compared.since)))
        for unit in units
        if (key := message_key(unit.message)) in by_key
    )


def _note(change: MessageChange, since: str) -> Note:
    old = f" The English was: {change.old_english}" if change.became is Became.ENGLISH_CHANGED else ""
    was = f" It was {change.was}." if change.was else ""
    return Note("since", show_hidden(f"Since {since}: {change.became}.{was}{old}"))


def _as_data(compared: _Compared) -> dict[str, object]:
    return {
        "locale": compared.locale,
        "since": compared.since,
        "counts": {became: sum(change.became is became for change in compared.changes) for became in Became},
        "changes": [_change_as_data(change) for change in compared.changes],
    }


def _change_as_data(change: MessageChange) -> dict[str, object]:
    data = {
        "what": change.became,
        "id": change.key,
        "was": change.was,
        "about": remark_on(change),
        "state": change.state,
        "english": change.english,
        "old_english": change.old_english,
        "difference": _pieces(change.english_pieces) if change.became is Became.ENGLISH_CHANGED else [],
        "translation": list(change.forms),
        "old_translation": list(change.old_forms) if change.is_retranslated else [],
        "translation_difference": _pieces(change.translation_pieces),
    }
    return {name: value for name, value in data.items() if value}


def _pieces(pieces: Iterable[Piece]) -> list[dict[str, str]]:
    return [{"sort": piece.sort, "text": piece.text} for piece in pieces]
