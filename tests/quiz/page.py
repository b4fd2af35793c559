"""The quiz's modules at work in Chromium, many cases to a call."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, given, settings

from trilateral.quiz import interface, payload
from trilateral.quiz.asked import Asked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy
    from playwright.sync_api import Page

    from trilateral.quiz.bank import Item

WORDS = interface.quiz()
LESSON = "99_sample"

_MARK = """async text => {
  const {mark} = await import("/parts/quiz/marking.js");
  const {items, cases} = JSON.parse(text);
  return JSON.stringify(cases.map(([item, response]) => {
    const {score, verdicts, mistake, problem} = mark(items[item], response);
    return [score, verdicts, mistake, problem && [problem.word, problem.values]];
  }));
}"""


@dataclass(frozen=True)
class Mark:
    """What a response earned and why, as the page has it."""

    score: float | None
    verdicts: dict[str, str]
    note: str
    """The feedback on a foreseen mistake."""
    problem: str
    """Why it could not be read, in a learner's words."""

    @property
    def correct(self) -> bool:
        """Whether it is fully right."""
        return self.score == 1


@dataclass(frozen=True)
class Modules:
    """A page that can import them."""

    page: Page

    def run(self, body: str, given: object = None) -> Any:  # noqa: ANN401 -- JSON
        """Return what a function's body makes of `given`.

        Both cross as JSON text: the browser's driver would take a field called ``__proto__`` for a
        prototype.
        """
        made = f"(async given => {{ {body} }})(JSON.parse(text))"
        found = self.page.evaluate(f"async text => JSON.stringify(await {made})", json.dumps(given))
        return None if found is None else json.loads(found)

    def marks(self, cases: Sequence[tuple[Item, object]]) -> list[Mark]:
        """Mark each response to its item."""
        items = {id(item): item for item, _ in cases}
        keys = {name: payload.key(Asked(LESSON, item)) for name, item in items.items()}
        sent = {"items": keys, "cases": [(id(item), response) for item, response in cases]}
        found = json.loads(self.page.evaluate(_MARK, json.dumps(sent)))
        return [_read(item, *mark) for (item, _), mark in zip(cases, found, strict=True)]

    def mark(self, item: Item, response: object) -> Mark:
        """Mark one response."""
        (found,) = self.marks([(item, response)])
        return found


def question(item: Item, lesson: str = LESSON) -> payload.Question:
    """Return an item as the page gets it."""
    return payload.question(Asked(lesson, item))


def gather(strategy: SearchStrategy[Any], count: int) -> list[Any]:
    """Return many examples of a strategy, to be tried in one call."""
    found: list[Any] = []

    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(example: object) -> None:
        found.append(example)

    collect()
    return found


def _read(
    item: Item,
    score: float | None,
    verdicts: dict[str, str],
    mistake: int,
    problem: tuple[str, dict[str, object]] | None,
) -> Mark:
    why = WORDS[problem[0]].format(**problem[1]) if problem else ""
    note = getattr(item, "mistakes", ())[mistake - 1].feedback if mistake else ""
    return Mark(score, verdicts, note, why)
