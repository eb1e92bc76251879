"""A new factsheet from a commented skeleton, in a project that is there or is begun with it; a project of another body."""

import json
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Final

from factsheet_builder.builds.store import commit, commit_all
from factsheet_builder.characters import find_deceiving
from factsheet_builder.content.parties import Register
from factsheet_builder.content.publication import Body
from factsheet_builder.content.reading.made_ids import write_ids
from factsheet_builder.content.reading.reader import SCHEMAS, json_schema, read_publication, read_register
from factsheet_builder.errors import ContentError, Place, UsageError
from factsheet_builder.languages.tags import PSEUDO, is_known_tag
from factsheet_builder.project import SOURCE_LOCALE, Project, shipped

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COMMON: Final = ("publication.yaml", "parties.yaml", "tailoring.yaml", "glossary.yaml")
_SAMPLE_ROUND: Final = (
    ("  id: round-2\n", "  id: {round}\n"),
    ("  parties: 43\n", "  parties: {count}\n"),
    ("  adopted: 2022-03-10\n", "  adopted: 2026-01-01\n"),
)
"""What of the skeleton is of one round."""


class StarterRegister(StrEnum):
    """The registers that a project may begin with."""

    EMPTY = "empty"
    UN = "un"


def start_factsheet(folder: Path, name: str) -> list[Path]:
    """Write ``data/factsheets/NAME.yaml``, and what a project needs besides where it is missing; return what was written.

    Raises:
        UsageError: the name is not one that a file can have everywhere, or the factsheet exists.
        ContentError: the register or the publication of the project is not valid.
        SurroundingsError: a file cannot be written.
    """
    refuse_odd_name(name)
    project = Project(folder.resolve())
    data = project.data
    target = data / "factsheets" / f"{name}.yaml"
    if target.exists():
        what = f"There is a factsheet “{name}” already."
        raise UsageError.of("exists", what, "Choose another name, or edit it.", Place(f"data/factsheets/{name}.yaml"))
    wanted = _schemas(project)
    for common in _COMMON:
        if not (data / common).exists():
            wanted[data / common] = (shipped("data") / common).read_text(encoding="utf-8")
    # The factsheet comes last: where anything fails there is none, and the command can be given again.
    wanted[target] = _skeleton(project, wanted).replace("NAME", name)
    return _written(wanted)


def start_project(folder: Path, body: str, register: StarterRegister, language: str = SOURCE_LOCALE) -> list[Path]:
    """Write what a project of another ``body`` begins with, and nothing of ours; return what was written.

    Raises:
        UsageError: the folder has a project already, the name cannot be printed, or no formats of the language are known.
        SurroundingsError: a file cannot be written.
    """
    project = Project(folder.resolve())
    there = [name for name in (*_COMMON, "deliverables.yaml") if (project.data / name).exists()]
    if there:
        what = f"There is a project already: it has data/{there[0]}."
        raise UsageError.of(
            "exists", what, "Begin in an empty folder, or edit what is there.", Place(f"data/{there[0]}")
        )
    named = body.strip()
    if not named or len(named) > 200 or find_deceiving(named):
        raise UsageError.of("body", "This cannot be the name of a body.", "Give its name in letters, 200 at most.")
    if not is_known_tag(language) or language in PSEUDO:
        remedy = "Use a language tag as BCP 47 writes it: en, en-GB, fr, ar."
        raise UsageError.of("locale", f"No formats are known for the language “{language}”.", remedy)
    wanted = _schemas(project)
    names = {name: name for name in ("deliverables.yaml", "glossary.yaml")}
    names |= {"parties.yaml": f"parties-{register}.yaml", "publication.yaml": "publication.yaml"}
    for name, starter in names.items():
        text = _starter(starter).replace("LANGUAGE", language)
        wanted[project.data / name] = text.replace("BODY", json.dumps(named, ensure_ascii=False))
    wanted[project.data / "tailoring.yaml"] = (shipped("data") / "tailoring.yaml").read_text(encoding="utf-8")
    # What makes the folder a project comes last.
    wanted[project.data / "publication.yaml"] = wanted.pop(project.data / "publication.yaml")
    return _written(wanted)


def refuse_odd_name(name: str) -> None:
    """Raise ``UsageError`` where a name is not one that a file can have everywhere."""
    if not _NAME.fullmatch(name) or len(name) > 60:
        what = f"“{name}” cannot be the name of a factsheet."
        raise UsageError.of(
            "name", what, "Use small letters, digits and single hyphens, for example assistance-to-victims."
        )


def _schemas(project: Project) -> dict[Path, str]:
    return {project.data / "schemas" / f"{kind}.schema.json": json_schema(kind) for kind in sorted(SCHEMAS)}


def _written(wanted: dict[Path, str]) -> list[Path]:
    return [path for path, text in wanted.items() if commit(path, text.encode())]


def _starter(name: str) -> str:
    return (files("factsheet_builder.content") / "starters" / name).read_text(encoding="utf-8")


def _skeleton(project: Project, wanted: dict[Path, str]) -> str:
    """Return the skeleton with the words, the language, the round and the Parties of the project; as it is in a new one."""
    text = (files("factsheet_builder.content") / "skeleton.yaml").read_text(encoding="utf-8")
    if project.data / "parties.yaml" in wanted or project.data / "publication.yaml" in wanted:
        return text
    publication, register = read_publication(project).model, read_register(project).model
    if publication.language != SOURCE_LOCALE:
        text = text.replace("language: en\n", f"language: {publication.language}\n")
    return _with_parties(_with_body(text, publication.body), register)


def _with_body(text: str, body: Body | None) -> str:
    if body is None:
        return text
    text = text.replace("sample-treaty", body.instrument) if body.instrument else text
    return text.replace("The Committee", body.in_sentences)


def _with_parties(text: str, register: Register) -> str:
    """Return the skeleton with a round and with Parties of the register in place of those that it has not."""
    rounds = {name for party in register.parties for name in party.coverage}
    if "round-2" not in rounds:
        for old, new in _SAMPLE_ROUND:
            text = text.replace(old, new.format(round=min(rounds, default="round-1"), count=len(register.parties)))
    known, ours = register.by_code, read_register(Project(shipped("data").parent)).model.by_code
    sampled = [code for code in dict.fromkeys(re.findall(r"\b[A-Z]{3}\b", text)) if code in ours]
    spare = [code for code in known if code not in sampled] or list(known)
    for place, code in enumerate(code for code in sampled if code not in known):
        party = known[spare[place % len(spare)]]
        text = re.sub(rf"\b{code}\b", party.code, text)
        name = party.current_name(party.language_for(SOURCE_LOCALE)).name
        for form in ours[code].names[SOURCE_LOCALE]:
            text = text.replace(form.prose or form.name, name).replace(form.name, name)
    return text


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
        file = project.factsheet_path(name)
        try:
            yield file, file.read_bytes().decode()
        except (OSError, UnicodeDecodeError):
            continue  # checking says why
