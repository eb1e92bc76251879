"""How a translation is written: spaces, quotation marks, ends and length, by the habits of its language. Warnings.

What translators call false friends is in here too: a text that is the same as the English.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from babel import Locale

from factsheet_builder.content.findings import Findings, finding
from factsheet_builder.errors import Severity
from factsheet_builder.languages.messages import PARTIES
from factsheet_builder.languages.rules.pairs import Pair, Rule, Standard, without_addresses
from factsheet_builder.languages.rules.quotation import quotation_marks
from factsheet_builder.languages.tags import babel_tag, is_known_tag


def _warning(code: str, pair: Pair, what: str, remedy: str) -> Findings:
    yield finding(code, pair.place, what, remedy, Severity.WARNING)


def same_as_source(pair: Pair, standard: Standard) -> Findings:
    """Find texts that are the English ones; names, acronyms and single words of a language in Latin letters may be."""
    is_latin = _is_latin(pair.english) and _writes_latin(standard.tag)
    words = re.findall(r"[^\W\d_]+", without_addresses(pair.english))
    # An acronym is no word to translate, nor is a pattern as of a date; a title all in capitals is.
    is_title = pair.english.isupper() and (len(words) > 1 or len(pair.english) > _LONG_ACRONYM)
    translatable = [word for word in words if len(set(word)) > 1 and (is_title or not word.isupper())]
    is_name = pair.message.domain == PARTIES or (len(translatable) < 2 and is_latin) or not translatable
    if pair.text == pair.source and not is_name:
        yield from _warning("same-as-source", pair, "The translation is the original.", "Translate it, or empty it.")


_LONG_ACRONYM: Final = 6


@lru_cache
def _writes_latin(tag: str) -> bool:
    """Tell whether a locale writes in Latin letters: by the name that it has for itself."""
    return not is_known_tag(tag) or _is_latin(str(Locale.parse(babel_tag(tag), sep="-").get_display_name() or ""))


def _is_latin(text: str) -> bool:
    return all(unicodedata.name(letter, "").startswith("LATIN") for letter in text if letter.isalpha())


_SPACES: Final = " \u00a0\u202f\u2009"
_DOUBLED: Final = re.compile(rf"[{_SPACES}]{{2,}}")


def spaces(pair: Pair, standard: Standard) -> Findings:
    """Find doubled spaces, and spaces at the start or end that the English has not."""
    del standard
    if _DOUBLED.search(pair.words):
        yield from _warning("spaces", pair, "Two spaces stand side by side.", "Leave one.")
    for is_at, where in ((str.startswith, "starts"), (str.endswith, "ends")):
        ends = tuple(_SPACES + "\n\t")
        if is_at(pair.text, ends) and not is_at(pair.source, ends):
            yield from _warning("spaces", pair, f"The translation {where} with a space.", "Delete it.")


_QUOTES: Final = frozenset('"“”„‟«»‹›‚‘「」『』')
"""Marks that are hardly ever anything else; ’ is the apostrophe, too."""


def quotes(pair: Pair, standard: Standard) -> Findings:
    """Find quotation marks that are not those of the language, and such that do not pair."""
    marks = standard.quotes or quotation_marks(standard.tag)
    if not marks:
        return
    text = without_addresses(pair.words)
    choice = f"{marks[0]}…{marks[1]}" + (f", inside them {marks[2]}…{marks[3]}" if marks[2:] else "")
    if wrong := sorted({mark for mark in text if mark in _QUOTES and mark not in marks}):
        what = f"The quotation marks {' '.join(wrong)} are not those of this language."
        yield from _warning("quotes", pair, what, f"It has {choice}.")
    elif not _pair_up(text, marks):
        yield from _warning("quotes", pair, "A quotation is not closed, or closed twice.", f"Write {choice}.")


def _pair_up(text: str, marks: tuple[str, ...]) -> bool:
    """Tell whether every quotation that opens is closed; an apostrophe closes nothing."""
    expected: list[str] = []
    closing = dict(zip(marks[::2], marks[1::2], strict=True))
    for mark in text:
        if expected and mark == expected[-1]:
            expected.pop()
        elif mark in closing:
            expected.append(closing[mark])
        elif mark in marks and mark != "’":
            return False
    return not expected


_WIDE: Final = "\u00a0"
_NARROW: Final = "\u202f"
_FRENCH: Final = (
    (
        re.compile(rf"(?<![{_NARROW}?!…])[;!?](?![;!?])"),
        "a narrow space that does not break before ; ! and ?",
        "U+202F",
    ),
    (re.compile(rf"(?<![{_WIDE}\d]):(?!\d)"), "a space that does not break before :", "U+00A0"),
    (re.compile(rf"«(?!{_WIDE})|(?<!{_WIDE})»"), "a space that does not break inside « »", "U+00A0"),
)
"""The rules of the Imprimerie nationale; a time, as in 24:00, has none."""
_CANADIAN: Final = _FRENCH[1:]
_SPACE_BEFORE: Final = re.compile(rf"(?<=[^\s{_SPACES}])[{_SPACES}]+([,;:!?.،؛؟](?![.\w])|[)\]])")
_SPACE_BEFORE_STOP: Final = re.compile(rf"(?<=[^\s{_SPACES}])[{_SPACES}]+([,.](?![.\w])|[)\]])")


def punctuation_spaces(pair: Pair, standard: Standard) -> Findings:
    """Find spaces that French owes before ; : ! ? and inside « », none of which breaks, and spaces that none has."""
    is_french = standard.language == "fr"
    text = without_addresses(pair.words)
    for pattern, owed, space in (_CANADIAN if standard.tag == "fr-CA" else _FRENCH) if is_french else ():
        if pattern.search(text):
            yield from _warning("spacing", pair, f"French has {owed}.", f"Put {space} there.")
    if match := (_SPACE_BEFORE_STOP if is_french else _SPACE_BEFORE).search(text):
        yield from _warning("spacing", pair, f"A space stands before “{match[1]}”.", "Delete it.")


_ENDS: Final = {
    **dict.fromkeys(".。．։।۔", "a full stop"),
    **dict.fromkeys(",،、", "a comma"),
    **dict.fromkeys(";؛；", "a semicolon"),
    **dict.fromkeys(":：", "a colon"),
    **dict.fromkeys("?؟？", "a question mark"),
    **dict.fromkeys("!！", "an exclamation mark"),
    "…": "an ellipsis",
    **dict.fromkeys("–—-", "a dash"),
}
_CLOSERS: Final = "\"“”„«»‹›’‘'」』)]" + _SPACES


def ends(pair: Pair, standard: Standard) -> Findings:
    """Find texts that end otherwise than the English: with another kind of mark, or with one where it has none."""
    wanted, found = _end(pair.english, ""), _end(pair.words, standard.language)
    if wanted != found and not (wanted == "" and _may_have(found, pair)):
        what = f"The original ends with {wanted or 'no mark'}, the translation with {found or 'none'}."
        yield from _warning("end", pair, what, "End it alike, with the marks of the language.")


def _may_have(mark: str, pair: Pair) -> bool:
    """Tell whether a translation may end with a mark though the English has none."""
    match mark:
        case "a full stop":  # of an abbreviation, as the one for “see” in many languages
            return re.search(r"(?<!\w)\w{1,4}\.$", pair.words) is not None
        case "a colon":  # a language with cases sets the name that follows apart
            return pair.is_label
        case "a semicolon" | "a comma":  # “and” is part of the next word in some languages
            return re.search(rf"{';' if mark == 'a semicolon' else ','} (?:and|or)$", pair.english) is not None
        case _:
            return False


def _end(text: str, language: str) -> str:
    last = text.rstrip(_CLOSERS)[-1:]
    return "a question mark" if (language, last) == ("el", ";") else _ENDS.get(last, "")


_LONG: Final = 40
_VERY_LONG: Final = 200
_LENGTHS: Final = {
    "ar": (0.4, 0.83, 1.4),
    "fr": (0.5, 1.14, 1.8),
    "ja": (0.15, 0.4, 0.9),
    "ka": (0.6, 1.12, 1.9),
    "ko": (0.25, 0.5, 1.1),
    "uk": (0.6, 1.02, 1.7),
    "zh": (0.12, 0.3, 0.8),
}
"""Shortest, usual and longest translation as shares of the English.

Measured for ar, fr, ka and uk on the translations that ship (87 texts of 40 letters and more), with a margin.
"""
_OTHER_LENGTHS: Final = (0.5, 1.0, 2.0)


def length(pair: Pair, standard: Standard) -> Findings:
    """Find translations of long texts that are so short or long that something is missing or stands there twice."""
    size = len(pair.english)
    if size < _LONG:
        return
    low, usual, high = _LENGTHS.get(standard.language, _OTHER_LENGTHS)
    if size > _VERY_LONG:  # the longer a text, the nearer it is to the usual
        low, high = (low * usual) ** 0.5, (high * usual) ** 0.5
    if not low <= len(pair.words) / size <= high:
        what = f"The translation has {len(pair.words)} letters, the original {size}."
        yield from _warning("length", pair, what, "See whether something is missing, or stands there twice.")


RULES: Final[tuple[Rule, ...]] = (same_as_source, spaces, quotes, punctuation_spaces, ends, length)
