"""What a browser sent of a form × the value that it was made from -> the new value, and what cannot be read, by field.

What has the words that an untouched form has keeps its value. No name of the form leads anywhere: the fields are walked, and
each takes what was sent under its own name.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from factsheet_builder.content.reading.yaml_source import Data, read_yaml_text
from factsheet_builder.errors import ContentError, UsageError
from factsheet_builder.studio.forms.cell_posting import CellReader
from factsheet_builder.studio.forms.flattening import (
    ABSENT,
    ON,
    Absent,
    Held,
    Posted,
    flat,
    held,
    listed,
    name_of,
    tidy,
    words_of,
)
from factsheet_builder.studio.forms.form_fields import Control, Field, Say

MOST_ENTRIES: Final = 400
_NUMBER: Final = re.compile(r"[-+]?\d{1,300}(\.\d{1,300})?")
_BETWEEN: Final = re.compile(r"[,;\n]")
_TEXTS: Final = frozenset({Control.PROSE, Control.LINE, Control.CHOICE})


@dataclass
class Reader:
    """Reads what was sent; ``problems`` has what could not be read, by the names of the fields."""

    posted: Posted
    say: Say
    code_of: Callable[[str], str]
    all_codes: tuple[str, ...] = ()
    problems: dict[str, str] = field(default_factory=dict)

    def fields(self, fields: tuple[Field, ...], old: Held, name: str) -> dict[str, Data]:
        """Return a mapping with what was sent of its fields; what has no field stays."""
        new: dict[str, Data] = dict(old) if isinstance(old, dict) else {}
        for one in fields:
            value = self.field(one, held(one, old), name_of(name, one))
            if one.control is Control.CELLS:
                for key in one.key.split("+"):
                    _put(new, key, value.get(key, ABSENT) if isinstance(value, dict) else ABSENT)
            else:
                _put(new, one.key, value)
        return new

    def field(self, one: Field, old: Held, name: str) -> Held:
        """Return what was sent of a field, what it had where it was not sent or is as it was."""
        if f"{name}.source" in self.posted:
            return self._source(self.posted[f"{name}.source"][0], old, f"{name}.source", one)
        match one.control:
            case Control.GROUP:
                return self._group(one, old, name)
            case Control.ENTRIES:
                return self._entries(one, old, name)
            case Control.VARIANTS:
                return self._variants(one, old, name)
            case Control.CELLS:
                return CellReader(self.posted, self.problems, self.say).read(old, name)
            case Control.YES_NO:
                return self._yes_no(old, name)
            case Control.PARTIES | Control.ANY_OF:
                return self._several(one, old, name)
            case _:
                return self._words(one, old, name)

    def _words(self, one: Field, old: Held, name: str) -> Held:
        sent = self.posted.get(name)
        was = dict(flat(one, old, name)).get(name, "")
        if sent is None or sent[0].removeprefix("\n") in {was, was.removeprefix("\n")}:
            return old
        words = sent[0]
        match one.control:
            case Control.SOURCE:
                return self._source(words, old, name, one)
            case Control.LINES:
                return self._lines(words, old) or ([] if one.is_needed else ABSENT)
            case Control.NUMBERS:
                parts = [part for part in re.split(r"[;\n]", words) if part.strip()]
                return [self._number(part, name, one) for part in parts] or ([] if one.is_needed else ABSENT)
            case Control.CHOICE if one.is_truth:
                return ABSENT if words not in {"yes", "no"} else words == "yes"
        plain = tidy(words)
        if not plain and one.is_needed:
            self.problems[name] = self.say("This is needed: “{field}”.", field=one.label)
        if not plain:
            return "" if one.is_needed else ABSENT
        match one.control:
            case Control.NUMBER:
                return self._number(plain, name, one)
            case Control.DATE:
                return self._day(plain, name)
            case _:
                return plain

    def _number(self, words: str, name: str, one: Field) -> Data:
        plain = words.strip().replace("\u2212", "-")
        if one.may_be_unknown and plain.casefold() == "unknown":
            return "unknown"
        if not _NUMBER.fullmatch(plain):
            self.problems[name] = self.say(
                "“{words}” is no number. Write it with a point before the decimals and nothing between thousands: 1234.5.",
                words=words.strip()[:60],
            )
            return words
        return float(plain) if "." in plain else int(plain)

    def _day(self, words: str, name: str) -> Data:
        try:
            return date.fromisoformat(words).isoformat()
        except ValueError:
            self.problems[name] = self.say(
                "“{words}” is no day. Write year, month and day: 2022-03-10.", words=words[:60]
            )
            return words

    def _lines(self, words: str, old: Held) -> list[Data]:
        known = {words_of(item): item for item in listed(old)}
        return [known.get(line, line) for line in map(tidy, words.split("\n")) if line]

    def _source(self, words: str, old: Held, name: str, one: Field) -> Held:
        was = next(iter(dict(flat(one, old, name.removesuffix(".source"))).values()), "")
        if words.strip() == was.strip():
            return old
        if not words.strip():
            return ABSENT
        try:
            return read_yaml_text(words, "").data
        except ContentError as error:
            found = error.diagnostics[0]
            self.problems[name] = f"{found.what} {found.remedy}"
            return old

    def _yes_no(self, old: Held, name: str) -> Held:
        if f"{name}.there" not in self.posted:
            return old
        is_on = self.posted.get(name, ("",))[-1] == ON
        return old if is_on is (old is True) else True if is_on else ABSENT

    def _several(self, one: Field, old: Held, name: str) -> Held:
        if f"{name}.there" not in self.posted:
            return old
        before = [item for item in listed(old) if isinstance(item, str)]
        wanted = list(dict.fromkeys((*self.posted.get(name, ()), *self._named(one, name))))
        if set(wanted) == set(before):
            return old
        kept = [code for code in before if code in wanted]
        return [*kept, *(code for code in wanted if code not in before)] or ([] if one.is_needed else ABSENT)

    def _named(self, one: Field, name: str) -> tuple[str, ...]:
        """Return the codes of what is written in words beside the boxes."""
        words = tidy(self.posted.get(f"{name}.more", ("",))[0].replace("\n", ";"))
        if not words or one.control is not Control.PARTIES:
            return ()
        others = {choice.value.casefold(): choice.value for choice in one.choices}
        try:
            return self._codes(words, others)
        except UsageError:
            parts = [part.strip() for part in _BETWEEN.split(words) if part.strip()]
        found: list[str] = []
        for part in parts:
            try:
                found.extend(self._codes(part, others))
            except UsageError as error:
                problem = error.diagnostics[0]
                self.problems.setdefault(name, f"{problem.what} {problem.remedy}")
        return tuple(found)

    def _codes(self, words: str, others: Mapping[str, str]) -> tuple[str, ...]:
        if words.casefold() in others:
            return (others[words.casefold()],)
        code = self.code_of(words)
        return self.all_codes if code == "all" else (code,)

    def _group(self, one: Field, old: Held, name: str) -> Held:
        new = self.fields(one.parts, old, name)
        if new == (old if isinstance(old, dict) else {}):
            return old
        if not one.is_needed and all(_is_blank(value) for value in new.values()):
            return ABSENT
        return _with_needed(one.parts, new)

    def _variants(self, one: Field, old: Held, name: str) -> Held:
        kind = self.posted.get(f"{name}.kind", ("",))[0]
        variant = next((variant for variant in one.variants if variant.value == kind), None)
        if variant is None:
            return old
        was = old.get("kind") if isinstance(old, dict) else None
        here = f"{name}.{kind}"
        if was == kind:
            new = self.fields(variant.fields, old, here)
            return old if new == old else _with_needed(variant.fields, new)
        return {"kind": kind, **_with_needed(variant.fields, self.fields(variant.fields, ABSENT, here))}

    def _entries(self, one: Field, old: Held, name: str) -> Held:
        if f"{name}.there" not in self.posted:
            return old
        before, new, used = listed(old), list[Data](), set[int]()
        number = 0
        while (sent := self.posted.get(f"{name}.{number}.was")) is not None and number < MOST_ENTRIES:
            was = int(sent[0]) if re.fullmatch(r"\d{1,4}", sent[0]) else -1
            is_old = 0 <= was < len(before) and was not in used
            used.add(was)
            value = self._entry(one, before[was] if is_old else ABSENT, f"{name}.{number}")
            if not isinstance(value, Absent) and (is_old or not _is_blank(value)):
                new.append(value)
            elif is_old:
                new.append("")
            number += 1
        if new == before:
            return old
        return new or ([] if one.is_needed else ABSENT)

    def _entry(self, one: Field, old: Held, name: str) -> Held:
        if not one.parts[0].key:
            return self.field(one.parts[0], old, name_of(name, one.parts[0]))
        new = self.fields(one.parts, old, name)
        if new == old or (isinstance(old, Absent) and _is_blank(new)):
            return new
        return _with_needed(one.parts, new)


def _put(new: dict[str, Data], key: str, value: Held) -> None:
    if isinstance(value, Absent):
        new.pop(key, None)
    else:
        new[key] = value


def _with_needed(parts: tuple[Field, ...], new: dict[str, Data]) -> dict[str, Data]:
    """Return a mapping with an empty text where one is needed: the check finds it at its place."""
    empty = {part.key: "" for part in parts if part.is_needed and part.control in _TEXTS and part.key not in new}
    return {**new, **empty}


def _is_blank(value: Data) -> bool:
    match value:
        case dict():
            return all(_is_blank(inner) for inner in value.values())
        case list():
            return all(_is_blank(inner) for inner in value)
        case _:
            return value is None or value is False or value == ""
