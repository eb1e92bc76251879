"""Two manifests of builds -> which delivered files were added, changed or removed, and which inputs account for it.

Only what the comparison needs is read, so that manifests of other versions of the builder can be compared.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from factsheet_builder.changes.change_findings import CauseFact, Change, Comparison, Fact, Finding, Group, ValueFact
from factsheet_builder.changes.order import woven
from factsheet_builder.changes.values import compare_values
from factsheet_builder.content.reading.shape_problems import problem_in_words
from factsheet_builder.errors import ContentError, Diagnostic, Place, Severity, SurroundingsError


class _Read(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Delivered(_Read):
    """One delivered file: its path inside the folder of the manifest, its digest, its pages and the digests of its inputs."""

    path: str
    sha256: str
    pages: int
    inputs: dict[str, str] = {}
    as_of: date | None = None


class Manifest(_Read):
    """The delivered files of a folder; ``inputs`` gives by digest what each part was made from."""

    deliverables: tuple[Delivered, ...]
    versions: dict[str, str] = {}
    inputs: dict[str, dict[str, str]] = {}


def read_manifest(path: Path) -> Manifest:
    """Return what the manifest at ``path`` says of its files.

    Raises:
        ContentError: it is no manifest; carries every problem.
        SurroundingsError: it cannot be read.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Manifest.model_validate(data)
    except OSError as error:
        what = f"{path} cannot be read: {error.strerror}."
        raise SurroundingsError.of("unreadable", what, "Correct the name.") from error
    except json.JSONDecodeError as error:
        place = Place(str(path), error.lineno, error.colno)
        raise ContentError.of("not-json", f"This is no JSON: {error.msg}.", _REMEDY, place) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise ContentError.of("not-json", "This is no JSON in UTF-8.", _REMEDY, Place(str(path))) from error
    except ValidationError as error:
        place = Place(str(path))
        raise ContentError(_problem(found, place) for found in error.errors(include_url=False)) from None


_REMEDY = "Name a manifest.json that the build wrote."


def _problem(found: Any, place: Place) -> Diagnostic:  # noqa: ANN401 — Pydantic's details
    problem = problem_in_words(found, Manifest, place)
    where = ".".join(map(str, found["loc"]))
    return Diagnostic(Severity.ERROR, problem.code, f"{where}: {problem.what}".removeprefix(": "), _REMEDY, place)


def compare_manifests(old_name: str, old: Manifest, new_name: str, new: Manifest) -> Comparison:
    """Return which files changed; ``old_name`` and ``new_name`` are what the user calls the two."""
    return Comparison(old_name, new_name, (Group("manifest", "", "", tuple(_findings(old, new))),))


def _findings(old: Manifest, new: Manifest) -> Iterator[Finding]:
    before, after = ({entry.path: entry for entry in side.deliverables} for side in (old, new))
    if versions := tuple(compare_values(dict(old.versions), dict(new.versions))):
        yield Finding("versions", "versions", Change.CHANGED, versions)
    for path in woven(list(before), list(after)):
        if path not in before:
            yield Finding(path, "file", Change.ADDED, (ValueFact("pages", "", str(after[path].pages)),))
        elif path not in after:
            yield Finding(path, "file", Change.REMOVED, (ValueFact("pages", str(before[path].pages), ""),))
        elif before[path].sha256 != after[path].sha256:
            yield Finding(path, "file", Change.CHANGED, tuple(_facts(before[path], after[path], old, new)))


def _facts(before: Delivered, after: Delivered, old: Manifest, new: Manifest) -> Iterator[Fact]:
    if before.pages != after.pages:
        yield ValueFact("pages", str(before.pages), str(after.pages))
    yield CauseFact(tuple(dict.fromkeys(_causes(before, after, old, new))))


def _causes(before: Delivered, after: Delivered, old: Manifest, new: Manifest) -> Iterator[str]:
    """Yield the names of the inputs that differ, by the tables of both manifests; of a part that no table has, its name."""
    for part in [*after.inputs, *(part for part in before.inputs if part not in after.inputs)]:
        digests = before.inputs.get(part, ""), after.inputs.get(part, "")
        if digests[0] == digests[1]:
            continue
        was, now = old.inputs.get(digests[0], {}), new.inputs.get(digests[1], {})
        named = [name for name in sorted({*was, *now}) if was.get(name) != now.get(name)]
        yield from named or [part]
