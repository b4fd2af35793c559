// @ts-check
/** The host of a part in VS Code and Colab: a widget, whose kernel keeps the records. */

import { mount } from "../front.js";
import { Records } from "../records/records.js";
import { browserStore } from "../records/store.js";
import { keepUp, otherTabs } from "../records/tabs.js";
import { uuid } from "../records/statement.js";

/**
 * @typedef {{get: (name: string) => any, send: (message: object) => void,
 *   on: (name: string, act: (message: any) => void) => void, off: (name: string, act: (message: any) => void) => void}} Model
 */

const PATIENCE = 8_000;

/**
 * Ask the kernel, and fail when it does not answer.
 * @param {Model} model
 * @param {object} question
 * @returns {Promise<any>}
 */
function ask(model, question) {
  const call = uuid();
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      model.off("msg:custom", listen);
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error("The kernel does not answer."));
    }, PATIENCE);
    /** @param {any} message */
    const listen = (message) => {
      if (message.call !== call) return;
      end();
      if (message.problem) reject(new Error(message.problem));
      else resolve(message.answer);
    };
    model.on("msg:custom", listen);
    model.send({ call, ...question });
  });
}

/** @param {{model: Model, el: HTMLElement}} page */
export function render({ model, el }) {
  const records = new Records(
    {
      load: (cursor) => ask(model, { cursor }),
      send: (statements) => ask(model, { statements }),
      insert: (statements) => ask(model, { insert: statements }),
      clear: () => ask(model, { delete: true }),
    },
    browserStore("kernel"),
    otherTabs("kernel"),
  );
  const rest = keepUp(records);
  records.load();
  el.classList.add("trilateral");
  const end = mount(el, model.get("payload"), {
    records,
    unsaved: "Kept in this browser; run this cell again to save it.",
    kept: "in one file, on the computer that runs Jupyter",
    address: async (path) => path,
    lead: (anchor, path) => (anchor.href = path),
    write: null,
    choose: (choice) => {
      const { id } = model.get("payload");
      ask(model, { choice: { [id]: choice } }).catch(() => {});
      return "Run this cell again before you save: then the file holds your choice, too.";
    },
  });
  return () => {
    rest();
    end();
  };
}
