"""Elements of WordprocessingML by their short names, and an archive whose bytes depend on nothing but what is in it."""

from collections.abc import Iterable
from copy import deepcopy
from io import BytesIO
from typing import Final, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_ZIPPED: Final = (1980, 1, 1, 0, 0, 0)
"""The first day that an archive knows."""


def element(name: str, /, *inner: BaseOxmlElement, **attributes: str) -> BaseOxmlElement:
    """Return an element ``w:name`` with attributes of the same namespace and what stands inside."""
    made = cast("BaseOxmlElement", OxmlElement(f"w:{name}", {qn(f"w:{key}"): said for key, said in attributes.items()}))
    made.extend(inner)
    return made


def copied(elements: Iterable[BaseOxmlElement]) -> list[BaseOxmlElement]:
    """Return copies of elements: each stands in one place."""
    return [deepcopy(inner) for inner in elements]


def holding(name: str, inner: Iterable[BaseOxmlElement]) -> list[BaseOxmlElement]:
    """Return an element around others, or nothing where there are none."""
    held = list(inner)
    return [element(name, *held)] if held else []


def undated(data: bytes) -> bytes:
    """Return an archive whose entries have no day."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(stream, "w") as after:
        for name in before.namelist():
            entry = ZipInfo(name, _ZIPPED)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 3
            after.writestr(entry, before.read(name))
    return stream.getvalue()
