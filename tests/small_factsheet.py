"""A factsheet of few passages, for tests that build: the skeleton without its examples of rarer kinds of blocks."""

from pathlib import Path

from factsheet_builder.builds.starter import start_factsheet


def start_small(folder: Path, name: str) -> None:
    """Write a small factsheet ``name``, and what a project needs besides, into a folder."""
    start_factsheet(folder, name)
    file = folder / "data" / "factsheets" / f"{name}.yaml"
    text = file.read_text(encoding="utf-8")
    start, end = text.index("  # Every other kind of passage once"), text.index("\nnotes:")
    file.write_text(text[:start] + text[end:], encoding="utf-8")
