"""A browser's wishes -> the words of the interface in one language, by the catalogs that translate them."""

from dataclasses import dataclass
from typing import Final

from starlette.requests import Request

from factsheet_builder.languages.interface import interface_languages, interface_localiser
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.tags import PSEUDO, direction_of
from factsheet_builder.project import SOURCE_LOCALE, Project

COOKIE: Final = "studio-language"


@dataclass(frozen=True)
class InterfaceWords:
    """The interface in one language."""

    localiser: Localiser

    @property
    def language(self) -> str:
        """Its BCP 47 tag."""
        return self.localiser.tag

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return direction_of(self.localiser.tag)

    def say(self, message: str, **values: object) -> str:
        """Return a message of the interface, its ``{names}`` filled; whole numbers are written as the language has them."""
        return self.localiser.say(message, **self._written(values))

    def count(self, singular: str, plural: str, number: int, **values: object) -> str:
        """Return the form of a message that goes with ``number``, which fills ``{number}``."""
        return self.localiser.count(singular, plural, number, **self._written(values))

    def _written(self, values: dict[str, object]) -> dict[str, object]:
        return {name: self.localiser.number(one) if type(one) is int else one for name, one in values.items()}


def words_for(project: Project, request: Request) -> InterfaceWords:
    """Return the words in the language that the browser was told to use, else the first of its own that there is."""
    there = languages_of(project)
    asked = request.cookies.get(COOKIE, "")
    if asked in PSEUDO:  # for those who look for what is left out, and for tests
        return _words(project, asked)
    wished = [part.partition(";")[0].strip() for part in request.headers.get("accept-language", "").split(",")]
    for tag in (asked, *wished, *(wish.partition("-")[0] for wish in wished)):
        if tag in there:
            return _words(project, tag)
    return _words(project, SOURCE_LOCALE)


def languages_of(project: Project) -> tuple[str, ...]:
    """Return the languages that the interface speaks."""
    return tuple(interface_languages(project))


def _words(project: Project, tag: str) -> InterfaceWords:
    return InterfaceWords(interface_localiser(project, tag))
