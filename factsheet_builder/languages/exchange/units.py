"""Messages and catalogs -> the units of an exchange file, whatever its format: one text each, with all that is known of it.

A unit is known by its domain and the id of its message (``assistance-to-victims/VI-1.text``), a label by a short hash of
its English (``labels/3f0a…``), and one form by number of a label has the form's number after it (``labels/3f0a…[1]``).
Digests of the English and of the translation go along, so that import sees what has changed since, on either side.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from gettext import c2py
from hashlib import sha256
from typing import Final

from factsheet_builder.errors import Place
from factsheet_builder.languages.catalogs import Catalog, Translation
from factsheet_builder.languages.codes import CodesError
from factsheet_builder.languages.exchange.inline import Kind, canonical, kind_of, pieces_of
from factsheet_builder.languages.keeping.merging import merge
from factsheet_builder.languages.locales import Domains
from factsheet_builder.languages.messages import Message
from factsheet_builder.languages.reviews import Review, State

OUR_NOTES: Final = frozenset({"message", "locked", "form", "previous", "broken", "since", "location", "room"})
"""What notes of ours are about; one about anything else is a translator's remark."""

_FORM: Final = re.compile(r"\[[0-9]+\]$|\.[0-9]+$")
_SAMPLE: Final = range(1001)
_SHOWN: Final = 6
_NOWHERE: Final = Place()


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a translator should know of a unit."""

    about: str
    """One of ``OUR_NOTES``, or ``remark`` where a translator says it."""
    text: str


@dataclass(frozen=True, slots=True)
class Unit:
    """One text to translate; texts have codes and placeholders as in catalogs."""

    key: str
    message: Message
    form: int | None
    """Which form by number it is, from 0; ``None`` where the message has only one."""
    source: str
    target: str
    """Empty where nothing is translated, or what the catalog has cannot stand in XML."""
    stored: str
    """What the catalog has."""
    state: State
    previous: str
    """The English that a stale translation was made from."""
    notes: tuple[Note, ...]
    is_locked: bool
    """Whether translators see it and do not change it."""
    source_digest: str
    target_digest: str
    """Of the catalog's translation; empty where there is none."""
    review: Review | None = None
    """Who vouches for the translation, where somebody does."""
    place: Place = _NOWHERE
    """Where its English stands in the files of the project, where it does."""

    @property
    def kind(self) -> Kind:
        """What its texts may have beside words."""
        return kind_of(self.message)


def digest(text: str) -> str:
    """Return a short digest of a text; nothing of an empty one."""
    return sha256(text.encode()).hexdigest()[:16] if text else ""


def message_key(message: Message) -> str:
    """Return what a message is known by in exchange files."""
    return f"{message.domain}/{message.id or digest(_english(message))}"


def token(key: str) -> str:
    """Return the key as an XML name token, which XLIFF 2 asks for: ``labels:3f0a….1``."""
    return key.replace("/", ":").replace("[", ".").replace("]", "")


def kinds_of(domains: Domains) -> Mapping[str, Kind]:
    """Return by key, and by its token, what the texts of each message may have beside words."""
    return {
        name: kind_of(message)
        for messages in domains.values()
        for message in messages
        for name in (message_key(message), token(message_key(message)))
    }


def kind_named(kinds: Mapping[str, Kind], key: str) -> Kind | None:
    """Return the kind of a unit's texts by its key or token, that of a form by number included; else nothing."""
    return kinds.get(key) or kinds.get(_FORM.sub("", key))


def units_of(
    domains: Domains, catalogs: Mapping[str, Catalog], cases: Collection[str] = (), only: Collection[State] = ()
) -> tuple[Unit, ...]:
    """Return the units of a locale in order, by default of all states; ``cases`` are the forms of names it knows."""
    units = []
    for domain, messages in domains.items():
        catalog = merge(catalogs[domain], messages)
        for message in messages:
            translation = catalog.of(message)
            if not only or (translation.state in only and not message.is_locked):
                units += _units(message, translation, catalog, cases)
    return tuple(units)


def _units(message: Message, translation: Translation, catalog: Catalog, cases: Collection[str]) -> list[Unit]:
    if not message.plural:
        target = translation.forms[0] if translation.forms else ""
        return [_unit(message, translation, None, message.source, target, _notes(message, translation, cases))]
    expression = c2py(catalog.po.plural_expr)
    units = []
    for form in range(catalog.po.num_plurals):
        numbers = [number for number in _SAMPLE if expression(number) == form]
        source = message.source if 1 in numbers and 2 not in numbers else message.plural
        target = translation.forms[form] if form < len(translation.forms) else ""
        about = Note("form", _form_note(form, catalog.po.num_plurals, numbers))
        units.append(_unit(message, translation, form, source, target, (about, *_notes(message, translation, cases))))
    return units


def _form_note(form: int, count: int, numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:_SHOWN])) + (" and so on" if len(numbers) > _SHOWN else "")
    return f"Form {form + 1} of {count}, for the numbers {shown}. All forms are needed."


def _unit(
    message: Message, translation: Translation, form: int | None, source: str, target: str, notes: tuple[Note, ...]
) -> Unit:
    kind = kind_of(message)
    exchanged = target
    if fault := _unexchangeable(target, kind):
        exchanged, notes = (
            "",
            (*notes, Note("broken", f"The translation so far cannot be used: {fault}. {_shown(target)}")),
        )
    is_number = not message.is_locked and bool(exchanged) and not _has_letters(source, kind)
    if is_number:
        notes = (*notes, Note("locked", "Numbers only: it is not changed here."))
    return Unit(
        message_key(message) + ("" if form is None else f"[{form}]"),
        message,
        form,
        source,
        exchanged,
        target,
        translation.state,
        translation.source if translation.state is State.STALE else "",
        notes,
        message.is_locked or is_number,
        digest(_english(message)),
        digest(canonical(target, kind)),
        translation.review,
    )


def _english(message: Message) -> str:
    return f"{message.source}\x1f{message.plural}" if message.plural else message.source


def _unexchangeable(text: str, kind: Kind) -> str:
    """Return why no XML file can hold the text, or nothing."""
    try:
        pieces_of(text, kind)
    except CodesError as error:
        return str(error)
    return "it has a character that cannot be printed" if unprintable(text) else ""


def unprintable(text: str) -> str:
    """Return the first character of ``text`` that is a control character or none at all, or nothing."""
    return next((letter for letter in text if _is_unprintable(letter)), "")


def _shown(text: str) -> str:
    return "".join("\ufffd" if _is_unprintable(letter) else letter for letter in text)


def _is_unprintable(letter: str) -> bool:
    code = ord(letter)
    is_control = (code < 0x20 and letter not in "\t\n\r") or 0x7F <= code < 0xA0
    is_none = 0xD800 <= code < 0xE000 or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code < 0xFDF0
    return is_control or is_none or letter in "\u2028\u2029\ufeff\ufffd"


def _has_letters(text: str, kind: Kind) -> bool:
    pieces = pieces_of(text, kind)
    return any(letter.isalpha() for piece in pieces if isinstance(piece, str) for letter in piece) or any(
        not isinstance(piece, str) for piece in pieces
    )


def _notes(message: Message, translation: Translation, cases: Collection[str]) -> tuple[Note, ...]:
    notes = [Note("message", message.comment)] if message.comment else []
    if message.is_locked:
        notes.append(Note("locked", "It stands here to be read with the rest."))
    if cases and "{party}" in message.source:
        forms = ", ".join(f"{{party.{case}}}" for case in cases)
        notes.append(Note("message", f"{{party}} is the name of a Party; in other cases write {forms}."))
    if translation.state is State.STALE:
        notes.append(Note("previous", f"The translation is of an older English: {_shown(translation.source)}"))
    if translation.note:
        notes.append(Note("remark", _shown(translation.note)))
    return tuple(notes)


def group_of(unit: Unit) -> tuple[str, bool]:
    """Return what holds a unit together with others: its label, where that has forms by number."""
    return unit.key.partition("[")[0], unit.form is not None
