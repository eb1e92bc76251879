"""A language -> its forms by number as a PO header has them: CLDR's rules for whole numbers, in gettext's notation.

CLDR also has categories for fractions and for millions in short, as the French “many”; no message of ours counts those, and
gettext's programs have no form for them.
"""

import re
from functools import lru_cache
from gettext import c2py
from typing import Final

from babel import Locale
from babel.messages.plurals import get_plural
from babel.plural import PluralRule, to_gettext

from factsheet_builder.languages.tags import babel_tag

_CATEGORIES: Final = ("zero", "one", "two", "few", "many")
_COUNTED: Final = range(1001)
_HEADER: Final = re.compile(r"nplurals=(\d+); plural=(.+?);?$")


@lru_cache(maxsize=128)
def plural_forms_of(tag: str) -> tuple[int, str]:
    """Return how many forms a language has, and the expression by which gettext finds the one for ``n``.

    The expression is the usual one of gettext's programs where that says the same.
    """
    usual = get_plural(babel_tag(tag).replace("-", "_"))
    count, expression = _by_cldr(tag)
    if _table(int(usual.num_plurals), usual.plural_expr) == _table(count, expression):
        return int(usual.num_plurals), str(usual.plural_expr)
    return count, expression


def _by_cldr(tag: str) -> tuple[int, str]:
    rule = Locale.parse(babel_tag(tag), sep="-").plural_form
    met = {rule(number) for number in _COUNTED}
    kept = {category: text for category, text in rule.rules.items() if category in met}
    if "other" not in met:  # it is for fractions: what is last takes its place
        del kept[max(kept, key=_CATEGORIES.index)]
    match = _HEADER.match(to_gettext(PluralRule(kept)))
    if match is None:  # pragma: no cover - Babel writes no other form
        raise ValueError(tag)
    return int(match[1]), match[2]


def _table(count: int, expression: str) -> tuple[int, list[int]]:
    find = c2py(expression)
    return count, [find(number) for number in _COUNTED]
