"""A text that comes from elsewhere × a project -> the files that its import writes, with the account of its words.

The first import makes a factsheet. What it said is kept in ``data/imports``, so that a later version of the same text can be
told from edits made since; bringing the two together is left to ``later_versions``. Writing files is left to the caller.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from factsheet_builder.content.parties import Register
from factsheet_builder.content.reading.reader import read_factsheet_text
from factsheet_builder.errors import Diagnostic, Place, Severity, SurroundingsError, UsageError
from factsheet_builder.importing.drafting import Asked, Draft, draft_factsheet
from factsheet_builder.importing.pieces import SourceText
from factsheet_builder.importing.remarks import passage_of, write_draft
from factsheet_builder.importing.renewing.later_versions import Update, update_content
from factsheet_builder.importing.siblings import RoundFacts
from factsheet_builder.importing.word_balance import Balance, balance
from factsheet_builder.project import Project

_RECORD: Final = """\
# What {file} said when it was last imported. Kept by `factsheet import`, so that the next version of the file can be told
# from edits made in data/factsheets since: do not edit it, and keep it with the content.

"""


@dataclass(frozen=True)
class Arrival:
    """What an import would write and say."""

    files: dict[Path, bytes]
    balance: Balance
    diagnostics: tuple[Diagnostic, ...]
    blocks: dict[str, int] = field(default_factory=dict)
    """How many blocks of each kind there are."""


def receive(project: Project, text: SourceText, facts: RoundFacts, register: Register, asked: Asked) -> Arrival:
    """Return what the import of a text writes: the content, what the file said, and pictures.

    Raises:
        UsageError: there is a factsheet of that name that was not imported.
        ContentError: the text cannot be content, or the content that is there is not valid.
    """
    target = project.data / "factsheets" / f"{asked.name}.yaml"
    record = project.data / "imports" / f"{asked.name}.yaml"
    if target.exists() and not record.is_file():
        what = f"There is a factsheet “{asked.name}” already, which was not imported from a file."
        remedy = "Choose another name with --name."
        raise UsageError.of("exists", what, remedy, Place(project.relative(target)))
    draft = draft_factsheet(text, facts, register, asked)
    said = write_draft(draft, (), text.file).partition("\n\n")[2]
    sheet = read_factsheet_text(said, f"{project.relative(target)} (not written)").model
    found = balance(text.words, sheet, text.ledger)
    diagnostics = [odd.diagnostic(text.file, passage_of(odd, draft)) for odd in text.ledger.oddities]
    if not found.is_even:
        diagnostics.append(_uneven(found, text.file))
    files = {path: data for name, data in draft.files.items() if not (path := project.data / name).exists()}
    update = Update(write_draft(draft, text.ledger.oddities, text.file))
    if target.exists():
        update = update_content(_read(target, project), _read(record, project), said, project.relative(target))
    files[record] = (_RECORD.format(file=text.file) + said).encode()
    # The content comes last: where anything fails it is as it was, and the command can be given again.
    files[target] = update.text.encode()
    return Arrival(files, found, (*diagnostics, *update.conflicts), _kinds(draft))


def _read(path: Path, project: Project) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        what = f"{project.relative(path)} cannot be read: {error}."
        raise SurroundingsError.of("unreadable", what, "Restore the file.", Place(project.relative(path))) from error


def _uneven(found: Balance, file: str) -> Diagnostic:
    words = ", ".join(f"“{word}”" for word in sorted(found.lost | found.gained)[:20])
    what = f"{found.lost.total()} words came in and do not go out, {found.gained.total()} the other way round: {words}."
    return Diagnostic(Severity.WARNING, "words", what, "Compare the content with the file there.", Place(file))


def _kinds(draft: Draft) -> dict[str, int]:
    found: dict[str, int] = {}
    for path in draft.origins:
        value: object = draft.data
        for key in path:
            value = value[key]  # type: ignore[index]
        kind = str(value["kind"]) if isinstance(value, dict) else ""
        found[kind] = found.get(kind, 0) + 1
    return found
