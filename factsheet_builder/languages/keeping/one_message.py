"""The text of a catalog × a new translation of one message -> the text in which only the lines of that message differ.

Order, wrapping and comments of all else stay as they are, whatever program wrote them; what a save must not change is
compared after each. Where that cannot be, as the file has no such entry yet, it is brought up to date by the house's writer.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from babel.messages.catalog import Message as PoMessage
from babel.messages.pofile import denormalize

from factsheet_builder.languages.catalogs import Catalog, entries, forms_of, parse_po, po_bytes, words_of
from factsheet_builder.languages.messages import Message
from factsheet_builder.languages.reviews import review_in

_KEYWORD: Final = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]+\])?)\s*(".*)')
_BOM: Final = "\ufeff"


@dataclass(slots=True)
class _Block:
    """The lines of one entry."""

    start: int
    end: int = 0
    parts: dict[str, tuple[int, int]] = field(default_factory=dict)
    """By keyword its first line and the one after its last."""
    words: dict[str, str] = field(default_factory=dict)
    """By keyword what it says."""

    @property
    def is_full(self) -> bool:
        return any(name.startswith("msgstr") for name in self.parts)


def with_message(data: bytes, merged: Catalog, message: Message) -> bytes:
    """Return the file ``data`` of a catalog with the entry of ``message`` as ``merged`` has it.

    ``merged`` is the same catalog, brought up to date, in which nothing but that message was translated anew.
    """
    whole = po_bytes(merged.po)
    if not data:
        return whole
    text = data.decode("utf-8-sig")
    lines, ours = text.replace("\r\n", "\n").split("\n"), whole.decode().split("\n")
    old, new = _block_of(lines, message), _block_of(ours, message)
    if old is None or new is None:
        return whole
    changed = "\n".join((*lines[: old.start], *_spliced(lines, old, ours, new), *lines[old.end :]))
    if "\r\n" in text:
        changed = changed.replace("\n", "\r\n")
    made = ((_BOM if data.startswith(_BOM.encode()) else "") + changed).encode()
    return made if _is_only(data, made, merged, message) else whole


def _block_of(lines: list[str], message: Message) -> _Block | None:
    """Return the entry of a message: the one of its context, or without one, of its English."""
    found = (
        block
        for block in _blocks(lines)
        if block.words.get("msgctxt", "") == message.id and (message.id or block.words.get("msgid") == message.source)
    )
    return next((block for block in found if block.words.get("msgid")), None)


def _blocks(lines: list[str]) -> Iterator[_Block]:
    block: _Block | None = None
    name = ""
    for number, whole in enumerate((*lines, "")):
        line = whole.strip()
        keyword = _KEYWORD.fullmatch(line)
        begins = line.startswith("#") or (keyword is not None and keyword[1] in {"msgctxt", "msgid"})
        if block and block.is_full and (begins or not line):
            yield block
            block = None
        if not line or line.startswith("#~"):
            block = block if block and block.parts else None
            continue
        if block is None:
            block = _Block(number)
        block.end = number + 1
        if keyword:
            name = keyword[1]
            block.parts[name], block.words[name] = (number, number + 1), denormalize(keyword[2])
        elif line.startswith('"') and name in block.parts:
            block.parts[name] = (block.parts[name][0], number + 1)
            block.words[name] += denormalize(line)


def _spliced(lines: list[str], old: _Block, ours: list[str], new: _Block) -> list[str]:
    """Return the lines of an entry with what is new in it; what says the same stays as it was written."""
    first = min(start for start, _ in old.parts.values())
    comments = _comments(lines[old.start : first], ours[new.start : min(start for start, _ in new.parts.values())])
    names = [name for name in ("msgctxt", "msgid", "msgid_plural") if name in new.parts]
    said = [name for name in new.parts if name.startswith("msgstr")]
    strings = [name for name in old.parts if name.startswith("msgstr")]
    keeps = {name: old.words[name] for name in strings} == {name: new.words[name] for name in said}
    body: list[str] = []
    for name in (*names, *(strings if keeps else said)):
        source, block = (lines, old) if old.words.get(name) == new.words.get(name) else (ours, new)
        body += source[slice(*block.parts[name])]
    return [*comments, *body]


def _comments(before: list[str], ours: list[str]) -> list[str]:
    """Return the comments of an entry: who vouches for it, its flags and its previous English are new, all others stay."""
    marks = [line for line in ours if _is_review(line)]
    remarks = [line for line in ours if _is_of_translator(line) and not _is_review(line)]
    had = [line for line in before if _is_of_translator(line) and not _is_review(line)]
    flags = [line for line in before if line.startswith("#,")]
    words = [flag.strip() for line in flags for flag in line[2:].split(",") if flag.strip()]
    is_fuzzy = any("fuzzy" in line for line in ours if line.startswith("#,"))
    if ("fuzzy" in words) != is_fuzzy:
        words = ["fuzzy", *words] if is_fuzzy else [word for word in words if word != "fuzzy"]
        flags = [f"#, {', '.join(words)}"] if words else []
    top = [*(had if list(map(_bare, had)) == list(map(_bare, remarks)) else remarks), *marks]
    rest = [line for line in before if not _is_of_translator(line) and line[:2] not in {"#,", "#|"}]
    previous = [line for line in ours if line.startswith("#|")]
    return [*top, *rest, *flags, *previous]


def _bare(comment: str) -> str:
    return comment[1:].strip()


def _is_of_translator(line: str) -> bool:
    return line == "#" or line.startswith(("# ", "#\t"))


def _is_review(line: str) -> bool:
    return _is_of_translator(line) and review_in([line[2:]]) is not None


def _is_only(before: bytes, after: bytes, merged: Catalog, message: Message) -> bool:
    """Tell whether a file differs from another in one message alone, and has that message as a catalog has it."""
    was, now = (_said(parse_po(data, merged.file, merged.locale)) for data in (before, after))
    made = Catalog(merged.domain, merged.locale, parse_po(after, merged.file, merged.locale), merged.file)
    name = (message.id, "" if message.id else message.source)
    return (
        {key: one for key, one in was.items() if key != name} == {key: one for key, one in now.items() if key != name}
        and list(was) == list(now)
        and made.of(message) == merged.of(message)
    )


def _said(po: object) -> Mapping[tuple[str, str], tuple[object, ...]]:
    return {_name(entry): _values(entry) for entry in entries(po)}  # type: ignore[arg-type]


def _name(entry: PoMessage) -> tuple[str, str]:
    context = str(entry.context or "")
    return context, "" if context else words_of(entry)[0]


def _values(entry: PoMessage) -> tuple[object, ...]:
    return (
        words_of(entry), forms_of(entry), frozenset(entry.flags), tuple(entry.user_comments), tuple(entry.previous_id),
        tuple(entry.auto_comments), tuple(entry.locations),
    )  # fmt: skip
