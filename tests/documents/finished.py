"""Where a finished PDF names Parties: its first page, metadata, bookmarks, attachments, fields, read by another library."""

from io import BytesIO
from typing import Any

import pikepdf
from pypdf import PdfReader

from tests.documents.versions import PARTIES, named_in, names_of_others


def leaks_in(code: str, pdf: bytes, general: bytes, file: str) -> dict[str, list[str]]:
    """Return, by place, the names of other Parties in a version or pack, but for those that the general factsheet has."""
    names = names_of_others(code)
    # The tiles of the map are codes on the page; as words of a sentence no code is used.
    words = [name for name in names if name not in PARTIES]
    with pikepdf.open(BytesIO(pdf)) as opened, pikepdf.open(BytesIO(general)) as whole:
        allowed_marks, allowed_files = set(bookmarks(whole)), attachments(whole)
        places = {
            "first page": (words, [PdfReader(BytesIO(pdf)).pages[0].extract_text()]),
            "file name": (names, [file]),
            "metadata": (names, metadata(opened)),
            "bookmarks": (names, [mark for mark in bookmarks(opened) if mark not in allowed_marks]),
            "attachments": (names, [f"{n} {d}" for n, d in attachments(opened).items() if allowed_files.get(n) != d]),
            "fields": (names, fields(opened)),
        }
    return {place: found for place, (wanted, texts) in places.items() if (found := named_in(texts, wanted))}


def metadata(pdf: pikepdf.Pdf) -> list[str]:
    return [*(str(value) for value in pdf.docinfo.values()), pdf.Root.Metadata.read_bytes().decode()]


def bookmarks(pdf: pikepdf.Pdf) -> list[str]:
    def below(items: Any) -> list[str]:
        return [text for item in items for text in (item.title, *below(item.children))]

    with pdf.open_outline() as outline:
        return below(outline.root)


def attachments(pdf: pikepdf.Pdf) -> dict[str, str]:
    return {name: spec.get_file().read_bytes().decode() for name, spec in pdf.attachments.items()}


def fields(pdf: pikepdf.Pdf) -> list[str]:
    form = pdf.Root.get("/AcroForm")
    return (
        [f"{str(field.T).replace('/', ' ')} {field.get('/TU', '')}" for field in form.Fields]
        if form is not None
        else []
    )
