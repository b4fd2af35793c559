"""Figures about the evidence as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.evidence.claims import ARTICLE
from trilateral.evidence.quantities import register

if TYPE_CHECKING:
    import pandas as pd

    from trilateral.evidence.quantities import Load


@register("sources", table="sources", words="sources in the table")
def _sources(load: Load) -> int:
    return len(load("sources"))


def _extents(load: Load) -> list[str]:
    return list(load("sources")["read"].cat.categories)


_READ = {
    "whole": "read whole",
    "part": "of which a part was read",
    "known": "known from a title, a link or a summary",
    "unrecorded": "for which nobody recorded how much was read",
}


@register(
    "sources-read-{}-percent",
    table="sources",
    over=_extents,
    words="sources {}, in per cent",
    label=lambda _, extent: _READ[extent],
)
def _read_percent(load: Load, extent: str) -> int:
    """Return a share in whole per cent, so that no one of the many rows decides it."""
    return round(100 * (load("sources")["read"] == extent).mean())


@register("claims", table="claims", words="claims of the article")
def _claims(load: Load) -> int:
    return len(_of(load, ARTICLE))


def _of(load: Load, story: str) -> pd.DataFrame:
    rows = load("claims")
    return rows[rows["story"] == story]


def _verdicts(load: Load) -> list[str]:
    return list(load("claims")["verdict"].cat.categories)


@register(
    "claims-{}",
    table="claims",
    over=_verdicts,
    words="claims of the article with the verdict “{}”",
)
def _claims_with(load: Load, verdict: str) -> int:
    return int((_of(load, ARTICLE)["verdict"] == verdict).sum())
