"""Pydantic's findings about a file -> what is wrong with it, where and what to do, each fault once.

A key that is misspelt is not reported missing as well, a list with a wrong entry is not reported empty, and of a value that
may have several shapes only what is wrong with the one that it was given is said. The words are those of ``shape_wording``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any, Final, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.key_wording import nearest
from factsheet_builder.content.reading.model_keys import Location
from factsheet_builder.content.reading.shape_wording import NO_SHAPE, words_of
from factsheet_builder.content.reading.yaml_source import Data, YamlSource
from factsheet_builder.errors import Diagnostic, Place, Severity


def shape_problems(error: ValidationError, source: YamlSource, model: type[BaseModel]) -> list[Diagnostic]:
    """Return what Pydantic found wrong in a file that holds a ``model``, each fault once, in the order of the file."""
    found = _of_given_shapes(error.errors(include_url=False), source.data)
    problems = {_problem(details, source, model) for details in _faults(found)}
    return sorted(problems, key=lambda problem: (problem.place, problem.code, problem.what))


def with_numbers_as_texts(error: ValidationError, source: YamlSource) -> Data:
    """Return the data of a file with each number that stands where a text belongs as the text that is written there.

    ``None`` where there is no such number. A part of a number that YAML leaves out of its value stays: ``1.10`` is no 1.1.
    """
    data: Any = None
    for details in error.errors(include_url=False):
        found = details["input"]
        if details["type"] != "string_type" or isinstance(found, bool) or not isinstance(found, int | float):
            continue
        path = _path_in_file(details["loc"], source.data)
        if written := source.written(path):
            data = deepcopy(source.data) if data is None else data
            holder = data
            for step in path[:-1]:
                holder = holder[step]
            holder[path[-1]] = written
    return cast("Data", data)


def _faults(found: Iterable[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Yield the findings without those that only follow from others."""
    found = list(found)
    misspelt = {details["loc"] for details in found if details["type"] == "extra_forbidden"}
    for details in found:
        match details["type"]:
            # Entries that are wrong do not count for Pydantic.
            case "too_short" if len(details["input"]) >= details.get("ctx", {}).get("min_length", 0):
                continue
            case "missing" if any(_is_meant(name, details["loc"]) for name in misspelt):
                continue
            case _:
                yield details


def _is_meant(misspelt: Location, missing: Location) -> bool:
    """Tell whether the key that is not known is likely to be the one that is missing beside it."""
    return misspelt[:-1] == missing[:-1] and bool(nearest(str(misspelt[-1]), [str(missing[-1])]))


_OTHER_SHAPE: Final = {
    "string_type": "a text",
    "tuple_type": "a list",
    "list_type": "a list",
    "model_type": "an entry",
    "model_attributes_type": "an entry",
    "dict_type": "an entry",
    "int_type": "a number",
    "float_type": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_parsing": "a number",
    "float_parsing": "a number",
    "date_type": "a day",
}
"""Findings that say that a value has another shape altogether, and the shape that it should have."""


def _of_given_shapes(found: Iterable[ErrorDetails], data: Any, depth: int = 0) -> Iterator[ErrorDetails]:  # noqa: ANN401
    """Yield the findings; of values that may have several shapes, those about the one that was meant.

    ``depth`` counts the unions that were settled on the way in.
    """
    branches: dict[Path, dict[str, list[ErrorDetails]]] = defaultdict(lambda: defaultdict(list))
    for details in found:
        _, passed = _walked(details["loc"], data, is_missing=details["type"] == "missing")
        if len(passed) <= depth:
            yield details
        else:
            at, member = passed[depth]
            branches[at][member].append(details)
    for at, members in branches.items():
        yield from _of_given_shapes(_meant(members, at, data), data, depth + 1)


def _meant(members: dict[str, list[ErrorDetails]], at: Path, data: Any) -> Iterator[ErrorDetails]:  # noqa: ANN401
    """Yield the findings of the member of a union that a value was meant as."""
    if len(members) == 1:
        (only,) = members.values()
        yield from only
        return
    fitting = [rows for rows in members.values() if not any(_is_of_another_shape(row, at, data) for row in rows)]
    if fitting:
        yield from min(fitting, key=len)
        return
    rows = [row for found in members.values() for row in found if _is_of_another_shape(row, at, data)]
    first = rows[0]
    shapes = tuple(dict.fromkeys(_OTHER_SHAPE[row["type"]] for row in rows))
    location = next((row["loc"] for row in rows if _OTHER_SHAPE[row["type"]] == "an entry"), first["loc"])
    yield ErrorDetails(type=NO_SHAPE, loc=location, msg="", input=first["input"], ctx={"shapes": shapes})


def _is_of_another_shape(details: ErrorDetails, at: Path, data: Any) -> bool:  # noqa: ANN401
    return details["type"] in _OTHER_SHAPE and _path_in_file(details["loc"], data) == at


def _problem(details: ErrorDetails, source: YamlSource, model: type[BaseModel]) -> Diagnostic:
    path = _path_in_file(details["loc"], source.data)
    match details["type"]:
        case "extra_forbidden":
            place = source.key_place(path)
        case "union_tag_invalid":
            place = source.place((*path, "kind"))
        case _:
            place = source.place(path)
    line = source.lines[place.line - 1] if 0 < place.line <= len(source.lines) else ""
    return _diagnostic(details, place, words_of(details, path, model, source.written(path), line))


def problem_in_words(
    details: ErrorDetails, model: type[BaseModel], place: Place, path: Path | None = None, written: str = ""
) -> Diagnostic:
    """Return one of Pydantic's findings about ``model`` as a diagnostic.

    ``path`` leads to the value in its file, where it stands as ``written``.
    """
    return _diagnostic(details, place, words_of(details, details["loc"] if path is None else path, model, written))


def _diagnostic(details: ErrorDetails, place: Place, words: tuple[str, str]) -> Diagnostic:
    return Diagnostic(Severity.ERROR, details["type"].replace("_", "-"), *words, place)


def _path_in_file(location: Location, data: Any) -> Path:  # noqa: ANN401
    """Drop from Pydantic's location the names of union members, which are no keys of the file."""
    return _walked(location, data)[0]


def _walked(
    location: Location,
    data: Any,  # noqa: ANN401
    *,
    is_missing: bool = False,
) -> tuple[Path, list[tuple[Path, str]]]:
    """Return the path in the file that a location of Pydantic's leads to, and each union on the way with its member.

    Where a key is missing, the last step is that key.
    """
    path: list[int | str] = []
    passed: list[tuple[Path, str]] = []
    entered: object = None
    for step in location[:-1] if is_missing else location:
        is_kind = isinstance(data, dict) and entered is not data and data.get("kind") == step
        if isinstance(data, dict) and step in data and not is_kind:
            entered = data
            data = data[str(step)]
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            entered = data
            passed.append((tuple(path), str(step)))
            continue
        path.append(step)
    return tuple(path), passed
