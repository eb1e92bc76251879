"""Files that a watcher makes -> what a browser is told and given: texts with their page and PDF, pictures, problems.

Shared by the thread that makes files, which brings it up to date, and those that answer a browser, which wait for news.
Files are read from the folder ``out``, where each is whole, under names that only the watcher gives.
"""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.sources import digest
from factsheet_builder.errors import Diagnostic, FactsheetError
from factsheet_builder.pdf.reading.page_images import page_images
from factsheet_builder.typesetting.editions import Edition

_DPI: Final = 110
_MOST_DOCUMENTS: Final = 3
"""Pictures of so many PDFs are kept: one that is looked at, the one before it, and one of another window."""


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text as it can be looked at: its page for a browser, its PDF, or both."""

    key: str
    label: str
    page: Deliverable | None
    pdf: Deliverable | None

    @property
    def deliverables(self) -> tuple[Deliverable, ...]:
        """The files that show it."""
        return tuple(filter(None, (self.page, self.pdf)))


def texts_of(deliverables: Iterable[Deliverable]) -> tuple[ShownText, ...]:
    """Return what can be looked at of ``deliverables``, those for everybody first; archives and Word files are left out."""
    groups: dict[tuple[str, ...], list[Deliverable]] = {}
    for d in sorted(deliverables, key=lambda d: (d.party, d.locale != "en", d)):
        is_page = d.edition is Edition.HTML and d.kind is not Kind.PACK
        if d.edition.is_pdf or is_page:
            other = "" if d.edition in {Edition.HTML, Edition.SCREEN} else d.edition
            groups.setdefault((d.factsheet, d.locale, d.kind, d.party, d.profile, other), []).append(d)
    return tuple(map(_text, groups.values()))


def _text(files: list[Deliverable]) -> ShownText:
    page = next((file for file in files if file.edition is Edition.HTML), None)
    pdf = next((file for file in files if file.edition.is_pdf), None)
    label = str((pdf or files[0]).path.with_suffix(""))
    return ShownText(digest(label.encode())[:12], label, page, pdf)


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pages of a PDF, by the digests of their pictures; or why there are none."""

    pages: tuple[str, ...] = ()
    why: str = ""


@dataclass
class Showcase:
    """What is there to be looked at; ``look`` is told which files somebody looks at."""

    out: Path
    look: Callable[[tuple[Deliverable, ...]], None]
    _texts: dict[str, ShownText] = field(default_factory=dict)
    _looked_at: dict[str, None] = field(default_factory=dict)
    _problems: tuple[str, ...] = ()
    _words: str = ""
    _number: int = 0
    _pictures: dict[str, tuple[Pictures, dict[str, bytes]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._news, self._drawing = threading.Condition(), threading.Lock()

    def update(self, deliverables: Iterable[Deliverable], problems: Iterable[Diagnostic], words: str) -> None:
        """Take in what can be looked at, the problems that stand, and a line on what was done last."""
        with self._news:
            if texts := texts_of(deliverables):  # where the plan cannot be read, what there was can still be looked at
                self._texts = {text.key: text for text in texts}
            self._problems, self._words = tuple(map(str, problems)), words
            self._number += 1
            self._news.notify_all()

    def wait(self, number: int, timeout_s: float) -> int:
        """Return the number of the last news, waiting for one other than ``number``."""
        with self._news:
            self._news.wait_for(lambda: self._number != number, timeout_s)
            return self._number

    def state(self) -> dict[str, object]:
        """Return all that a browser has to know, as plain data; files by their digests, of those that were looked at."""
        with self._news:
            texts, looked_at = dict(self._texts), list(self._looked_at)
            problems, words = list(self._problems), self._words
        files = {key: self._digests(texts[key]) for key in looked_at if key in texts}
        listed = [
            {
                "key": text.key,
                "label": text.label,
                "page": str(text.page.path) if text.page else "",
                "pdf": str(text.pdf.path) if text.pdf else "",
            }
            for text in texts.values()
        ]
        return {"texts": listed, "files": files, "problems": problems, "words": words}

    def look_at(self, key: str) -> bool:
        """Note that somebody looks at a text; return whether there is such a one."""
        with self._news:
            text = self._texts.get(key)
            if text is None:
                return False
            self._looked_at[key] = None
            self._number += 1
            self._news.notify_all()
        self.look(text.deliverables)
        return True

    def page(self, key: str) -> bytes | None:
        """Return the page of a text as it lies in the folder, if it does."""
        text = self._texts.get(key)
        return self._read(text.page) if text else None

    def pdf(self, key: str) -> bytes | None:
        """Return the PDF of a text as it lies in the folder, if it does."""
        text = self._texts.get(key)
        return self._read(text.pdf) if text else None

    def pictures(self, key: str) -> Pictures | None:
        """Return the pages of the PDF of a text, if it is there."""
        pdf = self.pdf(key)
        if pdf is None:
            return None
        name = digest(pdf)
        with self._drawing:  # the program that draws them is for one thread at a time
            if name not in self._pictures:
                self._pictures[name] = _drawn(pdf)
                for old in list(self._pictures)[:-_MOST_DOCUMENTS]:
                    del self._pictures[old]
            return self._pictures[name][0]

    def picture(self, name: str) -> bytes | None:
        """Return the picture of a page by its digest, as long as it is kept."""
        with self._drawing:
            return next((images[name] for _, images in self._pictures.values() if name in images), None)

    def _digests(self, text: ShownText) -> dict[str, str]:
        files = {"page": self._read(text.page), "pdf": self._read(text.pdf)}
        return {name: digest(data) if data is not None else "" for name, data in files.items()}

    def _read(self, deliverable: Deliverable | None) -> bytes | None:
        try:
            return (self.out / deliverable.path).read_bytes() if deliverable else None
        except OSError:
            return None


def _drawn(pdf: bytes) -> tuple[Pictures, dict[str, bytes]]:
    try:
        drawn = page_images(pdf, _DPI)
    except FactsheetError as error:
        return Pictures(why=" ".join(f"{problem.what} {problem.remedy}".strip() for problem in error.diagnostics)), {}
    images = {digest(image): image for image in drawn}
    return Pictures(tuple(map(digest, drawn))), images
