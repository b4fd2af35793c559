from __future__ import annotations

import csv

import pytest

from tests.notebook.samples import Shelf, code, markdown, notebook
from trilateral.notebook import expand, problems
from trilateral.notebook.prose import EVENTS, states_fact
from trilateral.paths import data_dir

UNSOURCED = [
    "There were 35 incidents.",
    "It began in January.",
    "It began in May.",
    "It took force in September 2025.",
    "Balikatan grew.",
    "At the summit they agreed.",
    "Twelve incidents are known.",
    "Hundreds of vessels came.",
    "About 40 per cent of them.",
    "- a point\n- a point about 2024",
    "- a point [@pca-award-2016]\n  - one inside it about 2024",
    "1. one\n2. in 2016",
    "| a | b |\n|---|---|\n| x | 3 |",
    "> In 2016 the tribunal ruled.",
    "<details>\n\nIn 2016 it ruled.\n\n</details>",
    "See [the award](https://pca.test) of 2016.",
    "[@pca-award-2016]\n\nThe next paragraph speaks of 2016.",
]
FINE = [
    "No figure here.",
    "# Lesson 03: 2023 to 2026",
    "There were `35` incidents.",
    "```\n35\n```",
    "1. first\n2. second",
    "Go to lesson 03, then to lessons 04 and 05.",
    "This is link 3 of the chain.",
    "[03 Coercion](03_coercion.ipynb) comes next.",
    "*8 minutes*",
    "Look *8 to 10 minutes* at it.",
    "Press <kbd>1</kbd>.",
    "The bar is the 95 % interval.",
    "| 2023 | 2024 |\n|---|---|\n| a | b |",
    "They may march.",
    "See [a page](https://pca.test/2016/award).",
    "<p>35</p>",
    "There were [=incidents-2025] incidents in 2025.",
    "In 2016 the tribunal ruled [@pca-award-2016].",
    "- in 2016\n\n  and on [#incidents]",
    "| a | b |\n|---|---|\n| 2016 | [@pca-award-2016] |",
]


@pytest.mark.parametrize("cell", UNSOURCED)
def test_when_a_fact_has_no_mark_then_it_is_reported_once(cell: str) -> None:
    book = notebook(markdown(expand(cell, 1, Shelf())))
    (problem,) = problems(book, Shelf())
    assert problem.cell == "text"
    assert "has no source" in problem.message


@pytest.mark.parametrize("cell", FINE)
def test_when_prose_states_no_fact_or_cites_one_then_nothing_is_reported(cell: str) -> None:
    assert problems(notebook(markdown(expand(cell, 1, Shelf()))), Shelf()) == []


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("[@nobody]", "[@nobody] has no target"),
        ("[=incidents-2025]", "should read [35]"),
        ('[34](../data/incidents.csv "=incidents-2025")', "should read [35]"),
        ('[Court](https://pca.test/award "@pca-award-2016")', "should read [Permanent"),
        ('[table: incidents](data/incidents.csv "#incidents")', "should read [table"),
    ],
)
def test_when_a_mark_is_wrong_then_the_message_says_what_is_right(cell: str, message: str) -> None:
    (problem,) = problems(notebook(markdown(cell)), Shelf())
    assert message in str(problem)


def test_when_code_holds_numbers_then_it_is_not_read_as_prose() -> None:
    assert problems(notebook(code("x = 2016")), Shelf()) == []


@pytest.mark.parametrize(
    ("prose", "fact"),
    [("On 8 May 2024,", "8"), ("costing $1.5bn", "$1.5bn"), ("the Salaknib drill", "Salaknib")],
)
def test_when_a_fact_is_found_then_the_word_that_holds_it_is_named(prose: str, fact: str) -> None:
    assert states_fact(prose) == fact


@pytest.mark.parametrize("event", EVENTS)
def test_when_a_name_counts_as_an_event_then_the_evidence_tells_of_it(event: str) -> None:
    tables = ("balikatan", "diplomatic_events", "joint_activities")
    rows = [
        row
        for table in tables
        for row in csv.reader((data_dir() / f"{table}.csv").open(encoding="utf-8"))
    ]
    assert any(event.lower() in " ".join(row).lower() for row in rows)
