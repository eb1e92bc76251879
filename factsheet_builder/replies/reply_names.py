"""Names of the fields of a reply form: what is answered, readable by programs, unique in a pack.

``reply/v1/assistance-to-victims/2022-03-10/MLT/en/VI-1/measures`` says: version 1 of these names, factsheet, edition (the
day of adoption of the text that is answered), Party, locale, recommendation, field. A full stop would divide a name
(ISO 32000-1, 12.7.3.2), so it is written ``%2E``. Programs that join files put something before or after a name; our
part is found inside.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

GENERAL: Final = "general"
"""Stands in the place of a recommendation where the whole is meant."""


class Part(StrEnum):
    """The fields of an answer, and the one field for the whole."""

    STATUS = "status"
    MEASURES = "measures"
    DATE = "date"
    REFERENCE = "reference"
    CONTACT_NAME = "contact-name"
    CONTACT_EMAIL = "contact-email"
    REMARKS = "remarks"


CONTACT: Final = (Part.CONTACT_NAME, Part.CONTACT_EMAIL)
"""Asked once, for the whole; older forms ask beside each recommendation."""


class Status(StrEnum):
    """What a Party says of a recommendation: the values that the choice keeps, whatever its words in a locale."""

    NOT_ANSWERED = "not-answered"
    TAKEN = "measures-taken"
    PLANNED = "measures-planned"
    NO_CHANGE = "no-change"


@dataclass(frozen=True, slots=True, order=True)
class FormKey:
    """Which form: for which Party, on which edition of which factsheet, in which locale."""

    factsheet: str
    edition: date
    party: str
    locale: str

    def __str__(self) -> str:
        return f"{self.factsheet}, {self.edition}, {self.party}, {self.locale}"


@dataclass(frozen=True, slots=True, order=True)
class FieldName:
    """The name of one field."""

    form: FormKey
    recommendation: str
    part: Part

    def __str__(self) -> str:
        form = self.form
        steps = (
            "reply",
            "v1",
            form.factsheet,
            str(form.edition),
            form.party,
            form.locale,
            self.recommendation,
            self.part,
        )
        return "/".join(step.replace(".", "%2E") for step in steps)


_WORD: Final = r"[A-Za-z0-9]+(?:(?:-|%2E)[A-Za-z0-9]+)*"
_PARTS: Final = "|".join(sorted(Part, key=len, reverse=True))
_NAME: Final = re.compile(
    rf"reply/v1/(?P<factsheet>{_WORD})/(?P<edition>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})/(?P<party>[A-Z]{{3}})"
    rf"/(?P<locale>{_WORD})/(?P<recommendation>{_WORD})/(?P<part>{_PARTS})(?![A-Za-z])"
)
_ANY_VERSION: Final = re.compile(r"reply/v[0-9]+/[^/]+/[0-9]{4}-")


def find_name(full_name: str) -> FieldName | None:
    """Return our name inside the full name of a field, or nothing: then the field is of another form."""
    found = _NAME.search(full_name)
    if found is None:
        return None
    try:
        edition = date.fromisoformat(found["edition"])
    except ValueError:
        return None
    step = {key: value.replace("%2E", ".") for key, value in found.groupdict().items()}
    form = FormKey(step["factsheet"], edition, step["party"], step["locale"])
    return FieldName(form, step["recommendation"], Part(step["part"]))


def is_of_a_reply(full_name: str) -> bool:
    """Tell whether a name is that of a reply form of any version, whether or not this builder can read it."""
    return _ANY_VERSION.search(full_name) is not None
