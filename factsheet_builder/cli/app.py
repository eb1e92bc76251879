"""The command ``factsheet``: its verbs by who uses them, each imported when it is called or asked about.

A build with nothing to do must end at once, and some verbs load an engine, which takes a second. What the list of verbs
says of each stands here; a test holds it against the verb itself. Results go to standard output, problems to standard
error; a user's error shows no traceback, a bug does.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import Annotated, Any, Final

import typer
from typer.core import DEFAULT_MARKUP_MODE, TyperCommand, TyperGroup
from typer.main import get_command, get_command_from_info
from typer.models import CommandInfo

from factsheet_builder import __version__
from factsheet_builder.cli.console import run, tell

_SECRETARIAT: Final = "Secretariat"
_TRANSLATION: Final = "Translation teams"
_DESKS: Final = "Country desks, delegations, anybody with a PDF"
_EDITORS: Final = "Editors' programs"


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb: who uses it, where its function or its group of verbs is, and the first sentence that it says of itself."""

    panel: str
    module: str
    attribute: str
    sentence: str

    def load(self, name: str) -> Any:  # noqa: ANN401 - Typer keeps the types of its commands to itself
        """Import the verb and return its command."""
        found = getattr(import_module(f"factsheet_builder.cli.{self.module}"), self.attribute)
        if isinstance(found, typer.Typer):
            group = get_command(found)
            group.name = name
            return group
        info = CommandInfo(name=name, callback=found, context_settings=_CONTEXT)
        return get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=DEFAULT_MARKUP_MODE)


_CONTEXT: Final = {"help_option_names": ["-h", "--help"]}
VERBS: Final[dict[str, Verb]] = {
    "build": Verb(
        _SECRETARIAT,
        "build_commands",
        "build_command",
        "Make the files that data/deliverables.yaml owes and that are not current, checked, into the folder out.",
    ),
    "check": Verb(
        _SECRETARIAT,
        "content_commands",
        "check_command",
        "Validate the content without making anything.",
    ),
    "plan": Verb(
        _SECRETARIAT,
        "build_commands",
        "plan_command",
        "List what is owed: current, stale (and because of which input) or missing; nothing is made.",
    ),
    "watch": Verb(
        _SECRETARIAT,
        "staying.watch_command",
        "watch_command",
        "Stay, and after each saved file make again what it makes stale; with --serve, show it in a browser.",
    ),
    "studio": Verb(
        _SECRETARIAT,
        "staying.studio_command",
        "studio_command",
        "Open the same work in a browser: texts, Parties, translations, replies, files, history.",
    ),
    "report": Verb(
        _SECRETARIAT,
        "report_command",
        "report_command",
        "Write one web page and one table over all deliverables of a folder; having found faults is no failure.",
    ),
    "site": Verb(
        _SECRETARIAT,
        "site_command",
        "site_command",
        "Write index.html over all files of a folder: by chapter, Party and language, ready for a web server.",
    ),
    "diff": Verb(
        _SECRETARIAT,
        "diff_command",
        "diff_command",
        "Tell what changed from OLD to NEW, passage by passage; having found changes is no failure.",
    ),
    "explain": Verb(
        _SECRETARIAT,
        "content_commands",
        "explain_command",
        "Say which passages a version for one Party marks, keeps or leaves out, and why.",
    ),
    "verify": Verb(
        _SECRETARIAT,
        "build_commands",
        "verify_command",
        "Hold a folder against its manifest: altered, missing and extra files are named.",
    ),
    "replies": Verb(
        _SECRETARIAT,
        "reply_commands",
        "replies_app",
        "Read filled reply forms, accept answers as updates, and withdraw them.",
    ),
    "new": Verb(
        _SECRETARIAT,
        "content_commands",
        "new_command",
        "Start a factsheet from a commented skeleton that builds at once, or with --body a project for another body.",
    ),
    "import": Verb(
        _SECRETARIAT,
        "import_command",
        "import_command",
        "Make a factsheet of a Word file or a spreadsheet, or bring a later version into it; every word is accounted for.",
    ),
    "messages": Verb(
        _TRANSLATION,
        "message_commands",
        "messages_app",
        "Keep the translations: catalogs, exchange with translators, checks.",
    ),
    "glossary": Verb(
        _TRANSLATION, "glossary_commands", "glossary_app", "Exchange the glossary with terminology programs."
    ),
    "inspect": Verb(
        _DESKS, "inspect_command", "inspect_command", "Tell in words what a PDF contains, and what the preflight finds."
    ),
    "join": Verb(
        _DESKS,
        "join_command",
        "join_command",
        "Join PDFs with their tags, links, bookmarks, forms and attachments kept.",
    ),
    "schema": Verb(
        _EDITORS,
        "content_commands",
        "schema_command",
        "Print the JSON Schema of a kind of content file, for editors that complete and check.",
    ),
}


class _Verbs(TyperGroup):
    """The group of all verbs, which knows what to say of each before it imports the one that is called."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002
        """Return the names of the verbs, in the order of the list."""
        return list(VERBS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002
        """Return a stand-in with the sentence of the verb, or ``None`` where there is no such verb."""
        verb = VERBS.get(cmd_name)
        return verb and TyperCommand(cmd_name, help=verb.sentence, rich_help_panel=verb.panel)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """Return the verb itself for the one that is called."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, VERBS[name].load(name) if command and name else command, rest


app = typer.Typer(
    name="factsheet",
    cls=_Verbs,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings=_CONTEXT,
    help="Assembles print-ready, accessible PDF factsheets from validated content.",
    epilog="Exit codes: 0 done, 1 a bug, 2 wrong usage, 3 the content is not valid, 4 a PDF is refused, "
    "5 a file, folder or library is missing, 130 interrupted.",
)


def _version(wanted: bool) -> None:
    if wanted:
        tell(f"factsheet builder {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Take the options that stand before the verb."""


def main() -> None:
    """Run the command and end the process with its exit code."""
    run(app)
