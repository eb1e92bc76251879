"""YAML files to models: all problems of a file at once, each with file, line and column.

The shape of a file is judged by Pydantic, whose findings ``shape_problems`` turns into sentences; what must hold between
elements is judged by the room ``checks``.
"""

import json
import re
from pathlib import Path as FilePath
from typing import Any, Final, TypeVar

from pydantic import BaseModel

from factsheet_builder.content.data_tables.data_uses import tables_used
from factsheet_builder.content.data_tables.table_description import TableDescription
from factsheet_builder.content.deliverables import AnnexTitles, Matrix
from factsheet_builder.content.glossary import Glossary
from factsheet_builder.content.locale_settings import LocaleSettings, OfficialText
from factsheet_builder.content.manifest import Manifest
from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.office import OFFICE_FILE, Office
from factsheet_builder.content.parties import Register
from factsheet_builder.content.party_data import PartyData
from factsheet_builder.content.publication import Publication
from factsheet_builder.content.reading.data_files.data_folder import read_data_tables
from factsheet_builder.content.reading.made_ids import NUMBERED
from factsheet_builder.content.reading.modelling import Read as Read
from factsheet_builder.content.reading.modelling import modelled, read_model, read_model_file
from factsheet_builder.content.reading.yaml_source import read_yaml, read_yaml_text
from factsheet_builder.content.tailoring_rules import TailoringRules
from factsheet_builder.content.updates import Update
from factsheet_builder.errors import ContentError, Diagnostic, FactsheetError, Severity
from factsheet_builder.project import Project, shipped

M = TypeVar("M", bound=BaseModel)
S = TypeVar("S", Factsheet, Publication)

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
    "annexes": AnnexTitles,
    "data-table": TableDescription,
    "studio": Office,
}
"""The kinds of content files and of data that is delivered, by the name of their JSON Schema."""


def read_factsheet(project: Project, name: str) -> Read[Factsheet]:
    """Return the factsheet ``name`` of the project, its shape valid, with the tables of data that it uses.

    Raises:
        ContentError: the file, or one of data, is not what it must be; carries every problem found.
        SurroundingsError: there is no such file, or it cannot be read.
    """
    return with_data(_in_language(read_model(project, f"factsheets/{name}.yaml", Factsheet), project), project)


def with_data(read: Read[Factsheet], project: Project) -> Read[Factsheet]:
    """Return a factsheet with the tables of data that it uses, as their files are; raises as ``read_factsheet``."""
    if not (names := tables_used(read.model)):
        return read
    tables = read_data_tables(project, names, read_register(project).model)
    return Read(read.model.model_copy(update={"data": tables}), read.source)


_ABOUT: Final = re.compile(r"""\babout["']?\s*:""")


def read_about(project: Project, name: str) -> tuple[str, ...]:
    """Return the codes of the States that a factsheet is about; none where it cannot be read, which is told where it is."""
    path = project.data / f"factsheets/{name}.yaml"
    try:
        if not _ABOUT.search(path.read_text(encoding="utf-8", errors="replace")):
            return ()  # most are about no State in particular, and need not be parsed to be planned
        data = read_yaml(path, path.name).data
    except (FactsheetError, OSError):
        return ()
    about = data.get("about") if isinstance(data, dict) else None
    return tuple(code for code in about if isinstance(code, str)) if isinstance(about, list) else ()


def read_factsheet_file(path: FilePath) -> Read[Factsheet]:
    """Return the factsheet of a file that may lie outside a project; raises as ``read_factsheet``."""
    return read_model_file(path, str(path), Factsheet)


def read_factsheet_text(text: str, shown_as: str) -> Read[Factsheet]:
    """Return the factsheet of YAML that is in no file yet; raises ``ContentError`` as ``read_factsheet``."""
    return modelled(read_yaml_text(text, shown_as), Factsheet)


def read_register(project: Project) -> Read[Register]:
    """Return the project's register of Parties; raises as ``read_factsheet``."""
    return read_model(project, "parties.yaml", Register)


def read_publication(project: Project) -> Read[Publication]:
    """Return the facts of the publication; raises as ``read_factsheet``."""
    return _in_language(read_model(project, "publication.yaml", Publication), project)


def read_tailoring(project: Project) -> Read[TailoringRules]:
    """Return the rules of tailoring, by default those that ship; raises as ``read_factsheet``."""
    here = project if (project.data / "tailoring.yaml").exists() else Project(shipped("data").parent)
    return read_model(here, "tailoring.yaml", TailoringRules)


def read_matrix(project: Project) -> Read[Matrix]:
    """Return what the build owes, where the project declares it; raises as ``read_factsheet``."""
    return read_model(project, "deliverables.yaml", Matrix)


def read_glossary(project: Project) -> Read[Glossary]:
    """Return the project's glossary, by default the one that ships; raises as ``read_factsheet``."""
    here = project if (project.data / "glossary.yaml").exists() else Project(shipped("data").parent)
    read = read_model(here, "glossary.yaml", Glossary)
    if here is project:
        _refuse_source_language(read, project.source_locale)
    return read


def _refuse_source_language(read: Read[Glossary], source: str) -> None:
    """Raise where a term has words of the content's language among its translations."""
    found = [
        Diagnostic(
            Severity.ERROR,
            "glossary-language",
            f"“{source}” is the language of the content: its words are no translation.",
            "Put them into “term” and “forms”.",
            read.source.place(("terms", number, "languages", source)),
        )
        for number, term in enumerate(read.model.terms)
        if source in term.languages
    ]
    if found:
        raise ContentError(found)


def read_locale_settings(project: Project, locale: str) -> Read[LocaleSettings] | None:
    """Return what a locale says of itself, ``None`` where it says nothing; raises as ``read_factsheet``."""
    return _read_optional(project, f"locales/{locale}/locale.yaml", LocaleSettings)


def read_official_text(project: Project, locale: str) -> Read[OfficialText] | None:
    """Return the official text that a locale supplies, ``None`` where it has none; raises as ``read_factsheet``."""
    return _read_optional(project, f"locales/{locale}/provisions.yaml", OfficialText)


def read_annex_titles(project: Project, folder: str) -> Read[AnnexTitles] | None:
    """Return the titles of the annexes of a folder, ``None`` where it has none; raises as ``read_factsheet``."""
    return _read_optional(project, f"annexes/{folder}/titles.yaml", AnnexTitles)


def _in_language(read: Read[S], project: Project) -> Read[S]:
    """Return what was read, in the language of the project's content where it says none itself."""
    if "language" in read.model.model_fields_set:
        return read
    return Read(read.model.model_copy(update={"language": project.source_locale}), read.source)


def _read_optional(project: Project, file: str, model: type[M]) -> Read[M] | None:
    return read_model(project, file, model) if (project.data / file).exists() else None


def read_updates(project: Project) -> tuple[Read[Update], ...]:
    """Return the received updates of all factsheets, in the order of their files; raises as ``read_factsheet``."""
    read: list[Read[Update]] = []
    problems: list[Diagnostic] = []
    for path in sorted((project.data / "updates").glob("*.yaml")):
        try:
            read.append(read_model(project, f"updates/{path.name}", Update))
        except ContentError as error:
            problems += error.diagnostics
    if problems:
        raise ContentError(problems)
    return tuple(read)


def read_office(project: Project) -> Read[Office] | None:
    """Return who may do what in the studio; nothing where no file says so.

    Raises:
        ContentError: the file is not what it must be.
        SurroundingsError: it cannot be read.
    """
    return read_model(project, OFFICE_FILE, Office) if (project.data / OFFICE_FILE).exists() else None


def json_schema(name: str) -> str:
    """Return the JSON Schema (draft 2020-12) of a kind of content file, ending in a line feed."""
    schema = SCHEMAS[name].model_json_schema()
    if name == "factsheet":
        _let_ids_be_made(schema)
    if name not in _DELIVERED:
        _let_numbers_be_texts(schema)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Factsheet builder: {name}"}
    return json.dumps(head | {k: v for k, v in schema.items() if k != "title"}, indent=1, ensure_ascii=False) + "\n"


def _let_ids_be_made(schema: dict[str, Any]) -> None:
    """Ask for no id where one is made."""
    for entry in schema["$defs"].values():
        keys, required = entry.get("properties", {}), entry.get("required", [])
        kind = keys.get("kind", {}).get("const")
        if "corrections" in keys and "id" in required and kind not in NUMBERED:
            required.remove("id")


_DELIVERED: Final = frozenset({"manifest", "party-data"})
"""Kinds of files that the program writes."""
_NARROWED: Final = frozenset({"pattern", "format", "enum", "const"})


def _let_numbers_be_texts(schema: Any) -> None:  # noqa: ANN401 - a schema has values of all shapes
    """Let a number stand where a free text may: it is taken as it is written."""
    if isinstance(schema, dict):
        if schema.get("type") == "string" and not _NARROWED & schema.keys():
            schema["type"] = ["string", "number"]
        for inner in schema.values():
            _let_numbers_be_texts(inner)
    elif isinstance(schema, list):
        for inner in schema:
            _let_numbers_be_texts(inner)
