"""Pictures in a reply: kept where nothing in them can run, and shown by formgrader."""

from __future__ import annotations

import json
from typing import Any

import pytest

from trilateral.grading.book.view import harmless
from trilateral.grading.submission import parse

DOT = "iVBORw0KGgo="


def attachments(held: object) -> Any:  # noqa: ANN401 -- JSON
    cell = {"cell_type": "markdown", "metadata": {}, "source": "x", "attachments": held}
    text = json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]})
    return parse(text.encode()).cells[0].get("attachments")


@pytest.mark.parametrize("kind", ["image/png", "image/jpeg", "image/gif", "image/webp"])
def test_when_a_reply_has_a_picture_then_it_is_kept(kind: str) -> None:
    assert attachments({"a.png": {kind: DOT}}) == {"a.png": {kind: DOT}}


@pytest.mark.parametrize(
    "held",
    [
        {"a.svg": {"image/svg+xml": DOT}},
        {"a.html": {"text/html": DOT}},
        {"a.png": {"image/png": '"><script>alert(1)</script>'}},
        {"a.png": {"image/png": 7}},
        {"a.png": DOT},
        [DOT],
        DOT,
        None,
    ],
)
def test_when_it_is_not_a_picture_then_it_is_left_out(held: object) -> None:
    assert attachments(held) is None


def test_when_a_text_shows_its_picture_then_the_link_stays() -> None:
    assert harmless("![a](attachment:a.png)") == "![a](attachment:a.png)"
    assert harmless("![a](javascript:alert(1))") == "![a](#javascript:alert(1))"
