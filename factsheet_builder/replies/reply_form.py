"""Factsheet × Party × Localiser -> the view of a reply form: what the Party is asked, and fields for what it answers.

It asks about each recommendation that names the Party or is open to all, one page each, and about no other. The official
words are those of the general factsheet, without their calls of notes. How fields look and what the PDF says of them is
left to the templates and to ``typesetting``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from factsheet_builder.content.addressing import addressees_of, phrases_of
from factsheet_builder.content.models import Factsheet, NamedInNote, NamedInSentence, Recommendation, UpdateNote
from factsheet_builder.content.parties import Party, Register
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.content.publication import Publication
from factsheet_builder.documents.tailoring import tailor
from factsheet_builder.documents.wording import divide
from factsheet_builder.languages.isolation import without_isolates
from factsheet_builder.languages.labels import words_of
from factsheet_builder.languages.localiser import Localiser, Name, begin_sentence
from factsheet_builder.replies.reply_names import CONTACT, GENERAL, FieldName, FormKey, Part, Status
from factsheet_builder.views.block_views import BlockView, ListView, ParagraphView, SectionView, UntranslatedView
from factsheet_builder.views.boxed_views import RecommendationView
from factsheet_builder.views.document_view import DocumentView, ImprintView
from factsheet_builder.views.form_view import Control, FieldGroupView, FieldView, OptionView
from factsheet_builder.views.spans import Span, Spans, without_links
from factsheet_builder.views.table_views import RowView, TableView

_CONTROLS: Final[dict[Part, Control]] = {Part.STATUS: "choice", Part.MEASURES: "lines", Part.REMARKS: "lines"}


def reply_form(
    sheet: Factsheet, register: Register, publication: Publication, localiser: Localiser, party: Party
) -> DocumentView:
    """Return the view of the reply form of ``party``; the content must have passed its checks.

    A Party that no recommendation names is asked about the open ones.
    """
    own = localiser.with_words(words_of(publication))
    general = tailor(sheet, register, publication, own)
    return _Form(sheet, general, register, publication, own, party).document()


def asked_of(sheet: Factsheet, party: str, register: Register) -> tuple[Recommendation, ...]:
    """Return the recommendations that address the Party of that code or are open, in the order of the text."""
    recommendations = [block for _, block in blocks_of(sheet) if isinstance(block, Recommendation)]
    return tuple(
        block for block in recommendations if phrases_of(block) or party in addressees_of(sheet, block, register)
    )


@dataclass(frozen=True, slots=True)
class _Form:
    """Words one form; ``general`` is the view of the general factsheet, whose passages are taken as they are."""

    sheet: Factsheet
    general: DocumentView
    register: Register
    publication: Publication
    localiser: Localiser
    party: Party

    def document(self) -> DocumentView:
        say, title, name = self.localiser.say, self.general.running_title, self.localiser.party_name(self.party)
        label = say("Reply form")
        masthead = self.general.masthead.relabelled(say("REPLY FORM"), say("Reply of {party}", party=self.in_prose))
        asked = asked_of(self.sheet, self.party.code, self.register)
        return replace(
            self.general,
            template="reply-form.html",
            id=f"reply.{self.sheet.id}.{self.party.code}",
            title=without_isolates(say("Reply form: {title} – {party}", title=title, party=name)),
            description=without_isolates(
                say("Reply form of {party} to the recommendations on: {title}", title=title, party=self.in_prose)
            ),
            masthead=masthead,
            glance=None,
            contents=None,
            running_title=f"{label} – {name}",
            blocks=(self.introduction(asked), *map(self.question, asked)),
            notes=(),
            endnotes=None,
            imprint=self.imprint(),
        )

    def imprint(self) -> ImprintView | None:
        """Return the imprint of the factsheet without its remark on a mark of links that a form does not have."""
        general = self.general.imprint
        return replace(general, title=self.localiser.say("About this form"), remark=()) if general else None

    @property
    def in_prose(self) -> Name:
        return self.localiser.party_in_prose(self.party)

    @property
    def adopted(self) -> str:
        return self.localiser.date_in_words(self.sheet.round.adopted)

    # Passages

    def introduction(self, asked: tuple[Recommendation, ...]) -> BlockView:
        say = self.localiser.say
        texts = (
            self.what_it_asks(),
            say(
                "Each recommendation has a page of its own, so that different authorities can answer. What has nothing to "
                "report stays empty. Texts may be longer than their field shows: the field scrolls."
            ),
            self.return_address(),
        )
        paragraphs = [
            ParagraphView(f"about.{number}", None, divide(text, self.localiser), False)
            for number, text in enumerate(texts, 1)
        ]
        title = say("How to reply")
        return _section("about", title, (*paragraphs, *self.overview(asked), *self.on_all()))

    def what_it_asks(self) -> str:
        if self.sheet.about:
            return self.localiser.say(
                "This form is for {party}. It asks about each recommendation of this document that is addressed to {party} "
                "or names no State, as adopted on {date}.",
                party=self.in_prose,
                date=self.adopted,
            )
        return self.localiser.say(
            "This form is for {party}. It asks about each recommendation on this theme that names {party} or names no State, "
            "as adopted on {date}.",
            party=self.in_prose,
            date=self.adopted,
        )

    def return_address(self) -> str:
        if not self.publication.contact:
            return self.localiser.say("Save the filled form and return it to the secretariat that sent it.")
        return self.localiser.say(
            "Save the filled form and return it to {contact}, alone or inside the pack.",
            contact=self.publication.contact,
        )

    def overview(self, asked: tuple[Recommendation, ...]) -> Iterator[BlockView]:
        """Yield the table of what is asked, each row with a link to its page; nothing where nothing is asked."""
        say = self.localiser.say
        if not asked:
            yield _paragraph(
                "asked", say("No recommendation on this theme names {party} or is open.", party=self.in_prose)
            )
            return
        has_tags = any(view.tags.words for view in map(self.recommendation, asked))
        rows = tuple(
            RowView(self.link_to(view), (*((_words(view.tags.words),) if has_tags else ()), view.addressed))
            for view in map(self.recommendation, asked)
        )
        head = say("Urgency") if self.sheet.round.urgencies else say("Priority")
        tags = (_words(head),) if has_tags else ()
        columns = (_words(say("Recommendation")), *tags, _words(say("Who is addressed")))
        yield TableView("asked", _words(say("What this form asks about")), columns, rows)

    def link_to(self, view: RecommendationView) -> Spans:
        label = self.localiser.say("Reply on {id}", id=view.number)
        return (Span("link", spans=_words(view.number), address=f"#reply.{view.id}", label=label),)

    def recommendation(self, block: Recommendation) -> RecommendationView:
        """Return the box as the general factsheet has it, but for the calls of notes and for who is addressed."""
        printed = {view.id: view for view in _recommendations(self.general.blocks)}[block.id]
        addressed = without_links(printed.addressed)
        # Only a plain list is counted; a group, a phrase or the State that the document is about is said as it is.
        is_list = isinstance(block.addressees, NamedInNote | NamedInSentence)
        named = len(addressees_of(self.sheet, block, self.register)) if is_list else 0
        if named == 1:
            addressed = _words(begin_sentence(self.localiser.say("{party} is named", party=self.in_prose)))
        elif named:
            words = self.localiser.say("{party} and {others}", party=self.in_prose, others=self.others(named))
            addressed = _words(begin_sentence(words))
        parts = unmarked(printed.blocks)
        return replace(printed, level=3, addressed=addressed, spans=without_marks(printed.spans), blocks=parts)

    def others(self, named: int) -> str:
        return self.localiser.count("{number} other State named", "{number} other States named", named - 1)

    def question(self, block: Recommendation) -> BlockView:
        title = self.localiser.say("Recommendation {id}", id=block.called)
        received = tuple(self.received(block))
        return _section(f"reply.{block.id}", title, (self.recommendation(block), *received, self.answer(block)))

    def received(self, block: Recommendation) -> Iterator[BlockView]:
        """Yield what the general factsheet has received from or about this Party on the recommendation."""
        for note in self.sheet.notes:
            if isinstance(note, UpdateNote) and (note.party, note.recommendation) == (self.party.code, block.id):
                lead = Span("strong", spans=_words(self.localiser.say("Received since then:")))
                spans = (lead, Span("words", " "), *without_marks(self.general.note_by_key[note.id].spans))
                yield ParagraphView(f"received.{note.id}", None, spans, False)

    # Fields

    def answer(self, block: Recommendation) -> FieldGroupView:
        legend = self.localiser.say("Reply of {party} on {id}", party=self.in_prose, id=block.called)
        parts = [part for part in Part if part is not Part.REMARKS and part not in CONTACT]
        return FieldGroupView(f"answer.{block.id}", legend, tuple(self.field(block.id, part) for part in parts))

    def on_all(self) -> Iterator[FieldGroupView]:
        """Yield what is asked once, on the first page: whom to ask, and what there is to say on all of it."""
        legend = self.localiser.say("Contact of {party} on all of this", party=self.in_prose)
        yield FieldGroupView("answer.contact", legend, tuple(self.field(GENERAL, part) for part in CONTACT))
        legend = self.localiser.say("Remarks of {party} on all of this", party=self.in_prose)
        yield FieldGroupView("answer.general", legend, (self.field(GENERAL, Part.REMARKS),))

    def field(self, recommendation: str, part: Part) -> FieldView:
        form = FormKey(self.sheet.id, self.sheet.round.adopted, self.party.code, self.localiser.tag)
        label, hint = self.words_of(part)
        return FieldView(
            id=f"{recommendation}.{part}",
            name=str(FieldName(form, recommendation, part)),
            label=label,
            hint=hint,
            tooltip=f"{label} ({hint})" if hint else label,
            control=_CONTROLS.get(part, "line"),
            options=self.options() if part is Part.STATUS else (),
        )

    def words_of(self, part: Part) -> tuple[str, str]:
        """Return the label of a field, and how to fill it."""
        say = self.localiser.say
        in_full = say("in any language, of any length")
        return {
            Part.STATUS: (say("Status"), self.localiser.offer(tuple(self.choices().values()))),
            Part.MEASURES: (
                say("Measures taken or planned since {date}", date=self.adopted),
                in_full,
            ),
            Part.DATE: (say("Date of the measures"), say("YYYY-MM-DD")),
            Part.REFERENCE: (say("Reference or link"), ""),
            Part.CONTACT_NAME: (say("Contact: name"), ""),
            Part.CONTACT_EMAIL: (say("Contact: e-mail"), ""),
            Part.REMARKS: (say("Remarks"), in_full),
        }[part]

    def options(self) -> tuple[OptionView, ...]:
        untouched = OptionView(Status.NOT_ANSWERED, self.localiser.say("not answered"), True)
        return (untouched, *(OptionView(value, label, False) for value, label in self.choices().items()))

    def choices(self) -> dict[Status, str]:
        say = self.localiser.say
        return {
            Status.TAKEN: say("measures taken"),
            Status.PLANNED: say("measures planned"),
            Status.NO_CHANGE: say("no change"),
        }


def without_marks(spans: Spans) -> Spans:
    """Return ``spans`` without calls of notes, links inside the factsheet, and the mark of links that lead nowhere."""
    kept: list[Span] = []
    for span in spans:
        inner = without_marks(span.spans)
        if span.kind == "link" and span.address.startswith("#"):
            kept.extend(without_marks(span.unpaged or span.spans))
        elif span.kind == "unknown-link":
            kept.extend(inner)
        elif span.kind != "call":
            kept.append(replace(span, spans=inner))
    return tuple(kept)


def unmarked(blocks: tuple[BlockView, ...]) -> tuple[BlockView, ...]:
    """Return paragraphs and lists that follow a recommendation in the same way, without flags and states."""
    return tuple(map(_unmarked, blocks))


def _unmarked(block: BlockView) -> BlockView:
    match block:
        case ParagraphView():
            return replace(block, spans=without_marks(block.spans), flag="")
        case ListView(items=items):
            done = (replace(i, spans=without_marks(i.spans), blocks=unmarked(i.blocks)) for i in items)
            return replace(block, items=tuple(done))
        case UntranslatedView():
            return replace(block, blocks=unmarked(block.blocks))
        case _:
            return block


def _recommendations(blocks: tuple[BlockView, ...]) -> Iterator[RecommendationView]:
    for block in blocks:
        if isinstance(block, RecommendationView):
            yield block
        elif isinstance(block, SectionView | UntranslatedView):
            yield from _recommendations(block.blocks)
        elif isinstance(block, ListView):
            for item in block.items:
                yield from _recommendations(item.blocks)


def _words(text: str) -> Spans:
    return (Span("words", text),)


def _paragraph(name: str, text: str) -> ParagraphView:
    return ParagraphView(name, None, _words(text), False)


def _section(name: str, title: str, blocks: tuple[BlockView, ...]) -> SectionView:
    return SectionView(name, 2, None, _words(title), title, title, blocks)
