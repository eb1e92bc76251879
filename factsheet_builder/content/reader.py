"""YAML files to models: all problems of a file at once, each with file, line and column.

The shape of a file is judged by Pydantic, whose findings are turned into sentences here; what must hold between elements
is judged by ``checks``.
"""

import difflib
import json
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, Final, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from factsheet_builder.content.deliverables import Matrix
from factsheet_builder.content.glossary import Glossary
from factsheet_builder.content.locale_settings import LocaleSettings, OfficialText
from factsheet_builder.content.manifest import Manifest
from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.parties import Register
from factsheet_builder.content.party_data import PartyData
from factsheet_builder.content.passages import Path
from factsheet_builder.content.publication import Publication
from factsheet_builder.content.tailoring_rules import TailoringRules
from factsheet_builder.content.updates import Update
from factsheet_builder.content.yaml_source import YamlSource, read_yaml
from factsheet_builder.errors import ContentError, Diagnostic, Place, Severity
from factsheet_builder.project import Project, shipped

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")

SCHEMAS: Final[dict[str, type[BaseModel]]] = {
    "factsheet": Factsheet,
    "parties": Register,
    "publication": Publication,
    "tailoring": TailoringRules,
    "update": Update,
    "deliverables": Matrix,
    "party-data": PartyData,
    "locale": LocaleSettings,
    "provisions": OfficialText,
    "manifest": Manifest,
    "glossary": Glossary,
}
"""The kinds of content files and of data that is delivered, by the name of their JSON Schema."""


@dataclass(frozen=True)
class Read(Generic[T]):
    """A model with the source that it was read from, so that later stages can name places."""

    model: T
    source: YamlSource


def read_factsheet(project: Project, name: str) -> Read[Factsheet]:
    """Return the factsheet ``name`` of the project, its shape valid.

    Raises:
        ContentError: the file is not what it must be; carries every problem found.
        SurroundingsError: there is no such file, or it cannot be read.
    """
    return _read(project, f"factsheets/{name}.yaml", Factsheet)


def read_factsheet_file(path: FilePath) -> Read[Factsheet]:
    """Return the factsheet of a file that may lie outside a project; raises as ``read_factsheet``."""
    return _read_file(path, str(path), Factsheet)


def read_register(project: Project) -> Read[Register]:
    """Return the project's register of Parties; raises as ``read_factsheet``."""
    return _read(project, "parties.yaml", Register)


def read_publication(project: Project) -> Read[Publication]:
    """Return the facts of the publication; raises as ``read_factsheet``."""
    return _read(project, "publication.yaml", Publication)


def read_tailoring(project: Project) -> Read[TailoringRules]:
    """Return the rules of tailoring, by default those that ship; raises as ``read_factsheet``."""
    here = project if (project.data / "tailoring.yaml").exists() else Project(shipped("data").parent)
    return _read(here, "tailoring.yaml", TailoringRules)


def read_matrix(project: Project) -> Read[Matrix]:
    """Return what the build owes, where the project declares it; raises as ``read_factsheet``."""
    return _read(project, "deliverables.yaml", Matrix)


def read_glossary(project: Project) -> Read[Glossary]:
    """Return the project's glossary, by default the one that ships; raises as ``read_factsheet``."""
    here = project if (project.data / "glossary.yaml").exists() else Project(shipped("data").parent)
    return _read(here, "glossary.yaml", Glossary)


def read_locale_settings(project: Project, locale: str) -> Read[LocaleSettings] | None:
    """Return what a locale says of itself, ``None`` where it says nothing; raises as ``read_factsheet``."""
    return _read_optional(project, f"locales/{locale}/locale.yaml", LocaleSettings)


def read_official_text(project: Project, locale: str) -> Read[OfficialText] | None:
    """Return the official text that a locale supplies, ``None`` where it has none; raises as ``read_factsheet``."""
    return _read_optional(project, f"locales/{locale}/provisions.yaml", OfficialText)


def _read_optional(project: Project, file: str, model: type[M]) -> Read[M] | None:
    return _read(project, file, model) if (project.data / file).exists() else None


def read_updates(project: Project) -> tuple[Read[Update], ...]:
    """Return the received updates of all factsheets, in the order of their files; raises as ``read_factsheet``."""
    read: list[Read[Update]] = []
    problems: list[Diagnostic] = []
    for path in sorted((project.data / "updates").glob("*.yaml")):
        try:
            read.append(_read(project, f"updates/{path.name}", Update))
        except ContentError as error:
            problems += error.diagnostics
    if problems:
        raise ContentError(problems)
    return tuple(read)


def json_schema(name: str) -> str:
    """Return the JSON Schema (draft 2020-12) of a kind of content file, ending in a line feed."""
    schema = SCHEMAS[name].model_json_schema()
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Factsheet builder: {name}"}
    return json.dumps(head | {k: v for k, v in schema.items() if k != "title"}, indent=1, ensure_ascii=False) + "\n"


def _read(project: Project, file: str, model: type[M]) -> Read[M]:
    return _read_file(project.data / file, f"data/{file}", model)


def _read_file(path: FilePath, shown_as: str, model: type[M]) -> Read[M]:
    source = read_yaml(path, shown_as)
    try:
        return Read(model.model_validate(source.data), source)
    except ValidationError as error:
        problems = {_problem(details, source, model) for details in error.errors(include_url=False)}
        raise ContentError(sorted(problems, key=lambda problem: (problem.place, problem.code, problem.what))) from None


def _problem(details: ErrorDetails, source: YamlSource, model: type[BaseModel]) -> Diagnostic:
    path = _path_in_file(details["loc"], source.data)
    unknown_key = details["type"] == "extra_forbidden"
    place = source.key_place(path) if unknown_key else source.place(path)
    return problem_in_words(details, model, place, path)


def problem_in_words(
    details: ErrorDetails, model: type[BaseModel], place: Place, path: Path | None = None
) -> Diagnostic:
    """Return one of Pydantic's findings about ``model`` as a diagnostic; ``path`` leads to the value in its file."""
    what, remedy = _words(details, details["loc"] if path is None else path, model)
    return Diagnostic(Severity.ERROR, details["type"].replace("_", "-"), what, remedy, place)


def _path_in_file(location: tuple[int | str, ...], data: Any) -> Path:  # noqa: ANN401
    """Drop from Pydantic's location the names of union members, which are no keys of the file."""
    path: list[int | str] = []
    for step in location:
        if isinstance(data, dict) and step in data:
            data = data[str(step)]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            continue
        path.append(step)
    return tuple(path)


def _words(details: ErrorDetails, path: Path, model: type[BaseModel]) -> tuple[str, str]:
    """Return what is wrong and what to do, in words for people who write content."""
    found, context = details["input"], details.get("ctx", {})
    last = str(details["loc"][-1]) if details["loc"] else ""
    name = f"“{path[-1]}”" if path and isinstance(path[-1], str) else "This entry"
    match details["type"]:
        case "missing":
            return f"The key “{last}” is missing here.", f"Add “{last}: …” to this entry."
        case "extra_forbidden":
            known = _fields(model)
            near = difflib.get_close_matches(last, known, 1)
            return f"The key “{last}” is not known here.", f"Did you mean “{near[0]}”?" if near else "Delete it."
        case "union_tag_invalid":
            tags = str(context.get("expected_tags", ""))
            near = difflib.get_close_matches(str(context.get("tag")), [t.strip(" '") for t in tags.split(",")], 1)
            hint = f"Did you mean “{near[0]}”? " if near else ""
            return (
                f"“{context.get('tag')}” is no kind that can stand here.",
                f"{hint}Kinds: {tags.replace(chr(39), '')}.",
            )
        case "union_tag_not_found":
            return "This entry does not say of which kind it is.", "Add “kind: …”."
        case "literal_error":
            expected = f"It must be {str(context['expected']).replace(chr(39), '')}."
            return f"{name} is “{found}”.", f"{expected}{_REASONS.get(last, '')}"
        case "string_pattern_mismatch":
            field = next((step for step in reversed(path) if isinstance(step, str)), "")
            return f"{name} is “{found}”, which is not written as it must be.", _PATTERNS.get(field, _IDENTIFIER_HELP)
        case "string_type":
            return f"{name} must be a text, but {_describe(found)} stands here.", "Put it in quotation marks."
        case "string_unicode":
            return f"{name} has half of a character.", "Write the character itself instead of its escapes."
        case "value_error":
            return f"{name} is not valid: {context['error']!s}.", "Correct the text."
        case "string_too_short" | "too_short":
            return f"{name} is empty.", "Write it, or delete the whole entry."
        case _:
            return (
                f"{name} is not valid: {details['msg'][0].lower()}{details['msg'][1:]}.",
                f"Found: {_describe(found)}.",
            )


_IDENTIFIER_HELP: Final = "Use letters and digits, joined by single hyphens or dots."
_REASONS: Final = {
    "language": " Content is written in English; other languages are translations: `factsheet messages new`."
}
_PATTERNS: Final = {
    "file": "Name a PNG, JPEG or SVG file by its path inside data.",
    "parties": "Use the three capital letters of ISO 3166, for example MLT.",
    "party": "Use the three capital letters of ISO 3166, for example MLT.",
    "code": "Use the three capital letters of ISO 3166, for example MLT.",
}


def _describe(found: object) -> str:
    match found:
        case None:
            return "nothing"
        case bool():
            return f"the truth value {str(found).lower()}"
        case int() | float():
            return f"the number {found}"
        case list():
            return "a list"
        case dict():
            return "a group of keys"
        case _:
            return f"“{str(found)[:60]}”"


def _fields(model: type[BaseModel]) -> list[str]:
    """Return the names of all keys that the schema of ``model`` knows, sorted."""
    schema = model.model_json_schema()
    names = set(schema.get("properties", {}))
    for part in schema.get("$defs", {}).values():
        names |= set(part.get("properties", {}))
    return sorted(names)
