"""What is owed: the deliverables that ``data/deliverables.yaml`` declares, narrowed to what is asked for, in order.

A project without that file owes what is asked for, by default its general factsheets for readers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from factsheet_builder.builds.asked import as_known
from factsheet_builder.builds.deliverable import Deliverable, Kind, Order
from factsheet_builder.builds.inputs import Common
from factsheet_builder.content.checks.deliverable_checks import Known, check_matrix, is_safe
from factsheet_builder.content.deliverables import Matrix, Owed
from factsheet_builder.content.reading.reader import Read, read_about, read_matrix
from factsheet_builder.errors import ContentError, Diagnostic, Place, Severity, UsageError
from factsheet_builder.project import Project
from factsheet_builder.typesetting.editions import Edition

__all__ = ["Deliverable", "Kind", "Order", "Plan", "output_folder", "plan"]

FILE = "deliverables.yaml"


@dataclass(frozen=True, slots=True)
class Plan:
    """What to make now, out of all that is owed; each sorted, the editions of one deliverable side by side."""

    asked: tuple[Deliverable, ...]
    owed: tuple[Deliverable, ...]


def plan(project: Project, order: Order, common: Common) -> Plan:
    """Return what ``order`` asks for out of what the project owes.

    Raises:
        UsageError: there is no such factsheet, locale, Party or profile, the parts do not go together, or nothing that
            is owed is asked for.
        ContentError: the project has no factsheet, or ``deliverables.yaml`` is not valid.
    """
    names = project.factsheet_names()
    if not names:
        raise ContentError.of(
            "no-factsheet", "The project has no factsheet yet.", "Start one with `factsheet new NAME`."
        )
    known = Known(
        names,
        project.locales(),
        tuple(sorted(common.register.by_code)),
        tuple(sorted(common.rules.profiles)),
        {name: states for name in names if (states := read_about(project, name))},
        {group.id: group.parties for group in common.register.groups},
        project.source_locale,
    )
    order = as_known(project, order, common.register, known.profiles)
    _refuse_contradiction(order)
    is_declared = (project.data / FILE).exists()
    owed = _declared(project, known) if is_declared else _usual(Order(), known)
    if order.is_extra or not is_declared:
        asked = tuple(_named_as(owed, deliverable) for deliverable in _usual(order, known))
        return Plan(asked, owed if is_declared else asked)
    asked = tuple(deliverable for deliverable in owed if _is_asked(order, deliverable))
    if not asked:
        what = f"Nothing that is asked for is owed by data/{FILE}."
        raise UsageError.of("nothing-owed", what, "Add it there, or ask with --extra.", Place(f"data/{FILE}"))
    return Plan(asked, owed)


def _named_as(owed: tuple[Deliverable, ...], deliverable: Deliverable) -> Deliverable:
    """Return the deliverable under the name that it is owed by, where it is."""
    return next((other for other in owed if _key(other) == _key(deliverable)), deliverable)


def _key(deliverable: Deliverable) -> tuple[str, ...]:
    d = deliverable
    return d.factsheet, d.locale, d.kind, d.party, d.profile, d.edition, *d.factsheets


# What is declared


def _declared(project: Project, known: Known) -> tuple[Deliverable, ...]:
    read = read_matrix(project)
    problems = check_matrix(read.model, read.source, known)
    if not problems:
        entries = [tuple(_expand(entry, read.model, known)) for entry in read.model.deliverables]
        problems = list(_collisions(read, entries))
    if problems:
        raise ContentError(problems)
    return tuple(sorted({deliverable for entry in entries for deliverable in entry}))


def _expand(entry: Owed, matrix: Matrix, known: Known) -> Iterator[Deliverable]:
    locales = _all_or(entry.locales, known.locales)
    pattern = entry.file or ""
    kind = Kind(entry.kind)
    for name, members in _sheets(entry, known):
        if not kind.is_for_one:
            for locale in _without(known.source, locales) if kind is Kind.BILINGUAL else locales:
                for edition in entry.editions:
                    yield Deliverable(name, locale, kind, edition=Edition(edition), pattern=pattern)
            continue
        several = (members, tuple(sorted(entry.titles.items()))) if entry.name else ((), ())
        for party in _parties(entry, matrix, known, members):
            own = matrix.party_locales.get(party)
            for locale in _all_or(own, known.locales) if own else locales:
                for profile in entry.profiles:
                    for edition in entry.editions:
                        yield Deliverable(name, locale, kind, party, profile, Edition(edition), pattern, *several)


def _sheets(entry: Owed, known: Known) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the name of each deliverable with those of its factsheets: of a pack of several all, in their order."""
    if entry.name is None:
        yield from ((name, (name,)) for name in _all_or(entry.factsheets, known.factsheets))
    else:
        listed = known.factsheets if "all" in entry.factsheets else tuple(dict.fromkeys(entry.factsheets))
        yield entry.name, listed


def _without(source: str, locales: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(locale for locale in locales if locale != source)


def _parties(entry: Owed, matrix: Matrix, known: Known, factsheets: tuple[str, ...]) -> tuple[str, ...]:
    """Return the Parties of an entry; “all” are those that all of the factsheets are for, others have to be named."""
    groups = {**known.groups, **matrix.groups}
    named = {code for name in entry.parties for code in groups.get(name, (name,))}
    if "all" in named:
        named |= set(known.all_for(factsheets))
    return tuple(sorted(named - {"all"}))


def _all_or(asked: Iterable[str], known: tuple[str, ...]) -> tuple[str, ...]:
    names = set(asked)
    return known if "all" in names else tuple(sorted(names))


def _collisions(read: Read[Matrix], entries: list[tuple[Deliverable, ...]]) -> Iterator[Diagnostic]:
    """Yield a problem for each entry with a file that another has too, as systems that ignore case see it."""
    owner: dict[str, Deliverable] = {}
    for index, entry in enumerate(entries):
        place = read.source.place(("deliverables", index))
        for deliverable in entry:
            path = str(deliverable.path)
            other = owner.setdefault(path.casefold(), deliverable)
            if _key(other) != _key(deliverable):
                what = f"Two files would be called {path}."
                remedy = "Put what tells them apart into the pattern of their names, for example {party} or {locale}."
                yield Diagnostic(Severity.ERROR, "same-file", what, remedy, place)
                break
            if not is_safe(path):
                what = f"A file called {path} cannot be written on every system."
                yield Diagnostic(Severity.ERROR, "file-name", what, "Choose another name or pattern.", place)
                break


# What is asked for


def _refuse_contradiction(order: Order) -> None:
    """Raise where the parts do not go together."""
    if order.parties and order.kinds and not any(Kind(kind).is_for_one for kind in order.kinds):
        what = "The general factsheet is the same for all Parties."
        raise UsageError.of("party-without-kind", what, "Ask for --kind tailored or --kind pack.")


def _is_asked(order: Order, deliverable: Deliverable) -> bool:
    d = deliverable
    has_party = "all" in order.parties and bool(d.party)
    return (
        (not order.factsheets or not {d.factsheet, *d.members}.isdisjoint(order.factsheets))
        and (not order.locales or "all" in order.locales or d.locale in order.locales)
        and (not order.kinds or d.kind in order.kinds)
        and (not order.parties or has_party or d.party in order.parties)
        and (not order.profile or (bool(d.party) and d.profile == order.profile))
        and (not order.editions or d.edition in order.editions)
    )


def _usual(order: Order, known: Known) -> tuple[Deliverable, ...]:
    """Return what is asked for, with the usual values for what is not said."""
    kinds = set(order.kinds or (Kind.FACTSHEET,))
    for_one = sorted(kind for kind in kinds if kind.is_for_one)
    if for_one and not order.parties:
        what = f"The kind “{for_one[0]}” is made for one Party."
        raise UsageError.of("no-party", what, "Say which with --party MLT, or --party all.")
    if order.parties and not for_one:
        what = "The general factsheet is the same for all Parties."
        raise UsageError.of("party-without-kind", what, "Ask for --kind tailored or --kind pack.")
    owed = [
        Deliverable(name, locale, kind, party, (order.profile or "full") if party else "", edition)
        for name in order.factsheets or known.factsheets
        for kind in kinds
        for locale in _usual_locales(kind, order, known)
        for party in (_all_or(order.parties, known.all_for((name,))) if kind.is_for_one else ("",))
        for edition in _editions(order, kind)
    ]
    return tuple(sorted(set(owed)))


def _editions(order: Order, kind: Kind) -> set[Edition]:
    """Return the editions that are asked for, of those that a kind has; by default that for the screen."""
    asked = set(order.editions or (Edition.SCREEN,))
    match kind:
        case Kind.BILINGUAL:
            return {Edition.SCREEN}
        case Kind.PACK:
            return (asked & {Edition.SCREEN, Edition.HTML}) or {Edition.SCREEN}
        case _:
            return asked


def _usual_locales(kind: Kind, order: Order, known: Known) -> tuple[str, ...]:
    """Return the locales that are asked for, by default that of the content, or for a bilingual edition all others."""
    if kind is not Kind.BILINGUAL:
        return _all_or(order.locales or (known.source,), known.locales)
    locales = _without(known.source, _all_or(order.locales or ("all",), known.locales))
    if not locales:
        what = "A bilingual edition sets a translation beside the text as it was written."
        raise UsageError.of("bilingual-locale", what, "Ask for another locale, as --locale fr.")
    return locales


def output_folder(project: Project, chosen: Path | None) -> Path:
    """Return the folder that the build writes to: the one chosen, or the project's ``out``."""
    return chosen.resolve() if chosen else project.out
