"""Fixtures of the tests in this folder."""

from tests.pdf.documents import fonts, render

__all__ = ["fonts", "render"]
