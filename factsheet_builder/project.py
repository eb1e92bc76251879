"""The one door to the outside: where a project's files are, which shipped files stand in, where the cache is.

A project is a folder with a ``data`` folder in it. Templates and styles of the project win over those that travel in the
package, file by file. Clock, environment and working directory are read here and in the command line only, so that what
is built depends on the project's files alone.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from factsheet_builder.errors import ContentError, Diagnostic, Place, Severity, SurroundingsError, UsageError

SOURCE_LOCALE = "en"
"""The language that labels are written in in the program, and content where nothing says another."""

_LANGUAGE = re.compile(r"""^language:[ \t]*["']?([A-Za-z0-9_-]+)""", re.MULTILINE)

_PACKAGE = Path(__file__).resolve().parent
INPUT_FOLDERS = ("data", "templates", "styles")
"""Folders of a project that builds read."""


def shipped(name: str) -> Path:
    """Return the folder of that name that travels with the package: in the wheel, or beside it in a checkout."""
    packed = _PACKAGE / "shipped" / name
    return packed if packed.is_dir() else _PACKAGE.parent / name


@dataclass(frozen=True, slots=True)
class Project:
    """A project folder; every path that the rooms use comes from here."""

    root: Path

    @classmethod
    def at(cls, root: Path | None = None) -> "Project":
        """Return the project at ``root``, by default the nearest folder upwards that holds ``data/publication.yaml``.

        Raises:
            UsageError: the folder is no project.
            ContentError: a link in an input folder leads out of it.
        """
        start = (root or Path.cwd()).resolve()
        candidates = [start] if root is not None else [start, *start.parents]
        for folder in candidates:
            if (folder / "data" / "publication.yaml").is_file():
                project = cls(folder)
                project.refuse_links_outside()
                return project
        raise UsageError.of(
            "no-project",
            f"{start} is not a project: it has no data/publication.yaml.",
            "Name the project's folder with --project, or start one here with `factsheet new NAME`.",
        )

    @property
    def data(self) -> Path:
        """Folder of the content."""
        return self.root / "data"

    @property
    def out(self) -> Path:
        """Folder of what the build makes."""
        return self.root / "out"

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """Folders of templates, the project's own first."""
        return self._folders("templates")

    @property
    def style_folders(self) -> tuple[Path, ...]:
        """Folders of stylesheets, the project's own first."""
        return self._folders("styles")

    def _folders(self, name: str) -> tuple[Path, ...]:
        own, packed = self.root / name, shipped(name)
        return tuple(dict.fromkeys(folder for folder in (own, packed) if folder.is_dir()))

    def style(self, name: str) -> str:
        """Return the text of the stylesheet ``name``.

        Raises:
            SurroundingsError: no folder of styles has it, or it is not UTF-8.
        """
        for folder in self.style_folders:
            if (folder / name).is_file():
                try:
                    return (folder / name).read_text(encoding="utf-8")
                except UnicodeDecodeError as error:
                    what = f"The stylesheet is not UTF-8: byte {error.object[error.start]:#04x} stands in it."
                    remedy = "Save it again with the encoding UTF-8, or delete the project's own copy."
                    raise SurroundingsError.of("not-utf8", what, remedy, Place(f"styles/{name}")) from None
        raise SurroundingsError.of("no-style", f"There is no stylesheet {name}.", "Install the package again.")

    def factsheet_names(self) -> tuple[str, ...]:
        """Return the names of the factsheets, sorted."""
        return tuple(sorted(path.stem for path in (self.data / "factsheets").glob("*.yaml")))

    @property
    def source_locale(self) -> str:
        """The language that content is written in: ``language`` of the publication, or else of the first factsheet.

        It says which locales there are, so it is known before any content is read; what does not fit is left to checks.
        """
        factsheets = (self.data / "factsheets" / f"{name}.yaml" for name in self.factsheet_names())
        for path in (self.data / "publication.yaml", *factsheets):
            if found := _LANGUAGE.search(_begin_of(path)):
                return found[1]
        return SOURCE_LOCALE

    def locales(self) -> tuple[str, ...]:
        """Return the locales that can be built: the language of the source, then those with a folder, sorted."""
        return (self.source_locale, *self.translated_locales())

    def translated_locales(self) -> tuple[str, ...]:
        """Return the locales that the source is translated into, by their BCP 47 tags, sorted."""
        folders = (self.data / "locales").glob("*/LC_MESSAGES")
        source = self.source_locale
        return tuple(sorted(path.parent.name for path in folders if path.is_dir() and path.parent.name != source))

    def catalog_path(self, locale: str, domain: str) -> Path:
        """Return the file of a catalog, whether or not it is there."""
        return self.data / "locales" / locale / "LC_MESSAGES" / f"{domain}.po"

    def template_path(self, domain: str) -> Path:
        """Return the file of a template of catalogs, whether or not it is there."""
        return self.data / "locales" / f"{domain}.pot"

    def factsheet_path(self, name: str) -> Path:
        """Return the file of the factsheet ``name``.

        Raises:
            UsageError: the project has no factsheet of that name.
        """
        if name not in self.factsheet_names():
            known = ", ".join(self.factsheet_names()) or "none yet"
            raise UsageError.of("no-factsheet", f"There is no factsheet “{name}”.", f"The project has: {known}.")
        return self.data / "factsheets" / f"{name}.yaml"

    def asset(self, path: str) -> Path:
        """Return the file of an image or annex named in the content, which must lie inside ``data``.

        Raises:
            SurroundingsError: the path leaves the folder, or there is no such file.
        """
        wanted = PurePosixPath(path)
        found = (self.data / wanted).resolve()
        if wanted.is_absolute() or not found.is_relative_to(self.data.resolve()):
            raise SurroundingsError.of(
                "asset-outside", f"“{path}” lies outside the folder data.", "Copy the file into data and name it there."
            )
        if not found.is_file():
            raise SurroundingsError.of(
                "no-asset", f"There is no file data/{path}.", "Correct the path or add the file.", Place(f"data/{path}")
            )
        return found

    def refuse_links_outside(self) -> None:
        """Refuse a link in an input folder to a file or folder elsewhere, which would be printed or delivered as ours.

        The input folders themselves may be links: whoever runs the builder put them there.

        Raises:
            ContentError: there are such links; each is named.
        """
        found = [
            Diagnostic(
                Severity.ERROR,
                "link-outside",
                f"This link leads out of the folder {name}: what it leads to is no part of the project.",
                "Put a copy in its place, or delete the link.",
                Place(link.relative_to(self.root).as_posix()),
            )
            for name in INPUT_FOLDERS
            for link in _links_outside(self.root / name)
        ]
        if found:
            raise ContentError(found)

    def relative(self, path: Path) -> str:
        """Return ``path`` as the user sees it: relative to the project where it lies inside."""
        resolved = path.resolve()
        return resolved.relative_to(self.root).as_posix() if resolved.is_relative_to(self.root) else str(path)


def cache_folder() -> Path:
    """Return the folder of files that can be made again (fonts), by the XDG base directory specification."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if Path(base).is_absolute() else Path.home() / ".cache") / "factsheet-builder"


def environment_for_programs(without: str, **own: str) -> dict[str, str]:
    """Return the environment for a program of the system: ours, but for names that begin with ``without``, and ``own``."""
    return {name: value for name, value in os.environ.items() if not name.startswith(without)} | own


@contextmanager
def handing_down(name: str, value: str) -> Iterator[None]:
    """Let processes that are started meanwhile find ``value`` under ``name``."""
    os.environ[name] = value
    try:
        yield
    finally:
        os.environ.pop(name, None)


def handed_down(name: str) -> str:
    """Return what the process that started this one hands down under ``name``, and nothing the next time."""
    return os.environ.pop(name, "")


def _begin_of(path: Path) -> str:
    """Return the text of a file, nothing where it cannot be read, which is said when its content is."""
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""


def _links_outside(folder: Path) -> list[Path]:
    """Return the links below ``folder`` that lead out of it, sorted; a link that leads nowhere is left to its reader."""
    home = folder.resolve()
    links = (path for path in folder.rglob("*") if path.is_symlink() and path.exists())
    return sorted(link for link in links if not link.resolve().is_relative_to(home))
