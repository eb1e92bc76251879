"""Of a file of our own: its named destinations, each with its page (ISO 32000-1, 12.3.2.3), and which pages are turned."""

from factsheet_builder.pdf.reading.kept_readers import READERS


def named_places(pdf: bytes) -> dict[str, int]:
    """Return the page (from 1) of each named destination of a file that was written here."""
    reader = READERS.of(pdf)
    pages = {
        page.indirect_reference.idnum: number for number, page in enumerate(reader.pages, 1) if page.indirect_reference
    }
    found: dict[str, int] = {}
    for name, destination in reader.named_destinations.items():
        reference = destination.dest_array[0]
        if (number := pages.get(getattr(reference, "idnum", 0))) is not None:
            found[str(name)] = number
    return found


def turned_pages(pdf: bytes) -> frozenset[int]:
    """Return the pages (from 1) of a file that was written here that lie on their long side."""
    sheets = enumerate((page.mediabox for page in READERS.of(pdf).pages), 1)
    return frozenset(number for number, sheet in sheets if sheet.width > sheet.height)
