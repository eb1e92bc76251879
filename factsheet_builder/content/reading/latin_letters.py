"""Words in any script -> the same in plain small Latin letters, for ids; the only door to ICU's transliteration."""

import unicodedata
from functools import lru_cache
from typing import Any


@lru_cache(maxsize=1)
def _transliterator() -> Any:  # noqa: ANN401 - the bindings are not typed
    import icu  # loaded on demand: most texts need no more than what the standard library does

    return icu.Transliterator.createInstance("Any-Latin; Latin-ASCII; Lower")


def in_latin_letters(words: str) -> str:
    """Return the words in small letters from a to z and whatever else ASCII has; what has no such form is left out."""
    plain = words if words.isascii() else str(_transliterator().transliterate(words))
    return unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode().lower()
