"""What is current, stale or missing, and which input made it stale: records and drafts compared, nothing rendered."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.builds.delivered_facts import inputs_of_content
from factsheet_builder.builds.drafting.draft_kinds import Draft, PackDraft, SiteDraft
from factsheet_builder.builds.drafts import Drafter
from factsheet_builder.builds.fingerprints import (
    READ_WHILE_SET,
    inputs_of_annexes,
    inputs_of_pack_itself,
    inputs_of_part,
    parts_of_draft,
)
from factsheet_builder.builds.plan import Plan
from factsheet_builder.builds.records import InputSet, Ledger, Record, digest_of, read_ledger
from factsheet_builder.builds.sources import Sources, read_sources
from factsheet_builder.errors import Diagnostic, ExitCode, FactsheetError
from factsheet_builder.project import Project


class State(StrEnum):
    """How a deliverable is: as its inputs are, made from older ones, or not there."""

    CURRENT = "current"
    STALE = "stale"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Assessment:
    """How one deliverable is, and the names of the inputs that are not as they were when it was made."""

    deliverable: Deliverable
    state: State
    because: tuple[str, ...] = ()
    draft: Draft | None = None
    problems: tuple[Diagnostic, ...] = ()
    """Why it cannot be made, where that is known already."""
    exit_code: ExitCode = ExitCode.DONE


@dataclass(frozen=True, slots=True)
class Assessor:
    """Compares what is in the folder ``out`` with what would be made now."""

    out: Path
    ledger: Ledger
    drafter: Drafter
    sources: Sources

    def assess(self, deliverable: Deliverable) -> Assessment:
        """Return how ``deliverable`` is; content that is not valid makes it one that cannot be made."""
        record = self.ledger.records.get(str(deliverable.path))
        file = self.out / deliverable.path
        state = State.STALE if record is not None and file.is_file() else State.MISSING
        try:
            draft = self.drafter.draft(deliverable)
        except FactsheetError as error:
            return Assessment(
                deliverable, state, ("the content is not valid",), None, error.diagnostics, error.exit_code
            )
        if record is None or state is State.MISSING:
            return Assessment(deliverable, State.MISSING, (), draft)
        because = tuple(self._changes(record, draft))
        if not because and sha256(file.read_bytes()).hexdigest() != record.sha256:
            because = ("the file itself was changed",)
        return Assessment(deliverable, State.STALE if because else State.CURRENT, because, draft)

    def _changes(self, record: Record, draft: Draft) -> list[str]:
        """Return the names of all inputs that differ from those that the file was made from."""
        now = self._inputs(record, draft)
        changes: list[str] = []
        for part in sorted({*record.inputs, *now}):
            old_name = record.inputs.get(part, "")
            if part in now and digest_of(now[part]) == old_name:
                continue
            old = self.ledger.sets.get(old_name, {})
            prefix = "" if part in {"text", "content", "machine"} else f"{part}: "
            changes += [f"{prefix}{name}" for name in _different(old, now.get(part, {}))] or [part]
        return changes

    def _inputs(self, record: Record, draft: Draft) -> dict[str, InputSet]:
        """Return what each part would be made from now, if its setting read the same files as when it was recorded."""
        inputs = {
            part: inputs_of_part(sheets, self._read(record.inputs.get(part, "")), self.sources.names)
            for part, sheets in parts_of_draft(draft).items()
        }
        inputs |= {"content": inputs_of_content(draft), "machine": self.sources.machine}
        if isinstance(draft.made_from, PackDraft):
            inputs |= self._inputs_of_pack(record, draft.made_from)
        elif isinstance(draft.made_from, SiteDraft) and (annexes := inputs_of_annexes(draft.made_from)):
            inputs["annexes"] = annexes
        return inputs

    def _inputs_of_pack(self, record: Record, made_from: PackDraft) -> dict[str, InputSet]:
        inputs = {"pack": inputs_of_pack_itself(made_from)}
        if annexes := inputs_of_annexes(made_from):
            inputs["annexes"] = annexes
        for tab, deliverable in zip(made_from.tabs, made_from.factsheets, strict=False):
            part = f"tab {tab.letter}"
            sheets = parts_of_draft(self.drafter.draft(deliverable))["text"]
            inputs[part] = inputs_of_part(sheets, self._read(record.inputs.get(part, "")), self.sources.names)
        return inputs

    def _read(self, name: str) -> list[str]:
        return [key for key in self.ledger.sets.get(name, {}) if key.startswith(READ_WHILE_SET)]


def assess_all(project: Project, out: Path, asked: Plan) -> tuple[Assessment, ...]:
    """Return how each deliverable that is asked for is.

    Raises:
        SurroundingsError: the manifest of the folder is damaged, or a source cannot be read.
    """
    assessor = Assessor(out, read_ledger(out), Drafter(project, asked.owed), read_sources(project))
    return tuple(assessor.assess(deliverable) for deliverable in asked.asked)


def _different(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    changed = [name for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)]
    return [name if name in old and name in new else f"{name} ({'gone' if name in old else 'new'})" for name in changed]


def is_tab(deliverable: Deliverable) -> bool:
    """Tell whether packs take the deliverable over as a tab."""
    return not deliverable.kind.is_for_screens and deliverable.edition == "screen"
