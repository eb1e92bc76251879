"""``python -m tests.benchmarks.measure RESULT COMMAND…``: run a command and write what it and all that it started took.

Processes that outlive the one that started them (the server of a pool, a browser's helpers) come to this process, which
asked the kernel for it (``prctl(2)``, ``PR_SET_CHILD_SUBREAPER``), so that their processor time is counted too.
"""

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

_PR_SET_CHILD_SUBREAPER = 36
_PATIENCE_S = 10.0


def main() -> int:
    """Return the exit code of the command."""
    result, *command = sys.argv[1:]
    if ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError("the kernel does not hand over orphans")
    started = monotonic()
    code = subprocess.run(command, check=False).returncode
    taken = monotonic() - started
    _reap_all(monotonic() + _PATIENCE_S)
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = {"wall_s": taken, "cpu_s": usage.ru_utime + usage.ru_stime, "peak_bytes": usage.ru_maxrss * 1024}
    Path(result).write_text(json.dumps(took), encoding="utf-8")
    return code if code >= 0 else 128 - code


def _reap_all(until: float) -> None:
    """Wait for what the command left running; what still runs then is ended."""
    with suppress(ChildProcessError):
        while True:
            process, _ = os.waitpid(-1, os.WNOHANG)
            if process:
                continue
            if monotonic() > until:
                for child in Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split():
                    os.kill(int(child), signal.SIGKILL)
            sleep(0.02)


if __name__ == "__main__":
    sys.exit(main())
