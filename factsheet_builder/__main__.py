"""The command ``factsheet``, also as ``python -m factsheet_builder``."""

from factsheet_builder.cli.app import main

if __name__ == "__main__":
    main()
