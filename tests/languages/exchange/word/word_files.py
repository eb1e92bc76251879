"""Word files as somebody else changes them: parts of the archive, rows, cells, runs and comments."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT = "word/document.xml"
TYPES = "[Content_Types].xml"
Node = etree._Element


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = parts_of(data)
    return packed({**parts, name: change(parts.get(name, b""))})


def edited(data: bytes, change: Callable[[Node], object]) -> bytes:
    """Return the file with its text changed as a tree."""

    def of_part(part: bytes) -> bytes:
        root = etree.fromstring(part)
        change(root)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    return with_part(data, DOCUMENT, of_part)


def row_of(root: Node, key: str) -> Node:
    """Return the row of a unit."""
    (found,) = [row for row in root.iter(f"{{{W}}}tr") if key in [t.text for t in row.iter(f"{{{W}}}t")]]
    return found


def cell_of(root: Node, key: str, column: int = 2) -> Node:
    """Return a cell of the row of a unit, by default that of the translation."""
    return row_of(root, key).findall(f"{{{W}}}tc")[column]


def fill(cell: Node, *inner: str) -> None:
    """Put other paragraphs into a cell."""
    for paragraph in cell.findall(f"{{{W}}}p"):
        cell.remove(paragraph)
    for words in inner:
        cell.append(node(f"<w:p>{words}</w:p>"))


def node(words: str) -> Node:
    return etree.fromstring(f'<w:x xmlns:w="{W}">{words}</w:x>')[0]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def with_target(data: bytes, key: str, *inner: str) -> bytes:
    """Return the file with other paragraphs as the translation of a unit."""
    return edited(data, lambda root: fill(cell_of(root, key), *inner))


def without_digests(data: bytes) -> bytes:
    return with_part(data, DOCUMENT, lambda part: re.sub(rb">source=[0-9a-f]* target=[^<]*<", b"><", part))
