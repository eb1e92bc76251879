"""The content of a factsheet as a data file for machines: the model as JSON, with the names of the Parties it speaks of."""

import json

from factsheet_builder.content.addressing import addressees_of
from factsheet_builder.content.models import Factsheet, PartyListNote, Practice, Recommendation, UpdateNote
from factsheet_builder.content.parties import Register
from factsheet_builder.content.passages import blocks_of


def data_file(sheet: Factsheet, register: Register) -> bytes:
    """Return the JSON, in UTF-8: ``factsheet`` by the factsheet's schema, ``parties`` from code to name as of adoption."""
    codes = set(sheet.about)
    for _, block in blocks_of(sheet):
        if isinstance(block, Practice):
            codes.add(block.party)
        elif isinstance(block, Recommendation):
            codes |= set(addressees_of(sheet, block, register))
    for note in sheet.notes:
        if isinstance(note, PartyListNote):
            codes |= set(note.parties)
        elif isinstance(note, UpdateNote):
            codes.add(note.party)
    codes |= {row.party for table in sheet.data for row in table.rows}
    known = register.by_code
    names = {
        code: known[code].name_on(sheet.round.adopted, known[code].language_for(sheet.language)).name
        for code in sorted(codes)
    }
    content = {"factsheet": sheet.model_dump(mode="json", exclude_defaults=True), "parties": names}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
