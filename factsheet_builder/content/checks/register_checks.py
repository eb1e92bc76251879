"""What must hold in the register of Parties: every code, tile and source once and known, names in order of time."""

from factsheet_builder.content.checks.fill_in_checks import left_to_fill_in
from factsheet_builder.content.findings import Findings, finding, suggest
from factsheet_builder.content.parties import Register
from factsheet_builder.content.passages import Path
from factsheet_builder.content.reading.reader import Read
from factsheet_builder.errors import Diagnostic


def check_register(read: Read[Register]) -> list[Diagnostic]:
    """Return every problem of the register of Parties, in the order of the file."""
    found: list[Diagnostic] = []
    seen: dict[str, Path] = {}
    tiles: dict[tuple[int, int], str] = {}
    sources = set(read.model.sources)
    for index, party in enumerate(read.model.parties):
        path: Path = ("parties", index)
        for key, code in (("code", party.code), ("alpha2", party.alpha2)):
            if code in seen:
                line = read.source.place(seen[code]).line
                what = f"The code {code} stands twice; it is first in line {line}."
                found.append(finding("duplicate-party", read.source.place((*path, key)), what, "Delete one entry."))
            seen.setdefault(code, (*path, key))
        spot = (party.tile.column, party.tile.row)
        if spot in tiles:
            what = f"The tile of {party.code} lies on that of {tiles[spot]}."
            found.append(finding("tile-taken", read.source.place((*path, "tile")), what, "Choose a free place."))
        tiles.setdefault(spot, party.code)
        found += _register_entry(read, path, index, sources)
    found += _groups(read, sources)
    found += left_to_fill_in(read.source)
    return sorted(found, key=lambda problem: problem.place)


def _groups(read: Read[Register], sources: set[str]) -> Findings:
    """Find groups that stand twice, have unknown or double members, or no known source."""
    known = read.model.by_code
    names: set[str] = set()
    for index, group in enumerate(read.model.groups):
        path: Path = ("groups", index)
        if group.id in names or group.id == "all" or group.id in known:
            why = "stands twice" if group.id in names else "is a name that means something else"
            what = f"The group “{group.id}” {why}."
            yield finding("group-name", read.source.place((*path, "id")), what, "Choose another name.")
        names.add(group.id)
        for number, code in enumerate(group.parties):
            place = read.source.place((*path, "parties", number))
            if code not in known:
                what, remedy = f"“{code}” is no Party of the register.", suggest(code, known) or "Delete the code."
                yield finding("unknown-party", place, what, remedy)
            elif code in group.parties[:number]:
                yield finding("duplicate-party", place, f"{code} stands twice in this list.", "Delete one of the two.")
        if group.source not in sources:
            remedy = suggest(group.source, sources) or "Describe it under sources."
            what = f"“{group.source}” is no source of the register."
            yield finding("unknown-source", read.source.place((*path, "source")), what, remedy)


def _register_entry(read: Read[Register], path: Path, index: int, sources: set[str]) -> Findings:
    party = read.model.parties[index]
    cited = [((*path, "coverage", name, "source"), entry.source) for name, entry in party.coverage.items()]
    cited += [((*path, "facts", number, "source"), fact.source) for number, fact in enumerate(party.facts)]
    for language, forms in party.names.items():
        cited += [((*path, "names", language, number, "source"), form.source) for number, form in enumerate(forms)]
        dates = [form.seen_from for form in forms]
        if not forms or dates[0] is not None or None in dates[1:] or dates[1:] != sorted(filter(None, dates[1:])):
            what = f"The names of {party.code} in “{language}” are not in order of time."
            remedy = "Put the oldest first, without seen_from, and the newer ones after it with their dates."
            yield finding("names-order", read.source.place((*path, "names", language)), what, remedy)
    for place, name in cited:
        if name not in sources:
            remedy = suggest(name, sources) or "Describe it under sources."
            yield finding("unknown-source", read.source.place(place), f"“{name}” is no source of the register.", remedy)
