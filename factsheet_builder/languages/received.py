"""How information received after adoption is said: as received, from whom and when, never as a finding."""

from factsheet_builder.content.models import TextNote, UpdateNote
from factsheet_builder.content.parties import Register
from factsheet_builder.languages.localiser import Localiser


def words_before(note: TextNote | UpdateNote, register: Register, localiser: Localiser) -> str:
    """Return what stands before received words, a space included, with the Party's name of that day; else nothing."""
    if not isinstance(note, UpdateNote) or not note.is_quoted or note.received is None:
        return ""
    words = localiser.say(
        "Information received from {party} on {date}:",
        party=localiser.party_in_prose(register.by_code[note.party], note.received),
        date=localiser.date_in_words(note.received),
    )
    return f"{words} "
