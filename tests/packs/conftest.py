"""Fixtures of the tests in this folder."""

from tests.typesetting.documents import fonts, render

__all__ = ["fonts", "render"]
