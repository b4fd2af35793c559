"""Keys that say what came before what, recomputed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from trilateral import evidence
from trilateral.quiz.checks import check, day, in_order

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from trilateral.quiz.checks import Key


def _ordered(**names: str) -> Key:
    """Put things in order, each by the name of a dated quantity."""
    return in_order({option.replace("_", "-"): day(name) for option, name in names.items()})


ORDERS: Final = {
    "article-order-b": {
        "talks": "raa-talks-agreed",
        "summit": "summit",
        "notes": "raa-notes-exchanged",
        "missiles": "type88-fired",
    },
    "summit-order-b": {
        "officials": "event-de13",
        "ministers": "event-de18",
        "vice_ministers": "event-de24",
        "leaders": "summit",
        "cyber": "event-de40",
        "drill": "event-de54",
    },
    "access-order-b": {
        "agreed": "raa-talks-agreed",
        "round": "raa-first-round",
        "signed": "raa-signed",
        "senate": "raa-senate-concurs",
        "diet": "raa-diet-approves",
        "force": "raa-in-force",
    },
}
"""Checks that put steps in order: each option with the quantity that dates it."""
for _order, _dated in ORDERS.items():
    check(_order)(partial(_ordered, **_dated))


@check("access-stages-b")
def _stages() -> Key:
    """Say how far the access agreement was on the day of each activity."""
    stages = {"talks": "raa-first-round", "signed": "raa-signed", "force": "raa-in-force"}
    activities = {
        "kamandag-2": "event-de10",
        "vice-ministers": "event-de24",
        "two-ships": "event-de39",
        "kamandag-9": "event-de83",
        "airmen": "raa-first-use",
    }
    return {
        activity: next(
            (stage for stage, began in reversed(stages.items()) if day(began) <= day(name)), "none"
        )
        for activity, name in activities.items()
    }


@check("japan-before-2025")
def _japan() -> Key:
    """Name what Japan had done in the Philippines before 2025."""
    balikatan = evidence.load("balikatan").set_index("year")["jp_role"]
    soldiers = "participant" in {str(role) for role in balikatan[balikatan.index < 2025]}  # noqa: PLR2004 -- the year asked for
    dated = {
        "landing": "event-de10",
        "sail": "event-de39",
        "brigade": "event-de83",
        "access": "raa-first-use",
        "missiles": "type88-fired",
    }
    early = {option for option, name in dated.items() if day(name).year < 2025}  # noqa: PLR2004 -- as above
    return early | ({"soldiers"} if soldiers else set())


@check("steps-back")
def _steps() -> Key:
    """Name what Japan's roles in Balikatan show after its first part in it."""
    table = evidence.load("balikatan").set_index("year")
    roles = table["jp_role"].astype(str)
    part = roles[roles == "participant"].index
    holds = {
        "again": (roles[roles.index > part[0]] == "observer").any(),
        "no-number": int(table.loc[part, "jp"].isna().sum()) == 1,
        "between": part[0] == 2025,  # noqa: PLR2004 -- the exercise between the two dashed lines
    }
    return {option for option, true in holds.items() if true}


@check("catalyst-off")
def _catalyst() -> Key:
    """Name what came after the first incident of 2025."""
    incidents = evidence.load("incidents")["date"]
    first = incidents[incidents.dt.year == 2025].min().date()  # noqa: PLR2004 -- the article's catalyst
    steps = {
        "named": "raa-notes-exchanged",
        "signature": "raa-signed",
        "ministers": "event-de20",
        "talks": "raa-talks-agreed",
    }
    return _after(steps, first)


@check("mandate-off")
def _mandate() -> Key:
    """Name what came after the leaders' meeting."""
    steps = {
        "riders": "event-de37",
        "dialogue": "event-de44",
        "ministers": "event-de18",
        "drill": "event-de15",
        "talk": "event-de21",
    }
    return _after(steps, day("summit"))


@check("strokes-before-2025")
def _strokes() -> Key:
    """Name what the strokes of two stories show about the years before 2025."""
    from trilateral.charts import stories  # noqa: PLC0415 -- charts are heavy; banks may be read without

    rows = stories.order().table
    years = rows["when"].astype(str).str[:4].astype(int)
    circles = years[rows["story"] == "Exclusive circles"]
    holds = {
        "circles": (circles < 2025).mean() > 0.5,  # noqa: PLR2004 -- more than half, before the dashed line
        "taiwan": years[rows["story"] == "Taiwan first"].min() == 2023,  # noqa: PLR2004 -- the year asked for
    }
    return {option for option, true in holds.items() if true}


@check("taiwan-order")
def _taiwan() -> Key:
    """Put six events round “Taiwan first” in order."""
    events = {"sites": "de92", "talks": "de22", "marcos": "de97", "boundary": "de98"}
    dated = {name: day(f"event-{event}") for name, event in events.items()}
    return in_order({**dated, "patrol": day("event-de99"), "summit": day("summit")})


@check("brakes-order")
def _brakes() -> Key:
    """Put six events round “The brakes come off” in order."""
    events = {"relief": "de03", "landing": "de10", "documents": "de95", "exports": "de74"}
    dated = {name: day(f"event-{event}") for name, event in events.items()}
    return in_order({**dated, "diet": day("raa-diet-approves"), "equipment": day("event-de75")})


def _after(steps: Mapping[str, str], when: date) -> Key:
    """Name the steps that came after a day; each is the name of a dated quantity."""
    return {option for option, name in steps.items() if day(name) > when}
