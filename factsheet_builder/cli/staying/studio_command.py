"""The verb ``factsheet studio``: the browser's door is opened, until Ctrl+C closes it."""

import getpass
import re
from pathlib import Path
from typing import Annotated

import typer

from factsheet_builder.cli.console import ProjectOption, tell
from factsheet_builder.cli.staying.browser import invite
from factsheet_builder.errors import SurroundingsError, UsageError
from factsheet_builder.project import Project

_HOST = re.compile(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?")
_OF_BROWSERS = frozenset({"host", "cookie", "origin", "referer", "user-agent", "from", "accept", "accept-language"})
"""Headers that browsers set, which therefore say nothing of who has signed in."""
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


def studio_command(
    project: ProjectOption = None,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port on 127.0.0.1; 0 for any that is free.")
    ] = 8766,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser.")] = True,
    name: Annotated[
        str, typer.Option("--name", metavar="NAME", help="Your name in the history; by default that of your account.")
    ] = "",
    allowed_host: Annotated[
        list[str] | None,
        typer.Option(
            "--allowed-host",
            metavar="HOST",
            help="Behind a proxy: the name that browsers know the studio by, reached by https; may be repeated.",
            show_default=False,
        ),
    ] = None,
    identity_header: Annotated[
        str,
        typer.Option(
            "--identity-header",
            metavar="HEADER",
            help="Behind a proxy: the header in which it names who has signed in, as X-Forwarded-Email.",
        ),
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Folder of the files; by default out.", show_default=False),
    ] = None,
) -> None:
    """Open the same work in a browser: texts, Parties, translations, replies, files, history.

    It answers this machine only. In an office it stands behind a proxy that has people sign in; data/studio.yaml then says
    who may edit, who may translate what, and who may only read. Ctrl+C ends it.
    """
    here = Project.at(project)
    hosts = tuple(allowed_host or ())
    _refuse_half_an_office(hosts, identity_header)
    try:
        from factsheet_builder.studio.opening import Opening, open_studio
    except ModuleNotFoundError as error:
        what = f"The studio needs the package {error.name}, which is not installed."
        raise SurroundingsError.of("no-studio", what, 'Run `pip install "factsheet-builder[studio]"`.') from error
    opening = Opening(here, out.resolve() if out else here.out, port, name or _account(), hosts, identity_header)
    open_studio(opening, lambda address, at: invite(address, at, is_to_open=browser))
    tell("ended", err=True)


def _refuse_half_an_office(hosts: tuple[str, ...], header: str) -> None:
    """Refuse a name for others without the header that says who they are, and what can be no name."""
    odd = [host for host in hosts if not _HOST.fullmatch(host)]
    if odd:
        what = f"“{odd[0]}” is no name of a host."
        raise UsageError.of(
            "no-host", what, "Write it as browsers do, without https:// and path: factsheets.example.org."
        )
    if header and (not _HEADER.fullmatch(header) or header.lower() in _OF_BROWSERS):
        what = f"“{header}” cannot be the header that names who has signed in."
        raise UsageError.of("no-header", what, "Name the one that the proxy sets, as X-Forwarded-Email.")
    if bool(hosts) != bool(header):
        what = "A studio behind a proxy needs both --allowed-host and --identity-header."
        raise UsageError.of("half-an-office", what, "Name both, or neither to work alone on this machine.")


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "somebody"
