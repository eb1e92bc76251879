"""Factsheets broken by one small edit each, as ``broken/messages.txt`` has them: the edit, and the messages that it gives.

``== name`` begins a file; its lines ``-`` of ``broken/valid.yaml`` are replaced by those with ``+`` (all of them where there
is no ``-``). ``! line:column what`` is a message, ``> remedy`` what it says to do, up to where it lists kinds or keys.
Characters that nobody sees stand as ``\\uXXXX``, except between quotation marks.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent / "broken"
VALID: Final = (_FOLDER / "valid.yaml").read_text(encoding="utf-8")


@dataclass
class BrokenFile:
    """One file: its name, what it says, and the place, fault and remedy of each message."""

    name: str
    removed: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    messages: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What the file says."""
        old, new = ("".join(f"{line}\n" for line in lines) for lines in (self.removed, self.added))
        if not old:
            return new
        assert old in VALID, f"“{self.name}” edits lines that valid.yaml does not have"
        return VALID.replace(old, new, 1)


def broken_files() -> list[BrokenFile]:
    """Return all files of the table."""
    found: list[BrokenFile] = []
    for line in (_FOLDER / "messages.txt").read_text(encoding="utf-8").splitlines():
        mark, rest = line[:1], line[1:]
        match mark:
            case "=":
                found.append(BrokenFile(line.removeprefix("== ")))
            case "-":
                found[-1].removed.append(_shown(rest))
            case "+":
                found[-1].added.append(_shown(rest))
            case "!":
                place, what = rest.strip().split(" ", 1)
                found[-1].messages.append((place, what, ""))
            case ">":
                place, what, _ = found[-1].messages[-1]
                found[-1].messages[-1] = (place, what, rest.strip())
            case _:
                assert not line, line
    return found


def _shown(line: str) -> str:
    return line if '"' in line else re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), line)
