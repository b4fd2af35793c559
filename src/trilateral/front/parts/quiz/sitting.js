// @ts-check
/**
 * The questions of one sitting, a quiz, a review or a test: an answer is marked, remembered and shown
 * in the event that gave it.
 *
 * @typedef {import("./feedback.js").Item} Item
 * @typedef {import("./feedback.js").Words} Words
 * @typedef {import("./standing.js").ItemState} ItemState
 *
 * @typedef {object} Rules
 * @property {number} most attempts at each question
 * @property {(standing: ItemState) => ItemState} shown what is shown of how a question stands
 */

import { fill, liveRegion, make, uniqueId } from "../../dom.js";
import { unsaved } from "../../records/waiting.js";
import { spoken } from "./feedback.js";
import { mark, readResponse } from "./marking.js";
import { question } from "./question.js";
import { plain } from "./slots.js";
import { FRESH, MOST, replay } from "./standing.js";
import { answered, hinted, parent, read } from "./statements.js";

/** @type {Rules} */
const QUIZ = { most: MOST, shown: (standing) => standing };

/**
 * Draw questions into `root` and return how to end them.
 * @param {HTMLElement} root
 * @param {string} quiz what the statements are kept under
 * @param {readonly Item[]} items
 * @param {Words} words
 * @param {import("../../front.js").Host} host
 * @param {Rules} [rules]
 */
export function sitting(root, quiz, items, words, host, rules = QUIZ) {
  const { records } = host;
  const under = parent(quiz);
  const voice = liveRegion();
  voice.node.className = "spoken";
  const waiting = unsaved(host, under);
  const view = uniqueId("quiz");
  /** @type {Map<string, ItemState>} */
  let standings = new Map();

  const questions = items.map((item, place) => {
    const stands = () => rules.shown(standings.get(item.id) ?? FRESH);
    const number = place + 1;
    /** @param {string[]} htmls */
    const say = (...htmls) =>
      voice.say([fill(words.spoken, { number }), ...htmls.filter(Boolean).map(plain)].join(" "));
    /** @param {import("../../records/records.js").Statement} statement */
    const take = (statement) => {
      if (waiting.node.parentNode !== form.buttons) form.buttons.append(waiting.node);
      records.take(statement); // which calls update()
    };
    const form = question(item, {
      words,
      host,
      prefix: `${view}-${item.id}`,
      // A review has its own order of the options, so that nobody goes by the place of an answer.
      learner: quiz === item.lesson ? records.learner : `${records.learner}/${quiz}`,
      number: fill(words.question, { number, count: items.length }),
      say: voice.say,
      check({ response, confidence, seconds }) {
        const { score, mistake, problem } = mark(item, response);
        if (score === null) {
          const why = problem ? fill(words[problem.word], problem.values) : "";
          voice.say(`${fill(words.spoken, { number })} ${why}`);
          return why;
        }
        const { attempts, hints } = stands();
        const answer = { attempt: attempts + 1, hints, response: readResponse(item, response) };
        take(answered(item, quiz, { ...answer, score, mistake, confidence, seconds }));
        say(...spoken(item, stands(), words));
        return "";
      },
      hint() {
        const { attempts, hints } = stands();
        take(hinted(item, quiz, { attempt: attempts, hints: hints + 1 }));
        say(item.hints[hints]);
      },
    });
    return { form, stands };
  });

  /** Show what the records say, those of other open notebooks included. */
  function update() {
    standings = replay(items, read(records.under(under)), rules.most);
    for (const { form, stands } of questions) form.update(stands());
  }

  questions[0]?.form.buttons.append(waiting.node);
  root.append(make("div", { class: "questions" }, ...questions.map(({ form }) => form.node)), voice.node);
  update();
  const stop = records.watch(update);
  return () => {
    stop();
    waiting.end();
  };
}
