"""One message in a locale -> pictures of the pages of the general factsheet that it stands on, the message marked.

What is shown is set as a build sets it, by the same drafts and the same typesetter; the mark is in the picture only.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from factsheet_builder.builds.asked import factsheet_asked, one_of
from factsheet_builder.builds.deliverable import Deliverable
from factsheet_builder.builds.deliverable import Kind as Document
from factsheet_builder.builds.drafting.draft_kinds import Sheet
from factsheet_builder.builds.drafts import Drafter
from factsheet_builder.builds.making.deliverable_limits import USUAL, within
from factsheet_builder.builds.translation_desk import domains_for, load_sheets
from factsheet_builder.builds.translations import check_locale
from factsheet_builder.content.party_texts import text_for
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.errors import Diagnostic, Place, Severity, UsageError
from factsheet_builder.languages.codes import CodesError, to_codes
from factsheet_builder.languages.exchange.inline import Kind, kind_of, pieces_of
from factsheet_builder.languages.exchange.units import message_key, token
from factsheet_builder.languages.labels import labels
from factsheet_builder.languages.locales import Domains, content_domains
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.messages import (
    LABELS,
    OF_PROGRAM,
    PARTIES,
    PUBLICATION,
    STUDIO,
    Message,
    messages_of_factsheet,
)
from factsheet_builder.languages.tags import PSEUDO
from factsheet_builder.languages.translation import translate_factsheet, translate_publication
from factsheet_builder.pdf.reading.page_images import page_images
from factsheet_builder.project import Project, cache_folder
from factsheet_builder.typesetting.passage_places import Sought
from factsheet_builder.typesetting.typesetter import Typesetter

_NEAR: Final = 4
_FILLED: Final = re.compile(r"parties|(?:number|page|v)[0-9]+")
"""Codes that stand for words which are filled in."""
_COMMON: Final = OF_PROGRAM | {PARTIES, PUBLICATION}
"""Domains of which every factsheet may print something, and the one of the studio, of which none does."""
_UNPRINTED: Final = re.compile(r"description|keyword\.[0-9]+|.+\.sort")
"""Ids of messages that no page prints, though their words may stand on one."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The pictures of a message."""

    key: str
    factsheet: str
    locale: str
    images: Mapping[int, bytes]
    """PNG by the number of the page, from 1."""
    also_on: tuple[int, ...]
    """Further pages that have it in their heads."""


class Previewer:
    """Shows messages of one locale of a project, as its files are when this is made; a factsheet is laid out once."""

    def __init__(self, project: Project, locale: str, cache: Path | None = None) -> None:
        """Read the project; fonts are kept in ``cache``, by default that of the user.

        Raises:
            UsageError: the project has no such locale.
            ContentError: the content is not valid.
            SurroundingsError: a file cannot be read.
        """
        tags, known = (*project.locales(), *PSEUDO), project.locales()
        self.locale = one_of(locale, tags, "no-locale", f"There is no locale “{locale}”.", known)
        self._project, self._cache, self._drafter = project, cache or cache_folder(), Drafter(project)
        self._sheets, self._common = load_sheets(project)
        content = {**content_domains(self._sheets, self._common.publication), LABELS: labels()}
        asked = domains_for(project, self.locale, self._sheets, self._common)
        self._domains = {**asked, **{name: messages for name, messages in content.items() if not asked.get(name)}}

    @cached_property
    def _typesetter(self) -> Typesetter:
        return Typesetter(self._project, self._cache)

    def show(self, asked: str, dpi: int, factsheet: str = "") -> Preview:
        """Return the pictures of a message, known by its id or its key in exchange files.

        ``factsheet`` says in which one to look for words that all may print, by default the first.

        Raises:
            UsageError: there is no such factsheet or message, or the factsheet does not print it.
            ContentError: a translation is not valid.
            RefusedError: the factsheet cannot be laid out.
            SurroundingsError: the machine lacks something, as the program that makes pictures of pages.
        """
        message = _message_named(asked, self._domains)
        name = message.domain if message.domain not in _COMMON else factsheet or self._sheets[0].id
        name = factsheet_asked(self._project, name)
        if message.domain == STUDIO or _UNPRINTED.fullmatch(message.id):
            raise _not_printed(message, name)
        sought = self._sought(message, name)
        draft = self._drafter.draft(self._printing(message, name)).made_from
        if not isinstance(draft, Sheet):
            raise TypeError(name)
        with within(USUAL):
            shown = self._typesetter.show(draft.view, draft.settings, sought)
        if shown is None:
            raise _not_printed(message, name)
        pdf, found = shown
        pages = sorted(found.areas)
        images = page_images(pdf, dpi, [found.areas[page] for page in pages])
        numbered = {page + 1: image for page, image in zip(pages, images, strict=True)}
        also = tuple(page + 1 for page in found.also_on)
        return Preview(message_key(message), name, self.locale, numbered, also)

    def _printing(self, message: Message, name: str) -> Deliverable:
        """Return a document that prints a message: the general factsheet, or the version for whom alone it is."""
        sheet = next(sheet for sheet in self._sheets if sheet.id == name)
        for party in ("", *sorted({code for _, block in blocks_of(sheet) for code in block.only_for})):
            has_it = any(one.id == message.id for one in messages_of_factsheet(text_for(sheet, party)))
            if party and has_it and message.domain == name:
                profile = next(iter(self._common.rules.profiles))
                return Deliverable(name, self.locale, Document.TAILORED, party, profile)
            if has_it or message.domain != name:
                break
        return Deliverable(name, self.locale)

    def _sought(self, message: Message, name: str) -> Sought:
        sheet = next(sheet for sheet in self._sheets if sheet.id == name)
        localiser, _ = check_locale(self._project, self.locale, (sheet,), self._common)
        printed = ""
        if message.domain == name:
            printed = _at(translate_factsheet(sheet, localiser).sheet, message)
        elif message.domain == PUBLICATION:
            printed = _at(translate_publication(self._common.publication, localiser), message)
        return _sought(message, localiser, printed)


def _message_named(asked: str, domains: Domains) -> Message:
    """Return the message that is asked for: by its key, by its id where only one has it, or by the words of a label."""
    by_key = {message_key(message): message for messages in domains.values() for message in messages}
    by_name = {**{token(key): message for key, message in by_key.items()}, **by_key}
    if asked in by_name:
        return by_name[asked]
    named = [message for message in by_key.values() if asked in {message.id, message.id or message.source}]
    if len(named) == 1:
        return named[0]
    if named:
        keys = ", ".join(message_key(message) for message in named)
        raise UsageError.of("ambiguous-id", f"Several messages are called “{asked}”.", f"Name one of: {keys}.")
    ids = {message.id or key for key, message in by_key.items()}
    near = get_close_matches(asked, sorted(ids), _NEAR, 0.5) or [name for name in sorted(ids) if asked in name][:_NEAR]
    like = f"Did you mean {' or '.join(f'“{name}”' for name in near)}? " if near else ""
    remedy = f"{like}The ids are those of the catalogs (msgctxt) and of exported files."
    raise UsageError.of("no-message", f"There is no message “{asked}”.", remedy)


def _at(model: BaseModel, message: Message) -> str:
    """Return the text at the place of a message."""
    data: Any = model.model_dump(mode="json")
    for step in message.path:
        data = data[step]
    return str(data)


def _sought(message: Message, localiser: Localiser, printed: str) -> Sought:
    """Return what to look for: the words as they are printed in the locale, or else its translation, or the English."""
    forms = localiser.translation(message).forms
    wordings = [_parts(to_codes(printed) if kind_of(message) is Kind.PROSE else printed, message)] if printed else []
    wordings += [_parts(text, message) for text in (*forms, message.source, message.plural) if text]
    steps = message.id.split(".")
    anchors = tuple(".".join(steps[:size]) for size in range(len(steps), 0, -1)) if message.id else ()
    return Sought(
        anchors=() if message.domain in _COMMON else anchors,
        wordings=tuple(dict.fromkeys(filter(None, wordings))),
        note=message.id.removeprefix("note.") if message.id.startswith("note.") else "",
        is_in_heads=message.id.endswith("short-title"),
        may_be_inside=message.domain == PARTIES,
    )


def _parts(text: str, message: Message) -> tuple[str, ...]:
    """Return the texts between the placeholders of a message; marks and calls of notes are none."""
    parts, open_part = [], ""
    with suppress(CodesError):
        for piece in pieces_of(text, kind_of(message)):
            if isinstance(piece, str):
                open_part += piece
            elif _FILLED.fullmatch(piece.name) or kind_of(message) is Kind.LABEL:
                parts.append(open_part)
                open_part = ""
    return tuple(part for part in (*parts, open_part) if any(map(str.isalnum, part)))


def _not_printed(message: Message, factsheet: str) -> UsageError:
    what = f"The general factsheet “{factsheet}” does not print “{message_key(message)}”."
    remedy = " ".join(_reasons(message))
    return UsageError([Diagnostic(Severity.ERROR, "not-printed", what, remedy, Place(passage=message.id))])


def _reasons(message: Message) -> Iterator[str]:
    if message.comment:
        yield f"It is: {message.comment}"
    yield "It may be said in versions for one Party, packs and reply forms, in the properties of a file, or not at all."
