"""Shows how far along long work is: a bar on a terminal, lines elsewhere.

    with progress("Articles read") as tell:
        tell(1000)                 Articles read: 1,000
        tell(2000, 20000)          Articles read: 2,000 of 20,000

Both go to standard error. Where the total is not known yet, the bar shows that work goes on.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from time import monotonic

import click

LINE_EVERY = 5.0
"""Seconds between two lines."""


@contextmanager
def progress(what: str) -> Iterator[Callable[..., None]]:
    """Yield what is to be told how much is done and, where it is known, of how much."""
    if not sys.stderr.isatty():
        yield Lines(what)
        return
    endless: Iterable[None] = (None for _ in iter(int, 1))  # until a total is told
    with click.progressbar(endless, label=what, show_pos=True, file=sys.stderr) as bar:

        def draw(done: int, total: int | None = None) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield draw


class Lines:
    """Tells in lines, not too many, how far long work is."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.told = monotonic()

    def __call__(self, done: int, total: int | None = None) -> None:
        """Take note of how much is done."""
        if monotonic() - self.told > LINE_EVERY:
            self.told = monotonic()
            click.echo(f"{self.what}: {done:,}{f' of {total:,}' if total else ''}", err=True)
