"""Quotation marks by language: those of CLDR 45 (``delimiters``), which Babel does not carry.

Four marks: opening and closing, then those of a quotation in a quotation. A language that is not here is not judged by which
marks it uses, until its ``locale.yaml`` names them under ``quotes``.
"""

from typing import Final

_ENGLISH: Final = "“”‘’"
_GERMAN: Final = "„“‚‘"
_ANGLES: Final = "«»“”"

_MARKS: Final = {
    "ar": "”“’‘",
    "az": _ENGLISH,
    "be": "«»„“",
    "bg": "„“’’",
    "bs": "„”‘’",
    "ca": _ANGLES,
    "cs": _GERMAN,
    "de": _GERMAN,
    "de-CH": "«»‹›",
    "el": _ANGLES,
    "en": _ENGLISH,
    "es": _ANGLES,
    "fa": "«»‹›",
    "fr": "«»«»",
    "fr-CA": "«»”“",
    "fr-CH": "«»‹›",
    "ga": _ENGLISH,
    "hr": "„”‚’",
    "hu": "„”»«",
    "hy": "«»«»",
    "is": _GERMAN,
    "it": _ANGLES,
    "it-CH": "«»‹›",
    "ja": "「」『』",
    "ka": "„“«»",
    "kk": _ENGLISH,
    "ko": _ENGLISH,
    "lt": "„“„“",
    "mk": _GERMAN,
    "mt": _ENGLISH,
    "nl": _ENGLISH,
    "pl": "„”«»",
    "pt": _ENGLISH,
    "pt-PT": _ANGLES,
    "ro": "„”«»",
    "ru": "«»„“",
    "sk": _GERMAN,
    "sl": _GERMAN,
    "tr": _ENGLISH,
    "uk": "«»„“",
    "zh": _ENGLISH,
}


def quotation_marks(tag: str) -> tuple[str, ...]:
    """Return the four marks of a locale, those of its language where it has none of its own; empty where not known."""
    return tuple(_MARKS.get(tag) or _MARKS.get(tag.partition("-")[0], ""))
