"""Several PDFs as one, with tags, links, bookmarks, forms, layers and attachments kept (ISO 32000-1 and -2).

The steps: admit each part or refuse it, copy its objects, remove what must not run, merge each kind of meaning by its
own module, share what is equal, write. Every problem of admission is collected before the joining fails. Tabs, covers
and contents pages are left to ``assembly``; whether a part deserves its claims, to a validator.
"""

import re
from collections.abc import Sequence
from datetime import datetime

from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
)

from factsheet_builder.characters import drop_harmless, find_deceiving
from factsheet_builder.errors import Diagnostic, Place, RefusedError, Severity, UsageError
from factsheet_builder.pdf.joining import (
    actions,
    attachments,
    between_parts,
    colours,
    joined_claims,
    joined_destinations,
    joined_forms,
    joined_structure,
    layers,
    outlines,
    page_labels,
    sharing,
    stamping,
    whole,
)
from factsheet_builder.pdf.joining.admission import Source, admit
from factsheet_builder.pdf.joining.grafting import Graft, graft
from factsheet_builder.pdf.joining.join_findings import About, Findings, Joined, Limits, Part, PartPages, listed
from factsheet_builder.pdf.joining.objects import entry, name, one_or_many, put, record, text, words
from factsheet_builder.pdf.joining.trees import name_tree
from factsheet_builder.pdf.joining.volume import Volume, write

_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_STYLES = frozenset({"", "D", "R", "r", "A", "a"})

# Entries of a catalog and of its names that have no meaning for the result; what a reader would miss is named.
_LEFT_OUT = ("/Collection", "/Legal", "/Perms", "/DSS", "/URI", "/Requirements")
_LEFT_NAMES = ("/AlternatePresentations", "/Renditions", "/Templates", "/Pages", "/AP")


def join(
    parts: Sequence[Part],
    *,
    title: str,
    language: str = "",
    limits: Limits | None = None,
    created: datetime | None = None,
    stamps: bytes = b"",
    about: About | None = None,
) -> Joined:
    """Return the parts as one PDF, in their order, with what there is to say about it.

    Args:
        parts: the files, at least one.
        title: the title of the result; PDF/UA needs one (ISO 14289-1, 7.1).
        language: the language of its bookmarks and metadata (BCP 47); that of the first part that has one if empty.
        limits: how much is taken in, ``Limits()`` if not given.
        created: the date of the result; none is written if not given. Same arguments, same bytes.
        about: what its metadata say besides.
        stamps: a PDF of our own with a page for each page of our own parts, drawn over it in place of its folio.

    Raises:
        RefusedError: one diagnostic for each part that is refused.
        UsageError: there is no part or no title, or a language or style of page labels that does not exist.
    """
    title = drop_harmless(title)
    _check_usage(parts, title, language)
    limits = limits or Limits()
    findings = Findings()
    sources = _admit_all(parts, limits, findings)
    verdicts = joined_claims.judge(sources, findings)
    volume = Volume()
    grafts = [graft(source, number, volume, limits) for number, source in enumerate(sources, 1)]
    sharing.tag_subsets_apart(grafts)
    if stamps:
        source = admit(Part("stamps", stamps, is_ours=True), limits, findings)
        stamping.stamp(volume, grafts, graft(source, len(grafts) + 1, volume, limits))
    crossings = between_parts.connect(grafts, limits)
    for part in grafts:
        actions.clean(part, findings)
        _name_left_out(part, findings)
    version = "2.0" if any(part.version >= "2" for part in grafts) else "1.7"
    language = language or next((words(p.catalog.get("/Lang")) for p in grafts if words(p.catalog.get("/Lang"))), "")
    catalog = _catalog(volume, grafts, version, limits, findings, crossings)
    if not language:
        whole.miss_language(grafts[0], findings)
    verdicts = joined_claims.confirm(verdicts, findings)
    held = [verdict.claim for verdict in verdicts if verdict.holds]
    put(catalog, "/Metadata", volume.add(joined_claims.metadata(held, title, language, created, about or About())))
    if language:
        put(catalog, "/Lang", text(language))
    root = volume.add(catalog)
    info = volume.add(joined_claims.information(title, created, about or About())) if version == "1.7" else None
    shared = sharing.duplicates(volume, [root])
    data = write(volume, root, info, version, shared)
    return Joined(data, _where(grafts), verdicts, tuple(findings.renamed), tuple(findings.diagnostics))


def _check_usage(parts: Sequence[Part], title: str, language: str) -> None:
    if not parts:
        raise UsageError.of("join-nothing", "There is nothing to join.", "Name at least one PDF.")
    if not title.strip() or len(title.splitlines()) > 1 or "\t" in title:
        raise UsageError.of("join-title", "The joined file needs a title of one line.", "Give one.")
    if names := find_deceiving(title):
        what = f"The title has {', '.join(names)}, which hides words, or changes the order in which they are read."
        raise UsageError.of("join-title", what, "Write it without.")
    if language and not _LANGUAGE.fullmatch(language):
        raise UsageError.of("join-language", f"“{language}” is not a language.", "Give a tag such as en or pt-BR.")
    for part in parts:
        if part.label_style not in _STYLES:
            what = f"“{part.label_style}” is not a style of page labels."
            raise UsageError.of("join-label-style", what, "Give D, R, r, A, a or none.", Place(part.name))


def _admit_all(parts: Sequence[Part], limits: Limits, findings: Findings) -> list[Source]:
    sources: list[Source] = []
    refused: list[Diagnostic] = []
    for part in parts:
        try:
            sources.append(admit(part, limits, findings))
        except RefusedError as error:
            refused.extend(error.diagnostics)
    total = sum(len(source.pages) for source in sources)
    if total > limits.pages:
        what = f"The parts have {total} pages together; a joined file may have {limits.pages}."
        refused.append(Diagnostic(Severity.ERROR, "join-too-many-pages", what, "Join fewer parts."))
    if refused:
        raise RefusedError(refused)
    return sources


def _name_left_out(part: Graft, findings: Findings) -> None:
    names = entry(part.catalog, "/Names")
    left = [key[1:] for key in _LEFT_OUT if key in part.catalog] + [key[1:] for key in _LEFT_NAMES if key in names]
    if left:
        what = f"Left out what has no place in a joined file: {listed(left)}."
        findings.note(part.name, "join-left-out", what, "Look at the part in the result.")


def _catalog(
    volume: Volume,
    grafts: list[Graft],
    version: str,
    limits: Limits,
    findings: Findings,
    crossings: list[between_parts.Crossing],
) -> DictionaryObject:
    catalog = record({"/Type": NameObject("/Catalog"), "/Pages": _page_tree(volume, grafts)})
    tree = joined_structure.merge(volume, grafts, limits, findings)
    if version == "2.0":
        between_parts.point_at_documents(crossings, tree.documents)
    names: dict[str, PdfObject] = {}
    if places := joined_destinations.merge(grafts, limits, findings):
        names["/Dests"] = name_tree(volume, places)
    attached, associated = attachments.merge(grafts, limits, findings)
    # PDF/A-4f asks for the tree even where nothing hangs on it (ISO 19005-4, 6.9).
    if attached or any("/EmbeddedFiles" in entry(part.catalog, "/Names") for part in grafts):
        names["/EmbeddedFiles"] = name_tree(volume, attached)
    made: dict[str, PdfObject | None] = {
        "/StructTreeRoot": tree.root,
        "/MarkInfo": tree.mark_information() if tree.root else None,
        "/Names": record(names) if names else None,
        "/AF": ArrayObject(associated) if associated else None,
        "/Outlines": outlines.merge(volume, grafts, tree.documents if version == "2.0" else {}, limits),
        "/PageLabels": page_labels.merge(volume, grafts, limits),
        "/AcroForm": joined_forms.merge(volume, grafts, limits, findings),
        "/OCProperties": layers.merge(volume, grafts, findings),
        "/OutputIntents": _array(colours.merge(volume, grafts, findings)),
        "/Threads": _array([value for part in grafts for value in one_or_many(part.catalog.get("/Threads"))]),
        "/Extensions": _extensions(grafts),
        "/ViewerPreferences": _preferences(grafts),
    }
    for key, value in made.items():
        if value is not None:
            put(catalog, key, value)
    if "/Outlines" in catalog:
        put(catalog, "/PageMode", NameObject("/UseOutlines"))
    return catalog


def _array(values: list[PdfObject]) -> ArrayObject | None:
    return ArrayObject(values) if values else None


def _page_tree(volume: Volume, grafts: list[Graft]) -> IndirectObject:
    """Store the page tree: a node for each part, so that no node gets long and a part is easily found."""
    root = volume.reserve()
    nodes = ArrayObject()
    for part in grafts:
        count = NumberObject(len(part.pages))
        kids = ArrayObject(part.pages)
        node = volume.add(record({"/Type": NameObject("/Pages"), "/Parent": root, "/Kids": kids, "/Count": count}))
        nodes.append(node)
        for page in part.page_dictionaries():
            put(page, "/Parent", node)
    total = NumberObject(sum(len(part.pages) for part in grafts))
    volume.fill(root, record({"/Type": NameObject("/Pages"), "/Kids": nodes, "/Count": total}))
    return root


def _extensions(grafts: list[Graft]) -> DictionaryObject | None:
    merged = DictionaryObject()
    for part in grafts:
        for key, value in entry(part.catalog, "/Extensions").items():
            merged.setdefault(NameObject(key), value)
    return merged or None


def _preferences(grafts: list[Graft]) -> DictionaryObject:
    made = record({"/DisplayDocTitle": BooleanObject(True)})
    directions = {name(entry(part.catalog, "/ViewerPreferences").get("/Direction")) for part in grafts}
    if directions == {"/R2L"}:
        put(made, "/Direction", NameObject("/R2L"))
    return made


def _where(grafts: list[Graft]) -> tuple[PartPages, ...]:
    found: list[PartPages] = []
    first = 1
    for part in grafts:
        found.append(PartPages(part.name, first, len(part.pages)))
        first += len(part.pages)
    return tuple(found)
