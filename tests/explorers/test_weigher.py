"""The evidence weigher: Bayes' rule in the page, held against `trilateral.models.bayes`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.explorers.stage import Stage, sentence
from trilateral import evidence, explorers
from trilateral.explorers.weighing import ACCOUNTS, STEPS
from trilateral.models import bayes, dependence

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

NAMES = [account["name"] for account in ACCOUNTS]
CHAIN, *RIVALS = [account["key"] for account in ACCOUNTS]
PIECES = len(evidence.load("weighing"))
SCREEN = 647
"""Pixels of a notebook that a laptop of 1366 by 768 shows."""
SHARES = st.floats(0, 1)
SETS = st.dictionaries(st.sampled_from("abcd"), st.floats(0.001, 1), min_size=1)
CASES = SETS.flatmap(
    lambda prior: st.tuples(
        st.just(prior), st.lists(st.fixed_dictionaries(dict.fromkeys(prior, SHARES)))
    )
)
POSTERIOR = """async (cases) => {
  const {posterior} = await import("/parts/weigher/bayes.js");
  return cases.map(([prior, pieces]) => posterior(prior, pieces));
}"""
COUNTED = """async (cases) => {
  const {counted} = await import("/parts/weigher/bayes.js");
  return cases.map(([pieces, causes]) => counted(pieces, causes));
}"""
GROUPS = st.lists(
    st.tuples(
        st.fixed_dictionaries(dict.fromkeys("abcd", st.sampled_from((0, 0.05, 0.2, 0.5, 0.95, 1)))),
        st.sampled_from(("", "one", "two")),
    ),
    max_size=12,
)
TESTS = """async (pairs) => {
  const {classify, ratio} = await import("/parts/weigher/bayes.js");
  return pairs.map(([given, otherwise]) => [classify(given, otherwise), ratio(given, otherwise)]);
}"""
BATCH = settings(  # a batch is one question to the browser, so few examples hold many cases
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@BATCH
@given(cases=st.lists(CASES, min_size=20, max_size=60))
def test_when_evidence_is_weighed_in_the_page_then_it_is_as_python_has_it(
    front: Page, cases: list[tuple[dict[str, float], list[dict[str, float]]]]
) -> None:
    for (prior, pieces), found in zip(cases, front.evaluate(POSTERIOR, cases), strict=True):
        try:
            expected = bayes.posterior(prior, pieces)
        except bayes.ExhaustedError:
            assert found is None
        else:
            assert found == pytest.approx(expected, abs=1e-9)


def test_when_much_speaks_against_an_account_then_the_page_has_it_above_zero(front: Page) -> None:
    cases = [({"a": 0.5, "b": 0.5}, [{"a": 1e-4, "b": 1.0}] * pieces) for pieces in (1, 5, 20, 400)]
    for found in front.evaluate(POSTERIOR, cases):
        assert found["a"] > 0


@BATCH
@given(cases=st.lists(GROUPS, min_size=20, max_size=60))
def test_when_pieces_share_a_cause_then_the_page_counts_those_that_python_counts(
    front: Page, cases: list[list[tuple[dict[str, float], str]]]
) -> None:
    sent = [([piece for piece, _ in case], [cause for _, cause in case]) for case in cases]
    for (pieces, causes), found in zip(sent, front.evaluate(COUNTED, sent), strict=True):
        assert tuple(found) == dependence.counted(pieces, causes)


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0, "0 %"), (5e-324, "under 1 %"), (0.004, "under 1 %"), (0.005, "1 %"), (0.43, "43 %"),
        (0.994, "99 %"), (0.996, "over 99 %"), (1, "100 %"),
    ],
)  # fmt: skip
def test_when_a_belief_is_small_or_large_then_only_0_and_1_are_shown_as_such(
    front: Page, share: float, shown: str
) -> None:
    said = front.evaluate("async (share) => (await import('/scale.js')).percent(share)", share)
    assert said == shown


@BATCH
@given(pairs=st.lists(st.tuples(SHARES, SHARES), min_size=50, max_size=200))
def test_when_a_piece_is_read_in_the_page_then_its_test_is_as_python_has_it(
    front: Page, pairs: list[tuple[float, float]]
) -> None:
    edges = [(0.95, 0.05), (0.95, 0.5), (0.5, 0.05), (1, 0), (0, 1), (0, 0), (1, 1), (0.5, 0.5)]
    for (h, other), (test, ratio) in zip(
        [*pairs, *edges], front.evaluate(TESTS, [*pairs, *edges]), strict=True
    ):
        assert test == bayes.classify(h, other).value
        assert ratio == pytest.approx(bayes.likelihood_ratio(h, other))


def answer(part: Locator, **steps: str) -> None:
    """Say how likely the piece is under each account."""
    for key, step in steps.items():
        name = next(account["name"] for account in ACCOUNTS if account["key"] == key)
        part.get_by_role("combobox", name=name, exact=True).select_option(step)


def test_when_nothing_is_weighed_then_the_balance_is_where_it_began(front: Page) -> None:
    said = sentence(Stage(front).show(explorers.weigh()))

    assert f"0 of {PIECES} pieces weighed. The article's chain: 25 %, from 25 % before" in said
    assert (
        "Not weighed yet: “Japan's part is talked of in 2023”, one of 4 that share a cause" in said
    )


def test_when_a_piece_fits_all_alike_then_it_counts_as_weighed_and_moves_nothing(
    front: Page,
) -> None:
    part = Stage(front).show(explorers.weigh())
    answer(part, **dict.fromkeys((CHAIN, *RIVALS), "0.8"))

    assert f"1 of {PIECES} pieces weighed. The article's chain: 25 %, from 25 %" in sentence(part)
    assert "fits all accounts alike, so it moves nothing" in sentence(part)
    assert part.locator("td", has_text="moves nothing").count() == 1


def test_when_the_last_answer_returns_to_the_middle_then_the_piece_is_not_weighed(
    front: Page,
) -> None:
    part = Stage(front).show(explorers.weigh())
    for step in ("0.8", "0.5"):
        answer(part, chain=step)

    assert f"0 of {PIECES} pieces weighed" in sentence(part)


def test_when_pieces_are_weighed_then_sentence_and_picture_say_what_bayes_rule_says(
    front: Page,
) -> None:
    part = Stage(front).show(explorers.weigh())
    answer(part, chain="0.2", habit="0.95")
    part.get_by_label("Piece of evidence").select_option("we-08")
    answer(part, chain="0.95", taiwan="0.2")
    part.get_by_label("Before any evidence").select_option("0.4")

    even = dict.fromkeys((CHAIN, *RIVALS), 0.5)
    prior = {CHAIN: 0.4, **dict.fromkeys(RIVALS, 0.2)}
    pieces = [{**even, CHAIN: 0.2, "habit": 0.95}, {**even, CHAIN: 0.95, "taiwan": 0.2}]
    expected = bayes.posterior(prior, pieces)
    chain, habit = (f"{expected[key] * 100:.0f} %" for key in (CHAIN, "habit"))
    assert f"The article's chain: {chain}, from 40 % before" in sentence(part)
    picture = part.get_by_role("img").get_attribute("aria-label") or ""
    assert f"{NAMES[1]}: {habit} after the evidence, 20 % before" in picture


def test_when_a_piece_is_left_and_met_again_then_its_weights_are_there(front: Page) -> None:
    stage = Stage(front)
    part = stage.show(explorers.weigh())
    chain = part.get_by_role("combobox", name=NAMES[0], exact=True)
    test = part.get_by_label("Which test")
    answer(part, chain="0.05")
    test.select_option("smoking gun")
    part.get_by_label("Piece of evidence").select_option("we-05")
    assert chain.input_value() == "0.5"
    part.get_by_label("Piece of evidence").select_option("we-01")

    assert (chain.input_value(), test.input_value()) == ("0.05", "smoking gun")
    assert "You called it “smoking gun”." in sentence(part)  # as lesson 05 asks one to compare
    assert [(s["object"]["id"].split("/", 3)[3], s["result"]["response"]) for s in stage.sent] == [
        ("weight/we-01/chain", "0.05"),
        ("test/we-01", "smoking gun"),
    ]


@pytest.mark.parametrize(
    ("chain", "rivals", "says"),
    [
        ("0.95", "0.05", "counts as “doubly decisive” for the chain"),
        ("0.95", "0.5", "counts as “hoop” for the chain"),
        ("0.5", "0.05", "counts as “smoking gun” for the chain"),
        ("0.95", "0.8", "fits the chain, but it fits the rivals as well"),
        ("0.05", "0.5", "speaks against the chain (10.0 times as likely without it)"),
        ("0.8", "0.8", "fits all accounts alike"),
    ],
)
def test_when_likelihoods_are_given_then_the_piece_is_read_by_them(
    front: Page, chain: str, rivals: str, says: str
) -> None:
    kept = {f"weight/synthesis/we-01/{key}": rivals for key in RIVALS}
    part = Stage(front, kept | {"weight/synthesis/we-01/chain": chain}).show(explorers.weigh())

    assert says in sentence(part)


def test_when_every_control_is_at_its_edge_then_there_is_still_a_balance(front: Page) -> None:
    pieces = list(evidence.load("weighing")["id"])
    kept: dict[str, Any] = {f"weight/synthesis/{piece}/chain": "0.95" for piece in pieces}
    kept |= {f"weight/synthesis/{piece}/{key}": "0.05" for piece in pieces for key in RIVALS}
    part = Stage(front, kept).show(explorers.weigh())

    assert f"{PIECES} of {PIECES} pieces weighed. The article's chain: 100 %" in sentence(part)
    assert min(float(step) for step in STEPS) > 0


def test_when_the_first_belief_changes_then_the_sentence_says_what_was_there_before(
    front: Page,
) -> None:
    part = Stage(front).show(explorers.weigh())
    for belief, share in (("0.1", "10 %"), ("0.7", "70 %")):
        part.get_by_label("Before any evidence").select_option(belief)
        assert f"The article's chain: {share}, from {share} before" in sentence(part)


BY_CAUSE = evidence.load("weighing").dropna(subset="cause").groupby("cause", observed=True)["id"]
GROUP = next(list(ids) for _, ids in BY_CAUSE if len(ids) > 2)
WORSE = {"chain": "0.5", "habit": "0.8"}


def weighed(pieces: list[str], **steps: str) -> dict[str, str]:
    """Return records that give pieces the same likelihoods."""
    return {f"weight/synthesis/{one}/{key}": step for one in pieces for key, step in steps.items()}


def chain_after(pieces: int, **steps: str) -> str:
    """Return what so many independent pieces leave of the chain, as the page prints it."""
    piece = {**dict.fromkeys((CHAIN, *RIVALS), 0.5), **{k: float(v) for k, v in steps.items()}}
    found = bayes.posterior(dict.fromkeys((CHAIN, *RIVALS), 0.25), [piece] * pieces)
    return f"{found[CHAIN] * 100:.0f} %"


def test_when_pieces_share_a_cause_then_they_count_once_and_both_balances_are_said(
    front: Page,
) -> None:
    part = Stage(front, weighed(GROUP, **WORSE)).show(explorers.weigh())
    once, each = chain_after(1, **WORSE), chain_after(len(GROUP), **WORSE)
    assert once != each
    assert f"{once}, from 25 % before ({each} if each piece counted in full)" in sentence(part)

    part.get_by_label("Count pieces that share a cause once").uncheck()
    assert (
        f"{each}, from 25 % before ({once} if pieces that share a cause counted once)"
        in sentence(part)
    )


def test_when_one_piece_of_a_group_is_stronger_then_it_alone_counts(front: Page) -> None:
    strong = {"chain": "0.2", "habit": "0.95"}
    kept = weighed(GROUP, **WORSE) | weighed(GROUP[-1:], **strong)
    part = Stage(front, kept).show(explorers.weigh())
    part.get_by_label("Piece of evidence").select_option(GROUP[0])

    assert f"The article's chain: {chain_after(1, **strong)}, from" in sentence(part)
    assert "It does not count beside " in sentence(part)
    part.get_by_label("Piece of evidence").select_option(GROUP[-1])
    assert "It does not count" not in sentence(part)


def test_when_a_piece_is_taken_out_of_its_group_by_keyboard_then_it_counts_and_is_kept(
    front: Page,
) -> None:
    stage = Stage(front, weighed(GROUP, **WORSE))
    part = stage.show(explorers.weigh())
    part.get_by_label("Piece of evidence").select_option(GROUP[-1])
    group = part.get_by_label("Shares the cause")
    group.focus()
    front.keyboard.press("Home")
    rule = part.get_by_label("Count pieces that share a cause once")
    assert f"The article's chain: {chain_after(2, **WORSE)}, from" in sentence(part)

    rule.focus()
    front.keyboard.press("Space")
    assert f"The article's chain: {chain_after(len(GROUP), **WORSE)}, from" in sentence(part)
    front.wait_for_function("() => window.sent.at(-1)?.object.id.endsWith('weight/shared')")
    said = [(s["object"]["id"].split("/", 3)[3], s["result"]["response"]) for s in stage.sent]
    assert said[-2:] == [(f"weight/{GROUP[-1]}/cause", "alone"), ("weight/shared", "each")]

    again = stage.show(explorers.weigh())
    again.get_by_label("Piece of evidence").select_option(GROUP[-1])
    assert again.get_by_label("Shares the cause").input_value() == "alone"
    assert not again.get_by_label("Count pieces that share a cause once").is_checked()


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda account: str(account["key"]))
def test_when_an_account_is_chosen_then_its_pieces_are_counted_and_listed(
    front: Page, account: dict[str, str]
) -> None:
    table = evidence.load("weighing")
    heard = table[[account["key"] in speaks for speaks in table["bears_on"]]]
    groups = heard["cause"].nunique() + int(heard["cause"].isna().sum())
    part = Stage(front).show(explorers.weigh())
    pick = part.get_by_label("Pieces that speak to")
    pick.select_option(account["key"])

    shown = pick.locator("option:checked").text_content()
    assert shown == f"{account['name']}: {len(heard)} pieces, {groups} if a group counts once"
    listed = part.get_by_label("Piece of evidence").locator("option")
    assert listed.evaluate_all("all => all.map((each) => each.value)") == list(heard["id"])
    assert account["name"] in (part.locator(".evidence").text_content() or "")


HEIGHTS = """(part) => {
  const [piece] = [...part.querySelectorAll("select")].filter(
    (select) => select.labels[0].textContent === "Piece of evidence");
  const top = part.getBoundingClientRect().top;
  return [...piece.options].map(({value}) => {
    piece.value = value;
    piece.dispatchEvent(new Event("input"));
    return [part.querySelector(".picture").getBoundingClientRect().bottom - top, value,
      part.querySelector(".said").textContent];
  }).sort(([one], [other]) => other - one);
}"""


@pytest.mark.parametrize("grouped", [True, False])
def test_when_any_piece_is_chosen_then_the_weigher_fits_a_laptop(
    front: Page, *, grouped: bool
) -> None:
    front.set_viewport_size({"width": 900, "height": SCREEN})
    ids = list(evidence.load("weighing")["id"])
    kept = weighed(ids, habit="0.8", taiwan="0.8", burden="0.8", chain="0.95")
    kept |= {f"test/synthesis/{one}": "straw in the wind" for one in ids}
    if not grouped:
        kept["weight/synthesis/shared"] = "each"
    tallest = Stage(front, kept).show(explorers.weigh()).evaluate(HEIGHTS)

    assert len(tallest) == PIECES
    assert any(" counted " in said for _, _, said in tallest)
    assert [each for each in tallest if each[0] > SCREEN] == []
