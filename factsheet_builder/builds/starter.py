"""Files of content that the program writes: a new factsheet from a commented skeleton, and ids where an author wrote none."""

import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

from factsheet_builder.builds.store import commit, commit_all
from factsheet_builder.content.reading.made_ids import write_ids
from factsheet_builder.content.reading.reader import SCHEMAS, json_schema
from factsheet_builder.errors import ContentError, Place, UsageError
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


def write_made_ids(project: Project, names: Iterable[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Write the ids that were made into the factsheets ``names``; return each file that changed, with its new ids.

    Files that are no YAML are left alone: checking them says why. Either all files are written or none.

    Raises:
        ContentError: a file is laid out in a way that ids cannot be put into.
        SurroundingsError: a file cannot be written.
    """
    files: dict[Path, bytes] = {}
    found = []
    for file, text in _texts(project, names):
        shown_as = project.relative(file)
        try:
            written, ids = write_ids(text, shown_as)
        except ContentError:
            continue
        except ValueError:
            what = "The ids that were made cannot be written into this file by lines."
            remedy = "Write each passage with its keys on lines of their own, “kind” among them."
            raise ContentError.of("ids-not-written", what, remedy, Place(shown_as)) from None
        if ids:
            files[file] = written.encode()
            found.append((shown_as, ids))
    commit_all(files)
    return found


def _texts(project: Project, names: Iterable[str]) -> Iterator[tuple[Path, str]]:
    for name in names:
        file = project.data / "factsheets" / f"{name}.yaml"
        try:
            yield file, file.read_bytes().decode()
        except (OSError, UnicodeDecodeError):
            continue  # checking says why
