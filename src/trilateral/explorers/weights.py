"""What the learner's weights make of the evidence: records on one side, Bayes on the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from trilateral import evidence
from trilateral.models import bayes
from trilateral.records import Opinions

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Account:
    """One explanation of the deployment."""

    name: str
    says: str


CHAIN: Final = "chain"
ACCOUNTS: Final = {
    CHAIN: Account(
        "The article's chain",
        "The summit gave the mandate, the agreement made it lawful, the coercion of 2025 made it "
        "urgent, and new money made it possible.",
    ),
    "habit": Account(
        "Earlier plans, slow habit",
        "Officials and forces were on this road long before, and each year went one step on.",
    ),
    "taiwan": Account(
        "The Taiwan contingency",
        "The three governments prepared, first of all, for a crisis over Taiwan.",
    ),
    "burden": Account(
        "Burden sharing, home politics",
        "Washington wanted its partners to do more, and leaders in Tokyo and Manila had reasons "
        "of their own at home.",
    ),
}
"""The accounts of the main cause: the article's and three rivals of the claim ledger."""
STEPS: Final = {
    "0.05": "almost surely not (5 %)",
    "0.2": "rather not (20 %)",
    "0.5": "as likely as not (50 %)",
    "0.8": "rather yes (80 %)",
    "0.95": "almost surely yes (95 %)",
}
EVEN: Final = "0.5"
PRIORS: Final = {
    "0.25": "25 %: the same as each rival",
    "0.1": "10 %: I doubted it",
    "0.4": "40 %: a little ahead",
    "0.7": "70 %: I believed it",
}
_PRIOR: Final = "prior"


@dataclass(frozen=True)
class Piece:
    """A piece of evidence with the learner's weights."""

    id: str
    link: str
    title: str
    words: str
    without_link: bool
    rows: tuple[str, ...]
    source_ids: tuple[str, ...]
    likelihoods: Mapping[str, float]
    """p(piece | account) for each account."""
    called: str
    """The test the learner takes it for; empty if none was named."""
    weighed: bool
    """Whether the learner has said anything of it, be it that it fits all accounts alike."""

    @property
    def moves(self) -> bool:
        """Whether any account makes it likelier than another."""
        return len(set(self.likelihoods.values())) > 1

    @property
    def otherwise(self) -> float:
        """How likely the piece is if the chain is not the main cause: the rivals' mean."""
        rivals = [value for key, value in self.likelihoods.items() if key != CHAIN]
        return sum(rivals) / len(rivals)

    @property
    def ratio(self) -> float:
        """How many times as likely it is under the chain as under its rivals."""
        return bayes.likelihood_ratio(self.likelihoods[CHAIN], self.otherwise)

    @property
    def test(self) -> bayes.Test:
        """The test that the learner's numbers make of it, for the chain."""
        return bayes.classify(self.likelihoods[CHAIN], self.otherwise)

    @property
    def verdict(self) -> str:
        """What the learner's numbers make of it: a test for the chain, or what else it does."""
        if not self.moves:
            return "moves nothing"
        return self.test.value if self.ratio >= 1 else "against the chain"


class Weights:
    """The learner's weights, kept in the records."""

    def __init__(self) -> None:
        self._numbers = Opinions("weight", "synthesis", only={*STEPS, *PRIORS})
        self._tests = Opinions("test", "synthesis", only={test.value for test in bayes.Test})

    @property
    def notice(self) -> str:
        """One line for the learner when weights can't be saved; else empty."""
        return self._numbers.notice or self._tests.notice

    @property
    def prior(self) -> str:
        """The learner's first belief in the chain, a key of `PRIORS`."""
        found = self._numbers.all().get(_PRIOR, "")
        return found if found in PRIORS else next(iter(PRIORS))

    def keep_prior(self, prior: str) -> None:
        """Remember the first belief in the chain."""
        if prior != self.prior:
            self._numbers.keep({_PRIOR: prior})

    def keep(self, piece: str, likelihoods: Mapping[str, str], test: str) -> None:
        """Remember what the learner makes of a piece; what is even needs no record."""
        said = {f"{piece}/{key}": "" if v == EVEN else v for key, v in likelihoods.items()}
        self._numbers.keep(said)
        self._tests.keep({piece: test})

    def of(self, piece: str) -> tuple[dict[str, str], str]:
        """Return a piece's likelihoods, as keys of `STEPS`, and the test it is taken for."""
        return _likelihoods(piece, self._numbers.all()), self._tests.all().get(piece, "")

    def pieces(self) -> list[Piece]:
        """Return every piece of evidence with the learner's weights."""
        numbers, tests = self._numbers.all(), self._tests.all()
        return [
            Piece(
                id=str(row["id"]),
                link=str(row["link"]),
                title=str(row["title"]),
                words=str(row["evidence"]),
                without_link=bool(row["without_link"]),
                rows=row["rows"],
                source_ids=row["source_ids"],
                likelihoods={
                    key: float(value) for key, value in _likelihoods(row["id"], numbers).items()
                },
                called=tests.get(row["id"], ""),
                weighed=row["id"] in tests or any(f"{row['id']}/{a}" in numbers for a in ACCOUNTS),
            )
            for row in evidence.load("weighing").to_dict("records")
        ]

    def priors(self) -> dict[str, float]:
        """Return the belief in each account before the evidence; rivals share what is left."""
        chain = float(self.prior)
        rest = (1 - chain) / (len(ACCOUNTS) - 1)
        return {key: chain if key == CHAIN else rest for key in ACCOUNTS}

    def posterior(self) -> dict[str, float]:
        """Return the belief in each account after the evidence."""
        return bayes.posterior(self.priors(), [piece.likelihoods for piece in self.pieces()])


def _likelihoods(piece: str, numbers: Mapping[str, str]) -> dict[str, str]:
    chosen = {key: numbers.get(f"{piece}/{key}", EVEN) for key in ACCOUNTS}
    return {key: value if value in STEPS else EVEN for key, value in chosen.items()}
