"""What there is to translate -> templates and catalogs brought up to date, and how far each locale is.

It returns the files that change, with their new content; writing them is left to the caller. A file in which nothing
changes is not among them, whatever program wrote it and however.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from factsheet_builder.content.locale_settings import LocaleSettings
from factsheet_builder.errors import UsageError
from factsheet_builder.languages.catalogs import (
    Catalog,
    counted,
    is_changed,
    new_po,
    po_bytes,
    put_remark,
    put_translation,
    read_catalog,
)
from factsheet_builder.languages.keeping.memory import Memory, Recalled, Segment, recall, segments_in
from factsheet_builder.languages.keeping.merging import Merged, merge, merge_and_tell, template
from factsheet_builder.languages.locales import Domains, shipped_catalog, shipped_settings
from factsheet_builder.languages.messages import LABELS, Message
from factsheet_builder.languages.reviews import RANKS, Review, State
from factsheet_builder.languages.tags import PSEUDO, is_known_tag
from factsheet_builder.project import Project


def templates(project: Project, domains: Domains) -> Iterator[tuple[Path, bytes]]:
    """Yield the templates (POT) that change."""
    for domain, messages in domains.items():
        path, content = project.template_path(domain), po_bytes(template(domain, messages))
        if not path.is_file() or path.read_bytes() != content:
            yield path, content


@dataclass(frozen=True, slots=True)
class Update:
    """A catalog that changes."""

    path: Path
    content: bytes
    merged: Merged
    recalled: tuple[Recalled, ...]


def updated(
    project: Project, domains: Domains, catalogs: Mapping[str, Catalog], remembered: Iterable[Segment] = ()
) -> Iterator[Update]:
    """Yield the catalogs of a locale that change when they are merged with what there is to translate now.

    What is missing then is proposed: names by CLDR, sentences from the other catalogs and from what is ``remembered``.
    """
    merged = {domain: merge_and_tell(catalog, domains[domain]) for domain, catalog in catalogs.items()}
    known = [segment for one in merged.values() for segment in segments_in(one.catalog)]
    memory = Memory((*known, *remembered))
    for domain, catalog in catalogs.items():
        path, now = project.catalog_path(catalog.locale, domain), merged[domain]
        propose(now.catalog, domains[domain])
        recalled = tuple(recall(now.catalog, domains[domain], memory))
        if domains[domain] and (not path.is_file() or is_changed(catalog, now.catalog)):
            yield Update(path, po_bytes(now.catalog.po), now, recalled)


def begun(project: Project, tag: str, domains: Domains, today: datetime) -> Iterator[tuple[Path, bytes]]:
    """Yield the files of a new locale: empty catalogs dated ``today``, and its settings.

    Raises:
        UsageError: the tag is no locale, or the project has it already.
    """
    if not is_known_tag(tag) or tag in PSEUDO:
        remedy = "Use a language tag as BCP 47 writes it: fr, uk, pt-BR, sr-Latn."
        raise UsageError.of("locale", f"“{tag}” is no locale that can be started.", remedy)
    if tag == project.source_locale or (project.data / "locales" / tag).exists():
        raise UsageError.of(
            "exists", f"There is a locale “{tag}” already.", "Bring it up to date with `messages update`."
        )
    for domain, messages in domains.items():
        if messages:
            po = new_po(domain, tag)
            po.revision_date = today
            begins = Catalog(domain, tag, po)
            if domain == LABELS and (path := shipped_catalog(tag)):
                begins = replace(read_catalog(path, project.relative(path), domain, tag), locale=tag)
            catalog = merge(begins, messages)
            catalog.po.obsolete.clear()  # phrases of the project that the labels come from
            propose(catalog, messages)
            yield project.catalog_path(tag, domain), po_bytes(catalog.po)
    # The labels that ship are written by the quotation marks, and ask for the cases, of their settings.
    begun_with = shipped_settings(tag)
    settings = _of_nobody(begun_with.read_text(encoding="utf-8")) if begun_with else _SETTINGS
    yield project.data / "locales" / tag / "locale.yaml", settings.encode()


def _of_nobody(settings: str) -> str:
    """Return settings of a language for translations that nobody has made yet."""
    unreviewed = re.sub(r"^status: .*$", "status: working-translation", settings, flags=re.MULTILINE)
    return re.sub(r"^translators:.*(?:\n[ -].*)*", "translators:", unreviewed, flags=re.MULTILINE)


def propose(catalog: Catalog, messages: Iterable[Message]) -> None:
    """Put what messages propose into a merged catalog where nothing is translated: as fuzzy, with the remark whose it is."""
    for message in messages:
        if message.proposal.words and catalog.of(message).state is State.MISSING:
            put_translation(catalog, message, (message.proposal.words,), State.STALE)
            put_remark(catalog, message, message.proposal.remark)


def vouch(
    domains: Domains, catalogs: Mapping[str, Catalog], asked: Collection[str], review: Review
) -> tuple[dict[str, Catalog], tuple[str, ...]]:
    """Return the catalogs in which messages are now vouched for, and the ids of those that have no current translation.

    ``asked`` are ids of messages, or keys as ``assistance-to-victims/VI-1.text``; none for all that are translated.

    Raises:
        UsageError: a message that is asked for is not there.
    """
    changed, not_current, met = {}, [], set()
    for domain, messages in domains.items():
        merged = merge(catalogs[domain], messages)
        for message in messages:
            names = {message.id or message.source, f"{domain}/{message.id or message.source}"}
            if message.is_locked or (asked and names.isdisjoint(asked)):
                continue
            met |= names
            translation = merged.of(message)
            if not translation.state.is_current:
                not_current.append(f"{domain}/{message.id or message.source}")
            elif translation.review != review and RANKS.index(translation.state) <= RANKS.index(review.state):
                put_translation(merged, message, translation.forms, review.state, review)
                changed[domain] = merged
    if unknown := [name for name in asked if name not in met]:
        remedy = "`factsheet messages export --format po` lists all ids."
        raise UsageError.of("no-message", f"There is no message “{unknown[0]}” to translate.", remedy)
    return changed, tuple(not_current)


_SETTINGS = """# yaml-language-server: $schema=../../schemas/locale.schema.json
#
# Whether the secretariat has reviewed the translation as a whole (reviewed), or not yet (working-translation): every PDF
# says so until then.
status: working-translation

# Forms of the names of Parties that sentences of this language ask for, as in {party.genitive}. `factsheet messages update`
# then asks for them in parties.po.
cases: []

# Beginnings of names that this language leaves out of account in sorting, as the Arabic article.
articles: []

# Groups of letters that this language takes for one in sorting, as the forms of alef.
alike: []

# Quotation marks, where the translators use others than CLDR's: opening, closing, then those inside a quotation.
quotes: []

# Who answers for the translation.
translators:
"""


@dataclass(frozen=True, slots=True)
class DomainStatus:
    """How far one domain of a locale is: how many of its messages are in each state."""

    domain: str
    counts: Mapping[State, int]

    @property
    def total(self) -> int:
        """Number of messages."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class LocaleStatus:
    """How far a locale is."""

    tag: str
    settings: LocaleSettings
    domains: tuple[DomainStatus, ...]

    def count(self, state: State) -> int:
        """Return how many messages of all domains are in a state."""
        return sum(domain.counts[state] for domain in self.domains)

    @property
    def total(self) -> int:
        """Number of messages of all domains."""
        return sum(domain.total for domain in self.domains)


def status(tag: str, settings: LocaleSettings, domains: Domains, catalogs: Mapping[str, Catalog]) -> LocaleStatus:
    """Return how far a locale is, domain by domain; official text that is supplied does not count."""
    return LocaleStatus(
        tag,
        settings,
        tuple(
            DomainStatus(domain, counted(catalogs[domain].of(m).state for m in messages if not m.is_locked))
            for domain, messages in domains.items()
            if messages
        ),
    )
