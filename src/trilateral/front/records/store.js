// @ts-check
/** Where statements wait in the browser until they are kept: one entry each, in order. */

/** @typedef {import("./records.js").Statement} Statement */

/**
 * @typedef {object} Store
 * @property {() => Statement[]} waiting oldest first
 * @property {(statement: Statement) => boolean} put whether it outlives the page
 * @property {(statement: Statement) => void} drop
 */

/**
 * Return the browser's store for one server: on a hub, learners of one browser have one origin.
 * @param {string} server its address
 * @returns {Store}
 */
export function browserStore(server, storage = available()) {
  const prefix = `trilateral/waiting ${server} `;
  /** @type {Map<string, string>} */ const keys = new Map();
  let last = 0;
  return {
    waiting() {
      const names = Object.keys(storage).filter((name) => name.startsWith(prefix));
      return names.sort().flatMap((name) => {
        last = Math.max(last, parseInt(name.slice(prefix.length), 10) || 0);
        const statement = read(storage, name);
        if (!statement) return []; // a hand has damaged it; it stays where it is
        keys.set(statement.id, name);
        return [statement];
      });
    },
    put(statement) {
      last = Math.max(Date.now() * 1000, last + 1); // in order, within one millisecond too
      const name = `${prefix}${String(last).padStart(17, "0")} ${statement.id}`;
      try {
        storage.setItem(name, JSON.stringify(statement));
      } catch {
        return false; // full, or closed to pages: it waits in the page alone
      }
      keys.set(statement.id, name);
      return true;
    },
    drop({ id }) {
      const name = keys.get(id);
      if (name) storage.removeItem(name);
      keys.delete(id);
    },
  };
}

/**
 * @param {Storage} storage
 * @param {string} name
 * @returns {Statement | null}
 */
function read(storage, name) {
  try {
    const statement = JSON.parse(storage[name]);
    return typeof statement?.id === "string" ? statement : null;
  } catch {
    return null;
  }
}

/** Return the browser's own store, or one that is always full where a browser refuses it. */
export function available() {
  try {
    return window.localStorage;
  } catch {
    const full = () => { throw new Error("This browser does not let pages store anything."); };
    return /** @type {Storage} */ (/** @type {unknown} */ ({ setItem: full, getItem: () => null, removeItem() {} }));
  }
}
