"""The verbs about many deliverables: ``build``, ``plan`` and ``verify``.

Rooms that load an engine are imported where a verb needs them: a build with nothing to do must end at once.
"""

from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from factsheet_builder.builds.deliverable import Kind, Order
from factsheet_builder.builds.shortcut import remembered, request_key
from factsheet_builder.builds.sources import read_sources
from factsheet_builder.cli.console import ProjectOption, report, tell, tell_data
from factsheet_builder.errors import ExitCode
from factsheet_builder.project import Project, cache_folder
from factsheet_builder.typesetting.editions import Edition

if TYPE_CHECKING:
    from factsheet_builder.builds.assessment import Assessment
    from factsheet_builder.builds.making.executors import Executor
    from factsheet_builder.builds.plan import Plan

_SHOWN: Final = 4
"""So many reasons are shown in words; JSON has all."""

FactsheetOption = Annotated[
    list[str] | None,
    typer.Option("--factsheet", metavar="NAME", help="Only this factsheet; may be repeated.", show_default=False),
]
StrictOption = Annotated[
    bool, typer.Option("--strict", help="Let warnings fail, but for those the content declares as expected.")
]
KindOption = Annotated[
    list[Kind] | None, typer.Option("--kind", case_sensitive=False, help="Only this kind; may be repeated.")
]
PartyOption = Annotated[
    list[str] | None,
    typer.Option("--party", metavar="NAME", help="Only for this Party, as MLT or Malta, or all; may be repeated."),
]
ProfileOption = Annotated[
    str, typer.Option("--profile", metavar="NAME", help="Only this profile of data/tailoring.yaml.", show_default=False)
]
LocaleOption = Annotated[
    list[str] | None, typer.Option("--locale", metavar="TAG", help="Only this language, or all; may be repeated.")
]
EditionOption = Annotated[
    list[Edition] | None,
    typer.Option("--edition", case_sensitive=False, help="Only this edition; may be repeated."),
]
OutOption = Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Folder of the files; by default out.")]
ExtraOption = Annotated[bool, typer.Option("--extra", help="Make what is asked for even where it is not owed.")]


def build_command(
    factsheet: FactsheetOption = None,
    kind: KindOption = None,
    party: PartyOption = None,
    profile: ProfileOption = "",
    locale: LocaleOption = None,
    edition: EditionOption = None,
    extra: ExtraOption = False,
    out: OutOption = None,
    project: ProjectOption = None,
    jobs: Annotated[int, typer.Option("--jobs", min=0, help="How many processes; 0 for one per core.")] = 0,
    cluster: Annotated[
        str, typer.Option("--cluster", metavar="ADDRESS", help="Let the Dask cluster of this scheduler do the work.")
    ] = "",
    keep: Annotated[
        bool, typer.Option("--keep/--no-keep", help="Keep lines and pages for the next file; the files are the same.")
    ] = True,
    check_caches: Annotated[
        int, typer.Option("--check-caches", min=0, metavar="N", help="Make every Nth file again without, and compare.")
    ] = 0,
    prune: Annotated[bool, typer.Option("--prune", help="Delete files of earlier builds that are not owed.")] = False,
    strict: StrictOption = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say only what went wrong.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Say what happens as JSON, a line each.")] = False,
) -> None:
    """Make the files that data/deliverables.yaml owes and that are not current, checked, into the folder out."""
    from factsheet_builder.cli.progress import Reporter

    here = Project.at(project)
    folder = out.resolve() if out else here.out
    asked = Asked(factsheet, kind, party, profile, locale, edition, extra)
    reporter = Reporter(here, folder, is_quiet=quiet, is_json=as_json)
    request = request_key(asked, strict)
    if not prune and (known := remembered(folder, request, read_sources(here))) is not None:
        reporter.nothing_to_do(known)
        raise typer.Exit(ExitCode.DONE)
    from factsheet_builder.builds.making.collector import ease_collector
    from factsheet_builder.builds.making.executors import cores
    from factsheet_builder.builds.making.keeping import Keeping
    from factsheet_builder.builds.runner import build

    ease_collector()
    plan = asked.plan(here)
    with reporter.following(len(plan.asked)):
        for outcome in build(
            here,
            plan.asked,
            folder,
            cache=cache_folder(),
            is_strict=strict,
            owed=plan.owed,
            jobs=jobs or cores(),
            executor=_cluster(cluster) if cluster else None,
            request=request,
            keeping=Keeping(keep, check_caches),
        ):
            reporter.tell(outcome)
    if prune:
        from factsheet_builder.builds.inventory import prune as prune_folder

        reporter.pruned(prune_folder(folder, {str(deliverable.path) for deliverable in (*plan.owed, *plan.asked)}))
    raise typer.Exit(reporter.end())


def _cluster(address: str) -> "Executor":
    from factsheet_builder.builds.making.cluster import Cluster

    return Cluster(address)


def plan_command(
    factsheet: FactsheetOption = None,
    kind: KindOption = None,
    party: PartyOption = None,
    profile: ProfileOption = "",
    locale: LocaleOption = None,
    edition: EditionOption = None,
    extra: ExtraOption = False,
    out: OutOption = None,
    project: ProjectOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the plan as JSON.")] = False,
) -> None:
    """List what is owed: current, stale (and because of which input) or missing; nothing is made."""
    from factsheet_builder.builds.assessment import assess_all

    here = Project.at(project)
    folder = out.resolve() if out else here.out
    plan = Asked(factsheet, kind, party, profile, locale, edition, extra).plan(here)
    found = assess_all(here, folder, plan)
    if as_json:
        rows = [{"path": str(a.deliverable.path), "state": a.state.value, "because": list(a.because)} for a in found]
        tell_data(rows)
    else:
        for assessment in found:
            tell(_in_words(assessment))
        counts = Counter(assessment.state.value for assessment in found)
        tell(", ".join(f"{counts[state]} {state}" for state in ("current", "stale", "missing")))
    report(dict.fromkeys(problem for assessment in found for problem in assessment.problems))
    raise typer.Exit(max((assessment.exit_code for assessment in found), default=ExitCode.DONE))


def _in_words(assessment: "Assessment") -> str:
    shown, rest = assessment.because[:_SHOWN], assessment.because[_SHOWN:]
    because = f": {', '.join(shown)}{f' and {len(rest)} more' if rest else ''}" if shown else ""
    return f"{assessment.state:<8} {assessment.deliverable.path}{because}"


def verify_command(
    folder: Annotated[Path | None, typer.Argument(metavar="DIR", help="The folder; by default out.")] = None,
    project: ProjectOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")] = False,
) -> None:
    """Hold a folder against its manifest: altered, missing and extra files are named."""
    from factsheet_builder.builds.inventory import take_inventory

    found = take_inventory(folder.resolve() if folder else Project.at(project).out)
    if as_json:
        tell_data(asdict(found))
    else:
        for state in ("altered", "missing", "extra"):
            for path in getattr(found, state):
                tell(f"{state:<8} {path}")
        tell(f"{len(found.sound)} as they were delivered")
    raise typer.Exit(ExitCode.DONE if found.is_sound else ExitCode.REFUSED)


@dataclass(frozen=True)
class Asked:
    """The options that narrow what is owed."""

    factsheets: list[str] | None
    kinds: list[Kind] | None
    parties: list[str] | None
    profile: str
    locales: list[str] | None
    editions: list[Edition] | None
    is_extra: bool

    @property
    def order(self) -> Order:
        """What they ask for."""
        return Order(
            tuple(self.factsheets or ()),
            tuple(self.locales or ()),
            tuple(self.kinds or ()),
            tuple(self.parties or ()),
            self.profile,
            tuple(self.editions or ()),
            self.is_extra,
        )

    def plan(self, project: Project) -> "Plan":
        """Return what they leave."""
        from factsheet_builder.builds.inputs import load_common
        from factsheet_builder.builds.plan import plan

        return plan(project, self.order, load_common(project))
