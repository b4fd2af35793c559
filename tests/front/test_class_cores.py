"""The pure half of the class's pages: what waits, what is counted, what is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.browser.harness.page import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

KEY: Final = "0123456789abcdef" * 2
_CALL: Final = """async ([path, name, calls]) => {
  const module = await import(`/class/${path}`);
  const plain = (value) => value instanceof Error ? String(value) : value;
  return calls.map((call) => plain(module[name](...call)) ?? null);
}"""
_RUN: Final = """async ([key, events]) => {
  const queue = await import("/class/phone/queue.js");
  let kept = queue.fresh(key);
  for (const [name, ...rest] of events) kept = queue[name](kept, ...rest);
  return queue.read(JSON.stringify(kept));
}"""


@pytest.fixture(scope="module")
def front(browser: Browser, front_address: str) -> Iterator[Page]:
    """Give one page to all tests here: pure functions leave nothing in it."""
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(front_address)
    yield page
    page.close()


def call(page: Page, path: str, name: str, *calls: list[Any]) -> list[Any]:
    """Return what a function of a module gives for each list of arguments."""
    results: list[Any] = page.evaluate(_CALL, [path, name, list(calls)])
    return results


def run(page: Page, *events: list[Any]) -> dict[str, Any]:
    """Return what a phone keeps after some events, written to its storage and read back."""
    kept: dict[str, Any] = page.evaluate(_RUN, [KEY, list(events)])
    return kept


def answer(picked: str, round_: str = "first", step: str = "silence") -> dict[str, Any]:
    given = {"picked": [picked]}
    return {"do": "answer", "step": step, "round": round_, "item": "only", "answer": given}


def send(text: str) -> dict[str, Any]:
    return {"do": "send", "step": "shoal", "to": "beijing", "text": text}


OK: Final = {"taken": True, "why": ""}
LATE: Final = {"taken": False, "why": "Too late."}


def test_when_an_answer_changes_before_it_is_sent_then_only_the_last_one_waits(front: Page) -> None:
    kept = run(front, ["add", answer("a"), "S"], ["add", answer("b"), "S"])
    assert [(each["act"]["n"], each["act"]["answer"]) for each in kept["waiting"]] == [
        (2, {"picked": ["b"]})
    ]
    both = run(front, ["add", answer("a"), "S"], ["add", answer("a", "second"), "S"])
    assert [each["act"]["n"] for each in both["waiting"]] == [1, 2]


def test_when_two_messages_wait_then_neither_replaces_the_other(front: Page) -> None:
    kept = run(front, ["add", send("One"), "S"], ["add", send("Two"), "S"])
    assert [each["act"]["text"] for each in kept["waiting"]] == ["One", "Two"]


def test_when_a_reply_comes_for_an_answer_that_has_changed_since_then_the_new_one_still_waits(
    front: Page,
) -> None:
    kept = run(front, ["add", answer("a"), "S"], ["add", answer("b"), "S"], ["settle", 1, OK])
    assert [each["act"]["n"] for each in kept["waiting"]] == [2]
    assert kept["done"] == {}


def test_when_an_act_does_not_count_then_its_words_stay_with_the_reason(front: Page) -> None:
    word = {**answer("a", "only", "word"), "answer": {"text": "fragile"}}
    kept = run(front, ["add", word, "One word"], ["settle", 1, LATE])
    assert kept["waiting"] == []
    assert kept["refused"] == [
        {"slot": "word/only/only", "title": "One word", "why": "Too late.", "text": "fragile"}
    ]
    again = run(front, ["add", word, "One word"], ["settle", 1, LATE], ["add", word, "One word"])
    assert again["refused"] == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["add", "taken", "late"]), st.integers(1, 6), st.sampled_from("ab")
        )
    )
)
@settings(max_examples=30)
def test_when_anything_happens_in_any_order_then_no_act_is_lost_or_numbered_twice(
    front: Page, events: list[tuple[str, int, str]]
) -> None:
    made = []
    for name, number, text in events:
        reply = OK if name == "taken" else LATE
        made.append(["add", send(text), "S"] if name == "add" else ["settle", number, reply])
    kept = run(front, *made)
    added = sum(name == "add" for name, *_ in events)
    numbers = [each["act"]["n"] for each in kept["waiting"]]
    assert kept["last"] == added
    assert numbers == sorted(set(numbers))
    settled, seen = set(), 0
    for name, number, _ in events:
        if name == "add":
            seen += 1
        elif number <= seen:
            settled.add(number)
    assert set(numbers) == set(range(1, added + 1)) - settled


def test_when_the_storage_holds_nothing_of_ours_then_the_phone_starts_again(front: Page) -> None:
    stored = [None, "", "null", "{}", "[]", '{"key": "short", "waiting": []}', "{", '"text"', "5"]
    assert call(front, "phone/queue.js", "read", *[[each] for each in stored]) == [None] * 9


def test_when_an_act_stands_somewhere_then_only_what_the_server_took_is_called_kept(
    front: Page,
) -> None:
    waiting, taken = {"state": "waiting"}, {"state": "taken"}
    said = call(
        front,
        "phone/core.js",
        "standingWords",
        [{"state": "none"}, True, True],
        [taken, True, False, "B"],
        [waiting, False, False],
        [waiting, True, False],
        [waiting, True, True],
        [{"state": "refused", "why": "Too late."}, False, False],
    )
    assert said == [
        "",
        "Sent and kept. Your answer: B",
        "Sending…",
        "Waiting for the network; kept on this phone. It goes out by itself.",
        "Waiting for the network. Keep this page open: this browser cannot store your answer.",
        "Not counted. Too late.",
    ]


def test_when_fields_are_read_then_there_is_an_answer_or_it_is_said_what_is_missing(
    front: Page,
) -> None:
    def entry(**more: object) -> dict[str, Any]:
        return {"picked": [], "typed": "", "bars": {}, **more}

    def asks(kind: str) -> dict[str, Any]:
        return {"type": kind, "options": [], "bars": [], "unit": ""}

    said = call(
        front,
        "phone/core.js",
        "answerOf",
        [asks("choice"), entry(picked=["a"])],
        [asks("choice"), entry()],
        [asks("multiple"), entry(picked=["a", "b"])],
        [asks("number"), entry(typed=" 2,5 ")],
        [asks("number"), entry(typed="1e9")],
        [asks("number"), entry(typed="")],
        [asks("bars"), entry(bars={"2024": 20})],
        [asks("text"), entry(typed="  in 2025 ")],
        [asks("text"), entry(typed=" \n ")],
    )
    assert said == [
        {"answer": {"picked": ["a"]}},
        {"missing": "Choose an answer first."},
        {"answer": {"picked": ["a", "b"]}},
        {"answer": {"number": 2.5}},
        {"missing": "Write a number first, such as 4 or 2.5."},
        {"missing": "Write a number first, such as 4 or 2.5."},
        {"answer": {"bars": {"2024": 20}}},
        {"answer": {"text": "in 2025"}},
        {"missing": "Write something first."},
    ]


def test_when_a_room_has_voted_twice_then_each_row_has_both_and_words_say_the_same(
    front: Page,
) -> None:
    rounds = [{"counts": {"a": 8, "b": 2}, "total": 10}, {"counts": {"a": 3, "b": 9}, "total": 12}]
    [rows] = call(front, "tally.js", "rows", [["a", "b", "c"], rounds, ["b"]])
    assert [[each["count"] for each in row["rounds"]] for row in rows] == [[8, 3], [2, 9], [0, 0]]
    assert [row["right"] for row in rows] == [False, True, False]
    assert call(front, "tally.js", "rowWords", [rows[1]], [rows[2]]) == [
        "B, the right answer: first vote 2 (20\u00a0%), second vote 9 (75\u00a0%)",
        "C: first vote 0 (0\u00a0%), second vote 0 (0\u00a0%)",
    ]
    assert call(front, "tally.js", "change", [rows], [[]]) == [
        "The right answer had 20\u00a0% of the first vote and 75\u00a0% of the second.",
        "",
    ]
    [none] = call(front, "tally.js", "rows", [["a"], [{"counts": {}, "total": 0}], []])
    assert none[0]["rounds"] == [{"count": 0, "share": 0}]


def test_when_time_passes_then_the_desk_hears_how_the_class_stands(front: Page) -> None:
    minutes = [2, 7, 14, 4]
    paces = call(
        front,
        "clock.js",
        "pace",
        [minutes, 1, 2 * 60, 0, 35],  # at the start of the second step, on time
        [minutes, 1, 12 * 60, 10 * 60, 35],  # three minutes over
        [minutes, 2, 5 * 60, 0, 35],  # four minutes early
        [minutes, 1, 30 * 60, 28 * 60, 35],  # too late for all that comes
    )
    assert [(each["behind"], each["slack"], each["left"]) for each in paces] == [
        (0, 8, 33),
        (3, 5, 23),
        (-4, 12, 30),
        (21, -13, 5),
    ]
    assert call(front, "clock.js", "paceWords", *[[each] for each in paces]) == [
        "On time; 8 min of slack left",
        "3 min behind the plan; 5 min of slack left",
        "4 min ahead of the plan; 12 min of slack left",
        "21 min behind the plan; 13 min too few for what is left",
    ]
    assert call(front, "clock.js", "clock", [185], [59.9], [-0.5], [-61]) == [
        "3:05",
        "0:59",
        "0:00",
        "\u22121:01",
    ]
    assert call(front, "clock.js", "spoken", [185], [60], [0], [15]) == [
        "3 min 5 s",
        "1 min",
        "0 s",
        "15 s",
    ]


def test_when_everybody_predicts_then_no_dot_hides_another_and_words_say_what_is_drawn(
    front: Page,
) -> None:
    [dots] = call(front, "spread.js", "swarm", [[20, 20, 21, 40], 3])
    assert [(dot["level"], dot["across"]) for dot in dots] == [(7, -1), (7, 0), (7, 1), (13, 0)]
    assert call(front, "spread.js", "median", [[]], [[3]], [[1, 9, 4]], [[1, 2, 3, 10]]) == [
        None,
        3,
        4,
        2.5,
    ]
    assert call(front, "spread.js", "ticks", [60], [80], [7], [1], [0.2]) == [
        [0, 20, 40, 60],
        [0, 20, 40, 60, 80],
        [0, 2, 4, 6],
        [0, 1],
        [0],
    ]
    step = {
        "question": {
            "bars": [{"id": "2024", "label": "2024"}],
            "given": [{"id": "2023", "label": "2023", "value": 14}],
            "most": 60,
            "unit": "incidents",
        },
        "drawn": [{"2024": 20}, {"2024": 9}],
    }
    told = {**step, "record": [{"id": "2024", "label": "2024", "value": 22}]}
    [hidden], [shown] = (call(front, "drawn.js", "columns", [each]) for each in (step, told))
    words = call(
        front, "spread.js", "columnWords", *[[each, "incidents"] for each in (*hidden, shown[1])]
    )
    assert words == [
        "2023: 14 incidents, given",
        "2024: 2 predictions from 9 to 20, the middle one 14.5",
        "2024: 2 predictions from 9 to 20, the middle one 14.5; the record has 22 incidents",
    ]
    assert "record" not in str(call(front, "spread.js", "picture", [hidden, 60, "incidents"]))


def test_when_a_key_is_pressed_then_it_means_the_main_move_unless_it_belongs_to_a_field(
    front: Page,
) -> None:
    def key(name: str, **more: bool) -> dict[str, Any]:
        plain = dict.fromkeys(("repeat", "altKey", "ctrlKey", "metaKey", "shiftKey"), False)
        return {"key": name, **plain, **more}

    assert call(
        front,
        "desk/core.js",
        "meaning",
        [key("ArrowRight"), "BODY"],
        [key("PageDown"), "BUTTON"],
        [key("ArrowLeft"), "MAIN"],
        [key("ArrowRight"), "TEXTAREA"],
        [key("PageDown"), "INPUT"],
        [key("ArrowRight", repeat=True), "BODY"],
        [key("ArrowLeft", altKey=True), "BODY"],
        [key("a"), "BODY"],
    ) == ["main", "main", "back", None, None, None, None, None]


def test_when_moves_are_sorted_then_each_is_a_button_or_a_step_of_the_plan(front: Page) -> None:
    go, stage = {"do": "go", "to": "exit"}, {"do": "stage", "step": "s", "to": "first"}
    main = {"label": "Open the second vote", "act": stage, "main": True}
    back = {"label": "Back: Open the first vote", "act": stage, "main": False}
    more = {"label": "At least 2 more minutes", "act": {"do": "extend"}, "main": False}
    far = [{"label": f"{word}: Exit", "act": go, "main": False} for word in ("Next", "Back")]
    plan = [{"id": "s"}, {"id": "exit"}]
    inside = {"moves": [main, *far[:1], more, back, far[1]], "plan": plan, "at": "s"}
    last = {"moves": [], "plan": plan, "at": "exit"}
    close = {"label": "Close the class…", "act": {"do": "close"}, "main": True}
    assert call(front, "desk/core.js", "sorted", [inside], [last], [{**last, "at": "s"}]) == [
        {"main": main, "back": back, "others": [more]},
        {"main": close, "back": None, "others": []},
        {"main": None, "back": None, "others": []},
    ]


def test_when_the_desk_closes_the_class_then_it_reads_what_remains(front: Page) -> None:
    view = {"folder": "class/03", "joined": 31, "asked": True, "yes": 31, "no": 0}
    agreed, refused, unasked = call(
        front,
        "desk/core.js",
        "closingWords",
        [view],
        [{**view, "yes": 30, "no": 1}],
        [{**view, "asked": False, "yes": 0}],
    )
    assert agreed.startswith("All 31 agreed, so the answers are kept by seat name, too.")
    assert "30 of 31 agreed that they are kept, 1 said no; it takes all." in refused
    assert unasked.startswith("Single answers and what students wrote are deleted. Counts remain")


def test_when_answers_come_in_then_the_projector_counts_them_and_no_more_than_there_are(
    front: Page,
) -> None:
    def view(joined: int, stage: str, answered: int) -> dict[str, Any]:
        return {"joined": joined, "step": {"kind": "vote", "stage": stage, "answered": answered}}

    assert call(
        front,
        "screen/core.js",
        "counts",
        [view(40, "first", 30)],
        [view(40, "discuss", 30)],
        [view(0, "second", 0)],
        [view(29, "second", 30)],
    ) == [
        {"words": "30 of 40 answered", "share": 0.75},
        {"words": "40 joined", "share": None},
        {"words": "0 of 0 answered", "share": 0},
        {"words": "30 of 30 answered", "share": 1},
    ]
    assert call(front, "screen/core.js", "short", ["http://192.168.1.7:8123/"]) == [
        "192.168.1.7:8123"
    ]


def test_when_a_network_is_lost_then_attempts_grow_apart_and_never_stop(front: Page) -> None:
    waits = call(front, "retry.js", "pause", *[[attempt, 1] for attempt in (0, 1, 2, 3, 4, 5, 99)])
    assert waits == [500, 1000, 2000, 4000, 8000, 8000, 8000]
    assert call(front, "retry.js", "pause", [4, 0]) == [4000]
