"""Forms of passages: what is sent untouched changes nothing, and each change is exactly one edit."""

from typing import Any

import pytest

from factsheet_builder.studio.forms.flattening import flat_form
from factsheet_builder.studio.forms.handles import value_of
from factsheet_builder.studio.forms.passage_forms import fields_of, form_of, read_form
from tests.studio.forms.conftest import sheet_of, sheets
from tests.studio.forms.sending import sent


@pytest.mark.parametrize("named", sheets())
def test_a_form_that_is_sent_untouched_changes_nothing(named: Any) -> None:
    sheet = sheet_of(*named)
    assert len(sheet.handles) > 3
    for handle in sheet.handles:
        form = form_of(sheet.data, handle, sheet.around)
        posted = sent(form)
        flat = flat_form(fields_of(handle, sheet.around), value_of(sheet.data, handle.path))
        assert {key: sorted(words) for key, words in posted.items()} == {key: sorted(w) for key, w in flat.items()}
        filled = read_form(posted, sheet.data, handle, sheet.around)
        assert (filled.edits, filled.problems) == ((), {}), handle.key
