"""What the page writes of an answer, and how Python reads it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.quiz.page import question
from tests.quiz.samples import bank
from trilateral.quiz.statements import Event, from_statement
from trilateral.records.statements import HOME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.quiz.page import Modules

pytestmark = pytest.mark.browser

STATEMENTS = 'const {answered, hinted, encode, decode} = await import("/parts/quiz/statements.js");'
ANSWER = {
    "attempt": 2,
    "hints": 1,
    "response": ["c", "d"],
    "score": 1 / 3,
    "mistake": 2,
    "confidence": "sure",
    "seconds": 3.54,
}


def written(modules: Modules, **changes: object) -> dict[str, Any]:
    """Return the statement of an answer, as it arrives where records are kept."""
    given = {"item": question(bank().items[1]), "answer": ANSWER | changes}
    made = modules.run(
        f'{STATEMENTS} return answered(given.item, "99_sample", given.answer)', given
    )
    assert isinstance(made, dict)
    return made | {"actor": {"account": {"homePage": HOME, "name": "p"}}}


def test_when_an_answer_is_written_then_python_reads_every_part_of_it(modules: Modules) -> None:
    made = written(modules)
    event = from_statement(json.loads(json.dumps(made)))
    assert event is not None
    assert event == Event(
        verb="answered",
        learner="p",
        quiz="99_sample",
        lesson="99_sample",
        item="some",
        version=1,
        attempt=2,
        time=event.time,
        id=made["id"],
        hints=1,
        response="c[,]d",
        score=0.3333,
        mistake=2,
        confidence="sure",
    )


def test_when_an_answer_is_written_then_it_has_the_form_of_earlier_records(
    modules: Modules,
) -> None:
    made = written(modules)
    assert made["version"] == "1.0.3"
    assert made["verb"]["id"] == "http://adlnet.gov/expapi/verbs/answered"
    assert made["object"] == {
        "objectType": "Activity",
        "id": f"{HOME}/item/99_sample/some/1",
        "definition": {
            "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
            "interactionType": "choice",
        },
    }
    assert made["context"]["contextActivities"] == {
        "parent": [{"id": f"{HOME}/quiz/99_sample"}],
        "grouping": [{"id": HOME}],
    }
    assert made["result"] == {
        "response": "c[,]d",
        "success": False,
        "completion": True,
        "duration": "PT3.5S",
        "score": {"scaled": 0.3333, "raw": 0.3333, "min": 0, "max": 1},
    }


@pytest.mark.parametrize(("seconds", "duration"), [(-5, "PT0.0S"), (1e300, "PT86400.0S")])
def test_when_a_clock_is_odd_then_the_duration_is_within_a_day(
    modules: Modules, seconds: float, duration: str
) -> None:
    assert written(modules, seconds=seconds)["result"]["duration"] == duration


def test_when_nothing_was_foreseen_or_said_then_the_record_says_nothing_of_it(
    modules: Modules,
) -> None:
    made = written(modules, mistake=0, confidence=None)
    assert made["context"]["extensions"] == {f"{HOME}/x/attempt": 2, f"{HOME}/x/hints": 1}
    event = from_statement(made)
    assert event is not None
    assert (event.mistake, event.confidence) == (0, None)


def test_when_an_item_is_answered_then_its_statement_holds_no_key(modules: Modules) -> None:
    made = json.dumps(written(modules, response=["c"], score=0, mistake=0))
    assert "correctResponsesPattern" not in made
    assert "On a." not in made


ODD: list[object] = [
    None,
    5,
    {"toString": 1, "valueOf": 1},
    [],
    "9" * 5000,
    "__proto__",
    f"{HOME}/item/99_sample/two/{'9' * 5000}",
]


def test_when_a_record_is_odd_anywhere_then_the_quiz_continues(modules: Modules) -> None:
    sound = written(modules)
    verdict = modules.run(
        'return (await import("/records/statement.js")).statement('
        '"judged", "verdict/a", "occasion/first", {result: {response: "yes"}})'
    )
    cases = [[whole, [*path]] for whole in (sound, verdict) for path in _paths(whole)]
    found = modules.run(
        """
        const { read } = await import("/parts/quiz/statements.js");
        const { opinions } = await import("/records/opinions.js");
        const counts = given.cases.flatMap(([whole, place]) => given.odd.map((value) => {
          const made = structuredClone(whole);
          const last = place.slice(0, -1).reduce((node, key) => node[key], made);
          last[place.at(-1)] = value;
          opinions({ under: () => [made] }, "verdict", "first").all();
          const events = read([made, given.sound]);
          if (!events.every(({ version }) => version < 1_000_000)) return -1;
          return events.length;
        }));
        return [Math.min(...counts), Math.max(...counts)];""",
        {"sound": sound, "cases": cases, "odd": ODD},
    )
    assert found == [1, 2]


def _paths(node: object, start: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield where each value of a statement stands."""
    pairs = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    )
    for key, value in pairs:
        yield (*start, key)
        yield from _paths(value, (*start, key))


def test_when_a_hint_is_opened_then_python_reads_it(modules: Modules) -> None:
    quiz = "review/99_sample/2026-03-01"
    code = f'{STATEMENTS} return hinted(given, "{quiz}", {{attempt: 1, hints: 2}})'
    made = modules.run(code, question(bank().items[0]))
    event = from_statement(made | {"actor": {"account": {"name": "p"}}})
    assert event is not None
    assert (event.verb, event.quiz, event.hints) == ("hinted", quiz, 2)


@pytest.mark.parametrize(
    ("item", "response", "text"),
    [
        (0, "a", "a"),
        (1, ["a", "c"], "a[,]c"),
        (2, "1,180", "1,180"),
        (3, ["w", "y", "x", "z"], "w[,]y[,]x[,]z"),
        (4, {"r2": "m1", "r1": "m2"}, "r1[.]m2[,]r2[.]m1"),
        (5, "R[,]A", "R[,]A"),
    ],
)
def test_when_a_response_is_encoded_then_it_decodes_to_itself(
    modules: Modules, item: int, response: object, text: str
) -> None:
    given = {"item": question(bank().items[item]), "response": response, "text": text}
    code = f"{STATEMENTS} return [encode(given.response), decode(given.item, given.text)]"
    assert modules.run(code, given) == [text, response]
