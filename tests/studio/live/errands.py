"""What processes are sent to do in tests; nothing heavy is imported here, since each of them imports it."""

import hashlib
import os
import signal
import threading
import time
from pathlib import Path

from factsheet_builder.errors import ContentError, Diagnostic, Place, Severity

PROBLEM = Diagnostic(Severity.ERROR, "odd", "Something is odd.", "Mend it.", Place("data/a.yaml", 3, 4, "VI-1"))


def echo(value: object) -> object:
    return value


def process_number() -> int:
    return os.getpid()


def wait_for(file: Path) -> str:
    while not file.exists():
        time.sleep(0.005)
    return file.name


def fail() -> None:
    raise ContentError([PROBLEM])


def break_down() -> None:
    raise KeyError("a bug")


def unpicklable() -> object:
    return threading.Lock()


def die(how: str) -> None:
    if how == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    os._exit(3)


def work_without_end() -> None:
    while True:
        time.sleep(0.01)


def hear_nothing() -> bytes:
    return hashlib.pbkdf2_hmac("sha256", b"", b"", 1_000_000_000)  # minutes in compiled code


def take_memory() -> int:
    return len(bytearray(1 << 30))
