"""A request × what a project has -> the version of a factsheet that somebody looks at beside its forms, and the choices."""

from dataclasses import dataclass, replace
from functools import partial

import anyio.to_thread
from starlette.requests import Request

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.sources import digest
from factsheet_builder.content.parties import Register
from factsheet_builder.content.reading.reader import read_register, read_tailoring
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.project import Project
from factsheet_builder.studio.forms.choices_here import Around, around
from factsheet_builder.studio.screens.edit_screen.sheet_texts import SheetText
from factsheet_builder.studio.server.studio import Studio, studio_of
from factsheet_builder.typesetting.editions import Edition

PAGE, PDF = "page", "pdf"
_FULL = "full"
_MOST_KEPT = 12


@dataclass(frozen=True, slots=True)
class Looked:
    """What somebody looks at."""

    locale: str
    party: str = ""
    profile: str = ""
    look: str = PAGE
    """The page for a browser, or the pages of the PDF."""
    source: str = ""
    """The language of the source, which addresses need not say."""

    @property
    def query(self) -> dict[str, str]:
        """What addresses say of it."""
        said = {"party": self.party, "profile": self.profile, "locale": self.locale, "look": self.look}
        usual = {"profile": _FULL, "look": PAGE, "locale": self.source}
        return {name: value for name, value in said.items() if value and usual.get(name) != value}

    def deliverable(self, sheet: str) -> Deliverable:
        """Return what is made to be looked at."""
        edition = Edition.SCREEN if self.look == PDF else Edition.HTML
        if self.party:
            return Deliverable(sheet, self.locale, Kind.TAILORED, self.party, self.profile or _FULL, edition)
        return Deliverable(sheet, self.locale, edition=edition)


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """What a project has beside its factsheets."""

    register: Register
    profiles: tuple[str, ...]
    locales: tuple[str, ...]


class Surroundings:
    """What the forms and previews of a studio's project choose from, kept as long as the files say the same."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._facts: tuple[str, ProjectFacts] | None = None
        self._around: dict[tuple[str, str, str], Around] = {}

    async def facts(self) -> ProjectFacts:
        """Return what there is.

        Raises:
            ContentError: the register or the rules of tailoring are not valid.
        """
        project = self._studio.project
        mark = await anyio.to_thread.run_sync(_mark, project)
        if self._facts is None or self._facts[0] != mark:
            self._facts = mark, await self._studio.beside(read_facts, project)
        return self._facts[1]

    async def around(self, request: Request, sheet: SheetText) -> Around:
        """Return what the forms of a factsheet offer to whoever asks."""
        words = self._studio.words(request)
        facts = await self.facts()
        mark = self._facts[0] if self._facts else ""
        key = (sheet.digest, words.language, mark)
        if key not in self._around:
            make = partial(around, self._studio.project, facts.register, sheet.data, words.say, words.language)
            self._around[key] = await anyio.to_thread.run_sync(make)
            for old in list(self._around)[:-_MOST_KEPT]:
                del self._around[old]
        return self._around[key]


def read_facts(project: Project) -> ProjectFacts:
    """Read what a project has beside its factsheets."""
    profiles = tuple(sorted(read_tailoring(project).model.profiles, key=lambda name: (name != _FULL, name)))
    return ProjectFacts(read_register(project).model, profiles, project.locales())


def _mark(project: Project) -> str:
    """Return what is another one where the facts may be others."""
    files = (project.data / name for name in ("parties.yaml", "tailoring.yaml"))
    held = b"\0".join(file.read_bytes() if file.is_file() else b"" for file in files)
    return digest(held + " ".join(project.locales()).encode())


def looked_of(request: Request, facts: ProjectFacts, given: dict[str, str]) -> Looked:
    """Return what somebody looks at: what is not known of the words ``given`` is the usual."""
    party, profile = given.get("party", ""), given.get("profile", "")
    locale = given.get("locale", "")
    source = studio_of(request).project.source_locale
    looked = Looked(locale if locale in facts.locales else source, source=source)
    if party in facts.register.by_code:
        looked = replace(looked, party=party, profile=profile if profile in facts.profiles else "")
    return replace(looked, look=PDF) if given.get("look") == PDF else looked


def name_of_locale(tag: str) -> str:
    """Return what a language is called in itself."""
    return Localiser(tag).own_name
