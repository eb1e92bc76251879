"""An address -> a browser of this machine that opens it, or words on how to."""

import os
import sys
import webbrowser

from factsheet_builder.cli.console import tell


def invite(address: str, port: int, *, is_to_open: bool) -> None:
    """Say where to look, and open a browser there if one is at hand."""
    tell(f"showing {address}")
    if not is_to_open:
        return
    if os.environ.get("SSH_CONNECTION"):
        tell(
            "This is a remote shell, so no browser is opened. On your own machine run "
            f"`ssh -L {port}:127.0.0.1:{port} THIS-MACHINE`, and open the address there.",
            err=True,
        )
    elif not _has_screen() or not _opened(address):
        tell("No browser was found here: open the address yourself.", err=True)


def _has_screen() -> bool:
    """Tell whether a browser could show something; one for the terminal would take the terminal from us."""
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _opened(address: str) -> bool:
    try:
        return webbrowser.open(address)
    except (webbrowser.Error, OSError):
        return False
