"""Verbs of ``factsheet messages`` that stand beside the upkeep of catalogs."""
