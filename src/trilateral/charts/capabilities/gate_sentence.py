"""What the range and gate map says: the choice, its report, and the straits in reach."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from trilateral.charts.capabilities import published, reach
from trilateral.charts.sentence import sentence

_NAMED: Final = 2
"""Up to so many straits are named in the sentence; of more it gives the number."""
_ROOM: Final = 50
"""Letters that a line has for their names."""


def chart(data: alt.Chart, width: int) -> alt.Chart:
    """Return what the map shows: the choice, its report, and the straits in reach."""
    counted: dict[str, str] = {}
    for bound in ("high", "low"):
        share = f"datum.{bound}_percent"
        counted |= {
            f"{bound}_hit": f"{share} > 0 ? 1 : 0",
            f"{bound}_all": f"{share} === 100 ? 1 : 0",
            f"{bound}_word": f"{share} > 0 ? ', ' + datum.name + ' ' + {share} + ' %' : ''",
            f"{bound}_part_word": f"{share} > 0 && {share} < 100"
            f" ? ', ' + datum.name + ' ' + {share} + ' %' : ''",
        }
    sums = {name: f"sum({name})" for name in counted if not name.endswith("word")}
    base = (
        data.transform_calculate(**counted)
        .transform_aggregate(all="values(number)", **sums)
        .transform_calculate(key="system + '|' + place")
    )
    base = base.transform_lookup(
        "key", alt.LookupData(reach.lines(_choices()), "key", ["choice", "band", "report"])
    )
    parts = ("datum.band", "datum.report", _line("low"), _line("high"))
    return sentence(base, *parts, width=width, chosen=["datum.choice"])


def _line(bound: str) -> str:
    """Return the Vega expression of the straits within one bound of the range."""
    some = f"datum.{bound}_hit"
    part = f"join(pluck(datum.all, '{bound}_part_word'), '')"
    named = (
        f"{some} <= {_NAMED} && length(join(pluck(datum.all, '{bound}_word'), '')) <= {_ROOM}"
        f" ? join(pluck(datum.all, '{bound}_word'), '')"
        f" : ', ' + datum.{bound}_all + ' of them whole'"
        f" + (length({part}) <= {_ROOM} ? {part} : '')"
    )
    before = {
        "low": (
            "high === null ? (fits ? 'Nothing can be drawn: its reach is not known.' : '')"
            " : low === null ? 'Low range: not known, as no lower figure is published.'"
            " : low === high ? 'Low and high are one figure.' :"
        ),
        "high": "high === null ? '' :",
    }[bound]
    return (
        f"{before} format({bound}, ',') + ' km ({bound}): '"
        f" + ({some} === 0 ? 'none of ' + length(datum.all) + ' straits.'"
        f" : {some} + ' of ' + length(datum.all) + ' straits' + ({named}) + '.')"
    )


def _choices() -> pd.DataFrame:
    """Return what the sentence says about every system at every place."""
    reported = published.reports()
    rows = []
    for system in published.systems().values():
        for site in published.sites(reported).values():
            reports = [r for r in reported if r.system == system and r.site == site]
            rows.append(
                (
                    f"{system.id}|{site.id}",
                    f"{system.name} at {_short(site.name)}:",
                    f"{system.band}.",
                    _report(system, site, reports),
                )
            )
    return pd.DataFrame(rows, columns=["key", "choice", "band", "report"])


def _short(name: str) -> str:
    """Return the first two parts of a place's name: a line of the sentence holds no more."""
    return ",".join(name.split(",")[:2])


def _report(system: published.System, site: published.Site, reports: list[published.Report]) -> str:
    if system.chinese != site.chinese:
        owner = "China's" if site.chinese else "not China's"
        return f"Not drawn: the place is {owner}, and this system is another side's."
    if not reports:
        return "A what-if: no report in the table puts this system there."
    last = reports[-1]
    return f"Reported there: {last.when}, {last.kind}."
