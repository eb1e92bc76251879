"""Factsheet × register × publication × localiser -> view: everything that a document says, selected, ordered and worded.

Official words pass through unchanged; what is made here (labels, lists of Parties, the overview) comes from the register
and from the locale's messages. How it looks is left to the templates.
"""

from dataclasses import dataclass
from functools import cached_property

from factsheet_builder.content import models
from factsheet_builder.content.addressing import is_of_concern
from factsheet_builder.content.parties import Party, Register
from factsheet_builder.content.publication import Publication
from factsheet_builder.documents.block_wording.addressee_wording import AddresseeWording
from factsheet_builder.documents.block_wording.block_runs import block_views
from factsheet_builder.documents.block_wording.desk import Desk, Version
from factsheet_builder.documents.context import Context
from factsheet_builder.documents.finishing.endnotes import with_endnotes
from factsheet_builder.documents.finishing.live_links import with_live_links
from factsheet_builder.documents.general_glance import GeneralGlance
from factsheet_builder.documents.glance import Glance
from factsheet_builder.documents.imprint import Imprint
from factsheet_builder.documents.section_list import section_list
from factsheet_builder.documents.title_block import title_block
from factsheet_builder.documents.trust import Trust
from factsheet_builder.documents.wording import Wording
from factsheet_builder.languages.isolation import without_isolates
from factsheet_builder.languages.labels import words_of
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.translation import translate_factsheet, translate_publication, untranslated_words
from factsheet_builder.views.document_view import DocumentView, GeneralGlanceView, GlanceView, MastheadView


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
    own = localiser.with_words(words_of(publication))
    return _Tailor(sheet, register, publication, own, version).document()


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
        desk = Desk(self.context, self.words, self.trust, self.translated, self.version)
        blocks = block_views(desk, kept.blocks, 2)
        notes = sorted(kept.notes, key=lambda note: int(self.words.numbers[note.id]))
        running = self.context.line("short-title", sheet.short_title)
        title = say("Factsheet: {title}", title=running)
        title += f" – {self.version_for(self.version.party)}" if self.version else ""
        view = DocumentView(
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
            source_language=self.source.language,
        )
        view = with_live_links(view) if self.words.referred else view
        return with_endnotes(view, self.localiser) if sheet.notes_at == "end" else view

    @cached_property
    def kept(self) -> models.Factsheet:
        """What this document has of the factsheet, in its locale."""
        if self.version is None:
            return self.sheet
        return translate_factsheet(self.version.selection.sheet, self.localiser).sheet

    def version_for(self, party: Party) -> str:
        if not is_of_concern(self.sheet, party.code):
            subject = AddresseeWording(self.context).subject()
            name = self.localiser.party_in_prose(party)
            return self.localiser.say(
                "Version for {party}; the document is about {subject}", party=name, subject=subject
            )
        return self.localiser.say("Version for {party}", party=self.localiser.party_in_prose(party))

    def glance(self) -> GlanceView | GeneralGlanceView | None:
        """Return the first page: that of the version, or of the general factsheet where the publication has one."""
        if self.version:
            return Glance(self.context, self.kept, self.version.party, self.words.passage).view()
        if self.publication.first_page == "text":
            return None
        return GeneralGlance(self.context, self.words.passage).view()

    def masthead(self) -> MastheadView:
        version = self.version_for(self.version.party) if self.version else None
        draft = self.trust.draft(self.publication.translation.draft_below)
        return title_block(self.context, version, self.trust.notice(), draft)
