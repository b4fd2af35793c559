"""What a class gained, in the sentences of the command line and the instructor's notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trilateral.grading.items.gain import ENOUGH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trilateral.grading.items.gain import Aim, Gain, Sureness
    from trilateral.models.reliability import Estimate

LEVELS = {"guess": "a guess", "fairly": "fairly sure", "sure": "sure"}


def lines(gain: Gain) -> Iterator[str]:
    """Yield what there is to say, a sentence or a figure a line."""
    yield f"{gain.pairs} of {gain.learners} learners took both tests whole."
    if not gain.enough:
        yield (
            f"Fewer than {ENOUGH} learners are too few to tell a gain from chance, so gain, "
            "confidence and objectives are not reported."
        )
        return
    yield f"Right of {gain.cases}: {gain.before:.1f} before, {gain.after:.1f} after."
    yield from _gain(gain)
    for each in gain.sureness:
        if each.answers:
            yield _sureness(each)
    weak = [aim for aim in gain.aims if aim.flag]
    for aim in weak:
        yield _aim(aim, gain.pairs)
    if not weak:
        yield "No objective stayed weak."


def _gain(gain: Gain) -> Iterator[str]:
    if gain.gain is None:
        yield (
            "Gain, difficulty of the forms and chance cannot be told apart: all learners "
            "began with the same form, or all who did gained the same."
        )
        return
    low, high = gain.gain.low, gain.gain.high
    verdict = "more than chance" if low > 0 else "a loss" if high < 0 else "chance could explain it"
    within = f"95 % {low:+.1f} to {high:+.1f}"
    yield f"Gain {gain.gain.value:+.1f} ({within}), forms allowed for: {verdict}."
    began = f"{gain.seconds} of {gain.pairs} began with the second form"
    yield f"Second form less first: {gain.easier:+.1f} right; {began}."


def _sureness(each: Sureness) -> str:
    words = f"{each.right} of {each.answers} right{_within(each.share)}"
    return f"{LEVELS[each.confidence]}, {each.occasion}: {words}"


def _aim(aim: Aim, pairs: int) -> str:
    counts = f"right {aim.before} before, {aim.after} of {pairs} after{_within(aim.share)}"
    return f"{aim.flag}: {aim.objective} ({counts})"


def _within(share: Estimate | None) -> str:
    return "" if share is None else f", 95 % from {share.low:.0%} to {share.high:.0%}"
