"""The evidence: typed tables, citations, the claim ledger, and the figures that prose quotes.

The functions here work on the course's own ``data/`` folder; `Evidence` does the same for any
folder with a ``datapackage.json``.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from trilateral.evidence.citations import Bibliography, Source
from trilateral.evidence.claims import ARTICLE, Claim, Reference
from trilateral.evidence.problems import Problem
from trilateral.evidence.quantities import Quantity
from trilateral.evidence.store import Evidence
from trilateral.evidence.values import PartialDate
from trilateral.paths import data_dir

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

__all__ = [
    "ARTICLE",
    "Bibliography",
    "Claim",
    "Evidence",
    "PartialDate",
    "Problem",
    "Quantity",
    "Reference",
    "Source",
    "bibliography",
    "check",
    "cite",
    "claims",
    "default",
    "labels",
    "ledger",
    "load",
    "quantities",
    "quantity",
    "source",
    "tables",
]


@cache
def default() -> Evidence:
    """Return the evidence in the course's own ``data/`` folder."""
    return Evidence(data_dir())


def tables() -> tuple[str, ...]:
    """Return the names of the tables."""
    return default().tables()


def load(name: str) -> pd.DataFrame:
    """Return a table as a typed frame; see `Evidence.load`.

    >>> load("features").set_index("id").loc["sabina_shoal", "name_en"]
    'Sabina Shoal'
    """
    return default().load(name)


def labels(table: str, column: str) -> dict[str, str]:
    """Return a vocabulary's words with their meaning; see `Evidence.labels`.

    >>> labels("incidents", "prc_agency")["ccg"]
    'China Coast Guard'
    """
    return default().labels(table, column)


def check() -> list[Problem]:
    """Return everything wrong with the tables; an empty list is good.

    >>> check()
    []
    """
    return default().check()


def source(source_id: str) -> Source:
    """Return a source; see `Evidence.source`."""
    return default().source(source_id)


def cite(*source_ids: str) -> str:
    """Return short citations; see `Evidence.cite`.

    >>> cite("pca-award-2016")
    'Permanent Court of Arbitration, 12 July 2016 (copy)'
    """
    return default().cite(*source_ids)


def bibliography(source_ids: Iterable[str]) -> Bibliography:
    """Return full entries for the sources; see `Evidence.bibliography`."""
    return default().bibliography(source_ids)


def claims(story: str = ARTICLE) -> tuple[Claim, ...]:
    """Return the claims of a story, the article's by default; see `Evidence.claims`.

    >>> claims()[0].verdict
    'partly'
    """
    return default().claims(story)


def ledger() -> tuple[Claim, ...]:
    """Return the claims of all stories; see `Evidence.ledger`."""
    return default().ledger()


def quantity(name: str) -> Quantity:
    """Return a figure that prose quotes; see `Evidence.quantity`.

    >>> quantity("raa-days-sign-to-force").text
    '430'
    """
    return default().quantity(name)


def quantities() -> tuple[Quantity, ...]:
    """Return every figure that prose may quote; see `Evidence.quantities`."""
    return default().quantities()
