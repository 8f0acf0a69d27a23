"""The command line: a face without knowledge of its own.

Commands are loaded when they are called, so that ``--help`` and ``--version`` stay instant; every error of the
project's tree becomes a message (or, with ``--json``, its envelope) and an exit status.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from trendgraph._version import __version__

__all__ = ["COMMANDS", "command_line", "main"]

COMMANDS = {
    "build": ("building:build", "Build, materialise and validate the graph."),
    "sources": ("ingesting:sources", "List the public data sets that can be read."),
    "fetch": ("fetching:fetch", "Fetch the files of a public data set into a cache."),
    "ingest": ("ingesting:ingest", "Read public data sets into the store, or withdraw them."),
    "questions": ("asking:questions", "List the competency questions."),
    "query": ("asking:query", "Run a question, a SPARQL file, or SPARQL from standard input."),
    "show": ("asking:show", "Show an entity with its claims, sources and dates."),
    "path": ("analysing:path", "Show the shortest way between two entities, claim by claim."),
    "bridges": ("analysing:bridges", "List the entities that hold two kinds of things together."),
    "explain": ("logic:explain", "Show how a statement follows from claims and passages."),
    "reason": ("logic:reason", "Show what the rules infer; --dl checks it with HermiT."),
    "validate": ("checking:validate", "Check the graph, or your own RDF files, against the shapes."),
    "conflicts": ("checking:conflicts", "List claims that contradict each other."),
    "evidence": ("evidence:evidence", "Hold passages against the text of their source."),
    "compare": ("comparing:compare", "Hold the curated facts against a public data set, field by field."),
    "resolve": ("resolving:resolve", "Say what a name means and why, or review names that nobody has decided."),
    "visualise": ("visualising:visualise", "Write the graph as a page to explore, or as a picture."),
    "export": ("exporting:export", "Write the graph, a layer or one entity to a file."),
    "verify": ("exporting:verify", "Compare an export with its manifest, or a database with what was loaded there."),
    "load": ("loading:load", "Bring the graph into a running database, whole or not at all."),
    "diff": ("history:diff", "Show what changed between two graphs, or two days."),
    "data": ("data:data", "Check, format and describe curated YAML files."),
    "topics": ("measuring:topics", "List topics; say which of them a text is about."),
    "measure": ("measuring:measure", "Count topics in a corpus of papers: observations of indicators."),
    "estimate": ("measuring:estimate", "Compute the momentum of what was observed: tables of estimates."),
    "trends": ("trending:trends", "List the trends: stage, direction, size, latest value, evidence."),
    "trend": ("trending:trend", "Show one trend with all that is said, measured and judged of it; plot it."),
    "check": ("judging:check", "Judge the trend claims of a report by what was measured."),
    "completion": ("shell:completion", "Print the completion script for your shell."),
}
"""Command name to module and function below this package, and its one-line help."""


class _LazyGroup(click.Group):
    """A group that imports a command's module when the command is called, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        command = getattr(import_module(f"trendgraph.cli.{module}"), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{ctx.command_path} {cmd_name} is no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from trendgraph.errors import nearest

            near = nearest(args[0], COMMANDS)
            known = f"nearest: {', '.join(near)}" if near else f"commands: {', '.join(COMMANDS)}"
            raise click.UsageError(f"there is no command {args[0]!r}\n{known}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: trendgraph build",
)
@click.version_option(__version__, prog_name="trendgraph", message="%(prog)s %(version)s")
def command_line() -> None:
    """An ontology and knowledge graph of large-language-model trends that can be held to account."""


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line and exits: 0 done, 1 violations found, 2 could not run, 130 interrupted."""
    sys.exit(_run(sys.argv[1:] if arguments is None else arguments))


def _run(arguments: list[str]) -> int:
    from trendgraph.errors import TrendgraphError

    try:
        outcome = command_line.main(args=arguments, prog_name="trendgraph", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted; nothing was half-written", err=True)
        return 130
    except BrokenPipeError:
        # The reader (head, less) has gone: point standard output elsewhere so that the exit stays silent.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except TrendgraphError as error:
        _show(error, as_json="--json" in arguments)
        return error.exit_status
    except Exception as error:  # the one edge at which a bug becomes a message
        if os.environ.get("TRENDGRAPH_DEBUG"):
            raise
        click.echo(f"trendgraph stumbled over itself: {type(error).__name__}: {error}", err=True)
        click.echo("hint: this is a bug; set TRENDGRAPH_DEBUG=1 to see where, and report it", err=True)
        return 70
    return outcome if isinstance(outcome, int) else 0


def _show(error: Exception, *, as_json: bool) -> None:
    from trendgraph.errors import TrendgraphError

    if as_json and isinstance(error, TrendgraphError):
        import json

        click.echo(json.dumps(error.envelope(), ensure_ascii=False, indent=2))
    else:
        click.echo(f"error: {error}", err=True)
