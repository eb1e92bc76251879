"""What has to hold of the joined tags as a whole, whatever each part keeps for itself.

A document is strongly or weakly structured, not both: it has ``H``, whose level is its depth, or ``H1`` to ``H6``
(ISO 14289-1, 7.4.4; ISO 32000-1, 14.8.4.3.2). And the language of every text is known (ISO 14289-1, 7.2; ISO 19005-3,
6.7.4). What can be brought together without changing its meaning is; otherwise the result does not claim what it lacks.
"""

import re
from collections.abc import Mapping
from typing import Final

from pypdf.generic import ByteStringObject, DictionaryObject, NameObject, NumberObject, PdfObject

from factsheet_builder.pdf.joining.grafting import Graft
from factsheet_builder.pdf.joining.join_findings import Claim, Findings
from factsheet_builder.pdf.joining.objects import dictionary, entry, name, octets, one_or_many, put, resolve

_NUMBERED: Final = re.compile(r"/H[1-6]")
_DEEPEST: Final = 6
_UNIVERSAL: Final = frozenset({Claim.UA1, Claim.UA2})


def number_headings(tagged: list[Graft], elements: Mapping[int, list[DictionaryObject]], findings: Findings) -> None:
    """Give each ``H`` the number of its depth where another part numbers its headings."""
    kinds = {graft.number: {_kind(graft, element) for element in elements[graft.number]} for graft in tagged}
    if not any(_NUMBERED.fullmatch(kind) for own in kinds.values() for kind in own):
        return
    for graft in (graft for graft in tagged if "/H" in kinds[graft.number]):
        levels = _levels(graft)
        if _has_gap([level for _, level in levels]):
            why = "has headings without numbers, which other parts have, and their depths skip a level"
            findings.spoil(graft.name, frozenset({Claim.UA1}), why)
            continue
        for heading, level in levels:
            put(heading, "/S", NameObject(f"/H{level}"))
        if levels:
            what = "Its headings have got numbers by their depth, as those of other parts have."
            findings.note(graft.name, "join-headings-numbered", what, "Nothing has to be done.")


def _levels(graft: Graft) -> list[tuple[DictionaryObject, int]]:
    """Return each ``H`` in reading order with its level: how many elements around it have one of their own."""
    found: list[tuple[DictionaryObject, int]] = []
    waiting = [(kid, 0) for kid in reversed(one_or_many(entry(graft.catalog, "/StructTreeRoot").get("/K")))]
    while waiting:
        value, level = waiting.pop()
        element = dictionary(value)
        if element is None:
            continue
        if _kind(graft, element) == "/H":
            found.append((element, level))
            continue
        kids = one_or_many(element.get("/K"))
        inner = level + any(_is_heading(graft, kid) for kid in kids)
        waiting.extend((kid, inner) for kid in reversed(kids))
    return found


def _is_heading(graft: Graft, value: PdfObject) -> bool:
    element = dictionary(value)
    return element is not None and _kind(graft, element) == "/H"


def _has_gap(levels: list[int]) -> bool:
    return any(level > min(last + 1, _DEEPEST) for last, level in zip([0, *levels], levels, strict=False))


def _kind(graft: Graft, element: DictionaryObject) -> str:
    """Return the standard type of an element (14.7.3)."""
    roles = entry(entry(graft.catalog, "/StructTreeRoot"), "/RoleMap")
    kind, known = name(element.get("/S")), set[str]()
    while kind not in known and (meant := name(roles.get(kind))):
        known.add(kind)
        kind = meant
    return kind


def settle_language(graft: Graft, document: DictionaryObject, findings: Findings) -> None:
    """Give the part's ``Document`` its language; where nobody knows it, only if some text depends on it.

    An empty language means unknown (14.9.2.2), and without it such a text would be read in the result's language; but no
    standard for accessible files takes it for a language.
    """
    if octets(document.get("/Lang")):
        return
    document.pop("/Lang", None)
    if language := octets(graft.catalog.get("/Lang")):
        put(document, "/Lang", ByteStringObject(language))
    elif _has_text_of_no_language(document):
        put(document, "/Lang", ByteStringObject(b""))
        findings.spoil(graft.name, _UNIVERSAL, "has text whose language it does not say")


def miss_language(first: Graft, findings: Findings) -> None:
    """Spoil the claims of a file whose title and bookmarks are in no language, whatever its elements say of theirs."""
    why = "says no language for the whole, nor does another, and none was given for title and bookmarks"
    findings.spoil(first.name, _UNIVERSAL, why)


def _has_text_of_no_language(document: DictionaryObject) -> bool:
    waiting: list[PdfObject] = list(one_or_many(document.get("/K")))
    while waiting:
        value = resolve(waiting.pop())
        if isinstance(value, NumberObject):
            return True
        element = dictionary(value) if isinstance(value, DictionaryObject) else None
        if element is None or octets(element.get("/Lang")):
            continue
        if "/S" not in element:  # marked content, or an annotation
            return True
        waiting.extend(one_or_many(element.get("/K")))
    return False
