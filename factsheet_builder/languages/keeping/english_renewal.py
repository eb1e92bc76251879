"""The text of a catalog × a message whose English has changed -> the text in which its entry alone has the present English.

It is what ``merge`` makes of that entry: its translation is one of the earlier English, which stands above it. Entries of all
other messages, brought up to date or not, stay as they are.
"""

import re
from collections.abc import Sequence
from typing import Final

from factsheet_builder.languages.catalogs import entries, forms_of, parse_po, words_of
from factsheet_builder.languages.keeping.po_entries import PoLines, entries_in, said, string_lines, width_of
from factsheet_builder.languages.messages import Message

_MARK: Final = "\ufeff"
_FUZZY: Final = re.compile(r"#,.*\bfuzzy\b")
_KEYS: Final = ("msgid", "msgid_plural")


def with_present_english(text: str, message: Message, *, locale: str, file: str = "") -> str:
    """Return the text with the present English in the entry of ``message``, which is known by its id.

    Where there is none, or it has that English, the text is as it was. Raises ``ContentError`` at what is no catalog.
    """
    lines = re.split(r"(?<=\n)", text.removeprefix(_MARK))
    held = list(entries_in(lines))
    found = [entry for entry in held if not entry.is_obsolete and entry.words("msgctxt", lines) == message.id]
    if not message.id or len(found) != 1:
        return text
    (here,) = found
    now = {"msgid": message.source, **({"msgid_plural": message.plural} if message.plural else {})}
    was = {key: here.words(key, lines) for key in _KEYS if key in here.strings}
    if was == now or was.keys() != now.keys():
        return text
    made = (_MARK if text.startswith(_MARK) else "") + "".join(_renewed(lines, held, here, now))
    return made if _others(made, message, locale, file) == _others(text, message, locale, file) else text


def _renewed(lines: list[str], held: Sequence[PoLines], here: PoLines, now: dict[str, str]) -> list[str]:
    first = min(start for start, _ in here.strings.values())
    end = "\r\n" if lines[first].endswith("\r\n") else "\n"
    width = width_of(lines, held)
    before = lines[here.start : first]
    above: list[str] = []
    if any(said(lines[slice(*place)]) for key, place in here.strings.items() if key.startswith("msgstr")):
        if not any(_FUZZY.match(line.strip()) for line in before):
            above.append(f"#, fuzzy{end}")
        if not any(line.strip().startswith("#|") for line in before):
            old = (line for key in now for line in lines[slice(*here.strings[key])])
            above += [f"#| {line.strip()}{end}" for line in old]
    changed = list(lines)
    for key, words in sorted(now.items(), key=lambda one: here.strings[one[0]], reverse=True):
        start, stop = here.strings[key]
        changed[start:stop] = [line + end for line in string_lines(key, words, width)]
    return [*changed[:first], *above, *changed[first:]]


def _others(text: str, message: Message, locale: str, file: str) -> list[tuple[object, ...]]:
    return [
        (entry.context, words_of(entry), forms_of(entry), sorted(entry.flags), entry.user_comments, entry.previous_id)
        for entry in entries(parse_po(text.encode(), file, locale))
        if entry.context != message.id
    ]
