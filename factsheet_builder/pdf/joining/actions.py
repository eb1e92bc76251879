"""Scripts and other actions that a delivered file must not carry are removed, and each is named.

What they are, ``typesetting.active_content`` knows. ResetForm would empty the forms of the other parts too, and what leads
to a file beside this one (GoToR, GoToE) leads nowhere, for that file is not delivered with it. None of the actions of a
catalog is carried over.
"""

from pypdf.generic import ArrayObject, DictionaryObject, NameObject, PdfObject

from factsheet_builder.pdf.joining.grafting import Graft
from factsheet_builder.pdf.joining.join_findings import Findings, listed
from factsheet_builder.pdf.joining.objects import dictionary, items, resolve
from factsheet_builder.pdf.reading.active_content import CARRIERS, PLAYERS, active_kind, opening_kinds, triggered_kinds


def clean(graft: Graft, findings: Findings) -> None:
    """Remove from a part what must not run, and name it with the page (of the part) that it stood on."""
    removed: list[str] = []
    for holder in graft.dictionaries:
        where = _where(graft, holder)
        removed.extend(f"{kind}{where}" for kind in _clean_carriers(holder))
        removed.extend(f"{kind}{where}" for kind in _clean_triggers(holder))
        removed.extend(f"{key[1:]}{where}" for key in PLAYERS if _drop(holder, key))
    removed.extend(opening_kinds(graft.catalog))
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
    for key in CARRIERS:
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
    action = dictionary(value)
    return active_kind(action) if action is not None else ""


def _clean_triggers(holder: DictionaryObject) -> list[str]:
    kinds = triggered_kinds(holder)
    return kinds if _drop(holder, "/AA") else []
