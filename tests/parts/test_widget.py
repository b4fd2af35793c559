"""The front end's modules as one script: the same part, with a kernel that keeps the record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.front.test_mount import SOUND
from trilateral.parts import widget
from trilateral.paths import FRONT
from trilateral.records import RecordStore
from trilateral.records.exchange import merge

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

collect = widget._collect  # noqa: SLF001 -- what it finds is what is sent
STATEMENT = {"id": "a", "verb": {"id": "v"}, "object": {"id": "o"}}
RENDER = """async ([script, part]) => {
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = "default-src 'none'; script-src blob:";
  document.head.append(policy);
  const load = () => import(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
  const blobs = [];
  const create = URL.createObjectURL;
  URL.createObjectURL = (blob) => { blobs.push(blob); return create.call(URL, blob); };
  const listeners = new Set();
  window.asked = [];
  const model = {
    get: () => part,
    on: (_, act) => listeners.add(act),
    off: (_, act) => listeners.delete(act),
    send: (question) => {
      window.asked.push(question);
      const answer = question.statements ? {} : { learner: "p", statements: [], cursor: "" };
      setTimeout(() => [...listeners].forEach((act) => act({ call: question.call, answer })));
    },
  };
  for (const _ of [1, 2]) {
    const el = document.createElement("div");
    document.body.append(el);
    const { default: { render } } = await load();
    window.end = render({ model, el });
  }
  return blobs.length;
}"""


def test_when_modules_are_linked_then_each_part_is_among_them_and_nothing_of_labs() -> None:
    sources: dict[str, str] = {}
    collect(FRONT / "kernel" / "widget.js", sources, ())
    views = {path.relative_to(FRONT).as_posix() for path in FRONT.glob("parts/*/view.js")}
    text = (FRONT / "front.js").read_text("utf-8")
    assert {view for view in views if view in text} <= set(sources)
    assert not [name for name in sources if name.startswith("lab/")]


def test_when_any_module_is_linked_then_none_imports_itself_by_way_of_others() -> None:
    for path in sorted(FRONT.rglob("*.js")):
        collect(path, {}, ())


def test_when_modules_import_one_another_then_the_circle_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.js").write_text('import { b } from "./b.js";')
    (tmp_path / "b.js").write_text('const a = () => import("./a.js");')
    monkeypatch.setattr(widget, "FRONT", tmp_path)
    with pytest.raises(ValueError, match=r"a\.js -> b\.js -> a\.js"):
        collect(tmp_path / "a.js", {}, ())


@pytest.mark.browser
def test_when_a_page_has_two_widgets_then_modules_are_linked_once_and_both_parts_work(
    front: Page,
) -> None:
    sources: dict[str, str] = {}
    collect(FRONT / "kernel" / "widget.js", sources, ())
    blobs = front.evaluate(RENDER, [widget.linked(), SOUND])
    assert blobs == len(sources) + 2  # the modules, and each widget's own script
    checks = front.get_by_label("A", exact=True)
    checks.nth(1).wait_for()
    for check in checks.all():
        check.check()
    assert front.locator(".said").all_inner_texts() == ["It is on.", "It is on."]
    assert front.evaluate("() => window.asked[0].cursor") == ""
    front.evaluate("() => window.end()")


def test_when_the_page_asks_then_the_kernel_tells_and_keeps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRILATERAL_STATE", str(tmp_path))
    part = widget.PartWidget(SOUND)
    said: list[Any] = []
    monkeypatch.setattr(part, "send", said.append)
    answer = part._answer  # noqa: SLF001 -- what ipywidgets calls
    for question in ({"statements": [STATEMENT]}, {"cursor": ""}, {"statements": 5}):
        answer(None, {"call": "c", **question}, None)
    answer(None, "hostile", None)
    answer(None, {"no": "call"}, None)
    kept, told, refused = said
    assert kept == {"call": "c", "answer": {"refused": []}}
    assert [each["id"] for each in told["answer"]["statements"]] == ["a"]
    assert refused["problem"].startswith("Send a list")
    assert json.loads(json.dumps(told)) == told
    assert merge(RecordStore(tmp_path), [STATEMENT]) == []
    assert len((tmp_path / "responses.jsonl").read_text().splitlines()) == 1
