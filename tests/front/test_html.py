"""Data of a part that somebody hostile wrote, as HTML in the page of a learner's own server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.tiers import tiers

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

SHOW = """async (texts) => {
  const { put } = await import("/html.js");
  window.hurt = [];
  const requests = [];
  new PerformanceObserver((list) => requests.push(...list.getEntries().map(({ name }) => name)))
    .observe({ type: "resource" });
  const found = [];
  for (const text of texts) {
    const node = document.createElement("div");
    document.body.append(node);
    put(node, text);
    for (const link of node.querySelectorAll("a")) {
      link.removeAttribute("target");
      const { protocol } = link;
      if (!["http:", "https:", "mailto:", ":"].includes(protocol)) window.hurt.push(protocol);
    }
    for (const each of node.querySelectorAll("*")) {
      each.dispatchEvent(new Event("click"));
      each.dispatchEvent(new Event("focus"));
      each.dispatchEvent(new Event("toggle"));
    }
    found.push(node.innerHTML);
  }
  await new Promise((done) => setTimeout(done, 500));
  return { found, hurt: window.hurt, requests: requests.filter((name) => !name.endsWith(".js")) };
}"""
ONE = "window.hurt.push(1)"
HARMLESS = {
    f"<p>a<script>{ONE}</script>b</p>": "<p>ab</p>",
    f"<SCRIPT SRC=//x.invalid/a.js></SCRIPT><p onclick='{ONE}'>a</p>": "<p>a</p>",
    f"<img src=x.invalid onerror='{ONE}'><b>a</b>": "<b>a</b>",
    f"<details open ontoggle='{ONE}'><summary>s</summary>t</details>": (
        '<details open=""><summary>s</summary>t</details>'
    ),
    "<a href='javascript:window.hurt.push(1)'>a</a>": "<a>a</a>",
    "<a href='JaVaScRiPt:window.hurt.push(1)'>a</a>": "<a>a</a>",
    "<a href='java\tscript:window.hurt.push(1)'>a</a>": "<a>a</a>",
    "<a href='java\nscript:window.hurt.push(1)'>a</a>": "<a>a</a>",
    "<a href=' \x01javascript:window.hurt.push(1)'>a</a>": "<a>a</a>",
    "<a href='&#106;avascript&colon;window.hurt.push(1)'>a</a>": "<a>a</a>",
    "<a href='&#x6A&#x61vascript:window.hurt.push(1)'>a</a>": "<a>a</a>",
    "<a href='data:text/html,<script>1</script>'>a</a>": "<a>a</a>",
    "<a href='vbscript:a'>a</a><a href='blob:a'>a</a><a href='file:///etc'>a</a>": (
        "<a>a</a><a>a</a><a>a</a>"
    ),
    "<a href='view-source:http://a'>a</a><a href='jar:a'>a</a>": "<a>a</a><a>a</a>",
    "<a href='#x' xlink:href='javascript:1' ping='//x.invalid' download>a</a>": (
        '<a href="#x">a</a>'
    ),
    f"<svg onload='{ONE}'><a href='javascript:1'><text>t</text></a></svg>a": "a",
    "<svg><style><img src=x onerror=window.hurt.push(1)></style></svg>a": (
        "a"  # the parser lets the picture leave the drawing, and pictures are not copied
    ),
    "<math><mtext><table><mglyph><style><!--</style><img title='--><img src=1 "
    "onerror=window.hurt.push(1)>'>": "",
    "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id='</style><img "
    "onerror=window.hurt.push(1) src>'>": "",
    "<noscript><p title='</noscript><img src=x onerror=window.hurt.push(1)>'>": None,
    "<template><img src=x onerror=window.hurt.push(1)></template>a": "a",
    "<style>* { display: none }</style><p style='position:fixed;inset:0'>a</p>": "<p>a</p>",
    "<iframe srcdoc='<script>parent.hurt.push(1)</script>'></iframe>a": "a",
    "<object data='x.invalid'>o</object><embed src='x.invalid'>a": "a",
    "<meta http-equiv=refresh content='0;url=//x.invalid'>a": "a",
    "<base href='//x.invalid/'><link rel=stylesheet href='//x.invalid/a.css'>a": "a",
    "<form action='//x.invalid'><input name=password><button>Go</button></form>": "Go",
    "<textarea><img src=x onerror=window.hurt.push(1)></textarea>a": "a",
    "<p id=jupyter-config-data name=x data-command='kernelmenu:shutdown'>a</p>": "<p>a</p>",
    "<p class='jp-Dialog lm-Widget trilateral-card pair JP-Cell'>a</p>": '<p class="pair">a</p>',
    "<p role=alertdialog tabindex=0 contenteditable accesskey=s>a</p>": "<p>a</p>",
    "<h1>a</h1><marquee>b</marquee>": "ab",
    "<plaintext><b>a": "",
    "<p>&lt;script&gt;1&lt;/script&gt; &amp;lt;</p>": (
        "<p>&lt;script&gt;1&lt;/script&gt; &amp;lt;</p>"
    ),
}
KEPT = [
    "a &amp; b &lt;c&gt;",
    '<table><caption>c</caption><tbody><tr><th scope="col">h</th></tr></tbody></table>',
    '<table><thead><tr><td colspan="2">1</td></tr></thead></table>',
    '<ol start="3"><li value="7">a</li></ol><ul class="links off"><li>b</li></ul>',
    '<details open=""><summary>s</summary><p lang="ja" title="t">x</p></details>',
    '<a href="#row">a</a><a href="../data/x.csv">b</a><a href="x.csv?y#z">c</a>',
    '<a href="mailto:a@b.example">a</a>',
]


HUGE = [
    "'<div>'.repeat(100_000) + 'a'",
    "'<b>'.repeat(3_000) + '<table><tr><td>'.repeat(1_000)",
    "'<p>a</p>'.repeat(50_000)",
    "'a'.repeat(5_000_000)",
    "'<td colspan=1000000000 rowspan=1000000000>'.repeat(100)",
]
"""Programs that make it; Chromium itself takes long over the first three."""


def show(page: Page, *texts: str) -> dict[str, Any]:
    shown: dict[str, Any] = page.evaluate(SHOW, list(texts))
    return shown


def test_when_data_is_hostile_then_nothing_runs_loads_or_borrows_the_pages_own(
    front: Page,
) -> None:
    shown = show(front, *HARMLESS)
    assert shown["hurt"] == []
    assert shown["requests"] == []
    found = dict(zip(HARMLESS, shown["found"], strict=True))
    assert {text: html for text, html in found.items() if HARMLESS[text] not in (html, None)} == {}


def test_when_data_is_plain_then_it_is_shown_as_it_is(front: Page) -> None:
    assert show(front, *KEPT)["found"] == [html.replace("target", "") for html in KEPT]


@pytest.mark.parametrize("address", ["https://a.example/b", "//a.example", "HTTP://a.example"])
def test_when_a_link_leads_to_the_web_then_it_opens_beside_the_lesson_and_tells_nothing(
    front: Page, address: str
) -> None:
    made = front.evaluate(
        """async (address) => {
          const { fragment } = await import("/html.js");
          const { target, rel } = fragment(`<a href="${address}">a</a>`).firstElementChild;
          return [target, rel];
        }""",
        address,
    )
    assert made == ["_blank", "noopener noreferrer"]


@pytest.mark.parametrize("text", tiers(HUGE, *HUGE[-2:]))
def test_when_data_is_huge_or_deep_then_the_page_continues(front: Page, text: str) -> None:
    shown = front.evaluate(
        f"""async () => {{
          const {{ fragment }} = await import("/html.js");
          document.body.append(fragment({text}));
          return document.body.textContent.length;
        }}"""
    )
    assert shown < 2_000_001
