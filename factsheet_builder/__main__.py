"""The command ``factsheet``, also as ``python -m factsheet_builder``.

A build with nothing to do must end at once, so the verb ``build`` begins without the modules of the other verbs: some of
them load the engines, which takes a second.
"""

import sys


def main() -> None:
    """Run the command and end the process with its exit code."""
    if sys.argv[1:2] == ["build"]:
        from factsheet_builder.cli_build import builder as app
        from factsheet_builder.cli_console import run

        run(app)
    else:
        from factsheet_builder.cli import main as run_all

        run_all()


if __name__ == "__main__":
    main()
