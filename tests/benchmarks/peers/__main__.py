"""``python -m tests.benchmarks.peers NAME JOB OUT JOBS``: make the files of a job with one of the other programs."""

import sys
from importlib import import_module
from pathlib import Path

from tests.benchmarks.peers.job import read_job

PEERS = {
    "plain-loop": ("plain_loop", "make_all"),
    "chromium-each": ("chromium", "make_each"),
    "chromium-warm": ("chromium", "make_warm"),
    "typst-each": ("typst_peer", "make_each"),
    "typst-warm": ("typst_peer", "make_warm"),
}

if __name__ == "__main__":
    name, job, out, jobs = sys.argv[1:]
    module, function = PEERS[name]
    getattr(import_module(f"tests.benchmarks.peers.{module}"), function)(read_job(Path(job)), Path(out), int(jobs))
