"""The tasks of a build done by an existing Dask cluster; the only door to ``dask.distributed``.

Workers need the installed package and nothing else: templates, styles and pictures travel as a bundle that is named by
its content and unpacked once on each machine. Results come back as bytes, and the client alone writes files. A worker
that is lost is made up for by the others. Start workers with one thread each: fonts are not shared between threads.
"""

import io
import logging
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

from factsheet_builder.builds.making.executors import Setup
from factsheet_builder.builds.making.keeping import Keeping
from factsheet_builder.builds.making.maker import Maker
from factsheet_builder.builds.making.tasks import Failed, Result, Schedule, Task, do
from factsheet_builder.builds.sources import Sources, digest, versions_here
from factsheet_builder.content.pictures.picture_conversion import KINDS
from factsheet_builder.errors import Diagnostic, ExitCode, Severity, SurroundingsError
from factsheet_builder.project import Project, cache_folder

_TIMEOUT_S: Final = 20
_UNDER_WAY: Final = 200
"""So many tasks are with the cluster at once."""
_PICTURES: Final = frozenset(KINDS)
_ONE_AT_A_TIME: Final = Lock()


@dataclass(frozen=True, slots=True)
class Cluster:
    """A Dask cluster, by the address of its scheduler (``tcp://127.0.0.1:8786``)."""

    address: str

    def run(self, schedule: Schedule, setup: Setup) -> Iterator[tuple[Result, ...]]:
        """Do all tasks.

        Raises:
            SurroundingsError: Dask is not installed, or the cluster cannot be reached.
        """
        distributed = _load()
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters of it is said by us
        bundle = pack_bundle(setup.project)
        name, terms = digest(bundle), (setup.sources, setup.is_strict, setup.keeping)
        with self._client(distributed) as client:
            under_way: dict[Any, tuple[int, Task]] = {}
            finished = distributed.as_completed(loop=client.loop)
            try:
                while not schedule.is_done:
                    while len(under_way) < _UNDER_WAY and (taken := schedule.take()) is not None:
                        future = client.submit(do_there, taken[1], name, None, terms, pure=False)
                        under_way[future] = taken
                        finished.add(future)
                    future = next(finished)
                    number, task = under_way.pop(future)
                    answer = _answer(future, distributed)
                    if answer is None:  # the machine does not have the bundle yet
                        future = client.submit(do_there, task, name, bundle, terms, pure=False)
                        under_way[future] = number, task
                        finished.add(future)
                    elif isinstance(answer, Diagnostic):
                        yield schedule.fail(number, answer)
                    else:
                        yield schedule.put(number, answer)
            finally:
                with suppress(Exception):  # the cluster may be gone, and with it what there was to cancel
                    client.cancel(list(under_way))

    def _client(self, distributed: Any) -> Any:  # noqa: ANN401 - Dask has no types
        try:
            return distributed.Client(self.address, timeout=_TIMEOUT_S, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            what = f"The cluster at {self.address} cannot be reached: {error}."
            remedy = "Check the address of its scheduler, for example tcp://127.0.0.1:8786, and that it runs."
            raise SurroundingsError.of("no-cluster", what, remedy) from error


def _load() -> Any:  # noqa: ANN401 - Dask has no types
    try:
        import distributed
    except ImportError as error:
        what = "Dask is not installed, which --cluster needs."
        raise SurroundingsError.of("no-dask", what, "Install the package as factsheet-builder[cluster].") from error
    return distributed


def _answer(future: Any, distributed: Any) -> tuple[Result, ...] | Diagnostic | None:  # noqa: ANN401
    """Return what became of a task: its results, why there are none, or nothing where the bundle is wanted.

    Raises:
        Exception: a bug in the worker, as it was raised there.
    """
    try:
        answer: tuple[Result, ...] | None = future.result()
    except distributed.KilledWorker as error:
        what = f"The workers that made it were lost one after the other: {error}."
        return Diagnostic(Severity.ERROR, "worker-died", what, "Give the workers more memory, and build again.")
    except (distributed.CancelledError, distributed.comm.CommClosedError, OSError) as error:
        what = f"The cluster was lost: {error}."
        raise SurroundingsError.of(
            "no-cluster", what, "Start it again, and build again: what is done is kept."
        ) from error
    return answer


def pack_bundle(project: Project) -> bytes:
    """Return what workers read besides their tasks, as a ZIP archive: same files, same bytes."""
    wanted: dict[str, Path] = {}
    for name, folders in (("templates", project.template_folders), ("styles", project.style_folders)):
        for folder in reversed(folders):  # the first folder that has a file wins
            wanted |= {f"{name}/{file.relative_to(folder).as_posix()}": file for file in _files(folder)}
    for file in _files(project.data):
        if file.suffix.lower() in _PICTURES and file.resolve().is_relative_to(project.data.resolve()):
            wanted[f"data/{file.relative_to(project.data).as_posix()}"] = file
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(wanted):
            archive.writestr(zipfile.ZipInfo(name), wanted[name].read_bytes())  # dated 1980, as ZIP's epoch is
    return stream.getvalue()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))


# On the worker


def do_there(
    task: Task, name: str, bundle: bytes | None, terms: tuple[Sources, bool, Keeping]
) -> tuple[Result, ...] | None:
    """Do a task on a worker, with the bundle of that name; return nothing where it is not here and was not sent."""
    sources, is_strict, keeping = terms
    if different := _differences(sources):
        what = f"The worker has other versions than the client: {', '.join(different)}."
        problem = Diagnostic(Severity.ERROR, "worker-differs", what, "Install the same packages on both.")
        return tuple(Failed(draft.deliverable, (problem,), ExitCode.SURROUNDINGS) for draft in task.drafts)
    with _ONE_AT_A_TIME:
        root = unpack(name, bundle)
        return None if root is None else do(task, _maker(root, sources.digest, is_strict, keeping, _Held(sources)))


def _differences(sources: Sources) -> list[str]:
    here = versions_here()
    return sorted(name for name, value in sources.machine.items() if here.get(name) != value)


def unpack(name: str, bundle: bytes | None) -> Path | None:
    """Return the folder of an unpacked bundle, unpacked now if it is new here and was sent."""
    target = Path(tempfile.gettempdir()) / f"factsheet-builder-{name}"
    if target.is_dir():
        return target
    if bundle is None or digest(bundle) != name:
        return None
    folder = Path(tempfile.mkdtemp(prefix="factsheet-builder-", suffix=".part"))
    (folder / "data").mkdir()
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        archive.extractall(folder)
    with suppress(OSError):  # another worker of this machine was faster
        folder.rename(target)
    return target


class _Held:
    """Sources as an argument that is not compared: their digest beside them says which they are."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=2)
def _maker(root: Path, _digest: str, is_strict: bool, keeping: Keeping, held: _Held) -> Maker:
    return Maker(Project(root), cache_folder(), held.sources, is_strict=is_strict, keeping=keeping)
