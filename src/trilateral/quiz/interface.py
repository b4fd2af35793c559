"""The fixed words of the quiz's interface, which the page fills in."""

from __future__ import annotations


def asking() -> dict[str, str]:
    """Return what is on a question and its controls."""
    return {
        "question": "Question {number} of {count}",
        "answer": "Your answer",
        "check": "Check",
        "choose": "Choose…",
        "confidence": "How sure are you? (optional)",
        "guess": "A guess",
        "fairly": "Fairly sure",
        "sure": "Sure",
        "up": "Move up",
        "down": "Move down",
        "position": "Position of {entry}",
        "moved": "{entry}: now in position {position} of {count}.",
        "finished": "This question is finished.",
        "hint": "Hint {number} of {count}",
        "hints": "Hints",
        "noHints": "No more hints",
        "table": "The table behind the chart",
        "inWords": "The chart in words",
    }


def outcomes() -> dict[str, str]:
    """Return what is said about an answer."""
    return {
        "spoken": "Question {number}:",
        "correct": "Correct.",
        "partly": "Partly correct ({percent} %).",
        "incorrect": "Not correct.",
        "oneMore": "You have one more try.",
        "below": "The explanation is below.",
        "review": "Marked for review.",
        "surprise": (
            "You were sure of an answer that was wrong. That happens to everyone, and such "
            "surprises are remembered best. It is marked for review."
        ),
        "isRight": "Correct",
        "isWrong": "Not correct",
        "isMissed": "Right, but not chosen",
        "isLeft": "Rightly left out",
        "right": "Right: {key}.",
        "sources": "Sources:",
    }


def problems() -> dict[str, str]:
    """Return why an answer can't be read."""
    return {
        "chooseFirst": "Choose an answer first.",
        "chooseSome": "Choose at least one answer first.",
        "typeFirst": "Type an answer first.",
        "everyEntry": "Put every entry in its place first.",
        "everyRow": "Choose a match for every row first.",
        "notOffered": "That answer is not on offer here. Choose one that is.",
        "tooMany": "That answer has more parts than the question.",
        "twice": "That answer names the same part twice.",
        "noRow": "That answer names a row that is not here.",
        "longText": "That answer has {count} characters; at most {most} are read.",
        "longNumber": "That answer has {count} characters; a number needs only a few.",
        "noNumber": "No number was given yet.",
        "notNumber": "Could not read “{text}” as a number. Write it in digits, e.g. 12.5.",
        "otherUnit": "Could not read “{text}” after the number. The unit here is {unit}.",
        "afterNumber": "Could not read “{text}” after the number. Write the number alone.",
        "notOneNumber": (
            "Could not read “{text}” as one number. Commas or spaces may separate groups of three "
            "digits; the decimal sign is a point."
        ),
        "largeNumber": "“{text}” is too large a number.",
    }


def quiz() -> dict[str, str]:
    """Return every word that a question needs."""
    return asking() | outcomes() | problems()


def before_after() -> dict[str, str]:
    """Return every word that the test before and after the course needs."""
    return quiz() | {
        "question": "Case {number} of {count}",
        "spoken": "Case {number}:",
        "check": "Save and continue",
        "kept": "Saved.",
        "finished": "This answer is saved already.",
        "review": "",
        "surprise": "You were sure of an answer that was wrong. Such surprises teach most.",
        "answers": "The twelve cases, with your answers and the reasons",
        "first": "lesson 00",
        "second": "lesson 06",
    }
