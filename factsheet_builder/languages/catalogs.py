"""Catalogs of translations: PO files read and written, always the same way, by gettext's rules.

A message of content is known by its context and its English, a label by its English; one whose English has changed has no
translation until ``merging`` has found which is its own. Babel reads and writes the files.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from gettext import c2py
from io import BytesIO, StringIO
from pathlib import Path
from typing import Final

from babel.core import UnknownLocaleError
from babel.messages.catalog import Catalog as PoCatalog
from babel.messages.catalog import Message as PoMessage
from babel.messages.pofile import PoFileError, PoFileParser, denormalize, normalize, write_po

from factsheet_builder.characters import drop_harmless
from factsheet_builder.errors import ContentError, Place, SurroundingsError
from factsheet_builder.languages import translation_limits as limits
from factsheet_builder.languages.cldr.plural_forms import plural_forms_of
from factsheet_builder.languages.messages import Message
from factsheet_builder.languages.po_lines import REMEDY, LimitedPo, TooManyFormsError, checked_text
from factsheet_builder.languages.reviews import Review, State, remarks_in, review_in

_DATE: Final = re.compile(rb'^"POT-Creation-Date: [^"]*"\n', re.MULTILINE)
BRACES: Final = "python-brace-format"
_CASE: Final = re.compile(r"\{\w+\.\w")
_WIDTH: Final = 100


@dataclass(frozen=True, slots=True)
class Translation:
    """What a catalog has for a message: its forms by number, the English that it translates, and how far to trust it."""

    forms: tuple[str, ...]
    state: State
    source: str
    """The English that the translation was made from."""
    note: str = ""
    """What the translator remarked."""
    review: Review | None = None
    """Who vouches for it, where somebody does."""

    @property
    def text(self) -> str:
        """The translation, or its first form."""
        return self.forms[0] if self.forms else ""


MISSING: Final = Translation((), State.MISSING, "")


@dataclass(frozen=True, slots=True)
class Catalog:
    """The translations of one domain into one locale."""

    domain: str
    locale: str
    po: PoCatalog
    """As Babel has it."""
    file: str = ""
    """The file as users see it, for messages about it."""

    def of(self, message: Message) -> Translation:
        """Return the translation of ``message``; stale where its English is not the one that was translated."""
        entry = _find(self.po, message)
        note = "\n".join(remarks_in(entry.user_comments)) if entry is not None else ""
        if entry is None or not any(forms_of(entry)):
            return replace(MISSING, note=note) if note else MISSING
        is_stale = entry.fuzzy or words_of(entry) != (message.source, message.plural)
        review = None if is_stale else review_of(entry)
        state = State.STALE if is_stale else review.state if review else State.TRANSLATED
        previous = entry.previous_id[0] if entry.fuzzy and entry.previous_id else words_of(entry)[0]
        return Translation(forms_of(entry), state, str(previous), note, review)

    def place(self, message: Message) -> Place:
        """Return where the translation of ``message`` stands."""
        entry = _find(self.po, message)
        line = entry.lineno if entry is not None and entry.lineno else 0
        return Place(self.file, line, 1 if line else 0, message.id or message.source[:40])


def forms_of(entry: PoMessage) -> tuple[str, ...]:
    """Return the translation of an entry, all its forms by number."""
    strings = entry.string if isinstance(entry.string, (list, tuple)) else (entry.string,)
    return tuple(str(string or "") for string in strings)


def has_cases(entry: PoMessage) -> bool:
    """Tell whether a translation asks for the case of a name: ``{party.genitive}``."""
    return any(_CASE.search(form) for form in forms_of(entry))


def words_of(entry: PoMessage) -> tuple[str, str]:
    """Return the English of an entry, and its plural or nothing."""
    if isinstance(entry.id, (list, tuple)):
        return str(entry.id[0]), str(entry.id[1])
    return str(entry.id), ""


def review_of(entry: PoMessage) -> Review | None:
    """Return who vouches for the words that an entry has; a review of other words is none."""
    review = review_in(entry.user_comments)
    return review if review and review.is_of(*words_of(entry), *forms_of(entry)) else None


def marks_of(entry: PoMessage, review: Review | None) -> list[str]:
    """Return the comment that says who vouches for the words that an entry has; nothing where nobody does."""
    return [review.of_words(*words_of(entry), *forms_of(entry)).comment] if review else []


def put_translation(
    catalog: Catalog, message: Message, forms: tuple[str, ...], state: State, review: Review | None = None
) -> None:
    """Put a translation of the present English into a merged catalog, all its forms by number.

    ``state`` is ``STALE`` where the translator says that it needs work; ``review`` tells who vouches for it.
    """
    entry = _entry(catalog, message)
    entry.string = forms if message.plural else forms[0]
    review = review or (Review(state) if state.is_vouched_for else None)
    entry.user_comments = [*remarks_in(entry.user_comments), *marks_of(entry, review)]
    entry.flags.discard("fuzzy")
    if state is State.STALE:
        entry.flags.add("fuzzy")
    else:
        entry.previous_id = []


def put_remark(catalog: Catalog, message: Message, remark: str) -> None:
    """Put what a translator remarked into a merged catalog, in place of what was remarked before."""
    entry = _entry(catalog, message)
    reviews = [comment for comment in entry.user_comments if review_in([comment])]
    entry.user_comments = [*(line for line in remark.splitlines() if line.strip()), *reviews]


def _entry(catalog: Catalog, message: Message) -> PoMessage:
    entry = _find(catalog.po, message)
    if entry is None:
        raise KeyError(message.key)
    return entry


def _find(po: PoCatalog, message: Message) -> PoMessage | None:
    """Return the entry of a message: the one of its context that has its English, or fuzzy its place."""
    return po.get(message.source, message.id or None)


def read_catalog(path: Path, file: str, domain: str, locale: str) -> Catalog:
    """Return the catalog in ``path``; an empty one where there is no file. ``file`` is what users know it as.

    Raises:
        ContentError: it is no valid PO file, or too large.
        SurroundingsError: it cannot be read.
    """
    try:
        data = limits.read_limited(path, file)
    except FileNotFoundError:
        return Catalog(domain, locale, new_po(domain, locale), file)
    except OSError as error:
        what = f"{file} cannot be read: {error.strerror}."
        raise SurroundingsError.of("unreadable", what, "Check its permissions.", Place(file)) from error
    return Catalog(domain, locale, parse_po(data, file, locale), file)


def parse_po(data: bytes, file: str, locale: str) -> PoCatalog:
    """Return the content of a PO file.

    Raises:
        ContentError: it is no valid PO file in UTF-8, or has more of something than ``translation_limits`` allow.
    """
    text = checked_text(data, file)
    try:
        po = LimitedPo(locale=_babel(locale))
        PoFileParser(po, abort_invalid=True).parse(StringIO(text))
        _read_previous(po, text)
        _drop_harmless(po)
        po.refuse_odd_forms()
        c2py(po.plural_expr)  # Babel takes any rule of plural forms, gettext does not
        return po
    except TooManyFormsError as error:
        what = f"Its header says that the language has {error} forms by number; a language has 1 to {limits.FORMS}."
        raise ContentError.of("too-many", what, "Correct “nplurals” in its Plural-Forms.", Place(file)) from error
    except PoFileError as error:
        what = f"This is no valid PO: {str(error).rpartition(' on ')[0].lower()}."
        raise ContentError.of("po", what, REMEDY, Place(file, error.lineno + 1, 1)) from error
    except (ValueError, TypeError, IndexError, AttributeError, LookupError, UnknownLocaleError) as error:
        raise ContentError.of("po", f"This is no valid PO file: {error}.", REMEDY, Place(file)) from error


def _drop_harmless(po: PoCatalog) -> None:
    """Take from the translations the invisible characters that pasted texts bring along: no page and no rule sees them."""
    for entry in (*entries(po), *po.obsolete.values()):
        forms = tuple(map(drop_harmless, forms_of(entry)))
        entry.string = forms if isinstance(entry.string, (list, tuple)) else forms[0]


def _read_previous(po: PoCatalog, text: str) -> None:
    """Give fuzzy entries their previous English, which Babel 2.18 writes and does not read."""
    for entry in (*po, *po.obsolete.values()):
        entry.user_comments = [comment for comment in entry.user_comments if not comment.startswith("|")]
    by_line = {entry.lineno: entry for entry in po if entry.fuzzy}
    before: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#| "):
            before.append(line.removeprefix("#| "))
        elif line.startswith("msgid "):
            if before and (known := by_line.get(number)):
                known.previous_id = _previous_words("\n".join(before))
            before = []


def _previous_words(text: str) -> list[str]:
    """Return the words of ``#|`` lines, their plural second, without the context."""
    parts = re.split(r"^(msgctxt|msgid_plural|msgid) ", text, flags=re.MULTILINE)
    return [denormalize(words.strip()) for key, words in zip(parts[1::2], parts[2::2], strict=True) if key != "msgctxt"]


def _babel(locale: str) -> str:
    return locale.replace("-", "_")


def new_po(domain: str, locale: str | None) -> PoCatalog:
    """Return an empty catalog; without a locale, one for a template."""
    po = PoCatalog(
        locale=_babel(locale) if locale else None,
        domain=domain,
        header_comment=f"# {'Translations' if locale else 'Template for translations'} of {domain}.",
        project="factsheets",
        version=domain,
        revision_date="YEAR-MO-DA HO:MI+ZONE",
        last_translator="not named",
        language_team="LANGUAGE",
        fuzzy=False,
    )
    if locale:
        # Babel 2.18 has a table of its own, with one form for Turkish and two for Hebrew.
        po._num_plurals, po._plural_expr = plural_forms_of(locale)  # type: ignore[assignment]
    return po


def po_bytes(po: PoCatalog, *, has_locations: bool = False) -> bytes:
    """Return the catalog as a PO file: the same for the same messages, since the day of writing is no part of it.

    Locations are for files that are sent: in a catalog that is kept, every line that moves would be a change.
    """
    for entry in entries(po):
        if has_cases(entry):
            entry.flags.discard(BRACES)  # gettext 0.21 takes a case for a format that it does not know
    stream = BytesIO()
    write_po(stream, po, width=_WIDTH, no_location=not has_locations)
    return _DATE.sub(b"", _with_previous(po, stream.getvalue().decode()).encode())


def _with_previous(po: PoCatalog, text: str) -> str:
    """Return a PO file with the previous English of its fuzzy entries.

    Babel 2.18 breaks the lines of a long one inside its quotation marks: no program of gettext's reads the file then.
    """
    for entry in entries(po):
        if entry.fuzzy and entry.previous_id:
            context = f"msgctxt {normalize(entry.context, width=_WIDTH)}\n" if entry.context else ""
            begins = f"\n{context}msgid {normalize(words_of(entry)[0], width=_WIDTH)}\n"
            keys = zip(("msgid", "msgid_plural"), entry.previous_id, strict=False)
            lines = "\n".join(f"{key} {normalize(str(words), width=_WIDTH)}" for key, words in keys)
            before = "".join(f"#| {line}\n" for line in lines.splitlines())
            text = text.replace(begins, f"\n{before}{begins[1:]}", 1)
    return text


def is_changed(before: Catalog, after: Catalog) -> bool:
    """Tell whether anything but the form of the file differs."""
    return po_bytes(before.po) != po_bytes(after.po)


def counted(states: Iterable[State]) -> Mapping[State, int]:
    """Return how many of the states there are of each kind."""
    found = list(states)
    return {state: found.count(state) for state in State}


def entries(po: PoCatalog) -> Iterator[PoMessage]:
    """Yield the entries of a catalog without its header."""
    return (entry for entry in po if entry.id)
