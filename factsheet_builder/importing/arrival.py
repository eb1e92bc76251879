"""A text that comes from elsewhere × a project -> the files that its import writes, with the account of its words.

The first import makes a factsheet. What it said is kept in ``data/imports``, so that a later version of the same text can be
told from edits made since; bringing the two together is left to ``later_versions``. Writing files is left to the caller.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from factsheet_builder.content.parties import Register
from factsheet_builder.content.reading.reader import read_factsheet_text
from factsheet_builder.errors import Diagnostic, Place, Severity, SurroundingsError, UsageError
from factsheet_builder.importing.drafting import Asked, Draft, draft_factsheet
from factsheet_builder.importing.pieces import SourceText
from factsheet_builder.importing.remarks import passage_of, write_draft
from factsheet_builder.importing.renewing.delivered_words import digests_of
from factsheet_builder.importing.renewing.later_versions import Update, update_content
from factsheet_builder.importing.renewing.returning import Said, return_content
from factsheet_builder.importing.siblings import RoundFacts
from factsheet_builder.importing.word_balance import Balance, balance
from factsheet_builder.project import Project

_RECORD: Final = """\
# What {file} said when it was last imported. Kept by `factsheet import`, so that the next version of the file can be told
# from edits made in data/factsheets since: do not edit it, and keep it with the content.

"""


_IN_CONTENT: Final = frozenset({"own-file", "made-table", "figure"})
"""What a file of ours lacks, and the content that it comes back to has."""


@dataclass(frozen=True, slots=True)
class Returned:
    """What is known of a file of ours that comes back."""

    again: SourceText
    """The same file, as it would be made of the content as it is."""
    passages: Mapping[str, str] = field(default_factory=dict)
    """Digests of what it said when it was made; none where it does not say them."""


@dataclass(frozen=True)
class Arrival:
    """What an import would write and say."""

    files: dict[Path, bytes]
    balance: Balance
    diagnostics: tuple[Diagnostic, ...]
    blocks: dict[str, int] = field(default_factory=dict)
    """How many blocks of each kind there are."""


def receive(
    project: Project,
    text: SourceText,
    facts: RoundFacts,
    register: Register,
    asked: Asked,
    returned: "Returned | None" = None,
) -> Arrival:
    """Return what the import of a text writes: the content, what the file said, and pictures.

    ``returned`` says of a file of ours what it was made of; then what was changed in it is brought into that.

    Raises:
        UsageError: there is a factsheet of that name that was not imported.
        ContentError: the text cannot be content, or the content that is there is not valid.
    """
    target = project.data / "factsheets" / f"{asked.name}.yaml"
    record = project.data / "imports" / f"{asked.name}.yaml"
    if returned is not None:
        return _return(project, text, facts, register, asked, returned)
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


def _return(
    project: Project, text: SourceText, facts: RoundFacts, register: Register, asked: Asked, returned: Returned
) -> Arrival:
    """Return what a file of ours that comes back changes in the content that it was made of."""
    target = project.data / "factsheets" / f"{asked.name}.yaml"
    again, draft = (draft_factsheet(one, facts, register, asked) for one in (returned.again, text))
    said = write_draft(draft, (), text.file)
    found = balance(
        text.words, read_factsheet_text(said, f"{project.relative(target)} (not written)").model, text.ledger
    )
    usual = {(odd.code, odd.what) for odd in returned.again.ledger.oddities}
    odd = [odd for odd in text.ledger.oddities if (odd.code, odd.what) not in usual and odd.code not in _IN_CONTENT]
    diagnostics = [one.diagnostic(text.file, passage_of(one, draft)) for one in odd]
    if not found.is_even:
        diagnostics.append(_uneven(found, text.file))
    if not returned.passages:
        what = "The file does not say what it was made of; the content is taken to be as it was then."
        remedy = "See in the changes whether any of them takes an edit back."
        diagnostics.append(Diagnostic(Severity.WARNING, "made-of", what, remedy, Place(text.file)))
    here = Said(again.data, digests_of(returned.again))
    now = Said(draft.data, digests_of(text))
    update = return_content(_read(target, project), here, now, returned.passages, project.relative(target))
    new = draft.files.keys() - again.files.keys()
    files = {project.data / name: draft.files[name] for name in sorted(new) if name in update.text}
    return Arrival(files | {target: update.text.encode()}, found, (*diagnostics, *update.conflicts), _kinds(draft))


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
