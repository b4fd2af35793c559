"""What an exercise's corpus lacks, said so that one knows what to add and where."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from trilateral.assignments.corpus import Answer, Answers

NEEDED: Final = {"right": 1, "wrong": 3, "raises": 2}
"""Answers under each key; one that is chosen without code has nothing to stop."""


def lacking(
    corpus: Mapping[str, Answers], tasks: Collection[str], chosen: Collection[str] = ()
) -> Iterator[str]:
    """Yield what is missing or too much in a corpus.

    Parameters
    ----------
    corpus
        The answers of ``corpus.yaml``, by task.
    tasks
        The exercise's tasks with checks.
    chosen
        Those of them without code.
    """
    for task in tasks:
        if task not in corpus:
            yield f"{task} is not in corpus.yaml; add it, with answers under {_keys()}"
    for task, answers in corpus.items():
        if task not in tasks:
            yield f"{task} is in corpus.yaml, but the exercise has no such task; remove it"
            continue
        for key, needed in NEEDED.items():
            given: tuple[Answer, ...] = getattr(answers, key)
            if len(given) < needed and not (key == "raises" and task in chosen):
                yield (
                    f"{task} has {len(given)} {'answer' if len(given) == 1 else 'answers'} under "
                    f"`{key}:` in corpus.yaml; it needs {needed}"
                )
            if key != "right":
                yield from _twice(task, key, given)


def _twice(task: str, key: str, answers: tuple[Answer, ...]) -> Iterator[str]:
    for says, times in Counter(answer.says for answer in answers).items():
        if times > 1:
            yield (
                f"{task} has {times} answers with `says: {says}` under `{key}:` in corpus.yaml; "
                "each needs a message of its own"
            )


def _keys() -> str:
    return ", ".join(f"`{key}:` ({needed})" for key, needed in NEEDED.items())
