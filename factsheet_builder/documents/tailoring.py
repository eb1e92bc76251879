"""Factsheet × register × publication × localiser -> view: everything that a document says, selected, ordered and worded.

Official words pass through unchanged; what is made here (labels, lists of Parties, the overview) comes from the register
and from the locale's messages. How it looks is left to the templates.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import assert_never

from factsheet_builder.content import models
from factsheet_builder.content.parties import Party, Register
from factsheet_builder.content.passages import addressees_of, passages_of
from factsheet_builder.content.prose import parse_prose, plain_text
from factsheet_builder.content.publication import Publication
from factsheet_builder.documents.context import Context
from factsheet_builder.documents.flags import Flagged, Flags
from factsheet_builder.documents.general_glance import GeneralGlance
from factsheet_builder.documents.glance import Glance
from factsheet_builder.documents.imprint import Imprint
from factsheet_builder.documents.overview import tile_map
from factsheet_builder.documents.section_list import section_list
from factsheet_builder.documents.selection import Selection
from factsheet_builder.documents.table_shape import column_widths, is_tall, numeric_columns
from factsheet_builder.documents.title_block import title_block
from factsheet_builder.documents.trust import Trust
from factsheet_builder.documents.wording import Wording
from factsheet_builder.languages.isolation import without_isolates
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.reviews import State
from factsheet_builder.languages.tags import direction_of
from factsheet_builder.languages.translation import translate_factsheet, translate_publication, untranslated_words
from factsheet_builder.views.block_views import (
    BarView,
    BlockView,
    FigureView,
    ImageView,
    ItemView,
    ListView,
    ParagraphView,
    PracticeView,
    ProvisionParagraphView,
    ProvisionView,
    RecommendationView,
    RowView,
    SectionView,
    TableView,
    UntranslatedView,
)
from factsheet_builder.views.document_view import DocumentView, GeneralGlanceView, GlanceView, MastheadView
from factsheet_builder.views.spans import Span, Spans, shortened

_DEEPEST = 6
"""HTML and PDF know six levels of headings; deeper sections share the last."""


@dataclass(frozen=True, slots=True)
class Version:
    """A version for one Party: what the profile selected for it."""

    party: Party
    selection: Selection


def tailor(
    sheet: models.Factsheet,
    register: Register,
    publication: Publication,
    localiser: Localiser,
    version: Version | None = None,
) -> DocumentView:
    """Return the view of the general factsheet, or of its version for one Party; the content must have passed its checks.

    Raises:
        ContentError: the publication wants no document whose translation is not up to date.
    """
    return _Tailor(sheet, register, publication, localiser, version).document()


@dataclass
class _Tailor:
    """Words one document; ``words`` knows what passages need to know of each other."""

    source: models.Factsheet
    """The factsheet in the language that it was written in."""
    register: Register
    publication: Publication
    """As it was written, and in the locale from then on."""
    localiser: Localiser
    version: Version | None

    def __post_init__(self) -> None:
        of_publication = untranslated_words(self.publication, self.localiser)
        self.publication = translate_publication(self.publication, self.localiser)
        self.translated = translate_factsheet(self.source, self.localiser)
        self.sheet = self.translated.sheet
        self.trust = Trust(self.translated, self.localiser)
        own = self.version.party.code if self.version else ""
        self.words = Wording(self.source, self.translated, self.register, self.localiser, own)
        self.context = Context(
            self.source,
            self.sheet,
            self.register,
            self.publication,
            self.localiser,
            self.words.numbers,
            self.translated.in_source_language | of_publication,
        )

    def document(self) -> DocumentView:
        sheet, say = self.sheet, self.localiser.say
        kept = self.kept
        glance = self.glance()
        blocks = self.blocks(kept.blocks, 2)
        notes = sorted(kept.notes, key=lambda note: int(self.words.numbers[note.id]))
        running = self.context.line("short-title", sheet.short_title)
        title = say("Factsheet: {title}", title=running)
        title += f" – {self.version_for(self.version.party)}" if self.version else ""
        return DocumentView(
            template="factsheet.html",
            id=sheet.id,
            language=self.localiser.tag,
            direction=self.localiser.direction,
            title=without_isolates(title),
            author=self.publication.author,
            description=sheet.description,
            keywords=sheet.keywords,
            masthead=self.masthead(),
            running_title=running,
            folio=self.localiser.folio(),
            blocks=blocks,
            notes=tuple(self.words.note(note) for note in notes),
            imprint=Imprint(self.context, kept, self.words, self.trust).view(),
            glance=glance,
            contents=section_list(blocks, self.localiser),
        )

    @cached_property
    def kept(self) -> models.Factsheet:
        """What this document has of the factsheet, in its locale."""
        if self.version is None:
            return self.sheet
        return translate_factsheet(self.version.selection.sheet, self.localiser).sheet

    def version_for(self, party: Party) -> str:
        return self.localiser.say("Version for {party}", party=self.localiser.party_in_prose(party))

    def glance(self) -> GlanceView | GeneralGlanceView | None:
        """Return the first page: that of the version, or of the general factsheet where the publication has one."""
        if self.version:
            return Glance(self.context, self.kept, self.version.party, self.words.passage).view()
        if self.publication.first_page == "text":
            return None
        return GeneralGlance(self.context, self.words.passage).view()

    def flag(self, block: Flagged) -> str:
        """Return what the margin says of a passage that concerns the Party, or nothing."""
        if not self.version:
            return ""
        return Flags(self.context, self.version.party, self.version.selection).of(block)

    def masthead(self) -> MastheadView:
        version = self.version_for(self.version.party) if self.version else None
        draft = self.trust.draft(self.publication.translation.draft_below)
        return title_block(self.context, version, self.trust.notice(), draft)

    # Blocks

    def blocks(self, blocks: tuple[models.Block, ...], level: int) -> tuple[BlockView, ...]:
        """Return the views of blocks, those in a row that are not translated as one run."""
        found: list[BlockView] = []
        for is_untranslated, run in groupby(blocks, self._is_untranslated):
            views = tuple(self.block(block, min(level, _DEEPEST)) for block in run)
            if is_untranslated:
                views = (UntranslatedView(f"{views[0].id}.run", views),)
            found += views
        return tuple(found)

    def _is_untranslated(self, block: models.Block) -> bool:
        """Tell whether no passage of the block is translated; the mark of a section is that of its blocks."""
        names = () if isinstance(block, models.Section) else self._passages_by_block.get(block.id, ())
        return bool(names) and all(self.translated.state(name) is State.MISSING for name in names)

    @cached_property
    def _passages_by_block(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for passage in passages_of(self.source):
            if passage.block:
                found[passage.block.id] = (*found.get(passage.block.id, ()), passage.id)
        return found

    def block(self, block: models.Block, level: int) -> BlockView:
        match block:
            case models.Section():
                return self.section(block, level)
            case models.Paragraph():
                leads = block.id in self._leading
                spans, mark = self.words.passage(block.id, block.text), self.trust.mark(block.id)
                return ParagraphView(block.id, block.number, spans, leads, self.flag(block), mark)
            case models.ListBlock():
                return self.list_block(block, level)
            case models.Provision():
                return self.provision(block, level)
            case models.Practice():
                return self.practice(block, level)
            case models.Recommendation():
                return self.recommendation(block, level)
            case models.Figure():
                return self.figure(block, level)
            case models.Table():
                return self.table(block)
            case models.TileMap():
                return tile_map(block, self.context, level)
            case _:
                assert_never(block)

    def section(self, block: models.Section, level: int) -> SectionView:
        name = f"{block.id}.title"
        title, mark = self.words.passage(name, block.title), self.trust.mark(name)
        bookmark = " ".join(filter(None, [block.number, plain_text(parse_prose(block.title))]))
        short = block.short_title and self.context.line(f"{block.id}.short-title", block.short_title)
        running = short or self.context.line(name, shortened(bookmark, models.MOST_IN_HEAD))
        inner = self.blocks(block.blocks, level + 1)
        return SectionView(
            block.id, level, block.number, title, self.context.line(name, bookmark), running, inner, mark
        )

    def list_block(self, block: models.ListBlock, level: int) -> ListView:
        items = tuple(
            ItemView(
                f"{block.id}.{index}",
                self.words.passage(f"{block.id}.{index}", item.text),
                self.blocks(item.blocks, level),
            )
            for index, item in enumerate(block.items, 1)
        )
        mark = self.trust.mark(*(item.id for item in items))
        return ListView(block.id, block.marker, block.marker not in {"bullet", "dash"}, items, mark)

    def provision(self, block: models.Provision, level: int) -> ProvisionView:
        paragraphs = []
        for index, paragraph in enumerate(block.paragraphs, 1):
            name = f"{block.id}.{index}"
            items = tuple(
                ItemView(f"{name}.{i}", self.words.spans(text), ()) for i, text in enumerate(paragraph.items, 1)
            )
            paragraphs.append(ProvisionParagraphView(name, paragraph.number, self.words.spans(paragraph.text), items))
        passage = f"{block.id}.title"
        bookmark = self.context.line(passage, f"{block.label} – {block.title}")
        language = self.source.language if passage in self.translated.in_source_language else ""
        return ProvisionView(
            block.id,
            level,
            f"{block.label} –",
            block.title,
            bookmark,
            tuple(paragraphs),
            state=self.trust.mark_of_provision((passage,)),
            language=language,
            direction=direction_of(language) if language else "",
        )

    def practice(self, block: models.Practice, level: int) -> PracticeView:
        name = self.localiser.party_name(self.register.by_code[block.party])
        label = self.localiser.say("Promising practice")
        is_own = self.version is not None and block.id in self.version.selection.flagged
        names = [f"{block.id}.{number}" for number in range(1, len(block.paragraphs) + 1)]
        paragraphs = tuple(map(self.words.passage, names, block.paragraphs))
        title = without_isolates(self.localiser.say("{label}: {words}", label=label, words=name))
        return PracticeView(block.id, level, name, label, name, paragraphs, is_own, self.trust.mark(*names), title)

    def recommendation(self, block: models.Recommendation, level: int) -> RecommendationView:
        urgency = next(urgency for urgency in self.sheet.round.urgencies if urgency.level == block.urgency)
        named = addressees_of(self.sheet, block)
        addressed = self.addressed(block, len(named))
        verb = self.context.line(f"urgency.{block.urgency}", urgency.verb)
        passage = f"{block.id}.text"
        spans, flag, mark = self.words.passage(passage, block.text, named), self.flag(block), self.trust.mark(passage)
        return RecommendationView(
            block.id, level, verb, urgency.mark, addressed, f"{block.id} {verb}", spans, flag, mark
        )

    def addressed(self, block: models.Recommendation, named: int) -> Spans:
        """Return who is addressed in a few words; where a note lists them, a link to it."""
        words = self.localiser.count("{number} Party named", "{number} Parties named", named)
        match block.addressees:
            case models.OpenPhrase(phrase=phrase):
                return (Span("words", self.context.line(f"{block.id}.addressees", phrase)),)
            case models.NamedInNote(note=note):
                label = self.localiser.say("{words}: go to the list", words=words)
                return (Span("link", spans=(Span("words", words),), address=f"#note-{note}", label=label),)
            case models.NamedInSentence():
                return (Span("words", words),)
            case _:
                assert_never(block.addressees)

    def figure(self, block: models.Figure, level: int) -> FigureView:
        line = self.context.line
        title = self.words.passage(f"{block.id}.title", block.title)
        bookmark = line(f"{block.id}.title", plain_text(parse_prose(block.title)))
        mark = self.trust.mark(*(f"{block.id}.{part}" for part in ("title", "alternative", "unit")))
        match block.content:
            case models.UnavailableData():
                return FigureView(block.id, level, title, bookmark, mark, is_unavailable=True)
            case models.Image(file=file, alternative=alternative):
                image = ImageView(file, line(f"{block.id}.alternative", alternative))
                return FigureView(block.id, level, title, bookmark, mark, image=image)
            case models.Bars(unit=unit, values=values):
                longest = max(value.value for value in values) or 1.0
                bars = tuple(
                    BarView(
                        line(f"{block.id}.value.{i}", value.label),
                        self.localiser.number(value.value),
                        round(100 * value.value / longest, 2),
                    )
                    for i, value in enumerate(values, 1)
                )
                return FigureView(
                    block.id, level, title, bookmark, mark, unit=line(f"{block.id}.unit", unit), bars=bars
                )
            case _:
                assert_never(block.content)

    def table(self, block: models.Table) -> TableView:
        columns = tuple(self.words.passage(f"{block.id}.column.{i}", text) for i, text in enumerate(block.columns, 1))
        rows = tuple(self.row(f"{block.id}.row.{i}", row) for i, row in enumerate(block.rows, 1))
        names = self._passages_by_block.get(block.id, ())
        title = self.words.passage(f"{block.id}.title", block.title)
        widths = column_widths(_words_of(block.columns), [_words_of((row.heading, *row.cells)) for row in block.rows])
        numeric = numeric_columns([_words_of((row.heading, *row.cells)) for row in block.rows])
        return TableView(block.id, title, columns, rows, self.trust.mark(*names), widths, numeric)

    def row(self, name: str, row: models.TableRow) -> RowView:
        cells = tuple(self.words.passage(f"{name}.{i}", cell) for i, cell in enumerate(row.cells, 1))
        return RowView(self.words.passage(name, row.heading), cells, is_tall(_words_of((row.heading, *row.cells))))

    @cached_property
    def _leading(self) -> frozenset[str]:
        """Passages that lead to what follows: in the source, since languages end sentences differently."""
        texts = ((passage.id, plain_text(parse_prose(passage.text))) for passage in passages_of(self.source))
        return frozenset(name for name, text in texts if text.rstrip().endswith(":"))


def _words_of(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(plain_text(parse_prose(text)) for text in texts)
