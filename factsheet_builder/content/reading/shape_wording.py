"""One of Pydantic's findings -> what is wrong and what to do, in the words of people who write content.

Every type of finding has words here; none is passed on in Pydantic's own. Where it stands is left to ``shape_problems``.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.key_wording import kindless, nearest, odd_letters, unknown_key
from factsheet_builder.content.reading.model_keys import (
    entries_at,
    keys_of,
    known_keys,
    name_of,
    needed_keys,
    with_article,
)

Words = tuple[str, str]
"""What is wrong, and what to do."""

NO_SHAPE: Final = "no-shape-fits"
"""Of a value that may have several shapes, and has none of them."""


def words_of(details: ErrorDetails, path: Path, model: type[BaseModel], written: str, line: str = "") -> Words:
    """Return what is wrong and what to do; ``written`` is how the value begins in its file, ``line`` its whole line."""
    found, context = details["input"], details.get("ctx", {})
    location = details["loc"]
    last = str(location[-1]) if location else ""
    name = f"“{path[-1]}”" if path and isinstance(path[-1], str) else "This entry" if path else "The file"
    match details["type"]:
        case "missing":
            return f"The key “{last}” is missing here.", _MISSING.get(last, f"Add “{last}: …” to this entry.")
        case "extra_forbidden":
            return unknown_key(last, model, location[:-1])
        case "union_tag_invalid":
            return _no_such_kind(found, context)
        case "union_tag_not_found":
            return "This entry does not say of which kind it is.", kindless(found, entries_at(model, location))
        case "literal_error":
            expected = f"It must be {str(context['expected']).replace(chr(39), '')}."
            return f"{name} is {_as_said(found, written)}.", f"{expected}{_REASONS.get(last, '')}"
        case "string_pattern_mismatch":
            field = next((step for step in reversed(path) if isinstance(step, str)), "")
            odd = odd_letters(str(found))
            what = f"{name} is “{found}”, which is not written as it must be{f': it has {odd}' if odd else ''}."
            return what, _PATTERNS.get(field, _IDENTIFIER_HELP)
        case "string_type":
            what = f"{name} must be a text, but {describe(found, written)} stands here."
            return what, _MISSING[last] if found is None and last in _MISSING else _text_remedy(found, written, line)
        case "string_unicode":
            return f"{name} has half of a character.", "Write the character itself instead of its escapes."
        case "value_error" | "assertion_error":
            return f"{name} is not valid: {context['error']!s}.", "Correct the text."
        case "string_too_short" | "string_too_long" | "too_short" | "too_long" as kind:
            return _of_a_length(kind, name, last, details, entries_at(model, location[:-1]))
        case kind:
            return _of_a_value(kind, name, written, details, model)


def _no_such_kind(found: object, context: Mapping[str, Any]) -> Words:
    kind = found.get("kind") if isinstance(found, dict) else None
    tags = str(context.get("expected_tags", "")).replace("'", "")
    if not isinstance(kind, str):
        return f"“kind” must be a word, but {describe(kind)} stands here.", f"Kinds: {tags}."
    near = nearest(kind, tags.split(", "))
    hint = f"Did you mean “{near}”? " if near else ""
    return f"“{kind}” is no kind that can stand here.", f"{hint}Kinds: {tags}."


def _of_a_length(kind: str, name: str, field: str, details: ErrorDetails, around: tuple[type[BaseModel], ...]) -> Words:
    """Return what is wrong with a text or a list that is too short or too long."""
    context, found = details.get("ctx", {}), details["input"]
    has = len(found) if hasattr(found, "__len__") else 0
    if kind in {"string_too_short", "too_short"} and not has:
        return f"{name} is empty.", _MISSING.get(field, "Write it, or delete the whole entry.")
    if kind == "string_too_short":
        return f"{name} has {_counted(has, 'character')}.", f"It must have at least {context['min_length']}."
    if kind == "string_too_long":
        return f"{name} has {has:,} characters, more than {context['max_length']:,}.", "Shorten or divide it."
    bound = f"at least {context['min_length']:,}" if kind == "too_short" else f"at most {context['max_length']:,}"
    noun = field.replace("_", " ")
    here = f"{'here are' if has != 1 else 'here is'} {has:,}."
    owner = with_article(name_of(around[0])) if len(around) == 1 else ""
    what = (
        f"{owner[:1].upper()}{owner[1:]} has {bound} {noun}; {here}" if owner else f"{name} has {bound} entries; {here}"
    )
    return what, "Add what is missing." if kind == "too_short" else "Shorten or divide it."


def _of_a_value(kind: str, name: str, written: str, details: ErrorDetails, model: type[BaseModel]) -> Words:
    """Return what is wrong with a value that has another shape, or is out of bounds, and what to do."""
    found = describe(details["input"], written)
    what = f"{name} cannot be {found}."
    entries = entries_at(model, details["loc"])
    if kind in {"model_type", "model_attributes_type"}:
        return what, _entry_remedy(details["input"], entries)
    if kind == NO_SHAPE:
        keys = ", ".join(dict.fromkeys(key for entry in entries for key in keys_of(entry)))
        return (
            what,
            f"Write {' or '.join(details.get('ctx', {}).get('shapes', ()))}{f', its keys: {keys}' if keys else ''}.",
        )
    if remedy := _SHAPES.get(kind):
        return what, remedy
    if limit := _LIMITS.get(kind):
        return what, f"It must be {limit} {next(iter(details['ctx'].values()))}."
    return what, "Correct it; `factsheet schema` prints what may stand in such a file."


def _entry_remedy(found: object, entries: tuple[type[BaseModel], ...]) -> str:
    """Return what to do where a text, a list or nothing stands in place of an entry with keys."""
    if isinstance(found, str) and len(entries) == 1 and _only_needs_text(entries[0]):
        return f"Write “text:” before it: {name_of(entries[0])}s are entries with the key “text”."
    if isinstance(found, str) and any(_is_paragraph(entry) for entry in entries):
        return "Write “kind: paragraph” and, on the next line, “text: …” with these words."
    keys = known_keys(entries[0], ()) if len(entries) == 1 else ()
    more = f" Keys: {', '.join(keys)}." if keys else ""
    return f"{_ENTRY}{more}"


def _only_needs_text(entry: type[BaseModel]) -> bool:
    return needed_keys(entry) == ("text",)


def _is_paragraph(entry: type[BaseModel]) -> bool:
    return name_of(entry) == "paragraph"


_ENTRY: Final = "Write its keys below it, each on a line of its own, indented: “key: …”."
_LIST: Final = "Write a list: each entry on a line of its own that begins with “- ”, or all in brackets: [a, b]."
_NUMBER: Final = "Write a number in digits alone, without quotation marks; decimals stand after a point."
_WHOLE: Final = "Write a whole number in digits alone, without quotation marks."
_DAY: Final = "Write a day of the calendar, as year, month and day: 2022-03-10."
_TRUTH: Final = "Write true or false, without quotation marks."
_SHAPES: Final = {
    "dict_type": _ENTRY,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_from_float": _WHOLE,
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
    "multiple_of": "a multiple of",
}
WORDED: Final = frozenset(
    [
        "missing",
        "extra_forbidden",
        "union_tag_invalid",
        "union_tag_not_found",
        "literal_error",
        "string_pattern_mismatch",
        "string_type",
        "string_unicode",
        "value_error",
        "assertion_error",
        "string_too_short",
        "string_too_long",
        "too_short",
        "too_long",
        "model_type",
        "model_attributes_type",
        *_SHAPES,
        *_LIMITS,
    ]
)
"""Pydantic's names of all findings that have words of their own here."""

_IDENTIFIER_HELP: Final = "Use letters and digits, joined by single hyphens or dots."
_REASONS: Final = {
    "language": " Content is written in English; other languages are translations: `factsheet messages new`."
}
_MISSING: Final = {
    "alternative": "Add “alternative: …”: it says in words what the picture shows, for readers who do not see it.",
    "note": "Add “note: …”, the id of the note that lists the Parties.",
    "phrase": "Add “phrase: …”, the words of the recommendation that say who is addressed.",
}
"""What to do where a key is missing whose meaning its name does not say."""
_CODE: Final = "Use the three capital letters of ISO 3166, for example MLT."
_PATTERNS: Final = {
    "language": "Use the tag of the language as BCP 47 writes it: en, en-GB, fr, sr-Latn.",
    "file": "Name a PNG, JPEG, WebP, GIF, TIFF or SVG file by its path inside data; save others as one of these.",
    "parties": _CODE,
    "party": _CODE,
    "code": _CODE,
}


def _text_remedy(found: object, written: str, line: str) -> str:
    match found:
        case list() if written.startswith("["):
            return 'If it is a text, put the text in quotation marks: "[…] …".'
        case dict() if written.startswith("{"):
            return 'If it is a text, put the text in quotation marks: "{…} …".'
        case list() | dict():
            return "Write one text here; what belongs below it goes into an entry of its own."
        case None if re.search(r":\s+#", line):
            return 'What begins with # is a comment. If it is a text, put the text in quotation marks: "# …".'
        case None if written in {"null", "Null", "NULL", "~"}:
            return f'YAML takes {written} for nothing. If it is a text, put the text in quotation marks: "{written}".'
        case None:
            return "Write it, or delete the key."
        case _:
            return f'Put the text in quotation marks: "{written or found}".'


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


def _as_said(found: object, written: str) -> str:
    return f"“{found}”" if isinstance(found, str) else describe(found, written)


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
