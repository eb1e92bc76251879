"""What was taken over from others is as they made it, and comes with its licence."""

from hashlib import sha256

from tests.conftest import ROOT

DIGEST = "6e080e508448429934022fcbd1c3bd80596f3f457c4ae41b03e8b8442cff5799"
"""Of idiomorph 0.7.3, dist/idiomorph.esm.js."""


def test_idiomorph_is_unchanged_below_its_licence() -> None:
    licence, _, code = (ROOT / "templates/studio/scripts/idiomorph.js").read_bytes().partition(b"*/\n")
    assert b"idiomorph 0.7.3" in licence
    assert b"Zero-Clause BSD" in licence
    assert b"THE SOFTWARE IS PROVIDED" in licence
    assert sha256(code).hexdigest() == DIGEST
