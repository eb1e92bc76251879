"""Segments of a translation memory ↔ TMX (1.4b, LISA OSCAR, 26 April 2005), which translators' programs give and take.

Codes are ``<bpt>``, ``<ept>`` and ``<ph>`` whose content is the code as our texts have it, so that it is known again when it
comes back; a segment with codes of another program has nothing for us and is counted. Which segments there are, and what
becomes of them, is left to ``keeping.memory``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from factsheet_builder.characters import drop_harmless, find_deceiving
from factsheet_builder.errors import ContentError, Place
from factsheet_builder.languages import translation_limits as limits
from factsheet_builder.languages.codes import CodesError
from factsheet_builder.languages.exchange.inline import (
    Code,
    Kind,
    Part,
    Piece,
    one_line,
    pieces_of,
    refuse_unpaired,
    text_of,
)
from factsheet_builder.languages.exchange.tree import (
    Element,
    add,
    add_words,
    child,
    children,
    descendants,
    line_of,
    name_of,
    new_element,
    parse_xml,
    refuse_long_units,
    to_bytes,
)
from factsheet_builder.languages.exchange.units import unprintable
from factsheet_builder.languages.keeping.memory import Segment
from factsheet_builder.project import SOURCE_LOCALE

_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_MIXED: Final = frozenset({"seg", "prop", "note"})
_VERSIONS: Final = ("1.1", "1.2", "1.3", "1.4", "1.4a", "1.4b")


@dataclass(frozen=True, slots=True)
class MemoryFile:
    """What a memory says for one language."""

    segments: tuple[Segment, ...]
    others: int
    """Segments without English or without this language."""
    unusable: int
    """Segments with codes that are not ours, or with characters that deceive."""


def write_tmx(segments: Iterable[Segment], locale: str, content: str = SOURCE_LOCALE) -> bytes:
    """Return the segments as a memory from ``content`` into ``locale``: the same bytes each time."""
    root = new_element("tmx", {"version": "1.4"})
    about = {
        "creationtool": "factsheet builder",
        "creationtoolversion": "1",
        "segtype": "paragraph",
        "o-tmf": "gettext",
        "adminlang": "en",
        "srclang": content,
        "datatype": "xml",
    }
    add(root, "header", about)
    body = add(root, "body")
    for segment in segments:
        unit = add(body, "tu")
        add(unit, "prop", {"type": "x-origin"}, segment.origin)
        for language, text in ((content, segment.source), (locale, segment.target)):
            _fill(add(add(unit, "tuv", {_LANG: language}), "seg"), text)
    return to_bytes(root, _MIXED)


def _fill(element: Element, text: str) -> None:
    opened: list[int] = []
    count = 0
    for piece in pieces_of(text, Kind.PROSE):
        if isinstance(piece, str):
            add_words(element, piece)
            continue
        mark = text_of([piece], Kind.PROSE)
        match piece.part:
            case Part.OPENING:
                count += 1
                opened.append(count)
                add(element, "bpt", {"i": str(count), "x": str(count)}, mark)
            case Part.CLOSING:
                add(element, "ept", {"i": str(opened.pop())}, mark)
            case Part.SINGLE:
                count += 1
                add(element, "ph", {"x": str(count)}, mark)


def is_tmx(root: Element) -> bool:
    """Tell whether a document is a translation memory."""
    return name_of(root) == "tmx"


def read_tmx(data: bytes, file: str, locale: str, content: str = SOURCE_LOCALE) -> MemoryFile:
    """Return the segments from ``content`` into ``locale`` that a memory has.

    Raises:
        ContentError: it is no TMX, of another version, unsafe to read, or has more of something than is read.
    """
    root = parse_xml(data, file)
    if not is_tmx(root):
        what = f"This is no translation memory: its outermost element is <{name_of(root)}>."
        raise ContentError.of("foreign", what, "Export the memory as TMX 1.4.", Place(file, 1, 1))
    if (version := root.get("version", "")) not in _VERSIONS:
        what = f"This is TMX {version or 'without a version'}; 1.4 can be read."
        raise ContentError.of("version", what, "Export the memory as TMX 1.4.", Place(file, 1, 1))
    units = list(descendants(root, "tu"))
    refuse_long_units(units, "segments", file, limits.SEGMENTS)
    found: list[Segment] = []
    others = unusable = 0
    for unit in units:
        source, target = _text_in(unit, content), _text_in(unit, locale)
        if source is None or target is None:
            others += 1
            continue
        try:
            texts = [_text_of(segment) for segment in (source, target)]
        except CodesError:
            unusable += 1
            continue
        english, words = (drop_harmless(text) for text in texts)
        if not english or not words or find_deceiving(english + words) or unprintable(english + words):
            unusable += 1
        else:
            found.append(Segment(english, words, _origin(unit, file)))
    return MemoryFile(tuple(found), others, unusable)


def tmx_languages(data: bytes, file: str) -> frozenset[str]:
    """Return the languages of the segments of a memory.

    Raises as ``parse_xml``.
    """
    variants = descendants(parse_xml(data, file), "tuv")
    return frozenset(variant.get(_LANG, variant.get("lang", "")) for variant in variants) - {""}


def _origin(unit: Element, file: str) -> str:
    said = next((prop.text for prop in children(unit, "prop") if prop.get("type") == "x-origin" and prop.text), "")
    return " ".join((said or f"{file}:{line_of(unit)}").split())[:200]


def _text_in(unit: Element, language: str) -> Element | None:
    """Return the segment in a language, or in a variety of it where there is no other."""
    variants = {variant.get(_LANG, variant.get("lang", "")).lower(): variant for variant in children(unit, "tuv")}
    wanted = language.lower()
    name = next((tag for tag in (wanted, *variants) if tag in variants and _is_of(tag, wanted)), "")
    return child(variants[name], "seg") if name else None


def _is_of(tag: str, wanted: str) -> bool:
    return tag == wanted or tag.partition("-")[0] == wanted.partition("-")[0]


def _text_of(segment: Element) -> str:
    """Return the words and codes of a segment as our texts have them; refused are foreign ones and those not in pairs."""
    pieces = list(_pieces(segment))
    refuse_unpaired(pieces)
    return one_line(text_of(pieces, Kind.PROSE)).strip()


def _pieces(segment: Element) -> Iterator[Piece]:
    if segment.text:
        yield segment.text
    for inner in segment:
        match name_of(inner):
            case "bpt" | "ept" | "ph" | "it":
                yield _code("".join(inner.itertext()))
            case "hi":
                yield from _pieces(inner)
            case other:
                raise CodesError(f"<{other}> is no code of ours")
        if inner.tail:
            yield inner.tail


def _code(mark: str) -> Code:
    """Return the code that a mark of ours stands for."""
    name = mark.strip("<>/ ")
    closing, single = mark.startswith("</"), mark.endswith("/>")
    part = Part.CLOSING if closing else Part.SINGLE if single else Part.OPENING
    code = Code(name, part)
    if not name or text_of([code], Kind.PROSE) != mark:
        raise CodesError(f"“{mark[:20]}” is no code of ours")
    # A mark alone nests with nothing: whether it is one of ours is asked of a text that has both ends.
    pieces_of(mark if part is Part.SINGLE else f"<{name}></{name}>", Kind.PROSE)
    return code
