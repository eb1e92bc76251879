"""``factsheet messages changes``: what became of messages since a file or a commit, and what is refused."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from factsheet_builder.changes.history import commits
from factsheet_builder.changes.message_changes import Became, Delivered, Delivery, message_changes
from factsheet_builder.errors import ExitCode
from factsheet_builder.languages.catalogs import Catalog
from factsheet_builder.languages.exchange.units import message_key
from factsheet_builder.languages.messages import LABELS, Message
from factsheet_builder.project import Project
from tests.conftest import Run
from tests.languages.translations import SHEET, catalog, label, plain, prose

ONE, TWO, THREE = (plain(f"The {word} sentence of a list.", name=f"aims.{n}") for n, word in enumerate(
    ("first", "second quite other", "third and last"), 1
))  # fmt: skip


def delivered(*messages: Message, forms: dict[Message, tuple[str, ...]] | None = None) -> Delivery:
    found = {message_key(m): Delivered(message_key(m), m.source, (forms or {}).get(m, ())) for m in messages}
    return Delivery("sent", found, frozenset({SHEET, LABELS}), has_translations=forms is not None)


def became(then: Delivery, *now: Message, into: Catalog | None = None) -> list[tuple[Became, str, str]]:
    domains = {SHEET: tuple(m for m in now if m.domain == SHEET), LABELS: tuple(m for m in now if m.domain == LABELS)}
    empty = {domain: into or catalog("fr", {plain("x", name="none", domain=domain): ""}) for domain in domains}
    found = message_changes(then, domains, empty)
    return [(change.became, change.key.partition("/")[2], change.was.partition("/")[2]) for change in found]


def test_what_is_as_it_was_is_not_told() -> None:
    assert became(delivered(ONE, TWO, THREE), ONE, TWO, THREE) == []
    spaced = plain("The  first\nsentence of a list.", name="aims.1")
    assert became(delivered(spaced), ONE) == [], "programs change spaces"


def test_an_item_put_at_the_head_of_a_list_is_new_and_the_others_move() -> None:
    now = [plain("Something new.", name="aims.1")]
    now += [plain(m.source, name=f"aims.{n}") for n, m in enumerate((ONE, TWO, THREE), 2)]
    assert became(delivered(ONE, TWO, THREE), *now) == [
        (Became.NEW, "aims.1", ""),
        (Became.MOVED, "aims.2", "aims.1"),
        (Became.MOVED, "aims.3", "aims.2"),
        (Became.MOVED, "aims.4", "aims.3"),
    ]


def test_a_changed_sentence_is_itself_and_one_that_went_is_told_last() -> None:
    now = plain("The first sentence of the list.", name="aims.1")
    assert became(delivered(THREE, ONE), now) == [
        (Became.ENGLISH_CHANGED, "aims.1", ""),
        (Became.GONE, "aims.3", ""),
    ]


def test_a_renamed_and_changed_passage_is_found_by_its_likeness() -> None:
    now = plain("The second, quite other sentence of a list.", name="elsewhere")
    assert became(delivered(TWO), now) == [(Became.ENGLISH_CHANGED, "elsewhere", "aims.2")]
    other = plain("Nothing of the kind at all.", name="elsewhere")
    assert became(delivered(TWO), other) == [(Became.NEW, "elsewhere", ""), (Became.GONE, "aims.2", "")]


def test_a_changed_label_is_no_new_one() -> None:
    old, new = label("{number} Party named", "{number} Parties named"), label("{number} Party is named", "{number} are")
    ((what, _, was),) = became(delivered(old), new)
    assert (what, was) == (Became.ENGLISH_CHANGED, message_key(old).partition("/")[2])
    assert became(delivered(old), old) == []


def test_entities_are_the_letters_they_stand_for() -> None:
    assert became(delivered(plain("A & B", name="p")), prose("A & B", name="p")) == []


def test_a_changed_translation_is_told_where_the_delivery_had_translations() -> None:
    into = catalog("fr", {ONE: "La première phrase.", TWO: "La deuxième."})
    then = delivered(ONE, TWO, forms={ONE: ("Première phrase.",), TWO: ("La deuxième.",)})
    assert became(then, ONE, TWO, into=into) == [(Became.RETRANSLATED, "aims.1", "")]
    assert became(delivered(ONE, TWO), ONE, TWO, into=into) == []


SOURCES = ("xliff2", "xliff1.2", "po", "commit")


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", folder, *who, *words], check=True, capture_output=True)


def replace(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def since(factsheet: Run, project: Project) -> dict[str, str]:
    """Every kind of delivery of French; after it the project was edited."""
    git(project.root, "init", "--quiet")
    git(project.root, "add", "data")
    git(project.root, "commit", "--quiet", "-m", "Delivered")
    for form in SOURCES[:3]:
        factsheet("messages", "export", "--locale", "fr", "--format", form, "--out", f"sent-{form}", cwd=project.root)
    replace(
        project.factsheet_path("assistance-to-victims"),
        (
            "        items:\n          - text: Prevent",
            "        items:\n          - text: Count;\n          - text: Prevent",
        ),
        ("id: monitoring", "id: monitors"),
        ("Particularly concerned", "Gravely concerned"),
    )
    replace(
        project.catalog_path("fr", "assistance-to-victims"),
        ('msgstr "ASSISTANCE AUX VICTIMES"', 'msgstr "AIDE AUX VICTIMES"'),
    )
    return {**{form: f"sent-{form}" for form in SOURCES[:3]}, "commit": "HEAD"}


HERE = "assistance-to-victims/"


@pytest.mark.parametrize("source", SOURCES)
def test_every_kind_of_delivery_tells_the_same(
    factsheet: Run, project: Project, since: dict[str, str], source: str
) -> None:
    done = factsheet("messages", "changes", "--locale", "fr", "--since", since[source], "--json", cwd=project.root)
    assert (done.returncode, done.stderr) == (0, "")
    changes = json.loads(done.stdout)["changes"]
    assert [(c["what"], c["id"].removeprefix(HERE), c.get("was", "").removeprefix(HERE)) for c in changes] == [
        ("translation changed", "masthead.title", ""),
        ("new", "four-aims.1", ""),
        *(("moved", f"four-aims.{n + 1}", f"four-aims.{n}") for n in range(1, 5)),
        ("moved", "monitors", "monitoring"),
        ("English changed", "topic", ""),
    ]
    assert changes[-1]["difference"][:3] == [
        {"sort": "removed", "text": "Particularly"},
        {"sort": "added", "text": "Gravely"},
        {"sort": "same", "text": changes[-1]["difference"][2]["text"]},
    ]
    assert changes[0]["old_translation"] == ["ASSISTANCE AUX VICTIMES"]


def test_a_template_tells_of_its_own_messages_only(factsheet: Run, project: Project, since: dict[str, str]) -> None:
    pots = {name: f"data/locales/{name}.pot" for name in ("assistance-to-victims", "labels")}
    sheet = factsheet(
        "messages", "changes", "--locale", "fr", "--since", pots["assistance-to-victims"], cwd=project.root
    )
    assert "1 new, 1 English changed, 5 moved" in sheet.stdout
    assert "[removed: Particularly] [added: Gravely] concerned" in sheet.stdout
    labels = factsheet("messages", "changes", "--locale", "fr", "--since", pots["labels"], cwd=project.root)
    assert labels.stdout == "fr: nothing changed since labels.pot\n"


def test_the_files_have_only_what_changed(factsheet: Run, project: Project, since: dict[str, str]) -> None:
    command = ("messages", "changes", "--locale", "fr", "--since", "HEAD", "--only", "english", "--only", "new")
    for form in SOURCES[:3]:
        done = factsheet(*command, "--format", form, "--out", f"again-{form}", cwd=project.root)
        assert done.stdout == f"wrote again-{form}: 2 units\n"
        text = (project.root / f"again-{form}").read_text(encoding="utf-8")
        assert "Since HEAD: English changed. The English was: Particularly concerned" in " ".join(
            re.sub(r'"\n"|\n#\. ?', " ", text).split()
        )
        back = factsheet("messages", "import", f"again-{form}", "--locale", "fr", cwd=project.root)
        assert "0 refused" in back.stdout, back.stderr


def test_the_page_is_whole_and_marks_the_difference(factsheet: Run, project: Project, since: dict[str, str]) -> None:
    options = ("--since", "HEAD", "--format", "html", "--out", "changes.html")
    done = factsheet("messages", "changes", "--locale", "fr", *options, cwd=project.root)
    assert (done.returncode, done.stderr) == (0, "")
    page = (project.root / "changes.html").read_text(encoding="utf-8")
    root = etree.fromstring(page.encode(), etree.HTMLParser())
    assert next(h.text for h in root.iter("h2")) == "New"
    assert ["".join(e.itertext()) for e in root.iter("del")] == [
        "removed: Particularly",
        "removed: ASSISTANCE",
    ]
    assert root.xpath("//span[@lang='fr']//ins")
    anchors = {e.get("id") for e in root.iter() if e.get("id")}
    assert {str(a.get("href")).removeprefix("#") for a in root.iter("a")} <= anchors
    assert "http" not in re.sub(r"<del>.*?</del>|<p class=.*?</p>", "", page)


def test_what_cannot_be_read_is_refused(factsheet: Run, project: Project, tmp_path: Path) -> None:
    def asked(since: str, *more: str) -> tuple[int, str]:
        done = factsheet("messages", "changes", "--locale", "fr", "--since", since, *more, cwd=project.root)
        assert done.stdout == ""
        return done.returncode, done.stderr

    assert asked("HEAD")[0] == ExitCode.USAGE
    assert "in no repository of git" in asked("HEAD")[1]
    git(project.root, "init", "--quiet")
    git(project.root, "commit", "--quiet", "--allow-empty", "-m", "Empty")
    for name in ("nothing-of-it", "--output=x", "HEAD~7"):
        code, said = asked(name)
        assert (code, "knows no commit" in said) == (ExitCode.USAGE, True), said
    assert "(no-project)" in asked("HEAD")[1]
    assert not (project.root / "x").exists()
    assert asked("missing.po")[0] == ExitCode.SURROUNDINGS
    foreign = project.root / "foreign.po"
    foreign.write_text('msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "Hello"\nmsgstr "Bonjour"\n', encoding="utf-8")
    assert asked("foreign.po")[0] == ExitCode.CONTENT
    assert "(foreign-units)" in asked("foreign.po")[1]
    (project.root / "page.xml").write_text("<html/>", encoding="utf-8")
    assert "(foreign)" in asked("page.xml")[1]
    ukrainian = "data/locales/uk/LC_MESSAGES/labels.po"
    assert "in “uk”, not in “fr”" in asked(ukrainian)[1]
    assert "(overwrites)" in asked("foreign.po", "--format", "html", "--out", "foreign.po")[1]
    assert "(no-file)" in asked("foreign.po", "--out", "x.txt")[1]


def test_a_word_file_tells_what_changed_since_it_was_sent(factsheet: Run, project: Project) -> None:
    sent = ("messages", "export", "--locale", "fr", "--format", "docx", "--out", "sent")
    factsheet(*sent, cwd=project.root)
    replace(project.factsheet_path("assistance-to-victims"), ("Particularly concerned", "Gravely concerned"))
    asked = ("messages", "changes", "--locale", "fr", "--since")
    done = factsheet(*asked, "sent", "--json", cwd=project.root)
    assert (done.returncode, done.stderr) == (0, "")
    changes = json.loads(done.stdout)["changes"]
    assert [(c["what"], c["id"]) for c in changes] == [("English changed", HERE + "topic")]
    assert factsheet(*asked, "missing.docx", cwd=project.root).returncode == ExitCode.SURROUNDINGS


def test_a_commit_is_read_as_it_was_and_its_faults_are_named(
    factsheet: Run, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No filter of the repository has a say, a link in it is not followed, and what is damaged has its place."""
    git(project.root, "init", "--quiet")
    (project.root / ".gitattributes").write_text("*.yaml export-ignore filter=evil\n", encoding="utf-8")
    (project.root / "data" / "link.yaml").symlink_to("/etc/passwd")
    git(project.root, "add", "--all")
    git(project.root, "commit", "--quiet", "-m", "One")
    git(project.root, "config", "filter.evil.smudge", "touch smudged")
    with commits.as_committed(project, "HEAD") as past:
        assert not (past.data / "link.yaml").exists()
        assert (past.data / "parties.yaml").read_bytes() == (project.data / "parties.yaml").read_bytes()
        folder = past.root
    assert not folder.exists()
    assert not list(project.root.rglob("smudged"))
    (project.root / "data" / "link.yaml").unlink()
    good = (project.data / "parties.yaml").read_bytes()
    (project.data / "parties.yaml").write_text("parties: [", encoding="utf-8")
    git(project.root, "add", "--all")
    git(project.root, "commit", "--quiet", "-m", "Two")
    (project.data / "parties.yaml").write_bytes(good)
    done = factsheet("messages", "changes", "--locale", "fr", "--since", "HEAD", cwd=project.root)
    assert done.returncode == ExitCode.CONTENT
    assert done.stderr.startswith("HEAD:data/parties.yaml:1:")
    monkeypatch.setattr(commits, "_MOST_BYTES", 1000)
    large = factsheet("messages", "changes", "--locale", "fr", "--since", "HEAD", cwd=project.root)
    assert "(too-large)" in large.stderr
    gone = factsheet("messages", "changes", "--locale", "fr", "--since", "HEAD", cwd=project.root, PATH="/nowhere")
    assert (gone.returncode, "git is not installed" in gone.stderr) == (ExitCode.SURROUNDINGS, True)
