"""Reply forms keep what they claim, by veraPDF, in both settings of conformance."""

from pathlib import Path

from factsheet_builder.typesetting.structure import Conformance
from tests.conformance.verapdf import Claim, validate
from tests.packs.reply_forms import changed, field_ending, form, typeset

PROFILES = {Conformance.UA1_A3A: "ua1,3a", Conformance.UA2_A4F: "ua2,4f"}


def test_forms_keep_their_claims(tmp_path: Path) -> None:
    claims: list[Claim] = []
    for party in ("MLT", "MDA", "HUN", "TUN"):
        for conformance, profiles in PROFILES.items():
            file = tmp_path / f"{party}-{conformance}.pdf"
            file.write_bytes(typeset(party, conformance).pdf)
            claims.append((profiles, file))
    assert validate(claims) == ""


def test_a_field_without_its_tooltip_fails(tmp_path: Path) -> None:
    """The negative control."""

    def spoil(opened: object) -> None:
        field = field_ending(opened, "VI-1/date")  # type: ignore[arg-type]
        del field.TU
        del field.Contents

    (tmp_path / "spoilt.pdf").write_bytes(changed(form("MLT"), spoil))
    assert "FAIL ua1" in validate([("ua1", tmp_path / "spoilt.pdf")])
