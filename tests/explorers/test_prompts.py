"""The explorer's own words answer what a lesson asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.explorers.hands import choose, made
from trilateral import explorers

if TYPE_CHECKING:
    from collections.abc import Callable

    from trilateral.parts import Part

PROMPTS: list[tuple[str, Callable[[], Part], dict[str, object], list[str]]] = [
    # Lesson 01
    (
        "What would you have to find to change a cross into a square?",
        explorers.commitments,
        {"pillar": "energy_climate"},
        ["no trace found, 3", "A source that reports the act and its date"],
    ),
    (
        "Which promises were kept by something that had begun before the leaders met?",
        explorers.commitments,
        {"outcome": "delivered"},
        ["Begun before the leaders met: joint training of the navies and an exercise of the coast"],
    ),
    (
        "Find one event that is counted for two promises.",
        explorers.commitments,
        {"outcome": "delivered"},
        ["The event of 20 June 2025 is counted for two promises."],
    ),
    # Lesson 02
    (
        "A soldier has an accident on a free evening: whose courts go first? What decides?",
        explorers.clause_finder,
        {"situation": "off-duty-accident"},
        ["split by duty status", "the receiving state goes first for other offences"],
    ),
    (
        "A lorry breaks a wall on exercise: who pays?",
        explorers.clause_finder,
        {"situation": "on-duty-damage"},
        ["Settles who pays for damage", "Text not seen"],
    ),
    (
        "A coast guard ship joins a sail. Is its crew a “visiting force”?",
        explorers.clause_finder,
        {"situation": "coast-guard"},
        ["coast guards are not 'Forces' (our inference)"],
    ),
    (
        "A government wants to leave the treaty. What can you honestly answer?",
        explorers.clause_finder,
        {"situation": "leaving"},
        ["confidence low", "not found in any source opened"],
    ),
    (
        "Why would it be wrong to answer these 5 situations from memory of other treaties?",
        explorers.clause_finder,
        {"which": "near"},
        ["No provision in this record covers this situation", "5 in the list"],
    ),
    (
        "The relief after Typhoon Haiyan: what was in force between Japan and the Philippines?",
        explorers.which_instrument,
        {"activity": "ms-01"},
        ["not yet under negotiation", "Other instruments in force between the two: none"],
    ),
    (
        "Balikatan 2025: in law and in number?",
        explorers.which_instrument,
        {"activity": "balikatan-2025"},
        ["was signed but not in force", "About 150 SDF members"],
    ),
    (
        "Balikatan 2026: in law and in number?",
        explorers.which_instrument,
        {"activity": "balikatan-2026"},
        ["was in force", "About 1,400 from all three SDF services"],
    ),
    (
        "KAMANDAG in 2018: what was in force, and what did the Japanese do on land?",
        explorers.which_instrument,
        {"activity": "de10"},
        ["not yet under negotiation", "came ashore in a relief scenario"],
    ),
    (
        "KAMANDAG in 2023: what was in force, and what did the Japanese do on land?",
        explorers.which_instrument,
        {"activity": "de82"},
        ["the Japan-Philippines access agreement was", "coastal defence training in Palawan"],
    ),
    (
        "KAMANDAG in 2025: what was in force, and what did the Japanese do on land?",
        explorers.which_instrument,
        {"activity": "de83"},
        ["was signed but not in force", "fully integrated amphibious partner"],
    ),
    (
        "The first use, on 7 October 2025: had there been an exercise of this kind before?",
        explorers.which_instrument,
        {"activity": "ms-23"},
        ["The same exercise series had run since 2017 without the RAA"],
    ),
    # Lesson 03
    (
        "Read the incident of 17 June 2024 at Second Thomas Shoal first.",
        explorers.accounts,
        {"incident": "inc-2024-06-17-second-thomas"},
        ["17 June 2024, Second Thomas Shoal", "boarding", "both governments' accounts"],
    ),
    # Lesson 05
    (
        "Which link could you take away and leave the least to explain?",
        explorers.without,
        {"mandate": False},
        ["Without the mandate: 4 of 5 pieces", "1 would need another explanation"],
    ),
    (
        "Which side is heard most in this record, and which least?",
        explorers.voices,
        {},
        [
            "Heard: Philippines: lawmakers, groups and papers that ask or object, 9;",
            "; Taiwan: government and scholars, 2.",
        ],
    ),
    # Lesson 06
    (
        "What does each story leave out?",
        explorers.stories,
        {"story": "taiwan"},
        ["Taiwan first: 7 claims. It leaves out the law and the parliaments."],
    ),
]


@pytest.mark.parametrize(
    ("build", "values", "answer"),
    [prompt[1:] for prompt in PROMPTS],
    ids=[prompt[0] for prompt in PROMPTS],
)
def test_when_a_lesson_asks_then_the_sentence_answers(
    build: Callable[[], Part], values: dict[str, object], answer: list[str]
) -> None:
    sentence = choose(made(build), **values).sentence

    assert [words for words in answer if words not in sentence] == [], sentence
