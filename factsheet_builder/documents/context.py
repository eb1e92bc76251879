"""What every part of one document is worded from."""

from dataclasses import dataclass

from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.parties import Register
from factsheet_builder.content.publication import Publication
from factsheet_builder.languages.localiser import Localiser


@dataclass(frozen=True, slots=True)
class Context:
    """One factsheet in one locale: ``source`` as it was written, ``sheet`` the same in the locale, whole."""

    source: Factsheet
    sheet: Factsheet
    register: Register
    publication: Publication
    """In the locale."""
    localiser: Localiser
    numbers: dict[str, str]
    """The number of each note by its id."""
