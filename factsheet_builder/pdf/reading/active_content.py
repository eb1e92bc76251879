"""What in a PDF runs or reaches out of the file, by name: scripts, programs, actions, players.

What may stay is a list of what is allowed, not of what is forbidden: going to a place in the file (``GoTo``), opening
an address of the web or of mail (``URI``), turning pages (``Named``), following an article (``Thread``) and switching a
layer (``SetOCGState``). Everything else of ISO 32000-1, 12.6.4 is active. Joining removes it, inspection names it.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from factsheet_builder.pdf.reading.link_targets import dictionary_of, items_of, string_of

CARRIERS: Final = ("/A", "/PA", "/Next")
"""Where ISO 32000-1 puts actions: annotations and bookmarks, the former address of a link, a chain of actions."""
PLAYERS: Final = ("/RichMediaContent", "/RichMediaSettings", "/3DD", "/Movie", "/Sound", "/OnInstantiate")
"""Players of film, sound and 3D."""

PART_SCHEME: Final = "part:"
"""Begins the addresses by which a part of a pack names another one until they are joined; no program opens them."""

_ALLOWED: Final = frozenset({"/GoTo", "/URI", "/Named", "/Thread", "/SetOCGState"})
_PAGE_TURNS: Final = frozenset({"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"})
_SCHEMES: Final = ("http:", "https:", "mailto:", "tel:")
_MAX_CHAIN: Final = 40

# What Windows, macOS or a browser runs when it is opened; the list that mail servers refuse, shortened to real kinds.
_PROGRAM_KINDS: Final = (
    "ade adp app appref-ms bat chm cmd com cpl dll exe gadget hta inf ins isp iso jar js jse lnk msc msi msp"
    " mst pif ps1 psm1 reg scr sct sh vb vbe vbs vhd ws wsc wsf wsh"
)
_PROGRAMS: Final = frozenset(_PROGRAM_KINDS.split(" "))


def is_program(file_name: str) -> bool:
    """Return whether a file of that name runs when it is opened."""
    return PurePosixPath(file_name.replace("\\", "/").rstrip(". ")).suffix[1:].lower() in _PROGRAMS


def active_kind(action: DictionaryObject) -> str:
    """Return the kind of an action that a delivered file must not carry, or nothing.

    What has no type ``S`` is no action: ``A`` also holds the attributes of structure elements, ``Next`` the next
    bookmark. A structure element has a type too, but never stands under these keys.
    """
    kind = _name(action, "/S")
    if not kind:
        return ""
    if kind not in _ALLOWED:
        return kind[1:]
    address = (string_of(action.get("/URI")) or "").strip()
    if kind == "/URI" and not address.lower().startswith(_SCHEMES):
        return "URI with another scheme than http, https, mailto or tel" if _has_scheme(address) else ""
    turn = _name(action, "/N")
    return f"Named {turn[1:]}" if kind == "/Named" and turn not in _PAGE_TURNS else ""


def triggered_kinds(holder: DictionaryObject) -> list[str]:
    """Return the kinds of the additional actions of a holder (12.6.3): they run without being asked."""
    triggers = dictionary_of(holder, "/AA")
    return [f"additional action {_name(dictionary_of(triggers, key), '/S')[1:] or 'of no kind'}" for key in triggers]


def opening_kinds(catalog: DictionaryObject) -> list[str]:
    """Return the kinds of what runs when the file is opened; going to a page is none."""
    kind = _name(dictionary_of(catalog, "/OpenAction"), "/S")
    found = [f"{kind[1:]} on opening"] if kind and kind not in _ALLOWED else []
    return [*found, *(["JavaScript of the document"] if "/JavaScript" in dictionary_of(catalog, "/Names") else [])]


def find_active(reader: PdfReader) -> tuple[str, ...]:
    """Return everything active in a PDF by kind and page, each once: no order that a reader could rely on."""
    catalog = reader.root_object
    found = [*opening_kinds(catalog), *triggered_kinds(catalog)]
    form = dictionary_of(catalog, "/AcroForm")
    if "/XFA" in form:
        found.append("XFA form")
    for number, page in enumerate(reader.pages, 1):
        holders = [page, *(item for item in map(_resolved, items_of(page.get("/Annots"))) if item)]
        found += [f"{kind} (page {number})" for holder in holders for kind in _kinds(holder)]
    for holder in _below(dictionary_of(catalog, "/Outlines"), ("/First", "/Next")):
        found += [f"{kind} (bookmark)" for kind in _kinds(holder)]
    for holder in _below(form, ("/Fields", "/Kids")):
        found += [f"{kind} (form field)" for kind in triggered_kinds(holder)]
    files = (dictionary_of(catalog, "/Names").get("/EmbeddedFiles"), catalog.get("/AF"))
    found += [f"attached program “{name}”" for value in files for name in _programs(_resolved(value), value)]
    return tuple(dict.fromkeys(found))


def _kinds(holder: DictionaryObject) -> Iterator[str]:
    """Yield what is active in an annotation, a page or a bookmark."""
    found = ((active_kind(action), string_of(action.get("/URI")) or "") for action in _chain(holder))
    yield from (kind for kind, address in found if kind and not address.startswith(PART_SCHEME))
    yield from triggered_kinds(holder)
    yield from (key[1:] for key in PLAYERS if key in holder)
    name = _file_name(dictionary_of(holder, "/FS"))
    if is_program(name):
        yield f"attached program “{name}”"


def _chain(holder: DictionaryObject) -> Iterator[DictionaryObject]:
    """Yield the actions of a holder and those that follow them."""
    waiting = [item for key in ("/A", "/PA") for item in items_of(holder.get(key))]
    for _ in range(_MAX_CHAIN):
        if not waiting:
            return
        action = _resolved(waiting.pop(0))
        if action is not None and "/S" in action:
            yield action
            waiting += items_of(action.get("/Next"))


def _below(top: DictionaryObject, keys: tuple[str, ...]) -> Iterator[DictionaryObject]:
    """Yield all dictionaries that are reached from ``top`` by ``keys``, each once."""
    waiting = [item for key in keys for item in items_of(top.get(key))]
    seen: set[int] = set()
    while waiting:
        item = _resolved(waiting.pop())
        if item is not None and id(item) not in seen:
            seen.add(id(item))
            yield item
            waiting += [inner for key in keys for inner in items_of(item.get(key))]


def _programs(tree: DictionaryObject | None, value: object) -> Iterator[str]:
    """Yield the names of attached programs in a name tree, or in an array of file specifications."""
    nodes = [*_below(tree, ("/Kids", "/Names")), tree] if tree is not None else map(_resolved, items_of(value))
    listed = [item for node in nodes if node for item in (node, *map(_resolved, items_of(node.get("/Names"))))]
    names = dict.fromkeys(_file_name(item) for item in listed if item is not None and "/EF" in item)
    yield from filter(is_program, names)


def _file_name(specification: DictionaryObject) -> str:
    return string_of(specification.get("/UF")) or string_of(specification.get("/F")) or ""


def _name(holder: DictionaryObject, key: str) -> str:
    value = holder.get(key)
    value = value.get_object() if isinstance(value, IndirectObject) else value
    return value if isinstance(value, str) and value.startswith("/") else ""


def _resolved(value: object) -> DictionaryObject | None:
    value = value.get_object() if isinstance(value, IndirectObject) else value
    return value if isinstance(value, DictionaryObject) and not isinstance(value, ArrayObject) else None


def _has_scheme(address: str) -> bool:
    # A relative address or a bare fragment runs nothing; it may be dead, which is not for us to decide.
    before = address.split("/")[0].split("#")[0].split("?")[0]
    return ":" in before or before.startswith("\\")
