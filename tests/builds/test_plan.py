"""The matrix: what is owed, how it is narrowed, and what is refused, with its place."""

from pathlib import Path

import pytest

from factsheet_builder.builds.deliverable import Deliverable, Kind
from factsheet_builder.errors import ContentError, UsageError
from factsheet_builder.project import Project
from factsheet_builder.typesetting.editions import Edition
from tests.builds.conftest import FILES, planned


def owe(project: Project, text: str) -> None:
    (project.data / "deliverables.yaml").write_text(text, encoding="utf-8")


def paths(deliverables: tuple[Deliverable, ...]) -> list[str]:
    return sorted(str(deliverable.path) for deliverable in deliverables)


def test_all_that_is_declared_is_owed(bare: Project) -> None:
    assert paths(planned(bare).asked) == list(FILES)


def test_the_shipped_project_owes_the_factsheet_in_its_editions_and_files_for_each_party(shipped: Project) -> None:
    owed = planned(shipped).owed
    english = [deliverable for deliverable in owed if deliverable.locale == "en"]
    assert len([d for d in english if d.kind is Kind.FACTSHEET]) == 3
    assert len({d.party for d in english if d.kind is Kind.TAILORED}) == 48
    assert len({d.party for d in english if d.kind is Kind.PACK}) == 48
    general = {d.locale for d in owed if d.kind is Kind.FACTSHEET}
    assert general == set(shipped.locales())
    assert {d.locale for d in owed if d.party} == {"en"}


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ({"kinds": (Kind.PACK,)}, FILES[:2]),
        ({"parties": ("MLT",)}, (FILES[1], FILES[5])),
        ({"parties": ("all",)}, (*FILES[:2], *FILES[4:])),
        ({"editions": (Edition.PRESS,)}, (FILES[3],)),
        ({"locales": ("en",), "kinds": (Kind.TAILORED,), "parties": ("HRV",)}, (FILES[4],)),
        ({"locales": ("all",), "factsheets": ("small",), "profile": "full"}, (*FILES[:2], *FILES[4:])),
    ],
)
def test_options_narrow_what_is_owed(bare: Project, asked: dict[str, object], left: tuple[str, ...]) -> None:
    chosen = planned(bare, **asked)
    assert paths(chosen.asked) == list(left)
    assert paths(chosen.owed) == list(FILES)


def test_what_is_not_owed_is_refused_unless_it_is_asked_for_as_an_extra(bare: Project) -> None:
    asked = {"kinds": (Kind.TAILORED,), "parties": ("IRL",), "profile": "brief"}
    with pytest.raises(UsageError, match="Nothing that is asked for is owed"):
        planned(bare, **asked)
    assert paths(planned(bare, **asked, is_extra=True).asked) == ["en/tailored/small-IRL-brief.pdf"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"factsheets": ("none",)}, "There is no factsheet “none”"),
        ({"locales": ("tlh",)}, "There is no locale “tlh”"),
        ({"profile": "none"}, "There is no profile “none”"),
        ({"parties": ("PLO",)}, "“PLO” is no Party"),
        ({"parties": ("MLT",), "kinds": (Kind.FACTSHEET,)}, "the same for all Parties"),
        ({"kinds": (Kind.PACK,), "is_extra": True}, "is made for one Party"),
        ({"parties": ("MLT",), "kinds": (Kind.BILINGUAL,)}, "the same for all Parties"),
        ({"kinds": (Kind.BILINGUAL,), "locales": ("en",), "is_extra": True}, "a translation beside the text"),
    ],
)
def test_what_does_not_exist_is_not_planned(bare: Project, asked: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        planned(bare, **asked)


def test_without_the_file_the_general_factsheets_are_owed(bare: Project) -> None:
    (bare.data / "deliverables.yaml").unlink()
    assert paths(planned(bare).asked) == ["en/small.pdf"]
    assert paths(planned(bare, kinds=(Kind.PACK,), parties=("MLT",)).asked) == ["en/packs/small-MLT.pdf"]


def test_a_party_has_locales_of_its_own(bare: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Project, "locales", lambda _: ("en", "fr", "ro"))
    owe(bare, "party_locales: {MDA: [fr, ro]}\ndeliverables: [{kind: pack, parties: [MDA, MLT], locales: en}]\n")
    assert paths(planned(bare).asked) == ["en/packs/small-MLT.pdf", "fr/packs/small-MDA.pdf", "ro/packs/small-MDA.pdf"]


def test_a_bilingual_edition_is_owed_in_every_other_language(bare: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Project, "locales", lambda _: ("en", "fr", "ro"))
    files = ["fr/bilingual/small.pdf", "ro/bilingual/small.pdf"]
    assert paths(planned(bare, kinds=(Kind.BILINGUAL,), is_extra=True).asked) == files
    asked = {"kinds": (Kind.BILINGUAL,), "locales": ("fr",), "editions": (Edition.PRESS,), "is_extra": True}
    assert paths(planned(bare, **asked).asked) == files[:1], "it has one edition"
    owe(bare, "deliverables: [{kind: bilingual}, {kind: factsheet, locales: en}]\n")
    assert paths(planned(bare).asked) == ["en/small.pdf", *files]


def test_files_are_named_by_a_pattern(bare: Project) -> None:
    owe(
        bare,
        'deliverables: [{kind: tailored, parties: MLT, profiles: [full, brief], file: "{party}/{factsheet}_{locale}"}]',
    )
    assert paths(planned(bare).asked) == ["MLT/small_en-brief.pdf", "MLT/small_en.pdf"]


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("deliverables: []", "1:15", "empty"),
        ("deliverables: [{kind: packs, parties: all}]", "1:23", "“packs”"),
        ("deliverables: [{kind: factsheet, locales: []}]", "1:43", "is empty"),
        ("deliverables: [{kind: factsheet, locales: tlh}]", "1:43", "no locale “tlh”"),
        ("deliverables: [{kind: factsheet, factsheets: [none]}]", "1:47", "no factsheet “none”"),
        ("deliverables: [{kind: factsheet, parties: all}]", "1:16", "the same for all Parties"),
        ("deliverables: [{kind: tailored}]", "1:16", "no Party is named"),
        ("deliverables: [{kind: tailored, parties: PLO}]", "1:42", "no party “PLO”"),
        ("deliverables: [{kind: tailored, parties: all, profiles: [none]}]", "1:58", "no profile “none”"),
        ("deliverables: [{kind: pack, parties: all, editions: press}]", "1:53", "screen and html"),
        ("deliverables: [{kind: bilingual, editions: press}]", "1:44", "one edition"),
        ("deliverables: [{kind: bilingual, locales: en}]", "1:43", "which has none itself"),
        ("deliverables: [{kind: bilingual, parties: all}]", "1:16", "the same for all Parties"),
        ("deliverables: [{kind: factsheet}]\nparty_locales: {MDA: [en, tlh]}", "2:27", "no locale “tlh”"),
        ("deliverables: [{kind: factsheet}]\nparty_locales: {PLO: en}", "2:22", "no party “PLO”"),
        ("deliverables: [{kind: factsheet}]\ngroups: {few: []}", "2:15", "is empty"),
        ("deliverables: [{kind: factsheet}]\ngroups: {few: [PLO]}", "2:16", "no party “PLO”"),
        ("deliverables: [{kind: factsheet}]\ngroups: {MLT: [HRV]}", "2:15", "cannot be called “MLT”"),
        ('deliverables: [{kind: pack, parties: all, file: "{locale}/pack"}]', "1:16", "Two files would be called"),
        ('deliverables: [{kind: pack, parties: all, file: "{name}"}]', "1:49", "does not exist"),
        ('deliverables: [{kind: factsheet, file: "../{locale}"}]', "1:40", "cannot be written everywhere"),
        ('deliverables: [{kind: factsheet, file: "/{locale}"}]', "1:40", "cannot be written everywhere"),
        ('deliverables: [{kind: factsheet, file: "con/{locale}"}]', "1:40", "cannot be written everywhere"),
        ('deliverables: [{kind: factsheet, file: "a b"}]', "1:40", "not written as it must be"),
        ('deliverables: [{kind: factsheet}, {kind: tailored, parties: MLT, file: "EN/Small"}]', "1:35", "Two files"),
    ],
)
def test_a_wrong_matrix_is_refused_with_its_place(bare: Project, text: str, place: str, words: str) -> None:
    owe(bare, text)
    with pytest.raises(ContentError) as caught:
        planned(bare)
    problems = [str(problem) for problem in caught.value.diagnostics]
    assert any(line.startswith(f"data/deliverables.yaml:{place}:") and words in line for line in problems), problems


def test_every_name_is_safe_on_every_system(shipped: Project) -> None:
    names = [str(deliverable.path) for deliverable in planned(shipped).owed]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(Path(name).parts == tuple(name.split("/")) and name.isascii() for name in names)
