"""Explorers of lesson 05: the evidence weigher, the chain with links switched off, the voices."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from trilateral import evidence
from trilateral.charts.chain import LINKS
from trilateral.charts.synthesis.bars import Bar, bars
from trilateral.charts.synthesis.svg import percent
from trilateral.explorers.explorer import Explorer, Values, View, checkbox, select
from trilateral.explorers.weights import ACCOUNTS, CHAIN, EVEN, PRIORS, STEPS, Piece, Weights
from trilateral.models.bayes import Test

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_OF: Final = "of"
"""Key of the piece that the likelihoods on the page belong to."""
TESTS: Final = {
    Test.HOOP: "Hoop: it had to be there if the chain is true",
    Test.SMOKING_GUN: "Smoking gun: hardly to be found unless the chain is true",
    Test.STRAW_IN_THE_WIND: "Straw in the wind: it may be there either way",
    Test.DOUBLY_DECISIVE: "Doubly decisive: there if the chain is true, and only then",
}
SPARE: Final = tuple(link for link in LINKS if link != "outcome")
"""The links that can be switched off."""
NAMES: Final = {**LINKS, "catalyst": "Catalyst: coercion in 2025"}
"""The links as they are switched off: pressure before 2025 is no part of the article's catalyst."""


def weigh() -> Explorer:
    """Return the evidence weigher: a piece, what each account makes of it, and what follows."""
    weights = Weights()
    pieces = weights.pieces()

    def show(values: Values) -> View:
        piece = values["piece"]
        if values.get(_OF) == piece:
            weights.keep(piece, {key: values[key] for key in ACCOUNTS}, values["test"])
        weights.keep_prior(values["prior"])
        likelihoods, test = weights.of(piece)
        now = weights.pieces()
        this = next(each for each in now if each.id == piece)
        before, after = weights.priors(), weights.posterior()
        said = f"{_weighed(now, before, after)} {_read(this)} {weights.notice}"
        return View(
            summary=said.strip(),
            html=_evidence(this) + _balance(before, after) + _ledger(now),
            options={"piece": [(each.id, _entry(each)) for each in now]},
            values={_OF: piece, "test": test, **likelihoods},
        )

    controls = [
        select("piece", "Piece of evidence", [(p.id, _entry(p)) for p in pieces], wide=True),
        select("test", "Which test is it for the chain?", _choices(), wide=True),
        *(
            select(key, f"If “{a.name}” is the main cause, would you expect this?", _steps(), EVEN)
            for key, a in ACCOUNTS.items()
        ),
        select(
            "prior",
            "Before any evidence: how likely was it that the chain is the main cause?",
            list(PRIORS.items()),
            weights.prior,
            wide=True,
        ),
    ]
    return Explorer("The evidence weigher", controls, show)


def without() -> Explorer:
    """Return the chain with links to switch off, and what would then need another cause."""
    pieces = Weights().pieces()

    def show(values: Values) -> View:
        off = [link for link in SPARE if not values[link]]
        boxes = "".join(_box(link, on=link not in off) for link in LINKS)
        parts = "".join(_gap(link, pieces) for link in off)
        return View(_missing(off, pieces), f'<ol class="links">{boxes}</ol>{parts}')

    controls = [checkbox(link, NAMES[link], value=True) for link in SPARE]
    return Explorer("The chain with links switched off", controls, show)


def bar_rows(before: Mapping[str, float], after: Mapping[str, float]) -> list[Bar]:
    """Return the accounts as the rows of the drawing."""
    return [Bar(a.name, before[key], after[key]) for key, a in ACCOUNTS.items()]


def _choices() -> list[tuple[str, str]]:
    return [("", "I can't say yet"), *((test.value, words) for test, words in TESTS.items())]


def _steps() -> list[tuple[str, str]]:
    return list(STEPS.items())


def _entry(piece: Piece) -> str:
    mark = " (weighed)" if piece.weighed else ""
    return f"{piece.title}: {LINKS[piece.link].split(':')[0].lower()}{mark}"


def _weighed(
    pieces: Sequence[Piece], before: Mapping[str, float], after: Mapping[str, float]
) -> str:
    done = sum(piece.weighed for piece in pieces)
    rival = max((key for key in ACCOUNTS if key != CHAIN), key=lambda key: after[key])
    was, now, other = (percent(share) for share in (before[CHAIN], after[CHAIN], after[rival]))
    return (
        f"{done} of {len(pieces)} pieces weighed. The article's chain: {now}, from {was} before. "
        f"Its strongest rival, {ACCOUNTS[rival].name}: {other}."
    )


def _read(piece: Piece) -> str:
    chain = piece.likelihoods[CHAIN]
    if not piece.weighed:
        return f"Not weighed yet: “{piece.title}”."
    if not piece.moves:
        numbers = "fits all accounts alike, so it moves nothing"
    elif piece.ratio >= 1:
        ratio = _times(piece.ratio)
        numbers = f"counts as “{piece.test.value}” for the chain ({ratio} as likely with it)"
    else:
        numbers = f"speaks against the chain ({_times(1 / piece.ratio)} as likely without it)"
    called = f" You called it “{piece.called}”." if piece.called else ""
    fits = " It fits the chain, but it fits the rivals as well." if _fits_all(piece, chain) else ""
    return f"By your numbers, “{piece.title}” {numbers}.{fits}{called}"


def _fits_all(piece: Piece, chain: float) -> bool:
    return chain > float(EVEN) and piece.otherwise > float(EVEN) and piece.ratio < 2  # noqa: PLR2004 -- not even twice as likely


def _times(ratio: float) -> str:
    return f"{ratio:.1f} times"


def _evidence(piece: Piece) -> str:
    sources = ", ".join(evidence.source(i).link for i in piece.source_ids)
    rows = ", ".join(escape(row.replace(":", ", ", 1)) for row in piece.rows)
    return f"<p>{escape(piece.words)}</p><p>Sources: {sources} (rows: {rows}).</p>"


def _balance(before: Mapping[str, float], after: Mapping[str, float]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(a.name)}</th><td>{escape(a.says)}</td>'
        f"<td>{percent(before[key])}</td><td>{percent(after[key])}</td></tr>"
        for key, a in ACCOUNTS.items()
    )
    return (
        f"{bars(bar_rows(before, after))}<details><summary>The same as a table</summary><table>"
        "<caption>The accounts before the evidence and after all the pieces you weighed</caption>"
        '<thead><tr><th scope="col">Account</th><th scope="col">It says</th><th scope="col">Before'
        f'</th><th scope="col">After</th></tr></thead><tbody>{rows}</tbody></table></details>'
    )


def _ledger(pieces: Sequence[Piece]) -> str:
    rows = "".join(
        f"<tr><td>{escape(p.title)}</td><td>{percent(p.likelihoods[CHAIN])}</td>"
        f"<td>{percent(p.otherwise)}</td><td>{_times(p.ratio)}</td><td>{p.verdict}</td>"
        f"<td>{p.called or 'not said'}</td></tr>"
        for p in pieces
        if p.weighed
    )
    if not rows:
        return "<p>Nothing is weighed yet, so the balance stands where it began.</p>"
    names = ("Piece", "If the chain", "If a rival (mean)", "Ratio", "By your numbers", "You said")
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    return (
        "<details><summary>Your weights, piece by piece</summary><table><caption>Only the ratio "
        f"moves the balance</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        "</details>"
    )


def _box(link: str, *, on: bool) -> str:
    state = "" if on else " (switched off)"
    kind = "on" if on else "off"
    return f'<li class="{kind}">{escape(NAMES[link])}{state}</li>'


def _missing(off: Sequence[str], pieces: Sequence[Piece]) -> str:
    if not off:
        return "All four links are on: this is the article's story. Switch one off."
    gone = [piece for piece in pieces if piece.link in off]
    there = sum(piece.without_link for piece in gone)
    names = " and ".join(f"the {LINKS[link].split(':')[0].lower()}" for link in off)
    return (
        f"Without {names}: {there} of {len(gone)} pieces of evidence came before or without, "
        f"and stay as they are; {len(gone) - there} would need another explanation, or are about "
        "the link itself."
    )


def _gap(link: str, pieces: Sequence[Piece]) -> str:
    here = [piece for piece in pieces if piece.link == link]
    stays = _items([piece for piece in here if piece.without_link])
    needs = _items([piece for piece in here if not piece.without_link])
    name = escape(NAMES[link])
    return (
        f"<p><strong>{name}, switched off.</strong></p><div class='pair'><div><p><strong>Stays: it "
        f"came before this link or without it</strong></p><ul>{stays}</ul></div><div><p><strong>"
        f"Would need another explanation, or is about the link itself</strong></p><ul>{needs}"
        "</ul></div></div>"
    )


def _items(pieces: Sequence[Piece]) -> str:
    return "".join(
        f"<li>{escape(p.words)} ({', '.join(evidence.source(i).link for i in p.source_ids)})</li>"
        for p in pieces
    )
