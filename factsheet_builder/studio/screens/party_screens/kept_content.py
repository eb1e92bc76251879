"""A factsheet of a project and a locale -> what the screens of Parties need of them, read once for each state of the files.

Only shapes are judged: a list can be corrected while something else in the file is wrong. What the checks say is left to
whoever saves.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from pathlib import Path

from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.parties import Register
from factsheet_builder.content.publication import Publication
from factsheet_builder.content.reading.reader import Read, read_factsheet, read_publication, read_register
from factsheet_builder.documents.wording import Wording
from factsheet_builder.languages.labels import words_of
from factsheet_builder.languages.locales import read_localiser
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.translation import translate_factsheet
from factsheet_builder.project import Project


@dataclass(frozen=True)
class KeptContent:
    """One factsheet as its file is, without received updates, with the register."""

    read: Read[Factsheet]
    register: Register
    publication: Publication
    localiser: Localiser
    """Of the locale that was asked for."""

    @property
    def sheet(self) -> Factsheet:
        """The factsheet in the language that it was written in."""
        return self.read.model

    @cached_property
    def wording(self) -> Wording:
        """How the general factsheet is worded in the locale."""
        own = self.localiser.with_words(words_of(self.publication))
        return Wording(self.sheet, translate_factsheet(self.sheet, own), self.register, own)


def kept_content(project: Project, name: str, locale: str) -> KeptContent:
    """Return a factsheet in a locale, as the files are now.

    Raises:
        UsageError: the project has no such factsheet or locale.
        ContentError: a file is not what it must be.
        SurroundingsError: a file cannot be read.
    """
    folders = ("tables", f"locales/{locale}/") if locale in project.locales() else ("tables",)
    single = [*sorted(project.data.glob("*.yaml")), project.factsheet_path(name)]
    files = [path for folder in folders for path in sorted((project.data / folder).rglob("*"))]
    return _read(project, name, locale, _digest([*single, *files]))


def _digest(files: list[Path]) -> str:
    whole = sha256()
    for file in files:
        if file.is_file():
            whole.update(f"{file}\0".encode())
            whole.update(file.read_bytes() + b"\0")
    return whole.hexdigest()


@lru_cache(maxsize=24)
def _read(project: Project, name: str, locale: str, _: str) -> KeptContent:
    read, register = read_factsheet(project, name), read_register(project).model
    publication = read_publication(project).model
    localiser = read_localiser(project, locale, (read.model,), register, publication)
    return KeptContent(read, register, publication, localiser)
