"""The text of a catalog × the translation of one message -> the text with only the lines of that message changed.

Order, comments and broken lines of all other entries stay, whichever program wrote the file. The new text is read again:
it says what a catalog with this translation says, or the edit is refused.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from textwrap import TextWrapper
from typing import Final

from babel.messages.catalog import Catalog as PoCatalog
from babel.messages.catalog import Message as PoMessage

from factsheet_builder.characters import drop_harmless
from factsheet_builder.errors import ContentError, FactsheetError, Place
from factsheet_builder.languages.catalogs import (
    BRACES,
    Catalog,
    entries,
    forms_of,
    has_cases,
    new_po,
    parse_po,
    po_bytes,
    put_remark,
    put_translation,
    words_of,
)
from factsheet_builder.languages.keeping.merging import merge
from factsheet_builder.languages.keeping.po_entries import PoLines, entries_in, string_lines, width_of
from factsheet_builder.languages.messages import OF_PROGRAM, Message
from factsheet_builder.languages.reviews import Review, State

_MARK: Final = "\ufeff"
_WRAPPER: Final = TextWrapper(width=100, break_long_words=False)
_FUZZY: Final = "fuzzy"
_FLAGS: Final = re.compile(r"#,")
_USER: Final = re.compile(r"#(?![.:,|~])")

Change = tuple[int, int, list[str]]
"""The first of the lines that go, the one behind the last, and what comes in their place."""


def set_message(
    text: str,
    message: Message,
    forms: Sequence[str],
    state: State = State.TRANSLATED,
    *,
    review: Review | None = None,
    remark: str | None = None,
    locale: str,
    file: str = "",
) -> str:
    """Return the text of a catalog with a translation of the present English of ``message``, all its forms by number.

    ``state`` and ``review`` are as in ``put_translation``; a ``remark`` takes the place of the translator's remarks.

    Raises:
        ContentError: it is no catalog, the message is not in it as it stands now, or it cannot be put there alone.
    """
    before = parse_po(text.encode(), file, locale)
    wanted = Catalog(message.domain, locale, parse_po(text.encode(), file, locale), file)
    entry = wanted.po.get(message.source, message.id or None)
    if entry is None or words_of(entry) != (message.source, message.plural):
        raise _not_there(message, file)
    if len(forms) != (wanted.po.num_plurals if message.plural else 1):
        what = f"The message has {len(forms)} of the {wanted.po.num_plurals} forms by number that it needs."
        raise ContentError.of("forms", what, "Translate all forms of it.", wanted.place(message))
    put_translation(wanted, message, tuple(map(drop_harmless, forms)), state, review)
    if remark is not None:
        put_remark(wanted, message, "\n".join(line for one in remark.splitlines() for line in _WRAPPER.wrap(one)))
    made = _spliced(text, message, entry)
    if made is None:
        what = "This message stands twice in the catalog, or its lines are not those of a PO file."
        raise ContentError.of("cannot-edit", what, "Bring the catalog up to date first.", wanted.place(message))
    if not _is_same(parse_po(made.encode(), file, locale), wanted.po, before, message):
        what = "The translation cannot be put into this file without changing lines of other messages."
        raise ContentError.of("cannot-edit", what, "Bring the catalog up to date first.", wanted.place(message))
    return made


def up_to_date(text: str, messages: Iterable[Message], *, domain: str, locale: str, file: str = "") -> str:
    """Return the text of a catalog that has all messages as they stand now: it is written anew only where it has not.

    An empty text begins a catalog. Raises ``ContentError`` at what is no catalog.
    """
    wanted = [message for message in messages if not message.is_locked]
    po = parse_po(text.encode(), file, locale) if text.strip() else new_po(domain, locale)
    has = {(words_of(entry), str(entry.context or "")) for entry in entries(po)}
    if {((message.source, message.plural), message.id) for message in wanted} <= has:
        return text
    return po_bytes(merge(Catalog(domain, locale, po, file), wanted).po).decode()


def _not_there(message: Message, file: str) -> FactsheetError:
    what = "The catalog does not have this message as it stands now."
    remedy = "Bring the catalog up to date first."
    return ContentError.of("no-message", what, remedy, Place(file, 0, 0, message.id or message.source[:40]))


def _spliced(text: str, message: Message, wanted: PoMessage) -> str | None:
    """Return the text with the entry as it is wanted; nothing where it is not found, or is not the only one."""
    lines = re.split(r"(?<=\n)", text.removeprefix(_MARK))
    entries = list(entries_in(lines))
    found = [entry for entry in entries if _is_of(entry, lines, message)]
    if len(found) != 1:
        return None
    (here,) = found
    first = here.strings["msgctxt" if "msgctxt" in here.strings else "msgid"][0]
    changes = [
        *_strings(here, lines, wanted, width_of(lines, entries)),
        *_flags(here, lines, message, wanted, first),
        *_previous(here, lines, wanted, first),
        *_comments(here, lines, wanted, first),
    ]
    end = "\r\n" if lines[first].endswith("\r\n") else "\n"
    for start, stop, new in sorted(changes, key=lambda change: change[:2], reverse=True):
        is_open = stop > start and not lines[stop - 1].endswith("\n")
        lines[start:stop] = [line + ("" if is_open and line is new[-1] else end) for line in new]
    return (_MARK if text.startswith(_MARK) else "") + "".join(lines)


def _is_of(entry: PoLines, lines: Sequence[str], message: Message) -> bool:
    is_there = not entry.is_obsolete and entry.words("msgid", lines) == message.source
    return is_there and (entry.words("msgctxt", lines) or "") == message.id


def _strings(here: PoLines, lines: Sequence[str], wanted: PoMessage, width: int | None) -> Iterator[Change]:
    """Yield the changes of the translation."""
    forms = forms_of(wanted)
    keys = [f"msgstr[{number}]" for number in range(len(forms))] if words_of(wanted)[1] else ["msgstr"]
    after = max(stop for _, stop in here.strings.values())
    for key, words in zip(keys, forms, strict=True):
        start, stop = here.strings.get(key, (after, after))
        if start == stop or here.words(key, lines) != words:
            yield start, stop, string_lines(key, words, width)


def _flags(here: PoLines, lines: Sequence[str], message: Message, wanted: PoMessage, first: int) -> Iterator[Change]:
    """Yield the changes of two flags, that of doubt and that of names between braces; Babel guesses others."""
    numbers = [number for number in range(here.start, first) if _FLAGS.match(lines[number].strip())]
    has = [flag.strip() for number in numbers for flag in lines[number].strip()[2:].split(",") if flag.strip()]
    flags = {_FUZZY} & wanted.flags
    if message.domain in OF_PROGRAM and "{" in message.source and not has_cases(wanted):
        flags.add(BRACES)
    kept = [flag for flag in has if flag in flags or flag not in {_FUZZY, BRACES}]
    new = sorted(flags - set(has))
    if not new and kept == has:
        return
    said = ["#, " + ", ".join([*new, *kept])] if new or kept else []
    before = next((number for number in range(here.start, first) if lines[number].startswith("#|")), first)
    yield (numbers[0], numbers[0] + 1, said) if numbers else (before, before, said)
    yield from ((number, number + 1, []) for number in numbers[1:])


def _previous(here: PoLines, lines: Sequence[str], wanted: PoMessage, first: int) -> Iterator[Change]:
    """Yield that the English of an earlier translation goes, where the translation is one of the present English."""
    if not (wanted.fuzzy and wanted.previous_id):
        yield from (
            (number, number + 1, []) for number in range(here.start, first) if lines[number].strip().startswith("#|")
        )


def _comments(here: PoLines, lines: Sequence[str], wanted: PoMessage, first: int) -> Iterator[Change]:
    """Yield the changes of what translators remarked, and of who vouches for the translation."""
    numbers = [number for number in range(here.start, first) if _USER.match(lines[number].strip())]
    missing = list(wanted.user_comments)
    for number in numbers:
        words = lines[number].strip()[1:].strip()
        if words in missing:
            missing.remove(words)
        elif words:
            yield number, number + 1, []
    if missing:
        filled = (number for number in range(here.start, first) if lines[number].strip())
        at = numbers[-1] + 1 if numbers else next(filled, first)
        yield at, at, [f"# {words}" for words in missing]


def _is_same(made: PoCatalog, wanted: PoCatalog, before: PoCatalog, message: Message) -> bool:
    """Tell whether a catalog says what is wanted of one message, and of all others what it said before."""
    key = (message.source, message.id or None)
    rest = {name: said for name, said in _said(before).items() if name != key}
    others = {name: said for name, said in _said(made).items() if name != key}
    return others == rest and list(_said(made)) == list(_said(before)) and _said(made).get(key) == _said(wanted)[key]


def _said(po: PoCatalog) -> dict[tuple[str, str | None], tuple[object, ...]]:
    """Return all that a catalog says, by the English and the context of its entries, obsolete ones with a mark."""
    # Not the header: Babel puts the present minute into it where the file has none.
    held = [(entry, "") for entry in entries(po)] + [(entry, "#~ ") for entry in po.obsolete.values()]
    return {
        (mark + words_of(entry)[0], str(entry.context) if entry.context else None): (
            words_of(entry),
            forms_of(entry),
            sorted(entry.flags - ({BRACES} if has_cases(entry) else set())),
            [comment for comment in entry.user_comments if comment.strip()],
            list(entry.auto_comments),
            list(entry.previous_id or ()) if entry.fuzzy else [],
        )
        for entry, mark in held
    }
