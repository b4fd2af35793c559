"""What lesson 05 weighs: accounts of the main cause, and pieces of evidence.

The arithmetic is in ``front/parts/weigher/bayes.js``; its tests hold it against `models.bayes` and
`models.dependence`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from trilateral import evidence
from trilateral.charts.chain import LINKS
from trilateral.models.bayes import Test

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from trilateral.explorers.controls import Option

ACCOUNTS: Final = (
    {
        "key": "chain",
        "name": "The article's chain",
        "says": "The summit gave the mandate, the agreement made it lawful, the coercion of 2025 "
        "made it urgent, and new money made it possible.",
    },
    {
        "key": "habit",
        "name": "Earlier plans, slow habit",
        "says": "Officials and forces had set out on this road long before, and each year took "
        "one more step.",
    },
    {
        "key": "taiwan",
        "name": "The Taiwan contingency",
        "says": "The three governments were preparing, above all, for a crisis over Taiwan.",
    },
    {
        "key": "burden",
        "name": "Burden sharing, home politics",
        "says": "Washington wanted its partners to do more, and leaders in Tokyo and Manila had "
        "reasons of their own at home.",
    },
)
"""The accounts of the main cause: the article's, and three rivals of the claim ledger."""
STEPS: Final = {
    "0.05": "almost certainly not (5 %)",
    "0.2": "probably not (20 %)",
    "0.5": "as likely as not (50 %)",
    "0.8": "probably (80 %)",
    "0.95": "almost certainly (95 %)",
}
PRIORS: Final = {
    "0.25": "25 %: the same as each rival",
    "0.1": "10 %: I doubted it",
    "0.4": "40 %: a little ahead",
    "0.7": "70 %: I believed it",
}
"""First beliefs in the chain; the first is where everybody starts."""
TESTS: Final = {
    Test.HOOP: "Hoop: it must be there if the chain is true",
    Test.SMOKING_GUN: "Smoking gun: hardly ever there unless the chain is true",
    Test.STRAW_IN_THE_WIND: "Straw in the wind: it may be there either way",
    Test.DOUBLY_DECISIVE: "Doubly decisive: there if the chain is true, and only then",
}
"""The tests that a learner may take a piece for."""


def weighing() -> dict[str, Any]:
    """Return accounts, pieces, steps and first beliefs as JSON: ``Weighing`` in the front end."""
    return {
        "accounts": [dict(account) for account in ACCOUNTS],
        "pieces": pieces(),
        "steps": options(STEPS),
        "priors": options(PRIORS),
        "tests": options({test.value: words for test, words in TESTS.items()}),
        "causes": options(evidence.labels("weighing", "cause")),
    }


def pieces() -> list[dict[str, Any]]:
    """Return the pieces of evidence, in the order of their table."""
    table = evidence.load("weighing")
    table["cause"] = table["cause"].astype("object").fillna("")
    return [
        {
            "id": str(row["id"]),
            "title": str(row["title"]),
            "link": LINKS[str(row["link"])].partition(":")[0],
            "words": str(row["evidence"]),
            "rows": ", ".join(each.replace(":", ", ", 1) for each in row["rows"]),
            "sources": [source(source_id) for source_id in row["source_ids"]],
            "speaks": speaks(row["bears_on"], row["bears_why"]),
            "cause": row["cause"],
        }
        for row in table.to_dict("records")
    ]


def speaks(accounts: Iterable[str], reasons: Iterable[str]) -> list[list[str]]:
    """Return the accounts that a piece speaks to, each with why, without the key of the row."""
    return [
        [account, reason.rpartition(": ")[2]]
        for account, reason in zip(accounts, reasons, strict=True)
    ]


def source(source_id: str) -> dict[str, str]:
    """Return a source's short citation and its address, if a browser may open it."""
    source = evidence.source(source_id)
    return {"id": source_id, "label": source.label, "address": source.address or ""}


def options(choices: Mapping[str, str] | Iterable[Option]) -> list[list[str]]:
    """Return choices as the page's controls want them: value and words of each."""
    pairs = choices.items() if hasattr(choices, "items") else choices
    return [list(pair) for pair in pairs]
