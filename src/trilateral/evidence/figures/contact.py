"""Figures that say what the incidents of contact and the injuries of 2024 hang on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from trilateral.evidence.coding import has
from trilateral.evidence.figures.lookup import cell
from trilateral.evidence.quantities import register

if TYPE_CHECKING:
    from trilateral.evidence.quantities import Load

_STAND_OFF: Final = (pd.Timestamp("2024-04-16"), pd.Timestamp("2024-09-15"))
"""BRP Teresa Magbanua at Sabina Shoal, back in port on the second day (``de105``)."""


@register(
    "incidents-contact-sabina-stand-off",
    table="incidents",
    words="incidents of contact at Sabina Shoal while BRP Teresa Magbanua was there, 2024",
)
def _stand_off(load: Load) -> int:
    rows = load("incidents")
    here = rows[(rows["feature"] == "sabina_shoal") & rows["date"].between(*_STAND_OFF)]
    return sum(has(tactics, "contact") for tactics in here["tactics"])


@register(
    "injured-on-17-june-2024",
    table="incidents",
    words="Filipinos injured on 17 June 2024, by unnamed sources",
)
def _injured(load: Load) -> int:
    return int(cell(load, "incidents", "inc-2024-06-17-second-thomas", "ph_injured"))
