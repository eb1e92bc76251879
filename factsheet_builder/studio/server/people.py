"""Who sends a request, and what this person may do: alone on a machine everything, in an office what ``studio.yaml`` says.

In an office a proxy in front of the studio has people sign in, and gives the name of each in a header, which it takes away
from what comes from outside. Without exactly one such header, or with one that names several, nothing is answered.
"""

from dataclasses import dataclass, field
from typing import Final

from starlette.requests import Request

from factsheet_builder.content.office import OFFICE_FILE, Office, Role, comparable
from factsheet_builder.content.reading.reader import read_office
from factsheet_builder.project import Project

_LONGEST_NAME: Final = 200


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


@dataclass
class Reception:
    """Knows who asks."""

    project: Project
    local_name: str
    """Who works on this machine."""
    header: str = ""
    """The header in which the proxy gives a name; empty where there is none, and whoever asks works on this machine."""
    _known: tuple[tuple[int, int, int], Office] | None = field(default=None, init=False)

    def person(self, request: Request) -> Person | None:
        """Return who asks, or nothing for one whom the studio is closed to.

        Raises:
            FactsheetError: ``data/studio.yaml`` is not what it must be, or cannot be read.
        """
        if not self.header:
            return Person(self.local_name, "local", Role.EDIT)
        name = _named(request.headers.getlist(self.header))
        if not name:
            return None
        office, key = self._office(), comparable(name)
        found = next((one for one in office.people if comparable(one.name) == key), None)
        if found is not None:
            return Person(found.shown_as or found.name, key, Role(found.may), found.locales)
        return Person(name, key, Role.READ) if office.others_may_read else None

    def _office(self) -> Office:
        """Return the list as the file says it now; one that was read is kept until the file is another one."""
        try:
            found = (self.project.data / OFFICE_FILE).stat()
        except FileNotFoundError:
            return Office(people=())
        stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
        if self._known is None or self._known[0] != stamp:
            read = read_office(self.project)
            self._known = (stamp, read.model if read else Office(people=()))
        return self._known[1]


def _named(values: list[str]) -> str:
    """Return the name that the proxy gives; nothing where it is missing, doubled, or not the name of one person.

    A proxy that finds the header in what came from outside too may join both with a comma (RFC 9110, 5.3). Bytes are UTF-8.
    """
    if len(values) != 1:
        return ""
    try:
        name = values[0].strip().encode("latin-1").decode("utf-8")
    except UnicodeError:
        return ""
    is_one = name.isprintable() and len(name) <= _LONGEST_NAME and not {",", ";"}.intersection(name)
    return name if is_one else ""
