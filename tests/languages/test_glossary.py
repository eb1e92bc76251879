"""The glossary: its model, TBX out and back, and what an import takes and refuses."""

import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pydantic import ValidationError

from factsheet_builder.characters import drop_harmless, find_deceiving
from factsheet_builder.content.glossary import Glossary, Term, Wording
from factsheet_builder.content.reading.reader import read_glossary, read_locale_settings, read_official_text
from factsheet_builder.errors import ContentError, Severity
from factsheet_builder.languages.exchange.termbase import merge_concepts, read_tbx, write_tbx
from factsheet_builder.project import Project

Run = Callable[..., subprocess.CompletedProcess[str]]

# The rules of TBX-Basic (ISO 30042:2019, DCA) for the elements that are written here, in our own words.
GRAMMAR = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="urn:iso:std:iso:30042:ed-2"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
 <start><element name="tbx">
  <attribute name="type"><value>TBX-Basic</value></attribute>
  <attribute name="style"><value>dca</value></attribute>
  <attribute name="xml:lang"><data type="language"/></attribute>
  <element name="tbxHeader"><element name="fileDesc"><oneOrMore><element name="sourceDesc">
   <oneOrMore><element name="p"><text/></element></oneOrMore></element></oneOrMore></element></element>
  <element name="text"><element name="body"><oneOrMore><ref name="concept"/></oneOrMore></element></element>
 </element></start>
 <define name="concept"><element name="conceptEntry"><attribute name="id"><data type="ID"/></attribute>
  <zeroOrMore><element name="descrip"><attribute name="type"><value>subjectField</value></attribute><text/></element>
  </zeroOrMore>
  <oneOrMore><element name="langSec"><attribute name="xml:lang"><data type="language"/></attribute>
   <zeroOrMore><choice>
    <element name="descrip"><attribute name="type"><value>definition</value></attribute><text/></element>
    <element name="note"><text/></element></choice></zeroOrMore>
   <oneOrMore><element name="termSec"><element name="term"><text/></element>
    <element name="termNote"><attribute name="type"><value>administrativeStatus</value></attribute><choice>
     <value>preferredTerm-admn-sts</value><value>admittedTerm-admn-sts</value>
     <value>deprecatedTerm-admn-sts</value><value>supersededTerm-admn-sts</value></choice></element>
    <optional><element name="admin"><attribute name="type"><value>projectSubset</value></attribute><text/></element>
    </optional>
   </element></oneOrMore>
  </element></oneOrMore>
 </element></define>
</grammar>"""


def schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(io.BytesIO(GRAMMAR.encode())))


def test_the_shipped_glossary_as_tbx_is_valid_and_comes_back_the_same(shipped: Project) -> None:
    glossary = read_glossary(shipped).model
    data = write_tbx(glossary)
    schema().assertValid(etree.fromstring(data))
    assert data == write_tbx(glossary)
    assert tuple(concept.term for concept in read_tbx(data, "g.tbx")) == glossary.terms
    merged = merge_concepts(glossary, read_tbx(data, "g.tbx"))
    assert (merged.glossary, merged.taken, merged.problems) == (glossary, [], [])


def test_the_grammar_sees_a_fault() -> None:
    """The negative control."""
    data = write_tbx(Glossary(terms=(Term(id="a", term="a"),)))
    assert schema().validate(etree.fromstring(data))
    assert not schema().validate(etree.fromstring(data.replace(b"preferredTerm-admn-sts", b"preferred")))


LETTERS = st.characters(
    blacklist_categories=["Cc", "Cs", "Cn", "Zl", "Zp"], blacklist_characters="\ufeff\ufffd\ufffe\uffff"
)


def is_shown(text: str) -> bool:
    return bool(text) and not find_deceiving(text)


LINES = st.text(LETTERS, min_size=1, max_size=20).map(drop_harmless).map(str.strip).filter(is_shown)
WORDS = st.lists(LINES, max_size=2).map(tuple)
WORDINGS = st.builds(
    Wording,
    words=st.lists(LINES, min_size=1, max_size=3).map(tuple),
    forms=WORDS,
    avoid=WORDS,
    note=st.none() | LINES,
    status=st.sampled_from(["working", "reviewed"]),
)
NAMES = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5})?", fullmatch=True)


@st.composite
def glossaries(draw: st.DrawFn) -> Glossary:
    terms = [
        Term(
            id=name,
            term=draw(LINES),
            forms=draw(WORDS),
            urgency=name if draw(st.booleans()) else None,
            definition=draw(st.none() | LINES),
            languages=draw(
                st.dictionaries(st.sampled_from(["fr", "uk", "ar", "pt-BR", "sr-Latn"]), WORDINGS, max_size=3)
            ),
        )
        for name in draw(st.lists(NAMES, min_size=1, max_size=4, unique=True))
    ]
    return Glossary(terms=tuple(terms))


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(glossaries())
def test_export_then_import_is_the_identity(glossary: Glossary) -> None:
    data = write_tbx(glossary)
    assert schema().validate(etree.fromstring(data))
    concepts = read_tbx(data, "g.tbx")
    assert tuple(concept.term for concept in concepts) == glossary.terms
    assert merge_concepts(glossary, concepts).taken == []
    assert merge_concepts(Glossary(), concepts).glossary == glossary or len({t.term for t in glossary.terms}) < len(
        glossary.terms
    )


def tbx(body: str, *, head: str = "", style: str = "dca", space: str = "urn:iso:std:iso:30042:ed-2") -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{head}<tbx type="TBX-Basic" style="{style}" xml:lang="en" xmlns="{space}"'
        ' xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">\n<tbxHeader><fileDesc>'
        f"<sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>\n<text><body>\n{body}\n</body></text></tbx>"
    ).encode()


def concept(french: str, *, name: str = 'id="require"', english: str = "requires", field: str = "") -> str:
    return (
        f'<conceptEntry {name}>{field}<langSec xml:lang="en"><termSec><term>{english}</term></termSec></langSec>'
        f'<langSec xml:lang="fr"><termSec><term>{french}</term></termSec></langSec></conceptEntry>'
    )


def test_the_other_style_and_other_habits_are_read() -> None:
    """Style DCT, groups, a draft's namespace, languages as programs write them, lines broken anywhere."""
    data = tbx(
        """<conceptEntry id="c1"><basic:note>n</basic:note>
        <langSec xml:lang="EN"><descripGrp><basic:definition>A body
           of Parties.</basic:definition></descripGrp><termSec><term>Committee</term></termSec></langSec>
        <langSec xml:lang="pt_br"><termSec><term>Comité</term>
          <termNoteGrp><min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus></termNoteGrp></termSec>
          <termSec><term>Junta</term><min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus>
          <note>old</note></termSec></langSec></conceptEntry>""",
        style="dct",
        space="urn:iso:std:iso:30042:ed:3.0",
    )
    ((found,),) = [[concept.term for concept in read_tbx(data, "c.tbx")]]
    assert found == Term(
        id="c1",
        term="Committee",
        definition="A body of Parties.",
        languages={"pt-BR": Wording(words=("Comité",), avoid=("Junta",), note="old")},
    )


BOMB = '<!DOCTYPE tbx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>\n'
FILE = '<!DOCTYPE tbx [<!ENTITY f SYSTEM "file:///etc/passwd">]>\n'
SHEETS = {
    "bomb": (tbx(concept("&b;"), head=BOMB), "doctype"),
    "file of the machine": (tbx(concept("&f;"), head=FILE), "doctype"),
    "truncated": (tbx(concept("exige"))[:-30], "xml"),
    "not XML": (b"requires = exige", "xml"),
    "another encoding": (tbx(concept("exigé")).decode().encode("latin-1"), "not-utf-8"),
    "another kind of XML": (b"<xliff/>", "not-tbx"),
    "version 2": (b'<martif type="TBX"><text/></martif>', "tbx-version"),
    "nothing in it": (tbx(""), "tbx"),
    "no English": (
        tbx('<conceptEntry id="a"><langSec xml:lang="fr"><termSec><term>a</term></termSec></langSec></conceptEntry>'),
        "tbx",
    ),
    "an id twice": (tbx(concept("a") + concept("b")), "tbx"),
    "no words": (tbx(concept("")), "too-short"),
    "no language": (tbx(concept("a").replace('xml:lang="fr"', 'xml:lang="French"')), "string-pattern-mismatch"),
    "an id that is none": (tbx(concept("a", name='id="a b"')), "string-pattern-mismatch"),
    "an unknown status": (
        tbx(
            concept("a").replace(
                "</term></termSec></langSec></c",
                "</term><termNote type='administrativeStatus'>x</termNote></termSec></langSec></c",
            )
        ),
        "tbx",
    ),
}


@pytest.mark.parametrize("name", SHEETS)
def test_a_bad_file_is_refused_with_its_place_and_changes_nothing(
    factsheet: Run, project: Project, tmp_path: Path, name: str
) -> None:
    data, code = SHEETS[name]
    file = tmp_path / "bad.tbx"
    file.write_bytes(data)
    before = (project.data / "glossary.yaml").read_bytes()
    with pytest.raises(ContentError) as raised:
        read_tbx(data, "bad.tbx")
    assert {problem.code for problem in raised.value.diagnostics} == {code}
    assert all(problem.place.file == "bad.tbx" for problem in raised.value.diagnostics)
    result = factsheet("glossary", "import", file, cwd=project.root)
    assert result.returncode == 3
    assert "bad.tbx" in result.stderr
    assert "Traceback" not in result.stderr
    assert (project.data / "glossary.yaml").read_bytes() == before


def test_a_file_that_is_not_there(factsheet: Run, project: Project) -> None:
    result = factsheet("glossary", "import", "none.tbx", cwd=project.root)
    assert result.returncode == 5
    assert "none.tbx cannot be read" in result.stderr


def test_words_come_in_and_a_changed_word_of_urgency_is_not_overlooked(
    factsheet: Run, project: Project, tmp_path: Path
) -> None:
    path, file = project.data / "glossary.yaml", tmp_path / "new.tbx"
    before = path.read_text(encoding="utf-8")
    file.write_bytes(tbx(concept("requiert") + concept("conseil", name='id="board"', english="board")))
    trial = factsheet("glossary", "import", file, "--dry-run", cwd=project.root)
    assert (trial.returncode, path.read_text(encoding="utf-8")) == (0, before)
    result = factsheet("glossary", "import", file, cwd=project.root)
    assert result.returncode == 0
    assert result.stdout == (
        "require, fr: exige, (exiger) → requiert\nboard: a new term, “board”\nwrote data/glossary.yaml\n"
    )
    assert "new.tbx:5:1 [require]: warning: The word of the level of urgency “require” has changed" in result.stderr
    after = path.read_text(encoding="utf-8")
    assert after.startswith(before[: before.index("terms:")])
    glossary = read_glossary(project).model
    assert glossary.level_words("require", "fr") == ("requiert",)
    assert glossary.level_words("require", "uk") == ("вимагає",)
    # From now on the translation that says “exige” is held back.
    assert "(urgency-word)" in factsheet("messages", "check", "--locale", "fr", cwd=project.root).stderr
    again = factsheet("glossary", "import", file, cwd=project.root)
    assert (again.returncode, again.stdout) == (0, "nothing to take: the glossary has all of it\n")


LEVEL = '<descrip type="subjectField">level of urgency: {}</descrip>'


@pytest.mark.parametrize(
    "body",
    [
        concept("a", field=LEVEL.format("invite")),
        concept("a", name='id="party"', english="Party", field=LEVEL.format("invite")),
        concept("a", name='id="new"', english="new", field=LEVEL.format("invite")),
    ],
)
def test_a_file_cannot_move_a_level_of_urgency_to_other_words(
    factsheet: Run, project: Project, tmp_path: Path, body: str
) -> None:
    """The rest of the file is taken."""
    file = tmp_path / "new.tbx"
    file.write_bytes(tbx(body + concept("conseil", name='id="board"', english="board")))
    before = read_glossary(project).model
    result = factsheet("glossary", "import", file, cwd=project.root)
    assert result.returncode == 3
    assert "(tbx-level)" in result.stderr
    after = read_glossary(project).model
    assert after.terms[:-1] == before.terms
    assert after.terms[-1].id == "board"


def test_a_concept_with_a_number_for_an_id_is_known_by_its_english() -> None:
    glossary = Glossary(terms=(Term(id="committee", term="Committee", definition="A body."),))
    merged = merge_concepts(glossary, read_tbx(tbx(concept("Comité", name='id="c17"', english="Committee")), "c.tbx"))
    assert merged.glossary.terms == (
        Term(id="committee", term="Committee", definition="A body.", languages={"fr": Wording(words=("Comité",))}),
    )
    without = read_tbx(tbx(concept("Comité", name="", english="The Board")), "c.tbx")
    assert [concept.term.id for concept in without] == ["the-board"]


def test_the_english_of_a_term_stays() -> None:
    glossary = Glossary(terms=(Term(id="require", term="requires"),))
    merged = merge_concepts(glossary, read_tbx(tbx(concept("exige", english="asks")), "c.tbx"))
    assert merged.glossary.terms[0].term == "requires"
    assert merged.glossary.terms[0].languages["fr"].words == ("exige",)
    assert [(p.code, p.severity) for p in merged.problems] == [("tbx-english", Severity.WARNING)]


def test_export_goes_to_standard_output_or_a_file(factsheet: Run, project: Project, tmp_path: Path) -> None:
    printed = factsheet("glossary", "export", "--format", "tbx", cwd=project.root)
    written = factsheet("glossary", "export", "--out", tmp_path / "g.tbx", cwd=project.root)
    assert (printed.returncode, written.returncode) == (0, 0)
    assert (tmp_path / "g.tbx").read_text(encoding="utf-8") == printed.stdout
    assert factsheet("glossary", "export", "--format", "csv", cwd=project.root).returncode == 2


@pytest.mark.parametrize(
    "data",
    [
        {"terms": [{"id": "a", "term": "a"}, {"id": "a", "term": "b"}]},
        {"terms": [{"id": "a", "term": "a", "urgency": "x"}, {"id": "b", "term": "b", "urgency": "x"}]},
        {"terms": [{"id": "a", "term": "a", "languages": {"French": {"words": ["a"]}}}]},
        {"terms": [{"id": "a", "term": "a", "languages": {"fr": {"words": []}}}]},
    ],
    ids=json.dumps,
)
def test_what_is_no_glossary(data: object) -> None:
    with pytest.raises(ValidationError):
        Glossary.model_validate(data)


def test_words_of_a_region_are_those_of_its_language_unless_it_has_its_own() -> None:
    french, swiss = Wording(words=("exige",)), Wording(words=("requiert",))
    term = Term(id="a", term="requires", urgency="require", languages={"fr": french, "fr-CH": swiss})
    glossary = Glossary(terms=(term,))
    assert glossary.level_words("require", "fr-CA") == ("exige",)
    assert glossary.level_words("require", "fr-CH") == ("requiert",)
    assert glossary.level_words("require", "uk") == ()
    assert glossary.levels("uk") == {}


def test_words_that_deceive_are_refused_at_every_door_and_harmless_ones_dropped(project: Project) -> None:
    with pytest.raises(ContentError) as caught:
        read_tbx(tbx(concept("exi\u202ege", english="requires")), "c.tbx")
    assert "U+202E (right-to-left override)" in str(caught.value)
    (dropped,) = read_tbx(tbx(concept("exi\u00adge\u200b", english="requires")), "c.tbx")
    assert dropped.term.languages["fr"].words == ("exige",)
    files: dict[str, tuple[str, Callable[[Project], Any]]] = {
        "glossary.yaml": ("exige", read_glossary),
        "locales/fr/locale.yaml": ("translators:", lambda here: read_locale_settings(here, "fr")),
        "locales/fr/provisions.yaml": ("Texte", lambda here: read_official_text(here, "fr")),
    }
    (project.data / "locales/fr/provisions.yaml").write_text(
        "source: STCE 201\narticles:\n  article-4:\n    label: Article 4\n    title: Principes\n"
        "    paragraphs: [Texte officiel.]\n"
    )
    for name, (words, read_it) in files.items():
        path = project.data / name
        good = path.read_text()
        assert words in good
        hostile = f"{words} \u2066x" if words.endswith(":") else f"{words}\u2066"
        path.write_text(good.replace(words, hostile, 1))
        with pytest.raises(ContentError) as caught:
            read_it(project)
        said = [
            problem.place.line for problem in caught.value.diagnostics if "U+2066 (left-to-right is" in problem.what
        ]
        assert said, caught.value.diagnostics
        assert said[0] > 0
        path.write_text(good.replace(words, hostile.replace("\u2066", "\u200b"), 1))
        found = read_it(project)
        assert found is not None
        assert "\u200b" not in found.model.model_dump_json()
