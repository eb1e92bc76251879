"""``python -m tests.fuzz``: damage inputs of all kinds and see how each is received; what ``make fuzz`` runs."""

import argparse
import os
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.fuzz.targets import TARGETS
from tests.fuzz.trial import Case, Trial, cases, try_case


def main() -> None:
    """Try what the options ask for; exit with 1 where a case fails, each of which is printed with its kind and seed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Damages inputs of all kinds.")
    parser.add_argument("--count", type=int, default=2000, help="how many inputs")
    parser.add_argument("--seed", type=int, default=0, help="seed of the first")
    parser.add_argument("--kind", choices=sorted(TARGETS), help="only of this kind")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at a time")
    options = parser.parse_args()
    if options.kind:
        chosen = [Case(options.kind, options.seed + number) for number in range(options.count)]
    else:
        chosen = list(cases(options.count, options.seed))
    started = time.monotonic()
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("fork"), max_tasks_per_child=None) as pool:
        trials = list(pool.map(try_case, chosen, chunksize=4))
    failed = [trial for trial in trials if trial.fault]
    for trial in failed:
        sys.stdout.write(f"--kind {trial.case.kind} --seed {trial.case.seed}: {trial.fault.strip()}\n\n")
    for kind in TARGETS:
        sys.stdout.write(_row(kind, [trial for trial in trials if trial.case.kind == kind]))
    last = options.seed + options.count - 1
    took = time.monotonic() - started
    sys.stdout.write(f"{len(trials)} inputs, seeds {options.seed} to {last}, {len(failed)} failed, {took:.0f} s\n")
    sys.exit(1 if failed else 0)


def _row(kind: str, trials: list[Trial]) -> str:
    if not trials:
        return ""
    seconds = [trial.seconds for trial in trials]
    most = max(trial.mebibytes for trial in trials)
    return (
        f"{kind:<9}{len(trials):>5} inputs, median {statistics.median(seconds):.2f} s, longest {max(seconds):.2f} s, "
        f"most memory {most:.0f} MiB\n"
    )


if __name__ == "__main__":
    main()
