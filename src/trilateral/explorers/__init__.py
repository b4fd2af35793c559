"""What a learner works with in a lesson, beside the charts that work by themselves."""

from __future__ import annotations

from trilateral.explorers.access import clause_finder, source_cards, which_instrument
from trilateral.explorers.brief import brief
from trilateral.explorers.capabilities import denial_or_control
from trilateral.explorers.coercion import accounts
from trilateral.explorers.confidence import rate
from trilateral.explorers.explorer import Control, Explorer, View, checkbox, select
from trilateral.explorers.glossary import glossary
from trilateral.explorers.judgement import claim_table, conclude, judge
from trilateral.explorers.summit import commitments
from trilateral.explorers.synthesis import weigh, without
from trilateral.explorers.voices import voices

__all__ = [
    "Control",
    "Explorer",
    "View",
    "accounts",
    "brief",
    "checkbox",
    "claim_table",
    "clause_finder",
    "commitments",
    "conclude",
    "denial_or_control",
    "glossary",
    "judge",
    "rate",
    "select",
    "source_cards",
    "voices",
    "weigh",
    "which_instrument",
    "without",
]
