"""Progress on long work, on stderr, so that what a verb prints can still be piped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def counting(
    what: str, total: int | None = None, *, visible: bool = True
) -> Iterator[Callable[[object], None]]:
    """Show how far a piece of work is; call what this yields once per piece."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), disable=not visible) as bar:
        task = bar.add_task("", total=total)

        def done(_: object) -> None:
            bar.update(task, advance=1)

        yield done
