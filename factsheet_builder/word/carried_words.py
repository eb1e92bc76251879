"""A Word file × what it was made of -> the same file, which carries that in a part of its own, as programs keep it."""

from io import BytesIO
from typing import Final

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part

from factsheet_builder.importing.renewing.delivered_words import Delivered, written
from factsheet_builder.languages.exchange.word.word_elements import undated

_NAME: Final = "/customXml/item%d.xml"


def carrying(data: bytes, made_of: Delivered) -> bytes:
    """Return a file with what it was made of."""
    document = docx.Document(BytesIO(data))
    name = document.part.package.next_partname(_NAME)
    part = Part(name, "application/xml", written(made_of), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
    stream = BytesIO()
    document.save(stream)
    return undated(stream.getvalue())
