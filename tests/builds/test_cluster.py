"""The same bytes from a cluster: a scheduler and two workers on loopback, one of them killed midway."""

import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factsheet_builder.builds.making.cluster import Cluster, do_there, pack_bundle, unpack
from factsheet_builder.builds.making.keeping import USUAL_KEEPING
from factsheet_builder.builds.making.tasks import Task
from factsheet_builder.builds.outcome import Fate
from factsheet_builder.builds.sources import Sources, digest, read_sources
from factsheet_builder.errors import ExitCode, SurroundingsError
from factsheet_builder.project import Project
from tests.builds.conftest import files_of, planned, run

Program = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    """Start programs of Dask, and end them with the test."""
    running: list[subprocess.Popen[bytes]] = []

    def start(name: str, *arguments: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", f"distributed.cli.dask_{name}", "--host", "127.0.0.1", "--no-dashboard"]
        with (tmp_path / f"{name}{len(running)}.log").open("wb") as log:
            process = subprocess.Popen([*command, *arguments], cwd=tmp_path, stdout=log, stderr=log)
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.mark.filterwarnings("ignore")  # the client's own, as it meets the end of a worker
@pytest.mark.slow
def test_a_cluster_makes_the_same_bytes_though_a_worker_is_killed(
    bare: Project, small_built: Project, program: Program
) -> None:
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    program("scheduler", "--port", str(port))
    workers = [program("worker", address, "--nthreads", "1", "--no-nanny") for _ in range(2)]
    killed = False

    class Watched(Cluster):
        """Kills a worker as soon as the first results are there."""

        def run(self, schedule, setup):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202
            nonlocal killed
            for results in super().run(schedule, setup):
                if not killed:
                    workers[0].send_signal(signal.SIGKILL)
                    killed = True
                yield results

    outcomes = run(bare, executor=Watched(address))
    assert killed
    assert {outcome.fate for outcome in outcomes.values()} == {Fate.MADE}, outcomes
    assert files_of(bare.out) == files_of(small_built.out)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_that_is_not_there_is_named(bare: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factsheet_builder.builds.making.cluster._TIMEOUT_S", 1)
    address = f"tcp://127.0.0.1:{free_port()}"
    with pytest.raises(SurroundingsError, match=f"{address} cannot be reached"):
        run(bare, executor=Cluster(address))
    assert not list(bare.out.rglob("*.pdf"))


def test_without_dask_the_remedy_is_named(bare: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SurroundingsError, match="factsheet-builder\\[cluster\\]"):
        run(bare, executor=Cluster("tcp://127.0.0.1:1"))


def test_a_worker_with_other_versions_makes_nothing(small_built: Project) -> None:
    from factsheet_builder.builds.drafts import Drafter

    chosen = planned(small_built)
    sources = read_sources(small_built)
    other = Sources(sources.names | {"package weasyprint": "71.0"})
    task = Task((Drafter(small_built, chosen.owed).draft(chosen.asked[0]),))
    results = do_there(task, "none", None, (other, False, USUAL_KEEPING))
    assert results is not None
    (result,) = results
    assert "package weasyprint" in str(result.diagnostics[0])
    assert getattr(result, "exit_code", None) is ExitCode.SURROUNDINGS
    assert do_there(task, "none", None, (sources, False, USUAL_KEEPING)) is None  # the same versions, but no bundle


def test_a_bundle_has_the_same_bytes_and_is_unpacked_once(
    small: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    bundle = pack_bundle(small)
    assert bundle == pack_bundle(small)
    name = digest(bundle)
    assert unpack(name, None) is None
    assert unpack("another name", bundle) is None
    root = unpack(name, bundle)
    assert root is not None
    assert (root / "styles" / "base.css").is_file()
    assert not list(root.rglob("*.yaml"))
    assert unpack(name, None) == root
    (small.root / "styles").mkdir()
    (small.root / "styles" / "mine.css").write_text("p {}", encoding="utf-8")
    assert pack_bundle(small) != bundle
