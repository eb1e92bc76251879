"""Readers of PDFs that were just written here, kept for a while: what was checked is read again when it is joined.

Only for files of our own, whose names are ASCII and whose objects nobody changes: a reader keeps what it has read, and
joining copies it. The key is the digest of the file; the bounds are a number of files and of bytes.
"""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO

from pypdf import PdfReader

from factsheet_builder.pdf.reading.marked_text import PAGE_TEXTS
from factsheet_builder.pdf.reading.own_reader import OwnReader


@dataclass
class KeptReaders:
    """At most ``most`` readers of files of ``most_bytes`` together, those used last; with 0 none is kept."""

    most: int
    most_bytes: int
    is_on: bool = True
    _readers: OrderedDict[bytes, PdfReader] = field(default_factory=OrderedDict)
    _sizes: dict[bytes, int] = field(default_factory=dict)

    def of(self, data: bytes) -> PdfReader:
        """Return a reader of ``data``, the kept one where there is one."""
        if not self.is_on:
            return OwnReader(BytesIO(data))
        key = sha256(data).digest()
        if key in self._readers:
            self._readers.move_to_end(key)
            return self._readers[key]
        reader = self._readers[key] = OwnReader(BytesIO(data))
        self._sizes[key] = len(data)
        while len(self._readers) > self.most or sum(self._sizes.values()) > self.most_bytes:
            oldest, _ = self._readers.popitem(last=False)
            del self._sizes[oldest]
        return reader


READERS = KeptReaders(most=8, most_bytes=8_000_000)
"""Those of this process: the tabs of one pack, and the general factsheet that all packs of a locale share."""


@contextmanager
def nothing_kept() -> Iterator[None]:
    """Read all anew for a while: no reader and no text of a page is taken from before, and none is kept."""
    before = READERS.is_on, PAGE_TEXTS.is_on
    READERS.is_on = PAGE_TEXTS.is_on = False
    try:
        yield
    finally:
        READERS.is_on, PAGE_TEXTS.is_on = before
