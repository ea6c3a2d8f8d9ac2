"""The command line of Nutgraf: it gathers, it does no work.

    nutgraf add news/                      index -> "20 added, 0 updated, ..."
    nutgraf search '"storm corps" drones'  search -> hits, matches in bold
    nutgraf serve                          web -> http://127.0.0.1:8000

Answers go to standard output, everything else to standard error. The exit status is 0 when all went well, 1 when
something could not be done, 2 for wrong usage, and each of these is told in one line a person can act on.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterable
from importlib.resources import files
from typing import Any, TypeVar, get_args

import click
import orjson

from index import AddReport, Archive, ArchiveError, open_archive, rebuild
from index import restore as restore_archive
from index.progress import progress
from index.state import WAIT
from search import OptionError, QueryError
from search import search as find
from search.options import Sort, View
from search.terminal import Style, article_lines, removed_lines, results_lines

__version__ = "0.1.0"

DEFAULT_LOCATION = "nutgraf-index"
TEXT_WIDTH = 100
"""Columns at most: lines wider than this are hard to read."""

Command = TypeVar("Command", bound=Callable[..., Any])


class WrongQuery(click.ClickException):
    """A query that cannot be read, with the mark under the place: wrong usage."""

    exit_code = 2


class Gatherer(click.Group):
    """The group of all commands; it turns the errors that the rooms raise into one line and an exit status."""

    def list_commands(self, context: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Return the commands in the order one meets them."""
        return list(self.commands)

    def invoke(self, context: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(context)
        except QueryError as error:
            raise WrongQuery(f"{error.message}\n{error.marked()}") from error
        except OptionError as error:
            raise click.BadParameter(error.message, param_hint=f"'--{error.option}'") from error
        except ArchiveError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            raise  # click leaves without a word
        except OSError as error:
            raise click.ClickException(f"{error.filename or 'nutgraf'}: {error.strerror or error}") from error


@click.group(cls=Gatherer, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": TEXT_WIDTH})
@click.option(
    "--index",
    "location",
    metavar="LOCATION",
    envvar="NUTGRAF_INDEX",
    show_envvar=True,
    default=DEFAULT_LOCATION,
    show_default=True,
    help="The folder of the index; every command takes it too.",
)
@click.version_option(__version__)
@click.pass_context
def main(context: click.Context, location: str) -> None:
    """Full-text search for news archives: finds the paragraph, not only the page."""
    context.default_map = {name: {"location": location} for name in main.commands}


def on_index(command: Command) -> Command:
    """Give a command the option that names the index."""
    told = "The folder of the index.  [default: NUTGRAF_INDEX, or nutgraf-index]"
    return click.option("--index", "location", metavar="LOCATION", help=told)(command)


def in_json(told: str) -> Callable[[Command], Command]:
    """Give a command the option that prints JSON."""
    return click.option("--json", "as_json", is_flag=True, help=told)


def on_residue(command: Command) -> Command:
    """Give a command the options that say what cleaning leaves in."""
    told = "Cut lines that recur in a source, or only those that rules know."
    command = click.option("--recurring/--no-recurring", default=True, help=told)(command)
    told = "Leave the lines in the story that are cut as residue."
    return click.option("--keep-residue", is_flag=True, help=told)(command)


def on_address(command: Command) -> Command:
    """Give a command the options that say where it serves."""
    command = click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)(command)
    return click.option("--host", default="127.0.0.1", show_default=True)(command)


@main.command()
@on_address
def demo(host: str, port: int) -> None:
    """Serve a bundled archive, to have a look."""
    with tempfile.TemporaryDirectory(prefix="nutgraf-demo-") as folder:
        add_articles(open_archive(folder), [str(files("index") / "samples")])
        serve_at(folder, host, port)


@main.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@on_address
@on_residue
@click.option(
    "--config", metavar="FILE", type=click.Path(exists=True, dir_okay=False), help="Title, keys, limits (TOML)."
)
@on_index
def serve(location: str, paths: tuple[str, ...], host: str, port: int, config: str | None, **cleaning: bool) -> None:
    """Index what is new under PATH, then serve.

    What is there already is left as it is, unless it has changed. Pages and JSON are served at the same address.
    """
    archive = open_archive(location, create=bool(paths))
    if paths:
        click.echo(summary(add_articles(archive, paths, **cleaning)), err=True)
    serve_at(location, host, port, config)


def serve_at(location: str, host: str, port: int, config: str | None = None) -> None:
    """Serve until told to end, as the file `config` says."""
    import web  # noqa: PLC0415  # a fifth of a second that the other commands need not wait for

    name = f"[{host}]" if ":" in host else host
    try:
        chosen = web.load_config(config) if config else None
        click.echo(f"Serving at http://{name}:{port} - Ctrl-C ends it.", err=True)
        web.serve(location, host=host, port=port, config=chosen)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"cannot serve at {name}:{port}: {error.strerror}. Try another --port.") from error


@main.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--wait", type=float, default=WAIT, show_default=True, help="Seconds to wait for another writer.")
@on_residue
@in_json("End with one line of JSON.")
@on_index
@click.pass_context
def add(
    context: click.Context, /, location: str, paths: tuple[str, ...], wait: float, as_json: bool, **cleaning: bool
) -> None:
    """Put articles in: files, folders, or "-".

    "-" is standard input. The same article again changes nothing, a changed one replaces the old one. What cannot be
    read is named and skipped.
    """
    report = add_articles(open_archive(location), paths, wait, **cleaning)
    click.echo(orjson.dumps(report.to_dict()) if as_json else summary(report))
    context.exit(1 if report.skipped else 0)


def add_articles(archive: Archive, paths: Iterable[str], wait: float = WAIT, **cleaning: bool) -> AddReport:
    """Add what is under `paths`, showing how far that is, and name what was skipped."""
    with progress("Articles read") as tell:
        report = archive.add(paths, progress=tell, wait=wait, **cleaning)
    for skipped in report.skipped:
        click.echo(f"Skipped {skipped.origin}: {skipped.reason}", err=True)
    return report


def summary(report: AddReport) -> str:
    """Return a report as a sentence."""
    *done, (_, articles) = report.to_dict().items()
    told = ", ".join(f"{number:,} {name}" for name, number in done)
    return f"{told}; the archive holds {articles:,} {'article' if articles == 1 else 'articles'}."


@main.command("search")
@click.argument("query")
@click.option("--view", type=click.Choice(get_args(View)), default="articles", show_default=True)
@click.option("--sort", type=click.Choice(get_args(Sort)), default="relevance", show_default=True)
@click.option("--from", "from_", metavar="DATE", help="Published then or later: 2024, 2024-12 or 2024-12-27.")
@click.option("--to", metavar="DATE", help="Published then or earlier.")
@click.option("--source", multiple=True, help="Only from this source; may be repeated.")
@click.option("--author", multiple=True, help="Only by this author; may be repeated.")
@click.option("--section", multiple=True, help="Only in this section; may be repeated.")
@click.option("--language", multiple=True, help="Only in this language; may be repeated.")
@click.option("--size", type=int, default=10, show_default=True, help="Hits to answer with, 1 to 100.")
@click.option("--paragraphs", type=int, default=3, show_default=True, help="Paragraphs to show of each, 0 to 20.")
@click.option("--cursor", help="Go on where an earlier answer ended.")
@click.option("--facets", is_flag=True, help="Count what was found by source, author, section and time.")
@click.option("--explain", is_flag=True, help="Say how each score came about.")
@click.option("--fold/--no-fold", default=True, help="Show copies of a story with its best hit, or each by itself.")
@in_json("Print exactly what /api/search would answer.")
@on_index
def search_command(location: str, query: str, as_json: bool, **options: Any) -> None:
    """Ask the archive.

    QUERY is in the query language that the README describes. One that begins with a minus stands last, after two:
    nutgraf search -- '-ferries drones'
    """
    results = find(open_archive(location, create=False), query, **options)
    if as_json:
        click.echo(orjson.dumps(results.to_dict()))
        return
    for line in results_lines(results, style()):
        click.echo(line)
    if results.cursor:
        click.echo(f"\nThere is more: ask the same with --cursor {results.cursor}")


def style() -> Style:
    """Return how lines are shown here; click leaves the bold out where output is not a terminal."""
    return Style(min(shutil.get_terminal_size().columns, TEXT_WIDTH), "\x1b[1m", "\x1b[22m")


@main.command()
@click.argument("article_id", metavar="ID")
@click.option("--removed", is_flag=True, help="List what cleaning cut, and by which rule.")
@in_json("Print what /api/articles/ID would answer.")
@on_index
def show(location: str, article_id: str, removed: bool, as_json: bool) -> None:
    """Show one article, cleaned."""
    article = open_archive(location, create=False).get(article_id)
    if article is None:
        raise click.ClickException(f"No article has the id {article_id}. `nutgraf search` shows ids.")
    if as_json:
        from web.api import article_members  # noqa: PLC0415  # likewise

        click.echo(orjson.dumps(article_members(article, removed=removed)))
        return
    for line in removed_lines(article.removed, style()) if removed else article_lines(article, style()):
        click.echo(line)


@main.command()
@click.argument("article_ids", metavar="ID...", nargs=-1, required=True)
@on_index
def remove(location: str, article_ids: tuple[str, ...]) -> None:
    """Take articles out."""
    archive = open_archive(location, create=False)
    missing = [article_id for article_id in dict.fromkeys(article_ids) if archive.get(article_id) is None]
    click.echo(f"{archive.remove(article_ids):,} removed.")
    if missing:
        raise click.ClickException(f"No article has the id {', '.join(missing)}.")


@main.command()
@in_json("Print JSON.")
@on_index
def stats(location: str, as_json: bool) -> None:
    """Say what the archive holds."""
    found = open_archive(location, create=False).stats().to_dict()
    if as_json:
        click.echo(orjson.dumps(found))
        return
    for name, value in found.items():
        shown = ", ".join(f"{one} {count:,}" for one, count in value.items()) if isinstance(value, dict) else value
        click.echo(f"{name.replace('_', ' ')}: {f'{shown:,}' if isinstance(shown, int) else shown}")


@main.command()
@on_index
def check(location: str) -> None:
    """Read all of the index and verify it."""
    archive = open_archive(location, create=False)
    with progress("Articles checked") as tell:
        problems = archive.check(tell)
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise click.ClickException(f"{location} is damaged. `nutgraf restore` brings a backup back.")
    click.echo("The index is sound.")


@main.command()
@click.argument("file")
@on_index
def backup(location: str, file: str) -> None:
    """Copy the archive into FILE, while it is in use."""
    archive = open_archive(location, create=False)
    with progress("Bytes copied") as tell:
        archive.backup(file, tell)
    click.echo(f"Backed up to {file}.")


@main.command()
@click.argument("file")
@on_index
def restore(location: str, file: str) -> None:
    """Bring back what `backup` wrote, to where there is no archive."""
    with progress("Bytes copied") as tell:
        archive = restore_archive(file, location, tell)
    click.echo(f"Restored {archive.snapshot().articles:,} articles to {location}.")


@main.command()
@on_index
def reindex(location: str) -> None:
    """Build the index anew from its own articles.

    This works for an index of another version, too.
    """
    with progress("Articles indexed") as tell:
        done = rebuild(location, tell)
    click.echo(f"Indexed {done:,} articles anew.")


if __name__ == "__main__":
    main(prog_name="nutgraf")
