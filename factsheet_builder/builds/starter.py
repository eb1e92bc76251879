"""A new factsheet from a commented skeleton, in a project that is there or is begun with it."""

import re
from importlib.resources import files
from pathlib import Path

from factsheet_builder.builds.store import commit
from factsheet_builder.content.reading.reader import SCHEMAS, json_schema
from factsheet_builder.errors import Place, UsageError
from factsheet_builder.project import Project, shipped

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def start_factsheet(folder: Path, name: str) -> list[Path]:
    """Write ``data/factsheets/NAME.yaml``, and what a project needs besides where it is missing; return what was written.

    Raises:
        UsageError: the name is not one that a file can have everywhere, or the factsheet exists.
        SurroundingsError: a file cannot be written.
    """
    refuse_odd_name(name)
    data = Project(folder.resolve()).data
    target = data / "factsheets" / f"{name}.yaml"
    if target.exists():
        what = f"There is a factsheet “{name}” already."
        raise UsageError.of("exists", what, "Choose another name, or edit it.", Place(f"data/factsheets/{name}.yaml"))
    skeleton = (files("factsheet_builder.content") / "skeleton.yaml").read_text(encoding="utf-8")
    wanted: dict[Path, str] = {}
    for kind in sorted(SCHEMAS):
        wanted[data / "schemas" / f"{kind}.schema.json"] = json_schema(kind)
    for common in ("publication.yaml", "parties.yaml", "tailoring.yaml", "glossary.yaml"):
        if not (data / common).exists():
            wanted[data / common] = (shipped("data") / common).read_text(encoding="utf-8")
    # The factsheet comes last: where anything fails there is none, and the command can be given again.
    wanted[target] = skeleton.replace("NAME", name)
    return [path for path, text in wanted.items() if commit(path, text.encode())]


def refuse_odd_name(name: str) -> None:
    """Raise ``UsageError`` where a name is not one that a file can have everywhere."""
    if not _NAME.fullmatch(name) or len(name) > 60:
        what = f"“{name}” cannot be the name of a factsheet."
        raise UsageError.of(
            "name", what, "Use small letters, digits and single hyphens, for example assistance-to-victims."
        )
