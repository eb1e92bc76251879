"""The figures: rounds of all programs one after the other, medians kept, nothing extrapolated."""

import hashlib
import json
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from pypdf import PdfReader

from factsheet_builder.content.reading.reader import read_register
from factsheet_builder.project import Project, cache_folder
from tests.benchmarks.matrix import prepare
from tests.benchmarks.peers.__main__ import PEERS
from tests.benchmarks.projects import PASSAGE, SHEET, change_passage, shipped_project, small_names, small_project
from tests.benchmarks.runs import ROOT, Memory, Run, build, run, told_by, watched_build

OURS = "factsheet build"


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured: Parties, rounds, small files for the figures of many, processes, and which peers."""

    parties: int
    repeats: int
    files: int
    jobs: int
    peers: tuple[str, ...]


@dataclass
class Cold:
    """A cold full build beside the peers: runs by program, and what is wrong with the comparison, if anything."""

    files: int
    runs: dict[str, list[Run]] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)
    """Bytes of all files that a program made."""

    def wall_s(self, name: str) -> float:
        """Return the median time of a program."""
        return median(run.wall_s for run in self.runs[name])

    def cpu_s(self, name: str) -> float:
        """Return the median processor time of a program."""
        return median(run.cpu_s for run in self.runs[name])

    def peak_mib(self, name: str) -> float:
        """Return the most memory that one process of a program held, the median of the rounds."""
        return median(run.peak_bytes for run in self.runs[name]) / 2**20

    def ratio(self, name: str) -> float:
        """Return how many times the rate of a peer the build reaches: the median of the rounds."""
        return median(peer.wall_s / ours.wall_s for peer, ours in zip(self.runs[name], self.runs[OURS], strict=True))

    def cpu_ratio(self, name: str) -> float:
        """Return the same by processor time, which other work on the machine disturbs less."""
        return median(peer.cpu_s / ours.cpu_s for peer, ours in zip(self.runs[name], self.runs[OURS], strict=True))


def say(words: str) -> None:
    """Tell whoever waits what is being measured."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def codes_of(parties: int) -> tuple[str, ...]:
    """Return the codes of so many Parties, Malta first, then from all over the register."""
    known = [party.code for party in read_register(Project(ROOT)).model.parties if party.code != "MLT"]
    step = max(1, len(known) // max(1, parties - 1))
    return ("MLT", *known[::step][: parties - 1]) if parties <= len(known) else ("MLT", *known)


def measure_cold(folder: Path, sizes: Sizes) -> Cold:
    """Make the versions and packs of the Parties with the build and with every peer, round by round."""
    codes, job = codes_of(sizes.parties), folder / "job"
    job.mkdir()
    prepare(Project(ROOT), SHEET, codes, job, cache_folder())
    project = shipped_project(folder / "shipped", "full")
    options = ("--kind", "tailored", "--kind", "pack", *_for(codes))
    cold = Cold(2 * len(codes))
    for number in range(sizes.repeats):
        for name in (OURS, *sizes.peers):
            say(f"cold build, round {number + 1} of {sizes.repeats}: {name}")
            out = _fresh(folder / "cold" / name.replace(" ", "-"))
            if name == OURS:
                made = build(project, out, *options, jobs=sizes.jobs)
            else:
                made = run("tests.benchmarks.peers", name, str(job), str(out), str(sizes.jobs))
            cold.runs.setdefault(name, []).append(made)
            cold.sizes[name] = sum(file.stat().st_size for file in out.rglob("*.pdf"))
    cold.doubts += doubts_of(folder / "cold", sizes.peers, codes)
    return cold


def doubts_of(folder: Path, peers: Iterable[str], codes: Iterable[str]) -> Iterator[str]:
    """Yield where a peer's files are not like ours: missing, without tags, or of another number of pages (± 1)."""
    ours = folder / OURS.replace(" ", "-")
    for code in codes:
        for kind, place in (("tailored", "tailored"), ("pack", "packs")):
            (own,) = ours.rglob(f"{place}/{SHEET}-{code}.pdf")
            pages = len(PdfReader(own).pages)
            for peer in peers:
                file = folder / peer / f"{kind}-{code}.pdf"
                if not file.is_file():
                    yield f"{peer} made no {file.name}"
                    continue
                reader = PdfReader(file)
                if abs(len(reader.pages) - pages) > 1:
                    yield f"{peer}: {file.name} has {len(reader.pages)} pages, ours {pages}"
                if "/StructTreeRoot" not in reader.root_object:
                    yield f"{peer}: {file.name} has no tags"


def measure_alone(folder: Path, sizes: Sizes) -> tuple[float, float]:
    """Return the seconds of one version from a cold start, and those of a bare script that prints the same pages."""
    job = folder / "alone-job"
    job.mkdir()
    prepare(Project(ROOT), SHEET, ["MLT"], job, cache_folder(), kinds=("tailored",))
    project = shipped_project(folder / "alone-project", "full")
    options = ("--kind", "tailored", "--party", "MLT")
    ours, bare = [], []
    for number in range(sizes.repeats):
        say(f"one version from a cold start, round {number + 1} of {sizes.repeats}")
        ours.append(build(project, _fresh(folder / "alone-out"), *options, jobs=1).wall_s)
        bare.append(run("tests.benchmarks.peers", "plain-loop", str(job), str(_fresh(folder / "bare-out")), "1").wall_s)
    return median(ours), median(bare)


@dataclass(frozen=True, slots=True)
class Changed:
    """One changed passage of one Party: seconds to bring all files up to date, and to make that one file alone."""

    files: int
    again_s: float
    alone_s: float
    remade: int


def measure_changed(folder: Path, sizes: Sizes) -> Changed:
    """Change the practice of Malta, which among the brief versions only Malta's has, and build again."""
    project = shipped_project(folder / "brief", "brief")
    codes, out = codes_of(sizes.parties), folder / "brief-out"
    options = ("--kind", "tailored", "--profile", "brief")
    say("one changed passage: the build before it")
    build(project, out, *options, *_for(codes), jobs=sizes.jobs)
    again, alone, remade = [], [], set()
    for number in range(sizes.repeats):
        say(f"one changed passage, round {number + 1} of {sizes.repeats}")
        before = _digests(out)
        change_passage(project, f"{number + 2} {PASSAGE}")
        again.append(build(project, out, *options, *_for(codes), jobs=sizes.jobs).wall_s)
        remade.add(sum(before.get(file) != digest for file, digest in _digests(out).items()))
        alone.append(build(project, _fresh(folder / "alone"), *options, *_for(["MLT"]), jobs=1).wall_s)
    return Changed(len(codes), median(again), median(alone), max(remade))


@dataclass(frozen=True, slots=True)
class Many:
    """Many small files: seconds for each file of few and of many, for a build with nothing to do, and memory."""

    few: int
    many: int
    few_each_s: float
    many_each_s: float
    nothing_s: float
    memory: Memory
    marks: tuple[int, int, int]


def measure_many(folder: Path, sizes: Sizes) -> Many:
    """Build a tenth of the small files (several times), then all of them once, then with nothing to do (several times).

    Memory is noted when each worker has made about 50 files and 250, and at the end or when each has made about 500.
    """
    parties = len(read_register(Project(ROOT)).model.parties)
    sheets = max(2, -(-sizes.files // parties))
    few_sheets = max(1, round(sheets / 10))
    few, many = few_sheets * parties, sheets * parties
    project, out = small_project(folder / "small", sheets), folder / "small-out"
    most = min(500 * sizes.jobs, many - sizes.jobs)
    marks = (min(50 * sizes.jobs, most // 3), min(250 * sizes.jobs, most // 2), most)
    some = [option for name in small_names(few_sheets) for option in ("--factsheet", name)]
    for_all = ("--kind", "tailored", "--party", "all")
    each = []
    for number in range(sizes.repeats):
        say(f"{few} small files, round {number + 1} of {sizes.repeats}")
        each.append(build(project, _fresh(folder / "few"), *for_all, *some, jobs=sizes.jobs).wall_s / few)
    say(f"{many} small files")
    whole, memory = watched_build(project, out, marks, *for_all, jobs=sizes.jobs)
    say("nothing changed")
    nothing = median(build(project, out, *for_all, jobs=sizes.jobs).wall_s for _ in range(max(3, sizes.repeats)))
    return Many(few, many, median(each), whole.wall_s / many, nothing, memory, marks)


@dataclass(frozen=True, slots=True)
class OwnTime:
    """The share of our time that is checking; seconds of a first setting in a process, and after a changed word."""

    share: float
    first_s: float
    again_s: float


def measure_own_time(sizes: Sizes) -> OwnTime:
    """Measure in processes of their own, and return the medians."""
    found = []
    for number in range(sizes.repeats):
        say(f"checking, and a changed word, round {number + 1} of {sizes.repeats}")
        parties = str(min(4, sizes.parties))
        found.append(OwnTime(**json.loads(told_by("tests.benchmarks.own_time", parties, "5"))))
    columns = ([getattr(one, name) for one in found] for name in ("share", "first_s", "again_s"))
    return OwnTime(*map(median, columns))


@dataclass(frozen=True, slots=True)
class SavedWord:
    """Seconds from a saved word to the page, and to the checked PDF, one for each word."""

    pages_s: list[float]
    pdfs_s: list[float]


def measure_saved_word(sizes: Sizes) -> SavedWord:
    """Save words while a watcher is at work: twenty for each round."""
    say("saved words while a watcher is at work")
    return SavedWord(**json.loads(told_by("tests.benchmarks.watched_words", str(20 * sizes.repeats))))


@dataclass(frozen=True, slots=True)
class StudioSpeed:
    """Seconds to the first page of a studio, from fields to pages, of other pages while PDFs are made, and of those PDFs."""

    first_s: list[float]
    fields_s: list[float]
    others_s: list[float]
    pdfs_s: list[float]


def measure_studio(sizes: Sizes) -> StudioSpeed:
    """Run a studio for each round, and type twenty words in each."""
    found = StudioSpeed([], [], [], [])
    for number in range(sizes.repeats):
        say(f"the studio, round {number + 1} of {sizes.repeats}")
        told = json.loads(told_by("tests.benchmarks.studio_speed", "20"))
        found.first_s.append(told["first_s"])
        found.fields_s.extend(told["fields_s"])
        found.others_s.extend(told["others_s"])
        found.pdfs_s.extend(told["pdfs_s"])
    return found


def percentile_95(seconds: Iterable[float]) -> float:
    """Return the value that 95 of 100 do not exceed (nearest rank)."""
    ordered = sorted(seconds)
    return ordered[-(-95 * len(ordered) // 100) - 1]


def _for(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(option for code in codes for option in ("--party", code))


def _fresh(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _digests(folder: Path) -> dict[str, str]:
    return {str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.rglob("*.pdf")}


ALL_PEERS = tuple(PEERS)
