"""A short run of ``make fuzz``: damaged inputs of every kind end in a message, in time and memory; damage is repeatable."""

import os
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.fuzz import trial
from tests.fuzz.damage import damage, damage_part
from tests.fuzz.targets import SHARES, TARGETS, Target
from tests.fuzz.trial import Case, cases, try_case


@pytest.mark.parametrize("case", list(cases(40)), ids=lambda case: f"{case.kind}-{case.seed}")
def test_a_damaged_input_ends_in_a_message(case: Case) -> None:
    found = try_case(case)
    # Time is measured by `make fuzz`; here other tests run beside.
    assert not found.fault or found.fault.startswith("took"), found.fault


def test_every_kind_has_its_share_and_damage_is_the_same_for_a_seed() -> None:
    assert SHARES.keys() == TARGETS.keys()
    assert sum(SHARES.values()) == 100
    assert {case.kind for case in cases(100)} == set(TARGETS)
    data = bytes(range(256)) * 8
    assert [damage(data, seed) for seed in range(50)] == [damage(data, seed) for seed in range(50)]
    assert len({damage(data, seed) for seed in range(50)}) > 40


def test_damage_inside_a_package_is_packed_again_and_leaves_the_other_parts(tmp_path: Path) -> None:
    inside = next(target for target in TARGETS["docx"] if target.part)
    inside.prepare(tmp_path)
    sound = (tmp_path / inside.file).read_bytes()
    with zipfile.ZipFile(BytesIO(sound)) as old, zipfile.ZipFile(BytesIO(damage_part(sound, inside.part, 1))) as new:
        assert new.testzip() is None
        assert [name for name in old.namelist() if old.read(name) != new.read(name)] == [inside.part]


@pytest.mark.parametrize(
    ("command", "said"),
    [(("check", "--factsheet"), ""), (("bug",), "Traceback"), (("killed",), "signal 9"), (("hungry",), "MiB")],
)
def test_the_trial_notices_what_it_looks_for(
    monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], said: str
) -> None:
    def misbehave(app: object) -> None:
        del app
        match command[0]:
            case "bug":
                raise KeyError("x")
            case "killed":
                os.kill(os.getpid(), 9)
            case "hungry":
                bytearray(b"x" * 700_000_000)
                raise SystemExit(0)
            case _:
                raise SystemExit(0)

    def prepare(folder: Path) -> None:
        (folder / "x").write_bytes(b"x")

    monkeypatch.setattr(trial, "run", misbehave)
    monkeypatch.setitem(TARGETS, "yaml", (Target("x", prepare, (command,)),))
    assert said in try_case(Case("yaml", 1)).fault
    assert bool(said) == bool(try_case(Case("yaml", 1)).fault)
