// @ts-check
/** The desk's column on the room: the address, who is here, what is kept. */

import { make } from "../../dom.js";
import { roomWords } from "./core.js";

/** @typedef {import("../types.js").DeskView} DeskView */
/** @typedef {(order: import("../types.js").DeskAct) => void} Give */

/** @param {string} key @param {string} text @param {() => void} act @param {string} [kind] */
function button(key, text, act, kind) {
  const node = make("button", { type: "button", "data-key": key, class: kind ?? null }, text);
  node.addEventListener("click", act);
  return node;
}

/**
 * Return how students reach the class, or what has to be confirmed first.
 * @param {DeskView} view @param {Give} give
 */
function address({ address: now, offers, door }, give) {
  const opens = offers.map(({ host, label }) =>
    button(`listen-${host}`, `Open on ${host} (${label})`, () => give({ do: "listen", host }), now ? "" : "main"),
  );
  if (!now) {
    const none = make("p", {}, "This machine has no network address now. Join the room’s network; its address then appears here.");
    return make("section", { class: "confirm" },
      make("h2", {}, "Students cannot reach this class yet"),
      make("p", {}, "Choose the address of the room’s network. Until then nobody but this machine can open the class."),
      ...(opens.length ? opens : [none]),
    );
  }
  const other = opens.length > 1 ? [make("details", {}, make("summary", {}, "Use another address"), ...opens)] : [];
  const words = door ? "Let nobody else join" : "Let people join again";
  return make("section", {},
    make("h2", {}, "Students open"),
    make("p", { class: "address" }, now),
    make("p", {}, door ? "" : "Nobody else can join now."),
    button("door", words, () => give({ do: "door", open: !door })),
    ...other,
  );
}

/**
 * @param {DeskView} view
 * @param {{give: Give, remove: (seat: string) => void, close: () => void}} acts
 * @returns {Node[]}
 */
export function drawRoom(view, { give, remove, close }) {
  const { joined, answered, missing, late } = roomWords(view);
  const who = view.seats.map(({ seat, here, answered: has }) =>
    make("li", {},
      make("span", {}, make("strong", {}, seat), ` ${[has ? "answered" : "", here ? "" : "out of reach"].filter(Boolean).join(", ")}`),
      button(`remove-${seat}`, "Take out", () => remove(seat))),
  );
  for (const [place, item] of who.entries()) item.querySelector("button")?.setAttribute("aria-label", `Take out ${view.seats[place].seat}`);
  const open = missing.length > 0 && missing.length <= 6 ? [make("p", { class: "soft" }, `Not yet: ${missing.join(", ")}`)] : [];
  const kept = [view.asked ? `Asked whether answers may be kept by seat: ${view.yes} yes, ${view.no} no, of ${view.joined}.` : "Only counts are kept after the class.", `Folder: ${view.folder}`];
  const over = view.step.kind === "over";
  const reach = over ? [] : [address(view, give)];
  const closed = view.address === undefined;
  return [
    ...(closed ? reach : []),
    make("section", { class: "numbers" },
      make("h2", {}, "The room"),
      make("p", { class: "big" }, joined),
      ...(answered ? [make("p", { class: "big" }, answered)] : []),
      ...open,
      ...(late ? [make("p", {}, late)] : [])),
    ...(closed ? [] : reach),
    make("details", {}, make("summary", {}, `Seats (${view.seats.length})`), make("ul", { class: "seats" }, ...who)),
    make("section", {},
      make("h2", {}, "What is kept"),
      ...kept.map((words) => make("p", { class: "soft" }, words)),
      ...(view.asked || over ? [] : [button("ask", "Ask to keep answers by seat", () => give({ do: "ask" }))]),
      ...(over ? [] : [button("close", "Close the class…", close)])),
  ];
}
