"""The counts and tests on which verdicts of the ledger rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trilateral.evidence import coding
from trilateral.evidence.figures import sailings, summit
from trilateral.evidence.sensitivity.measures import Measure, Reading, Setting, compared, sure

if TYPE_CHECKING:
    import pandas as pd

    from trilateral.evidence.quantities import Load

YES: Final = "yes"
NO: Final = "no"
BEFORE: Final = "most came before"
AFTER: Final = "most came after"
EVEN: Final = "as many before as after"
ROSE: Final = "rose"
FELL: Final = "did not rise"
_YEARS: Final = (2024, 2025)
_SHIPS: Final = "ccg_ship_days"
_SAILS: Final = ("multilateral_mca",)
_ALL_SAILS: Final = (*_SAILS, "unnumbered_mca")
_ABOUT: Final = (1_300, 1_500)
"""What “about 1,400” may mean, in persons."""
_A_YEAR: Final = 12
_SOME: Final = 2


def _sides(load: Load, line: str, rows: pd.DataFrame) -> Reading:
    before = int((rows["date"] < summit.dividing_line(load, line)).sum())
    counts = before, len(rows) - before
    return compared(counts, sailings.months(load, line), ("before", "after"))


def _sails(load: Load, setting: Setting) -> Reading:
    rows = sure(load("joint_activities"), low=setting.low)
    kinds = _ALL_SAILS if setting.rule == "unnumbered" else _SAILS
    line = "signature" if setting.rule == "signature" else "summit"
    return _sides(load, line, rows[rows["kind"].isin(kinds)])


def _with_japan(load: Load, setting: Setting) -> Reading:
    rows = sure(load("joint_activities"), low=setting.low)
    return _sides(load, setting.rule, rows[["JP" in who for who in rows["participants"]]])


def _firsts(load: Load, setting: Setting) -> Reading:
    rows = sure(load("diplomatic_events"), low=setting.low)
    rows = summit.firsts(rows) if setting.rule == "firsts" else summit.three_way(rows)
    day = summit.day_of_summit(load)
    before, after = int((rows["date"] < day).sum()), int((rows["date"] > day).sum())
    says = BEFORE if before > after else AFTER if after > before else EVEN
    return Reading(f"{before} before the summit, {after} after it", says)


def _deliveries(load: Load, setting: Setting) -> Reading:
    rows = sure(load("summit_commitments"), low=setting.low)
    done = rows["follow_through"].eq("delivered")
    if setting.rule == "begun":
        done |= rows["follow_through"].eq("in_progress")
    return Reading(f"{int(done.sum())} of {len(rows)}", YES if done.any() else NO)


def _pledged(load: Load, setting: Setting) -> Reading:
    rows = sure(load("summit_commitments"), low=setting.low)
    if setting.rule == "kept":
        rows = rows[rows["follow_through"] == "delivered"]
    defence, sea = (int((rows["pillar"] == pillar).sum()) for pillar in ("defence", "maritime"))
    return Reading(f"{defence} on defence, {sea} on the sea", YES if defence and sea else NO)


def _incidents(load: Load, setting: Setting) -> pd.DataFrame:
    return sure(load("incidents"), low=setting.low)


def _holding(rows: pd.DataFrame, *families: str) -> pd.DataFrame:
    held = [any(coding.has(tactics, family) for family in families) for tactics in rows["tactics"]]
    return rows[held]


def _two_years(rows: pd.DataFrame, load: Load, setting: Setting) -> Reading:
    end = load("incidents")["date"].max() if setting.low else coding.DENSE_UNTIL
    years = rows["date"].dt.year.to_numpy()
    before, after = (int((years == year).sum()) for year in _YEARS)
    months = coding.months_of(_YEARS[0], end), coding.months_of(_YEARS[1], end)
    return compared((before, after), months, (f"of {_YEARS[0]}", f"of {_YEARS[1]}"))


def _all_incidents(load: Load, setting: Setting) -> Reading:
    rows = _incidents(load, setting)
    if setting.rule == "acts":
        acts = [family for family in coding.FAMILIES if family != "presence"]
        rows = _holding(rows, *acts)
    return _two_years(rows, load, setting)


def _contact(load: Load, setting: Setting) -> Reading:
    families = ("contact", "water_cannon") if setting.rule == "cannon" else ("contact",)
    return _two_years(_holding(_incidents(load, setting), *families), load, setting)


def _numerous(load: Load, setting: Setting) -> Reading:
    rows = _incidents(load, setting)
    rows = rows[rows["date"].dt.year == _YEARS[1]]
    if setting.rule == "acts":
        rows = _holding(rows, *(family for family in coding.FAMILIES if family != "presence"))
    cannon, contact = (len(_holding(rows, family)) for family in ("water_cannon", "contact"))
    numerous = len(rows) >= _A_YEAR and min(cannon, contact) >= _SOME
    numbers = f"{len(rows)} in {_YEARS[1]}, {cannon} with water cannon, {contact} with contact"
    return Reading(numbers, YES if numerous else NO)


def _presence(load: Load, setting: Setting) -> Reading:
    rows = load("ccg_presence")
    here = (rows["measure"] == _SHIPS) & (rows["feature"] == setting.rule)
    years, days = rows["period_start"].dt.year[here], rows["value"][here]
    before, after = (int(days[years == year].iloc[0]) for year in _YEARS)
    return Reading(f"{before:,} ship-days, then {after:,}", ROSE if after > before else FELL)


def _record(load: Load, setting: Setting) -> Reading:
    rows = sure(load("defense_budgets"), low=setting.low)
    rows = rows[(rows["country"] == "JP") & (rows["basis"] == setting.rule)]
    series = rows.set_index("fiscal_year")["amount_local"].sort_index()
    last, earlier = float(series.iloc[-1]), series.iloc[:-1]
    numbers = (
        f"{last:.2f} for {series.index[-1]}; highest before: {earlier.max():.2f} "
        f"for {earlier.idxmax()}"
    )
    return Reading(numbers, YES if last > earlier.max() else NO)


def _personnel(load: Load, setting: Setting) -> Reading:
    rows = sure(load("balikatan"), low=setting.low)
    number = int(rows.loc[rows["year"] == 2026, "jp"].iloc[0])  # noqa: PLR2004 -- the claim's year
    low, high = _ABOUT
    return Reading(f"{number:,} in 2026", YES if low <= number <= high else NO)


def _came_before(load: Load, setting: Setting) -> Reading:
    rows = sure(load("balikatan"), low=setting.low)
    earlier = rows[rows["year"] < rows["year"].max()]
    there = earlier["jp_role"].eq("participant")
    if setting.rule == "observed":
        there |= earlier["jp_role"].eq("observer")
    return Reading(f"There in {int(there.sum())} earlier years", YES if there.any() else NO)


_ACTIVITIES: Final = (
    "joint_activities",
    ("date", "end_date", "kind", "participants", "confidence"),
)
_EVENTS: Final = ("diplomatic_events", ("id", "date", "actors", "title", "confidence"))
_PROMISES: Final = ("summit_commitments", ("pillar", "follow_through", "confidence"))
_RECORD_OF_INCIDENTS: Final = ("incidents", ("date", "tactics", "confidence"))
_SHIP_DAYS: Final = ("ccg_presence", ("period_start", "feature", "measure", "value"))
_BUDGETS: Final = (
    "defense_budgets",
    ("fiscal_year", "country", "basis", "amount_local", "confidence"),
)
_EXERCISES: Final = ("balikatan", ("year", "jp", "jp_role", "confidence"))
_LINES: Final = ("diplomatic_events", "access_agreements")
"""Tables that hold the days which divide before from after."""

SAILS: Final = Measure(
    "sails",
    "Did multilateral sails become more frequent?",
    *_ACTIVITIES,
    {
        "numbered": "sails that the forces number, before and after the summit",
        "unnumbered": "unnumbered sails too, before and after the summit",
        "signature": "numbered sails, before and after the RAA's signature",
    },
    _sails,
    _LINES,
)
WITH_JAPAN: Final = Measure(
    "with-japan",
    "Did activities at sea with Japan become more frequent?",
    *_ACTIVITIES,
    {
        "summit": "before and after the summit",
        "signature": "before and after the RAA's signature",
        "force": "before and after the RAA's entry into force",
    },
    _with_japan,
    _LINES,
)
RHYTHM: Final = Measure(
    "rhythm",
    "Did activities with Japan become more frequent under the agreement?",
    *_ACTIVITIES,
    {
        "force": "before and after its entry into force",
        "signature": "before and after its signature",
    },
    _with_japan,
    _LINES,
)
FIRSTS: Final = Measure(
    "firsts",
    "Did first times of the three come before the summit?",
    *_EVENTS,
    {"firsts": "first times", "events": "all events of the three"},
    _firsts,
)
KEPT: Final = Measure(
    "kept",
    "Were promises carried out?",
    *_PROMISES,
    {"delivered": "those known to be done", "begun": "those begun as well"},
    _deliveries,
)
PLEDGED: Final = Measure(
    "pledged",
    "Were there pledges both on defence and on the sea?",
    *_PROMISES,
    {"made": "pledges made", "kept": "pledges known to be carried out"},
    _pledged,
)
NUMEROUS: Final = Measure(
    "numerous",
    "At least one incident a month, and water cannon and contact more than once?",
    *_RECORD_OF_INCIDENTS,
    {"all": "every incident counts", "acts": "presence alone does not count"},
    _numerous,
)
INCIDENTS: Final = Measure(
    "incidents",
    "Did incidents become more frequent, 2024 to 2025?",
    *_RECORD_OF_INCIDENTS,
    {"all": "every incident counts", "acts": "presence alone does not count"},
    _all_incidents,
)
CONTACT: Final = Measure(
    "contact",
    "Did incidents with contact become more frequent, 2024 to 2025?",
    *_RECORD_OF_INCIDENTS,
    {"contact": "contact between hulls", "cannon": "contact or water cannon"},
    _contact,
)
PRESENCE: Final = Measure(
    "presence",
    "Were Chinese coast guard ships at Scarborough Shoal more often, 2024 to 2025?",
    *_SHIP_DAYS,
    {"scarborough_shoal": "ship-days at Scarborough Shoal"},
    _presence,
)
PRESENCE_ALL: Final = Measure(
    "presence-all",
    "Were Chinese coast guard ships at all tracked places more often, 2024 to 2025?",
    *_SHIP_DAYS,
    {"all_tracked": "ship-days at all tracked places"},
    _presence,
)
RECORD: Final = Measure(
    "record",
    "Is the last budget the highest, realignment costs left out?",
    *_BUDGETS,
    {"initial": "in yen", "sipri_usd_current": "in US dollars, as SIPRI has it"},
    _record,
)
RECORD_WHOLE: Final = Measure(
    "record-whole",
    "Is the last budget the highest, realignment costs included?",
    *_BUDGETS,
    {"initial_incl_sacous": "in yen"},
    _record,
)
PERSONNEL: Final = Measure(
    "personnel",
    "Is the number for 2026 about 1,400?",
    *_EXERCISES,
    {"about": "between 1,300 and 1,500"},
    _personnel,
)
CAME_BEFORE: Final = Measure(
    "came-before",
    "Had Japan's forces taken part in Balikatan before 2026?",
    *_EXERCISES,
    {"participant": "as participants", "observed": "observers count as well"},
    _came_before,
)
