"""Records as a file: what is exported can be imported, and a malformed file is refused whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import strategies as st

from tests.progress.samples import NAMES, answer, predicted, whole
from tests.quiz.page import gather
from trilateral.records import RecordStore
from trilateral.records.exchange import LONGEST, insert
from trilateral.records.statements import HOME

if TYPE_CHECKING:
    from pathlib import Path

    from tests.quiz.page import Modules

pytestmark = pytest.mark.browser

_ROUND = """
const {exported, imported} = await import("/records/files.js");
return given.map(statements => imported(exported(statements)));
"""
_READ = """
const {imported} = await import("/records/files.js");
return given.map(text => imported(text));
"""
SOUND = json.dumps(predicted(NAMES[0], 0))


def changed(**fields: object) -> str:
    """Return the sound line with other fields, or without those that are None."""
    made = {**json.loads(SOUND), **fields}
    return json.dumps({name: value for name, value in made.items() if value is not None})


def test_when_records_are_exported_then_they_can_be_imported_as_they_were(
    modules: Modules,
) -> None:
    texts = st.text(max_size=30)
    made = st.builds(
        lambda name, words: {**predicted(NAMES[0], 1), "id": f"i{name}", "result": words},
        texts,
        st.dictionaries(texts, texts | st.integers(-99, 99) | st.none(), max_size=3),
    )
    cases = [[*each, *whole(NAMES[1], 2)] for each in gather(st.lists(made, max_size=4), 200)]
    prototype = {**predicted(NAMES[0], 1), "result": {"__proto__": {"text": ""}}}
    sent = json.loads(json.dumps([*cases, [prototype]]))
    for statements, found in zip(sent, modules.run(_ROUND, sent), strict=True):
        assert found == {"statements": statements}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("not json", "it is not JSON; the file may have been cut short or edited"),
        (SOUND[:-5], "it is not JSON; the file may have been cut short or edited"),
        ("[1]", "it is JSON, but not a record"),
        ("null", "it is JSON, but not a record"),
        (changed(id=None), "it has no id"),
        (changed(id=5), "it has no id"),
        (changed(timestamp="soon"), "it does not say when it was made"),
        (changed(timestamp=None), "it does not say when it was made"),
        (changed(verb="judged"), "it does not say what was done"),
        (
            changed(object={"id": "https://example.org/x"}),
            "it is not about anything in this course",
        ),
        (changed(object={"id": {"toString": 1}}), "it is not about anything in this course"),
        (changed(note="x" * 20_000), "it is longer than any record of this course"),
    ],
)
def test_when_a_line_is_malformed_then_the_file_is_refused_with_its_line_and_the_reason(
    modules: Modules, line: str, reason: str
) -> None:
    before, after = f"\ufeff{SOUND}\r\n\n", f"\n{SOUND}\n"
    assert modules.run(_READ, [before + line + after]) == [{"line": 3, "reason": reason}]


def test_when_a_file_holds_no_record_then_it_says_so(modules: Modules) -> None:
    nothing = {"line": 1, "reason": "the file holds no records"}
    assert modules.run(_READ, ["", "\n \n"]) == [nothing] * 2


@pytest.mark.parametrize(("over", "is_taken"), [(-50, True), (50, False)])
def test_when_a_line_is_long_then_page_and_server_agree(
    modules: Modules, tmp_path: Path, over: int, *, is_taken: bool
) -> None:
    line = changed(note="x" * (LONGEST - len(changed(note="").encode()) + over))
    (found,) = modules.run(_READ, [line])
    assert ("statements" in found) is is_taken
    assert (insert(RecordStore(tmp_path), [json.loads(line)]) == []) is is_taken


def test_when_an_answer_is_exported_then_its_place_in_the_course_stays(modules: Modules) -> None:
    (found,) = modules.run(_ROUND, [[answer("00-0", "a", 0)]])
    assert found["statements"][0]["object"]["id"] == f"{HOME}/item/{NAMES[0]}/00-0/1"
