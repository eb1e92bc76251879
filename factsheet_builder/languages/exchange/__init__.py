"""Catalogs to the formats that translators' programs read, and back: XLIFF 2.0, XLIFF 1.2, PO and Word."""
