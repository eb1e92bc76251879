"""Processes that stay: the newest call of an asker wins, work is fair, what dies is told and replaced, nothing outlives."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from factsheet_builder.builds.making.deliverable_limits import Limits
from factsheet_builder.errors import ContentError, RefusedError, SurroundingsError
from factsheet_builder.studio.live.child import Call
from factsheet_builder.studio.live.station import Station, Superseded, Terms, begin_early
from tests.conftest import ROOT
from tests.studio.live.errands import (
    PROBLEM,
    break_down,
    die,
    echo,
    fail,
    hear_nothing,
    process_number,
    take_memory,
    unpicklable,
    wait_for,
    work_without_end,
)


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    begin_early()
    terms = Terms(limits=Limits(time_s=0.3, memory_mib=900), grace_s=60)
    found = Station("test", tmp_path_factory.mktemp("station"), terms)
    yield found
    found.close()


def gather(act: Callable[[], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        return await act()

    return asyncio.run(run())


def test_problems_come_back_as_they_are_and_bugs_as_bugs(station: Station) -> None:
    async def act() -> None:
        assert await station.ask("me", Call(echo, (b"x" * 3_000_000,))) == b"x" * 3_000_000
        with pytest.raises(ContentError) as caught:
            await station.ask("me", Call(fail))
        assert caught.value.diagnostics == (PROBLEM,)
        assert str(caught.value) == str(PROBLEM)
        with pytest.raises(RuntimeError, match=r"(?s)in break_down.*KeyError: 'a bug'"):
            await station.ask("me", Call(break_down))
        with pytest.raises(RuntimeError, match="pickle"):
            await station.ask("me", Call(unpicklable))

    gather(act)


def test_what_dies_or_takes_too_much_is_told_and_replaced(station: Station) -> None:
    async def act() -> None:
        first = await station.ask("me", Call(process_number))
        for how, words in (("killed", "when memory runs out"), ("ended", "code 3")):
            died = station.ask("me", Call(die, (how,)))
            others = station.ask("you", Call(process_number))
            with pytest.raises(SurroundingsError, match=words):
                await died
            assert await others != first
        with pytest.raises(RefusedError, match=r"0\.3 seconds"):
            await station.ask("me", Call(work_without_end))
        with pytest.raises(RefusedError, match="900 MiB"):
            await station.ask("me", Call(take_memory))
        await asyncio.to_thread(os.kill, await station.ask("me", Call(process_number)), signal.SIGKILL)
        await asyncio.sleep(0.05)
        assert await station.ask("me", Call(echo, (1,))) == 1

    gather(act)


def test_what_hears_of_no_limit_is_given_up(tmp_path: Path) -> None:
    async def act() -> None:
        station = Station("test", tmp_path, Terms(limits=Limits(time_s=0.3), grace_s=0.2))
        with pytest.raises(SurroundingsError, match=r"more than 0\.5 seconds"):
            await station.ask("me", Call(hear_nothing))
        await asyncio.to_thread(station.close)

    gather(act)


def test_the_newest_of_an_asker_wins_and_work_is_fair(station: Station, tmp_path: Path) -> None:
    done: list[str] = []

    async def note(name: str, future: "asyncio.Future[Any]") -> None:
        try:
            await future
            done.append(name)
        except Superseded:
            done.append(f"not {name}")

    async def act() -> None:
        at_work = station.ask("busy", Call(wait_for, (tmp_path / "go",)))
        while not station._at_work:
            await asyncio.sleep(0.001)
        asked = [
            note(f"me {number}", station.ask("me", Call(echo, (number,)), newest_wins=True)) for number in range(3)
        ]
        asked += [note(f"all {number}", station.ask("all", Call(echo, (number,)))) for number in range(3)]
        asked += [note("you 0", station.ask("you", Call(echo, (0,)), newest_wins=True))]
        dropped = station.ask("gone", Call(fail))
        dropped.cancel()
        tasks = [asyncio.create_task(one) for one in asked]
        await asyncio.sleep(0)
        (tmp_path / "go").touch()
        await asyncio.gather(at_work, *tasks)

    gather(act)
    assert done == ["not me 0", "not me 1", "me 2", "all 0", "you 0", "all 1", "all 2"]


def test_what_would_take_long_still_is_given_up_for_something_newer(tmp_path: Path) -> None:
    async def act(spared_s: float) -> list[str]:
        station = Station("test", tmp_path, Terms(spared_s=spared_s))
        marks = [tmp_path / f"{name}{spared_s}" for name in ("first", "second", "third")]
        marks[0].touch()
        station._took_s["long"] = 60.0
        old = station.ask("me", Call(wait_for, (marks[1],)), newest_wins=True, key="long")
        while not station._at_work or station._at_work[0].child is None:
            await asyncio.sleep(0.005)
        new = station.ask("me", Call(wait_for, (marks[0],)), newest_wins=True, key="long")
        other = station.ask("you", Call(wait_for, (marks[0],)), newest_wins=True, key="long")
        if not spared_s:
            marks[1].touch()
        found = await asyncio.gather(old, new, other, return_exceptions=True)
        await asyncio.to_thread(station.close)
        return ["given up" if isinstance(one, Superseded) else "done" for one in found]

    assert asyncio.run(act(2.0)) == ["given up", "done", "done"]
    assert asyncio.run(act(0.0)) == ["done", "done", "done"]


def test_closing_ends_what_waits_and_what_is_at_work(tmp_path: Path) -> None:
    async def act() -> None:
        station = Station("test", tmp_path, Terms())
        number = await station.ask("me", Call(process_number))
        at_work, waiting = (station.ask("me", Call(wait_for, (tmp_path / "never",))) for _ in range(2))
        await asyncio.sleep(0.02)
        await asyncio.to_thread(station.close)
        for future in (at_work, waiting, station.ask("me", Call(echo, (1,)))):
            with pytest.raises(SurroundingsError, match="being closed"):
                await future
        assert not _is_there(number)

    gather(act)


KILLED = """
import asyncio, sys, time
from pathlib import Path
from factsheet_builder.studio.live.child import Call
from factsheet_builder.studio.live.station import Station, Terms
from tests.studio.live.errands import process_number, wait_for

async def act():
    station = Station("test", Path(sys.argv[1]), Terms())
    print(await station.ask("me", Call(process_number)), flush=True)
    await station.ask("me", Call(wait_for, (Path(sys.argv[1]) / "never",)))

if __name__ == "__main__":
    asyncio.run(act())
"""


def test_nothing_outlives_a_studio_that_was_killed(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "killed.py").write_text(KILLED)
    command = [sys.executable, str(tmp_path / "killed.py"), str(tmp_path / "folder")]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}, text=True
    ) as process:
        assert process.stdout is not None
        number = int(process.stdout.readline())
        assert _is_there(number)
        process.kill()
    deadline = time.monotonic() + 20
    while (_is_there(number) or (tmp_path / "folder").exists()) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not _is_there(number)
    assert not (tmp_path / "folder").exists(), "unsaved texts are left behind"


def _is_there(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().split(")")[1].split()[0] != "Z"
    except OSError:
        return False
