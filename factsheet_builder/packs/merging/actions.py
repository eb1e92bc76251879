"""Scripts and other actions that a delivered file must not carry are removed, and each is named.

What may stay is a list of what is allowed, not of what is forbidden: going to a place in the file (``GoTo``), opening
an address of the web or of mail (``URI``), turning pages (``Named``), following an article (``Thread``) and switching a
layer (``SetOCGState``). Everything else of ISO 32000-1, 12.6.4 goes: JavaScript, Launch, SubmitForm, ImportData,
ResetForm (it would empty the forms of the other parts too), Hide, sound, film, 3D, and what leads to a file beside this
one (GoToR, GoToE), for that file is not delivered with it.
"""

from pypdf.generic import ArrayObject, DictionaryObject, NameObject, PdfObject

from factsheet_builder.packs.merging.findings import Findings, listed
from factsheet_builder.packs.merging.grafting import Graft
from factsheet_builder.packs.merging.objects import dictionary, entry, items, name, octets, resolve

_ALLOWED = frozenset({"/GoTo", "/URI", "/Named", "/Thread", "/SetOCGState"})
_PAGE_TURNS = frozenset({"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"})
_SCHEMES = (b"http:", b"https:", b"mailto:", b"tel:")

# Where ISO 32000-1 puts actions: annotations and bookmarks, the former address of a link, a chain of actions.
_CARRIERS = ("/A", "/PA", "/Next")

# Players of film, sound and 3D; the annotation keeps its appearance.
_PLAYERS = ("/RichMediaContent", "/RichMediaSettings", "/3DD", "/Movie", "/Sound", "/OnInstantiate")


def clean(graft: Graft, findings: Findings) -> None:
    """Remove from a part what must not run, and name it with the page (of the part) that it stood on."""
    removed: list[str] = []
    for holder in graft.dictionaries:
        where = _where(graft, holder)
        removed.extend(f"{kind}{where}" for kind in _clean_carriers(holder))
        removed.extend(f"{kind}{where}" for kind in _clean_triggers(holder))
        removed.extend(f"{key[1:]}{where}" for key in _PLAYERS if _drop(holder, key))
    removed.extend(_document_actions(graft.catalog))
    if removed:
        findings.warn(
            graft.name,
            "join-action-removed",
            f"Removed what a delivered file must not run: {listed(list(dict.fromkeys(removed)))}.",
            "Check that the part still does what it should without it.",
        )


def _where(graft: Graft, holder: DictionaryObject) -> str:
    page = graft.page_of(holder)
    return f" (page {page})" if page else ""


def _drop(holder: DictionaryObject, key: str) -> bool:
    if key not in holder:
        return False
    del holder[key]
    return True


def _clean_carriers(holder: DictionaryObject) -> list[str]:
    removed: list[str] = []
    for key in _CARRIERS:
        value = holder.get(key)
        if value is None:
            continue
        if isinstance(resolve(value), ArrayObject):
            kept = []
            for action in items(value):
                kind = _forbidden(action)
                kept.extend([] if kind else [action])
                removed.extend([kind] if kind else [])
            if len(kept) < len(items(value)):
                holder[NameObject(key)] = ArrayObject(kept)
        elif kind := _forbidden(value):
            removed.append(kind)
            del holder[key]
    return removed


def _forbidden(value: PdfObject) -> str:
    """Return the kind of an action that has to go, or an empty string.

    What has no type ``S`` is no action: ``A`` also holds the attributes of structure elements, ``Next`` the next
    bookmark. A structure element has a type too, but never stands under these keys.
    """
    action = dictionary(value)
    kind = name(action.get("/S")) if action is not None else ""
    if action is None or not kind:
        return ""
    if kind not in _ALLOWED:
        return kind[1:]
    if kind == "/URI" and not (octets(action.get("/URI")) or b"").strip().lower().startswith(_SCHEMES):
        return "URI with another scheme than http, https, mailto or tel" if _has_scheme(action) else ""
    if kind == "/Named" and name(action.get("/N")) not in _PAGE_TURNS:
        return f"Named {name(action.get('/N'))[1:]}"
    return ""


def _has_scheme(action: DictionaryObject) -> bool:
    # A relative address or a bare fragment runs nothing; it may be dead, which is not for us to decide.
    before = (octets(action.get("/URI")) or b"").strip().split(b"/")[0].split(b"#")[0].split(b"?")[0]
    return b":" in before or before.startswith(b"\\")


def _clean_triggers(holder: DictionaryObject) -> list[str]:
    """Remove additional actions (12.6.3): they run without being asked, on opening, printing or typing."""
    triggers = dictionary(holder.get("/AA"))
    if triggers is None:
        return []
    del holder["/AA"]
    kinds = [name(entry(triggers, key).get("/S"))[1:] or "action" for key in triggers]
    return [f"additional action {kind}" for kind in kinds]


def _document_actions(catalog: DictionaryObject) -> list[str]:
    """Name the actions of the catalog, none of which is carried over (going to a page on opening is not named)."""
    removed: list[str] = []
    kind = name(entry(catalog, "/OpenAction").get("/S"))
    if kind and kind not in _ALLOWED:
        removed.append(f"{kind[1:]} on opening")
    if "/JavaScript" in entry(catalog, "/Names"):
        removed.append("JavaScript of the document")
    return removed
