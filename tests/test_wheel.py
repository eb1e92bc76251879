"""The wheel alone is enough: from it a project is begun and built in an empty folder, far from the checkout."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked wheel, built without the network from what is installed."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=100)
    (wheel,) = folder.glob("*.whl")
    with ZipFile(wheel) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def run(unpacked: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # -S leaves out the folder of packages, in which the checkout may be installed; the path then has what it has,
    # after the wheel, but no hook that leads to the checkout.
    packages = [path for path in sys.path if path.endswith("site-packages")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(unpacked), *packages])}
    command = [sys.executable, "-S", "-c", "import sys; from factsheet_builder.cli.app import main; main()", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=100, check=False
    )


def test_the_wheel_holds_the_package_and_what_it_ships_only(unpacked: Path) -> None:
    tops = {path.name.partition("-")[0] for path in unpacked.iterdir()}
    assert tops == {"factsheet_builder"}
    inside = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*") if path.is_file()}
    for folder in ("templates", "styles"):
        for path in (ROOT / folder).rglob("*.*"):
            assert f"factsheet_builder/shipped/{path.relative_to(ROOT).as_posix()}" in inside
    assert {"factsheet_builder/py.typed", "factsheet_builder/content/skeleton.yaml"} <= inside
    assert "factsheet_builder/shipped/data/locales/fr/LC_MESSAGES/studio.po" in inside


@pytest.mark.slow
def test_the_wheel_begins_and_builds_a_project_in_an_empty_folder(unpacked: Path, tmp_path: Path) -> None:
    started = run(unpacked, tmp_path, "new", "my-first")
    assert (started.returncode, started.stderr) == (0, "")
    built = run(unpacked, tmp_path, "build", "--strict")
    assert (built.returncode, built.stderr) == (0, "")
    assert built.stdout.startswith("made out/en/my-first.pdf")


def test_the_checkout_cannot_be_imported(unpacked: Path, tmp_path: Path) -> None:
    """The negative control: without the wheel there is no package at all."""
    result = run(tmp_path, tmp_path, "--version")
    assert result.returncode != 0
    assert "No module named 'factsheet_builder" in result.stderr
    assert run(unpacked, tmp_path, "--version").returncode == 0
