"""Assembles print-ready, accessible PDF factsheets from validated content."""

from importlib.metadata import version

__version__ = version("factsheet-builder")
