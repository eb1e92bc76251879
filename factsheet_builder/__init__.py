"""Assembles print-ready, accessible PDF factsheets from validated content."""

__version__ = "0.1.0"
