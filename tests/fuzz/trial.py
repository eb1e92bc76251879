"""One damaged input in a process of its own: its exit code, what it says, how long it takes and how much memory."""

import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Final

from factsheet_builder.cli.app import VERBS, app
from factsheet_builder.cli.console import run
from factsheet_builder.errors import ExitCode
from tests.fuzz.damage import damage, damage_part
from tests.fuzz.targets import SHARES, TARGETS, Target

MOST_SECONDS: Final = 5.0
MOST_MEBIBYTES: Final = 500
_HANGS: Final = 60
"""Seconds after which a process is ended."""
_EXPECTED: Final = frozenset({ExitCode.DONE, ExitCode.USAGE, ExitCode.CONTENT, ExitCode.REFUSED, ExitCode.SURROUNDINGS})


for _name, _verb in VERBS.items():
    _verb.load(_name)  # before processes are forked, so that none of them imports it for itself


@dataclass(frozen=True, slots=True)
class Case:
    """One input: its kind and its seed say all of it."""

    kind: str
    seed: int

    @property
    def target(self) -> Target:
        """The way in that it takes."""
        return TARGETS[self.kind][self.seed % len(TARGETS[self.kind])]


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of a case: ``fault`` is empty where all went as it must."""

    case: Case
    seconds: float
    mebibytes: float
    fault: str


def cases(count: int, first: int = 0) -> Iterator[Case]:
    """Yield ``count`` cases of all kinds by their shares, their seeds from ``first`` on."""
    kinds = [kind for kind, share in SHARES.items() for _ in range(share)]
    for number in range(count):
        # 37 and 100 have no divisor in common: each hundred has every kind by its share, well mixed.
        yield Case(kinds[number * 37 % len(kinds)], first + number)


def try_case(case: Case) -> Trial:
    """Damage the input of ``case`` and run its commands on it, in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="factsheet-fuzz-") as folder, tempfile.TemporaryFile("w+") as said:
        case.target.prepare(Path(folder))
        file = Path(folder, case.target.file)
        file.write_bytes(_damaged(file.read_bytes(), case))
        started, before = time.monotonic(), _resident_mebibytes()
        child = os.fork()
        if not child:
            _run(case.target, Path(folder), said.fileno())
        status, usage = _wait(child, started + _HANGS)
        seconds = time.monotonic() - started
        mebibytes = usage.ru_maxrss / 1024 - before + _OF_A_PROCESS
        said.seek(0)
        return Trial(case, seconds, mebibytes, _fault(status, seconds, mebibytes, said.read()))


def _damaged(data: bytes, case: Case) -> bytes:
    part = case.target.part
    return damage_part(data, part, case.seed) if part else damage(data, case.seed)


_OF_A_PROCESS = 100
"""Mebibytes of a process that has loaded the commands and nothing else: a child begins with what its parent has."""


def _resident_mebibytes() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def _fault(status: int, seconds: float, mebibytes: float, said: str) -> str:
    if os.WIFSIGNALED(status):
        return f"ended by signal {os.WTERMSIG(status)}"
    if os.WEXITSTATUS(status):
        return said or f"ended with {os.WEXITSTATUS(status)}"
    if mebibytes > MOST_MEBIBYTES:  # said first: what takes memory takes time for it
        return f"took {mebibytes:.0f} MiB"
    return f"took {seconds:.1f} s" if seconds > MOST_SECONDS else ""


def _wait(child: int, until: float) -> tuple[int, resource.struct_rusage]:
    while True:
        ended, status, usage = os.wait4(child, os.WNOHANG)
        if ended:
            return status, usage
        if time.monotonic() > until:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.005)


def _run(target: Target, folder: Path, said: int) -> None:
    """Run the commands of ``target`` and end the process: with 1 where one ends as none may, and what it said."""
    os.chdir(folder)
    try:
        for command in target.commands:
            if fault := _fault_of(command):
                os.write(said, f"{' '.join(command)}: {fault}".encode("utf-8", "replace"))
                os._exit(1)
    except BaseException:
        os.write(said, traceback.format_exc().encode("utf-8", "replace"))
        os._exit(1)
    os._exit(0)


def _fault_of(command: tuple[str, ...]) -> str:
    out, err = StringIO(), StringIO()
    sys.argv = ["factsheet", *command]
    code: object = ExitCode.BUG
    try:
        with redirect_stdout(out), redirect_stderr(err):
            run(app)
    except SystemExit as end:
        code = end.code or ExitCode.DONE
    except BaseException:
        return traceback.format_exc()
    words = out.getvalue() + err.getvalue()
    if code not in _EXPECTED:
        return f"exit code {code}\n{words}"
    if (
        code is not ExitCode.DONE
        and code != 0
        and ": error:" not in words
        and "error: " not in words
        and "Error" not in words
    ):
        return f"exit code {code} without an error told\n{words}"
    return words if "Traceback" in words else ""
