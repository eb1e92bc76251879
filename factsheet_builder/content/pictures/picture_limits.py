"""What a picture may cost: measured from its head or its source before anything draws it.

A drawing whose copies copy each other grows with every level, and a small file can hold a picture of a gigabyte. Both are
told here in the time that it takes to read the file, as is a photograph that is damaged; whether a drawing can be drawn at
all is left to the engine.
"""

import hashlib
import io
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.parsers import expat

MAX_BYTES: Final = 20_000_000
MAX_PIXELS: Final = 40_000_000
"""A whole page at 600 dots an inch has 35 million; a decoded pixel takes four bytes."""
MAX_ELEMENTS: Final = 20_000
"""Elements that are drawn, those that ``use`` repeats counted each time (about four seconds of the engine)."""
MAX_DEPTH: Final = 100


def picture_fault(file: Path) -> str:
    """Return what makes the picture too costly to draw, in words with its limit; nothing if it is not."""
    size = file.stat().st_size
    if size > MAX_BYTES:
        return f"it has {size:,} bytes, and {MAX_BYTES:,} are the limit"
    return _drawing_fault(file.read_bytes()) if file.suffix.lower() == ".svg" else _photograph_fault(file)


def pixels_of(photograph: bytes) -> tuple[int, int] | None:
    """Return how many dots a photograph has across and down; nothing where it is none."""
    from PIL import Image

    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(photograph)) as image:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return image.size
    except Exception:  # told elsewhere
        return None


def has_letters(file: Path) -> bool:
    """Return whether a drawing has text, which is set in fonts that are not its own."""
    if file.suffix.lower() != ".svg":
        return False
    names: set[str] = set()
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, _: names.add(name.rpartition(":")[2])
    try:
        parser.Parse(file.read_bytes(), True)
    except expat.ExpatError:
        return False  # no drawing: the engine says so
    return "text" in names


def _photograph_fault(file: Path) -> str:
    data = file.read_bytes()
    digest = hashlib.sha256(data).digest()
    if digest not in _known_faults:
        if len(_known_faults) >= _MOST_KNOWN:
            _known_faults.clear()
        _known_faults[digest] = _decoding_fault(data)
    return _known_faults[digest]


_known_faults: dict[bytes, str] = {}
"""Faults of pictures by the digest of their bytes: one that is on every page is decoded once."""
_MOST_KNOWN: Final = 200


def _decoding_fault(data: bytes) -> str:
    # Loaded on demand: most projects have no pictures, and commands that draw nothing have to start fast.
    from PIL import Image, ImageFile, UnidentifiedImageError

    # The engine lets all the process read pictures that are cut short, and fills them up in grey; a damaged end may then
    # fail where it would not otherwise (Pillow 12). So both ways have to go well.
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        for ImageFile.LOAD_TRUNCATED_IMAGES in (False, True):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit here is lower
                with Image.open(io.BytesIO(data)) as image:
                    width, height = image.size
                    if width * height > MAX_PIXELS:
                        return f"it has {width:,} × {height:,} pixels, and {MAX_PIXELS:,} are the limit"
                    image.load()
    except Image.DecompressionBombError:
        return f"it has more pixels than the limit of {MAX_PIXELS:,}"
    except UnidentifiedImageError:
        return ""  # no picture: the engine says so
    except Exception:  # Pillow meets damaged files with a dozen kinds of exception
        return "its data are damaged or cut short"
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
    return ""


@dataclass
class _Element:
    """An element that can be repeated: how many are in it, and what each repeats."""

    elements: int = 0
    repeats: list[str] = field(default_factory=list)


class _TooDeepError(Exception):
    """Elements stand in each other deeper than ``MAX_DEPTH``."""


def _drawing_fault(source: bytes) -> str:
    try:
        by_id = _elements(source)
    except _TooDeepError:
        return f"its elements stand in each other more than {MAX_DEPTH} deep"
    except expat.ExpatError:
        return ""  # no drawing: the engine says so
    drawn = _drawn("", by_id, {}, frozenset())
    if drawn is None:
        return "something in it repeats itself for ever"
    return f"{drawn:,} elements would be drawn, and {MAX_ELEMENTS:,} are the limit" if drawn > MAX_ELEMENTS else ""


def _elements(source: bytes) -> dict[str, _Element]:
    """Return what each element with an id holds; the whole drawing stands under no name."""
    whole = _Element()
    by_id = {"": whole}
    open_ids: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        own = attributes.get("id", "")
        open_ids.append(own)
        if len(open_ids) > MAX_DEPTH:
            raise _TooDeepError
        holders = [by_id.setdefault(holder, _Element()) for holder in dict.fromkeys(filter(None, open_ids))]
        target = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "href"), "")
        for holder in (whole, *holders):
            holder.elements += 1
            if name.rpartition(":")[2] == "use" and target.startswith("#"):
                holder.repeats.append(target[1:])

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: open_ids.pop()
    parser.Parse(source, True)
    return by_id


def _drawn(name: str, by_id: dict[str, _Element], known: dict[str, int], under_way: frozenset[str]) -> int | None:
    """Return how many elements are drawn for the one with the id ``name``; nothing where it repeats itself."""
    if name in known:
        return known[name]
    if name in under_way:
        return None
    element = by_id.get(name, _Element())
    drawn = element.elements
    for target in element.repeats:
        inner = _drawn(target, by_id, known, under_way | {name})
        if inner is None:
            return None
        drawn += inner
    known[name] = drawn
    return drawn
