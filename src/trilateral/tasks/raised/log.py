"""What a notebook's cells have come to, for its checks to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from IPython.core.getipython import get_ipython

from trilateral.tasks.answers import is_placeholder
from trilateral.tasks.raised.halt import Halt, halt
from trilateral.tasks.raised.source import names_set
from trilateral.tasks.text import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


STOPPED: Final = "An error in your code."
"""How the words below a cell that raised begin."""


class Log:
    """The cells of one notebook that stopped before they set a name, by that name.

    A name that another cell has set is not in it: that cell's value still stands.
    """

    def __init__(self) -> None:
        self.halts: dict[str, Halt] = {}
        self.cells: dict[str, Halt] = {}
        """By cell, those whose last run stopped, whatever they would have set."""
        self._setters: dict[str, str] = {}

    def ended(self, source: str, cell: str) -> None:
        """Take in that a cell ran to its end."""
        self.cells.pop(cell, None)
        self._set(names_set(source), cell)

    def stopped(
        self, error: BaseException, source: str, cell: str, namespace: Mapping[str, object]
    ) -> Halt:
        """Take in that a cell raised, and return what is to be said about it."""
        end = self.cells[cell] = halt(error, source, namespace, self.halts)
        self._set(names_set(source) - end.unset, cell)
        for name in end.unset:
            if self._setters.get(name, cell) == cell or is_placeholder(namespace.get(name, ...)):
                self.halts[name] = end
        return end

    def _set(self, names: frozenset[str], cell: str) -> None:
        for name in names:
            self.halts.pop(name, None)
            self._setters[name] = cell


_log = Log()
"""Of the notebook that this process is the kernel of."""


def halts(task: str, names: Iterable[str]) -> Mapping[str, Halt]:
    """Return, by name, the cells of this notebook that stopped before they set it.

    Parameters
    ----------
    task
        Where its answer's cell stopped, that is why `names` have no value, whatever it says.
    names
        Answers of the task that are still to be given.
    """
    own = _log.cells.get(f"{task}-answer")
    return {**(dict.fromkeys(names, own) if own else {}), **_log.halts}


def enable() -> None:
    """Keep what each cell comes to, and say it below one that raised; only in a notebook."""
    shell = get_ipython()
    if shell is not None and _heed not in shell.events.callbacks["post_run_cell"]:
        shell.events.register("post_run_cell", _heed)


def _heed(result: Any) -> None:  # noqa: ANN401 -- IPython's own, without types
    shell = get_ipython()
    error = result.error_before_exec or result.error_in_exec
    source = _python(shell, str(result.info.raw_cell))
    cell = str(getattr(result.info, "cell_id", None) or "")
    if error is None:
        _log.ended(source, cell)
    elif shell is not None:
        words = _log.stopped(error, source, cell, shell.user_ns).sentence
        shell.display_pub.publish(Words(f"{STOPPED} {words}")._repr_mimebundle_())


def _python(shell: Any, source: str) -> str:  # noqa: ANN401 -- as above
    """Return a cell as Python, its magics too."""
    try:
        return str(shell.transform_cell(source))
    except SyntaxError:
        return source
