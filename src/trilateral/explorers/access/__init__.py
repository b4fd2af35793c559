"""Explorers of lesson 02: clauses, instruments, and sources set side by side."""

from __future__ import annotations

from trilateral.explorers.access.cards import source_cards
from trilateral.explorers.access.clauses import clause_finder
from trilateral.explorers.access.instruments import which_instrument

__all__ = ["clause_finder", "source_cards", "which_instrument"]
