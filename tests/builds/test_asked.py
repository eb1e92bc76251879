"""What people ask for, as they write it: names of Parties in any locale, small letters, what is near, what is ambiguous."""

import re

import pytest

from factsheet_builder.builds.asked import PartyNames, as_known
from factsheet_builder.builds.deliverable import Order
from factsheet_builder.builds.inputs import load_common
from factsheet_builder.errors import ExitCode, UsageError
from factsheet_builder.project import Project
from tests.conftest import Run

NAME = "assistance-to-victims"


@pytest.fixture(scope="module")
def names(shipped: Project) -> PartyNames:
    return PartyNames(shipped, load_common(shipped).register)


@pytest.mark.parametrize(("asked", "code"), [
    ("MLT", "MLT"), ("mlt", "MLT"), (" Mlt ", "MLT"), ("Malta", "MLT"), ("MALTA", "MLT"), ("Malte", "MLT"),
    ("Мальта", "MLT"), ("مالطة", "MLT"), ("მალტა", "MLT"), ("turkiye", "TUR"), ("Türkiye", "TUR"), ("Turkey", "TUR"),
    ("Republic of  Moldova", "MDA"), ("the Republic of Moldova", "MDA"), ("ALL", "all"), ("all", "all"),
])  # fmt: skip
def test_a_party_is_known_by_its_names(names: PartyNames, asked: str, code: str) -> None:
    assert names.code_of(asked) == code


@pytest.mark.parametrize(("asked", "hint"), [
    ("MTL", "Did you mean “MLT” (Malta)?"), ("Mallta", "Did you mean “MLT” (Malta)?"),
    ("Malt", "Did you mean “MLT” (Malta)?"), ("Netherland", "Did you mean “NLD”"), ("macedonia", "Did you mean “MKD”"),
    ("Republic", " or "), ("Atlantis", "Use a name or the three letters"), ("", "Use a name or the three letters"),
])  # fmt: skip
def test_what_is_near_is_suggested(names: PartyNames, asked: str, hint: str) -> None:
    with pytest.raises(UsageError, match=re.escape(f"“{asked}” is no Party of the register. ")) as caught:
        names.code_of(asked)
    assert hint in caught.value.diagnostics[0].remedy


def test_a_name_of_two_parties_names_both(project: Project) -> None:
    path = project.catalog_path("uk", "parties")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('msgstr "Мальта"', 'msgstr "Кіпр"'), encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        PartyNames(project, load_common(project).register).code_of("кіпр")
    (problem,) = caught.value.diagnostics
    assert problem.code == "ambiguous-party"
    assert "“CYP” (Cyprus) or “MLT” (Malta)" in problem.what


def test_a_broken_catalog_hides_no_other_name(project: Project) -> None:
    project.catalog_path("uk", "parties").write_bytes(b"\xff")
    assert PartyNames(project, load_common(project).register).code_of("მალტა") == "MLT"


def test_capitals_of_other_names_do_not_matter(shipped: Project) -> None:
    order = Order((NAME.upper(),), ("FR", "All", "EN-xa"), parties=("malte",), profile="FULL")
    known = as_known(shipped, order, load_common(shipped).register, ("full", "brief"))
    assert known == Order((NAME,), ("fr", "all", "en-XA"), parties=("MLT",), profile="full")


@pytest.mark.parametrize(("options", "hint"), [
    (("--factsheet", "assistance-to-victim"), f"Did you mean “{NAME}”?"), (("--locale", "frr"), "Did you mean “fr”?"),
    (("--party", "maltta", "--kind", "PACK"), "Did you mean “MLT” (Malta)?"),
    (("--profile", "fulll"), "Did you mean “full”?"),
])  # fmt: skip
def test_every_command_suggests(factsheet: Run, project: Project, options: tuple[str, ...], hint: str) -> None:
    verbs = {"build", "plan"} | ({"check"} if "--factsheet" in options else set())
    for verb in sorted(verbs | ({"explain"} if "--party" in options else set())):
        done = factsheet(verb, *(options[:2] if verb in {"check", "explain"} else options), cwd=project.root)
        assert (done.returncode, hint in done.stderr) == (ExitCode.USAGE, True), (verb, done.stderr)


def test_every_command_takes_what_people_write(factsheet: Run, project: Project) -> None:
    assert factsheet("check", "--factsheet", NAME.title(), cwd=project.root).stdout.startswith(f"{NAME}: valid")
    explained = factsheet("explain", "--party", "malte", "--factsheet", NAME.upper(), cwd=project.root)
    assert (explained.returncode, "MLT" in explained.stdout) == (0, True)
    planned = factsheet("plan", "--party", "malte", "--kind", "Tailored", "--locale", "FR", cwd=project.root)
    assert f"fr/tailored/{NAME}-MLT.pdf" in planned.stdout
    assert factsheet("messages", "status", "--locale", "FR", cwd=project.root).stdout.count("fr ") == 1
    assert "Did you mean “fr”?" in factsheet("messages", "status", "--locale", "frr", cwd=project.root).stderr
