"""Fixtures of the tests in this folder."""

from tests.pdf.documents import assert_golden, fonts, render, tree_of

__all__ = ["assert_golden", "fonts", "render", "tree_of"]
