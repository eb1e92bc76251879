"""What a document is made from, named part by part, so that a change can be said by the name of what changed.

The view is all that is printed, worded and ordered already: a changed message shows in the parts that print it, and in no
others. What was really read besides (templates, styles, pictures) is recorded while the document is set.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from factsheet_builder.builds.drafting.draft_kinds import Draft, PackDraft, Sheet, SiteDraft
from factsheet_builder.builds.records import InputSet
from factsheet_builder.builds.sources import digest
from factsheet_builder.typesetting.typesetter import Settings
from factsheet_builder.views.block_views import BlockView, SectionView, UntranslatedView
from factsheet_builder.views.document_view import DocumentView

READ_WHILE_SET = ("template ", "style ", "file ")
"""How the names of inputs begin that only the setting of a document tells."""


def parts_of(view: DocumentView) -> InputSet:
    """Return the digest of each part of a view: ``passage VI-1``, ``section 1``, ``note …``, ``masthead`` and so on."""
    parts = {
        "masthead": _digest(view.masthead),
        "document": _digest(replace(view, blocks=(), notes=(), glance=None, imprint=None), _names(view.blocks)),
    }
    if view.imprint is not None:
        parts["imprint"] = _digest(view.imprint)
    if view.glance is not None:
        parts["glance"] = _digest(view.glance)
    for note in view.notes:
        parts[f"note {note.key}"] = _digest(note)
    parts.update(_blocks(view.blocks))
    return parts


def _blocks(blocks: tuple[BlockView, ...]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if isinstance(block, SectionView):
            yield f"section {block.id}", _digest(replace(block, blocks=()), _names(block.blocks))
            yield from _blocks(block.blocks)
        elif isinstance(block, UntranslatedView):
            yield f"run {block.id}", _digest(_names(block.blocks))
            yield from _blocks(block.blocks)
        else:
            yield f"passage {block.id}", _digest(block)


def _names(blocks: tuple[BlockView, ...]) -> list[str]:
    return [block.id for block in blocks]


def _digest(*values: object) -> str:
    """Return the digest of frozen values of texts, numbers and tuples, whose ``repr`` says all of them in order."""
    return digest(repr(values).encode())


def inputs_of_sheet(sheet: Sheet, read: Iterable[str], names: Mapping[str, str]) -> InputSet:
    """Return what a document is made from; ``read`` names what its setting read, ``names`` has the digests of all files."""
    inputs = parts_of(sheet.view) | _settings(sheet.settings)
    if sheet.page is not None:
        inputs["around the text"] = _digest(sheet.page)
    elif (
        sheet.settings.edition.is_pdf
    ):  # a process that has loaded the publication's fonts for one document does not read them for the next
        read = {*read, *(f"file data/{face.file}" for face in sheet.settings.design.faces)}
    return inputs | {name: names.get(name, "missing") for name in read if name.startswith(READ_WHILE_SET)}


def _settings(settings: Settings) -> InputSet:
    inputs = {f"attachment {file.name}": _digest(file) for file in settings.attachments}
    return inputs | {"settings": _digest(replace(settings, attachments=()))}


def parts_of_draft(draft: Draft) -> dict[str, tuple[Sheet, ...]]:
    """Return the sheets that a deliverable sets itself, by the part that they are: ``text``, or those of a pack."""
    made_from = draft.made_from
    if isinstance(made_from, Sheet):
        return {"text": (made_from,)}
    if isinstance(made_from, SiteDraft):
        forms = {part_of_form(made_from, name): (sheet,) for name, sheet in made_from.forms}
        return {**forms, **{f"page {name}": (sheet,) for name, sheet in made_from.pages}}
    return {**_forms_of(made_from), "cover": (made_from.front,)}


def _forms_of(made_from: PackDraft) -> dict[str, tuple[Sheet, ...]]:
    pairs = zip(made_from.letters_of_forms, made_from.forms, strict=True)
    return {f"tab {letter}": (form,) for letter, form in pairs}


def part_of_form(site: SiteDraft, name: str) -> str:
    """Return what the part of a pack for browsers is called that is the form of that name."""
    return "form" if len(site.forms) == 1 else f"form {name}"


def inputs_of_part(sheets: tuple[Sheet, ...], read: Iterable[str], names: Mapping[str, str]) -> InputSet:
    """Return what a part is made from; where it has several sheets, each input is named with the title of its sheet."""
    read = frozenset(read)
    if len(sheets) == 1:
        return inputs_of_sheet(sheets[0], read, names)
    inputs: InputSet = {}
    for sheet in sheets:
        for name, value in inputs_of_sheet(sheet, read, names).items():
            inputs[name if name.startswith(READ_WHILE_SET) else f"{sheet.view.id} {name}"] = value
    return inputs


def inputs_of_annexes(made_from: PackDraft | SiteDraft) -> InputSet:
    """Return the digest of each annex by the name of its file."""
    if isinstance(made_from, SiteDraft):
        return {name: digest(pdf) for name, pdf in made_from.annexes}
    return {tab.name: digest(tab.pdf) for tab in made_from.tabs if tab.pdf}


def inputs_of_pack_itself(made_from: PackDraft) -> InputSet:
    """Return what a pack is besides its parts: its title, and how its tabs are called and numbered."""
    files = tuple(str(deliverable.path) for deliverable in made_from.factsheets)
    tabs = [replace(tab, pdf=b"") for tab in made_from.tabs]
    return {"title": _digest(made_from.title), "tabs": _digest(tabs), "files of tabs": _digest(files)}
