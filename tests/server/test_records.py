"""The page's records and the server's journal, through everything that goes wrong between them."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

from tests.server.jupyter import Jupyter
from trilateral.records import RecordStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Route

pytestmark = pytest.mark.browser

PATIENCE = 60_000
OPEN = """async () => {
  const { Records } = await import("/static/front/records/records.js");
  const { browserStore } = await import("/static/front/records/store.js");
  const { keepUp, otherTabs } = await import("/static/front/records/tabs.js");
  const { serverWire } = await import("/static/front/lab/wire.js");
  const { statement } = await import("/static/front/records/statement.js");
  const { unsaved } = await import("/static/front/records/waiting.js");
  const records = new Records(serverWire(), browserStore("/"), otherTabs("/"));
  keepUp(records);
  records.load();
  await records.ready;
  const parent = "https://promises-to-power.invalid/occasion/test";
  window.take = (name) => records.take(
    statement("judged", `verdict/${name}`, "occasion/test", { result: { response: name } }));
  window.names = () => records.under(parent).map(({ result }) => result.response);
  const note = unsaved({ records, unsaved: "Kept in this browser." }, parent);
  document.body.append(note.node);
  window.note = () => note.node.textContent;
  window.records = records;
  window.parent_ = parent;
  window.fill = async ([start, count]) => {
    for (let number = start; number < start + count; number += 1) {
      window.take(String(number));
      if (number % 10 === 0) await new Promise((done) => setTimeout(done, 4));
    }
  };
}"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give a profile of its own."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def tab(context: BrowserContext, server: Jupyter) -> Page:
    page = context.new_page()
    page.goto(server.url())
    page.evaluate(OPEN)
    return page


def written(server: Jupyter) -> list[str]:
    path = server.records / "responses.jsonl"
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [json.loads(line)["result"]["response"] for line in lines if line]


def delivered(page: Page) -> None:
    page.wait_for_function("() => !window.records.waits(window.parent_)")


def failing(seed: int) -> Callable[[Route], None]:
    """Return what fails now and then: before the server has it, after it, or with an error."""
    chance = random.Random(seed)  # noqa: S311 -- the same faults each time

    def handle(route: Route) -> None:
        fault = chance.random()
        if fault < 0.15:
            route.abort()
        elif fault < 0.3:
            route.fulfill(status=503, body="<html>busy</html>")
        elif fault < 0.45:
            route.fetch()  # the server has kept it, and its answer is lost
            route.abort()
        else:
            route.continue_()

    return handle


def test_when_two_tabs_send_1000_and_all_goes_wrong_then_each_is_kept_once_in_order(
    context: BrowserContext, server: Jupyter
) -> None:
    pages = [tab(context, server) for _ in range(2)]
    for seed, page in enumerate(pages):
        page.route("**/trilateral/records*", failing(seed))
    for page, start in zip(pages, (0, 500), strict=True):
        page.evaluate("(range) => { window.done = window.fill(range); }", [start, 250])
    server.kill()
    server.start()
    for page, start in zip(pages, (250, 750), strict=True):
        page.evaluate("(range) => window.done.then(() => window.fill(range))", [start, 250])
    for page in pages:
        page.evaluate("() => { window.again = setInterval(() => window.records.deliver(), 300) }")
        delivered(page)
    kept = written(server)
    assert sorted(kept, key=int) == [str(n) for n in range(1000)]
    for numbers in (range(500), range(500, 1000)):
        assert [n for n in kept if int(n) in numbers] == [str(n) for n in numbers]
    for page in pages:
        page.unroute_all()
        page.evaluate("() => window.records.load()")
        page.wait_for_function("() => window.names().length === 1000")
        assert page.evaluate("() => window.names()") == kept


def test_when_the_server_is_gone_then_statements_wait_through_a_reload(
    context: BrowserContext, server: Jupyter
) -> None:
    page = tab(context, server)
    page.evaluate("() => window.take('before')")
    delivered(page)
    page.route("**/trilateral/records*", lambda route: route.abort())
    for name in ("one", "two", "three"):
        page.evaluate("(name) => window.take(name)", name)
    assert page.evaluate("() => window.note()") == ""
    page.wait_for_function("() => window.note() === 'Kept in this browser.'")
    page.reload()
    page.evaluate(OPEN)
    assert page.evaluate("() => window.names()") == ["one", "two", "three"]
    page.evaluate("() => window.take('four')")
    page.unroute_all()
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    delivered(page)
    page.wait_for_function("() => window.note() === ''")
    assert written(server) == ["before", "one", "two", "three", "four"]
    page.wait_for_function("() => window.names().length === 5")
    assert page.evaluate("() => window.names()") == written(server)
    assert page.evaluate("() => Object.keys(localStorage).length") == 0


@pytest.mark.parametrize(
    "no_store",
    [
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }",
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException(); } })",
    ],
    ids=["full", "closed"],
)
def test_when_the_browser_cannot_store_what_waits_then_the_page_says_to_stay(
    context: BrowserContext, server: Jupyter, no_store: str
) -> None:
    page = context.new_page()
    page.add_init_script(no_store)
    page.goto(server.url())
    page.evaluate(OPEN)
    page.route("**/trilateral/records*", lambda route: route.abort())
    page.evaluate("() => window.take('mine')")
    page.wait_for_function("() => window.note().includes('keep this page open')")
    page.unroute_all()
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    delivered(page)
    page.wait_for_function("() => window.note() === ''")
    assert written(server) == ["mine"]


def test_when_the_server_does_not_answer_then_parts_are_drawn_and_nothing_is_lost(
    context: BrowserContext, server: Jupyter
) -> None:
    page = context.new_page()
    held: list[Route] = []
    page.route("**/trilateral/records*", lambda route: held.append(route))  # noqa: PLW0108 -- Playwright marks it
    page.goto(server.url())
    page.evaluate(OPEN)  # which waits until the records are ready
    page.evaluate("() => window.take('now')")
    assert page.evaluate("() => window.names()") == ["now"]
    page.unroute_all()  # which lets through what was held
    delivered(page)
    assert written(server) == ["now"]


def test_when_a_proxy_answers_in_the_servers_place_then_nothing_counts_as_saved(
    context: BrowserContext, server: Jupyter
) -> None:
    page = tab(context, server)
    page.route("**/trilateral/records*", lambda route: route.fulfill(body="<html>Sign in</html>"))
    page.evaluate("() => window.take('mine')")
    page.wait_for_function("() => window.note() === 'Kept in this browser.'")
    page.unroute_all()
    page.evaluate("() => window.records.deliver()")
    delivered(page)
    assert written(server) == ["mine"]


def test_when_the_disk_is_full_then_the_page_says_so_and_delivers_later(
    context: BrowserContext, server: Jupyter
) -> None:
    resource = pytest.importorskip("resource", reason="only Unix can fill a disk for one program")
    if not hasattr(resource, "prlimit"):
        pytest.skip("only Linux can fill a disk for a program that runs")
    page = tab(context, server)
    page.evaluate("() => window.take('before')")
    delivered(page)
    assert server.process is not None
    pid = server.process.pid
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    size = (server.records / "responses.jsonl").stat().st_size
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size + 100, before[1]))
    page.evaluate("() => { window.take('a'); window.take('b'); }")
    page.wait_for_function("() => window.records.problem.includes('cannot be saved')")
    page.wait_for_function("() => window.note() === 'Kept in this browser.'")
    assert written(server) == ["before"]
    resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
    page.evaluate("() => window.records.deliver()")
    delivered(page)
    assert written(server) == ["before", "a", "b"]


def test_when_a_statement_is_refused_then_the_rest_get_through_and_it_is_not_lost(
    context: BrowserContext, server: Jupyter
) -> None:
    page = tab(context, server)
    page.evaluate("""() => {
      window.take('a');
      window.take('x'.repeat(30_000));
      window.take('b');
    }""")
    delivered(page)
    assert written(server) == ["a", "b"]
    refused = "The course could not save this. It stays in this browser."
    page.wait_for_function("text => window.note() === text", arg=refused)
    page.reload()
    page.evaluate(OPEN)
    assert [len(name) for name in page.evaluate("() => window.names()")] == [1, 1, 30_000]


def test_when_the_server_refuses_whole_lists_then_only_the_one_at_fault_is_held_back(
    context: BrowserContext, server: Jupyter
) -> None:
    page = tab(context, server)

    def strict(route: Route) -> None:
        bad = "bad" in (route.request.post_data or "")
        route.fulfill(status=400, json={"message": "no"}) if bad else route.continue_()

    page.route("**/trilateral/records*", strict)
    page.evaluate("() => ['a', 'bad', 'b', 'c'].forEach(window.take)")
    delivered(page)
    assert written(server) == ["a", "b", "c"]
    assert page.evaluate("() => window.records.refuses(window.parent_)")


def test_when_another_tab_takes_a_statement_then_this_one_knows_without_a_reload(
    context: BrowserContext, server: Jupyter
) -> None:
    one, other = tab(context, server), tab(context, server)
    one.evaluate("() => window.take('seen')")
    other.wait_for_function("() => window.names().includes('seen')")
    delivered(one)
    assert written(server) == ["seen"]


def test_when_a_kernel_writes_then_the_page_knows_when_the_learner_comes_back(
    context: BrowserContext, server: Jupyter
) -> None:
    page = tab(context, server)
    page.evaluate("() => window.take('mine')")
    delivered(page)
    statement = json.loads((server.records / "responses.jsonl").read_text())
    statement |= {"id": "a-kernels", "result": {"response": "a kernel's"}}
    RecordStore(server.records).add(statement)
    page.evaluate("() => window.dispatchEvent(new Event('focus'))")
    page.wait_for_function("() => window.names().length === 2")
    assert page.evaluate("() => window.names()") == ["mine", "a kernel's"]


def test_when_a_tab_is_closed_before_it_could_deliver_then_another_delivers(
    context: BrowserContext, server: Jupyter
) -> None:
    one, other = tab(context, server), tab(context, server)
    one.route("**/trilateral/records*", lambda route: route.abort())
    one.evaluate("() => { window.take('a'); window.take('b'); }")
    one.close()
    other.evaluate("() => window.records.load()")
    other.wait_for_function("() => !localStorage.length")
    assert written(server) == ["a", "b"]


def test_when_two_servers_share_one_journal_then_nothing_is_lost_or_kept_twice(
    context: BrowserContext, server: Jupyter
) -> None:
    second = Jupyter(server.home, server.course)
    second.start()
    try:
        pages = [tab(context, server), tab(context, second)]
        for page, start in zip(pages, (0, 100), strict=True):
            page.evaluate("(range) => { window.done = window.fill(range); }", [start, 100])
        for page in pages:
            page.evaluate("() => window.done")
            delivered(page)
    finally:
        second.kill()
    kept = written(server)
    assert sorted(kept, key=int) == [str(n) for n in range(200)]
    for numbers in (range(100), range(100, 200)):
        assert [n for n in kept if int(n) in numbers] == [str(n) for n in numbers]


def test_when_the_browser_keeps_nothing_or_damage_then_statements_are_still_delivered(
    context: BrowserContext, server: Jupyter
) -> None:
    page = context.new_page()
    page.add_init_script("""
      for (const [key, text] of Object.entries({ a: "{", b: "null", c: "5", d: "[]" }))
        localStorage.setItem(`trilateral/waiting / 0000 ${key}`, text);
      Storage.prototype.setItem = () => { throw new Error("full"); };""")
    page.goto(server.url())
    page.evaluate(OPEN)
    page.evaluate("() => window.take('a')")
    delivered(page)
    assert written(server) == ["a"]


def test_when_one_listener_fails_then_the_others_are_told(
    context: BrowserContext, server: Jupyter
) -> None:
    page = tab(context, server)
    told = page.evaluate("""() => {
      let told = 0;
      window.records.watch(() => { throw new Error("at fault"); });
      window.records.watch(() => { told += 1; });
      window.take("a");
      return told;
    }""")
    assert told >= 1
    delivered(page)


_BRING = """async (names) => window.records.insert(names.map((name, place) => ({
  ...window.records.under(window.parent_)[0], id: `brought-${name}`, result: {response: name},
  timestamp: `2020-01-0${place + 1}T00:00:00.000Z`})))"""


def test_when_records_are_brought_then_every_tab_has_each_once_in_the_order_of_time(
    context: BrowserContext, server: Jupyter
) -> None:
    one, other = tab(context, server), tab(context, server)
    one.evaluate("() => window.take('now')")
    delivered(one)
    assert one.evaluate(_BRING, ["old", "older"]) == {"added": 2, "refused": 0}
    assert one.evaluate(_BRING, ["old", "older", "x" * 30_000]) == {"added": 0, "refused": 1}
    assert written(server) == ["old", "older", "now"]
    other.evaluate("() => window.records.load()")
    for page in (one, other):
        page.wait_for_function("() => window.names().length === 3")
        assert page.evaluate("() => window.names()") == ["old", "older", "now"]


def test_when_records_are_deleted_then_no_tab_and_no_browser_keeps_any_and_they_can_come_back(
    context: BrowserContext, server: Jupyter
) -> None:
    one, other = tab(context, server), tab(context, server)
    one.evaluate("() => { window.take('a'); window.take('b'); }")
    delivered(one)
    other.evaluate("() => window.records.load()")
    other.wait_for_function("() => window.names().length === 2")
    one.route("**/trilateral/records*", lambda route: route.abort())
    one.evaluate("() => window.take('waits')")
    failed = "() => window.records.clear().then(() => 'deleted', () => 'failed')"
    assert one.evaluate(failed) == "failed"
    assert one.evaluate("() => window.names()") == ["a", "b", "waits"]
    one.unroute_all()
    one.evaluate("async () => { window.gone = await window.records.clear(); }")
    assert one.evaluate("() => window.names()") == []
    assert not (server.records / "responses.jsonl").exists()
    assert one.evaluate("() => Object.keys(localStorage).length") == 0
    other.evaluate("() => window.records.load()")
    other.wait_for_function("() => !window.names().length")
    assert one.evaluate("() => window.records.insert(window.gone)") == {"added": 3, "refused": 0}
    assert one.evaluate("() => window.names()") == ["a", "b", "waits"]
    one.evaluate("() => window.take('after')")
    delivered(one)
    assert written(server) == ["a", "b", "waits", "after"]


def test_when_something_is_answered_while_records_are_deleted_then_it_is_kept(
    context: BrowserContext, server: Jupyter
) -> None:
    page = tab(context, server)
    page.evaluate("() => window.take('before')")
    delivered(page)
    page.evaluate(
        "() => { const gone = window.records.clear(); window.take('during'); return gone; }"
    )
    delivered(page)
    assert page.evaluate("() => window.names()") == ["during"]
    assert written(server) == ["during"]
