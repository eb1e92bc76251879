"""A PDF -> pictures of its pages; two -> the pages that look different, in pictures and in numbers; kept by their digests.

The folder of what can be made again holds them, each under the digest of the bytes that it was drawn from, so that nothing
is drawn twice and nothing is ever out of date. The oldest go when there are many.
"""

import json
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from factsheet_builder.builds.store import commit
from factsheet_builder.errors import Place, SurroundingsError
from factsheet_builder.pdf.reading.page_comparison import PageLook, PagePair, compare_pages, framed
from factsheet_builder.pdf.reading.page_images import Area, page_images, page_words

PICTURE_DPI: Final = 70
"""An A4 page is 579 pixels wide: text can be read, and a page takes some 100 kB."""
_DRAWN, _COMPARED = "pages", "compared"
_FACTS: Final = "pairs.json"
_MOST: Final = 400
"""Documents whose pictures are kept, and comparisons."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two PDFs, page by page, and where the pictures of those that look different are."""

    pairs: tuple[PagePair, ...]
    folder: Path

    @property
    def different(self) -> tuple[PagePair, ...]:
        """The pages that look different, are new, or are gone."""
        return tuple(pair for pair in self.pairs if not pair.is_same)

    def picture(self, pair: PagePair, side: str) -> Path | None:
        """Return the picture of a page on the side ``before`` or ``now``, with frames; nothing where it has none."""
        number = pair.before if side == "before" else pair.now
        return self.folder / f"{side}-{number}.png" if number else None


def page_picture(file: Path, number: int, cache: Path) -> Path:
    """Return the picture of page ``number``, from 1, of a PDF.

    Raises:
        SurroundingsError: the file cannot be read or shown, or has no such page.
    """
    data = _read(file)
    folder = cache / _DRAWN / sha256(data).hexdigest()
    picture = folder / f"{number}.png"
    if not picture.is_file():
        images = page_images(data, PICTURE_DPI)
        if not 0 < number <= len(images):
            what = f"The file has no page {number}."
            raise SurroundingsError.of("no-page", what, f"It has {len(images)}.", Place(str(file)))
        _keep(folder, {f"{page}.png": image for page, image in enumerate(images, 1)})
    return picture


def compare_files(before: Path, now: Path, cache: Path) -> Compared:
    """Return how the pages of two PDFs look beside each other; raises as ``page_picture``."""
    data = _read(before), _read(now)
    name = "-".join(sha256(one).hexdigest()[:32] for one in data)
    folder = cache / _COMPARED / name
    with suppress(OSError, ValueError, TypeError, KeyError):
        return Compared(tuple(map(_pair, json.loads((folder / _FACTS).read_bytes()))), folder)
    old, new = (
        [PageLook(*look) for look in zip(page_images(one, PICTURE_DPI), page_words(one), strict=True)] for one in data
    )
    pairs = compare_pages(old, new, PICTURE_DPI)
    pictures: dict[str, bytes] = {}
    for pair in pairs:
        if not pair.is_same:
            if pair.before:
                pictures[f"before-{pair.before}.png"] = framed(old[pair.before - 1].picture, pair.areas, PICTURE_DPI)
            if pair.now:
                pictures[f"now-{pair.now}.png"] = framed(new[pair.now - 1].picture, pair.areas, PICTURE_DPI)
    facts = json.dumps([asdict(pair) for pair in pairs]).encode()
    _keep(folder, {**pictures, _FACTS: facts})  # the facts last: what they name is there
    return Compared(pairs, folder)


def _pair(said: Mapping[str, object]) -> PagePair:
    areas = said["areas"]
    assert isinstance(areas, list)  # noqa: S101 - so it was written
    return PagePair(int(str(said["before"])), int(str(said["now"])), tuple(Area(**area) for area in areas))


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        what = f"The file cannot be read: {error.strerror}."
        raise SurroundingsError.of("unreadable", what, "Check that it is there.", Place(str(file))) from error


def _keep(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        commit(folder / name, data)
    kept = sorted(folder.parent.iterdir(), key=lambda one: one.stat().st_mtime_ns)
    for old in kept[:-_MOST]:
        shutil.rmtree(old, ignore_errors=True)
