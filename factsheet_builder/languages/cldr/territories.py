"""A Party × a language -> the name that CLDR has for its territory, as a proposal to translators.

CLDR's names are those of daily use, not those of the treaty body: a proposal is never printed before a translator has taken
it, and says where the two differ in English or the name has changed.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from babel import Locale
from babel.core import UnknownLocaleError

from factsheet_builder.content.parties import Party
from factsheet_builder.languages.tags import PSEUDO
from factsheet_builder.project import SOURCE_LOCALE

FROM_CLDR: Final = "proposed by CLDR, not reviewed"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Words that a translation may begin from, whose they are and what to mind; both empty where there is none."""

    words: str = ""
    remark: str = ""


NO_PROPOSAL: Final = Proposal()


def territory_proposal(party: Party, name: str, tag: str, source: str = SOURCE_LOCALE) -> Proposal:
    """Return the name of the Party's territory in ``tag``; ``name`` is its newest one in the register, in ``source``."""
    proposed = _territory(party.alpha2, tag) if tag and tag not in PSEUDO else ""
    if not proposed:
        return NO_PROPOSAL
    theirs = _territory(party.alpha2, source)
    remark = FROM_CLDR
    if theirs != name:
        remark += f"; the register says “{name}”, CLDR “{theirs}” in {_in_words(source)}: make it the register's"
    if any(len(forms) > 1 for forms in party.names.values()):
        remark += "; the name has changed: make sure that this is the newest one"
    return Proposal(proposed, remark)


def _in_words(tag: str) -> str:
    return str(Locale.parse(tag, sep="-").get_display_name(SOURCE_LOCALE) or tag)


@lru_cache(maxsize=4096)
def _territory(alpha2: str, tag: str) -> str:
    try:
        return str(Locale.parse(tag, sep="-").territories.get(alpha2, ""))
    except (UnknownLocaleError, ValueError):
        return ""
