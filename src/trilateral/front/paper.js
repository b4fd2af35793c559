// @ts-check
/** Pages that open by themselves, and print on A4: no script, nothing from elsewhere. */

import { escape, write } from "./tree.js";

const STYLE = `
body{max-width:46rem;margin:2rem auto;padding:0 1rem;line-height:1.45;color:#1f2328;background:#fff;
 font-family:"Helvetica Neue",Arial,"Liberation Sans",sans-serif;font-size:15px}
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:1rem 0 .3rem}p,ul{margin:.3rem 0}
p{white-space:pre-line}body svg{display:block;max-width:640px}body .bar{display:inline}
table{border-collapse:collapse}th,td{text-align:left;padding:.15rem .6rem .15rem 0;vertical-align:top}
a{color:#0a5c94}@page{size:A4;margin:11mm}
@media print{body{margin:0;padding:0;max-width:none;font-size:8.5pt;line-height:1.25}
 h1{font-size:13pt}h2{font-size:10pt;margin:.5rem 0 .1rem}p,ul{margin:.1rem 0}}
`;

/**
 * Return a page's text.
 * @param {string} title
 * @param {import("./tree.js").Tree[]} main
 */
export function asPage(title, main) {
  const head = `<meta charset="utf-8"><title>${escape(title)}</title><meta name="viewport" content="width=device-width">`;
  return (
    `<!doctype html>\n<html lang="en"><head>${head}<style>${STYLE}</style></head>` +
    `<body><main>${main.map(write).join("")}</main></body></html>\n`
  );
}
