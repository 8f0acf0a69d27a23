"""``reference/cli.md``: every command's own ``--help``."""

from __future__ import annotations

from collections.abc import Iterator

import click

from generators.markdown import heading, page
from trendgraph.cli import command_line

__all__ = ["pages"]

_WIDTH = 100


def pages() -> dict[str, str]:
    """Gives the page."""
    intro = (
        "What `--help` says of each command. The exit status is 0 when the work is done, 1 when something was found "
        "(violations, changed passages), 2 when the command could not run, and 130 when it was interrupted. Errors go "
        "to standard error; with `--json` an error is one JSON object (see [errors](errors.md)). "
        "`TRENDGRAPH_STORE` names the store where `--store` does not; `TRENDGRAPH_DEBUG=1` shows where a bug happened."
    )
    blocks = [_block(context) for context in _contexts(command_line, "trendgraph", None)]
    return {"reference/cli.md": page("Command line", intro, *blocks)}


def _contexts(command: click.Command, name: str, parent: click.Context | None) -> Iterator[click.Context]:
    """Yields a context for a command and for each command below it."""
    settings = {**command.context_settings, "terminal_width": _WIDTH, "max_content_width": _WIDTH}
    context = click.Context(command, parent=parent, info_name=name, **settings)
    yield context
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            below = command.get_command(context, each)
            if below is not None:
                yield from _contexts(below, each, context)


def _block(context: click.Context) -> str:
    path = context.command_path
    return f"{heading(2, path, path)}\n\n```text\n{context.get_help().rstrip()}\n```"
