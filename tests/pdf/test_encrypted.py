"""An encrypted file is refused with what it is, or read where it only restricts; never a traceback."""

from io import BytesIO

import pikepdf
import pytest

from factsheet_builder.errors import SurroundingsError
from factsheet_builder.pdf.reading.inspection import inspect_pdf
from factsheet_builder.pdf.reading.preflight import preflight

RC4_40, RC4_128, AES_128, AES_256 = 2, 3, 4, 6


def encrypted(revision: int, password: str) -> bytes:
    """A page encrypted by a revision of the standard security handler (ISO 32000-2, 7.6.4)."""
    is_new = revision in {AES_128, AES_256}
    how = pikepdf.Encryption(owner="owner", user=password, R=revision, aes=is_new, metadata=is_new)  # type: ignore[arg-type]
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        out = BytesIO()
        pdf.save(out, encryption=how)
    return out.getvalue()


@pytest.mark.parametrize(
    ("revision", "password", "said"),
    [
        (RC4_40, "secret", "asks for a password"),
        (RC4_128, "secret", "asks for a password"),
        (AES_128, "secret", "asks for a password"),
        (AES_256, "secret", "encrypted with AES: it asks for a password, or restricts"),
        (AES_256, "", "encrypted with AES: it asks for a password, or restricts"),
    ],
)
def test_what_cannot_be_opened_is_refused(revision: int, password: str, said: str) -> None:
    with pytest.raises(SurroundingsError) as caught:
        inspect_pdf(encrypted(revision, password), "minutes.pdf")
    (problem,) = caught.value.diagnostics
    assert problem.code == "pdf-encrypted"
    assert said in problem.what


@pytest.mark.parametrize("revision", [RC4_40, RC4_128, AES_128])
def test_what_only_restricts_is_read_and_says_so(revision: int) -> None:
    facts, tree = inspect_pdf(encrypted(revision, ""))
    assert facts.is_restricted
    assert "restricted" in {problem.code for problem in preflight(facts, tree)}
