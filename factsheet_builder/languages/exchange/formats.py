"""Which format it is: units -> a file, and a file -> what it says."""

from collections.abc import Mapping
from typing import assert_never

from factsheet_builder.errors import ContentError, Place
from factsheet_builder.languages import translation_limits as limits
from factsheet_builder.languages.catalogs import Catalog
from factsheet_builder.languages.exchange import xliff2, xliff12
from factsheet_builder.languages.exchange.inline import Kind
from factsheet_builder.languages.exchange.po import read_po_file, write_po_file
from factsheet_builder.languages.exchange.returned import Format, ReturnedFile
from factsheet_builder.languages.exchange.tree import is_xml, name_of, namespace_of, parse_xml
from factsheet_builder.languages.exchange.units import Unit
from factsheet_builder.languages.exchange.word.word_archive import is_word
from factsheet_builder.languages.exchange.word.word_reader import read_word
from factsheet_builder.languages.exchange.word.word_writer import write_word
from factsheet_builder.languages.exchange.xliff2 import read_xliff2, write_xliff2
from factsheet_builder.languages.exchange.xliff12 import read_xliff12, write_xliff12
from factsheet_builder.project import SOURCE_LOCALE


def write_file(
    form: Format, units: tuple[Unit, ...], catalogs: Mapping[str, Catalog], locale: str, content: str = SOURCE_LOCALE
) -> bytes:
    """Return the units, at least one, as a file to translate from ``content`` into ``locale``: the same bytes each time."""
    match form:
        case Format.XLIFF2:
            return write_xliff2(units, locale, content)
        case Format.XLIFF12:
            return write_xliff12(units, locale, content)
        case Format.PO:
            return write_po_file(units, catalogs, locale)
        case Format.DOCX:
            return write_word(units, locale, content)
        case _:
            assert_never(form)


def read_file(data: bytes, file: str, kinds: Mapping[str, Kind], content: str = SOURCE_LOCALE) -> ReturnedFile:
    """Return what a file says, whatever its format and its name; ``kinds`` are those of ``kinds_of``.

    ``content`` is the language that it is to be translated from.

    Raises:
        ContentError: it is none of the formats, damaged, too large, or unsafe to read.
    """
    limits.refuse_too_large(len(data), file)
    if not data.strip():
        raise ContentError.of("empty", "The file is empty.", "Export it again.", Place(file))
    if is_word(data):
        return read_word(data, file, kinds, content)
    if not is_xml(data):
        return read_po_file(data, file)
    root = parse_xml(data, file)
    match namespace_of(root), name_of(root):
        case xliff2.NAMESPACE, "xliff":
            return read_xliff2(root, file, kinds, content)
        case xliff12.NAMESPACE, "xliff":
            return read_xliff12(root, file, kinds, content)
        case _, "xliff":
            version = root.get("version", "") or "without a version"
            is_known = version in {"1.2", "2.0", "2.1"}
            why = "without the namespace of that version" if is_known else "; 2.0, 2.1 and 1.2 can be read"
            what = f"This is XLIFF {version}{' ' if is_known else ''}{why}."
            remedy = "Export it from the translation program as 2.0 or 1.2."
            raise ContentError.of("version", what, remedy, Place(file, 1, 1))
        case _, name:
            what = f"This is XML, but no XLIFF 2.0, 2.1 or 1.2: its outermost element is <{name}>."
            raise ContentError.of("foreign", what, "Import an XLIFF, PO or Word file.", Place(file, 1, 1))
