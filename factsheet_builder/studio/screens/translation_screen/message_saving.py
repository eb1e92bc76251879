"""A translation that somebody typed × what stands now -> the catalog with it, a clash, or the reasons why it cannot stand.

Who saves says what the text was typed beside: the words to translate and the translation that stood there. Where one is
another by now, nothing is written and both are shown. Writing is done under a lock, so that of two who save one is told.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from factsheet_builder.builds.store import commit
from factsheet_builder.changes.history.saves import record_outside, record_save
from factsheet_builder.errors import ContentError, Diagnostic, Place, Severity
from factsheet_builder.languages import translation_limits as limits
from factsheet_builder.languages.catalogs import Catalog, Translation, parse_po, po_bytes, put_remark, put_translation
from factsheet_builder.languages.exchange.faults import fault_of
from factsheet_builder.languages.exchange.inline import one_line
from factsheet_builder.languages.keeping.english_renewal import with_present_english
from factsheet_builder.languages.keeping.merging import merge
from factsheet_builder.languages.keeping.message_edits import set_message, up_to_date
from factsheet_builder.languages.messages import Message
from factsheet_builder.languages.reviews import LONGEST_NAME, Review, State
from factsheet_builder.languages.rules.translation_checks import check_message, check_phrases
from factsheet_builder.project import Project
from factsheet_builder.studio.saving.save_lock import alone
from factsheet_builder.studio.screens.translation_screen.locale_reading import ReadLocale, read_locale, to_mend
from factsheet_builder.studio.screens.translation_screen.message_facts import of_field, source_digest, target_digest
from factsheet_builder.studio.screens.translation_screen.message_lists import Show, following

_TRIES: Final = 4


class Verdict(StrEnum):
    """What somebody who read a translation says of it."""

    REVIEWED = "reviewed"
    APPROVED = "approved"
    NEEDS_WORK = "needs-work"


@dataclass(frozen=True, slots=True)
class Typed:
    """A translation as it was typed, beside what it was typed."""

    key: str
    forms: tuple[str, ...]
    """As their fields have them."""
    source_digest: str
    target_digest: str
    needs_work: bool = False
    remark: str = ""
    verdict: Verdict | None = None
    """Of one who reads and does not type."""
    who: str = ""
    """Who saves."""
    words: str = ""
    """What the history says of it."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What became of it."""

    is_known: bool = True
    problems: tuple[Diagnostic, ...] = ()
    """Errors: nothing was written."""
    is_clash: bool = False
    is_written: bool = False
    unrecorded: Diagnostic | None = None
    """Why the history does not have it, where it has not."""
    next_key: str = ""
    """Of the next message that is to be shown."""


@dataclass(frozen=True, slots=True)
class _Put:
    """A catalog with a translation in it."""

    merged: Catalog
    message: Message
    forms: tuple[str, ...]
    text: str
    """Of the file, before."""
    before: Translation

    @property
    def translation(self) -> Translation:
        """The translation as the catalog has it."""
        return self.merged.of(self.message)


def save_message(project: Project, tag: str, typed: Typed, show: Show) -> Weighed:
    """Write a translation, or what somebody says of one, into its catalog.

    Where the catalog is another one at the moment of writing, all is done again from that.

    Raises:
        ContentError: the content or the catalog is not valid, or is changed all the time.
        SurroundingsError: the file cannot be written.
    """
    for _ in range(_TRIES):
        locale = read_locale(project, tag)
        message = locale.find(typed.key)
        if message is None or message.is_locked:
            return Weighed(is_known=False)
        put = _put(locale, message, typed)
        if problems := _refusals(locale, put, typed):
            return Weighed(problems=problems)
        is_same = put.translation == put.before
        clashes = (source_digest(message), target_digest(put.before)) != (typed.source_digest, typed.target_digest)
        if clashes and not is_same:
            return Weighed(is_clash=True)
        if is_same:
            return Weighed(next_key=following(locale, message, show))
        if _write(project, project.catalog_path(tag, message.domain), put.text, _text(locale, put)):
            file = project.catalog_path(tag, message.domain)
            recorded = record_save(project, (file,), typed.words, typed.who, (message.id or message.source,))
            next_key = following(read_locale(project, tag), message, show)
            return Weighed(is_written=True, unrecorded=recorded.problem, next_key=next_key)
    raise ContentError.of("busy", "The file is being changed all the time.", "Try again in a moment.")


def _write(project: Project, file: Path, before: str, text: str) -> bool:
    """Write a catalog, unless it says something else than it did; what others changed in it is recorded as theirs."""
    record_outside(project, (file,))
    with alone(project):
        if (file.read_bytes().decode() if file.is_file() else "") != before:
            return False
        commit(file, text.encode())
        return True


def check_typed(project: Project, tag: str, typed: Typed) -> tuple[Diagnostic, ...] | None:
    """Return what is wrong with a translation as it is typed; nothing known of its key is ``None``."""
    locale = read_locale(project, tag)
    message = locale.find(typed.key)
    if message is None or message.is_locked:
        return None
    if not any(form.strip() for form in typed.forms):
        return ()
    return _problems(locale, _put(locale, message, typed))


def text_with(project: Project, tag: str, typed: Typed) -> str | None:
    """Return the catalog with a translation that is not saved, for a page that shows it; ``None`` where there is none."""
    locale = read_locale(project, tag)
    message = locale.find(typed.key)
    if message is None or message.is_locked:
        return None
    # It is not written: which lines of it change does not matter.
    return po_bytes(_put(locale, message, replace(typed, needs_work=False)).merged.po).decode()


def _put(locale: ReadLocale, message: Message, typed: Typed) -> _Put:
    """Return a copy of the catalog of a message with what was typed, or said of it, in it."""
    held = locale.catalogs[message.domain]
    file = locale.project.catalog_path(locale.tag, message.domain)
    # What is kept is not to be changed: the copy is read from the file, or else from what would be one.
    data = file.read_bytes() if file.is_file() else po_bytes(held.po)
    text = data.decode() if file.is_file() else ""
    read = Catalog(held.domain, held.locale, parse_po(data, held.file, held.locale), held.file)
    merged = merge(read, locale.domains[message.domain])
    now = merged.of(message)
    if typed.verdict is not None:
        _judge(merged, message, now, typed)
        return _Put(merged, message, now.forms, text, now)
    count = int(merged.po.num_plurals) if message.plural else 1
    forms = tuple(one_line(of_field(form)).strip() for form in typed.forms)[:count]
    forms += ("",) * (count - len(forms))
    state = State.STALE if typed.needs_work and any(forms) else State.TRANSLATED
    is_as_it_was = forms == now.forms and (state is State.STALE) == (now.state is State.STALE)
    if not is_as_it_was:
        put_translation(merged, message, forms, state)
    if typed.remark.strip() != now.note.strip():
        put_remark(merged, message, typed.remark.strip())
    return _Put(merged, message, forms, text, now)


def _text(locale: ReadLocale, put: _Put) -> str:
    """Return the catalog with a translation, in which no line of another message is changed where that can be."""
    message, merged, translation = put.message, put.merged, put.translation
    state = translation.state if any(put.forms) else State.TRANSLATED

    def spliced(text: str) -> str:
        return set_message(
            text,
            message,
            put.forms,
            state,
            review=translation.review,
            remark=translation.note,
            locale=merged.locale,
            file=merged.file,
        )

    try:
        return spliced(with_present_english(put.text, message, locale=merged.locale, file=merged.file))
    except ContentError:  # it is not in the file yet, or stands under another id
        messages = locale.domains[message.domain]
        return spliced(up_to_date(put.text, messages, domain=message.domain, locale=merged.locale, file=merged.file))


def _judge(merged: Catalog, message: Message, now: Translation, typed: Typed) -> None:
    if typed.verdict is Verdict.NEEDS_WORK:
        put_translation(merged, message, now.forms, State.STALE)
    elif typed.verdict is not None:
        state = State(typed.verdict.value)
        who = " ".join(typed.who.split())[:LONGEST_NAME]
        put_translation(merged, message, now.forms, state, Review(state, who, datetime.now(UTC).date()))


def _refusals(locale: ReadLocale, put: _Put, typed: Typed) -> tuple[Diagnostic, ...]:
    """Return why a translation cannot be written, or cannot be vouched for."""
    if typed.verdict is not None:
        now = put.before
        is_owed = typed.verdict is Verdict.NEEDS_WORK
        if now.state is State.MISSING or (not now.state.is_current and not is_owed):
            what = "There is no translation of the present words that anybody could vouch for."
            return (Diagnostic(Severity.ERROR, "not-current", what, "Bring it up to date first."),)
        return ()
    return tuple(problem for problem in _problems(locale, put) if problem.severity is Severity.ERROR)


def _problems(locale: ReadLocale, put: _Put) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a translation: by the rules of an import, then by those of a check."""
    message, place = put.message, Place(passage=put.message.id)
    found: list[Diagnostic] = []
    for form in filter(None, put.translation.forms):
        if len(form) > limits.TEXT:
            what = f"The text has {len(form):,} characters; at most {limits.TEXT:,} are taken."
            return (Diagnostic(Severity.ERROR, "too-long", what, "Shorten it.", place),)
        code, reason = fault_of(form, message, message.plural or message.source, locale.settings.cases)
        if code:
            what = f"This cannot be saved: {reason}."
            found.append(Diagnostic(Severity.ERROR, code, what, "Keep the codes of the original.", place))
    if found or not any(put.translation.forms):
        return tuple(dict.fromkeys(found))
    checked = to_mend(check_message(message, put.merged, locale.standard))
    phrases = check_phrases(_related(locale, message), put.merged, locale.standard)
    own = (problem for problem in phrases if problem.place.passage == message.id)
    return tuple(dict.fromkeys((*checked, *own)))


def _related(locale: ReadLocale, message: Message) -> Iterator[Message]:
    """Yield a message of content and those that stand beside it in the same block."""
    stem = message.id.rpartition(".")[0]
    for one in locale.domains[message.domain]:
        if one is message or (stem and one.id.rpartition(".")[0] == stem):
            yield one
