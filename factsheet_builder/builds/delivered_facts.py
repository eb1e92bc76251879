"""What a finished PDF says of itself: the record of the manifest, and the same facts as a file that the PDF carries."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from factsheet_builder import __version__
from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.drafting.draft_kinds import Draft
from factsheet_builder.builds.records import About, InputSet, Record, Warned, as_json, digest_of
from factsheet_builder.builds.sources import Sources, digest
from factsheet_builder.errors import Diagnostic
from factsheet_builder.languages.translation import Coverage
from factsheet_builder.pdf.tagging.claims import Attachment


@dataclass(frozen=True, slots=True)
class Found:
    """What the making of a file found: pages, warnings of the checks, claims that hold, and what each part was made from."""

    pages: int
    diagnostics: tuple[Diagnostic, ...]
    claims: tuple[str, ...]
    inputs: Mapping[str, InputSet]


def record_of(draft: Draft, found: Found) -> Record:
    """Return the record of a file, without the digest and size that only the whole file has."""
    deliverable = draft.deliverable
    warnings = [Warned.of(About.CONTENT, problem) for problem in draft.diagnostics]
    warnings += [Warned.of(About.FILE, problem) for problem in found.diagnostics]
    return Record(
        path=str(deliverable.path),
        factsheet=deliverable.factsheet,
        factsheets=deliverable.factsheets,
        kind=deliverable.kind.value,
        party=deliverable.party,
        locale=deliverable.locale,
        profile=deliverable.profile,
        edition=deliverable.edition.value,
        pages=found.pages,
        as_of=draft.as_of,
        conformance=found.claims,
        preflight={"errors": 0, "warnings": len(found.diagnostics)},
        warnings=tuple(dict.fromkeys(warnings)),
        inputs={part: digest_of(inputs) for part, inputs in sorted(found.inputs.items())},
        coverage=_in_numbers(draft.coverage) if draft.coverage else None,
    )


def attachment_of(
    draft: Draft, found: Found, sources: Sources, fonts: Mapping[str, str], dated: datetime
) -> Attachment:
    """Return the facts as a file; all that the manifest has, but for what the file would have to know of itself."""
    facts = {
        "builder": __version__,
        "versions": dict(sorted(sources.versions.items())),
        "fonts": dict(sorted(fonts.items())),
        **{name: value for name, value in as_json(record_of(draft, found)).items() if name not in {"sha256", "size"}},
        "made_from": {digest_of(inputs): dict(sorted(inputs.items())) for _, inputs in sorted(found.inputs.items())},
    }
    data = (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode()
    return Attachment(_name(draft.deliverable), data, "application/json", dated, draft.title)


def _in_numbers(coverage: Coverage) -> dict[str, int]:
    return asdict(coverage) | {"missing": coverage.missing}


def inputs_of_content(draft: Draft) -> InputSet:
    """Return what a file says of its content besides printing it."""
    warnings = [Warned.of(About.CONTENT, problem) for problem in draft.diagnostics]
    said = {"title": draft.title, "coverage": draft.coverage, "warnings": warnings}
    return {"as of": draft.as_of} | {name: digest(repr(value).encode()) for name, value in said.items()}


def _name(deliverable: Deliverable) -> str:
    """Return a name that no other file of a pack has."""
    kind = "" if deliverable.kind is Kind.FACTSHEET else deliverable.kind.value
    return "-".join(filter(None, [deliverable.factsheet, deliverable.party, kind])) + ".facts.json"
