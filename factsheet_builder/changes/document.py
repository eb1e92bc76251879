"""Comparison × Localiser -> the view of a document for delegations: what changed at a glance, then passage by passage.

How it looks is left to the templates, the same for paper and for browsers.
"""

from factsheet_builder.changes.change_findings import Comparison, Finding, Group
from factsheet_builder.changes.change_wording import Wording
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.views.block_views import BlockView, ParagraphView, SectionView
from factsheet_builder.views.document_view import DocumentView, MastheadView
from factsheet_builder.views.spans import Span, Spans
from factsheet_builder.views.table_views import RowView, TableView


def change_document(comparison: Comparison, wording: Wording, author: str) -> DocumentView:
    """Return the view of all that changed; a comparison that found nothing says so."""
    return _Document(comparison, wording, author).view()


class _Document:
    def __init__(self, comparison: Comparison, wording: Wording, author: str) -> None:
        self._comparison, self._wording, self._author = comparison, wording, author
        self._localiser, self._say = wording.localiser, wording.localiser.say

    def view(self) -> DocumentView:
        title = self._say("Changes from {old} to {new}", old=self._comparison.old, new=self._comparison.new)
        return DocumentView(
            template="changes.html",
            id="changes",
            language=self._localiser.tag,
            direction=self._localiser.direction,
            title=title,
            author=self._author,
            description=self._say("What changed between two versions, passage by passage"),
            keywords=(),
            masthead=self.masthead(),
            running_title=title,
            folio=self._localiser.folio(),
            blocks=(self.summary(), *(self.group(group) for group in self._comparison.groups if group.findings)),
            notes=(),
            imprint=None,
        )

    def masthead(self) -> MastheadView:
        sheets = [group for group in self._comparison.groups if group.chapter]
        one = sheets[0] if len(sheets) == 1 else None
        return MastheadView(
            chapter_label=self._say("Chapter") if one else self._say("Compared"),
            chapter=one.chapter if one else str(len(sheets) or len(self._comparison.groups)),
            label=self._say("CHANGES"),
            title=one.title if one else self._say("All that changed"),
            lead_in=None,
            theme=None,
            emblem=None,
            version=self._say("From {old} to {new}", old=self._comparison.old, new=self._comparison.new),
        )

    def summary(self) -> BlockView:
        rows = [
            RowView(self.link(group, finding), (_words(self._wording.verdict(finding)),))
            for group in self._comparison.groups
            for finding in group.findings
        ]
        if not rows:
            nothing = ParagraphView("nothing", None, _words(self._say("The two versions say the same.")), False)
            return _section("summary", self._say("At a glance"), (nothing,))
        how = self._say(
            "Words that were added are underlined, words that were removed are struck through; “added:” or "
            "“removed:” stands before them. A name in square brackets stands for the call of the note of that name. What is "
            "not named here is as it was."
        )
        columns = (_words(self._say("Passage")), _words(self._say("What became of it")))
        table = TableView("changed", _words(self.count(len(rows))), columns, tuple(rows))
        return _section("summary", self._say("At a glance"), (ParagraphView("how", None, _words(how), False), table))

    def count(self, number: int) -> str:
        return self._localiser.count("{number} passage changed", "{number} passages changed", number)

    def link(self, group: Group, finding: Finding) -> Spans:
        title = self._wording.title(finding)
        return (Span("link", spans=_words(title), address=f"#{anchor(group, finding)}", label=title),)

    def group(self, group: Group) -> BlockView:
        title = title_of(group, self._localiser)
        views = tuple(self._wording.view(finding, anchor(group, finding)) for finding in group.findings)
        return _section(f"group.{group.name}", title, views)


def title_of(group: Group, localiser: Localiser) -> str:
    """Return what the findings of a group stand under."""
    known = {"parties": localiser.say("Register of States"), "manifest": localiser.say("Delivered files")}
    return known.get(group.name) or group.title or group.name


def anchor(group: Group, finding: Finding) -> str:
    """Return the anchor of a finding in its document."""
    safe = "".join(letter if letter.isalnum() or letter in ".-" else "-" for letter in finding.passage)
    return f"{group.name}.{finding.kind}.{safe}"


def _words(text: str) -> Spans:
    return (Span("words", text),)


def _section(name: str, title: str, blocks: tuple[BlockView, ...]) -> SectionView:
    return SectionView(name, 2, None, _words(title), title, title, blocks)
