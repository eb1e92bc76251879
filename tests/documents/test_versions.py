"""What the version for each Party must say and must not say; held against the facts, written out here Party by Party."""

import re
from dataclasses import replace

import pytest

from factsheet_builder.content.addressing import addressees_of
from factsheet_builder.content.passages import blocks_of
from factsheet_builder.views.block_views import BlockView, ParagraphView, SectionView
from factsheet_builder.views.boxed_views import PracticeView, RecommendationView
from factsheet_builder.views.document_view import DocumentView, GlanceView
from factsheet_builder.views.spans import plain
from tests.documents.versions import (
    PARTIES,
    blocks_in,
    bookmarks,
    content,
    data_of,
    flags,
    general,
    glance,
    leaks,
    own_practices,
    path_of,
    said_at_a_glance,
    strong_in,
    version,
)

# Code; the name today, and in a sentence where an article goes with it; the name in the lists of 10 March 2022 where it
# differs; which lists have it; where else the text names it; coverage by the round where it is not "yes".
FACTS = """
ALB | Albania                |                            |                | VI-1 VI-3 |                   |
AND | Andorra                |                            |                | VI-1      |                   |
ARM | Armenia                |                            |                |           |                   | no
AUT | Austria                |                            |                | VI-1 VI-3 |                   |
AZE | Azerbaijan             |                            |                |           |                   | no
BEL | Belgium                |                            |                | VI-1 VI-3 |                   |
BGR | Bulgaria               |                            |                | VI-3      | practice-bulgaria |
BIH | Bosnia and Herzegovina |                            |                | VI-1      |                   |
CHE | Switzerland            |                            |                |           |                   |
CYP | Cyprus                 |                            |                | VI-1      |                   |
CZE | Czechia                |                            | Czech Republic | VI-1      |                   |
DEU | Germany                |                            |                |           |                   |
DNK | Denmark                |                            |                |           |                   |
ESP | Spain                  |                            |                | VI-3      |                   |
EST | Estonia                |                            |                | VI-3      |                   |
FIN | Finland                |                            |                | VI-3      |                   |
FRA | France                 |                            |                |           |                   |
GBR | United Kingdom         | the United Kingdom         |                |           |                   | unconfirmed
GEO | Georgia                |                            |                | VI-3      |                   |
GRC | Greece                 |                            |                |           |                   |
HRV | Croatia                |                            |                | VI-1      | practice-croatia  |
HUN | Hungary                |                            |                |           | measures-adopted  |
IRL | Ireland                |                            |                |           | practice-ireland  | unconfirmed
ISL | Iceland                |                            |                | VI-1      |                   |
ITA | Italy                  |                            |                |           |                   |
LIE | Liechtenstein          |                            |                | VI-1      |                   |
LTU | Lithuania              |                            |                | VI-1 VI-3 |                   |
LUX | Luxembourg             |                            |                | VI-1      |                   |
LVA | Latvia                 |                            |                | VI-3      |                   |
MCO | Monaco                 |                            |                | VI-1 VI-3 |                   |
MDA | Republic of Moldova    | the Republic of Moldova    |                | VI-1 VI-3 |                   |
MKD | North Macedonia        |                            |                | VI-1 VI-3 |                   |
MLT | Malta                  |                            |                | VI-1 VI-3 | practice-malta    |
MNE | Montenegro             |                            |                | VI-1 VI-3 |                   |
NLD | Netherlands            | the Netherlands            |                | VI-1 VI-3 |                   |
NOR | Norway                 |                            |                |           |                   | unconfirmed
POL | Poland                 |                            |                |           | practice-poland   |
PRT | Portugal               |                            |                |           |                   |
ROU | Romania                |                            |                | VI-1      |                   |
RUS | Russian Federation     | the Russian Federation     |                |           |                   |
SMR | San Marino             |                            |                | VI-1 VI-3 |                   |
SRB | Serbia                 |                            |                | VI-1 VI-3 |                   |
SVK | Slovak Republic        | the Slovak Republic        |                | VI-1 VI-3 |                   |
SVN | Slovenia               |                            |                |           |                   |
SWE | Sweden                 |                            |                | VI-3      |                   |
TUN | Tunisia                |                            |                |           |                   | no
TUR | Türkiye                |                            | Turkey         | VI-3      |                   |
UKR | Ukraine                |                            |                | VI-1 VI-3 |                   |
"""

ROWS = {row[0]: row[1:] for row in ([cell.strip() for cell in line.split("|")] for line in FACTS.strip().splitlines())}
NOT_MEMBERS = {"RUS", "TUN"}
OPEN = {
    "VI-2": "addresses “all Parties that are not already doing so”; names no Party",
    "VI-4": "addresses “Parties which are not already doing so”; names no Party",
}
COVERAGE = {
    "yes": "{} is one of the States that the monitoring round covered.",
    "no": "{} is not one of the States that the monitoring round covered.",
    "unconfirmed": "It is not known whether the monitoring round covered {}: the sources of this factsheet do not say.",
}


class Row:
    """A row of the facts, and the sentences that follow from it."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.name, prose, former, listed, elsewhere, coverage = ROWS[code]
        self.prose = prose or self.name
        self.official = former or self.name
        self.former, self.listed, self.elsewhere = former, listed.split(), elsewhere
        self.coverage = coverage or "yes"
        self.is_praised = elsewhere.startswith("practice")

    def facts(self) -> list[str]:
        begin = self.prose[0].upper() + self.prose[1:]
        said = [COVERAGE[self.coverage].format(self.prose if self.coverage == "unconfirmed" else begin)]
        if self.code in NOT_MEMBERS:
            said.append(
                "By the register of Parties, which is newer than the report, this Party is not a member State of the "
                "Council of Europe."
            )
        if self.former:
            then = f"the {self.former}" if self.former == "Czech Republic" else self.former
            said.append(f"{begin} is called {then} in the official text, as on 10 March 2022.")
        if self.is_praised:
            said.append(f"{begin} is named in a promising practice: see the passage.")
        elif self.elsewhere:
            said.append(f"The running text names {self.prose}: see the passage.")
        if self.is_praised and self.listed:
            said.append(
                "Being named in a promising practice and being addressed by a recommendation are two separate findings."
            )
        return said

    def addressed(self) -> dict[str, str]:
        said = {name: "named" if name in self.listed else "not named" for name in ("VI-1", "VI-3")} | OPEN
        return said | ({"VI-3": "named; see note 8"} if self.code == "MDA" else {})

    def flags(self) -> dict[str, str]:
        said = dict.fromkeys(self.listed, f"addressed to {self.prose}")
        if self.code == "MDA":
            said["VI-3"] += "; corrected after adoption, see note 8"
        if self.elsewhere and not self.is_praised:
            said[self.elsewhere] = f"names {self.prose}"
        return said


def test_the_facts_name_every_party_and_every_case() -> None:
    assert tuple(sorted(ROWS)) == tuple(sorted(PARTIES))
    assert len(ROWS) == 48
    rows = [Row(code) for code in ROWS]
    covered = [row for row in rows if row.coverage == "yes"]
    cases = ["VI-1 VI-3", "VI-1", "VI-3", ""]
    assert [sum(" ".join(row.listed) == case for row in covered) for case in cases] == [14, 9, 8, 11]
    assert {row.code for row in rows if row.coverage == "no"} == {"TUN", "AZE", "ARM"}
    assert {row.code for row in rows if row.coverage == "unconfirmed"} == {"IRL", "NOR", "GBR"}
    # The facts agree with the lists of the content.
    sheet, register = content().sheet, content().common.register
    lists = {b.id: addressees_of(sheet, b, register) for _, b in blocks_of(sheet) if b.kind == "recommendation"}
    assert {row.code for row in rows if "VI-1" in row.listed} == set(lists["VI-1"])
    assert {row.code for row in rows if "VI-3" in row.listed} == set(lists["VI-3"])


@pytest.mark.parametrize("profile", ["full", "brief"])
@pytest.mark.parametrize("code", ROWS)
def test_at_a_glance_says_this_and_nothing_else(code: str, profile: str) -> None:
    row, page = Row(code), glance(code, profile)
    assert page.title == f"At a glance: {row.name}"
    assert (
        page.lead
        == "All this holds as of 10 March 2022, when the report was adopted. The text has not been updated since."
    )
    assert {r.id: r.addressed for r in page.rows} == row.addressed()
    assert {r.id: r.tags.verb for r in page.rows} == dict.fromkeys(["VI-1", "VI-3"], "requires") | dict.fromkeys(
        OPEN, "invites"
    )
    assert [r.id for r in page.rows if r.is_named] == row.listed
    assert all(r.summary for r in page.rows)
    assert [plain(fact) for fact in page.facts] == row.facts()
    assert page.map is not None
    assert [tile.code for tile in page.map.tiles if tile.is_own] == [code]
    assert bool(page.updates) == (code == "MDA")


@pytest.mark.parametrize("code", ROWS)
def test_flags_are_these_and_no_others(code: str) -> None:
    row = Row(code)
    assert flags(version(code)) == row.flags()
    assert flags(version(code, "brief")) == row.flags()
    assert own_practices(version(code)) == ([row.elsewhere] if row.is_praised else [])


@pytest.mark.parametrize("code", ROWS)
def test_the_party_stands_out_in_the_lists_that_have_it(code: str) -> None:
    row, notes = Row(code), version(code).note_by_key
    for name in ("VI-1", "VI-3"):
        spans = notes[f"{name.lower()}-parties"].spans
        assert strong_in(spans) == ([row.official] if name in row.listed else [])
        assert plain(spans) == plain(general().note_by_key[f"{name.lower()}-parties"].spans)


@pytest.mark.parametrize("code", ROWS)
def test_unnamed_parties_are_neither_claimed_nor_denied(code: str) -> None:
    """Which Parties are the 18 with helplines at all hours, and which the 10 with children, no source says."""
    view = version(code)
    assert isinstance(view.glance, GlanceView)
    own = " ".join([*said_at_a_glance(view.glance), *flags(view).values()])
    assert not re.search(r"\b(18|10(?! March)|306|24 hours|helplines are)\b", own.replace("note 10", ""))
    assert not {"mechanisms-in-place", "report"} & set(flags(view))
    assert "In 18 of them" in " ".join(owed.text for owed in view.reading())


def test_the_correction_for_the_republic_of_moldova_touches_one_recommendation() -> None:
    (update,) = glance("MDA").updates
    assert plain(update.lead) == "VI-3: the list is corrected by information received after adoption (note 8)."
    assert plain(update.spans).startswith("After the adoption of the report, the Committee was informed that")
    assert flags(version("MDA"))["VI-1"] == "addressed to the Republic of Moldova"
    assert not any("corrected" in text for code in ROWS if code != "MDA" for text in flags(version(code)).values())


# Official words


def official(block: BlockView) -> BlockView:
    """Return a block without what a version adds to it; all the rest has to be the same."""
    if isinstance(block, PracticeView):
        return replace(block, is_own=False)
    if isinstance(block, ParagraphView | RecommendationView):
        return replace(block, flag="")
    return replace(block, blocks=()) if isinstance(block, SectionView) else block


@pytest.mark.parametrize("profile", ["full", "brief"])
@pytest.mark.parametrize("code", ROWS)
def test_official_words_are_those_of_the_general_text(code: str, profile: str) -> None:
    whole = {block.id: official(block) for block in blocks_in(general().blocks)}
    kept = list(blocks_in(version(code, profile).blocks))
    assert [block.id for block in kept if official(block) != whole[block.id]] == []
    notes = general().note_by_key
    assert [
        n.key
        for n in version(code, profile).notes
        if (n.number, plain(n.spans)) != (notes[n.key].number, plain(notes[n.key].spans))
    ] == []
    expected = [*whole] if profile == "full" else [name for name in whole if name in {block.id for block in kept}]
    practices = {block.id for block in kept if isinstance(block, PracticeView)}
    assert [b.id for b in kept if b.id not in practices] == [name for name in expected if name not in practices]
    if profile == "full":
        assert len(practices) == 5


@pytest.mark.parametrize(
    ("code", "order"),
    [
        ("MLT", "malta poland"),
        ("POL", "poland malta"),
        ("IRL", "ireland bulgaria croatia"),
        ("HUN", "bulgaria croatia ireland"),
    ],
)
def test_the_own_practice_comes_first_among_equals(code: str, order: str) -> None:
    ids = [block.id for block in blocks_in(version(code).blocks)]
    wanted = [f"practice-{name}" for name in order.split()]
    start = ids.index(wanted[0])
    assert ids[start : start + len(wanted)] == wanted


# Leaks


@pytest.mark.parametrize("profile", ["full", "brief"])
@pytest.mark.parametrize("code", PARTIES)
def test_no_version_names_another_party_where_it_speaks_of_its_own(code: str, profile: str) -> None:
    assert leaks(code, version(code, profile), path_of(code, profile=profile), data_of(code)) == {}


def planted(place: str) -> dict[str, list[str]]:
    """Return what is found after Ireland was planted into the version for Malta."""
    view, path, data = version("MLT"), path_of("MLT"), data_of("MLT")
    page = view.glance
    assert isinstance(page, GlanceView)
    match place:
        case "at a glance":
            view = replace(view, glance=replace(page, updates=glance("MDA").updates, facts=glance("IRL").facts))
        case "flags":
            view = replace(
                view,
                blocks=(*view.blocks, *(b for b in blocks_in(version("IRL").blocks) if b.id == "practice-ireland")),
            )
        case "file name":
            path = path_of("IRL")
        case "metadata":
            view = replace(view, title=version("IRL").title)
        case "bookmarks":
            view = with_bookmark(view, "Practice of Ireland")
        case "attachment":
            data = data_of("IRL")
    return leaks("MLT", view, path, data)


def with_bookmark(view: DocumentView, bookmark: str) -> DocumentView:
    (found,) = [block for block in blocks_in(view.blocks) if block.id == "practice-malta"]
    assert isinstance(found, PracticeView)
    assert bookmark not in bookmarks(general())
    return replace(view, blocks=(*view.blocks, replace(found, bookmark=bookmark)))


@pytest.mark.parametrize("place", ["at a glance", "flags", "file name", "metadata", "bookmarks", "attachment"])
def test_a_leak_is_seen_where_it_is_planted(place: str) -> None:
    """The negative control."""
    found = planted(place)
    assert list(found) == [place]
    assert "Ireland" in found[place] or "IRL" in found[place]
