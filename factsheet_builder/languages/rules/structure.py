"""What would break a page or a sentence: codes, placeholders, markup, characters that are not text. Errors, all of them."""

import re
import string
import unicodedata
from collections.abc import Iterator
from typing import Final

from factsheet_builder.characters import drop_harmless, find_deceiving, name_character
from factsheet_builder.content.checks.foreign_markup import find_markup
from factsheet_builder.content.findings import Findings, finding
from factsheet_builder.content.prose import Link, every_span, parse_prose
from factsheet_builder.content.referring.page_clauses import without_page
from factsheet_builder.languages.codes import CodesError, from_codes
from factsheet_builder.languages.rules.pairs import Pair, Rule, Standard


def codes(pair: Pair, standard: Standard) -> Findings:
    """Find codes that are not those of the English; a stale translation has those of its own English."""
    del standard
    if not pair.has_codes or pair.is_stale:
        return
    try:
        prose = from_codes(pair.text, pair.message.prose)
    except CodesError as error:
        what = f"The codes of this translation are broken: {error}."
        yield finding(
            "codes", pair.place, what, "Correct it in the translation program; the codes are those of the original."
        )
        return
    links = (span for span in every_span(parse_prose(prose)) if isinstance(span, Link))
    if any(without_page(link.spans) is None for link in links):
        what = "A link names a page in words that cannot do without it, as they must where there are no pages."
        yield finding(
            "page-words", pair.place, what, "Put the page into brackets or behind a comma, as in the original."
        )


def placeholders(pair: Pair, standard: Standard) -> Findings:
    """Find ``{names}`` of a label that are missing, unknown, in a case that the locale has not, or malformed."""
    if not pair.is_label:
        return
    try:
        found = list(_fields(pair.text))
    except ValueError as error:
        what = f"The braces of this label are malformed: {error}."
        yield finding("placeholder", pair.place, what, "Keep {names} as in the original; write no other brace.")
        return
    known = {name for text in (pair.message.source, pair.message.plural) for name in _names(text)}
    owed = _names(pair.source) if not pair.message.plural else _names(pair.message.source) & _names(pair.message.plural)
    optional = {"number"} if pair.may_leave_number else set()
    for name in sorted(owed - optional - {name for name, _, _ in found}):
        what = f"The placeholder {{{name}}} of the original is missing."
        yield finding("placeholder", pair.place, what, f"Put {{{name}}} where its value belongs.")
    for name, case, rest in found:
        whole = "{" + name + (f".{case}" if case else "") + rest + "}"
        if rest or name not in known:
            remedy = f"The original has {', '.join(f'{{{name}}}' for name in sorted(known)) or 'none'}."
            yield finding("placeholder", pair.place, f"{whole} is no placeholder of this label.", remedy)
        elif case and case not in standard.cases:
            remedy = (
                f"The locale has: {', '.join(standard.cases)}."
                if standard.cases
                else "Write the plain name, or add the case to the locale's locale.yaml."
            )
            yield finding("placeholder", pair.place, f"{whole} asks for a case that this locale has not.", remedy)


def _fields(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield name, case and whatever else stands in each pair of braces; raises ``ValueError`` where they do not pair."""
    for _, name, spec, conversion in string.Formatter().parse(text):
        if name is not None:
            plain, _, case = name.partition(".")
            yield plain, case, (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "")


def _names(text: str) -> set[str]:
    return {name for name, _, _ in _fields(text)}


_MARKS: Final = re.compile(r"\*\*|__|\]\(|\[\^|\{addressees\}")


def markup(pair: Pair, standard: Standard) -> Findings:
    """Find markup of HTML, of templates or of the content's own files that the English does not have as plain words."""
    del standard
    words, english = pair.words if not pair.is_label else pair.text, pair.english if not pair.is_label else pair.source
    own = ((piece, "the source files") for piece in dict.fromkeys(_MARKS.findall(words)))
    for piece, kind in (*find_markup(words), *own):
        if piece not in english:
            what = f"“{piece[:40]}” is markup of {kind}; a reader would see it as it stands."
            yield finding("markup", pair.place, what, "Delete it; marks are the codes of the original, nothing else.")


_NEEDED: Final = frozenset("\u200c\u200d\u200e\u200f\u061c")
"""Invisible characters that good text may need: joiners and marks of direction. None of them turns other letters round."""


def characters(pair: Pair, standard: Standard) -> Findings:
    """Find characters that deceive a reader, by the one rule about them, and others that are no text."""
    del standard
    for name in find_deceiving(pair.text):
        what = f"The translation has {name}, which hides words or changes the order in which they are read."
        yield finding("characters", pair.place, what, "Delete it; names and numbers find their direction themselves.")
    for character in sorted(set(drop_harmless(pair.text))):
        is_odd = unicodedata.category(character) in {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
        if is_odd and character not in _NEEDED and not find_deceiving(character):
            yield finding("characters", pair.place, f"{name_character(character)} is no text.", "Delete it.")


RULES: Final[tuple[Rule, ...]] = (codes, placeholders, markup, characters)
