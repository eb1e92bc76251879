"""Units ↔ one PO file for all domains, for translators who work with gettext's programs.

The context of an entry is the key of its message, ``assistance-to-victims/VI-1.text`` or ``labels/3f0a…``. It stands in the
extracted comments as well, with digests: converters (Translate Toolkit 3.20's ``po2xliff``) lose contexts. PO cannot lock an
entry: official text is not in it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Final

from babel.messages.catalog import Message as PoMessage
from babel.messages.pofile import denormalize

from factsheet_builder.languages.catalogs import Catalog, entries, forms_of, new_po, parse_po, po_bytes, words_of
from factsheet_builder.languages.exchange.inline import PLACEHOLDER
from factsheet_builder.languages.exchange.returned import Format, ReturnedFile, ReturnedUnit
from factsheet_builder.languages.exchange.surroundings import room_for, room_in_words
from factsheet_builder.languages.exchange.units import Unit, message_key
from factsheet_builder.languages.messages import OF_PROGRAM, Message
from factsheet_builder.languages.po_lines import checked_text
from factsheet_builder.languages.reviews import State, remarks_in, review_in
from factsheet_builder.project import SOURCE_LOCALE

_NAME: Final = "all-domains"
_SENT: Final = re.compile(r"key=(\S{1,500}) source=([0-9a-f]+) target=([0-9a-f,]*)")
_LANGUAGE: Final = re.compile(r'^"Language: *([A-Za-z0-9_-]+)', re.MULTILINE)
_CONTEXT: Final = re.compile(r'^msgctxt ("(?:.*)"(?:\n".*")*)', re.MULTILINE)


def write_po_file(units: tuple[Unit, ...], catalogs: Mapping[str, Catalog], locale: str) -> bytes:
    """Return the units that are not official text as a PO file; its header is the catalogs'."""
    po = new_po(_NAME, locale)
    dates = [catalog.po.revision_date for catalog in catalogs.values()]
    po.revision_date = max((date for date in dates if not isinstance(date, str)), default=po.revision_date)
    for _, members in groupby((unit for unit in units if not unit.message.is_locked), lambda u: message_key(u.message)):
        forms = list(members)
        first = forms[0]
        message = first.message
        strings = tuple(unit.stored for unit in forms)
        flags = ["python-brace-format"] if _has_plain_placeholders(message, strings) else []
        targets = ",".join(unit.target_digest for unit in forms)
        sent = f"key={message_key(message)} source={first.source_digest} target={targets}"
        notes = [note.text for note in first.notes if note.about not in {"remark", "form", "previous", "broken"}]
        is_stale = first.state is State.STALE
        remarks = [line for note in first.notes if note.about == "remark" for line in note.text.splitlines()]
        entry = po.add(
            (message.source, message.plural) if message.plural else message.source,
            strings if message.plural else strings[0],
            auto_comments=[*notes, *([room_in_words(first)] if room_for(message) else []), sent],
            locations=[(first.place.file, first.place.line)] if first.place.line else [],
            user_comments=[*remarks, *([first.review.comment] if first.review else [])],
            previous_id=[first.previous] if is_stale else [],
            context=message_key(message),
        )
        # Babel guesses flags from the words; a "{" in content is no placeholder.
        entry.flags = {*flags, *(["fuzzy"] if is_stale else [])}
    return po_bytes(po, has_locations=True)


def _has_plain_placeholders(message: Message, strings: tuple[str, ...]) -> bool:
    """Tell whether gettext can check placeholders: ``msgfmt`` 0.21 takes ``{party.genitive}`` for another name."""
    has_case = any(match[2] for string in strings for match in PLACEHOLDER.finditer(string))
    return message.domain in OF_PROGRAM and "{" in message.source and not has_case


def read_po_file(data: bytes, file: str) -> ReturnedFile:
    """Return what a PO file says.

    Raises:
        ContentError: it is no valid PO file in UTF-8, or has more of something than ``translation_limits`` allow.
    """
    text = checked_text(data, file).replace("\r\n", "\n")
    language = _LANGUAGE.search(text)
    whole, added = _with_contexts(text)
    po = parse_po(data if whole == text else whole.encode(), file, language[1] if language else SOURCE_LOCALE)
    repeated = _repeated_contexts(whole)
    units = []
    for entry in entries(po):
        line = (entry.lineno or 0) - sum(1 for position in added if position < (entry.lineno or 0))
        units += [
            unit for unit in _units(entry, line) for _ in range(repeated[str(entry.context)] if entry.context else 1)
        ]
    return ReturnedFile(file, Format.PO, language[1].replace("_", "-") if language else "", tuple(units))


def _with_contexts(text: str) -> tuple[str, list[int]]:
    """Return the file with the contexts that a converter has lost, and the numbers of the lines that they are on."""
    lines: list[str] = []
    added: list[int] = []
    comments, context = "", -1
    for line in text.split("\n"):
        if line.startswith("#"):
            comments += f"{line.lstrip('#. ')} "
        elif line.startswith("msgctxt "):
            context = len(lines)
        elif line.startswith("msgid "):
            sent = _SENT.search(comments)
            if sent and context == -1:
                lines.append(f'msgctxt "{sent[1]}"')
                added.append(len(lines))
            elif sent and lines[context:] == ['msgctxt ""']:
                lines[context] = f'msgctxt "{sent[1]}"'
            comments, context = "", -1
        lines.append(line)
    return "\n".join(lines), added


def _repeated_contexts(text: str) -> Counter[str]:
    """Return how often each context stands in the file: Babel keeps the last entry of several and says nothing."""
    return Counter(denormalize(match[1]) for match in _CONTEXT.finditer(text))


def _units(entry: PoMessage, line: int) -> Iterator[ReturnedUnit]:
    words = words_of(entry)
    is_plural = bool(words[1])
    key = str(entry.context or "")
    sent = _SENT.search(" ".join((*entry.auto_comments, *entry.user_comments)))
    targets = sent[3].split(",") if sent else []
    for form, string in enumerate(forms_of(entry)):
        yield ReturnedUnit(
            f"{key}[{form}]" if is_plural else key or words[0][:40],
            line,
            string,
            words[1] or words[0],
            _state(entry),
            sent[2] if sent else "",
            targets[form] if form < len(targets) else "",
            remarks=tuple(remarks_in(entry.user_comments)),
            review=review_in(entry.user_comments),
        )


def _state(entry: PoMessage) -> State:
    if entry.fuzzy:
        return State.STALE
    review = review_in(entry.user_comments)
    return review.state if review else State.TRANSLATED
