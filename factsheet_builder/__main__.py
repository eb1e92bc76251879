"""``python -m factsheet_builder`` is the command ``factsheet``."""

from factsheet_builder.cli import main

main()
