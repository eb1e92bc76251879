"""Text -> its place in the alphabetical order of a language: the Unicode Collation Algorithm with CLDR's tailorings.

Croatian sorts Č behind C, Czech Ch behind H, Estonian Š and Z behind S. The rules are those of the ICU library that the
package of its bindings carries, so that two machines sort alike; what of a name counts in sorting is left to the caller.
"""

from functools import lru_cache

import icu

from factsheet_builder.languages.tags import babel_tag


@lru_cache(maxsize=64)
def _collator(tag: str) -> icu.Collator:
    """Return the collator of a locale; a language without rules of its own has those of the root."""
    return icu.Collator.createInstance(icu.Locale.forLanguageTag(babel_tag(tag)))


@lru_cache(maxsize=8192)
def sort_key(text: str, tag: str) -> bytes:
    """Return what ``text`` is sorted by in the locale ``tag``, by comparing bytes."""
    return bytes(_collator(tag).getSortKey(text))
