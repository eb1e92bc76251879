"""A catalog × what there is to translate now -> the catalog brought up to date, and what became of each translation.

A translation whose English is exactly the same is kept, whatever its id is now; one whose English has changed is fuzzy, with
the English that it was made from; what is no longer asked for stays as obsolete, and comes back when it is asked for again.
Which entry is whose is left to ``matching``, files to ``catalogs``.
"""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass

from babel.messages.catalog import Catalog as PoCatalog
from babel.messages.catalog import Message as PoMessage

from factsheet_builder.languages.catalogs import (
    BRACES,
    Catalog,
    forms_of,
    marks_of,
    new_po,
    review_of,
    words_of,
)
from factsheet_builder.languages.keeping.matching import Match, Way, english_of, match_entries
from factsheet_builder.languages.messages import OF_PROGRAM, Message
from factsheet_builder.languages.reviews import remarks_in


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a translation that did not stay as it was."""

    way: Way
    id: str
    """The message that has it now, by its id or its English."""
    before: str
    """The id, or the English, that it stood under."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A catalog that is up to date."""

    catalog: Catalog
    fates: tuple[Fate, ...]
    lost: tuple[str, ...]
    """Ids, or English, of translations that became obsolete."""


def template(domain: str, messages: Iterable[Message]) -> PoCatalog:
    """Return the template (POT) of a domain: every message that can be translated, in order."""
    po = new_po(domain, None)
    for message in messages:
        if not message.is_locked:
            _put(po, message)
    return po


def merge(catalog: Catalog, messages: Iterable[Message]) -> Catalog:
    """Return the catalog of what there is to translate now, with what it has kept, made fuzzy or obsolete."""
    return merge_and_tell(catalog, messages).catalog


def merge_and_tell(catalog: Catalog, messages: Iterable[Message]) -> Merged:
    """Return the catalog of what there is to translate now, and what became of translations that changed their place."""
    old, wanted = catalog.po, [message for message in messages if not message.is_locked]
    merged, used, fates = _empty_like(old), set[int](), []
    matches = match_entries(old, wanted)
    for position, message in enumerate(wanted):
        entry = _put(merged, message)
        if match := matches.get(position):
            used.update(map(id, match.entries))
            _take_over(entry, match)
            if match.way is not Way.SAME and any(forms_of(entry)):
                before = " + ".join(map(_name, match.entries))
                fates.append(Fate(match.way, message.id or message.source, before))
    left = [
        entry
        for entry in (*(entry for entry in old if entry.id), *old.obsolete.values())
        if id(entry) not in used and any(forms_of(entry))
    ]
    for entry in left:
        merged.obsolete[merged._key_for(entry.id, entry.context)] = entry
    was_obsolete = set(map(id, old.obsolete.values()))
    lost = tuple(_name(entry) for entry in left if id(entry) not in was_obsolete)
    return Merged(Catalog(catalog.domain, catalog.locale, merged, catalog.file), tuple(fates), lost)


def merge_all(catalogs: Mapping[str, Catalog], domains: Mapping[str, tuple[Message, ...]]) -> dict[str, Catalog]:
    """Return catalogs by domain, each brought up to date with the messages of its domain."""
    return {domain: merge(catalog, domains[domain]) for domain, catalog in catalogs.items()}


def _name(entry: PoMessage) -> str:
    return str(entry.context or words_of(entry)[0])


def _empty_like(po: PoCatalog) -> PoCatalog:
    """Return a catalog with the header of ``po`` and no message."""
    empty = copy(po)
    empty._messages, empty.obsolete = type(po._messages)(), type(po.obsolete)()
    return empty


def _put(po: PoCatalog, message: Message) -> PoMessage:
    identity = (message.source, message.plural) if message.plural else message.source
    comments = [message.comment] if message.comment else []
    flags = [BRACES] if message.domain in OF_PROGRAM and "{" in message.source else []
    empty = ("",) * po.num_plurals if message.plural else ""
    entry = po.add(identity, empty, flags=flags, auto_comments=comments, context=message.id or None)
    # Babel guesses flags from the words; a "{" in content is no placeholder.
    entry.flags = set(flags)
    return entry


def _take_over(entry: PoMessage, match: Match) -> None:
    """Give a new entry what its match has: translation, remarks, and what it was made from where that is not its English."""
    known = match.entries[0]
    is_same = words_of(entry) == words_of(known) and len(match.entries) == 1
    entry.lineno = known.lineno
    remarks = remarks_in(comment for one in match.entries for comment in one.user_comments)
    entry.user_comments = [*remarks, *(marks_of(known, review_of(known)) if is_same else [])]
    if not any(forms_of(known)):
        return
    entry.string = _forms_for(entry, match)
    english = " ".join(map(english_of, match.entries))
    if not is_same and len(match.entries) == 1 and english == words_of(entry)[0]:
        return  # changed back, or the English under another id: it is what was translated
    if known.fuzzy or not is_same:
        entry.flags.add("fuzzy")
        joined = [english] if len(match.entries) > 1 else [words_of(known)[0]]
        entry.previous_id = (
            list(known.previous_id or ([] if is_same else joined)) if len(match.entries) == 1 else joined
        )


def _forms_for(entry: PoMessage, match: Match) -> str | tuple[str, ...]:
    """Return the translation as an entry with or without forms by number holds it."""
    forms = forms_of(match.entries[0])
    if len(match.entries) > 1:
        forms = (" ".join(forms_of(one)[0] for one in match.entries),)
    if not isinstance(entry.id, (list, tuple)):
        return forms[0]
    wanted = len(forms_of(entry))
    return (*forms, *("",) * (wanted - len(forms)))[:wanted]
