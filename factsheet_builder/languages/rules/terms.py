"""Words that a translation has to use: the guard on the force of recommendations, and the glossary's terms."""

import re
from functools import lru_cache
from typing import Final

from factsheet_builder.content.findings import Findings, finding, quoted
from factsheet_builder.content.glossary import Term
from factsheet_builder.errors import Severity
from factsheet_builder.languages.codes import plain_words
from factsheet_builder.languages.localiser import fold
from factsheet_builder.languages.rules.pairs import Pair, Rule, Standard

_BOLD: Final = re.compile(r"<b>(.*?)</b>", re.DOTALL)


def urgency(pair: Pair, standard: Standard) -> Findings:
    """Find a recommendation whose bold word, or a level whose word, is not the glossary's for its level of urgency.

    The level is that of the recommendation now, whatever English was translated. A stale translation is not spared: a
    page that prints it would say how strongly the body speaks, and say it wrong.
    """
    level = pair.message.urgency
    if not level:
        return
    words = standard.glossary.level_words(level, standard.tag)
    if not words:
        what = (
            f"The glossary has no word for the level of urgency “{level}” in this language, but it is translated here."
        )
        remedy = (
            f"Add to data/glossary.yaml, at the term with “urgency: {level}”: languages: {standard.tag}: words: […]."
        )
        yield finding("glossary-level", pair.place, what, remedy)
        return
    found = [plain_words(match) for match in _BOLD.findall(pair.text)] if pair.has_codes else [pair.text]
    choice = " or ".join(f"“{word}”" for word in words)
    others = {word: other for other, said in standard.glossary.levels(standard.tag).items() for word in said}
    for word in found:
        if word not in words and word in others:
            what = f"“{word}” is the word of the level “{others[word]}”, but the level is “{level}”."
            yield finding("urgency-word", pair.place, what, f"Write {choice}: it says how strongly the body speaks.")
            return
    if not any(word in words for word in found):
        said = ", ".join(f"“{word}”" for word in found) or "nothing"
        what = f"The level is “{level}”, but {said} stands in bold."
        yield finding("urgency-word", pair.place, what, f"The glossary's word is {choice}, letter for letter.")


def terms(pair: Pair, standard: Standard) -> Findings:
    """Find terms of the English of which the translation has none of the glossary's words; and words to avoid."""
    text = fold(pair.words)
    for term in standard.glossary.terms:
        wording = term.wording(standard.tag)
        if wording is None or not stands_in(term, pair.english):
            continue
        said = [*wording.words, *wording.forms]
        if not any(fold(word) in text for word in said):
            what = f"The English says “{term.term}”, but none of the glossary's words for it stands here."
            yield finding("term", pair.place, what, f"The glossary has {quoted(said)}.", Severity.WARNING)
        for word in wording.avoid:
            if re.search(rf"\b{re.escape(fold(word))}\b", text):
                remedy = f"Write {quoted(wording.words)} for “{term.term}”."
                yield finding("term-avoided", pair.place, f"The glossary avoids “{word}”.", remedy, Severity.WARNING)


def stands_in(term: Term, english: str) -> bool:
    """Tell whether a text of the source has a term, in one of its forms."""
    return _finder((term.term, *term.forms)).search(english) is not None


@lru_cache(maxsize=1024)
def _finder(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds one of the words, each whole."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")


RULES: Final[tuple[Rule, ...]] = (urgency, terms)
