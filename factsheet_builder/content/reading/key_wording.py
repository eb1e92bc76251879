"""A key that is not known, or an entry without its kind -> the likely cause: a letter, another kind, the indentation."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from pydantic import BaseModel

from factsheet_builder.characters import find_deceiving, find_harmless, name_character
from factsheet_builder.content.reading.model_keys import (
    Location,
    entries_at,
    keys_of,
    kinds_of,
    known_keys,
    name_of,
    needed_keys,
    with_article,
)

_LOOKALIKES: Final = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u043a\u043c\u0442\u0432\u043d\u03bf\u03b1\u03b5\u03b9\u03ba\u03bd\u03c1\u03c4\u03c5",
    "aeopcyxijsdkmtbhoaeikvptu",
)
"""Small letters of other scripts that look like Latin ones."""
_AROUND: Final = " \u00a0:;,.-–*\"'“”„‟«»‹›‘’‚`"


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the one of ``known`` that ``word`` is likely to be meant as, or nothing."""
    return next(iter(difflib.get_close_matches(word.casefold(), list(known), 1)), "")


def unknown_key(key: str, model: type[BaseModel], location: Location) -> tuple[str, str]:
    """Return what is wrong with a key that the entry at ``location`` in a ``model`` does not know, and what to do."""
    known = known_keys(model, location)
    what = f"The key “{key}” is not known here."
    meant = _cleaned(key)
    if meant in known and key not in known:
        if odd := _odd_letters(key, meant):
            return f"The key “{meant}” is not written with plain letters: it has {odd}.", f"Type “{meant}” anew."
        return what, f"Did you mean “{meant}”?"
    if re.fullmatch(r"\d+%?", key):
        return (
            f"“{key}” stands here without a key.",
            "Decimals stand after a point: 1.5. A comma ends a value in braces.",
        )
    if owner := _owner(key, model, location):
        return f"{what} {owner[0]}", owner[1]
    if near := nearest(key, (name for name in known if name != key)):
        return what, f"Did you mean “{near}”?"
    return what, "Correct or delete it." + (f" Known here: {', '.join(known)}." if known else "")


def _cleaned(key: str) -> str:
    plain = unicodedata.normalize("NFKC", "".join(letter for letter in key if unicodedata.category(letter) != "Cf"))
    return plain.translate(_LOOKALIKES).strip(_AROUND).casefold()


def _odd_letters(key: str, meant: str) -> str:
    """Name the characters of a key that nobody sees or that look like others."""
    return odd_letters(key) if key.casefold() != meant else ""


def odd_letters(word: str) -> str:
    """Name the characters of a word that are none of ASCII, quotation marks and spaces around it aside."""
    hidden = (*find_harmless(word), *find_deceiving(word))
    strange = dict.fromkeys(letter for letter in word if ord(letter) > 0x7E and letter not in _AROUND)
    return ", ".join(dict.fromkeys((*hidden, *map(name_character, strange))))


def _owner(key: str, model: type[BaseModel], location: Location) -> tuple[str, str] | None:
    """Return whose key it is, where another kind of entry here or an entry around has it, and what to do."""
    here = set(entries_at(model, location))
    own = location[-1] if location else ""
    if any(own in kinds_of(entry) for entry in here):
        others = [entry for entry in entries_at(model, location[:-1]) if key in keys_of(entry)]
        if others and len(others) <= _FEW:
            kinds = [kind for entry in others for kind in kinds_of(entry)]
            named = " or ".join(f"“{kind}”" for kind in kinds)
            what = f"Entries of the kind {named} have it; this one is of the kind “{own}”."
            return what, f"Write “kind: {kinds[0]}” if that is meant; otherwise delete it, or move it where it belongs."
    for length in range(len(location) - 1, -1, -1):
        around = [entry for entry in entries_at(model, location[:length]) if key in keys_of(entry)]
        if len(around) == 1 and around[0] not in here:
            what = f"It is a key of the {name_of(around[0])} around it."
            return what, "Begin it in the column of the keys of that entry, or delete it."
    return None


_FEW: Final = 3


def kindless(found: object, entries: Iterable[type[BaseModel]]) -> str:
    """Return what to do where an entry does not say of which kind it is: its keys may tell."""
    keys = set(map(str, found)) - {"id"} if isinstance(found, Mapping) else set()
    fitting = [
        kind
        for entry in entries
        if set(needed_keys(entry)) - {"id", "kind"} <= keys <= set(keys_of(entry))
        for kind in kinds_of(entry)
    ]
    if keys and 0 < len(fitting) <= _FEW:
        named = " or ".join(with_article(kind.replace("-", " ")) for kind in fitting)
        return f"By its keys it is {named}: add {' or '.join(f'“kind: {kind}”' for kind in fitting)}."
    return "Add “kind: …”."
