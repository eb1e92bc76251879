"""Parties that a text names: a translation names the same ones, in whatever case its language sets them."""

import re
from functools import lru_cache
from typing import Final

from factsheet_builder.content.findings import Findings, finding, quoted
from factsheet_builder.content.parties import Party, Register
from factsheet_builder.errors import Severity
from factsheet_builder.languages.localiser import Localiser, fold
from factsheet_builder.languages.messages import OF_PROGRAM, PARTIES
from factsheet_builder.languages.rules.pairs import Pair, PartyNames, Rule, Standard


def names_of(register: Register, localiser: Localiser) -> tuple[PartyNames, ...]:
    """Return the names of all Parties, in the order of the register."""
    source = localiser.source_language
    return tuple(PartyNames(_english(party, source), _local(party, localiser)) for party in register.parties)


def _english(party: Party, source: str) -> tuple[str, ...]:
    forms = party.names[party.language_for(source)]
    return tuple(dict.fromkeys(name for form in forms for name in (form.name, form.prose) if name))


def _local(party: Party, localiser: Localiser) -> tuple[str, ...]:
    days = [form.seen_from for forms in party.names.values() for form in forms]
    names = [str(name(party, day)) for day in days for name in (localiser.party_name, localiser.party_in_prose)]
    return tuple(dict.fromkeys(names))


def parties(pair: Pair, standard: Standard) -> Findings:
    """Find Parties that the English names and the translation does not, or the other way round; both is another Party."""
    if pair.message.domain in OF_PROGRAM | {PARTIES} or not standard.parties:
        return
    named = _found(tuple(names.english for names in standard.parties), pair.english)
    text = fold(pair.words)
    said = _found(tuple(tuple(map(fold, names.local)) for names in standard.parties), text)
    missing = [standard.parties[index].local[0] for index in sorted(named) if not _is_said(index, standard, text)]
    extra = [standard.parties[index].local[0] for index in sorted(said - named)]
    if missing and extra:
        what = f"The original names {quoted(missing)}, the translation {quoted(extra)}."
        yield finding("party", pair.place, what, "Name the Parties that the original names.")
    elif missing:
        what = f"The original names {quoted(missing)}, and it is not found here."
        remedy = "Name it as parties.po or the register does; another case is fine."
        yield finding("party-missing", pair.place, what, remedy, Severity.WARNING)
    elif extra:
        what = f"The translation names {quoted(extra)}, and the original does not."
        yield finding("party-extra", pair.place, what, "Name the Parties that the original names.", Severity.WARNING)


def _found(names: tuple[tuple[str, ...], ...], text: str) -> set[int]:
    """Return which Parties a text names by a name as it is listed; a name inside a longer one is that longer one."""
    finder, owners = _finder(names)
    return {owners[match[0]] for match in finder.finditer(text)}


@lru_cache(maxsize=32)
def _finder(names: tuple[tuple[str, ...], ...]) -> tuple[re.Pattern[str], dict[str, int]]:
    owners = {name: index for index, forms in reversed(list(enumerate(names))) for name in forms}
    longest_first = sorted(owners, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"), owners


def _is_said(index: int, standard: Standard, text: str) -> bool:
    return any(all(stem in text for stem in _stems(name)) for name in standard.parties[index].local)


_SHORTEST: Final = 4


@lru_cache(maxsize=1024)
def _stems(name: str) -> tuple[str, ...]:
    """Return what remains of the words of a name in every case: their first letters, three in five."""
    return tuple(word[: max(_SHORTEST, -(-len(word) * 3 // 5))] for word in re.findall(r"\w{3,}", fold(name)))


RULES: Final[tuple[Rule, ...]] = (parties,)
