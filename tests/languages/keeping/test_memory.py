"""What was translated once is not translated again: from other factsheets, from obsolete entries, from a TMX file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factsheet_builder.errors import ContentError
from factsheet_builder.languages.catalogs import Catalog, entries, new_po, parse_po, po_bytes
from factsheet_builder.languages.exchange.tmx import read_tmx, write_tmx
from factsheet_builder.languages.keeping.memory import Memory, Segment, recall, segments_in
from factsheet_builder.languages.keeping.memory_files import grow_memory, is_memory, locale_of_memory
from factsheet_builder.languages.keeping.merging import merge
from factsheet_builder.languages.messages import LABELS, Message
from factsheet_builder.languages.reviews import Review, State

INTRO = "The Lanzarote Committee monitors the implementation of the <i>Convention</i> in thematic rounds<n1/>."
INTRO_FR = "Le Comité de Lanzarote suit la mise en œuvre de la <i>Convention</i> par cycles thématiques<n1/>."
NEAR = INTRO.replace("thematic rounds", "thematic monitoring rounds")


def prose(name: str, text: str, domain: str = "new-chapter") -> Message:
    return Message(domain, name, text, prose=text)


def catalog(domain: str, *messages: Message, **texts: str) -> Catalog:
    made = merge(Catalog(domain, "fr", new_po(domain, "fr"), "x.po"), messages)
    for entry in entries(made.po):
        entry.string = texts.get(str(entry.context), "")
    return Catalog(domain, "fr", parse_po(po_bytes(made.po), "x.po", "fr"), "x.po")


OLD = catalog("old-chapter", prose("intro", INTRO, "old-chapter"), intro=INTRO_FR)


def test_a_new_chapter_that_repeats_the_introduction_comes_up_translated() -> None:
    messages = [prose("opening", INTRO), prose("second", NEAR), prose("third", "Something else is said here and now.")]
    new = catalog("new-chapter", *messages)
    recalled = list(recall(new, messages, Memory(tuple(segments_in(OLD)))))
    assert [(one.id, one.origin, one.is_exact) for one in recalled] == [
        ("opening", "old-chapter/intro", True),
        ("second", "old-chapter/intro", False),
    ]
    exact, near, other = map(new.of, messages)
    assert (exact.text, exact.state, exact.note) == (INTRO_FR, State.TRANSLATED, "from memory: old-chapter/intro")
    assert (near.text, near.state, near.source) == (INTRO_FR, State.STALE, INTRO)
    assert other.state is State.MISSING
    again = Catalog("new-chapter", "fr", parse_po(po_bytes(new.po), "x.po", "fr"), "x.po")
    assert [again.of(message) for message in messages] == [exact, near, other]


def test_what_is_translated_stays_and_the_best_of_several_is_taken() -> None:
    message = prose("opening", INTRO)
    done = catalog("new-chapter", message, opening="Déjà <i>fait</i><n1/>.")
    assert list(recall(done, [message], Memory(tuple(segments_in(OLD))))) == []
    better = Segment(INTRO, "Mieux <i>dit</i><n1/>.", "other", State.APPROVED)
    found = Memory((*segments_in(OLD), better)).find(INTRO)
    assert found is not None
    assert found[0].target == better.target


def test_labels_and_a_text_without_codes_are_no_places_for_a_sentence_with_codes() -> None:
    label, title = Message(LABELS, "", INTRO), Message("new-chapter", "masthead.title", INTRO)
    memory = Memory(tuple(segments_in(OLD)))
    assert list(recall(catalog(LABELS, label), [label], memory)) == []
    assert list(recall(catalog("new-chapter", title), [title], memory)) == [], "its signs are no codes there"


def test_obsolete_and_reviewed_entries_are_remembered() -> None:
    held = catalog("old-chapter", prose("intro", INTRO, "old-chapter"), intro=INTRO_FR)
    (entry,) = entries(held.po)
    entry.user_comments.append(Review(State.APPROVED, "A. Name").comment)
    assert [segment.state for segment in segments_in(held)] == [State.APPROVED]
    gone = merge(held, [])
    assert [(s.source, s.target) for s in segments_in(gone)] == [(INTRO, INTRO_FR)]


TEXTS = st.lists(
    st.sampled_from(["<b>mot</b>", "<i>a<b>b</b></i>", "<n1/>", "<a1>lien</a1>", "<parties/>", "&lt;", "&amp;", " "]),
    min_size=1,
).map(lambda parts: "x" + "".join(parts) + "y")  # fmt: skip


@given(st.lists(st.builds(Segment, TEXTS, TEXTS, st.just("some/where")), max_size=5))
def test_a_memory_comes_back_as_it_went(segments: list[Segment]) -> None:
    data = write_tmx(segments, "fr")
    assert list(read_tmx(data, "x.tmx", "fr").segments) == segments
    assert is_memory(data)
    assert data == write_tmx(segments, "fr")


FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en-US"
 srclang="en-GB" datatype="plaintext"/><body>
<tu><tuv xml:lang="en-GB"><seg>Plain words.</seg></tuv><tuv xml:lang="fr-FR"><seg>De simples mots.</seg></tuv></tu>
<tu><tuv xml:lang="EN"><seg>With <hi>more</hi>.</seg></tuv><tuv xml:lang="FR"><seg>Avec <hi>plus</hi>.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>A <ph>{1}</ph> code.</seg></tuv><tuv xml:lang="fr"><seg>Un code <ph>{1}</ph>.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Hidden.</seg></tuv><tuv xml:lang="fr"><seg>Ca\u202eché.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>German.</seg></tuv><tuv xml:lang="de"><seg>Deutsch.</seg></tuv></tu>
</body></tmx>""".encode()


def test_a_memory_of_another_program_is_read_and_what_is_of_no_use_is_counted() -> None:
    found = read_tmx(FOREIGN, "x.tmx", "fr")
    assert [(s.source, s.target) for s in found.segments] == [
        ("Plain words.", "De simples mots."),
        ("With more.", "Avec plus."),
    ]
    assert (found.unusable, found.others) == (2, 1)


@pytest.mark.parametrize(
    "codes",
    ['<ept i="1">&lt;/b&gt;</ept>', '<bpt i="1">&lt;b&gt;</bpt>', "<it>&lt;/b&gt;</it> and <it>&lt;b&gt;</it>"],
    ids=["end alone", "beginning alone", "crossed"],
)
def test_a_segment_whose_codes_do_not_nest_is_of_no_use(codes: str) -> None:
    damaged = FOREIGN.replace(b"simples mots", codes.encode())
    grown = grow_memory(damaged, "x.tmx", "fr", ())
    assert [s.source for s in grown.came.segments] == ["With more."]
    assert grown.came.unusable == 3


def test_a_memory_grows_by_what_is_new_always_in_the_same_order() -> None:
    first = grow_memory(FOREIGN, "x.tmx", "fr", ())
    assert (first.added, len(first.came.segments)) == (2, 2)
    held = read_tmx(first.content, "memory.tmx", "fr").segments
    again = grow_memory(FOREIGN, "x.tmx", "fr", reversed(held))
    assert (again.added, again.content) == (0, first.content)


def test_a_memory_without_a_named_locale_must_have_only_one() -> None:
    with pytest.raises(ContentError, match="de, en, fr"):
        locale_of_memory(FOREIGN, "x.tmx", ("de", "fr", "uk"))
    assert locale_of_memory(FOREIGN, "x.tmx", ("fr", "uk")) == "fr"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'<tmx version="9"><body/></tmx>', "version"),
        (b"<other/>", "foreign"),
        (FOREIGN.replace(b'"tmx14.dtd">', b'"tmx14.dtd" [<!ENTITY a "b">]>'), "doctype"),
        (FOREIGN.replace(b"</body>", b""), "xml"),
        (FOREIGN.replace(b"Plain words.", b"x" * 30_000), "too-long"),
        (b'<tmx version="1.4"><body>' + b"<tu/>" * 50_001 + b"</body></tmx>", "too-many"),
    ],
)
def test_what_is_no_memory_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ContentError) as refused:
        read_tmx(data, "x.tmx", "fr")
    assert [problem.code for problem in refused.value.diagnostics] == [code]
