"""A factsheet × the boxes that are ticked -> the grid of Parties and recommendations, and each list as it will be printed.

Whoever is addressed in other words than a list is said in words. What may be saved is left to ``list_saving``.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from factsheet_builder.content.addressing import ways_of
from factsheet_builder.content.models import (
    Factsheet,
    NamedInNote,
    NamedInSentence,
    PartyListNote,
    Recommendation,
    Several,
)
from factsheet_builder.content.parties import Register
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.documents.block_wording.addressee_wording import AddresseeWording
from factsheet_builder.documents.context import Context
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.tags import direction_of
from factsheet_builder.project import Project
from factsheet_builder.studio.screens.party_screens.addressee_lists import (
    FigureChange,
    ListChange,
    faults_of,
    figures_of,
    lists_of,
    with_parties,
)
from factsheet_builder.studio.screens.party_screens.kept_content import KeptContent, kept_content
from factsheet_builder.views.spans import Spans, plain


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one language."""

    text: str
    language: str
    direction: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A recommendation as its tag shows it: what it is called, and its urgency in a word and a shape."""

    passage: str
    called: str
    urgency: str
    mark: str


@dataclass(frozen=True, slots=True)
class ListView:
    """One list: a column of the grid."""

    key: str
    name: str
    """What the recommendations that use it are called."""
    is_one_of_two: bool
    """Whether another list has the same name, so that where it stands has to be said."""
    tags: tuple[Tag, ...]
    note: str
    """The number of the note that it is; nothing where it stands in the sentence, or where no text calls the note."""
    was: str
    """Its codes in the file."""
    count: int
    said: tuple[Run, ...]
    """Its sentence as it will be printed."""
    besides: tuple[Run, ...]
    """Whom its recommendations address beside the list, in words."""
    added: str
    removed: str
    faults: str
    """Codes for which no box can stand; then the list is not set here."""

    @property
    def is_changed(self) -> bool:
        """Whether it is to be another list."""
        return bool(self.added or self.removed)


@dataclass(frozen=True, slots=True)
class BoxView:
    """A box of the grid."""

    list: ListView
    is_ticked: bool
    is_changed: bool


@dataclass(frozen=True, slots=True)
class RowView:
    """A Party with its boxes, in the order of the lists."""

    code: str
    name: str
    boxes: tuple[BoxView, ...]


@dataclass(frozen=True, slots=True)
class OtherView:
    """A recommendation that addresses nobody by a list."""

    tag: Tag
    said: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class GridView:
    """The lists of one factsheet."""

    factsheet: str
    title: str
    source: str
    """The language of the content."""
    locale: str
    rows: tuple[RowView, ...]
    lists: tuple[ListView, ...]
    others: tuple[OtherView, ...]
    groups: tuple[tuple[str, str], ...]
    """Groups of the register: id and name."""
    figures: tuple[FigureChange, ...]
    """Numbers on the first page that would have to follow the lists."""

    @property
    def is_changed(self) -> bool:
        """Whether a list is to be another one."""
        return any(one.is_changed for one in self.lists)


Ticks = Mapping[str, tuple[str, ...]]
"""The codes whose boxes are ticked, by the keys of lists; a list that is not named is as it is in the file."""


def grid_view(project: Project, name: str, locale: str, interface: str, ticks: Ticks) -> GridView:
    """Return the grid of a factsheet, lists said in ``locale`` and all else in the language of the ``interface``.

    Raises as ``kept_content``.
    """
    content = kept_content(project, name, locale)
    sheet, register, reader = content.sheet, content.register, Localiser(interface)
    say = _Saying(content, reader)
    changes = changes_of(content, ticks)
    lists = tuple(say.list(change) for change in changes)
    columns = [
        (view, set(change.parties), {*change.added, *change.removed})
        for view, change in zip(lists, changes, strict=True)
    ]
    rows = tuple(
        RowView(
            party.code,
            str(reader.party_name(party)),
            tuple(BoxView(view, party.code in ticked, party.code in changed) for view, ticked, changed in columns),
        )
        for party in reader.sort_parties(register.parties)
    )
    groups = tuple((group.id, str(reader.group_name(group))) for group in register.groups)
    others = tuple(OtherView(say.tag(block), say.in_words(block)) for block in _without_list(sheet))
    figures = figures_of(sheet, changes, register)
    return GridView(name, sheet.short_title, sheet.language, locale, rows, lists, others, groups, figures)


def changes_of(content: KeptContent, ticks: Ticks) -> tuple[ListChange, ...]:
    """Return what becomes of each list of a factsheet; those that no ticks are given for stay."""
    lists, source = lists_of(content.sheet), content.sheet.language
    return tuple(
        with_parties(one, ticks[one.key], content.register, source)
        if one.key in ticks and not faults_of(one, content.register)
        else ListChange(one, one.parties)
        for one in lists
    )


def _recommendations(sheet: Factsheet) -> dict[str, Recommendation]:
    return {block.id: block for _, block in blocks_of(sheet) if isinstance(block, Recommendation)}


def _without_list(sheet: Factsheet) -> Iterator[Recommendation]:
    listed = {user for one in lists_of(sheet) for user in one.used_by}
    yield from (block for name, block in _recommendations(sheet).items() if name not in listed)


class _Saying:
    """Says the lists of one factsheet in the locale, by what says them in documents."""

    def __init__(self, content: KeptContent, reader: Localiser) -> None:
        self._content, self._reader, self._wording = content, reader, content.wording
        self._recommendations = _recommendations(content.sheet)
        self._marks = {urgency.level: urgency.mark for urgency in content.sheet.round.urgencies}
        translated = self._wording.translated
        self._translated = _recommendations(translated.sheet)
        self._addressees = AddresseeWording(
            Context(
                content.sheet,
                translated.sheet,
                content.register,
                content.publication,
                self._wording.localiser,
                self._wording.numbers,
                translated.in_source_language,
            )
        )

    def list(self, change: ListChange) -> ListView:
        one, register = change.list, self._content.register
        users = [self._recommendations[user] for user in one.used_by]
        names = [user.called for user in users]
        besides = [run for user in users for run in self._runs(self._in_other_words(user.id))]
        namesakes = [other for other in lists_of(self._content.sheet) if other.used_by == one.used_by]
        return ListView(
            one.key,
            self._reader.join(names),
            len(namesakes) > 1,
            tuple(map(self.tag, users)),
            self._wording.numbers.get(one.note, "") if one.note else "",
            " ".join(one.parties),
            len(change.parties),
            self._runs(self._sentence(change)) if _is_known(change.parties, register) else (),
            tuple(besides),
            self._names(change.added),
            self._names(change.removed),
            " ".join(faults_of(one, register)),
        )

    def tag(self, block: Recommendation) -> Tag:
        return Tag(block.id, block.called, block.urgency or "", self._marks.get(block.urgency or "", ""))

    def in_words(self, block: Recommendation) -> tuple[Run, ...]:
        """Return who is addressed, as the tag in documents says it."""
        return self._runs(self._addressees.in_short(self._translated[block.id], has_links=False))

    def _in_other_words(self, name: str) -> Spans:
        """Return whom a recommendation addresses beside its lists."""
        block = self._translated[name]
        ways = tuple(way for way in ways_of(block) if not isinstance(way, NamedInNote | NamedInSentence))
        if not ways:
            return ()
        others = Several(kind="several", of=ways) if len(ways) > 1 else ways[0]
        return self._addressees.in_short(block.model_copy(update={"addressees": others}), has_links=False)

    def _sentence(self, change: ListChange) -> Spans:
        """Return the sentence that has the list: of a note, or the text of the recommendation."""
        one, wording = change.list, self._wording
        if not one.note:
            text = self._translated[one.used_by[0]].text
            named = change.parties
            for way in ways_of(self._recommendations[one.used_by[0]]):
                if isinstance(way, NamedInSentence) and way.parties != one.parties:
                    named = (*named, *way.parties)
            return wording.passage(f"{one.used_by[0]}.text", text, named, has_calls=False)
        if not change.parties or one.note not in wording.numbers:
            return wording.list_of(change.parties)
        return wording.note(PartyListNote(kind="parties", id=one.note, parties=change.parties)).spans

    def _runs(self, spans: Spans) -> tuple[Run, ...]:
        return tuple(_joined(_runs(spans, self._wording.localiser.tag)))

    def _names(self, codes: Iterable[str]) -> str:
        known = self._content.register.by_code
        parties = self._reader.sort_parties(known[code] for code in codes if code in known)
        return self._reader.join([str(self._reader.party_in_prose(party)) for party in parties]) if parties else ""


def _is_known(codes: Iterable[str], register: Register) -> bool:
    return all(code in register.by_code for code in codes)


def _runs(spans: Spans, language: str) -> Iterator[Run]:
    """Yield the words of spans, those of another language apart."""
    for span in spans:
        if span.kind == "call":
            continue
        own = span.language or language
        if span.spans:
            yield from _runs(span.spans, own)
        elif words := plain((span,)):
            yield Run(words, own, direction_of(own))


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield runs, those that follow each other in one language as one."""
    held: Run | None = None
    for run in runs:
        if held and held.language == run.language:
            held = Run(held.text + run.text, run.language, run.direction)
            continue
        if held:
            yield held
        held = run
    if held:
        yield held
