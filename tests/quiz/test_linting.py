from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml
from typer.testing import CliRunner

from trilateral import evidence
from trilateral.cli import app
from trilateral.quiz.asked import Asked
from trilateral.quiz.linting import check_banks
from trilateral.quiz.payload import question
from trilateral.quiz.reading import bank_paths, lesson_banks, load_bank, quizzes_dir
from trilateral.quiz.schema import schema_text

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
lesson: 99_sample
title: A sample
items:
  - id: first
    type: choice
    asks: judge
    stem: Which one?
    objective: Choose.
    claim: numerous-2025
    sources: [pca-award-2016]
    explanation: Because.
    options:
      - id: a
        text: One of these
        correct: true
        feedback: Yes.
      - id: b
        text: Another one
        feedback: It counts the first one twice.
      - id: c
        text: The third
        feedback: It leaves out the first one.
  - id: second
    type: numeric
    asks: read
    stem: How many?
    objective: Count.
    claim: numerous-2025
    sources: [pca-award-2016]
    explanation: Because.
    answer: {quantity: incidents-2025}
  - id: third
    type: text
    asks: judge
    stem: Name it.
    objective: Name.
    claim: numerous-2025
    sources: [pca-award-2016]
    explanation: Because.
    accept: [an answer]
"""
ORDERING = """\
  - id: fourth
    type: ordering
    asks: recall
    stem: In which order?
    objective: Order.
    claim: numerous-2025
    sources: [pca-award-2016]
    explanation: Because.
    first: earliest
    last: latest
    check: article-order
    entries:
      - {id: signed, text: Signed, feedback: Then.}
      - {id: summit, text: Summit, feedback: First.}
      - {id: in-force, text: In force, feedback: Later.}
      - {id: balikatan, text: Balikatan, feedback: Last.}
"""

# name: (what is replaced, by what, the text of the line that is named, what is said)
BROKEN: dict[str, tuple[str, str, str, str]] = {
    "duplicate id": ("id: second", "id: first", "id: first\n    type: numeric", "is already used"),
    "no correct option": ("        correct: true\n", "", "- id: first", "no option is marked"),
    "two correct options": (
        "feedback: It counts the first one twice.\n",
        "feedback: It counts the first one twice.\n        correct: true\n",
        "- id: first",
        "2 options are marked correct; use `type: multiple`",
    ),
    "missing feedback": (
        "        feedback: It counts the first one twice.\n",
        "",
        "- id: b",
        "feedback: Field required",
    ),
    "empty feedback": (
        "feedback: It counts the first one twice.",
        "feedback: ''",
        "feedback: ''",
        "at least 1 character",
    ),
    "feedback that only says wrong": (
        "feedback: It counts the first one twice.",
        "feedback: 'No, sorry, that is not the right answer.'",
        "feedback: 'No, sorry",
        "only says that the answer is wrong",
    ),
    "a foreseen mistake with next to no feedback": (
        "accept: [an answer]\n",
        "accept: [an answer]\n    mistakes: [{pattern: b, feedback: Near.}]\n",
        "mistakes: [",
        "only says that the answer is wrong",
    ),
    "no word on what is asked": (
        "    asks: judge\n    stem: Which",
        "    stem: Which",
        "- id: first",
        "asks: Field required",
    ),
    "another word for what is asked": ("asks: read", "asks: think", "asks: think", "'recall'"),
    "a mistake's number that is none": (
        "answer: {quantity: incidents-2025}\n",
        "answer: 1\n    mistakes: [{value: {quantity: none}, feedback: You counted all.}]\n",
        "answer: 1",
        "none",
    ),
    "unknown source": (
        "sources: [pca-award-2016]",
        "sources: [nowhere-2016]",
        "sources: [nowhere-2016]",
        "unknown source 'nowhere-2016'",
    ),
    "unknown claim": ("claim: numerous-2025", "claim: none", "claim: none", "unknown claim 'none'"),
    "unknown quantity": (
        "quantity: incidents-2025",
        "quantity: incidents-1999",
        "answer: {",
        "incidents-1999",
    ),
    "unknown mark": ("Which one?", "Which of [=nothing]?", "stem: Which of", "nothing"),
    "unknown cited source": ("Because.", "So [@nobody].", "explanation: So", "nobody"),
    "unknown chart": (
        "stem: Which one?",
        "chart: coercion.nothing\n    stem: Which one?",
        "chart: coercion.nothing",
        "trilateral.charts has no figure",
    ),
    "chart outside the charts": (
        "stem: Which one?",
        "chart: os.system\n    stem: Which one?",
        "chart: os.system",
        "trilateral.charts has no figure",
    ),
    "unknown check": (
        "stem: Which one?",
        "check: nothing\n    stem: Which one?",
        "check: nothing",
        "unknown check 'nothing'",
    ),
    "stale key": (
        "    accept: [an answer]\n",
        "    accept: [an answer]\n" + ORDERING,
        "check: article-order",
        "the data now say",
    ),
    "key far longer": (
        "One of these",
        "One of these, and it is plain from its length alone that it must be",
        "text: One of these",
        "its length gives it away",
    ),
    "distractor far longer": (
        "Another one",
        "Another one, which nobody would take as it goes on and on and on and on",
        "text: Another one",
        "its length gives it away",
    ),
    "script in a stem": (
        "Which one?",
        "Which <script>alert(1)</script>?",
        "stem: Which <script>",
        "raw HTML is shown as text",
    ),
    "an infinite regular expression": (
        "[an answer]",
        "['^(a+)+$']",
        "- id: third",
        "looks like a regular expression",
    ),
    "a pattern for anything": ("[an answer]", "['*']", "- id: third", "would accept any answer"),
    "NaN as answer": ("{quantity: incidents-2025}", ".nan", "answer: .nan", "finite number"),
    "10,000 characters": ("Which one?", "x" * 10_000, "stem: xxx", "at most 2000 characters"),
    "a number as text": ("text: The third", "text: 3", "text: 3", "(put it in quotes)"),
    "a misspelt field": ("stem: How", "stemm: How", "stemm:", "Extra inputs are not permitted"),
    "an unknown type": ("type: text", "type: essay", "- id: third", "does not match any"),
    "a key twice": ("title: A sample", "title: A\ntitle: B", "title: B", "written twice"),
    "anchors": ("title: A sample", "title: *x", "title: *x", "anchors and aliases"),
    "not YAML": ("title: A sample", "title: [", "- id: first", "is not valid YAML"),
    "a Python object": (
        "title: A sample",
        "title: !!python/object/apply:os.system [ls]",
        "title: !!python",
        "title",
    ),
    "another lesson's name": ("99_sample", "98_other", "lesson:", "but the file is called"),
    "too many hints": (
        "stem: Which one?",
        "hints: [a, b, c, d]\n    stem: Which one?",
        "hints: [a",
        "at most 3 items",
    ),
}


def write(folder: Path, text: str) -> Path:
    path = folder / "99_sample.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_when_a_bank_is_good_then_nothing_is_found(tmp_path: Path) -> None:
    assert check_banks([write(tmp_path, GOOD)]) == []


@pytest.mark.parametrize("name", BROKEN)
def test_when_a_bank_is_broken_then_file_and_line_are_named(tmp_path: Path, name: str) -> None:
    before, after, line_text, said = BROKEN[name]
    assert before in GOOD
    text = GOOD.replace(before, after, 1)
    path = write(tmp_path, text)
    line = text[: text.index(line_text)].count("\n") + 1
    findings = check_banks([path])
    assert {each.file for each in findings} == {str(path)}
    assert any(said in each.message and each.line == line for each in findings), findings


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"\xff\xfe", "is not UTF-8"),
        (b"", "valid dictionary"),
        (b"[" * 1_000 + b"]" * 1_000, "nested too deeply"),
        (b"[" * 250_000, "nesting depth"),
        (b"{x: " * 100_000, "nesting depth"),
        (b"a: &a [x]\nb: &b [*a, *a]", "anchors and aliases"),
        (b"x" * 600_000, "at most 500,000"),
        (b"- 1", "valid dictionary"),
        (b"when: 2025-13-45", "is not valid YAML"),
    ],
)
def test_when_a_file_is_not_a_bank_at_all_then_it_says_so(
    tmp_path: Path, raw: bytes, said: str
) -> None:
    path = tmp_path / "99_sample.yaml"
    path.write_bytes(raw)
    assert said in check_banks([path])[0].message


def test_when_two_banks_share_an_id_then_the_later_is_named(tmp_path: Path) -> None:
    one = write(tmp_path, GOOD)
    two = tmp_path / "98_other.yaml"
    two.write_text(GOOD.replace("99_sample", "98_other"))
    findings = check_banks([one, two])
    assert {each.file for each in findings} == {str(two)}
    assert {each.item for each in findings} == {"first", "second", "third"}


def test_when_too_few_items_are_for_discussion_or_a_phone_cannot_show_one_then_it_says_so(
    tmp_path: Path,
) -> None:
    text = GOOD.replace("type: choice", "type: choice\n    discuss: true")
    text = text.replace("type: numeric", "type: numeric\n    discuss: true")
    findings = [str(each) for each in check_banks([write(tmp_path, text)])]
    assert any("second: is for discussion, and a phone can show only" in f for f in findings)
    assert any("2 items have `discuss: true`; a lesson has 3 to 5 of them" in f for f in findings)


def test_when_an_item_is_for_discussion_then_the_page_of_the_quiz_is_as_before() -> None:
    item = next(item for item in load_bank(lesson_banks()[0]).bank.items if item.discuss)
    plain = item.model_copy(update={"discuss": False})
    assert question(Asked("00_start_here", item)) == question(Asked("00_start_here", plain))


def test_when_the_course_is_checked_then_its_banks_are_clean() -> None:
    assert check_banks(bank_paths()) == []


def test_when_the_verb_finds_something_then_it_exits_with_1_and_says_where(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD.replace("claim: numerous-2025", "claim: none", 1))
    result = CliRunner().invoke(app, ["quiz", "check", str(path)])
    assert result.exit_code == 1
    assert f"{path}:9: first: unknown claim 'none'" in result.output
    result = CliRunner().invoke(app, ["quiz", "check", "--json", str(path)])
    assert json.loads(result.output)["findings"][0]["line"] == 9
    assert CliRunner().invoke(app, ["quiz", "check"]).exit_code == 0


def test_when_the_models_change_then_the_schema_for_editors_has_changed_too() -> None:
    kept = (quizzes_dir() / "schema.json").read_text(encoding="utf-8")
    assert kept == schema_text(), (
        "Refresh it: uv run trilateral quiz schema > notebooks/quizzes/schema.json"
    )
    assert CliRunner().invoke(app, ["quiz", "schema"]).output == kept


def test_when_lesson_03_is_counted_then_the_bank_is_what_the_course_promises() -> None:
    items = load_bank(quizzes_dir() / "03_coercion.yaml").bank.firsts
    assert 8 <= len(items) <= 10, "a lesson has time for ten: replace an item, or add to another"
    assert len({item.type for item in items}) >= 5
    assert sum(item.chart is not None for item in items) >= 2
    claims = {claim.id for claim in evidence.claims() if claim.lesson == "coercion"}
    assert {item.claim for item in items} == claims
    assert len(load_bank(quizzes_dir() / "00_start_here.yaml").bank.firsts) == 8


def test_when_a_teacher_adds_an_item_then_a_yaml_edit_is_all(tmp_path: Path) -> None:
    from trilateral.quiz import Quiz  # noqa: PLC0415 -- the learner's own import

    source = quizzes_dir() / "03_coercion.yaml"
    copy = tmp_path / source.name
    shown = (quizzes_dir().parents[1] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    example = shown.split("## Add a quiz item")[1].split("```yaml\n", 1)[1].split("```", 1)[0]
    assert yaml.safe_load(example)
    copy.write_text(source.read_text(encoding="utf-8") + "\n" + example, encoding="utf-8")
    assert check_banks([copy]) == []
    before = len(load_bank(source).bank.firsts)
    assert repr(Quiz("03_coercion", folder=tmp_path)).endswith(f"({before + 1} questions)")
