"""What is owed: the deliverables of a project, in order."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from factsheet_builder.content.parties import Register
from factsheet_builder.content.tailoring_rules import TailoringRules
from factsheet_builder.errors import ContentError, UsageError
from factsheet_builder.project import Project
from factsheet_builder.typesetting.typesetter import Edition


class Kind(StrEnum):
    """What a deliverable is: the general factsheet, its version for one Party, or the briefing pack of one Party."""

    FACTSHEET = "factsheet"
    TAILORED = "tailored"
    PACK = "pack"


@dataclass(frozen=True, slots=True, order=True)
class Deliverable:
    """One file that the build owes."""

    factsheet: str
    locale: str
    kind: Kind = Kind.FACTSHEET
    party: str = ""
    profile: str = ""
    edition: Edition = Edition.SCREEN

    @property
    def path(self) -> PurePosixPath:
        """Where it goes, inside the folder of what the build makes."""
        name = "-".join(filter(None, [self.factsheet, self.party]))
        if self.kind is Kind.TAILORED and self.profile != "full":
            name += f"-{self.profile}"
        edition = "" if self.edition is Edition.SCREEN else f".{self.edition}"
        folder = {Kind.FACTSHEET: "", Kind.TAILORED: "tailored", Kind.PACK: "packs"}[self.kind]
        return PurePosixPath(self.locale, folder, f"{name}{edition}.pdf")


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for; an empty part stands for its usual value.

    ``parties`` are codes, or ``all``; they are asked for with the kinds that are made for one Party.
    """

    factsheets: tuple[str, ...] = ()
    locale: str = "en"
    kinds: tuple[Kind, ...] = (Kind.FACTSHEET,)
    parties: tuple[str, ...] = ()
    profile: str = "full"
    editions: tuple[Edition, ...] = (Edition.SCREEN,)


def plan(project: Project, order: Order, register: Register, rules: TailoringRules) -> tuple[Deliverable, ...]:
    """Return the deliverables of ``order``, sorted; the editions of one stand side by side.

    Raises:
        UsageError: there is no such factsheet, locale, Party or profile, or the parts do not go together.
        ContentError: the project has no factsheet.
    """
    names = _factsheets(project, order.factsheets)
    if order.locale not in project.locales():
        known = ", ".join(project.locales())
        raise UsageError.of("no-locale", f"There is no locale “{order.locale}”.", f"The project has: {known}.")
    if order.profile not in rules.profiles:
        known = ", ".join(sorted(rules.profiles))
        raise UsageError.of("no-profile", f"There is no profile “{order.profile}”.", f"The project has: {known}.")
    parties = _parties(order, register)
    owed = [
        Deliverable(name, order.locale, kind, party, order.profile if party else "", edition)
        for name in names
        for kind in set(order.kinds)
        for party in (("",) if kind is Kind.FACTSHEET else parties)
        for edition in (set(order.editions) if kind is not Kind.PACK else {Edition.SCREEN})
    ]
    return tuple(sorted(owed))


def _factsheets(project: Project, asked: tuple[str, ...]) -> tuple[str, ...]:
    for name in asked:
        project.factsheet_path(name)
    names = tuple(sorted(set(asked))) or project.factsheet_names()
    if not names:
        what = "The project has no factsheet yet."
        raise ContentError.of("no-factsheet", what, "Start one with `factsheet new NAME`.")
    return names


def _parties(order: Order, register: Register) -> tuple[str, ...]:
    for_one = [kind for kind in order.kinds if kind is not Kind.FACTSHEET]
    if for_one and not order.parties:
        what = f"The kind “{for_one[0]}” is made for one Party."
        raise UsageError.of("no-party", what, "Say which with --party MLT, or --party all.")
    if order.parties and not for_one:
        what = "The general factsheet is the same for all Parties."
        raise UsageError.of("party-without-kind", what, "Ask for --kind tailored or --kind pack.")
    known = sorted(register.by_code)
    if "all" in order.parties:
        return tuple(known)
    for code in order.parties:
        if code not in known:
            remedy = "Use the three capital letters of data/parties.yaml, or all."
            raise UsageError.of("unknown-party", f"“{code}” is no Party of the register.", remedy)
    return tuple(sorted(set(order.parties)))


def output_folder(project: Project, chosen: Path | None) -> Path:
    """Return the folder that the build writes to: the one chosen, or the project's ``out``."""
    return chosen.resolve() if chosen else project.out
