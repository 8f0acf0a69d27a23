"""``trendgraph completion``."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

__all__ = ["completion"]


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script for SHELL.

    Bash: put `eval "$(trendgraph completion bash)"` into ~/.bashrc.
    """
    from trendgraph.cli import command_line

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(kind(command_line, {}, "trendgraph", "_TRENDGRAPH_COMPLETE").source())
