"""Find what is wrong with question banks, beyond what their models refuse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from trilateral import evidence
from trilateral.errors import TrilateralError
from trilateral.parts.markup import RAW_HTML, marks, plain
from trilateral.quiz import checks, figures, forms, recounts, timelines  # noqa: F401 -- they enter checks
from trilateral.quiz.bank import (
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    ShortText,
    SingleChoice,
)
from trilateral.quiz.errors import BankError, Finding
from trilateral.quiz.reading import Loaded, load_bank
from trilateral.quiz.resolving import resolved

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from trilateral.quiz.bank import Item, WrongNumber, WrongText

_Place = tuple[str | int, ...]
_TELL_SHARE = 1.4
_TELL_MORE = 20
"""An option stands out when it is this much longer, in share and in characters, than the rest."""
_FEWEST_WORDS = 4
_FEWEST_DISCUSSED = 3
_MOST_DISCUSSED = 5
"""Items of a lesson that a class may argue about: some to choose from, all of them good."""
_VERDICTS = re.compile(
    r"(?:\W|\b(?:a|again|an|answer|be|but|choice|correct|false|incorrect|is|it|look|no|nope|not|one|"
    r"option|please|right|so|sorry|that|the|think|this|true|try|unfortunately|wrong|yes)\b)*",
    re.IGNORECASE,
)
"""Words that say that an answer is wrong, and nothing of the mistake that leads to it."""


def check_banks(paths: Sequence[Path]) -> list[Finding]:
    """Return everything to correct in the banks at `paths`, by file and line."""
    findings: list[Finding] = []
    loaded: list[Loaded] = []
    for path in paths:
        try:
            loaded.append(load_bank(path))
        except BankError as error:
            findings += error.findings
    for bank in loaded:
        for number, item in enumerate(bank.bank.items):
            findings += [
                Finding(str(bank.path), bank.line("items", number, *place), message, item.id)
                for place, message in _item(item, bank, number)
            ]
        findings += [
            Finding(str(bank.path), bank.line("items", number, "form_of"), message, item.id)
            for number, item in enumerate(bank.bank.items)
            for message in forms.problems(item, bank.bank)
        ]
        findings += _discussed(bank)
    return sorted({*findings, *_twice(loaded)})


def _discussed(bank: Loaded) -> Iterator[Finding]:
    """Yield when the items for discussion can't be shown on a phone, or are too few or too many."""
    numbers = [number for number, item in enumerate(bank.bank.items) if item.discuss]
    for number in numbers:
        item = bank.bank.items[number]
        if not isinstance(item, SingleChoice | MultipleChoice):
            message = "is for discussion, and a phone can show only choices there; take another"
            yield Finding(str(bank.path), bank.line("items", number, "discuss"), message, item.id)
    if numbers and not _FEWEST_DISCUSSED <= len(numbers) <= _MOST_DISCUSSED:
        message = (
            f"{len(numbers)} items have `discuss: true`; a lesson has {_FEWEST_DISCUSSED} to "
            f"{_MOST_DISCUSSED} of them, or none"
        )
        yield Finding(str(bank.path), bank.line("items", numbers[-1], "discuss"), message)


def _twice(banks: Sequence[Loaded]) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for bank in banks:
        for number, item in enumerate(bank.bank.items):
            line = bank.line("items", number, "id")
            if item.id in seen:
                message = f"id {item.id!r} is already used at {seen[item.id]}"
                yield Finding(str(bank.path), line, message, item.id)
            seen.setdefault(item.id, f"{bank.path}:{line}")


def _item(item: Item, bank: Loaded, number: int) -> Iterator[tuple[_Place, str]]:
    """Yield each problem of an item with its place inside the item."""
    texts = [
        (place[2:], text) for place, text in bank.texts.items() if place[:2] == ("items", number)
    ]
    broken = list(_marks(texts))
    yield from broken
    yield from _references(item)
    yield from _unhelpful(item)
    if not broken:
        yield from _tell_tale(item)
    for place, text in texts:
        if RAW_HTML.search(text):
            yield place, "raw HTML is shown as text; write Markdown"


def _references(item: Item) -> Iterator[tuple[_Place, str]]:
    ids = set(evidence.load("sources")["id"].astype(str))
    if item.claim not in {claim.id for claim in evidence.ledger()}:
        yield ("claim",), f"unknown claim {item.claim!r} (see data/claims.csv)"
    cited: list[tuple[_Place, str]]
    cited = [(("sources", n), source) for n, source in enumerate(item.sources)]
    if isinstance(item, SingleChoice | MultipleChoice):
        cited += [
            (("options", n, "source"), option.source)
            for n, option in enumerate(item.options)
            if option.source
        ]
    for place, source in cited:
        if source not in ids:
            yield place, f"unknown source {source!r} (see data/sources.csv)"
    yield from _computed(item)


def _computed(item: Item) -> Iterator[tuple[_Place, str]]:
    """Yield what is wrong with the chart, the computed answer and the check."""
    if item.chart:
        try:
            figures.figure(item.chart)
        except TrilateralError as error:
            yield ("chart",), str(error)
    try:
        whole = resolved(item)
    except TrilateralError as error:
        yield ("answer",), str(error)
        return
    if item.check is None:
        return
    if item.check not in checks.CHECKS:
        yield ("check",), f"unknown check {item.check!r}; there are: {', '.join(checks.CHECKS)}"
        return
    key = checks.CHECKS[item.check]()
    if not checks.agrees(whole, key):
        value = sorted(key) if isinstance(key, set) else key
        yield ("check",), f"the key is out of date: the data now say {value}"


def _marks(texts: Sequence[tuple[_Place, str]]) -> Iterator[tuple[_Place, str]]:
    for place, text in texts:
        for sign, name in marks(text):
            try:
                evidence.quantity(name) if sign == "=" else evidence.source(name)
            except TrilateralError as error:
                yield place, str(error)


def _unhelpful(item: Item) -> Iterator[tuple[_Place, str]]:
    """Yield when feedback on a wrong answer doesn't name the mistake, as far as words show it."""
    for place, feedback in _on_mistakes(item):
        if len(feedback.split()) < _FEWEST_WORDS or _VERDICTS.fullmatch(feedback):
            yield (
                (*place, "feedback"),
                "this feedback only says that the answer is wrong; name the mistake behind it",
            )


def _on_mistakes(item: Item) -> Iterator[tuple[_Place, str]]:
    """Yield the feedback on each wrong option or foreseen mistake, with its place."""
    match item:
        case SingleChoice() | MultipleChoice():
            for n, option in enumerate(item.options):
                if not option.correct:
                    yield ("options", n), option.feedback
        case Numeric() | ShortText():
            mistakes: tuple[WrongNumber | WrongText, ...] = item.mistakes
            for n, mistake in enumerate(mistakes):
                yield ("mistakes", n), mistake.feedback
        case Ordering() | Matching():
            pass
        case _:
            assert_never(item)


def _tell_tale(item: Item) -> Iterator[tuple[_Place, str]]:
    """Yield when the longest option gives the key away, or stands out beside it."""
    if not isinstance(item, SingleChoice | MultipleChoice):
        return
    sizes = {n: len(plain(option.text)) for n, option in enumerate(item.options)}
    right = max(size for n, size in sizes.items() if item.options[n].correct)
    wrong = max(size for n, size in sizes.items() if not item.options[n].correct)
    longer, other = ("right", wrong) if right > wrong else ("wrong", right)
    size = max(right, wrong)
    if size > other * _TELL_SHARE and size - other > _TELL_MORE:
        place = next(n for n, length in sizes.items() if length == size)
        yield (
            ("options", place, "text"),
            (
                f"the longest {longer} option has {size} characters, the longest of the others "
                f"{other}: its length gives it away"
            ),
        )
