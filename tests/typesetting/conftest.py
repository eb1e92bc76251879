"""Fixtures of the tests in this folder."""

from tests.typesetting.documents import assert_golden, fonts, render, tree_of

__all__ = ["assert_golden", "fonts", "render", "tree_of"]
