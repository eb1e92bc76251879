"""Pydantic's findings about a file -> what is wrong with it, where and what to do, in the words of people who write content.

One fault gives one message: a key that is misspelt is not reported missing as well, and a list with a wrong entry is not
reported empty.
"""

import difflib
import re
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Final, Literal, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from factsheet_builder.content.models import blocks
from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.yaml_source import YamlSource
from factsheet_builder.errors import Diagnostic, Place, Severity

Location = tuple[int | str, ...]
"""Where Pydantic found it: keys, indexes, and the kinds of blocks that it passed."""


def shape_problems(error: ValidationError, source: YamlSource, model: type[BaseModel]) -> list[Diagnostic]:
    """Return what Pydantic found wrong in a file that holds a ``model``, each fault once, in the order of the file."""
    problems = {_problem(details, source, model) for details in _faults(error.errors(include_url=False))}
    return sorted(problems, key=lambda problem: (problem.place, problem.code, problem.what))


def _faults(found: Iterable[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Yield the findings without those that only follow from others."""
    found = list(found)
    misspelt = {details["loc"] for details in found if details["type"] == "extra_forbidden"}
    for details in found:
        match details["type"]:
            # Entries that are wrong do not count for Pydantic.
            case "too_short" if details["input"]:
                continue
            case "missing" if any(_is_meant(name, details["loc"]) for name in misspelt):
                continue
            case _:
                yield details


def _is_meant(misspelt: Location, missing: Location) -> bool:
    """Tell whether the key that is not known is likely to be the one that is missing beside it."""
    return misspelt[:-1] == missing[:-1] and bool(_nearest(str(misspelt[-1]), [str(missing[-1])]))


def _nearest(word: str, known: Iterable[str]) -> str:
    """Return the one of ``known`` that ``word`` is likely to be meant as, or nothing."""
    return next(iter(difflib.get_close_matches(word.casefold(), list(known), 1)), "")


def _problem(details: ErrorDetails, source: YamlSource, model: type[BaseModel]) -> Diagnostic:
    path = _path_in_file(details["loc"], source.data)
    unknown_key = details["type"] == "extra_forbidden"
    place = source.key_place(path) if unknown_key else source.place(path)
    return problem_in_words(details, model, place, path, source.written(path))


def problem_in_words(
    details: ErrorDetails, model: type[BaseModel], place: Place, path: Path | None = None, written: str = ""
) -> Diagnostic:
    """Return one of Pydantic's findings about ``model`` as a diagnostic.

    ``path`` leads to the value in its file, where it stands as ``written``.
    """
    what, remedy = _words(details, details["loc"] if path is None else path, model, written)
    return Diagnostic(Severity.ERROR, details["type"].replace("_", "-"), what, remedy, place)


def _path_in_file(location: Location, data: Any) -> Path:  # noqa: ANN401
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


def _words(details: ErrorDetails, path: Path, model: type[BaseModel], written: str) -> tuple[str, str]:
    """Return what is wrong and what to do."""
    found, context = details["input"], details.get("ctx", {})
    last = str(details["loc"][-1]) if details["loc"] else ""
    name = f"“{path[-1]}”" if path and isinstance(path[-1], str) else "This entry" if path else "The file"
    match details["type"]:
        case "missing":
            return f"The key “{last}” is missing here.", f"Add “{last}: …” to this entry."
        case "extra_forbidden":
            return _unknown_key(last, known_keys(model, details["loc"][:-1]))
        case "union_tag_invalid":
            tags = str(context.get("expected_tags", "")).replace("'", "")
            near = _nearest(str(context.get("tag")), tags.split(", "))
            hint = f"Did you mean “{near}”? " if near else ""
            return f"“{context.get('tag')}” is no kind that can stand here.", f"{hint}Kinds: {tags}."
        case "union_tag_not_found":
            return "This entry does not say of which kind it is.", "Add “kind: …”."
        case "literal_error":
            expected = f"It must be {str(context['expected']).replace(chr(39), '')}."
            return f"{name} is “{found}”.", f"{expected}{_REASONS.get(last, '')}"
        case "string_pattern_mismatch":
            field = next((step for step in reversed(path) if isinstance(step, str)), "")
            return f"{name} is “{found}”, which is not written as it must be.", _PATTERNS.get(field, _IDENTIFIER_HELP)
        case "string_type":
            what = f"{name} must be a text, but {describe(found, written)} stands here."
            return what, _text_remedy(found, written)
        case "string_unicode":
            return f"{name} has half of a character.", "Write the character itself instead of its escapes."
        case "value_error":
            return f"{name} is not valid: {context['error']!s}.", "Correct the text."
        case "string_too_short" | "too_short":
            return f"{name} is empty.", "Write it, or delete the whole entry."
        case "string_too_long" | "too_long" as kind:
            counted = "characters" if kind == "string_too_long" else "entries"
            return f"{name} has more than {context['max_length']:,} {counted}.", "Shorten or divide it."
        case kind:
            return _of_a_value(kind, name, describe(found, written), details)


def _of_a_value(kind: str, name: str, found: str, details: ErrorDetails) -> tuple[str, str]:
    """Return what is wrong with a value that has another shape, or is out of bounds, and what to do."""
    if remedy := _SHAPES.get(kind):
        return f"{name} cannot be {found}.", remedy
    if limit := _LIMITS.get(kind):
        return f"{name} cannot be {found}.", f"It must be {limit} {next(iter(details['ctx'].values()))}."
    return f"{name} cannot be {found}.", f"{details['msg']}."


_ENTRY: Final = "Write its keys below it, each on a line of its own, indented: “key: …”."
_LIST: Final = "Write a list: each entry on a line of its own that begins with “- ”, or all in brackets: [a, b]."
_NUMBER: Final = "Write a number without quotation marks."
_DAY: Final = "Write a day of the calendar, as year, month and day: 2022-03-10."
_TRUTH: Final = "Write true or false, without quotation marks."
_SHAPES: Final = {
    "model_type": _ENTRY,
    "model_attributes_type": _ENTRY,
    "dict_type": _ENTRY,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "int_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_from_float": "Write a whole number.",
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "bool_type": _TRUTH,
    "bool_parsing": _TRUTH,
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
}
"""What to do where a value has another shape, by Pydantic's name for it."""

_LIMITS: Final = {
    "greater_than": "more than",
    "greater_than_equal": "at least",
    "less_than": "less than",
    "less_than_equal": "at most",
}
_IDENTIFIER_HELP: Final = "Use letters and digits, joined by single hyphens or dots."
_REASONS: Final = {
    "language": " Content is written in English; other languages are translations: `factsheet messages new`."
}
_PATTERNS: Final = {
    "file": "Name a PNG, JPEG, WebP, GIF, TIFF or SVG file by its path inside data; save others as one of these.",
    "parties": "Use the three capital letters of ISO 3166, for example MLT.",
    "party": "Use the three capital letters of ISO 3166, for example MLT.",
    "code": "Use the three capital letters of ISO 3166, for example MLT.",
}


def _unknown_key(key: str, known: tuple[str, ...]) -> tuple[str, str]:
    near = _nearest(key, known)
    keys = f" Known here: {', '.join(known)}." if known else ""
    return f"The key “{key}” is not known here.", f"Did you mean “{near}”?" if near else f"Correct or delete it.{keys}"


def _text_remedy(found: object, written: str) -> str:
    match found:
        case list() if written.startswith("["):
            return 'A text that begins with a bracket stands in quotation marks: "[…] …".'
        case dict() if written.startswith("{"):
            return 'A text that begins with a brace stands in quotation marks: "{…} …".'
        case list() | dict():
            return "Write one text here; what belongs below it goes into an entry of its own."
        case None:
            return "Write it, or delete the key."
        case _:
            return f'Put it in quotation marks: "{written or found}".'


def describe(found: object, written: str = "") -> str:
    """Return what a value is, in words; a number as it is ``written``."""
    match found:
        case None:
            return "nothing"
        case bool():
            return f"the truth value {str(found).lower()}"
        case int() | float():
            return f"the number {written or found}"
        case list():
            return "a list"
        case dict():
            return "a group of keys"
        case _:
            short = re.sub(r"\s+", " ", str(found))
            return f"the text “{short[:60]}{'…' if len(short) > 60 else ''}”"


def known_keys(model: type[BaseModel], location: Location) -> tuple[str, ...]:
    """Return the keys that the entry at ``location`` in a ``model`` may have, in their order; none where it has any."""
    here: Any = model
    for step in location:
        here = next((inner for member in _members(here) if (inner := _inside(member, step)) is not None), None)
        if here is None:
            return ()
    return tuple(name for member in _members(here) if _is_model(member) for name in _fields(member))


def _members(kind: Any) -> Iterator[Any]:  # noqa: ANN401 - annotations have no common type
    """Yield the kinds that an annotation allows."""
    if get_origin(kind) is Annotated:
        yield from _members(get_args(kind)[0])
    elif _is_model(kind) or get_origin(kind) in {tuple, dict, Literal}:
        yield kind
    else:
        for member in get_args(kind):
            yield from _members(member)


def _inside(kind: Any, step: int | str) -> Any:  # noqa: ANN401
    """Return the annotation one step further inside, or ``None`` where the step does not lead into ``kind``."""
    if _is_model(kind):
        if step in (fields := _fields(kind)):
            name = next(name for name, field in kind.model_fields.items() if field is fields[str(step)])
            # Blocks hold blocks: a module of one kind knows the union of all by its name only.
            return get_type_hints(kind, localns=vars(blocks), include_extras=True)[name]
        if step == kind.__name__:
            return kind
        tag = kind.model_fields.get("kind")
        return kind if tag is not None and step in get_args(tag.annotation) else None
    if get_origin(kind) is tuple and isinstance(step, int):
        return get_args(kind)[0]
    if get_origin(kind) is dict and isinstance(step, str):
        return get_args(kind)[1]
    return None


def _fields(kind: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields of a model by the keys that a file has for them."""
    return {field.alias or name: field for name, field in kind.model_fields.items()}


def _is_model(kind: Any) -> bool:  # noqa: ANN401
    return isinstance(kind, type) and issubclass(kind, BaseModel)
