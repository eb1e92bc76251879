"""Letters in the texts of a factsheet that the fonts of the builder lack, told before anything is made from it."""

from factsheet_builder.content.checks.foreign_markup import printed_texts
from factsheet_builder.content.findings import Findings, finding
from factsheet_builder.content.models import Factsheet
from factsheet_builder.content.reading.reader import Read
from factsheet_builder.errors import Severity
from factsheet_builder.typesetting.fonts import FAMILY, letters_of_family
from factsheet_builder.typesetting.letters import is_strange, name_letters


def check_letters(read: Read[Factsheet]) -> Findings:
    """Find texts with letters that are set in a font of the machine that builds, or printed as nothing: emoji and others."""
    known = letters_of_family()
    for path, text in printed_texts(read.source.data):
        if letters := [
            letter for letter in dict.fromkeys(text) if is_strange(letter, known) and letter not in _JOINING
        ]:
            what = f"{FAMILY} lacks {name_letters(''.join(letters))}."
            remedy = "Replace it: another machine prints it otherwise, or not at all."
            place = read.source.word_place(path, letters[0])
            yield finding("letter-without-font", place, what, remedy, Severity.WARNING)


_JOINING = frozenset("\u200c\u200d\ufe0e\ufe0f")
"""Invisible parts of other letters."""
