"""Charts of lesson 03: incidents at sea, what counts as one, and presence beside them."""

from __future__ import annotations

from trilateral.charts.coercion.counts import what_counts
from trilateral.charts.coercion.incidents import incident_map
from trilateral.charts.coercion.places import places
from trilateral.charts.coercion.presence import presence_beside_incidents
from trilateral.charts.coercion.quarters import incidents_by_quarter
from trilateral.faces import closed

__all__ = [
    "incident_map",
    "incidents_by_quarter",
    "places",
    "presence_beside_incidents",
    "what_counts",
]

__getattr__ = closed(__name__, __all__)
