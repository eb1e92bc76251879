"""What is exported and comes back untouched changes nothing, whatever is in the catalogs; every export is valid."""

import pytest
from hypothesis import given, settings

from factsheet_builder.languages.catalogs import Catalog, po_bytes
from factsheet_builder.languages.exchange.formats import read_file
from factsheet_builder.languages.exchange.inline import canonical
from factsheet_builder.languages.exchange.intake import Verdict
from factsheet_builder.languages.exchange.returned import Format
from factsheet_builder.languages.exchange.units import kinds_of, units_of
from factsheet_builder.languages.reviews import State

from .samples import (
    DOMAINS,
    GOOD,
    MESSAGES,
    TEXT,
    TEXTUAL,
    catalogs,
    random_catalogs,
    received,
    schema_errors,
    sent,
    verdicts,
    without_digests,
)

XLIFF = (Format.XLIFF2, Format.XLIFF12)


@pytest.mark.parametrize("form", TEXTUAL)
@settings(max_examples=25, deadline=None)
@given(held=random_catalogs())
def test_export_then_import_is_the_identity(form: Format, held: dict[str, Catalog]) -> None:
    _is_identity(form, held)


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(held=random_catalogs())
def test_export_to_word_then_import_is_the_identity(held: dict[str, Catalog]) -> None:
    _is_identity(Format.DOCX, held)


def _is_identity(form: Format, held: dict[str, Catalog]) -> None:
    data = sent(form, held)
    intake = received(data, held)
    assert verdicts(intake) <= {Verdict.UNCHANGED, Verdict.EMPTY}
    assert not intake.catalogs
    assert sent(form, held) == data, "the same bytes each time"
    if form in XLIFF:
        assert schema_errors(data, form) == []


@pytest.mark.parametrize("form", TEXTUAL)
@settings(max_examples=20, deadline=None)
@given(held=random_catalogs())
def test_what_can_be_exchanged_comes_back_into_empty_catalogs(form: Format, held: dict[str, Catalog]) -> None:
    """The words, not only the absence of changes: what is taken into empty catalogs is exported as it was sent."""
    empty = catalogs({})
    taken = {**empty, **received(without_digests(sent(form, held)), empty).catalogs}
    for before, after in zip(units_of(DOMAINS, held), units_of(DOMAINS, taken), strict=True):
        as_xml, as_po = canonical(before.stored, before.kind), before.stored
        assert after.stored in {"", as_xml.strip(), as_po.strip()}, "spaces at the ends are not taken"


@pytest.mark.parametrize("form", Format)
def test_a_whole_translation_goes_into_empty_catalogs(form: Format) -> None:
    """The negative control of the identity: a reader that reads nothing would pass it."""
    full, empty = catalogs(GOOD), catalogs({})
    intake = received(without_digests(sent(form, full)), empty)
    assert intake.count(Verdict.REFUSED) == 0
    taken = {**empty, **intake.catalogs}
    for message, forms in GOOD.items():
        assert taken[message.domain].of(message).forms == forms
    assert {domain: po_bytes(made.po) for domain, made in taken.items()} == {
        domain: po_bytes(made.po) for domain, made in full.items()
    }


@pytest.mark.parametrize("form", TEXTUAL)
@pytest.mark.parametrize("state", [State.STALE, State.TRANSLATED, State.REVIEWED])
def test_states_go_along(form: Format, state: State) -> None:
    held = catalogs(GOOD, dict.fromkeys(MESSAGES, state))
    returned = read_file(sent(form, held), "x", kinds_of(DOMAINS))
    assert {unit.state for unit in returned.units if unit.target and "figure" not in unit.key} == {state}


@pytest.mark.parametrize("form", TEXTUAL)
def test_only_one_state_is_exported(form: Format) -> None:
    held = catalogs(GOOD, {TEXT: State.STALE})
    returned = read_file(sent(form, held, (State.STALE,)), "x", kinds_of(DOMAINS))
    assert [unit.key.replace(":", "/") for unit in returned.units] == ["some-chapter/VI-1.text"]
    if form is Format.PO:
        assert b'#| msgid ""\n#| "The Committee' in sent(form, held, (State.STALE,))
    else:
        assert b"The translation is of an older English: The Committee" in sent(form, held, (State.STALE,))


@pytest.mark.parametrize("form", XLIFF)
def test_the_schema_sees_what_is_wrong(form: Format) -> None:
    """The negative control of the schemas."""
    data = sent(form, catalogs(GOOD))
    assert schema_errors(data, form) == []
    assert schema_errors(data.replace(b"<source", b"<sauce").replace(b"</source", b"</sauce"), form) != []
    assert schema_errors(data.replace(b'id="n1"', b""), form) != []
