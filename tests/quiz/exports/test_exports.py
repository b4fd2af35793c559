"""Every shipped question, exported and read back: the same key, fractions and tolerance."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from tests.quiz.exports import moodle_reader, qti_reader
from tests.quiz.samples import ITEMS, SECOND, bank
from trilateral.cli import app
from trilateral.parts.markup import block, inline, plain
from trilateral.quiz.asked import Asked, all_asked
from trilateral.quiz.bank import (
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    ShortText,
    SingleChoice,
)
from trilateral.quiz.exports.moodle import moodle_xml
from trilateral.quiz.exports.qti import qti
from trilateral.quiz.reading import bank_paths, load_bank
from trilateral.quiz.resolving import computed

if TYPE_CHECKING:
    from pathlib import Path

    from trilateral.quiz.bank import Bank, Item

SHIPPED = all_asked()


def name(asked: Asked) -> str:
    return asked.item.id


@pytest.fixture(scope="module")
def banks() -> list[Bank]:
    return [load_bank(path).bank for path in bank_paths()]


@pytest.fixture(scope="module")
def moodle(banks: list[Bank]) -> dict[str, moodle_reader.Asked]:
    return moodle_reader.read(moodle_xml(banks).content)[1]


@pytest.fixture(scope="module")
def canvas(banks: list[Bank]) -> dict[str, qti_reader.Asked]:
    return qti_reader.read(qti(banks).content)[1]


def test_when_the_banks_are_exported_to_moodle_then_every_item_is_there(
    banks: list[Bank], moodle: dict[str, moodle_reader.Asked]
) -> None:
    made = moodle_xml(banks)
    categories, _ = moodle_reader.read(made.content)
    in_two = [one for one in banks if one.items != one.firsts]
    assert len(categories) == len(banks) + len(in_two)
    assert sorted(moodle) == sorted(asked.item.id for asked in SHIPPED)
    assert made.items == len(SHIPPED)
    assert not made.left_out


@pytest.mark.parametrize("asked", SHIPPED, ids=name)
def test_when_an_item_is_read_back_from_moodle_then_its_key_is_the_same(
    asked: Asked, moodle: dict[str, moodle_reader.Asked]
) -> None:
    item, back = asked.item, moodle[asked.item.id]
    assert inline(item.stem) in back.text
    assert block(item.explanation) in back.feedback
    assert back.hints == [block(hint) for hint in item.hints]
    assert bool(back.files) == bool(item.chart)
    assert all(picture.startswith(b"<svg") for picture in back.files.values())
    _same_key(item, back)


def _same_key(item: Item, back: moodle_reader.Asked) -> None:
    match item:
        case SingleChoice() | MultipleChoice():
            share = round(100 / len(item.key), 5)
            wrong = 0 if isinstance(item, SingleChoice) else -share
            assert back.single == isinstance(item, SingleChoice)
            assert back.answers == [
                (inline(one.text), share if one.correct else wrong, inline(one.feedback))
                for one in item.options
            ]
        case Numeric():
            values = [item.answer, *item.also, *(one.value for one in item.mistakes)]
            assert [float(text) for text, _, _ in back.answers] == pytest.approx(values, rel=1e-14)
            right = [100] * (1 + len(item.also))
            assert [fraction for _, fraction, _ in back.answers] == right + [0] * len(item.mistakes)
            assert back.reaches == pytest.approx([item.reach(float(one)) for one in values])  # type: ignore[arg-type]  # computed before
            assert back.unit == item.unit
        case Ordering():
            assert [text for text, _, _ in back.answers] == [
                inline(one.text) for one in item.entries
            ]
            assert all(inline(one.feedback) in back.feedback for one in item.entries)
        case Matching():
            names = {one.id: plain(one.text) for one in item.choices}
            rows = [(inline(one.text), names[one.match]) for one in item.rows]
            spare = [("", names[one.id]) for one in item.choices if one.id not in item.key.values()]
            assert back.pairs == rows + spare
        case ShortText():
            accepted = [(one, 100, "") for one in item.accept]
            wrong_ = [(one.pattern, 0, block(one.feedback)) for one in item.mistakes]
            assert back.answers == accepted + wrong_


def test_when_the_banks_are_exported_to_qti_then_what_is_left_out_is_named(
    banks: list[Bank], canvas: dict[str, qti_reader.Asked]
) -> None:
    made = qti(banks)
    titles, _ = qti_reader.read(made.content)
    assert len(titles) == len(banks)
    assert made.items == len(canvas)
    missing = [asked.item for asked in SHIPPED if asked.item.id not in canvas]
    assert len(made.left_out) == len(missing)
    assert all(isinstance(item, Ordering | ShortText) for item in missing)
    assert all(any(item.id in line for line in made.left_out) for item in missing)


CARRIED = [one for one in SHIPPED if not isinstance(one.item, Ordering | ShortText)]


@pytest.mark.parametrize("asked", CARRIED, ids=name)
def test_when_an_item_is_read_back_from_qti_then_its_key_is_the_same(
    asked: Asked, canvas: dict[str, qti_reader.Asked]
) -> None:
    item, back = asked.item, canvas[asked.item.id]
    assert inline(item.stem) in back.text
    assert block(item.explanation) in back.feedback["general_fb"]
    match item:
        case SingleChoice() | MultipleChoice():
            assert set(back.right) == item.key
            assert back.offered == [one.id for one in item.options]
            assert back.points == [100]
            if isinstance(item, MultipleChoice):
                assert set(back.wrong) == set(back.offered) - item.key
            for one in item.options:
                assert back.feedback[f"{one.id}_fb"] == inline(one.feedback)
        case Numeric():
            answers = [computed(item, item.answer), *item.also]
            assert [float(text) for text in back.right] == pytest.approx(answers, rel=1e-14)
            bounds = [(one - item.reach(one), one + item.reach(one)) for one in answers]
            assert back.bounds == [pytest.approx(each) for each in bounds]
            assert back.points == [100] * len(answers)
        case Matching():
            assert back.right == [one.match for one in item.rows]
            assert sum(back.points) == pytest.approx(100, abs=0.05)
        case _:
            raise AssertionError(item)


def test_when_a_text_has_no_wildcard_then_canvas_gets_it(banks: list[Bank]) -> None:
    item = next(one.item for one in SHIPPED if isinstance(one.item, ShortText))
    exact = item.model_copy(update={"accept": ("Washington", "Washington, D.C.")})
    changed = banks[0].model_copy(update={"items": (exact,)})
    _, back = qti_reader.read(qti([changed]).content)
    assert back[item.id].right == ["Washington", "Washington, D.C."]
    assert back[item.id].kind == "short_answer_question"


def in_two_forms() -> Bank:
    return bank([*ITEMS[:2], SECOND])


def test_when_an_item_has_two_forms_then_moodle_can_draw_one_by_their_tag() -> None:
    made = moodle_xml([in_two_forms()])
    place = "$course$/top/Promises to Power/99_sample A sample"
    assert moodle_reader.read(made.content)[0] == [place, f"{place}/Second forms"]
    tags = {
        question.findtext("name/text"): {tag.text for tag in question.iterfind("tags/tag/text")}
        for question in ET.fromstring(made.content)  # noqa: S314 -- our own file
    }
    assert {name for name, each in tags.items() if "form-one" in each} == {"one", "one-again"}
    assert made.items == 3


def test_when_an_item_has_two_forms_then_canvas_asks_one_of_them() -> None:
    with zipfile.ZipFile(io.BytesIO(qti([in_two_forms()]).content)) as archive:
        root = ET.fromstring(archive.read("99_sample/99_sample.xml"))  # noqa: S314 -- our own file
    (pool,) = root.iterfind(f".//{qti_reader.QTI}section/{qti_reader.QTI}section")
    asked = [item.get("ident") for item in pool.iterfind(f"{qti_reader.QTI}item")]
    assert asked == ["one", "one-again"]
    assert pool.findtext(f".//{qti_reader.QTI}selection_number") == "1"


@pytest.mark.parametrize(
    ("form", "file"), [("moodle-xml", "quiz-moodle.xml"), ("qti", "quiz-qti.zip")]
)
def test_when_the_verb_runs_then_it_writes_the_file_and_says_what_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, file: str
) -> None:
    monkeypatch.chdir(tmp_path)
    bank = bank_paths()[3]
    done = CliRunner().invoke(app, ["quiz", "export", str(bank), "--to", form])
    assert done.exit_code == 0, done.output
    assert "note      A chart becomes a picture and a table" in done.stdout
    assert f"questions in {file}" in done.stdout
    assert ("left out  03_coercion: coercion-order" in done.stdout) == (form == "qti")
    assert (tmp_path / file).stat().st_size > 1000
    again = CliRunner().invoke(app, ["quiz", "export", str(bank), "--to", form, "--file", "again"])
    assert again.exit_code == 0
    assert (tmp_path / file).read_bytes() == (tmp_path / "again").read_bytes()
    assert zipfile.is_zipfile(tmp_path / file) == (form == "qti")
