"""Glossary <-> TBX, the exchange format of terminology programs: ISO 30042:2019, dialect TBX-Basic, style DCA.

A concept is a term; of each language the preferred terms are its words, admitted ones further forms, deprecated ones those
to avoid. Files in style DCT are read, too. A concept is known by its id, or else by its English. What comes back may change
words of other languages and bring new terms; the English and the level of urgency of a term stay as the project has them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import ValidationError

from factsheet_builder.content.findings import finding
from factsheet_builder.content.glossary import Glossary, Term, Wording
from factsheet_builder.content.reading.shape_problems import problem_in_words
from factsheet_builder.errors import ContentError, Diagnostic, Place, Severity
from factsheet_builder.languages.exchange.tree import (
    Element,
    add,
    descendants,
    line_of,
    name_of,
    namespace_of,
    new_element,
    parse_xml,
    refuse_long_units,
    to_bytes,
)
from factsheet_builder.languages.tags import name_of_language
from factsheet_builder.project import SOURCE_LOCALE

_SPACE: Final = "urn:iso:std:iso:30042:ed-2"
_SPACES: Final = "urn:iso:std:iso:30042:ed"
"""How the namespace begins; drafts and programs of the standard's circle write other editions."""
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_URGENCY: Final = "level of urgency: "
_STATUSES: Final = tuple(f"{kind}Term-admn-sts" for kind in ("preferred", "admitted", "deprecated", "superseded"))
_PREFERRED, _ADMITTED, _DEPRECATED, _SUPERSEDED = _STATUSES
_REVIEWED: Final = "reviewed"


def write_tbx(glossary: Glossary, content: str = SOURCE_LOCALE) -> bytes:
    """Return the glossary, whose terms are in ``content``, as a TBX file in UTF-8: the same bytes for the same glossary.

    Raises:
        ContentError: a word has a character that XML cannot hold.
    """
    root = new_element(f"{{{_SPACE}}}tbx", {"type": "TBX-Basic", "style": "dca", _LANGUAGE: content}, {None: _SPACE})
    source = add(add(add(root, "tbxHeader"), "fileDesc"), "sourceDesc")
    add(source, "p", text="The glossary of the factsheets.")
    body = add(add(root, "text"), "body")
    for term in glossary.terms:
        try:
            _write_concept(body, term, content)
        except ValueError as error:
            place = Place("data/glossary.yaml", passage=term.id)
            raise ContentError.of("xml", "A word has a character that XML cannot hold.", "Delete it.", place) from error
    return to_bytes(root, frozenset())


def _write_concept(body: Element, term: Term, content: str) -> None:
    concept = add(body, "conceptEntry", {"id": term.id})
    if term.urgency:
        add(concept, "descrip", {"type": "subjectField"}, f"{_URGENCY}{term.urgency}")
    english = add(concept, "langSec", {_LANGUAGE: content})
    if term.definition:
        add(english, "descrip", {"type": "definition"}, term.definition)
    _write_terms(english, (term.term,), _PREFERRED)
    _write_terms(english, term.forms, _ADMITTED)
    for tag, wording in term.languages.items():
        section = add(concept, "langSec", {_LANGUAGE: tag})
        if wording.note:
            add(section, "note", text=wording.note)
        for words, status in ((wording.words, _PREFERRED), (wording.forms, _ADMITTED), (wording.avoid, _DEPRECATED)):
            _write_terms(section, words, status, is_reviewed=wording.status == _REVIEWED)


def _write_terms(section: Element, words: Iterable[str], status: str, *, is_reviewed: bool = False) -> None:
    for word in words:
        entry = add(section, "termSec")
        add(entry, "term", text=word)
        add(entry, "termNote", {"type": "administrativeStatus"}, status)
        if is_reviewed:
            add(entry, "admin", {"type": "projectSubset"}, _REVIEWED)


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of a TBX file as a term, and where it stands."""

    term: Term
    place: Place


def read_tbx(data: bytes, file: str, content: str = SOURCE_LOCALE) -> tuple[Concept, ...]:
    """Return the concepts of a TBX file, in order; ``file`` is what users know it as, ``content`` our own language.

    Raises:
        ContentError: it is no TBX that can be read, or a concept of it is not valid; carries every problem.
    """
    root = parse_xml(data, file)
    if name_of(root) == "martif":
        what, remedy = "This is TBX of version 2 (“martif”).", "Export it as TBX version 3 (ISO 30042:2019), TBX-Basic."
        raise ContentError.of("tbx-version", what, remedy, Place(file, line_of(root), 1))
    if name_of(root) != "tbx" or not namespace_of(root).startswith(_SPACES):
        what = f"This is no TBX file: it begins with “{name_of(root)}”."
        raise ContentError.of("not-tbx", what, "Export it as TBX version 3, TBX-Basic.", Place(file, line_of(root), 1))
    found: list[Diagnostic] = []
    concepts: list[Concept] = []
    elements = list(descendants(root, "conceptEntry"))
    refuse_long_units(elements, "concepts", file)
    for element in elements:
        place = Place(file, line_of(element), 1, element.get("id", ""))
        try:
            concepts.append(Concept(Term.model_validate(_term_data(element, content)), place))
        except ValidationError as error:
            found += [problem_in_words(details, Term, place) for details in error.errors(include_url=False)]
        except ValueError as error:
            found.append(finding("tbx", place, f"{error}.", "Correct the concept in the terminology program."))
    found += _twice(concepts)
    if not concepts and not found:
        found.append(finding("tbx", Place(file), "The file has no concept.", "Export it again."))
    if found:
        raise ContentError(found)
    return tuple(concepts)


def _twice(concepts: list[Concept]) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for concept in concepts:
        if concept.term.id in seen:
            what = f"A second concept has the id “{concept.term.id}”."
            yield finding("tbx", concept.place, what, "Give each concept an id of its own.")
        seen.add(concept.term.id)


def _term_data(concept: Element, content: str) -> dict[str, Any]:
    """Return a concept as data of a term; raises ``ValueError`` in words where it has nothing in our language."""
    sections = {_tag(child): child for child in concept if name_of(child) == "langSec"}
    language = name_of_language(content, SOURCE_LOCALE)
    if content not in sections:
        raise ValueError(f"The concept has no {language} term")
    english = _wording_data(sections.pop(content))
    words: list[str] = [*english["words"], *english["forms"]]
    if not words:
        raise ValueError(f"The concept has no {language} term")
    fields = [text for kind, text in _categories(concept) if kind == "subjectField" and text.startswith(_URGENCY)]
    definitions = [*_definitions(concept), english["definition"]]
    return {
        "id": concept.get("id") or _identifier(words[0]),
        "term": words[0],
        "forms": words[1:],
        "urgency": fields[0].removeprefix(_URGENCY) if fields else None,
        "definition": next(filter(None, definitions), None),
        "languages": {tag: _wording(_wording_data(section)) for tag, section in sections.items()},
    }


def _wording(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != "definition"}


def _identifier(term: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", term.lower()))


def _tag(section: Element) -> str:
    """Return the language of a section as BCP 47 writes it."""
    language, *rest = re.split("[-_]", section.get(_LANGUAGE, ""))
    return "-".join([language.lower(), *(part.title() if len(part) == 4 else part.upper() for part in rest)])


def _wording_data(section: Element) -> dict[str, Any]:
    by_status: dict[str, list[str]] = {status: [] for status in _STATUSES}
    notes, is_reviewed = [text for kind, text in _categories(section) if kind == "note"], False
    for entry in section:
        if name_of(entry) != "termSec":
            continue
        about = list(_categories(entry))
        words = [text for kind, text in about if kind == "term"]
        status = next((text for kind, text in about if kind == "administrativeStatus"), _PREFERRED)
        if status not in by_status:
            raise ValueError(f"“{status}” is no status of a term")
        by_status[status] += filter(None, words)
        is_reviewed = is_reviewed or ("projectSubset", _REVIEWED) in about
        notes += [text for kind, text in about if kind == "note"]
    return {
        "words": by_status[_PREFERRED] or by_status[_ADMITTED][:1],
        "forms": by_status[_ADMITTED][0 if by_status[_PREFERRED] else 1 :],
        "avoid": [*by_status[_DEPRECATED], *by_status[_SUPERSEDED]],
        "note": " ".join(notes) or None,
        "status": _REVIEWED if is_reviewed else "working",
        "definition": next(_definitions(section), None),
    }


def _definitions(element: Element) -> Iterator[str]:
    return (text for kind, text in _categories(element) if kind == "definition")


_CARRIERS: Final = frozenset({"descrip", "termNote", "admin", "transac", "ref", "xref"})
_GROUPS: Final = frozenset({"descripGrp", "termNoteGrp", "adminGrp"})


def _categories(element: Element) -> Iterator[tuple[str, str]]:
    """Yield data category and text of what is said of an element: by attribute in style DCA, by name in style DCT."""
    for child in element:
        name = name_of(child)
        if name in _GROUPS:
            yield from _categories(child)
        elif name not in {"langSec", "termSec"}:
            text = re.sub(r"(?<!\s)\s*[\r\n\t]\s*", " ", "".join(child.itertext())).strip(" ")
            yield child.get("type", "") if name in _CARRIERS else name, text


@dataclass(slots=True)
class Merged:
    """A glossary after an import: what was taken, in words, and what was refused or needs a look."""

    glossary: Glossary
    taken: list[str] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)


def merge_concepts(glossary: Glossary, concepts: Iterable[Concept]) -> Merged:
    """Return the glossary with the words of the concepts; a concept that is refused changes nothing."""
    merged = Merged(glossary)
    terms = {term.id: term for term in glossary.terms}
    for concept in concepts:
        by_english = {term.term: term for term in terms.values()}
        known = terms.get(concept.term.id) or by_english.get(concept.term.term)
        if known is None:
            if problem := _refused_level(concept, None, terms):
                merged.problems.append(problem)
                continue
            terms[concept.term.id] = concept.term
            merged.taken.append(f"{concept.term.id}: a new term, “{concept.term.term}”")
        elif problem := _refused_level(concept, known, terms):
            merged.problems.append(problem)
        else:
            terms[known.id] = _with_words(known, concept, merged)
    merged.glossary = Glossary(terms=tuple(terms.values()))
    return merged


def _refused_level(concept: Concept, known: Term | None, terms: dict[str, Term]) -> Diagnostic | None:
    """Return why a concept cannot be taken: levels of urgency are the project's, each of one term."""
    level = concept.term.urgency
    owner = next((term.id for term in terms.values() if term.urgency == level), "")
    if level is None or (known and known.urgency == level) or (known is None and not owner):
        return None
    what = f"“{concept.term.term}” comes with the level of urgency “{level}”, which " + (
        f"is that of “{owner}”." if owner else "it does not have here."
    )
    return finding(
        "tbx-level", concept.place, what, "Change levels in data/glossary.yaml itself; nothing of it was taken."
    )


def _with_words(known: Term, concept: Concept, merged: Merged) -> Term:
    """Return the known term with the words of the concept; the English stays."""
    if concept.term.term != known.term:
        what = f"The original “{concept.term.term}” was not taken: here it is “{known.term}”."
        merged.problems.append(
            finding("tbx-english", concept.place, what, "Change it in the glossary.", Severity.WARNING)
        )
    languages = dict(known.languages)
    for tag, wording in concept.term.languages.items():
        before = languages.get(tag)
        if before == wording:
            continue
        languages[tag] = wording
        merged.taken.append(f"{known.id}, {tag}: {_listed(before)} → {_listed(wording)}")
        if known.urgency and before and before.words != wording.words:
            what = f"The word of the level of urgency “{known.urgency}” has changed in the language “{tag}”."
            remedy = "See that it is as strong as the original; recommendations have to use it from now on."
            merged.problems.append(finding("level-word-changed", concept.place, what, remedy, Severity.WARNING))
    return Term.model_validate({**known.model_dump(), "languages": {k: v.model_dump() for k, v in languages.items()}})


def _listed(wording: Wording | None) -> str:
    if wording is None:
        return "nothing"
    return ", ".join([*wording.words, *(f"({form})" for form in wording.forms)])
