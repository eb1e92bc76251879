"""Views of the shipped factsheet and of its versions, made once; and what of a view or file may name other Parties."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.builds.drafts import selection
from factsheet_builder.builds.inputs import Content, load_content
from factsheet_builder.content.parties import Party
from factsheet_builder.content.party_data import party_data
from factsheet_builder.documents.block_wording.desk import Version
from factsheet_builder.documents.tailoring import tailor
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.project import Project
from factsheet_builder.views.block_views import BlockView, ParagraphView, SectionView
from factsheet_builder.views.boxed_views import PracticeView, RecommendationView
from factsheet_builder.views.document_view import DocumentView, GlanceView
from factsheet_builder.views.spans import Spans, plain

PROJECT = Project(Path(__file__).resolve().parents[2])
SHEET = "assistance-to-victims"


@cache
def content() -> Content:
    return load_content(PROJECT, SHEET)


PARTIES = tuple(party.code for party in content().common.register.parties)


def party(code: str) -> Party:
    return content().common.register.by_code[code]


@cache
def general() -> DocumentView:
    common = content().common
    return tailor(content().sheet, common.register, common.publication, Localiser("en"))


@cache
def version(code: str, profile: str = "full") -> DocumentView:
    common, owner = content().common, party(code)
    chosen = Version(owner, selection(content(), owner, profile))
    return tailor(content().sheet, common.register, common.publication, Localiser("en"), chosen)


def glance(code: str, profile: str = "full") -> GlanceView:
    found = version(code, profile).glance
    assert isinstance(found, GlanceView)
    return found


def blocks_in(blocks: Iterable[BlockView]) -> Iterator[BlockView]:
    """Yield every block, a section before what it holds."""
    for block in blocks:
        yield block
        if isinstance(block, SectionView):
            yield from blocks_in(block.blocks)


def flags(view: DocumentView) -> dict[str, str]:
    """Return the flags by the id of their passage, those that there are."""
    flagged = (ParagraphView, RecommendationView)
    return {b.id: b.flag for b in blocks_in(view.blocks) if isinstance(b, flagged) and b.flag}


def own_practices(view: DocumentView) -> list[str]:
    """Return the ids of the practices that stand out as those of the Party."""
    return [block.id for block in blocks_in(view.blocks) if isinstance(block, PracticeView) and block.is_own]


def strong_in(spans: Spans) -> list[str]:
    return [plain(span.spans) for span in spans if span.kind == "strong"]


# Leaks


def said_at_a_glance(view: GlanceView) -> Iterator[str]:
    """Yield the words of the page but for the tiles, whose codes name every Party."""
    yield from (view.title, view.lead, view.table_title, *view.table_columns, view.facts_title)
    for row in view.rows:
        yield from (row.id, row.tags.verb, plain(row.summary), row.addressed)
    for update in view.updates:
        yield from (plain(update.lead), plain(update.spans))
    yield from map(plain, view.facts)
    yield view.notice
    if view.map:
        yield from (view.map.title, view.map.alternative, *(state.label for state in view.map.states))


def bookmarks(view: DocumentView) -> list[str]:
    return [str(block.bookmark) for block in blocks_in(view.blocks) if hasattr(block, "bookmark")]


def names_of_others(code: str) -> list[str]:
    """Return the codes and all names of the Parties but one, in every language, those left out that it shares."""
    own = {form.name for forms in party(code).names.values() for form in forms}
    names = {other for other in PARTIES if other != code}
    for other in content().common.register.parties:
        if other.code != code:
            names |= {form.name for forms in other.names.values() for form in forms}
    return sorted(names - own)


def named_in(texts: Iterable[str], names: Iterable[str]) -> list[str]:
    text = "\n".join(texts)
    return [name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]


def leaks(code: str, view: DocumentView, path: str, data: str) -> dict[str, list[str]]:
    """Return, by place, the names of other Parties that a version has where it speaks of its own Party."""
    assert isinstance(view.glance, GlanceView)
    practices = [block for block in blocks_in(view.blocks) if isinstance(block, PracticeView) and block.is_own]
    general_bookmarks = bookmarks(general())
    own_masthead = [view.masthead.version or "", view.masthead.title, view.masthead.label or ""]
    places: dict[str, Iterable[str]] = {
        "at a glance": said_at_a_glance(view.glance),
        "flags": [*flags(view).values(), *(practice.party for practice in practices)],
        "file name": [path],
        "metadata": [view.title, view.author, view.description, *view.keywords],
        "bookmarks": [*own_masthead, *(mark for mark in bookmarks(view) if mark not in general_bookmarks)],
        "attachment": [data],
    }
    names = names_of_others(code)
    return {place: found for place, texts in places.items() if (found := named_in(texts, names))}


def path_of(code: str, kind: Kind = Kind.TAILORED, profile: str = "full") -> str:
    return str(Deliverable(SHEET, "en", kind, code, profile).path)


def data_of(code: str) -> str:
    return party_data(content().sheet, party(code), content().common.register).model_dump_json(exclude_none=True)
