"""Two codings of the same incidents, compared: what the codebook says about their agreement."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from trilateral.evidence.coding import FAMILIES, LABELS, has
from trilateral.models.reliability import kappa

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from trilateral.evidence.store import Evidence


def comparison(evidence: Evidence) -> str:
    """Return the codebook's tables on the second coding, as Markdown.

    Parameters
    ----------
    evidence
        A folder with the table ``second_coding``.

    Returns
    -------
    str
        Cohen's kappa of each tactic and of each family that the course counts, with the rows about
        which the two disagree; then what was changed afterwards.
    """
    rows = evidence.load("second_coding")
    first, second = list(rows["first"]), list(rows["second"])

    def line(name: str, test: Callable[[Collection[str]], bool]) -> str:
        early, late = [test(each) for each in first], [test(each) for each in second]
        only_one, only_two = _only(rows["id"], early, late), _only(rows["id"], late, early)
        counts = sum(early), sum(late), _rounded(kappa(early, late))
        cells = (name, *counts, only_one, only_two)
        return f"| {' | '.join(map(str, cells))} |"

    def holds(tactic: str) -> Callable[[Collection[str]], bool]:
        return lambda tactics: tactic in tactics

    def tactics() -> Iterator[str]:
        for tactic in evidence.labels("second_coding", "first"):
            yield line(f"`{tactic}`", holds(tactic))

    def families() -> Iterator[str]:
        for family in FAMILIES:
            yield line(LABELS[family], partial(has, family=family))

    rule = "|---|---|---|---|---|---|"
    columns = "first | second | kappa | in the first only | in the second only"
    changed = rows[rows["settled"].notna()]
    return "\n".join(
        [
            f"Incidents coded twice: {len(rows)}.",
            "",
            f"| tactic | {columns} |",
            rule,
            *tactics(),
            "",
            f"| family, as the course counts | {columns} |",
            rule,
            *families(),
            "",
            "Changed afterwards:" if len(changed) else "Changed afterwards: nothing.",
            "",
            *(f"- `{row.id}`: {row.settled}" for row in changed.itertuples()),
        ]
    )


def _only(ids: Collection[str], yes: Collection[bool], no: Collection[bool]) -> str:
    """Return the rows that one coder marked and the other did not."""
    return ", ".join(
        f"`{row}`" for row, here, there in zip(ids, yes, no, strict=True) if here and not there
    )


def _rounded(value: float | None) -> str:
    return "not defined" if value is None else f"{value:.2f}"
