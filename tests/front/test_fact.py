"""What the cards of sources and figures say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

SAID = """async (changes) => {
  const { source } = await import("/parts/fact/core.js");
  const row = { title: "T", publisher: "P", published: "2024", url: "https://example.org/a",
    kind: "treaty", perspective: "PH", read: "unrecorded", weakness: "", why_kept: "" };
  const words = [{ value: "copy", label: "a copy" }];
  const field = { name: "weakness", "trilateral:itemCategories": words };
  const said = source("s", { ...row, ...changes }, { schema: { fields: [field] } });
  return Object.fromEntries(said.lines.map(([name, parts]) => [name, parts[0].words ?? parts[0]]));
}"""


@pytest.mark.parametrize(
    ("changes", "line", "expected"),
    [
        ({"read": "part"}, "What we read", "We read only a part of it."),
        ({"read": "known"}, "What we read", "We did not read this text; you can, here."),
        ({"read": "unrecorded"}, "What we read", None),
        ({"read": "whole"}, "What we read", None),
        ({}, "Weak point", None),
        ({"weakness": "copy"}, "Weak point", "A copy."),
        (
            {"weakness": "copy", "why_kept": "No better page was seen."},
            "Weak point",
            "A copy. No better page was seen.",
        ),
        ({"weakness": "copy"}, "Read it", "example.org"),
    ],
)
def test_when_a_source_has_a_card_then_it_says_what_matters_before_relying_on_it(
    front: Page, changes: dict[str, str], line: str, expected: str | None
) -> None:
    assert front.evaluate(SAID, changes).get(line) == expected


LINKS = """async (card) => {
  const { figure } = await import("/parts/fact/core.js");
  const rest = { words: "W", text: "2", table: "a", confidence: {}, when: "", sources: [] };
  const said = figure("f", { ...rest, others: 0, ...card }, new Map(), new Map());
  return said.lines[0][1].map(({ words, to }) => [words, to]);
}"""


def test_when_a_figure_rests_on_few_rows_then_each_leads_to_its_own_under_its_title(
    front: Page,
) -> None:
    card = {"rows": {"a": ["a1", "a2"], "b": ["b1"]}, "titles": ["One", "Two", "Three"]}
    assert front.evaluate(LINKS, card) == [
        ["a1: One", "#a/a1"],
        ["a2: Two", "#a/a2"],
        ["b1: Three", "#b/b1"],
    ]
