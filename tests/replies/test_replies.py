"""Filled forms read back: exactly, whoever filled them; and refused or doubted where they are not what they should be."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Stream, String

from factsheet_builder.content.reading.yaml_source import read_yaml, write_yaml
from factsheet_builder.errors import Diagnostic, ExitCode, RefusedError, Severity
from factsheet_builder.pdf.joining.join_findings import Part
from factsheet_builder.pdf.joining.joining import join
from factsheet_builder.replies.answer_models import Answer, Replies, Reply
from factsheet_builder.replies.answers import read_replies
from factsheet_builder.replies.reply_checks import check_replies
from factsheet_builder.replies.reply_fields import MAX_DEPTH
from factsheet_builder.replies.reply_names import Status
from tests.replies.reply_forms import Change, changed, content, field_ending, filled, form, set_values
from tests.replies.reply_values import ANSWER, LONG_TEXT, MEASURES, REMARKS

FIXTURES = Path(__file__).parent / "fixtures"


def read_one(pdf: bytes) -> Reply:
    replies, problems = read_replies(pdf, "reply.pdf")
    assert problems == ()
    (reply,) = replies.replies
    return reply


def answer_on(reply: Reply, recommendation: str) -> Answer:
    (answer,) = [answer for answer in reply.answers if answer.recommendation == recommendation]
    return answer


def problems_of(pdf: bytes) -> list[Diagnostic]:
    replies, doubts = read_replies(pdf, "reply.pdf")
    return [*doubts, *check_replies(replies, {content().sheet.id: content().sheet}, content().common.register)]


def codes_of(pdf: bytes) -> list[str]:
    return [problem.code for problem in problems_of(pdf)]


# Read exactly


@pytest.mark.parametrize("program", ["pdftk", "pdfium", "mupdf"])
def test_forms_filled_by_other_programs_read_exactly(program: str) -> None:
    reply = read_one((FIXTURES / f"{program}.pdf").read_bytes())
    assert (reply.factsheet, reply.edition, reply.party, reply.locale) == (
        "assistance-to-victims",
        date(2022, 3, 10),
        "GEO",
        "en",
    )
    assert [answer.recommendation for answer in reply.answers] == ["VI-2", "VI-3", "VI-4"]
    assert answer_on(reply, "VI-3") == Answer(
        recommendation="VI-3",
        status=Status.TAKEN,
        measures=LONG_TEXT,
        date=date(2026, 11, 2),
        reference=ANSWER["reference"],
        contact_name=ANSWER["contact-name"],
        contact_email=ANSWER["contact-email"],
    )
    assert answer_on(reply, "VI-2").is_untouched
    assert reply.remarks == REMARKS


def test_the_long_text_is_as_long_as_promised() -> None:
    assert len(LONG_TEXT) == 10_000


def test_an_untouched_form_has_untouched_answers() -> None:
    reply = read_one(form("HUN"))
    assert reply.is_untouched
    assert [answer.recommendation for answer in reply.answers] == ["VI-2", "VI-4"]
    assert codes_of(form("HUN")) == ["reply-untouched"]


TEXT = "Ġgantija – €5 “x” საქართველო العربية"
ENCODINGS = [
    ("UTF-16 big endian", b"\xfe\xff" + TEXT.encode("utf-16-be"), TEXT),
    ("UTF-16 little endian", b"\xff\xfe" + TEXT.encode("utf-16-le"), TEXT),
    ("UTF-8 with its mark", b"\xef\xbb\xbf" + TEXT.encode(), TEXT),
    ("UTF-8 without a mark", "Łódź ґ".encode(), "Łódź ґ"),
    ("PDFDocEncoding", b"caf\xe9 \x84 \x8dq\x8e \xa05", "café — “q” €5"),
    ("escaped language", b"\xfe\xff" + "\x1bka\x1bდიახ \x1benGB\x1byes".encode("utf-16-be"), "დიახ yes"),
    ("carriage returns", b"one\rtwo\r\nthree\nfour\r\r five", "one\ntwo\nthree\nfour\n\n five"),
    ("a beyond the first plane", b"\xfe\xff" + "𝔘 😀".encode("utf-16-be"), "𝔘 😀"),
]


@pytest.mark.parametrize(("raw", "text"), [case[1:] for case in ENCODINGS], ids=[case[0] for case in ENCODINGS])
def test_every_encoding_of_a_text_reads_exactly(raw: bytes, text: str) -> None:
    pdf = filled("HUN", {"VI-2/measures": String(raw)})
    assert answer_on(read_one(pdf), "VI-2").measures == text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x1b"), max_size=300))
def test_whatever_was_written_reads_back(text: str) -> None:
    pdf = filled("HUN", {"VI-2/measures": String(b"\xfe\xff" + text.encode("utf-16-be"))})
    assert answer_on(read_one(pdf), "VI-2").measures == text.replace("\r\n", "\n").replace("\r", "\n")


def test_a_value_may_be_a_stream() -> None:
    def apply(opened: pikepdf.Pdf) -> None:
        field_ending(opened, "VI-2/measures").V = Stream(opened, b"\xfe\xff" + MEASURES.encode("utf-16-be"))

    assert answer_on(read_one(changed(form("HUN"), apply)), "VI-2").measures == MEASURES


@pytest.mark.parametrize(
    "value",
    [
        String("measures-planned"),
        Name("/measures-planned"),
        String("measures planned"),
        Array([String("measures-planned")]),
    ],
)
def test_a_choice_may_be_kept_by_value_name_label_or_in_an_array(value: Any) -> None:
    assert answer_on(read_one(filled("HUN", {"VI-2/status": value})), "VI-2").status is Status.PLANNED


def test_an_emptied_choice_is_not_answered() -> None:
    assert answer_on(read_one(filled("HUN", {"VI-2/status": String("")})), "VI-2").status is Status.NOT_ANSWERED


# Where programs put fields and values


def _to_widget(opened: pikepdf.Pdf) -> None:
    """Make the field of VI-2's measures a field with a widget of its own, the value in the widget."""
    old = field_ending(opened, "VI-2/measures")
    parent = opened.make_indirect(Dictionary(FT=Name.Tx, T=old.T, V=String(""), Kids=Array([old])))
    del old.T
    old.Parent, old.V = parent, String("in the widget")
    fields = opened.Root.AcroForm.Fields
    opened.Root.AcroForm.Fields = Array([parent if field.objgen == old.objgen else field for field in fields])


def _under_a_prefix(opened: pikepdf.Pdf) -> None:
    fields = opened.Root.AcroForm.Fields
    parent = opened.make_indirect(Dictionary(T=String("part 3"), Kids=fields))
    for field in fields:
        field.Parent = parent
    opened.Root.AcroForm.Fields = Array([parent])


def _with_suffixes(opened: pikepdf.Pdf) -> None:
    for field in opened.Root.AcroForm.Fields:
        field.T = String(f"Copy of {field.T}-2")


def _without_a_form(opened: pikepdf.Pdf) -> None:
    del opened.Root.AcroForm


def _with_rich_text_and_scripts(opened: pikepdf.Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=String('this.getField("x").value = "changed"; app.alert(1)'))
    field = field_ending(opened, "VI-2/measures")
    field.RV, field.AA = String("<body><p>rich</p></body>"), Dictionary(K=script, F=script, C=script)
    opened.Root.OpenAction = script


VALUE = "in the widget"
PLACES = [
    Change("value in a widget", _to_widget),
    Change("under a prefix", _under_a_prefix),
    Change("renamed", _with_suffixes),
    Change("without AcroForm", _without_a_form),
    Change("rich text and scripts", _with_rich_text_and_scripts),
]


@pytest.mark.parametrize("place", PLACES, ids=repr)
def test_values_are_found_where_other_programs_leave_them(place: Change) -> None:
    pdf = changed(form("HUN"), set_values({"VI-2/measures": String(VALUE)}), place.apply)
    assert answer_on(read_one(pdf), "VI-2").measures == VALUE


def test_inherited_values_count() -> None:
    def apply(opened: pikepdf.Pdf) -> None:
        _under_a_prefix(opened)
        (parent,) = opened.Root.AcroForm.Fields
        parent.V = String("of all")
        for field in parent.Kids:
            del field.V

    reply = read_replies(changed(form("HUN"), apply), "x")[0].replies[0]
    assert answer_on(reply, "VI-2").measures == "of all"


def test_a_form_is_found_inside_a_pack() -> None:
    pack = join(
        [
            Part("a.pdf", form("MLT"), title="A"),
            Part("b.pdf", filled("HUN", {"VI-4/measures": String(MEASURES.encode("utf-16"))}), title="B"),
        ],
        title="Pack",
        language="en",
    )
    replies, problems = read_replies(pack.data, "pack.pdf")
    assert problems == ()
    assert [reply.party for reply in replies.replies] == ["HUN", "MLT"]
    assert answer_on(replies.replies[0], "VI-4").measures == MEASURES
    assert replies.replies[1].is_untouched


def test_a_form_twice_in_a_file_is_one_reply() -> None:
    one = filled("HUN", {"VI-2/measures": String("of the first"), "VI-4/status": String("no-change")})
    two = filled("HUN", {"VI-4/date": String("2026-01-31")})
    joined = join([Part("1", one), Part("2", two), Part("3", form("HUN"))], title="Joined", language="en")
    assert joined.renamed
    reply = read_one(joined.data)
    assert answer_on(reply, "VI-2").measures == "of the first"
    assert (answer_on(reply, "VI-4").status, answer_on(reply, "VI-4").date) == (Status.NO_CHANGE, date(2026, 1, 31))


def test_two_values_of_one_field_are_an_error() -> None:
    parts = [Part(str(n), filled("HUN", {"VI-2/measures": String(f"value {n}")})) for n in (1, 2)]
    pdf = join(parts, title="Joined", language="en").data
    replies, problems = read_replies(pdf, "joined.pdf")
    assert answer_on(replies.replies[0], "VI-2").measures == "value 1"
    (problem,) = problems
    assert (problem.code, problem.severity) == ("reply-two-values", Severity.ERROR)
    assert str(problem.place) == "joined.pdf [HUN VI-2 measures]"


# Refused


def _refusal(pdf: bytes) -> str:
    with pytest.raises(RefusedError) as refused:
        read_replies(pdf, "reply.pdf")
    assert refused.value.exit_code is ExitCode.REFUSED
    (problem,) = refused.value.diagnostics
    assert problem.remedy
    assert problem.place.file == "reply.pdf"
    return problem.code


def _tangled(opened: pikepdf.Pdf) -> None:
    field = opened.Root.AcroForm.Fields[0]
    for depth in range(MAX_DEPTH + 5):
        field = opened.make_indirect(Dictionary(T=String(str(depth)), Kids=Array([field])))
    opened.Root.AcroForm.Fields = Array([field])


def _circular(opened: pikepdf.Pdf) -> None:
    field = field_ending(opened, "VI-2/date")
    field.Kids = Array([field])
    field.Parent = field
    loop = opened.make_indirect(Dictionary(T=String("loop")))
    loop.Kids = Array([loop])
    opened.Root.AcroForm.Fields.append(loop)


def _rename_all(to: str) -> Change:
    def apply(opened: pikepdf.Pdf) -> None:
        for number, field in enumerate(opened.Root.AcroForm.Fields):
            field.T = String(to.format(number))

    return Change(to, apply)


def _flattened(opened: pikepdf.Pdf) -> None:
    del opened.Root.AcroForm
    for page in opened.pages:
        del page["/Annots"]


def test_files_that_are_no_replies_are_refused_with_the_reason() -> None:
    pdf = form("HUN")
    assert _refusal(b"") == "reply-unreadable"
    assert _refusal(b"no PDF at all") == "reply-unreadable"
    assert _refusal(pdf[: len(pdf) // 2]) == "reply-unreadable"
    assert _refusal(changed(pdf, _flattened)) == "reply-no-form"
    assert _refusal(changed(pdf, _rename_all("field {}").apply)) == "reply-foreign"
    assert _refusal(changed(pdf, _rename_all("reply/v2/x/2030-01-01/{}").apply)) == "reply-version"
    assert _refusal(changed(pdf, _tangled)) == "reply-unreadable"


@pytest.mark.parametrize(("revision", "user"), [(3, ""), (3, "secret"), (4, ""), (6, ""), (6, "secret")])
def test_encrypted_files_are_refused(revision: Any, user: str) -> None:
    encryption = pikepdf.Encryption(owner="owner", user=user, R=revision, aes=revision > 3, metadata=revision > 3)
    assert _refusal(changed(form("HUN"), encryption=encryption)) == "reply-encrypted"


def test_fields_that_contain_themselves_do_not_hang() -> None:
    read_replies(changed(form("HUN"), _circular), "x")


def test_a_file_that_had_to_be_repaired_is_doubted() -> None:
    pdf = changed(form("HUN"), object_stream_mode=pikepdf.ObjectStreamMode.disable)
    shifted = b"junk before the header\n" + pdf
    assert "reply-irregular" in codes_of(shifted)


# Checked


def _renamed(old: str, new: str) -> Change:
    def apply(opened: pikepdf.Pdf) -> None:
        for field in opened.Root.AcroForm.Fields:
            field.T = String(str(field.T).replace(old, new))

    return Change(f"{old} to {new}", apply)


def _dropped(ending: str) -> Change:
    def apply(opened: pikepdf.Pdf) -> None:
        gone = [field.objgen for field in opened.Root.AcroForm.Fields if ending in str(field.T)]
        opened.Root.AcroForm.Fields = Array(f for f in opened.Root.AcroForm.Fields if f.objgen not in gone)
        for page in opened.pages:
            page["/Annots"] = Array(a for a in page.get("/Annots", []) if a.objgen not in gone)

    return Change(f"without {ending}", apply)


PROBLEMS: list[tuple[Change, dict[str, Severity]]] = [
    (_renamed("/HUN/", "/HUX/"), {"reply-party": Severity.ERROR}),
    (_renamed("assistance-to-victims", "prevention"), {"reply-factsheet": Severity.ERROR}),
    (_renamed("2022-03-10", "2021-01-01"), {"reply-older-edition": Severity.WARNING}),
    (_renamed("2022-03-10", "2031-01-01"), {"reply-edition": Severity.ERROR}),
    (_renamed("VI-4", "VI-9"), {"reply-recommendation": Severity.ERROR, "reply-incomplete": Severity.WARNING}),
    (_renamed("VI-4", "VI-1"), {"reply-not-asked": Severity.ERROR, "reply-incomplete": Severity.WARNING}),
    (_dropped("VI-4"), {"reply-incomplete": Severity.WARNING}),
    (_dropped("VI-2/date"), {"reply-field-lost": Severity.ERROR}),
    (_dropped("general/contact-name"), {"reply-field-lost": Severity.ERROR}),
    (Change("no change", lambda _: None), {}),
]
COMPLETE = {"VI-2/status": String("no-change"), "VI-4/status": String("no-change")}


@pytest.mark.parametrize(("change", "expected"), PROBLEMS, ids=repr)
def test_forms_are_checked_against_the_current_content(change: Change, expected: dict[str, Severity]) -> None:
    pdf = changed(form("HUN"), set_values(COMPLETE), change.apply)
    assert {problem.code: problem.severity for problem in problems_of(pdf)} == expected
    assert all(problem.remedy and problem.place.file == "reply.pdf" for problem in problems_of(pdf))


ANSWERS = [
    ({"VI-2/date": "2 November 2026"}, "reply-date"),
    ({"VI-2/date": "2026-02-30"}, "reply-date"),
    ({"VI-2/date": "20261102"}, "reply-date"),
    ({"VI-2/date": "2022-03-09"}, "reply-date-early"),
    ({"general/contact-email": "me"}, "reply-email"),
    ({"general/contact-email": "a@example.org, b@example.org"}, "reply-email"),
    ({"VI-2/status": "not-answered", "VI-2/measures": "x"}, "reply-status-missing"),
    ({"VI-2/status": "measures-taken"}, "reply-measures-missing"),
    ({"VI-2/status": "something else"}, "reply-status"),
    ({"VI-2/status": "not-answered"}, "reply-unanswered"),
    ({"VI-2/measures": "A law\u202e of 2020"}, "reply-characters"),
    ({"general/contact-name": "J\U000e0041ne"}, "reply-characters"),
    ({"VI-2/reference": "Law\x1b[31m"}, "reply-characters"),
]


@pytest.mark.parametrize(("values", "code"), ANSWERS)
def test_answers_are_checked(values: dict[str, str], code: str) -> None:
    pdf = filled("HUN", COMPLETE | {key: String(value) for key, value in values.items()})
    assert code in codes_of(pdf)
    assert set(codes_of(pdf)) <= {code, "reply-unanswered"}


def test_good_answers_have_no_problem_and_a_wrong_date_is_kept_as_written() -> None:
    values = {"VI-2/date": " 2026-11-02 ", "general/contact-email": " me@example.org "}
    pdf = filled("HUN", COMPLETE | {key: String(value) for key, value in values.items()})
    assert codes_of(pdf) == []
    assert answer_on(read_one(pdf), "VI-2").date == date(2026, 11, 2)
    assert read_one(pdf).contact_email == "me@example.org"
    wrong = answer_on(read_one(filled("HUN", {"VI-2/date": String("early 2026")})), "VI-2")
    assert (wrong.date, wrong.date_as_written) == (None, "early 2026")


def test_all_problems_are_reported_at_once() -> None:
    values = {"VI-2/date": "soon", "general/contact-email": "me", "VI-4/measures": "x", "VI-4/date": "late"}
    codes = codes_of(filled("HUN", {key: String(value) for key, value in values.items()}))
    assert sorted(codes) == ["reply-date", "reply-date", "reply-email", "reply-status-missing"]


# Written


PRINTED = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80)


@given(measures=PRINTED, remarks=PRINTED, reference=PRINTED)
def test_answers_survive_yaml_and_json(
    measures: str, remarks: str, reference: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    answer = Answer(recommendation="VI-2", measures=measures, reference=reference, date=date(2026, 11, 2))
    reply = Reply(
        factsheet="no", edition=date(2022, 3, 10), party="HUN", locale="en", answers=(answer,), remarks=remarks
    )
    replies = Replies(file="NO", sha256="0" * 64, replies=(reply,))
    file = tmp_path_factory.mktemp("yaml") / "replies.yaml"
    file.write_bytes(write_yaml(replies.model_dump(mode="json")).encode())
    assert Replies.model_validate(read_yaml(file, "replies.yaml").data) == replies
    assert Replies.model_validate_json(replies.model_dump_json()) == replies


def test_reading_is_the_same_every_time() -> None:
    pdf = (FIXTURES / "pdftk.pdf").read_bytes()
    assert read_replies(pdf, "x") == read_replies(BytesIO(pdf).getvalue(), "x")
