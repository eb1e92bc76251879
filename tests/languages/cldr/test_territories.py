"""Names of CLDR are proposed to translators, with what to mind, and printed only once a translator has taken them."""

import pytest

from factsheet_builder.builds.inputs import Common, load_common
from factsheet_builder.languages.catalogs import parse_po
from factsheet_builder.languages.cldr.territories import territory_proposal
from factsheet_builder.languages.isolation import without_isolates
from factsheet_builder.languages.locales import read_localiser
from factsheet_builder.project import Project
from tests.conftest import Run


@pytest.fixture(scope="module")
def common(shipped: Project) -> Common:
    return load_common(shipped)


@pytest.mark.parametrize(
    ("code", "tag", "words", "remark"),
    [
        ("MLT", "he", "מלטה", ""),
        ("MDA", "pl", "Mołdawia", "the register says “Republic of Moldova”, CLDR “Moldova” in English"),
        ("SVK", "pl", "Słowacja", "the register says “Slovak Republic”, CLDR “Slovakia” in English"),
        ("RUS", "pl", "Rosja", "the register says “Russian Federation”, CLDR “Russia” in English"),
        ("TUR", "pl", "Turcja", "the name has changed"),
        ("CZE", "pl", "Czechy", "the name has changed"),
    ],
)
def test_a_proposal_says_what_to_mind(common: Common, code: str, tag: str, words: str, remark: str) -> None:
    party = common.register.by_code[code]
    proposal = territory_proposal(party, party.names["en"][-1].name, tag)
    assert proposal.words == words
    assert proposal.remark.startswith("proposed by CLDR, not reviewed")
    assert remark in proposal.remark
    assert remark or ";" not in proposal.remark


def test_a_pseudo_locale_is_proposed_nothing(common: Common) -> None:
    assert territory_proposal(common.register.by_code["MLT"], "Malta", "ar-XB").words == ""


def test_names_of_a_new_locale_are_proposed_and_not_printed(factsheet: Run, project: Project) -> None:
    factsheet("messages", "new", "--locale", "pl", cwd=project.root)
    path = project.catalog_path("pl", "parties")
    po = parse_po(path.read_bytes(), "parties.po", "pl")
    names = [entry for entry in po if entry.id and "before" not in str(entry.context)]
    assert all(entry.string and entry.fuzzy for entry in names)
    assert len(names) > 48
    common = load_common(project)
    spoken = read_localiser(project, "pl", [], common.register, common.publication)
    assert without_isolates(spoken.party_name(common.register.by_code["DEU"])) == "Germany"
    path.write_text(path.read_text().replace('#, fuzzy\nmsgctxt "DEU"', 'msgctxt "DEU"'))
    spoken = read_localiser(project, "pl", [], common.register, common.publication)
    assert spoken.party_name(common.register.by_code["DEU"]) == "Niemcy"
    again = factsheet("messages", "update", "--locale", "pl", cwd=project.root)
    assert "wrote" not in again.stdout, "a proposal is made once"
