"""Compare our marks, task by task, with those of stock nbgrader, and explain what differs.

A class, all assignments and every answer of the corpus, goes through `trilateral
grade` and through `nbgrader autograde`, each in a tree of its own. A few submissions more each
meet one known defect of nbgrader. A difference that `agreement_cases.py` does not explain ends the
script with 1, and so does an explanation of what does not differ any more.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))  # a script sees its own folder only

from benchmarks.agreement_cases import CASES, NAME, OF_THE_CLASS
from benchmarks.setting import machine, table
from tests.grading.corpus_class import LEARNERS, whole_class
from tests.grading.small_course import write
from tests.grading.stock_nbgrader import BIN, Marks, Stock

if TYPE_CHECKING:
    from collections.abc import Mapping

    Key = tuple[str, str]
    Points = Mapping[str, float | None]


def ours(folder: Path) -> Marks:
    """Grade with `trilateral grade`."""
    command = [str(BIN / "trilateral"), "grade", str(folder / "submitted"), "--json"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- own
    if ran.returncode:
        sys.exit(f"trilateral grade ended with {ran.returncode}\n{ran.stderr}")
    return {
        (one["learner"], one["assignment"]): {mark["task"]: mark["points"] for mark in one["marks"]}
        for one in json.loads(ran.stdout)["graded"]
    }


def nbgraders(stock: Stock, assignments: list[str]) -> Marks:
    """Grade with `nbgrader autograde`: a whole assignment at a time, but cases one by one."""
    for assignment in assignments:
        for words in (("generate_assignment", assignment), ("autograde", assignment)):
            ran = stock.run(*words)
            if ran.returncode:
                sys.exit(f"nbgrader {' '.join(words)} ended with {ran.returncode}\n{ran.stderr}")
    for case in CASES:
        (stock.folder / "later" / case.learner).rename(stock.submitted / case.learner)
        stock.run("autograde", NAME, "--student", case.learner)  # some end with 1
    return stock.marks()


def differing(theirs: Mapping[Key, Points], mine: Mapping[Key, Points]) -> dict[Key, Points]:
    """Return nbgrader's marks where they are not ours, written tasks included."""
    found: dict[Key, Points] = {}
    for key, marks in mine.items():
        other = theirs.get(key, {})
        unlike = {task: other.get(task) for task in marks if other.get(task) != marks[task]}
        if unlike:
            found[key] = unlike
    return found


def faults(theirs: Marks, mine: Marks) -> list[str]:
    """Return what `agreement_cases` does not explain, and what of it is out of date."""
    explained = {**OF_THE_CLASS, **{(case.learner, NAME): case.theirs for case in CASES}}
    found = differing(theirs, mine)
    told = []
    for key in sorted({*found, *explained} & set(mine)):
        now, said = found.get(key, {}), explained.get(key, {})
        for task in {**now, **said}:
            if (task in now, now.get(task)) != (task in said, said.get(task)):
                marks = f"nbgrader {theirs.get(key, {}).get(task)}, ours {mine[key][task]}"
                expected = f"nbgrader {said[task]}" if task in said else "the same"
                told.append(f"{key[1]}  {key[0]}  {task}: {marks}; explained is {expected}")
    told += [  # what is peculiar to a case is all there is to its difference
        f"{case.learner}: our marks are not those of its control, {case.control}"
        for case in CASES
        if mine[case.learner, NAME] != mine[case.control, NAME]
    ]
    return told


def report(theirs: Marks, mine: Marks, corpus: Mapping[Key, Points]) -> None:
    """Print the tables."""
    marks = sum(map(len, corpus.values()))
    print(f"A class: {len(corpus)} submissions, {marks} marks by checks\n")
    rows = [
        [name, str(sum(len(differing(other, {key: mine[key]}).get(key, ())) for key in corpus))]
        for name, other in (
            ("the corpus, without isolation", with_written(corpus, mine)),
            ("nbgrader autograde", theirs),
        )
    ]
    print(table(["ours beside", "marks that differ"], rows), "\n")
    print(f"Known defects: {len(CASES)} more submissions, to {NAME}\n")
    found = differing(theirs, mine)
    for case in CASES:
        unlike = found.get((case.learner, NAME), {})
        given = ", ".join(f"{task} {_said(points)}" for task, points in unlike.items())
        print(f"{case.learner:9}{case.why}\n{'':9}nbgrader: {given or 'as ours'}")


def with_written(corpus: Mapping[Key, Points], mine: Marks) -> dict[Key, Points]:
    """Return the corpus's marks with none for the tasks that a person marks."""
    return {key: dict.fromkeys(mine[key]) | dict(points) for key, points in corpus.items()}


def _said(points: float | None) -> str:
    return "none" if points is None else f"{points:g}"


def main(learners: int) -> None:
    """Grade everything twice, print the tables, and end with 1 if anything is unexplained."""
    handed = [one for one in whole_class() if one.learner in LEARNERS[:learners]]
    print(machine(), "\n")
    with tempfile.TemporaryDirectory(prefix="trilateral-agreement-") as folder:
        mine, other = Path(folder) / "ours", Path(folder) / "nbgraders"
        other.mkdir()
        stock = Stock(other)
        for one in handed:
            one.submit(mine / "submitted")
            one.submit(stock.submitted, typed=True)
        for case in CASES:
            for place in (mine / "submitted", other / "later"):
                write(case.made(), place / case.learner / NAME / f"{NAME}.ipynb")
        marks = ours(mine)
        theirs = nbgraders(stock, sorted({one.assignment for one in handed}))
    corpus = {(one.learner, one.assignment): one.marks() for one in handed}
    report(theirs, marks, corpus)
    told = faults(theirs, marks)
    wrong = differing(marks, with_written(corpus, marks))
    told += [
        f"{name}  {who}: ours, and not the corpus's: {wrong[who, name]}" for who, name in wrong
    ]
    print("\n".join(["", *(told or ["Every difference is explained."])]))
    sys.exit(bool(told))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__,
        epilog="Example: uv run --all-extras python benchmarks/agreement.py 10",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "learners", type=int, nargs="?", default=10, help="learners in the class, at most 10 (10)"
    )
    main(parser.parse_args().learners)
