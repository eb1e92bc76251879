"""What came back, unit by unit: what is good is taken, what is not is refused with its reason, and nothing else moves."""

import re
from dataclasses import replace

import pytest

from factsheet_builder.languages.catalogs import Catalog, entries, po_bytes, put_translation
from factsheet_builder.languages.exchange.formats import write_file
from factsheet_builder.languages.exchange.intake import Verdict
from factsheet_builder.languages.exchange.returned import Format
from factsheet_builder.languages.exchange.units import units_of
from factsheet_builder.languages.keeping.merging import merge
from factsheet_builder.languages.messages import Message
from factsheet_builder.languages.reviews import State

from .samples import (
    ARTICLE,
    COUNT,
    DOMAINS,
    GOOD,
    NAMES,
    PARTIES,
    PERCENT,
    PLAIN,
    SAVE,
    SHEET,
    TEXT,
    TEXTUAL,
    TITLE,
    answer,
    catalogs,
    prose,
    received,
    sent,
    verdicts,
    without_digests,
)

WORDS = "Самі слова"
XLIFF = (Format.XLIFF2, Format.XLIFF12)


def changed_in_file(form: Format, old: str = WORDS, new: str = "Нові слова", **states: State) -> bytes:
    """Return the export of a whole translation in which somebody changed words."""
    data = sent(form, catalogs(GOOD, {PLAIN: states.get("plain", State.TRANSLATED)}))
    assert data.decode().count(old) >= 1
    return data.decode().replace(old, new).encode()


@pytest.mark.parametrize("form", TEXTUAL)
def test_a_changed_translation_is_taken_and_nothing_else_moves(form: Format) -> None:
    held = catalogs(GOOD)
    before = {domain: po_bytes(one.po) for domain, one in held.items()}
    intake = received(changed_in_file(form), held)
    assert answer(intake, PLAIN).verdict is Verdict.TAKEN
    assert intake.count(Verdict.TAKEN) == 1
    assert intake.count(Verdict.REFUSED) == 0
    assert set(intake.catalogs) == {SHEET}
    after = po_bytes(intake.catalogs[SHEET].po)
    assert after.decode() == before[SHEET].decode().replace(WORDS, "Нові слова")
    assert {domain: po_bytes(one.po) for domain, one in held.items()} == before, "what was given is left as it was"


BREAKS = [
    (TEXT, "codes", {Format.PO: ("<n1/>", "")}),
    (TEXT, "codes", {Format.PO: ("<b>вимагає</b>", "<b>вимагає</b> <b>двічі</b>")}),
    (TEXT, "codes", {Format.PO: ("<b>вимагає</b>", "<i>вимагає</b>")}),
    (TEXT, "codes", {Format.PO: ("<n1/>", "<script>")}),
    (TEXT, "codes", {Format.XLIFF2: ('id="n1"', 'id="n9"'), Format.XLIFF12: ('id="n1"', 'id="n9"')}),
    (TEXT, "codes", {Format.XLIFF2: ('id="b"', 'id="7"'), Format.XLIFF12: ('id="b"', 'id="7"')}),
    (TEXT, "codes", {Format.XLIFF2: ('id="b"', 'id="n1"'), Format.XLIFF12: ('id="b"', 'id="n1"')}),
    (NAMES, "placeholder", dict.fromkeys(TEXTUAL, ("Відповідь", "Відповідь {__class__}"))),
    (NAMES, "placeholder", dict.fromkeys(TEXTUAL, ("Відповідь", "Відповідь {party.dative}"))),
    (NAMES, "placeholder", dict.fromkeys(TEXTUAL, ("Відповідь", "Відповідь {id.genitive}"))),
    (NAMES, "placeholder", dict.fromkeys(TEXTUAL, ("Відповідь", "Відповідь {date}"))),
    (NAMES, "placeholder", dict.fromkeys(TEXTUAL, ("Відповідь", "Відповідь {party!r}"))),
    (NAMES, "placeholder", {Format.PO: (" на {id}", "")}),
    (PLAIN, "character", {Format.PO: (WORDS, "Слова\x07 тут")}),
    (PLAIN, "character", dict.fromkeys(TEXTUAL, (WORDS, "Слова\u2028тут"))),
    (PLAIN, "character", dict.fromkeys(TEXTUAL, (WORDS, "Слова \u2067тут\u2069"))),
    (PLAIN, "character", dict.fromkeys(TEXTUAL, (WORDS, "Слова\U000e0041"))),
    (TEXT, "character", dict.fromkeys(TEXTUAL, ("вимагає", "вима\u202eєаг"))),
    (NAMES, "character", dict.fromkeys(TEXTUAL, ("Відповідь", "\u202aВідповідь\u202c"))),
]


@pytest.mark.parametrize(("message", "code", "change", "form"), [
    (message, code, change, form) for message, code, changes in BREAKS for form, change in changes.items()
])  # fmt: skip
def test_a_broken_translation_is_refused(message: Message, code: str, change: tuple[str, str], form: Format) -> None:
    held = catalogs(GOOD)
    data = in_target(form, sent(form, held).decode(), message, *change)
    intake = received(data.encode(), held)
    assert (answer(intake, message).verdict, answer(intake, message).code) == (Verdict.REFUSED, code)
    assert intake.count(Verdict.REFUSED) == 1
    assert not intake.catalogs
    problem = answer(intake, message).diagnostic
    assert problem.remedy
    assert problem.place.line > 1


@pytest.mark.parametrize("form", TEXTUAL)
def test_a_character_that_deceives_is_named(form: Format) -> None:
    data = in_target(form, sent(form, catalogs(GOOD)).decode(), PLAIN, WORDS, "Слова\u202e тут\U000e0041")
    problem = answer(received(data.encode(), catalogs(GOOD)), PLAIN).diagnostic
    assert "U+202E (right-to-left override), U+E0041 (tag latin capital letter a)" in problem.what


@pytest.mark.parametrize("form", TEXTUAL)
def test_harmless_invisible_characters_are_dropped(form: Format) -> None:
    held = catalogs(GOOD)
    pasted = "\u200b".join(WORDS) + "\ufeff"
    untouched = in_target(form, sent(form, held).decode(), PLAIN, WORDS, pasted)
    assert answer(received(untouched.encode(), held), PLAIN).verdict is Verdict.UNCHANGED
    data = in_target(form, sent(form, held).decode(), PLAIN, WORDS, "Но\u00adві \u200bсло\u2060ва می\u200cخواهم\ufeff")
    intake = received(data.encode(), held)
    assert answer(intake, PLAIN).verdict is Verdict.TAKEN
    assert intake.catalogs[SHEET].of(PLAIN).text.startswith("Нові слова می\u200cخواهم")


def in_target(form: Format, text: str, message: Message, old: str, new: str) -> str:
    """Return the file with something changed in the translation of one message."""
    found = [
        match
        for match in re.finditer(r'<target.*?</target>|^msgstr(?:\[\d\])? (?:".*"\n)+', text, re.MULTILINE)
        if old in match[0] and _stands_for(message, match[0])
    ]
    assert found, form
    start, end = found[0].span()
    return text[:start] + found[0][0].replace(old, new, 1) + text[end:]


def _stands_for(message: Message, target: str) -> bool:
    word = {TEXT: "вимагає", NAMES: "Відповідь", PLAIN: WORDS}[message]
    return word in target


@pytest.mark.parametrize("form", TEXTUAL)
def test_english_that_has_changed_since_refuses_its_translation_and_no_other(form: Format) -> None:
    data = changed_in_file(form).decode().replace("Він пропонує", "Він радить").encode()
    newer = replace(PLAIN, source="Other words.", prose="Other words.")
    domains = {**DOMAINS, SHEET: tuple(newer if m is PLAIN else m for m in DOMAINS[SHEET])}
    for back in (data, without_digests(data)):
        intake = received(back, catalogs(GOOD), domains)
        assert (answer(intake, PLAIN).verdict, answer(intake, PLAIN).code) == (Verdict.REFUSED, "source-changed")
        assert "Other words." in answer(intake, PLAIN).reason
        assert answer(intake, PARTIES).verdict is Verdict.TAKEN
        assert intake.count(Verdict.REFUSED) == 1


@pytest.mark.parametrize("form", TEXTUAL)
def test_english_that_was_changed_in_the_file_is_refused(form: Format) -> None:
    data = changed_in_file(form).replace(b"Nothing but words.", b"Nothing but swords.")
    assert answer(received(data, catalogs(GOOD)), PLAIN).code == "source-edited"


@pytest.mark.parametrize("form", TEXTUAL)
@pytest.mark.parametrize("translated", [GOOD, {}], ids=["translated", "untranslated"])
def test_english_that_alone_was_changed_in_the_file_is_told(
    form: Format, translated: dict[Message, tuple[str, ...]]
) -> None:
    whole = sent(form, catalogs(translated))
    intake = received(whole.replace(b"Nothing but words.", b"Nothing but swords."), catalogs(translated))
    assert (answer(intake, PLAIN).code, intake.count(Verdict.REFUSED)) == ("source-edited", 1)
    assert received(whole, catalogs(translated)).count(Verdict.REFUSED) == 0
    spaced = changed_in_file(form).replace(b"Nothing but words.", b"Nothing  but words. ")
    assert answer(received(spaced, catalogs(GOOD)), PLAIN).verdict is Verdict.TAKEN, "programs change spaces"


@pytest.mark.parametrize("form", TEXTUAL)
def test_a_label_whose_english_is_gone_is_refused_where_it_brings_something_new(form: Format) -> None:
    domains = {**DOMAINS, "labels": tuple(m for m in DOMAINS["labels"] if m is not SAVE)}
    untouched = received(sent(form, catalogs(GOOD)), catalogs(GOOD, domains=domains), domains)
    assert untouched.count(Verdict.REFUSED) == 0
    data = changed_in_file(form, "Збережіть", "Запишіть")
    intake = received(data, catalogs(GOOD, domains=domains), domains)
    (refused,) = [one for one in intake.answers if one.verdict is Verdict.REFUSED]
    assert (refused.code, refused.text) == ("unknown-id", "Запишіть форму.")


@pytest.mark.parametrize("form", TEXTUAL)
def test_a_newer_translation_is_not_overwritten(form: Format) -> None:
    held = catalogs({**GOOD, PLAIN: ("Найновіші слова",)})
    untouched = received(sent(form, catalogs(GOOD)), held)
    assert answer(untouched, PLAIN).verdict is Verdict.UNCHANGED
    assert not untouched.catalogs
    both = received(changed_in_file(form), held)
    assert (answer(both, PLAIN).verdict, answer(both, PLAIN).code) == (Verdict.REFUSED, "conflict")
    assert "Найновіші слова" in answer(both, PLAIN).reason


@pytest.mark.parametrize("form", TEXTUAL)
def test_a_translation_of_what_was_missing_meets_another_one(form: Format) -> None:
    without = catalogs({message: forms for message, forms in GOOD.items() if message is not SAVE})
    filled = received(without_digests(sent(form, catalogs(GOOD))), without)
    assert answer(filled, SAVE).verdict is Verdict.TAKEN
    here = catalogs({**GOOD, SAVE: ("Інше.",)})
    data = sent(form, without).decode()
    match form:
        case Format.XLIFF2:
            data = data.replace(
                "<source>Save the form.</source>", "<source>Save the form.</source><target>Ось.</target>"
            )
        case Format.XLIFF12:
            data = data.replace(
                "<source>Save the form.</source>", "<source>Save the form.</source><target>Ось.</target>"
            )
        case Format.PO:
            data = data.replace('msgid "Save the form."\nmsgstr ""', 'msgid "Save the form."\nmsgstr "Ось."')
    assert answer(received(data.encode(), without), SAVE).verdict is Verdict.TAKEN
    assert answer(received(data.encode(), here), SAVE).code == "conflict"


@pytest.mark.parametrize("form", XLIFF)
def test_official_text_is_sent_locked_and_not_taken(form: Format) -> None:
    data = sent(form, catalogs(GOOD)).decode()
    (unit,) = re.findall(r"<(?:trans-)?unit[^>]*article-4\.1.*?</(?:trans-)?unit>", data, re.DOTALL)
    assert 'translate="no"' in unit
    source = re.search(r"<source>(.*)</source>", unit)
    assert source
    same = unit.replace("</source>", f"</source><target>{source[1]}</target>")
    assert answer(received(data.replace(unit, same).encode(), catalogs(GOOD)), ARTICLE).verdict is Verdict.UNCHANGED
    ours = unit.replace("</source>", "</source><target>Кожна Сторона …</target>")
    intake = received(data.replace(unit, ours).encode(), catalogs(GOOD))
    assert (answer(intake, ARTICLE).verdict, answer(intake, ARTICLE).code) == (Verdict.REFUSED, "locked")
    assert "provisions.yaml" in answer(intake, ARTICLE).remedy


def test_official_text_is_not_in_a_po_file() -> None:
    assert b"article-4.1" not in sent(Format.PO, catalogs(GOOD))


@pytest.mark.parametrize("form", XLIFF)
def test_numbers_are_locked_once_they_are_there(form: Format) -> None:
    intake = received(in_percent(sent(form, catalogs(GOOD)).decode()).encode(), catalogs(GOOD))
    assert (answer(intake, PERCENT).verdict, answer(intake, PERCENT).code) == (Verdict.REFUSED, "locked")
    missing = catalogs({message: forms for message, forms in GOOD.items() if message is not PERCENT})
    assert answer(received(without_digests(sent(form, catalogs(GOOD))), missing), PERCENT).verdict is Verdict.TAKEN


def in_percent(data: str) -> str:
    return re.sub(r"(<target[^>]*>)%</target>", r"\1‰</target>", data)


@pytest.mark.parametrize("form", TEXTUAL)
def test_all_forms_of_a_label_are_needed(form: Format) -> None:
    new = catalogs({message: forms for message, forms in GOOD.items() if message is not COUNT})
    data = without_digests(sent(form, catalogs(GOOD))).decode()
    whole = received(data.encode(), new)
    assert [answer(whole, COUNT, form_).verdict for form_ in range(3)] == [Verdict.TAKEN] * 3
    partly = re.sub(r"<target[^>]*>[^/]*/> Сторони</target>", "", data) if form in XLIFF else data
    partly = partly.replace('"Названо {number} Сторони"', '""')
    assert partly != data
    intake = received(partly.encode(), new)
    found = [answer(intake, COUNT, form_) for form_ in range(3)]
    assert [one.verdict for one in found] == [Verdict.REFUSED, Verdict.EMPTY, Verdict.REFUSED]
    assert found[0].code == "forms"
    assert answer(intake, TITLE).verdict is Verdict.UNCHANGED


@pytest.mark.parametrize("form", TEXTUAL)
def test_a_unit_that_is_there_twice_is_refused(form: Format) -> None:
    data = changed_in_file(form).decode()
    pattern = r"<(trans-unit|unit) [^>]*?p\.1.*?</\1>|^#\. Paragraph p\.1\.\n(?:.+\n)+"
    (unit,) = [match[0] for match in re.finditer(pattern, data, re.DOTALL | re.MULTILINE)][:1]
    twice = data.replace(unit, f"{unit}\n{unit}")
    intake = received(twice.encode(), catalogs(GOOD))
    found = [one for one in intake.answers if one.key.endswith("p.1")]
    assert [(one.verdict, one.code) for one in found] == [(Verdict.REFUSED, "duplicate")] * 2
    assert not intake.catalogs


@pytest.mark.parametrize("form", TEXTUAL)
def test_a_stale_translation_is_up_to_date_when_its_translator_says_so(form: Format) -> None:
    held = catalogs(GOOD, {PLAIN: State.STALE})
    data = sent(form, held)
    confirmed = {
        Format.XLIFF2: data.replace(b'state="initial" subState="factsheet:stale"', b'state="translated"'),
        Format.XLIFF12: data.replace(b"needs-review-translation", b"translated"),
        Format.PO: data.replace(b"#, fuzzy\n", b""),
    }[form]
    intake = received(confirmed, held)
    assert answer(intake, PLAIN).state is State.TRANSLATED
    after = intake.catalogs[SHEET]
    assert after.of(PLAIN).state is State.TRANSLATED
    assert b"fuzzy" not in po_bytes(after.po)
    assert b"#|" not in po_bytes(after.po)


@pytest.mark.parametrize("form", TEXTUAL)
def test_a_translation_that_needs_work_is_taken_as_stale(form: Format) -> None:
    intake = received(changed_in_file(form, plain=State.STALE), catalogs(GOOD, {PLAIN: State.STALE}))
    assert answer(intake, PLAIN).state is State.STALE
    assert intake.catalogs[SHEET].of(PLAIN).state is State.STALE
    assert intake.catalogs[SHEET].of(PLAIN).text.startswith("Нові слова")


@pytest.mark.parametrize("form", TEXTUAL)
def test_a_review_is_of_the_words_that_were_reviewed(form: Format) -> None:
    held = catalogs(GOOD, {PLAIN: State.REVIEWED})
    intake = received(changed_in_file(form, plain=State.REVIEWED), held)
    assert answer(intake, PLAIN).state is State.TRANSLATED
    reviewed = received(sent(form, held), catalogs(GOOD))
    assert answer(reviewed, PLAIN).state is State.REVIEWED
    kept = received(sent(form, catalogs(GOOD)), held)
    assert answer(kept, PLAIN).verdict is Verdict.UNCHANGED, "no program undoes a review by saying nothing of it"


def test_segments_that_a_program_made_are_one_translation() -> None:
    data = sent(Format.XLIFF2, catalogs(GOOD)).decode()
    old = re.search(r'<unit id="some-chapter:p\.1".*?(<segment.*?</segment>)', data, re.DOTALL)
    assert old
    split = (
        '<segment state="translated"><source>Nothing </source><target order="3">нічого.</target></segment>'
        "<ignorable><source>but</source><target> </target></ignorable>"
        '<segment state="final"><source> words.</source><target order="1">Слова й</target></segment>'
    )
    intake = received(data.replace(old[1], split).encode(), catalogs(GOOD))
    assert answer(intake, PLAIN).text == "Слова й нічого."
    assert answer(intake, PLAIN).state is State.TRANSLATED
    odd = split.replace('order="3"', 'order="third"')
    assert answer(received(data.replace(old[1], odd).encode(), catalogs(GOOD)), PLAIN).text == "нічого.Слова й"
    half = split.replace('<target order="3">нічого.</target>', "")
    refused = answer(received(data.replace(old[1], half).encode(), catalogs(GOOD)), PLAIN)
    assert (refused.verdict, refused.code) == (Verdict.REFUSED, "incomplete")
    assert refused.reason == "sentence 1 of it, “Nothing”, is not translated"


def test_codes_may_be_written_otherwise() -> None:
    """XLIFF lets programs split a paired code into its ends, and mark words of their own."""
    held = catalogs({**GOOD, TEXT: ("Тут<n1/> <b>вимагає</b><n2/> <i>це</i> <a1><i>там</i></a1>",)})
    two = '<pc id="b"><mrk id="m1" type="term">вимагає</mrk></pc>'
    spread = '<sc id="b"/><sm id="m1" type="term"/>вимагає<em startRef="m1"/><ec startRef="b"/>'
    one = '<bpt id="b" rid="1">{\\b</bpt><mrk mtype="seg" mid="1">вимагає</mrk><ept id="e" rid="1">}</ept>'
    for form, written in ((Format.XLIFF2, two), (Format.XLIFF2, spread), (Format.XLIFF12, one)):
        tag = "pc" if form is Format.XLIFF2 else "g"
        data = sent(form, held).decode()
        other, count = re.subn(rf"<{tag} [^>]*>вимагає</{tag}>", written.replace("\\", r"\\"), data)
        assert count == 1
        assert answer(received(other.encode(), held), TEXT).verdict is Verdict.UNCHANGED


@pytest.mark.parametrize(("digits", "text"), [
    ("0416", "Ж"), ("0007", ""), ("D800", ""), ("110000", ""), ("x", ""), ("", ""),
])  # fmt: skip
def test_characters_that_xml_cannot_hold(digits: str, text: str) -> None:
    data = changed_in_file(Format.XLIFF2, WORDS, f'<cp hex="{digits}"/>')
    found = answer(received(data, catalogs(GOOD)), PLAIN)
    assert found.verdict is (Verdict.TAKEN if text else Verdict.REFUSED)
    assert found.text.startswith(text)


def test_line_breaks_that_a_program_set_are_no_words() -> None:
    data = changed_in_file(Format.XLIFF2, "Самі слова", "\n      Нові\n      слова")
    assert answer(received(data, catalogs(GOOD)), PLAIN).text.startswith("Нові слова")


def test_a_catalog_that_was_not_brought_up_to_date_is_brought_so() -> None:
    held = catalogs(GOOD)
    added = prose("p.2", "One more.")
    domains = {**DOMAINS, SHEET: (*DOMAINS[SHEET], added)}
    data = sent_with(domains, held).replace(
        "<source>One more.</source>", "<source>One more.</source><target>Ще одне.</target>"
    )
    intake = received(data.encode(), held, domains)
    assert answer(intake, added).verdict is Verdict.TAKEN
    assert intake.catalogs[SHEET].of(added).text == "Ще одне."


def sent_with(domains: dict[str, tuple[Message, ...]], held: dict[str, Catalog]) -> str:
    return write_file(Format.XLIFF2, units_of(domains, held), held, "uk").decode()


def test_only_what_is_asked_for_can_be_put() -> None:
    held = catalogs(GOOD)[SHEET]
    with pytest.raises(KeyError):
        put_translation(held, SAVE, ("x",), State.TRANSLATED)
    merged = merge(held, DOMAINS[SHEET])
    put_translation(merged, PLAIN, ("x",), State.REVIEWED)
    assert merged.of(PLAIN).state is State.REVIEWED
    assert len(list(entries(merged.po))) == len(DOMAINS[SHEET]) - 1


SENTENCES = (
    '<source>Nothing but words.</source><seg-source><mrk mtype="seg" mid="1">Nothing</mrk> '
    '<mrk mtype="seg" mid="2">but words.</mrk></seg-source><target>{}</target>'
)


@pytest.mark.parametrize(
    ("target", "verdict", "reason"),
    [
        ('<mrk mtype="seg" mid="1">Самі</mrk> <mrk mtype="seg" mid="2">слова.</mrk>', Verdict.TAKEN, ""),
        (
            '<mrk mtype="seg" mid="1">Самі</mrk> <mrk mtype="seg" mid="2"/>',
            Verdict.REFUSED,
            "sentence 2 of it, “but words.”, is not translated",
        ),
        (
            '<mrk mtype="seg" mid="2">слова.</mrk>',
            Verdict.REFUSED,
            "sentence 1 of it, “Nothing”, is not translated",
        ),
        ('<mrk mtype="seg" mid="1"/> <mrk mtype="seg" mid="2"/>', Verdict.EMPTY, ""),
    ],
)
def test_half_of_the_sentences_is_no_translation(target: str, verdict: Verdict, reason: str) -> None:
    data = sent(Format.XLIFF12, catalogs({})).decode()
    data = data.replace("<source>Nothing but words.</source>", SENTENCES.format(target))
    found = answer(received(data.encode(), catalogs({})), PLAIN)
    assert (found.verdict, found.reason) == (verdict, reason)
    assert found.verdict is not Verdict.REFUSED or found.code == "incomplete"


@pytest.mark.parametrize(
    ("form", "state", "verdict"),
    [
        (Format.XLIFF12, ' state="new"', Verdict.EMPTY),
        (Format.XLIFF12, ' state="needs-translation"', Verdict.EMPTY),
        (Format.XLIFF12, ' state="needs-review-translation"', Verdict.EMPTY),
        (Format.XLIFF12, "", Verdict.EMPTY),
        (Format.XLIFF12, ' state="translated"', Verdict.TAKEN),
        (Format.XLIFF2, ' state="initial"', Verdict.EMPTY),
        (Format.XLIFF2, "", Verdict.EMPTY),
        (Format.XLIFF2, ' state="translated"', Verdict.TAKEN),
        (Format.XLIFF2, ' state="final"', Verdict.TAKEN),
    ],
)
def test_english_as_its_own_translation_is_one_only_where_the_file_says_so(
    form: Format, state: str, verdict: Verdict
) -> None:
    intake = received(filled_in(form, state, "Save the form."), catalogs({}))
    assert answer(intake, SAVE).verdict is verdict
    assert intake.copies == (1 if verdict is Verdict.EMPTY else 0)


@pytest.mark.parametrize(
    ("form", "state", "taken_as"),
    [
        (Format.XLIFF12, ' state="new"', State.STALE),
        (Format.XLIFF12, ' state="needs-translation"', State.STALE),
        (Format.XLIFF12, "", State.TRANSLATED),
        (Format.XLIFF12, ' state="signed-off"', State.REVIEWED),
        (Format.XLIFF12, ' state="final"', State.APPROVED),
        (Format.XLIFF2, ' state="initial"', State.STALE),
        (Format.XLIFF2, "", State.TRANSLATED),
        (Format.XLIFF2, ' state="final"', State.APPROVED),
    ],
)
def test_a_state_of_work_to_do_is_never_counted_as_done(form: Format, state: str, taken_as: State) -> None:
    assert answer(received(filled_in(form, state, "Збережіть."), catalogs({})), SAVE).state is taken_as


def filled_in(form: Format, state: str, target: str) -> bytes:
    """Return an export in which one unit has a translation, its state where the format has it."""
    source = "<source>Save the form.</source>"
    data = sent(form, catalogs({})).decode()
    if form is Format.XLIFF12:
        return data.replace(source, f"{source}<target{state}>{target}</target>").encode()
    before = data.rindex("<segment", 0, data.index(source))
    data = f"{data[:before]}<segment{state}>" + data[data.index(">", before) + 1 :]
    return data.replace(source, f"{source}<target>{target}</target>").encode()


@pytest.mark.parametrize("form", XLIFF)
def test_units_that_were_numbered_anew_are_known_by_their_names(form: Format) -> None:
    held = catalogs(GOOD)
    data = changed_in_file(form).decode()
    numbers = iter(range(1, 1000))
    attribute = "name" if form is Format.XLIFF2 else "resname"
    data = re.sub(
        rf'(<(?:trans-)?unit) id="[^"]*" {attribute}=', lambda m: f'{m[1]} id="{next(numbers)}" {attribute}=', data
    )
    intake = received(data.encode(), held)
    assert (intake.count(Verdict.TAKEN), intake.count(Verdict.REFUSED)) == (1, 0)


REMARKS = {
    Format.XLIFF2: ("<notes>", '<notes><note category="comment">Is “words” meant?</note>'),
    Format.XLIFF12: ("<note from", '<note from="translator">Is “words” meant?</note><note from'),
    Format.PO: ("#. Paragraph p.1.", "# Is “words” meant?\n#. Paragraph p.1."),
}


@pytest.mark.parametrize("form", TEXTUAL)
def test_what_translators_remark_is_kept_counted_and_sent_again(form: Format) -> None:
    held = catalogs(GOOD)
    text = sent(form, held).decode()
    start = text.index("Paragraph p.1.") - 400 if form is not Format.PO else text.index("#. Paragraph p.1.")
    start = (
        text.index(REMARKS[form][0], max(start, 0))
        if form is Format.PO
        else text.rindex(REMARKS[form][0], 0, text.index("Paragraph p.1."))
    )
    data = text[:start] + text[start:].replace(*REMARKS[form], 1)
    intake = received(data.encode(), held)
    assert (intake.remarks, intake.count(Verdict.TAKEN), intake.count(Verdict.REFUSED)) == (1, 0, 0)
    assert intake.catalogs[SHEET].of(PLAIN).note == "Is “words” meant?"
    now = {**held, **intake.catalogs}
    again = received(sent(form, now), now)
    assert (again.remarks, again.catalogs) == (0, {}), "what was sent is nothing new"
    assert "Is “words” meant?" in sent(form, now).decode()
    lost = received(sent(form, held), now)
    assert not lost.catalogs, "a program that loses remarks deletes none"


@pytest.mark.parametrize("form", TEXTUAL)
def test_a_remark_that_hides_words_shows_what_it_hides(form: Format) -> None:
    text = sent(form, catalogs(GOOD)).decode()
    old, new = REMARKS[form]
    intake = received(text.replace(old, new.replace("words", "wo\u202erds"), 1).encode(), catalogs(GOOD))
    (one,) = [found for found in intake.answers if found.remark]
    assert "\u202e" not in one.remark
    assert "U+202E" in one.remark


def test_ids_that_a_converter_has_lost_are_found_by_the_english() -> None:
    """What xliff2po makes of an export: neither contexts nor our comments."""
    text = changed_in_file(Format.PO).decode()
    bare = re.sub(r'^(#\. key=.*|msgctxt (?:".*"\n)+)', "", text, flags=re.MULTILINE)
    assert "msgctxt" not in bare
    intake = received(bare.encode(), catalogs(GOOD))
    assert answer(intake, PLAIN).verdict is Verdict.TAKEN
    assert (intake.count(Verdict.TAKEN), intake.count(Verdict.REFUSED)) == (1, 0)


@pytest.mark.parametrize("form", TEXTUAL)
def test_a_label_is_named_by_its_english(form: Format) -> None:
    data = changed_in_file(form, "Збережіть", "Запишіть")
    assert answer(received(data, catalogs(GOOD)), SAVE).shown == "labels “Save the form.”"


def test_a_converter_that_doubts_everything_makes_nothing_stale() -> None:
    """xliff2po marks as fuzzy whatever was not approved, and loses what the entries were sent with."""
    text = sent(Format.PO, catalogs(GOOD)).decode()
    doubted = re.sub(r"(?m)^msgctxt ", "#, fuzzy\nmsgctxt ", text.replace("#, python-brace-format\n", ""))
    assert received(doubted.encode(), catalogs(GOOD)).count(Verdict.TAKEN) > 0, "with its digests it is believed"
    assert verdicts(received(without_digests(doubted.encode()), catalogs(GOOD))) == {Verdict.UNCHANGED}
