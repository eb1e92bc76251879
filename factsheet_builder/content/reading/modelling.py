"""A YAML file -> a model with the place of each of its values; what is wrong with its shape, all of it, in sentences."""

from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.reading.made_ids import with_made_ids
from factsheet_builder.content.reading.shape_problems import shape_problems, with_numbers_as_texts
from factsheet_builder.content.reading.yaml_source import YamlSource, read_yaml
from factsheet_builder.errors import ContentError
from factsheet_builder.project import Project

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")


@dataclass(frozen=True)
class Read(Generic[T]):
    """A model with the source that it was read from, so that later stages can name places."""

    model: T
    source: YamlSource


def read_model(project: Project, file: str, model: type[M]) -> Read[M]:
    """Return what a file of the project's data says, its shape valid.

    Raises:
        ContentError: the file is not what it must be; carries every problem found.
        SurroundingsError: there is no such file, or it cannot be read.
    """
    return read_model_file(project.data / file, f"data/{file}", model)


def read_model_file(path: FilePath, shown_as: str, model: type[M]) -> Read[M]:
    """Return what a file says, wherever it lies; raises as ``read_model``."""
    return modelled(read_yaml(path, shown_as), model)


def modelled(source: YamlSource, model: type[M]) -> Read[M]:
    """Return the data of a file as a model, a factsheet with ids made; raises ``ContentError`` as ``read_model``."""
    source = with_made_ids(source) if model is Factsheet else source
    try:
        return Read(model.model_validate(source.data), source)
    except ValidationError as error:
        found = error
    # A number where a text belongs, such as 1.10 in a cell of a table, is meant as it is written.
    if (data := with_numbers_as_texts(found, source)) is not None:
        try:
            return Read(model.model_validate(data), source)
        except ValidationError as error:
            found = error
    raise ContentError(shape_problems(found, source, model)) from None
