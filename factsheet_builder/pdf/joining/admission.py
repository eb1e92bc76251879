"""From the bytes of a part to a file that may be read: everything that has to be refused is refused here.

A refusal names the part, says what is wrong and what to do. What may stay but has to be cleaned is left to ``actions``
and ``attachments``. The limits are those of ``Limits``; pypdf adds its own (length of a stream, entries of an array).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeVar

from pypdf import PdfReader
from pypdf.errors import LimitReachedError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

from factsheet_builder.errors import RefusedError
from factsheet_builder.pdf.joining.join_findings import Findings, Limits, Part, refusal
from factsheet_builder.pdf.joining.objects import dictionary, entry, items, name, one_or_many
from factsheet_builder.pdf.reading.kept_readers import READERS
from factsheet_builder.pdf.reading.pdf_limits import DIVIDE, TOO_LARGE, excess
from factsheet_builder.pdf.reading.pypdf_log import Listener, hearing

# Attributes that a page may have from a node above it (ISO 32000-1, table 30).
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")

# What pypdf logs when it has guessed at the content of a broken file. A guess may have lost pages: not for delivery.
_DAMAGE = (
    "rebuild",
    "eof marker not found",
    "eof marker seems truncated",
    "might be truncated",
    "ref repaired",
    "error(",
)

# The encodings in which pypdf reads a name, its own setting for unusual files; Latin-1 never fails and loses nothing.
_BYTE_BY_BYTE: Any = ("latin1",)

_SAVE_AGAIN = "Open it in the program that made it, or in a PDF editor, and save it again."

_Result = TypeVar("_Result")


@dataclass(frozen=True, slots=True)
class Source:
    """A part that was admitted.

    Attributes:
        part: the part.
        reader: pypdf's reader of its bytes.
        catalog: its document catalog.
        pages: for each page, in order: the reference to it, its dictionary, the attributes it inherits.
        version: its PDF version, such as ``"1.7"``.
    """

    part: Part
    reader: PdfReader
    catalog: DictionaryObject
    pages: tuple[tuple[IndirectObject, DictionaryObject, DictionaryObject], ...]
    version: str
    listener: "Listener"


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Let ``listener`` hear pypdf, and nobody else: its messages would be printed a second time.

    Names are read one character for each byte meanwhile. pypdf 7 tries UTF-8, then GBK, and keeps no bytes: a name of a
    font that is written in another encoding would no longer be the one that the content of the page calls.
    """
    charsets = NameObject.CHARSETS
    NameObject.CHARSETS = _BYTE_BY_BYTE
    try:
        with hearing(listener):
            yield
    finally:
        NameObject.CHARSETS = charsets


def damage_heard(listener: Listener) -> str:
    """Return the first message that means a guess, or an empty string."""
    return next((said for said in listener.heard if any(sign in said.lower() for sign in _DAMAGE)), "")


def guarded(part: Part, listener: Listener, work: Callable[[], _Result]) -> _Result:
    """Do something with pypdf and turn whatever a broken file brings it to into a refusal.

    Raises:
        RefusedError: with the code ``join-damaged``, or ``join-too-much`` beyond pypdf's limits.
    """
    try:
        with listening(listener):
            result = work()
    except RefusedError:
        raise
    except LimitReachedError:
        raise refusal(part.name, "join-too-much", f"{TOO_LARGE}.", DIVIDE) from None
    except Exception as error:  # pypdf meets a broken file with a dozen kinds of exception, RecursionError among them
        raise _damaged(part, f"{type(error).__name__}: {error}"[:200]) from error
    if damage := damage_heard(listener):
        raise _damaged(part, damage[:200])
    return result


def _damaged(part: Part, detail: str) -> RefusedError:
    return refusal(part.name, "join-damaged", f"The file is damaged ({detail}).", _SAVE_AGAIN)


def admit(part: Part, limits: Limits, findings: Findings) -> Source:
    """Return the part, open and with its pages found.

    Raises:
        RefusedError: the part is too large, no PDF, encrypted, damaged, without pages or with too many; the codes are
            ``join-too-large``, ``join-not-a-pdf``, ``join-encrypted``, ``join-damaged``, ``join-too-much``,
            ``join-no-pages`` and ``join-too-many-pages``.
    """
    _check_bytes(part, limits)
    listener = Listener()
    reader = _open(part, listener)
    catalog = guarded(part, listener, lambda: reader.root_object)
    pages = guarded(part, listener, lambda: _pages(part, catalog, limits))
    if not part.is_ours:
        if much := guarded(part, listener, lambda: excess(reader, (page for _, page, _ in pages))):
            raise refusal(part.name, "join-too-much", f"{much}.", DIVIDE)
        guarded(part, listener, lambda: _check_contents(part, pages))
    version = _version(part, catalog)
    if listener.heard:
        findings.warn(
            part.name,
            "join-irregular",
            f"The file is irregular but can be read ({listener.heard[0][:160].rstrip('.')}).",
            _SAVE_AGAIN,
        )
    return Source(part, reader, catalog, pages, version, listener)


def _check_bytes(part: Part, limits: Limits) -> None:
    if len(part.data) > limits.bytes_per_part:
        found, most = len(part.data) / 1048576, limits.bytes_per_part / 1048576
        what = f"The file has {found:.1f} MB; a part may have {most:.1f} MB."
        raise refusal(part.name, "join-too-large", what, "Make its images smaller, or deliver it as a file of its own.")
    # Readers look for the header in the first kilobyte.
    if b"%PDF-" not in part.data[:1024]:
        raise refusal(part.name, "join-not-a-pdf", "The file is not a PDF.", "Export it as a PDF and try again.")


def _open(part: Part, listener: Listener) -> PdfReader:
    encrypted = refusal(
        part.name,
        "join-encrypted",
        "The file is encrypted.",
        "Ask its author for a copy without a password and without restrictions.",
    )
    try:
        read = READERS.of if part.is_ours else _read
        reader = guarded(part, listener, lambda: read(part.data))
    except RefusedError:
        # pypdf fails on some kinds of encryption before it can be asked whether the file is encrypted.
        if b"/Encrypt" in part.data[-2048:]:
            raise encrypted from None
        raise
    if reader.is_encrypted:
        raise encrypted
    return reader


def _read(data: bytes) -> PdfReader:
    return PdfReader(BytesIO(data))


def _pages(
    part: Part, catalog: DictionaryObject, limits: Limits
) -> tuple[tuple[IndirectObject, DictionaryObject, DictionaryObject], ...]:
    """Walk the page tree (ISO 32000-1, 7.7.3) without recursion and without believing its counts."""
    found: list[tuple[IndirectObject, DictionaryObject, DictionaryObject]] = []
    waiting: list[tuple[PdfObject | None, DictionaryObject, int]] = [(catalog.get("/Pages"), DictionaryObject(), 0)]
    seen: set[int] = set()
    while waiting:
        reference, inherited, level = waiting.pop()
        node = dictionary(reference)
        if node is None or not isinstance(reference, IndirectObject):
            raise _damaged(part, "a page is missing from the page tree")
        if reference.idnum in seen or level > limits.depth:
            raise _damaged(part, "the page tree contains itself or is too deep")
        seen.add(reference.idnum)
        if "/Kids" not in node or name(node.get("/Type")) == "/Page":
            found.append((reference, node, inherited))
            if len(found) > limits.pages_per_part:
                what = f"The file has more than {limits.pages_per_part} pages, the most that a part may have."
                raise refusal(part.name, "join-too-many-pages", what, "Divide it into several files.")
            continue
        passed_on = DictionaryObject(inherited)
        passed_on.update({NameObject(key): node.raw_get(key) for key in _INHERITED if key in node})
        waiting.extend((kid, passed_on, level + 1) for kid in reversed(items(node.get("/Kids"))))
    if not found:
        raise refusal(part.name, "join-no-pages", "The file has no pages.", "Leave it out, or export it again.")
    return tuple(found)


def _check_contents(part: Part, pages: tuple[tuple[IndirectObject, DictionaryObject, DictionaryObject], ...]) -> None:
    """Undo the filters of what is drawn on each page: the most frequent damage is a stream that was cut short."""
    for number, (_, page, _) in enumerate(pages, 1):
        for content in one_or_many(page.get("/Contents")):
            found = dictionary(content)
            if isinstance(found, StreamObject) and not found.get_data() and len(found._data) > 64:
                raise _damaged(part, f"the content of page {number} cannot be unpacked")


def _version(part: Part, catalog: DictionaryObject) -> str:
    start = part.data.find(b"%PDF-") + len(b"%PDF-")
    header = part.data[start : start + 3].decode("latin-1")
    return max(header, name(catalog.get("/Version")).removeprefix("/"))


def default_box() -> ArrayObject:
    """Return the page size that viewers take for a page without one (a MediaBox is required: table 30)."""
    return ArrayObject([NumberObject(side) for side in (0, 0, 612, 792)])


def is_tagged(catalog: DictionaryObject) -> bool:
    """Tell whether a catalog has a structure tree with something in it."""
    return "/K" in entry(catalog, "/StructTreeRoot")
