"""Attached and associated files of the parts (ISO 32000-1, 7.11.4; ISO 32000-2, 14.13; ISO 19005-3, annex E).

Every attachment stays with its relationship; one whose name is taken is renamed, in the list and in what a reader sees
and saves. A program among the attachments is left out and named: nobody expects one in a report.
"""

from pathlib import PurePosixPath

from pypdf.generic import DictionaryObject, PdfObject

from factsheet_builder.pdf.joining.grafting import Graft
from factsheet_builder.pdf.joining.join_findings import Findings, Kind, Limits, listed, refusal, unused, unused_bytes
from factsheet_builder.pdf.joining.objects import dictionary, entry, one_or_many, put, text, words
from factsheet_builder.pdf.joining.trees import LoopError, named
from factsheet_builder.pdf.reading.active_content import is_program


def merge(grafts: list[Graft], limits: Limits, findings: Findings) -> tuple[dict[bytes, PdfObject], list[PdfObject]]:
    """Return the attachments of the result by key, and its associated files, in order.

    Raises:
        RefusedError: a name tree contains itself (``join-names-loop``).
    """
    merged: dict[bytes, PdfObject] = {}
    shown: set[str] = set()
    associated: list[PdfObject] = []
    for graft in grafts:
        programs = _disarm(graft, findings)
        associated += [
            value for value in one_or_many(graft.catalog.get("/AF")) if id(dictionary(value)) not in programs
        ]
        own = {key: value for key, value in _attached(graft, limits) if id(dictionary(value)) not in programs}
        specifications = [found for found in map(dictionary, own.values()) if found is not None]
        closed = merged.keys() | own.keys()
        for old, value in own.items():
            key = unused_bytes(old, graft.number, closed.__contains__) if old in merged else old
            closed.add(key)
            merged[key] = value
            _show(graft, value, shown, [_name(found) for found in specifications], findings)
        shown |= {_name(found) for found in specifications}
    return merged, associated


def _attached(graft: Graft, limits: Limits) -> list[tuple[bytes, PdfObject]]:
    try:
        found = named(entry(graft.catalog, "/Names").get("/EmbeddedFiles"), limits.depth)
    except LoopError as error:
        what = "The list of attachments contains itself."
        raise refusal(
            graft.name, "join-names-loop", what, "Save the file again in the program that made it."
        ) from error
    return [(key, value) for key, value in found if dictionary(value) is not None]


def _name(specification: DictionaryObject) -> str:
    return words(specification.get("/UF")) or words(specification.get("/F"))


def _disarm(graft: Graft, findings: Findings) -> set[int]:
    """Take the content out of attachments that are programs, those of annotations included."""
    programs: set[int] = set()
    names: list[str] = []
    for held in graft.dictionaries:
        if "/EF" in held and is_program(_name(held)):
            programs.add(id(held))
            names.append(_name(held))
            del held["/EF"]
    if names:
        findings.warn(
            graft.name,
            "join-program-removed",
            f"Left out attached programs: {listed(names)}.",
            "Attach data and documents only.",
        )
    return programs


def _show(graft: Graft, value: PdfObject, shown: set[str], own: list[str], findings: Findings) -> None:
    """Give an attachment a name of its own in what readers list; two files of one name would overwrite each other."""
    specification = dictionary(value)
    old = _name(specification) if specification is not None else ""
    if specification is None or not old or old not in shown:
        return
    path = PurePosixPath(old)
    stem = unused(path.stem, graft.number, lambda new: new + path.suffix in shown or new + path.suffix in own)
    new = stem + path.suffix
    for key in ("/UF", "/F"):
        put(specification, key, text(new))
    findings.rename(graft.name, Kind.ATTACHMENT, old, new)
