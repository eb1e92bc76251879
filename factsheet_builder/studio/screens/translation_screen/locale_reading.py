"""A locale of a project -> its messages with how each stands and what is wrong with it; what did not change is kept.

A process reads content, catalogs and rules once, and again what was saved since: files are known by name, time and size. What
a check found of one translation is kept with its words.
"""

import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Final

from factsheet_builder.builds.inputs import Common
from factsheet_builder.builds.translation_desk import domains_for, load_sheets
from factsheet_builder.content.glossary import Glossary
from factsheet_builder.content.locale_settings import LocaleSettings
from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.reading.reader import read_glossary
from factsheet_builder.errors import Diagnostic
from factsheet_builder.languages.catalogs import Catalog, Translation, read_catalog
from factsheet_builder.languages.exchange.units import message_key
from factsheet_builder.languages.keeping.memory import Segment, segments_in
from factsheet_builder.languages.keeping.memory_files import memory_path, read_memory
from factsheet_builder.languages.keeping.merging import merge
from factsheet_builder.languages.locales import Domains, read_localiser, settings_of
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.messages import OF_PROGRAM, PARTIES, Message
from factsheet_builder.languages.rules.pairs import Standard
from factsheet_builder.languages.rules.translation_checks import check_message, check_phrases, standard_of
from factsheet_builder.project import Project

_MOST_FINDINGS: Final = 20_000
_Signature = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class ReadLocale:
    """A locale as its files are."""

    project: Project
    tag: str
    sheets: tuple[Factsheet, ...]
    common: Common
    settings: LocaleSettings
    glossary: Glossary
    localiser: Localiser
    standard: Standard
    domains: Domains
    catalogs: Mapping[str, Catalog]
    """By domain, brought up to date with what there is to translate."""
    problems: Mapping[str, tuple[Diagnostic, ...]]
    """By the keys of messages, what must or should be mended in their translations."""
    remembered: tuple[Segment, ...]

    def find(self, key: str) -> Message | None:
        """Return the message of that key."""
        messages = self.domains.get(key.partition("/")[0], ())
        return next((message for message in messages if message_key(message) == key), None)

    def translation(self, message: Message) -> Translation:
        """Return the translation of a message."""
        return self.catalogs[message.domain].of(message)


def read_locale(project: Project, tag: str) -> ReadLocale:
    """Return a locale as its files are now.

    Raises:
        UsageError: the project has no such locale.
        ContentError: the content or a catalog is not valid.
        SurroundingsError: a file cannot be read.
    """
    return _reader(project, tag).read()


@lru_cache(maxsize=64)
def _reader(project: Project, tag: str) -> "_Reader":
    return _Reader(project, tag)


@dataclass
class _Reader:
    """Keeps what was read of a locale."""

    project: Project
    tag: str
    lock: threading.Lock = field(default_factory=threading.Lock)
    seen: dict[str, _Signature] = field(default_factory=dict)
    found: dict[tuple[Message, Translation], tuple[Diagnostic, ...]] = field(default_factory=dict)
    kept: ReadLocale | None = None

    def read(self) -> ReadLocale:
        with self.lock:
            now = self._signatures()
            if self.kept is None or now["content"] != self.seen.get("content"):
                self.kept = self._whole()
            elif changed := [name for name in self.kept.domains if now.get(name) != self.seen.get(name)]:
                self.kept = self._again(self.kept, changed)
            self.seen = now
            return self.kept

    def _signatures(self) -> dict[str, _Signature]:
        """Return what tells whether a file was saved: of the content, and of each catalog by its domain."""
        catalogs = self.project.data / "locales"
        own = catalogs / self.tag / "LC_MESSAGES"
        found = {path.stem: _signature([path]) for path in own.glob("*.po")}
        content = (path for path in sorted(self.project.data.rglob("*")) if path.suffix not in {".po", ".pot"})
        # A catalog that comes or goes may change what there is to translate.
        return {
            **found,
            "content": (*_signature(path for path in content if path.is_file()), *((name, 0, 0) for name in found)),
        }

    def _whole(self) -> ReadLocale:
        project, tag = self.project, self.tag
        sheets, common = load_sheets(project)
        domains, settings = domains_for(project, tag, sheets, common), settings_of(project, tag)
        glossary = read_glossary(project).model
        localiser = read_localiser(project, tag, sheets, common.register, common.publication)
        standard = standard_of(localiser, settings, glossary, common.register)
        catalogs = {domain: localiser.catalogs.get(domain) or self._catalog(domain, domains) for domain in domains}
        problems = self._problems(domains, catalogs, standard)
        remembered = read_memory(project, tag) if memory_path(project, tag).is_file() else ()
        return ReadLocale(
            project, tag, sheets, common, settings, glossary, localiser, standard, domains, catalogs, problems, remembered
        )  # fmt: skip

    def _again(self, kept: ReadLocale, changed: list[str]) -> ReadLocale:
        if PARTIES in changed or OF_PROGRAM & set(changed):
            return self._whole()  # names and words that other checks look at
        catalogs = {**kept.catalogs, **{domain: self._catalog(domain, kept.domains) for domain in changed}}
        problems = self._problems(kept.domains, catalogs, kept.standard)
        return replace(kept, catalogs=catalogs, problems=problems)

    def _catalog(self, domain: str, domains: Domains) -> Catalog:
        path = self.project.catalog_path(self.tag, domain)
        return merge(read_catalog(path, self.project.relative(path), domain, self.tag), domains[domain])

    def _problems(
        self, domains: Domains, catalogs: Mapping[str, Catalog], standard: Standard
    ) -> dict[str, tuple[Diagnostic, ...]]:
        if len(self.found) > _MOST_FINDINGS:
            self.found.clear()
        problems = {}
        for domain, messages in domains.items():
            phrases = check_phrases(messages, catalogs[domain], standard) if domain not in OF_PROGRAM else []
            for message in messages:
                own = [one for one in phrases if one.place.passage == message.id]
                if found := (*self._found(message, catalogs[domain], standard), *own):
                    problems[message_key(message)] = found
        return problems

    def _found(self, message: Message, catalog: Catalog, standard: Standard) -> tuple[Diagnostic, ...]:
        key = (message, catalog.of(message))
        if key not in self.found:
            self.found[key] = to_mend(check_message(message, catalog, standard))
        return self.found[key]


def to_mend(found: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return what is more than a note: how far a message is translated is said by its state."""
    return tuple(problem for problem in found if problem.code not in {"untranslated", "stale"})


def known_segments(locale: ReadLocale, but: str) -> tuple[Segment, ...]:
    """Return what was translated before, without the message whose key is ``but``."""
    own = (segment for catalog in locale.catalogs.values() for segment in segments_in(catalog))
    return (*(segment for segment in own if segment.origin != but), *locale.remembered)


def signature_of(project: Project) -> tuple[object, ...]:
    """Return what tells whether any file of the content or of its translations was saved."""
    return _signature(path for path in sorted(project.data.rglob("*")) if path.is_file())


def _signature(paths: Iterable[Path]) -> _Signature:
    found = []
    for path in paths:
        try:
            stat = path.stat()
        except OSError:
            continue
        found.append((str(path), stat.st_mtime_ns, stat.st_size))
    return tuple(found)
