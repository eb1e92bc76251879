"""A briefing pack for browsers: which pages are in it, its first page, and all of its files as one archive (ZIP).

The version and the general text are pages like any other, which lead to one another inside the archive; the reply form and
annexes are PDFs beside them, to be filled and read as they are.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.packs.assembly import Tab
from factsheet_builder.typesetting.editions import Edition
from factsheet_builder.views.block_views import ItemView, ListView, SectionView
from factsheet_builder.views.document_view import DocumentView
from factsheet_builder.views.spans import Span

INDEX: Final = "index.html"
FORM: Final = "reply-form.pdf"


def members(pack: Deliverable, *, has_general: bool) -> tuple[Deliverable, ...]:
    """Return the pages of a pack beside its first, by their names in it: the versions, each with its general text."""
    alone = replace(
        pack, kind=Kind.TAILORED, edition=Edition.HTML, pattern="{factsheet}-{party}", factsheets=(), titles=()
    )
    found: list[Deliverable] = []
    for name in pack.members:
        found.append(replace(alone, factsheet=name))
        if has_general:
            found.append(Deliverable(name, pack.locale, edition=Edition.HTML, pattern="{factsheet}"))
    return tuple(found)


def form_name(pack: Deliverable, factsheet: str) -> str:
    """Return the name that the reply form of a factsheet has in the archive."""
    return FORM if not pack.factsheets else f"{FORM.removesuffix('.pdf')}-{factsheet}.pdf"


def annex_name(tab: Tab) -> str:
    """Return the name that an annex has in the archive; its number tells two of one name apart."""
    return f"annexes/{tab.label}{tab.name.removeprefix('annex ')}"


def index_view(front: DocumentView, parts: Sequence[tuple[str, str]], localiser: Localiser) -> DocumentView:
    """Return the first page of a pack: the title block of its ``front`` and a link to each part, by title and file."""
    items = tuple(
        ItemView(f"part.{number}", (Span("link", spans=(Span("words", title),), address=file),), ())
        for number, (title, file) in enumerate(parts, 1)
    )
    title = localiser.say("Parts of this pack")
    part_list = ListView("part", "bullet", ordered=False, items=items)
    section = SectionView("parts", 2, None, (Span("words", title),), title, title, (part_list,))
    return replace(front, blocks=(section,), contents=None)


def archive(files: Mapping[str, bytes], dated: datetime) -> bytes:
    """Return the files as a ZIP archive, in their order, all of the same day: the same files make the same bytes."""
    day = max(dated.year, 1980), dated.month, dated.day, 0, 0, 0
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as opened:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, day)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            opened.writestr(entry, data)
    return whole.getvalue()
