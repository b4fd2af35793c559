"""What a learner works with in a lesson, beside the charts that work by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from trilateral.faces import lazy

if TYPE_CHECKING:
    from trilateral.explorers.access.cards import source_cards
    from trilateral.explorers.access.clauses import clause_finder
    from trilateral.explorers.access.instruments import which_instrument
    from trilateral.explorers.beside_form import beside
    from trilateral.explorers.brief_form import brief
    from trilateral.explorers.capabilities import denial_or_control
    from trilateral.explorers.coercion import accounts
    from trilateral.explorers.controls import Control, checkbox, select
    from trilateral.explorers.criticisms import voices
    from trilateral.explorers.hanging import hangs_on
    from trilateral.explorers.judgement import claim_table, conclude, judge
    from trilateral.explorers.part import explorer
    from trilateral.explorers.ratings import rate
    from trilateral.explorers.rivals import bearing, stories
    from trilateral.explorers.summit import commitments
    from trilateral.explorers.terms import glossary
    from trilateral.explorers.view import View
    from trilateral.explorers.weigher import weigh
    from trilateral.explorers.without_links import without

__all__ = [
    "Control",
    "View",
    "accounts",
    "bearing",
    "beside",
    "brief",
    "checkbox",
    "claim_table",
    "clause_finder",
    "commitments",
    "conclude",
    "denial_or_control",
    "explorer",
    "glossary",
    "hangs_on",
    "judge",
    "rate",
    "select",
    "source_cards",
    "stories",
    "voices",
    "weigh",
    "which_instrument",
    "without",
]

_HOMES: Final = {
    "Control": "controls",
    "View": "view",
    "accounts": "coercion",
    "bearing": "rivals",
    "beside": "beside_form",
    "brief": "brief_form",
    "checkbox": "controls",
    "claim_table": "judgement",
    "clause_finder": "access.clauses",
    "commitments": "summit",
    "conclude": "judgement",
    "denial_or_control": "capabilities",
    "explorer": "part",
    "glossary": "terms",
    "hangs_on": "hanging",
    "judge": "judgement",
    "rate": "ratings",
    "select": "controls",
    "source_cards": "access.cards",
    "stories": "rivals",
    "voices": "criticisms",
    "weigh": "weigher",
    "which_instrument": "access.instruments",
    "without": "without_links",
}

__getattr__ = lazy(__name__, _HOMES)
