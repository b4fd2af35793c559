"""The fixed words of the quiz's interface, in the learner's language; the page fills them in."""

from __future__ import annotations

from trilateral.quiz.words import _


def asking() -> dict[str, str]:
    """Return what is on a question and its controls."""
    return {
        "question": _("Question {number} of {count}"),
        "answer": _("Your answer"),
        "check": _("Check"),
        "choose": _("Choose…"),
        "confidence": _("How sure are you? (optional)"),
        "guess": _("A guess"),
        "fairly": _("Fairly sure"),
        "sure": _("Sure"),
        "up": _("Move up"),
        "down": _("Move down"),
        "position": _("Position of {entry}"),
        "moved": _("{entry}: now in position {position} of {count}."),
        "finished": _("This question is finished."),
        "hint": _("Hint {number} of {count}"),
        "hints": _("Hints"),
        "noHints": _("No more hints"),
        "table": _("The table behind the chart"),
        "inWords": _("The chart in words"),
    }


def outcomes() -> dict[str, str]:
    """Return what is said about an answer."""
    return {
        "spoken": _("Question {number}:"),
        "correct": _("Correct."),
        "partly": _("Partly correct ({percent} %)."),
        "incorrect": _("Not correct."),
        "oneMore": _("You have one more try."),
        "below": _("The explanation is below."),
        "review": _("Marked for review."),
        "surprise": _(
            "You were sure of an answer that was wrong. That happens to everyone, and such "
            "surprises are remembered best. It is marked for review."
        ),
        "isRight": _("Correct"),
        "isWrong": _("Not correct"),
        "isMissed": _("Right, but not chosen"),
        "isLeft": _("Rightly left out"),
        "right": _("Right: {key}."),
        "sources": _("Sources:"),
    }


def problems() -> dict[str, str]:
    """Return why an answer can't be read."""
    return {
        "chooseFirst": _("Choose an answer first."),
        "chooseSome": _("Choose at least one answer first."),
        "typeFirst": _("Type an answer first."),
        "everyEntry": _("Put every entry in its place first."),
        "everyRow": _("Choose a match for every row first."),
        "notOffered": _("That answer is not on offer here. Choose one that is."),
        "tooMany": _("That answer has more parts than the question."),
        "twice": _("That answer names the same part twice."),
        "noRow": _("That answer names a row that is not here."),
        "longText": _("That answer has {count} characters; at most {most} are read."),
        "longNumber": _("That answer has {count} characters; a number needs only a few."),
        "noNumber": _("No number was given yet."),
        "notNumber": _("Could not read “{text}” as a number. Write it in digits, e.g. 12.5."),
        "otherUnit": _("Could not read “{text}” after the number. The unit here is {unit}."),
        "afterNumber": _("Could not read “{text}” after the number. Write the number alone."),
        "notOneNumber": _(
            "Could not read “{text}” as one number. Commas or spaces may separate groups of three "
            "digits; the decimal sign is a point."
        ),
        "largeNumber": _("“{text}” is too large a number."),
    }


def quiz() -> dict[str, str]:
    """Return every word that a question needs."""
    return asking() | outcomes() | problems()


def before_after() -> dict[str, str]:
    """Return every word that the test before and after the course needs."""
    return quiz() | {
        "question": _("Case {number} of {count}"),
        "spoken": _("Case {number}:"),
        "check": _("Save and continue"),
        "kept": _("Saved."),
        "finished": _("This answer is saved already."),
        "review": "",
        "surprise": _("You were sure of an answer that was wrong. Such surprises teach most."),
        "answers": _("The twelve cases, with your answers and the reasons"),
        "first": _("lesson 00"),
        "second": _("lesson 06"),
    }
