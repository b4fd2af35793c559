// @ts-check
/**
 * What the learner did: read from where it is kept, and taken there once each, in order.
 *
 * @typedef {Record<string, any> & {id: string}} Statement
 *
 * @typedef {object} News
 * @property {string} learner
 * @property {Statement[]} statements what came after the last reading, in the order they are kept in
 * @property {string} cursor where this reading ended
 * @property {boolean} [whole] whether these are all that there are, whatever was read before
 * @property {string} [place] where they are kept, in words
 *
 * @typedef {object} Wire the way to where records are kept
 * @property {(cursor: string) => Promise<News>} load
 * @property {(statements: Statement[]) => Promise<{refused?: string[]}>} send takes all of them, in
 * order, or fails; with a `Refusal` where it would fail for ever
 * @property {(statements: Statement[]) => Promise<{refused?: string[]}>} insert as `send`, for statements
 * from elsewhere: each goes where its time belongs
 * @property {() => Promise<unknown>} clear deletes all of them, or fails
 *
 * @typedef {object} Tabs the other tabs of this browser
 * @property {(statement: Statement) => void} tell
 * @property {(hear: (statement: Statement) => void) => void} listen
 */

const BATCH = 100;
/** Milliseconds between two tries: at first, and at most. */
const [SOON, LATE] = [2_000, 60_000];
/** Milliseconds that parts wait for the records before they are drawn without. */
const PATIENCE = 1_500;

/** What was sent will never be taken. */
export class Refusal extends Error {}

export class Records {
  /** Those that are kept, in the order of the journal. */
  #kept = new Shelf();
  /** Those that were taken here or in another tab, and were not read back yet. */
  #mine = new Shelf();
  /** @type {Map<string, Statement>} */ #waiting = new Map();
  /** @type {Map<string, Statement>} */ #refused = new Map();
  /** Those of both that are in this page alone. @type {Map<string, Statement>} */ #fragile = new Map();
  /** @type {Set<() => void>} */ #listeners = new Set();
  /** @type {() => void} */ #open = () => {};
  #cursor = "";
  #stale = false;
  #busy = false;
  #pause = SOON;
  #timer = 0;

  /**
   * @param {Wire} wire
   * @param {import("./store.js").Store} store
   * @param {Tabs} [tabs]
   */
  constructor(wire, store, tabs) {
    this.wire = wire;
    this.store = store;
    this.tabs = tabs;
    /** The learner's pseudonym; empty until the records have been read. */
    this.learner = "";
    /** Where statements are kept, in words; empty until they have been read. */
    this.place = "";
    /** Why statements wait in the browser, or empty. */
    this.problem = "";
    /** @type {Promise<void>} Settled when the records have been read, or could not be for a while. */
    this.ready = new Promise((resolve) => (this.#open = resolve));
    this.#adopt();
    tabs?.listen((statement) => {
      if (!this.#has(statement)) this.#mine.put(statement);
      this.#tell();
    });
  }

  /** Read what is kept, and what is new since; deliver what waits. */
  load() {
    this.#stale = true;
    setTimeout(this.#open, PATIENCE);
    return this.deliver();
  }

  /**
   * Return every statement under a parent activity, oldest first.
   * @param {string} parent
   * @returns {readonly Statement[]}
   */
  under(parent) {
    return [...this.#kept.under(parent), ...this.#mine.under(parent)];
  }

  /**
   * Return every statement, oldest first.
   * @returns {readonly Statement[]}
   */
  get all() {
    return [...this.#kept.all(), ...this.#mine.all()];
  }

  /**
   * Return whether a statement under `parent` is not kept yet.
   * @param {string} parent
   */
  waits(parent) {
    return some(this.#waiting, parent);
  }

  /**
   * Return whether a statement under `parent` was refused for good; it stays in the browser.
   * @param {string} parent
   */
  refuses(parent) {
    return some(this.#refused, parent);
  }

  /**
   * Return whether a statement under `parent` is lost when the page closes: it is not kept yet, and
   * the browser's store did not take it.
   * @param {string} parent
   */
  fragile(parent) {
    return some(this.#fragile, parent);
  }

  /**
   * Take a statement: it counts at once, and is delivered when it can be.
   * @param {Statement} statement
   */
  take(statement) {
    this.#waiting.set(statement.id, statement);
    this.#mine.put(statement);
    if (!this.store.put(statement)) this.#fragile.set(statement.id, statement);
    this.tabs?.tell(statement);
    this.#tell();
    setTimeout(() => this.deliver()); // the event that gave it is answered first
  }

  /** Deliver what waits, oldest first; one delivery at a time. */
  async deliver() {
    if (this.#busy) return;
    this.#busy = true;
    clearTimeout(this.#timer);
    try {
      while (this.#stale || this.#waiting.size) {
        if (this.#stale) await this.#read();
        await this.#send();
      }
      this.problem = "";
      this.#pause = SOON;
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
      this.#timer = window.setTimeout(() => this.deliver(), this.#pause);
      this.#pause = Math.min(2 * this.#pause, LATE);
    } finally {
      this.#busy = false;
    }
    this.#open();
    this.#tell();
  }

  /**
   * Take statements over from a file, each once; returns how many were new, and how many were refused.
   * Where it fails, those before are kept, and doing it again takes none twice.
   * @param {readonly Statement[]} statements
   */
  async insert(statements) {
    await this.load();
    const fresh = new Map(statements.filter((each) => !this.#has(each)).map((each) => [each.id, each]));
    const rest = [...fresh.values()];
    let refused = 0;
    try {
      for (let start = 0; start < rest.length; start += BATCH) {
        const answer = await this.wire.insert(rest.slice(start, start + BATCH));
        refused += answer.refused?.length ?? 0;
      }
    } finally {
      await this.load();
    }
    return { added: rest.length - refused, refused };
  }

  /** Delete all statements, those that wait in this browser too; returns them. */
  async clear() {
    while (this.#busy) await new Promise((done) => setTimeout(done, 20)); // what is on its way arrives first
    this.#busy = true;
    clearTimeout(this.#timer);
    this.#adopt();
    const gone = [...this.all];
    try {
      await this.wire.clear();
    } finally {
      this.#busy = false;
    }
    for (const statement of gone) {
      for (const places of [this.#waiting, this.#refused, this.#fragile]) places.delete(statement.id);
      this.store.drop(statement);
    }
    this.#kept = new Shelf();
    this.#mine.drop(gone);
    await this.load();
    return gone;
  }

  /**
   * Be told when something was added or kept; returns how to stop that.
   * @param {() => void} listener
   */
  watch(listener) {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async #read() {
    this.#stale = false; // now: a request made meanwhile needs another reading
    try {
      const { learner, statements, cursor, whole = false, place = "" } = await this.wire.load(this.#cursor);
      this.learner = learner;
      this.place = place;
      if (whole && this.#cursor) this.#forget();
      this.#cursor = cursor;
      for (const statement of statements) this.#kept.put(statement);
      this.#mine.drop(statements);
    } catch (error) {
      this.#stale = true;
      throw error;
    }
    this.#adopt();
    this.#open();
    this.#tell();
  }

  /** Drop what was kept: it was deleted, or is about to be read again. */
  #forget() {
    const known = [...this.#mine.all()];
    this.#kept = new Shelf();
    this.#mine.drop(known.filter(({ id }) => !this.#waiting.has(id) && !this.#refused.has(id)));
  }

  async #send() {
    let size = BATCH;
    while (this.#waiting.size) {
      const batch = [...this.#waiting.values()].slice(0, size);
      /** @type {string[]} */ let refused = [];
      try {
        ({ refused = [] } = await this.wire.send(batch));
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        if (batch.length > 1) {
          size = 1; // one of them is at fault, and the others must get through
          continue;
        }
        refused = [batch[0].id];
      }
      for (const statement of batch) {
        this.#waiting.delete(statement.id);
        if (refused.includes(statement.id)) this.#refused.set(statement.id, statement);
        else {
          this.store.drop(statement);
          this.#fragile.delete(statement.id);
        }
      }
      this.#tell();
    }
  }

  /** Take over what waits in the browser, from before or from a tab that was closed. */
  #adopt() {
    for (const statement of this.store.waiting()) {
      if (this.#kept.has(statement)) this.store.drop(statement);
      else if (!this.#refused.has(statement.id)) {
        this.#waiting.set(statement.id, statement);
        this.#mine.put(statement);
      }
    }
  }

  /** @param {Statement} statement */
  #has(statement) {
    return this.#kept.has(statement) || this.#mine.has(statement);
  }

  #tell() {
    for (const listener of [...this.#listeners]) {
      try {
        listener();
      } catch (error) {
        console.error(error); // one part's failure must not stop the others
      }
    }
  }
}

/** Statements in order, each once, and by what they belong to. */
class Shelf {
  /** @type {Map<string, Statement>} */ #statements = new Map();
  /** @type {Map<string, Statement[]>} */ #byParent = new Map();

  all() {
    return this.#statements.values();
  }

  /** @param {Statement} statement */
  has({ id }) {
    return this.#statements.has(id);
  }

  /** @param {string} parent */
  under(parent) {
    return this.#byParent.get(parent) ?? [];
  }

  /** @param {Statement} statement */
  put(statement) {
    if (this.has(statement)) return;
    this.#statements.set(statement.id, statement);
    const parent = parentOf(statement);
    const siblings = this.#byParent.get(parent);
    if (siblings) siblings.push(statement);
    else this.#byParent.set(parent, [statement]);
  }

  /** @param {Statement[]} statements */
  drop(statements) {
    const gone = new Set(statements.filter((statement) => this.#statements.delete(statement.id)).map(({ id }) => id));
    if (!gone.size) return;
    for (const [parent, siblings] of this.#byParent) {
      this.#byParent.set(parent, siblings.filter(({ id }) => !gone.has(id)));
    }
  }
}

/**
 * @param {Statement} statement
 * @returns {string}
 */
function parentOf(statement) {
  return statement.context?.contextActivities?.parent?.[0]?.id ?? "";
}

/**
 * @param {Map<string, Statement>} statements
 * @param {string} parent
 */
function some(statements, parent) {
  for (const statement of statements.values()) if (parentOf(statement) === parent) return true;
  return false;
}
