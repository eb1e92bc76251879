"""Who sends a request, and what this person may do: alone on a machine everything, in an office what ``studio.yaml`` says.

In an office a proxy in front of the studio has people sign in, and gives the name of each in a header, which it takes away
from what comes from outside. Without a name nothing is answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from factsheet_builder.content.reading.modelling import read_model
from factsheet_builder.project import Project

FILE: Final = "studio.yaml"


class Role(StrEnum):
    """What a person may do."""

    READ = "read"
    TRANSLATE = "translate"
    EDIT = "edit"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Member(_Strict):
    """A person of an office."""

    name: Annotated[str, Field(min_length=1)]
    """As the proxy names the person, often an address of electronic mail."""
    shown_as: str = ""
    """The name in the history; by default ``name``."""
    may: Role
    locales: tuple[str, ...] = ()
    """What one who translates may translate: all locales where none is named."""


class Office(_Strict):
    """Who may do what: ``data/studio.yaml``."""

    people: tuple[Member, ...] = ()
    others_may_read: bool = False
    """Whether one who is signed in and not named may read; by default the studio is closed to them."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks."""

    name: str
    """What the history says."""
    key: str
    """What tells the person from others, in drafts."""
    role: Role
    locales: tuple[str, ...] = ()

    @property
    def may_edit(self) -> bool:
        """Whether texts, Parties and replies may be changed, and files made."""
        return self.role is Role.EDIT

    def may_translate(self, locale: str) -> bool:
        """Whether translations into ``locale`` may be changed."""
        return self.may_edit or (self.role is Role.TRANSLATE and (not self.locales or locale in self.locales))


@dataclass(frozen=True)
class Reception:
    """Knows who asks."""

    project: Project
    local_name: str
    """Who works on this machine."""
    header: str = ""
    """The header in which the proxy gives a name; empty where there is none, and whoever asks works on this machine."""

    def person(self, request: Request) -> Person | None:
        """Return who asks, or nothing for one whom the studio is closed to.

        Raises:
            ContentError: ``data/studio.yaml`` is not what it must be.
        """
        if not self.header:
            return Person(self.local_name, "local", Role.EDIT)
        given = request.headers.getlist(self.header)
        name = given[0].strip() if len(given) == 1 else ""
        if not name:
            return None
        office = self._office()
        return _member(name, office.people) or (Person(name, name, Role.READ) if office.others_may_read else None)

    def _office(self) -> Office:
        if not (self.project.data / FILE).is_file():
            return Office()
        return read_model(self.project, FILE, Office).model


def _member(name: str, people: Iterable[Member]) -> Person | None:
    found = next((one for one in people if one.name.casefold() == name.casefold()), None)
    return Person(found.shown_as or found.name, found.name, found.may, found.locales) if found else None
