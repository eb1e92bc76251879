"""``python -m tests.benchmarks``: measure and print the table; what ``make bench`` runs."""

import argparse
import os
import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.benchmarks.figures import (
    ALL_PEERS,
    OURS,
    Changed,
    Cold,
    Many,
    OwnTime,
    SavedWord,
    Sizes,
    StudioSpeed,
    measure_alone,
    measure_changed,
    measure_cold,
    measure_many,
    measure_own_time,
    measure_saved_word,
    measure_studio,
    percentile_95,
    say,
)

_TARGETS = {"plain-loop": 4.0, "chromium-each": 4.0, "typst-each": 0.5}
"""How many times the rate of each peer is to be reached; the others are shown for orientation."""
_MARK = {True: "reached", False: "NOT reached"}


def main() -> None:
    """Measure what the options ask for and print the table to standard output."""
    options = _options()
    peers = tuple(peer for peer in options.peers if "chromium" not in peer or shutil.which("chromium"))
    for peer in options.peers:
        if peer not in peers:
            say(f"{peer} is left out: there is no chromium here")
    sizes = Sizes(options.parties, options.repeats, options.files, options.jobs, peers)
    with tempfile.TemporaryDirectory(prefix="factsheet-bench-") as folder:
        lines = [f"{sizes.jobs} processes on {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start", ""]
        if "cold" in options.figures:
            lines += cold_lines(measure_cold(Path(folder), sizes), sizes)
        if "changed" in options.figures:
            lines += changed_lines(measure_changed(Path(folder), sizes))
        if "own" in options.figures:
            lines += own_lines(measure_own_time(sizes), measure_alone(Path(folder), sizes))
        if "watch" in options.figures:
            lines += watch_lines(measure_saved_word(sizes))
        if "studio" in options.figures:
            lines += studio_lines(measure_studio(sizes))
        if "many" in options.figures:
            lines += many_lines(measure_many(Path(folder), sizes))
    sys.stdout.write("\n".join(lines) + f"\nload {os.getloadavg()[0]:.1f} at the end\n{interpreter_line()}\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measures the build beside others.")
    parser.add_argument("--parties", type=int, default=16, help="Parties in the cold build; 48 is the whole matrix")
    parser.add_argument("--repeats", type=int, default=3, help="rounds; medians are printed")
    parser.add_argument(
        "--files", type=int, default=1000, help="small files for growth, memory and a build without work"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes of each program")
    parser.add_argument("--peers", nargs="*", choices=ALL_PEERS, default=list(ALL_PEERS))
    figures = ("cold", "changed", "own", "watch", "studio", "many")
    parser.add_argument("--figures", nargs="*", choices=figures, default=list(figures))
    return parser.parse_args()


def cold_lines(cold: Cold, sizes: Sizes) -> Iterator[str]:
    """Yield the table of the cold build."""
    yield f"Cold build of {cold.files} files ({sizes.parties} Parties, version and pack), median of {sizes.repeats}"
    yield f"{'program':<18}{'time s':>8}{'s/file':>8}{'CPU s/file':>12}{'ours is':>9}{'by CPU':>9}{'MiB':>7}{'MB':>7}  target"
    for name in (OURS, *sizes.peers):
        each, cpu = cold.wall_s(name) / cold.files, cold.cpu_s(name) / cold.files
        row = f"{name:<18}{cold.wall_s(name):>8.1f}{each:>8.3f}{cpu:>12.3f}"
        if name == OURS:
            row += " " * 18
        else:
            row += f"{cold.ratio(name):>8.2f}x{cold.cpu_ratio(name):>8.2f}x"
        row += f"{cold.peak_mib(name):>7.0f}{cold.sizes.get(name, 0) / 1e6:>7.1f}"
        if target := _TARGETS.get(name):
            row += f"  {target:g}x {_MARK[cold.ratio(name) >= target]}"
        yield row
    yield "MiB: the most memory of one process; MB: all files together"
    yield from (f"NOT COMPARABLE: {doubt}" for doubt in cold.doubts)
    yield ""


def changed_lines(changed: Changed) -> Iterator[str]:
    """Yield the figures of one changed passage."""
    ratio = changed.again_s / changed.alone_s
    yield f"One changed passage of one Party, {changed.files} brief versions"
    yield f"all up to date again {changed.again_s:.2f} s, that file alone {changed.alone_s:.2f} s: {ratio:.2f}x"
    yield f"target under 3x {_MARK[ratio < 3]}; files that changed: {changed.remade}"
    yield ""


def own_lines(own: OwnTime, alone: tuple[float, float]) -> Iterator[str]:
    """Yield the share of checking, a changed word in a process that stays, and one version from a cold start."""
    ratio, start = own.again_s / own.first_s, alone[0] / alone[1]
    yield "Our own time"
    yield f"checking: {own.share:.0%} of the processor time of making versions and packs"
    yield f"a changed word in a process that stays: {own.again_s:.2f} s, the first time {own.first_s:.2f} s: {ratio:.2f}x"
    yield f"target under 0.5x {_MARK[ratio < 0.5]}"
    yield f"one version from a cold start: {alone[0]:.2f} s, a bare script {alone[1]:.2f} s: {start:.2f}x"
    yield f"target 1.3x {_MARK[start <= 1.3]}"
    yield ""


def watch_lines(saved: SavedWord) -> Iterator[str]:
    """Yield the figures of a watcher: from a saved word to what somebody sees of it."""
    page_s, pdf_s = percentile_95(saved.pages_s), percentile_95(saved.pdfs_s)
    yield f"Watching, {len(saved.pages_s)} saved words, the median and what 95 of 100 do not exceed"
    yield f"from a saved word to the page: {median(saved.pages_s):.2f} s, {page_s:.2f} s"
    yield f"target under 0.5 s {_MARK[page_s < 0.5]}"
    yield f"from a saved word to the finished, checked PDF: {median(saved.pdfs_s):.2f} s, {pdf_s:.2f} s"
    yield ""


def studio_lines(studio: StudioSpeed) -> Iterator[str]:
    """Yield the figures of the studio."""
    first_s, field_s, other_s = median(studio.first_s), percentile_95(studio.fields_s), percentile_95(studio.others_s)
    yield f"Studio, {len(studio.fields_s)} typed words, the median and what 95 of 100 do not exceed"
    yield f"from a field to the page that it makes: {median(studio.fields_s):.2f} s, {field_s:.2f} s"
    yield f"target under 0.5 s {_MARK[field_s < 0.5]}"
    yield (
        f"{len(studio.others_s)} other pages while {len(studio.pdfs_s)} PDFs were made ({median(studio.pdfs_s):.1f} s each): "
        f"{median(studio.others_s):.3f} s, {other_s:.3f} s"
    )
    yield f"target under 0.1 s {_MARK[other_s < 0.1]}"
    yield f"from the command to the first page: {first_s:.2f} s; target 3 s {_MARK[first_s <= 3]}"
    yield ""


def interpreter_line() -> str:
    """Return which interpreter measured; one without profile-guided optimisation takes about a fifth more time."""
    options = sysconfig.get_config_var("CONFIG_ARGS") or ""
    is_optimised = "--enable-optimizations" in options
    how = "with" if is_optimised else "without"
    advice = "" if is_optimised else "; one with it takes about a sixth less time, ours as the peers' in Python"
    return f"Python {sys.version.split()[0]}, built {how} profile-guided optimisation{advice}"


def many_lines(many: Many) -> Iterator[str]:
    """Yield the figures of many small files; a target that speaks of more files than were made is not judged."""
    is_full = many.many >= 1000
    ratio = many.many_each_s / many.few_each_s
    growth = _MARK[ratio <= 1.1] if is_full else "not judged"
    nothing = _MARK[many.nothing_s < 0.3] if is_full else "not judged"
    yield f"Many small files{'' if is_full else ' (targets speak of 1,000: run with --files 1000)'}"
    yield f"growth: {many.few_each_s:.3f} s/file at {many.few}, {many.many_each_s:.3f} at {many.many}: {ratio:.2f}x"
    yield f"target 1.1x {growth}"
    yield f"nothing changed, {many.many} files: {many.nothing_s:.2f} s; target under 0.3 s {nothing}"
    peaks = [many.memory.peak_at.get(mark) for mark in many.marks]
    _, half, whole = peaks
    if half and whole:
        memory = _MARK[whole <= 1.1 * half and whole < 450 * 2**20] if is_full else "not judged"
        shown = [f"{peak / 2**20:.0f} MiB at {mark}" for peak, mark in zip(peaks, many.marks, strict=True) if peak]
        yield f"peak of the biggest worker, files of all workers: {', '.join(shown)}"
        yield f"target under 450 MiB, within 10 % once what is kept has filled up {memory}"
    else:
        yield "peak of a worker: not seen"


if __name__ == "__main__":
    main()
