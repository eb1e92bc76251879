"""Factsheet × catalog -> the factsheet in a locale, and for each passage how far its translation can be trusted.

Only words are replaced, each at its own place: structure, lists of Parties, ids and addresses are those of the source by
construction. Quoted articles are never translated: a locale supplies their official text, or the source's stands. What a
reader is told about a passage that is not up to date is left to tailoring.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from factsheet_builder.content.data_tables.data_words import spread
from factsheet_builder.content.fields import Model
from factsheet_builder.content.locale_settings import OfficialArticle
from factsheet_builder.content.models import Factsheet, Provision
from factsheet_builder.content.passages import Path, blocks_of
from factsheet_builder.content.publication import Publication
from factsheet_builder.content.reading.shape_problems import problem_in_words
from factsheet_builder.errors import ContentError, Diagnostic, Place, Severity
from factsheet_builder.languages.catalogs import Translation
from factsheet_builder.languages.codes import CodesError, from_codes
from factsheet_builder.languages.keeping.likeness import is_same_sentence
from factsheet_builder.languages.localiser import Localiser
from factsheet_builder.languages.messages import Message, messages_of_factsheet, messages_of_publication
from factsheet_builder.languages.reviews import RANKS, State

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many passages of a factsheet there are, and how far they are translated.

    Each is either translated, or stale, or missing: one whose English has changed since is not translated.
    """

    total: int
    translated: int
    """From the present English, those that were reviewed included."""
    stale: int
    """From an earlier English."""
    reviewed: int

    @property
    def missing(self) -> int:
        """How many have no translation at all."""
        return self.total - self.translated - self.stale


@dataclass(frozen=True, slots=True)
class Vouched:
    """What stands behind a whole translation."""

    state: State
    """``REVIEWED`` or ``APPROVED``: the least of all passages."""
    names: tuple[str, ...]
    """Who reviewed or approved passages, as far as it is known."""


@dataclass(frozen=True)
class Translated:
    """A factsheet in a locale; by id of the passage, which are not up to date and which are in the source's language."""

    sheet: Factsheet
    states: Mapping[str, State]
    """Of the passages whose translation is stale or missing, by their ids."""
    in_source_language: frozenset[str]
    """Ids of the passages that are printed in the language of the source, official text not supplied included."""
    coverage: Coverage | None = None
    """``None`` where nothing was translated: the locale is that of the source."""
    is_reviewed: bool = True
    """Whether the whole translation has been reviewed."""
    vouched: Vouched | None = None
    """Who vouches for every passage of it, where that is so."""

    def state(self, passage: str) -> State | None:
        """Return the state of a passage that is stale or missing, otherwise ``None``."""
        return self.states.get(passage)


@lru_cache(maxsize=256)
def translate_factsheet(sheet: Factsheet, localiser: Localiser) -> Translated:
    """Return ``sheet`` in the locale of ``localiser``; the source itself where it needs no translation.

    Raises:
        ContentError: the policy of the publication blocks it, or a translation cannot be put in its place.
    """
    if localiser.tag == sheet.language:
        return Translated(sheet, {}, frozenset())
    messages = messages_of_factsheet(sheet)
    chosen = {message.id: _chosen(message, localiser) for message in messages if not message.is_locked}
    _refuse_blocked(messages, chosen, localiser)
    texts, official = dict(_texts(messages, chosen)), dict(_official(sheet, localiser))
    states = {name: choice.translation.state for name, choice in chosen.items() if not choice.is_current}
    in_source = {name for name, choice in chosen.items() if not choice.is_translated}
    in_source |= {message.id for message in messages if message.is_locked and message.path not in official}
    made = _replaced(sheet, {**texts, **official}, {message.path: message for message in messages}, localiser)
    made = spread(sheet, made)
    return Translated(
        made,
        states,
        frozenset(in_source),
        _coverage([choice.translation.state for choice in chosen.values()]),
        localiser.is_reviewed,
        _vouched(list(chosen.values())),
    )


def translate_publication(publication: Publication, localiser: Localiser) -> Publication:
    """Return the publication in the locale; words without a translation stay as they are.

    Raises as ``translate_factsheet``.
    """
    if not localiser.catalogs or localiser.tag == publication.language:
        return publication
    messages = messages_of_publication(publication)
    chosen = {message.id: _chosen(message, localiser) for message in messages}
    return _replaced(publication, dict(_texts(messages, chosen)), {m.path: m for m in messages}, localiser)


def untranslated_words(publication: Publication, localiser: Localiser) -> frozenset[str]:
    """Return the ids of the publication's messages that are printed in the language of the source."""
    if not localiser.catalogs or localiser.tag == publication.language:
        return frozenset()
    messages = messages_of_publication(publication)
    return frozenset(message.id for message in messages if not _chosen(message, localiser).is_translated)


@dataclass(frozen=True, slots=True)
class _Choice:
    """What is printed for a message."""

    translation: Translation
    is_translated: bool
    text: str
    """With inline marks, where the message may have them."""
    problem: Diagnostic | None = None

    @property
    def is_current(self) -> bool:
        return self.translation.state.is_current


def _chosen(message: Message, localiser: Localiser) -> _Choice:
    source = message.prose or message.source
    translation = localiser.translation(message)
    is_old_refused = translation.state is State.STALE and (
        localiser.policy.stale == "print-source" or not is_same_sentence(message.source, translation.source)
    )
    if translation.state is State.MISSING or is_old_refused:
        return _Choice(translation, False, source)
    try:
        text = from_codes(translation.text, message.prose) if message.prose else translation.text
    except CodesError as error:
        if translation.state is State.STALE:  # its codes are those of the old English
            return _Choice(translation, False, source)
        what = f"The codes of this translation are broken: {error}."
        remedy = "Correct it in the translation program; the codes are those of the original."
        problem = Diagnostic(Severity.ERROR, "codes", what, remedy, localiser.place(message))
        return _Choice(translation, False, source, problem)
    return _Choice(translation, True, text)


def _refuse_blocked(messages: tuple[Message, ...], chosen: Mapping[str, _Choice], localiser: Localiser) -> None:
    """Raise where a translation is broken, or the policy wants none printed that is stale or missing."""
    blocked = {State.STALE: localiser.policy.stale, State.MISSING: localiser.policy.missing}
    found = [choice.problem for choice in chosen.values() if choice.problem]
    for message in messages:
        choice = chosen.get(message.id)
        if choice and blocked.get(choice.translation.state) == "block":
            state = choice.translation.state
            what = f"The translation of “{message.id}” is {state}, and data/publication.yaml blocks the PDF then."
            remedy = "Translate it, or change the policy under “translation”."
            found.append(Diagnostic(Severity.ERROR, f"translation-{state}", what, remedy, localiser.place(message)))
    found += _not_vouched_for(messages, chosen, localiser)
    if found:
        raise ContentError(found)


def _not_vouched_for(
    messages: tuple[Message, ...], chosen: Mapping[str, _Choice], localiser: Localiser
) -> Iterator[Diagnostic]:
    """Yield the passages that nobody has vouched for as far as the publication requires."""
    required = localiser.policy.require
    if required == "nothing":
        return
    for message in messages:
        choice = chosen.get(message.id)
        if choice and RANKS.index(choice.translation.state) < RANKS.index(State(required)):
            what = (
                f"“{message.id}” is {choice.translation.state}; data/publication.yaml requires that it is {required}."
            )
            remedy = "Read it against its English and run `factsheet messages review`, or change “require”."
            yield Diagnostic(Severity.ERROR, "not-vouched-for", what, remedy, localiser.place(message))


def _texts(messages: tuple[Message, ...], chosen: Mapping[str, _Choice]) -> Iterator[tuple[Path, str]]:
    for message in messages:
        choice = chosen.get(message.id)
        if choice and choice.is_translated:
            yield message.path, choice.text


def _coverage(states: list[State]) -> Coverage:
    reviewed = sum(state.is_vouched_for for state in states)
    return Coverage(len(states), states.count(State.TRANSLATED) + reviewed, states.count(State.STALE), reviewed)


def _vouched(chosen: Collection[_Choice]) -> Vouched | None:
    """Return who vouches for all passages, and for what at the least; nothing where one of them is nobody's."""
    states = [choice.translation.state for choice in chosen]
    if not states or not all(state.is_vouched_for for state in states):
        return None
    names = {choice.translation.review.who for choice in chosen if choice.translation.review} - {""}
    return Vouched(min(states, key=RANKS.index), tuple(sorted(names)))


_OFFICIAL_PLACE: Final = "locales/{tag}/provisions.yaml"


def _official(sheet: Factsheet, localiser: Localiser) -> Iterator[tuple[Path, str]]:
    """Yield path and official text for each passage of the articles that the locale supplies."""
    supplied = localiser.official.articles if localiser.official else {}
    for path, block in blocks_of(sheet):
        if isinstance(block, Provision) and (article := supplied.get(block.id)):
            yield from _official_article(path, block, article, localiser)


def _official_article(
    path: Path, block: Provision, article: OfficialArticle, localiser: Localiser
) -> Iterator[tuple[Path, str]]:
    places: list[Path] = []
    for index, paragraph in enumerate(block.paragraphs):
        places.append((*path, "paragraphs", index, "text"))
        places += [(*path, "paragraphs", index, "items", number) for number in range(len(paragraph.items))]
    if len(places) != len(article.paragraphs):
        what = (
            f"The factsheet quotes {len(places)} passages of {block.label}, but {len(article.paragraphs)} are supplied."
        )
        place = Place(f"data/{_OFFICIAL_PLACE.format(tag=localiser.tag)}", passage=block.id)
        raise ContentError.of("official-text", what, "Supply each paragraph and indent, in order.", place)
    yield (*path, "label"), article.label
    yield (*path, "title"), article.title
    yield from zip(places, article.paragraphs, strict=True)


_NOTHING: Final = {"kind": "paragraph", "id": "nothing", "text": "Nothing."}


def _replaced(model: M, texts: Mapping[Path, str], messages: Mapping[Path, Message], localiser: Localiser) -> M:
    """Return a copy of ``model`` with other texts at the given places."""
    if not texts:
        return model
    data = model.model_dump(mode="json", exclude_defaults=True)
    for path, text in texts.items():
        _put(data, path, text)
    # A version for a Party of which nothing is said has no blocks, which no file may be without.
    is_bare = data.get("blocks") == []
    if is_bare:
        data["blocks"] = [_NOTHING]
    try:
        made = type(model).model_validate(data)
        return made.model_copy(update={"blocks": ()}) if is_bare else made
    except ValidationError as error:
        found = []
        for details in error.errors(include_url=False):
            path = tuple(step for step in details["loc"] if step in _steps(messages))
            message = next((m for p, m in messages.items() if p == path), None)
            place = localiser.place(message) if message else Place(passage=".".join(map(str, path)))
            found.append(problem_in_words(details, type(model), place, path))
        raise ContentError(found) from None


def _steps(messages: Mapping[Path, Message]) -> set[str | int]:
    return {step for path in messages for step in path}


def _put(data: Any, path: Path, text: str) -> None:  # noqa: ANN401
    for step in path[:-1]:
        data = data[step]
    data[path[-1]] = text
