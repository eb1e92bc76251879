"""What the filled forms of the tests say: three scripts beside Latin, line breaks, and a text of 10,000 characters."""

from typing import Final

PARTY: Final = "GEO"
RECOMMENDATION: Final = "VI-3"
_LINES: Final = (
    "საქართველომ მიიღო ახალი კანონი ბავშვთა დახმარების შესახებ.",
    "اعتمدت الدولة قانونا جديدا لمساعدة الأطفال الضحايا في عام 2026.",
    "Україна: допомога дітям — є, ї, ґ та “лапки”.",
    "",
    "Łódź, Ħamrun, Ġgantija, €5 – “quoted”, a_b *c* [d](e) \\ {f}",
)
MEASURES: Final = "\n".join(_LINES)
LONG: Final = (MEASURES + "\n") * 60
LONG_TEXT: Final = LONG[: 10_000 - 3] + "end"
"""Exactly 10,000 characters."""

ANSWER: Final = {
    "status": "measures-taken",
    "measures": LONG_TEXT,
    "date": "2026-11-02",
    "reference": "https://example.org/закон?nr=7#მუხლი",
    "contact-name": "Ольга Ґудзь",
    "contact-email": "olha@example.org",
}
REMARKS: Final = MEASURES


def value_of(name: str) -> str | None:
    """Return what a filled form has in the field of that name, or nothing where it is left as it was."""
    parts = name.split("/")
    if parts[-2] == RECOMMENDATION:
        return ANSWER[parts[-1]]
    return REMARKS if parts[-1] == "remarks" else None
